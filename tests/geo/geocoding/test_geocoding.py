"""Geocoding: every name of a place finds it, doubt is shown, and a service that fails says so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from geopy.exc import (
    ConfigurationError,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.location import Location

from data.records.places import Place, read_places
from geo.geocoding.chain import Chain, Link
from geo.geocoding.nominatim import NominatimGeocoder, Pace
from geo.geocoding.place_index import CuratedGeocoder
from tests.fake_nominatim import TRIPOLI, Behaviour, FakeNominatim, answers, drips, floods, hangs, running, sends

PLACES_FILE = Path(__file__).parents[3] / "data" / "places.csv"


def place(id: str, name: str, label: str = "", country: str = "CN", native: str = "", *aliases: str) -> Place:
    """A place somewhere; only its names matter."""
    return Place(id, name, native, label or name, country, 116.4, 39.9, aliases, "a test")


BEIJING = place("beijing", "Beijing", "", "CN", "北京 / Běijīng", "Peking", "북경")
STATION = place("beijing-station", "Beijing Railway Station", "Beijing", "CN", "北京站", "Peking")
GUANGXI = place("pingxiang-gx", "Pingxiang, Guangxi", "Pingxiang (Guangxi)", "CN", "凭祥", "Pingxiang")
JIANGXI = place("pingxiang-jx", "Pingxiang, Jiangxi", "Pingxiang (Jiangxi)", "CN", "萍乡", "Pingxiang")
DMZ_SOUTH = place("peace-house", "Peace House", "DMZ", "KR", "평화의 집")
DMZ_NORTH = place("panmungak", "Panmungak", "DMZ", "KP", "판문각")
CURATED = CuratedGeocoder([BEIJING, STATION, GUANGXI, JIANGXI, DMZ_SOUTH, DMZ_NORTH])


class FakeTime:
    """A clock that moves only when someone sleeps; `naps` holds for how long, in seconds."""

    def __init__(self) -> None:
        self.now = 100.0
        self.naps: list[float] = []

    def clock(self) -> float:
        """Seconds since some start."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.naps.append(seconds)
        self.now += seconds


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNominatim]:
    """A Nominatim of our own, asked directly even where the system has a proxy."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running() as server:
        yield server


def nominatim(server: FakeNominatim, time: FakeTime | None = None, timeout_s: float = 5.0) -> NominatimGeocoder:
    """The link, pointed at our own server, with a clock of its own."""
    time = time or FakeTime()
    return NominatimGeocoder(
        domain=server.domain,
        scheme="http",
        user_agent="trip-map tests",
        timeout_s=timeout_s,
        clock=time.clock,
        sleep=time.sleep,
    )


def one(found: Location | list[Location] | None) -> Location:
    """The answer, if it is exactly one."""
    assert isinstance(found, Location)
    return found


def several(found: Location | list[Location] | None) -> list[Location]:
    """The candidates, if they were asked for."""
    assert isinstance(found, list)
    return found


# The curated places


@pytest.mark.parametrize("query", ["beijing", "BEIJING", "北京", "Beijing", "Běijīng", "peking", "북경", " Bei-jing "])
def test_a_place_is_found_by_each_of_its_names(query: str) -> None:
    assert CURATED.place(query) is BEIJING
    assert one(CURATED.geocode(query)).raw["place"] == "beijing"


def test_an_answer_says_where_and_by_whom() -> None:
    location = one(CURATED.geocode("Peking"))
    assert (location.address, location.latitude, location.longitude) == ("Beijing", 39.9, 116.4)
    assert (location.raw["source"], location.raw["country"]) == ("curated places", "CN")


def test_a_city_and_its_station_are_one_candidate() -> None:
    raw = one(CURATED.geocode("Peking")).raw
    assert (raw["candidates"], raw["ambiguous"], raw["others"]) == (1, False, [])


def test_the_station_is_found_by_its_id() -> None:
    assert CURATED.place("beijing-station") is STATION


def test_namesakes_are_ambiguous_and_counted() -> None:
    first, second = several(CURATED.geocode("Pingxiang", exactly_one=False))
    assert one(CURATED.geocode("Pingxiang")) == first
    assert (first.raw["candidates"], first.raw["ambiguous"], first.raw["others"]) == (2, True, ["pingxiang-jx"])
    assert first.raw["why"] == "the first listed of 2"
    assert second.raw["place"] == "pingxiang-jx"


def test_a_country_decides_between_namesakes() -> None:
    raw = one(CURATED.geocode("DMZ", country_codes="kp")).raw
    assert (raw["place"], raw["ambiguous"], raw["why"]) == ("panmungak", False, "the only one in the country given")
    assert CURATED.geocode("DMZ", country_codes=["JP", "US"]) is None


@pytest.mark.parametrize("query", ["", "  ", "?!", "Atlantis"])
def test_an_unknown_name_is_no_place(query: str) -> None:
    assert CURATED.geocode(query) is None
    assert CURATED.geocode(query, exactly_one=False) is None
    assert CURATED.place(query) is None


@pytest.mark.parametrize(
    ("typo", "meant"), [("Bejing", "Beijing"), ("Pekng", "Beijing"), ("Peace Huose", "Peace House"), ("Atlantis", None)]
)
def test_a_typo_is_answered_with_a_name(typo: str, meant: str | None) -> None:
    assert CURATED.geocode(typo) is None
    assert CURATED.suggest(typo) == meant


# The records' own places


@pytest.fixture(scope="module")
def curated() -> CuratedGeocoder:
    """The geocoder of the records' places."""
    places, faults = read_places(PLACES_FILE)
    assert not faults
    return CuratedGeocoder(places)


