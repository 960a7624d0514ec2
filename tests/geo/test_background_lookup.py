"""Background lookup: the page never waits for a service; it says in one line what is missing, and has it once the service answers."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from geopy.exc import GeocoderUnavailable
from playwright.sync_api import expect

from data.records.records import BUILT_IN
from geo.background_lookup import BackgroundLookup, CircuitBreaker
from geo.geocoding.nominatim import NominatimGeocoder
from geo.host_table import LocalTable
from tests import fake_nominatim
from tests.conftest import OpenPage
from tests.fake_nominatim import FakeNominatim
from tests.server import serve_asgi, until

ROWS = "tripoli-1,2024-01-01,pyongyang,Qqtripoli,air\ntripoli-2,2024-02-01,pyongyang,Qqtripoli 2,air\n"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rate limiter that lets the second go by at once."""
    clock = count(step=1.0)
    monkeypatch.setattr("geopy.extra.rate_limiter.default_timer", lambda: next(clock))


@pytest.fixture
def nominatim() -> Iterator[FakeNominatim]:
    with fake_nominatim.running() as server:
        yield server


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two trips to places that only Nominatim may know."""
    shutil.copy(BUILT_IN.parent / "places.csv", tmp_path)
    file = tmp_path / "trips.csv"
    file.write_text(f"trip,depart,origin,destination,mode\n{ROWS}", encoding="utf-8")
    return file


def service(server: FakeNominatim, timeout_s: float = 10) -> NominatimGeocoder:
    return NominatimGeocoder(domain=server.domain, scheme="http", user_agent="tests", timeout_s=timeout_s)


def test_what_the_service_knows_arrives_later(nominatim: FakeNominatim, table: Path) -> None:
    lookup = BackgroundLookup(LocalTable(table), service(nominatim))
    until(lambda: not lookup.pending, 30, lambda: "the service was not asked")
    assert (lookup.dataset.unplaced, lookup.failed) == (frozenset(), False)


def test_a_service_that_hangs_is_waited_for_once_and_by_nobody(nominatim: FakeNominatim, table: Path) -> None:
    nominatim.behave = fake_nominatim.hangs
    again, waits = Event(), Event()

    def wait(_: float) -> None:
        waits.set()
        again.wait()

    lookup = BackgroundLookup(LocalTable(table), service(nominatim, 0.2), wait=wait)
    assert lookup.dataset.unplaced == {"Qqtripoli", "Qqtripoli 2"}
    assert lookup.pending
    assert waits.wait(10)
    assert (lookup.failed, len(nominatim.asked)) == (True, 1)
    nominatim.behave = fake_nominatim.answers(fake_nominatim.TRIPOLI)
    again.set()
    until(lambda: not lookup.pending, 30, lambda: "it was not asked again")
    assert lookup.dataset.unplaced == frozenset()


@pytest.mark.parametrize(
    "behave", [fake_nominatim.sends(b"", 429), fake_nominatim.sends(b"", 500), fake_nominatim.sends(b"<")]
)
def test_after_a_failure_the_same_is_said_at_once(nominatim: FakeNominatim, behave: fake_nominatim.Behaviour) -> None:
    nominatim.behave = behave
    breaker = CircuitBreaker(service(nominatim))
    for _ in range(3):
        with pytest.raises(Exception, match="could not be asked for 'Qq'"):
            breaker.geocode("Qq")
    assert len(nominatim.asked) == 1


def test_nobody_is_asked_for_what_is_known(nominatim: FakeNominatim) -> None:
    lookup = BackgroundLookup(LocalTable(BUILT_IN), service(nominatim))
    assert (lookup.pending, nominatim.asked) == (False, [])


def test_the_breaker_says_what_the_service_said() -> None:
    class Down:
        name = "down"

        def geocode(self, query: str, **_: object) -> None:
            raise GeocoderUnavailable(query)

    breaker = CircuitBreaker(Down())
    with pytest.raises(GeocoderUnavailable, match="first"):
        breaker.geocode("first")
    with pytest.raises(GeocoderUnavailable, match="first"):
        breaker.geocode("second")


def test_with_everything_outside_hanging_the_page_answers_and_says_so(
    open_page: OpenPage, nominatim: FakeNominatim, table: Path
) -> None:
    nominatim.behave = fake_nominatim.hangs
    settings = {
        "TRIP_MAP_FILE": str(table),
        "TRIP_MAP_NOMINATIM": f"http://{nominatim.domain}",
        "TRIP_MAP_NOMINATIM_TIMEOUT_S": "60",
        "TRIP_MAP_USER_AGENT": "tests",
    }
    with serve_asgi(settings) as server:
        page = open_page(server=server)
        assert page.sentence().startswith("Showing 2 of 2 trips")
        told = page.page.locator("#notices .notice").filter(has_text="is being asked for 2 places")
        expect(told).to_have_count(1)
        assert page.page.locator("#notices .notice").count() == 1
        assert len(nominatim.asked) == 1


def into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


BAD_VERSIONS: dict[str, Callable[[Path], object]] = {
    "no table": lambda file: file.write_bytes(b"%PDF-1.7\n"),
    "no trips": lambda file: file.write_text("trip,depart,origin,destination,mode\n"),
    "removed": Path.unlink,
    "a folder": into_folder,
}


@pytest.mark.parametrize("bad", BAD_VERSIONS)
def test_a_bad_version_keeps_the_last_good_one_and_the_host_is_told(
    table: Path, caplog: pytest.LogCaptureFixture, bad: str
) -> None:
    lookup = BackgroundLookup(LocalTable(table))
    before, good = lookup.dataset, table.read_text(encoding="utf-8")
    BAD_VERSIONS[bad](table)
    lookup.reload()
    assert lookup.dataset is before
    assert lookup.problem
    assert "a new version of trips.csv is not shown" in caplog.text
    if table.is_dir():
        table.rmdir()
    table.write_text(f"{good}berlin-1,2024-03-01,pyongyang,Berlin,air\n", encoding="utf-8")
    lookup.reload()
    assert (len(lookup.dataset.trips), lookup.problem) == (3, "")


def test_unknown_places_of_a_new_version_are_asked_for(nominatim: FakeNominatim, table: Path) -> None:
    lookup = BackgroundLookup(LocalTable(table), service(nominatim))
    until(lambda: not lookup.pending, 30, lambda: "the service was not asked")
    table.write_text(f"trip,depart,origin,destination,mode\n{ROWS}".replace("Qqtripoli 2", "Qqtripoli 3"))
    lookup.reload()
    until(lambda: not lookup.pending, 30, lambda: "the service was not asked again")
    assert lookup.dataset.unplaced == frozenset()
