"""The front door to geocoding: who answers, how sure that is, and what fails."""

from collections.abc import Callable, Sequence

import pytest
from geopy.exc import GeocoderRateLimited, GeocoderServiceError, GeocoderTimedOut
from geopy.location import Location

from geo.gazetteer import Sureness
from geo.geocode import geocode, main, suggest
from geo.geocoding.service import GeocodingService, ask


class FakeService:
    """A geocoding service with a fixed answer or failure; `queries` holds what it was asked."""

    name = "a fake"

    def __init__(self, answer: Callable[[], Location | None]) -> None:
        self._answer = answer
        self.queries: list[tuple[str, str | Sequence[str] | None]] = []

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | None:
        """The answer, whatever the query."""
        assert exactly_one
        self.queries.append((query, country_codes))
        return self._answer()


def failing(error: Exception) -> FakeService:
    """A service that raises this."""

    def fail() -> None:
        raise error

    return FakeService(fail)


def found(name: str, *country_codes: str, service: GeocodingService | None = None) -> Location:
    """The place of a name that is known."""
    location = geocode(name, country_codes=country_codes, service=service)
    assert location is not None
    return location


def test_an_answer_says_where_by_whom_how_sure_and_why() -> None:
    location = found("Peking")
    assert (location.address, location.latitude, location.longitude) == ("Beijing", 39.9075, 116.3972)
    assert location.raw["place"].id == "beijing"
    assert {key: value for key, value in location.raw.items() if key != "place"} == {
        "source": "curated places",
        "sureness": Sureness.SURE,
        "why": "the capital, of 3 of that name",
        "country": "CN",
        "candidates": 3,
        "ambiguous": False,
    }


@pytest.mark.parametrize(
    ("name", "label", "country", "ambiguous"),
    [
        ("Springfield", "Springfield (Missouri)", "US", True),
        ("Georgia", "Georgia", "GE", False),
        ("Tripoli", "Tripoli", "LY", True),
        ("Khasan", "Khasan", "RU", False),
        ("39.03, 125.75", "39.03, 125.75", "", False),
    ],
)
def test_hard_names(name: str, label: str, country: str, ambiguous: bool) -> None:
    location = found(name)
    assert (location.address, location.raw["country"], location.raw["ambiguous"]) == (label, country, ambiguous)


def test_candidates_come_as_a_list_the_chosen_one_first() -> None:
    candidates = geocode("Springfield", exactly_one=False)
    assert candidates is not None
    assert len(candidates) == 10
    assert candidates[0] == found("Springfield")
    assert candidates[0].raw["candidates"] > 30


def test_country_codes_mean_any_of_these_countries() -> None:
    candidates = geocode("Tripoli", exactly_one=False, country_codes=["lb", "LY"])
    assert candidates is not None
    assert [candidate.raw["country"] for candidate in candidates] == ["LY", "LB"]
    assert found("Tripoli", "LB").raw["country"] == "LB"
    assert geocode("Vladivostok", country_codes="VN") is None


@pytest.mark.parametrize("name", ["", "  ", "?!", "Neuschwanstein"])
def test_no_such_place_is_none(name: str) -> None:
    assert geocode(name) is None
    assert geocode(name, exactly_one=False) is None


def test_a_misspelt_name_is_no_place_and_gets_a_suggestion() -> None:
    assert geocode("Vladivostockk") is None
    assert suggest("Vladivostockk") == ("Vladivostok",)


def test_the_service_is_asked_only_for_what_is_unknown_offline() -> None:
    never = failing(AssertionError("asked though the place was known"))
    assert found("Peking", service=never).raw["source"] == "curated places"
    assert found("Tripoli", service=never).raw["source"] == "offline gazetteer (GeoNames)"
    service = FakeService(lambda: Location("Camp Lejeune Gate", (16.77, -3.0), {"country": "ml"}))
    location = found("Camp Lejeune Gate", "ML", service=service)
    assert (location.raw["source"], location.raw["country"], location.latitude) == ("a fake", "ML", 16.77)
    assert service.queries == [("Camp Lejeune Gate", ["ML"])]


@pytest.mark.parametrize(
    ("error", "kind"), [(GeocoderTimedOut("too slow"), GeocoderTimedOut), (KeyError("lat"), GeocoderServiceError)]
)
def test_a_service_that_fails_raises_and_is_named(error: Exception, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=r"^a fake: ") as caught:
        geocode("Camp Lejeune Gate", service=failing(error))
    assert caught.type is kind
    assert caught.value.__cause__ is error


def test_an_error_that_names_its_service_stays_as_it_is() -> None:
    patient = GeocoderRateLimited("a fake could not be asked", retry_after=7)
    with pytest.raises(GeocoderRateLimited, match=r"^a fake could not be asked$") as caught:
        ask(failing(patient), "Camp Lejeune Gate")
    assert caught.value.retry_after == 7


# The command


def test_the_command_prints_place_sureness_reason_and_candidates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Tripoli", "Hanoi"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Tripoli: Tripoli, Libya (LY), lat 32.88743, lon 13.18733",
        "  ambiguous: the capital, of 4 of that name [offline gazetteer (GeoNames)]",
        "  or Tripoli (North Lebanon), Lebanon (LB), lat 34.43352, lon 35.84415",
        "  or Trípoli (Peloponnese), Greece (GR), lat 37.50959, lon 22.37883",
        "  or Tripoli (Iowa), United States (US), lat 42.80804, lon -92.25823",
        "Hanoi: Hanoi, Vietnam (VN), lat 21.02450, lon 105.84120",
        "  sure: the capital, of 2 of that name [curated places]",
        "  or Hanoi, Vietnam (VN), lat 20.32773, lon 106.01208",
    ]


def test_the_command_says_what_is_unknown_and_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Hanoi", "Vladivostockk"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Vladivostockk: unknown, no such place is known; did you mean Vladivostok?"


def test_the_command_names_a_service_that_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.geocode.NominatimGeocoder", lambda **_: failing(GeocoderTimedOut("too slow")))
    assert main(["--nominatim", "nominatim.example", "--user-agent", "tests", "Camp Lejeune Gate"]) == 2
    assert capsys.readouterr().err == "a fake: too slow\n"
