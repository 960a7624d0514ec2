"""Table source: the host's table by its settings, and where the copy of one elsewhere is kept."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.remote.addresses import RemoteAddress
from geo.dataset import load
from geo.host_table import LocalTable
from page import table_source
from page.settings import Settings, SettingsError
from page.table_source import _file_name, open_table
from tests import fake_nominatim
from tests.fake_nominatim import FakeNominatim, sends

TABLE = b"date,from,to\n2024-01-01,Bern,Oslo\n"


@pytest.fixture
def server() -> Iterator[FakeNominatim]:
    with fake_nominatim.running() as server:
        server.behave = sends(TABLE)
        yield server


@pytest.fixture(autouse=True)
def temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_source, "gettempdir", lambda: str(tmp_path))


def settings(server: FakeNominatim, folder: str = "", path: str = "my%20trips.csv") -> Settings:
    address = RemoteAddress(f"http://{server.domain}/{path}")
    return Settings(file=address, folder=folder, private_addresses=True, address_ports=(server.server_port,))


def test_a_path_is_a_table_on_this_machine(tmp_path: Path) -> None:
    assert isinstance(open_table(Settings(file=tmp_path / "trips.csv")), LocalTable)


def test_an_address_is_copied_into_a_folder_of_the_host(server: FakeNominatim, tmp_path: Path) -> None:
    table = open_table(settings(server, str(tmp_path / "copy")))
    assert len(load(table.newest, folder=table.folder).trips) == 1
    table.accept()
    assert (tmp_path / "copy" / "my trips.csv").read_bytes() == TABLE


def test_without_one_the_copies_are_for_this_user_alone_and_each_address_has_its_own(
    server: FakeNominatim, tmp_path: Path
) -> None:
    one, same, other = (open_table(settings(server, path=path)) for path in ("a.csv", "a.csv", "b.csv"))
    assert one.folder == same.folder != other.folder
    (root,) = (each for each in tmp_path.iterdir() if each.is_dir())
    assert stat.S_IMODE(root.stat().st_mode) == 0o700


@pytest.mark.parametrize("prepared", ["others may write", "a link"])
def test_a_folder_that_others_may_have_prepared_is_not_used(
    server: FakeNominatim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepared: str
) -> None:
    monkeypatch.setattr("os.getuid", lambda: tmp_path.stat().st_uid)
    root = tmp_path / f"trip-map-{tmp_path.stat().st_uid}"
    if prepared == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        root.symlink_to(tmp_path / "elsewhere")
    else:
        root.mkdir()
        root.chmod(0o777)
    with pytest.raises(SettingsError, match="is not this user's own; set TRIP_MAP_FOLDER"):
        open_table(settings(server))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://trips.example/our%20trips.xlsx?key=secret", "our trips.xlsx"),
        ("https://trips.example/..%2F..%2Fetc%2Fpasswd.csv", "passwd.csv"),
        ("https://trips.example/.htaccess.csv", "htaccess.csv"),
        ("https://trips.example/export", "trips.csv"),
        ("https://trips.example/", "trips.csv"),
        ("https://docs.google.com/spreadsheets/d/1a-B/edit#gid=7", "trips.csv"),
        ("postgresql://reader:secret@db.example.org/travel.csv", "trips.csv"),
    ],
)
def test_the_copy_has_the_name_of_the_file_if_that_says_anything(address: str, name: str) -> None:
    assert _file_name(RemoteAddress(address)) == name
