"""Settings: what a host may choose, and one sentence about what cannot be."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from data.i18n.messages import LANGUAGES
from data.records.records import BUILT_IN
from data.remote.addresses import RemoteAddress
from page.settings import RULES, Settings, SettingsError, read_settings
from tests.server import ROOT

AGENT = {"TRIP_MAP_USER_AGENT": "a-newspaper maps@example.org"}
NOWHERE = (Path("no secrets"),)


def test_nothing_chosen_is_the_built_in_records_and_no_one_asked() -> None:
    assert read_settings([], {}, NOWHERE) == Settings()
    assert (Settings().file, Settings().nominatim, Settings().frame_ancestors) == (BUILT_IN, "", ("'self'",))


def test_the_first_argument_is_the_table(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("destination\n")
    assert read_settings([str(file), "more"], {"TRIP_MAP_FILE": str(BUILT_IN)}).file == file.resolve()
    assert read_settings([], {"TRIP_MAP_FILE": str(file)}).file == file.resolve()


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_table_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=r"there is no such file; give the path of a table of trips after “--”"):
        read_settings([str(tmp_path / name)], {})
    with pytest.raises(
        SettingsError, match=r"^TRIP_MAP_FILE is “.*”; expected the path of a table of trips, or the address of"
    ):
        read_settings([], {"TRIP_MAP_FILE": str(tmp_path / name)})


@pytest.mark.parametrize(
    "address",
    [
        "https://me:s3cret@example.org/trips.csv",
        "https://s3cret@example.org/trips.csv",
        "ftp://me:s3cret@example.org/trips.csv",
        "postgresql://me:s3cret word@db.example.org/trips",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated_for_what_it_may_hold(address: str) -> None:
    for arguments, environment in (([], {"TRIP_MAP_FILE": address}), ([address], {})):
        with pytest.raises(SettingsError, match="expected the path of a table of trips") as caught:
            read_settings(arguments, environment, NOWHERE)
        assert "s3cret" not in str(caught.value)


def test_a_database_needs_a_query_and_neither_is_shown() -> None:
    database = {"TRIP_MAP_FILE": "postgresql://me:s3cret@db.example.org/trips"}
    with pytest.raises(SettingsError, match=r"^the database of TRIP_MAP_FILE needs TRIP_MAP_QUERY: a query that"):
        read_settings([], database, NOWHERE)
    settings = read_settings([], {**database, "TRIP_MAP_QUERY": "select 's3cret'"}, NOWHERE)
    assert "s3cret" not in repr(settings)
    other = {"TRIP_MAP_FILE": "postgresql://me:other@db.example.org/trips", "TRIP_MAP_QUERY": "select 's3cret'"}
    assert read_settings([], other, NOWHERE) != settings


def test_an_address_of_the_web_is_a_table() -> None:
    settings = read_settings(["https://example.org/trips.csv"], {}, NOWHERE)
    assert isinstance(settings.file, RemoteAddress)
    assert not settings.file.is_database


def test_nominatim_is_asked_only_by_one_who_says_who_asks() -> None:
    with pytest.raises(SettingsError, match="TRIP_MAP_NOMINATIM needs TRIP_MAP_USER_AGENT"):
        read_settings([], {"TRIP_MAP_NOMINATIM": "nominatim.example.org"})
    settings = read_settings([], {"TRIP_MAP_NOMINATIM": "nominatim.example.org", **AGENT})
    assert (settings.nominatim, settings.user_agent) == ("nominatim.example.org", "a-newspaper maps@example.org")


def test_tiles_are_shown_only_by_one_who_says_whose_they_are() -> None:
    tiles = {"TRIP_MAP_TILES": "https://tiles.example.org/{z}/{x}/{y}.png"}
    with pytest.raises(SettingsError, match="TRIP_MAP_TILES needs TRIP_MAP_TILES_CREDIT: words that say whose"):
        read_settings([], tiles)
    assert read_settings([], {**tiles, "TRIP_MAP_TILES_CREDIT": "© Somebody"}).tiles == tiles["TRIP_MAP_TILES"]


def test_a_user_agent_alone_asks_no_one() -> None:
    assert read_settings([], AGENT).nominatim == ""


def test_equal_settings_are_one_data_set_in_the_cache() -> None:
    assert hash(read_settings([], AGENT)) == hash(read_settings([], dict(AGENT)))


def test_the_secrets_file_is_read_and_the_environment_has_the_last_word(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[trip_map]\ntitle = "Mine"\nmax_readers = 7\nallowed_hosts = ["a.example", "*.b.example"]\n')
    settings = read_settings([], {"TRIP_MAP_TITLE": "Ours", "TRIP_MAP_MAX_READERS": " "}, (tmp_path / "none", secrets))
    assert (settings.title, settings.max_readers) == ("Ours", 7)
    assert settings.allowed_hosts == ("a.example", "*.b.example")


def test_the_projects_secrets_come_before_those_of_the_home_folder(tmp_path: Path) -> None:
    home, project = tmp_path / "home.toml", tmp_path / "project.toml"
    home.write_text('[trip_map]\ntitle = "Home"\nmax_readers = 7\n')
    project.write_text('[trip_map]\ntitle = "Project"\n')
    settings = read_settings([], {}, (home, project))
    assert (settings.title, settings.max_readers) == ("Project", 7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NOMINATIM", "ftp://nominatim.example.org"),
        ("NOMINATIM_TIMEOUT_S", "0"),
        ("LANGUAGES", "en nl"),
        ("TILES", "https://tiles.example.org/{z}/{x}.png"),
        ("TILES", "https://tiles.example.org; script-src */{z}/{x}/{y}.png"),
        ("ALLOWED_HOSTS", "https://maps.example.org"),
        ("FRAME_ANCESTORS", "*; script-src *"),
        ("MAX_UPLOAD_MB", "much"),
        ("MAX_READERS", "-1"),
        ("QUERY", "DROP TABLE trips"),
        ("INTERVAL_S", "-1"),
        ("ADDRESS_PORTS", "80 https"),
        ("PASTED_ADDRESSES", "yes"),
    ],
)
def test_a_wrong_value_is_one_sentence(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings([], {f"TRIP_MAP_{name}": value, **AGENT}, NOWHERE)
    assert str(caught.value) == f"TRIP_MAP_{name} is “{value}”; expected {RULES[name.lower()][1]}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[trip_map]\nfile = "gone.csv"', "secrets.toml, [trip_map] file is “gone.csv”; expected"),
        ("[trip_map]\nsky = true", "secrets.toml: there is no setting sky in [trip_map]"),
        ('trip_map = "x"', "secrets.toml: trip_map is expected to be a table, [trip_map]"),
        ("[trip_map", "secrets.toml cannot be read: "),
    ],
)
def test_a_wrong_secrets_file_is_one_sentence(tmp_path: Path, text: str, complaint: str) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(text)
    with pytest.raises(SettingsError, match=rf"^{re.escape(complaint)}"):
        read_settings([], {}, (secrets,))


def test_a_wrong_value_stops_the_start_with_that_sentence() -> None:
    command = [sys.executable, "-m", "uvicorn", "asgi:app", "--port=0"]
    ended = subprocess.run(
        command, cwd=ROOT, env={"TRIP_MAP_MAX_READERS": "none"}, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    said = [line for line in ended.stderr.splitlines() if not line.startswith("INFO")]
    assert said == ["TRIP_MAP_MAX_READERS is “none”; expected a whole number from 1 to 100000"]


def test_the_table_in_the_docs_has_every_setting_with_its_default() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `TRIP_MAP_(\w+)` \| ([^|]*) \|", text, re.MULTILINE))
    assert {name.lower() for name in rows} == RULES.keys() == {each.name for each in fields(Settings)}
    shown = {each.name: each.default for each in fields(Settings) if each.name not in ("file", "languages")}
    assert (rows["LANGUAGES"], Settings().languages) == ("all", LANGUAGES)
    for name, default in shown.items():
        told = " ".join(map(str, default)) if isinstance(default, tuple) else str(default)
        told = {"True": "on", "False": "off"}.get(told, told)
        assert rows[name.upper()] == (f"`{told}`" if told else ""), name