@pytest.mark.parametrize(
    ("query", "id", "country"),
    [
        ("DMZ", "panmunjom", "KR"),
        ("Demilitarized Zone", "panmunjom", "KR"),
        ("판문점", "panmunjom", "KR"),
        ("북경", "beijing", "CN"),
        ("北京", "beijing", "CN"),
        ("Peking", "beijing", "CN"),
        ("Hà Nội", "hanoi", "VN"),
        ("Ha Noi", "hanoi", "VN"),
        ("Hanoi", "hanoi", "VN"),
        ("Владивосток", "vladivostok", "RU"),
        ("Vladivostock", "vladivostok", "RU"),
        ("Singapur", "singapore", "SG"),
    ],
)
def test_readers_find_the_records_places_as_they_call_them(
    curated: CuratedGeocoder, query: str, id: str, country: str
) -> None:
    raw = one(curated.geocode(query)).raw
    assert (raw["place"], raw["country"], raw["ambiguous"]) == (id, country, False)


def test_a_typo_in_a_record_is_answered_with_the_name(curated: CuratedGeocoder) -> None:
    assert curated.suggest("Vladivostokk") == "Vladivostok"


# Nominatim


def test_nominatim_answers_with_its_candidates(server: FakeNominatim) -> None:
    location = one(nominatim(server).geocode("Tripoli"))
    assert (location.address, location.latitude, location.longitude) == ("Tripoli, Libya", 32.896672, 13.1777923)
    assert location.raw["source"] == f"Nominatim ({server.domain})"
    assert (location.raw["country"], location.raw["candidates"], location.raw["ambiguous"]) == ("LY", 2, True)
    assert "OpenStreetMap" in location.raw["licence"]


def test_nominatim_is_told_who_asks_and_in_which_country(server: FakeNominatim) -> None:
    found = several(nominatim(server).geocode("Tripoli", exactly_one=False, country_codes=["LY", "LB"]))
    assert [location.raw["country"] for location in found] == ["LY", "LB"]
    assert (server.asked[0]["q"], server.asked[0]["countrycodes"]) == ("Tripoli", "lb,ly")
    assert server.agents == ["trip-map tests"]


def test_nominatim_knows_no_such_place(server: FakeNominatim) -> None:
    server.behave = answers([])
    assert nominatim(server).geocode("Atlantis") is None
    assert nominatim(server).geocode("Atlantis", exactly_one=False) is None


def test_a_name_without_letters_is_not_asked_for(server: FakeNominatim) -> None:
    assert nominatim(server).geocode(" ?! ") is None
    assert server.asked == []


NOWHERE = {**TRIPOLI[0], "lat": "NaN"}


@pytest.mark.parametrize(
    ("behave", "kind", "advice"),
    [
        (sends(b"", 429, Retry_After="7"), GeocoderRateLimited, "wait and try again"),
        (sends(b"", 500), GeocoderServiceError, "try again later, or switch it off"),
        (sends(b"", 403), GeocoderInsufficientPrivileges, "try again later, or switch it off"),
        (sends(b"", 302, Location="http://127.0.0.1:1/"), GeocoderServiceError, "try again later, or switch it off"),
        (hangs, GeocoderTimedOut, "raise its timeout"),
        (drips, GeocoderTimedOut, "raise its timeout"),
        (floods, GeocoderParseError, "is a Nominatim server's"),
        (sends(b"<html>Welcome to the hotel's WLAN</html>"), GeocoderParseError, "is a Nominatim server's"),
        (sends(b'[{"lat": '), GeocoderParseError, "is a Nominatim server's"),
        (sends(b"[" * 100_000), GeocoderParseError, "is a Nominatim server's"),
        (answers(None), GeocoderParseError, "is a Nominatim server's"),
        (answers(["Tripoli"]), GeocoderParseError, "is a Nominatim server's"),
        (answers([NOWHERE]), GeocoderParseError, "is a Nominatim server's"),
        (answers({"error": "Parameter 'q' missing"}), GeocoderQueryError, "check the spelling"),
    ],
)
def test_a_failing_service_raises_its_own_error(
    server: FakeNominatim, behave: Behaviour, kind: type[Exception], advice: str
) -> None:
    server.behave = behave
    with pytest.raises(kind, match=advice) as caught:
        nominatim(server, timeout_s=0.3).geocode("Tripoli")
    assert caught.type is kind
    assert f"Nominatim ({server.domain}) could not be asked for 'Tripoli'" in str(caught.value)
    assert caught.value.__cause__ is not None


