"""Nominatim: its answers, its limits, and a service that fails says so."""

from collections.abc import Iterator

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

from geo.geocoding.nominatim import NominatimGeocoder
from tests.fake_nominatim import TRIPOLI, Behaviour, FakeNominatim, answers, floods, hangs, running, sends


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


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    """geopy's rate limiter on a clock of our own."""
    time = FakeTime()
    monkeypatch.setattr("geopy.extra.rate_limiter.default_timer", time.clock)
    monkeypatch.setattr("geopy.extra.rate_limiter.sleep", time.sleep)
    return time


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNominatim]:
    """A Nominatim of our own, asked directly even where the system has a proxy."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running() as server:
        yield server


def nominatim(server: FakeNominatim, timeout_s: float = 5.0) -> NominatimGeocoder:
    """The geocoder, pointed at our own server."""
    return NominatimGeocoder(domain=server.domain, scheme="http", user_agent="trip-map tests", timeout_s=timeout_s)


def one(found: Location | list[Location] | None) -> Location:
    """The answer, if it is exactly one."""
    assert isinstance(found, Location)
    return found


def several(found: Location | list[Location] | None) -> list[Location]:
    """The candidates, if they were asked for."""
    assert isinstance(found, list)
    return found


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
        (sends(b"", 302, Location="http://127.0.0.1:1/"), GeocoderUnavailable, "check the network"),
        (hangs, GeocoderTimedOut, "raise its timeout"),
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


def test_requests_are_a_second_apart(server: FakeNominatim, time: FakeTime) -> None:
    geocoder = nominatim(server)
    for query in ("Tripoli", "Springfield", "Georgia"):
        geocoder.geocode(query)
    assert time.naps == [1.0, 1.0]


def test_whoever_comes_late_does_not_wait(server: FakeNominatim, time: FakeTime) -> None:
    geocoder = nominatim(server)
    for query, later_s in (("Tripoli", 0.75), ("Springfield", 5), ("Georgia", 0)):
        geocoder.geocode(query)
        time.now += later_s
    assert time.naps == [0.25]


def test_a_failure_is_not_tried_again_by_itself(server: FakeNominatim, time: FakeTime) -> None:
    server.behave = sends(b"", 500)
    with pytest.raises(GeocoderServiceError):
        nominatim(server).geocode("Tripoli")
    assert (len(server.asked), time.naps) == (1, [])


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