def test_a_service_that_asks_for_patience_says_how_long(server: FakeNominatim) -> None:
    server.behave = sends(b"", 429, Retry_After="7")
    with pytest.raises(GeocoderRateLimited) as caught:
        nominatim(server).geocode("Tripoli")
    assert caught.value.retry_after == 7


def test_a_service_that_is_not_there_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running() as gone:
        geocoder = nominatim(gone)
    with pytest.raises(GeocoderUnavailable, match="check the network, and its address"):
        geocoder.geocode("Tripoli")


def test_requests_are_a_second_apart(server: FakeNominatim) -> None:
    time = FakeTime()
    geocoder = nominatim(server, time)
    for query in ("Tripoli", "Springfield", "Georgia"):
        geocoder.geocode(query)
    assert time.naps == [1.0, 1.0]


def test_whoever_comes_late_does_not_wait() -> None:
    time = FakeTime()
    pace = Pace(1.0, time.clock, time.sleep)
    pace.wait()
    time.now += 0.75
    pace.wait()
    time.now += 5
    pace.wait()
    assert time.naps == [0.25]


def test_the_same_question_is_asked_once(server: FakeNominatim) -> None:
    geocoder = nominatim(server)
    one(geocoder.geocode("Tripoli")).raw["source"] = "a careless caller"
    assert one(geocoder.geocode(" Tripoli ")).raw["source"] == geocoder.name
    assert len(several(geocoder.geocode("Tripoli", exactly_one=False))) == 2
    assert len(server.asked) == 1
    geocoder.geocode("Tripoli", country_codes="LB")
    assert len(server.asked) == 2


def test_a_failure_is_not_remembered(server: FakeNominatim) -> None:
    geocoder = nominatim(server)
    server.behave = sends(b"", 500)
    with pytest.raises(GeocoderServiceError):
        geocoder.geocode("Tripoli")
    server.behave = answers(TRIPOLI)
    assert one(geocoder.geocode("Tripoli")).address == "Tripoli, Libya"


def test_nominatim_is_not_asked_anonymously() -> None:
    with pytest.raises(ConfigurationError, match="user agent"):
        NominatimGeocoder(domain="127.0.0.1", user_agent=" ")


# The chain


class FakeLink:
    """A link that does as it is told; `asked` holds the questions."""

    def __init__(self, does: Callable[[], Location | None], name: str = "a fake") -> None:
        self.name, self._does = name, does
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def geocode(self, query: str, **options: Any) -> Location | None:
        """Answer or raise, whatever the question."""
        self.asked.append((query, options))
        return self._does()


def failing(error: Exception) -> FakeLink:
    """A link that raises this."""

    def fail() -> None:
        raise error

    return FakeLink(fail)


def test_the_first_answer_wins() -> None:
    never = failing(AssertionError("asked though the place was known"))
    assert one(Chain([CURATED, never]).geocode("Peking")).raw["source"] == "curated places"
    assert never.asked == []


def test_later_links_know_what_earlier_ones_do_not(server: FakeNominatim) -> None:
    chain = Chain([CURATED, nominatim(server)])
    assert one(chain.geocode("Tripoli")).raw["source"] == f"Nominatim ({server.domain})"
    assert [found.raw["country"] for found in several(chain.geocode("Tripoli", exactly_one=False))] == ["LY", "LB"]


def test_an_answer_without_a_source_gets_its_links_name() -> None:
    unsigned = FakeLink(lambda: Location("Somewhere", (1.0, 2.0), {}))
    assert one(Chain([unsigned]).geocode("Somewhere")).raw["source"] == "a fake"


def test_a_place_that_no_link_knows_is_no_place() -> None:
    assert Chain([CURATED, FakeLink(lambda: None)]).geocode("Atlantis") is None
    assert Chain([]).geocode("Beijing") is None


@pytest.mark.parametrize(
    ("error", "kind"), [(GeocoderTimedOut("too slow"), GeocoderTimedOut), (KeyError("lat"), GeocoderServiceError)]
)
def test_a_link_that_fails_ends_the_search_by_name(error: Exception, kind: type[Exception]) -> None:
    last = FakeLink(lambda: None)
    with pytest.raises(kind, match=r"^a fake: ") as caught:
        Chain([CURATED, failing(error), last]).geocode("Atlantis")
    assert caught.type is kind
    assert caught.value.__cause__ is error
    assert last.asked == []


def test_a_services_own_error_passes_the_chain_unchanged(server: FakeNominatim) -> None:
    server.behave = sends(b"", 429, Retry_After="7")
    with pytest.raises(GeocoderRateLimited, match=r"^Nominatim \(") as caught:
        Chain([CURATED, nominatim(server)]).geocode("Tripoli")
    assert caught.value.retry_after == 7


def test_a_chain_is_a_link() -> None:
    inner: Link = Chain([CURATED])
    outer = Chain([inner, FakeLink(lambda: None)])
    assert outer.name == "curated places, then a fake"
    assert one(outer.geocode("Peking")).raw["place"] == "beijing"
