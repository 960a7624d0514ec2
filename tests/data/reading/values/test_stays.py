"""Stays: where arrival comes before departure in most rows, the arrival is the start."""

import pytest

from data.reading import ReadOptions, ReadResult, read
from tests.read_tables import written


def dates(found: ReadResult) -> list[tuple[str, str]]:
    return [(str(trip.start), str(trip.end)) for trip in found.trips]


STAYS = ["2020-05-03,2020-05-14", "2020-05-14,2020-05-16", "2020-05-20,2020-05-20"]
EXPECTED = [tuple(stay.split(",")) for stay in STAYS]


@pytest.mark.parametrize("place", ["City", "Port", "Stadt"])
@pytest.mark.parametrize(
    "names", ["Arrival,Departure", "Arrival date,Departure date", "Arrive,Depart", "Ankunft,Abreise"]
)
def test_an_arrival_before_its_departure_begins_a_stay(place: str, names: str) -> None:
    rows = "\n".join(f"{city},{stay}" for city, stay in zip(("Lisbon", "Rome", "Oslo"), STAYS, strict=True))
    found = read(f"{place},{names}\n{rows}\n".encode(), "trips.csv")
    assert dates(found) == EXPECTED
    arrival, departure = names.split(",")
    assert (found.mapping["start"], found.mapping["end"]) == (arrival, departure)
    assert f"a stay: “{arrival}” is its start and “{departure}” its end" in found.dates[arrival]


def test_a_departure_before_its_arrival_is_a_journey() -> None:
    found = read(b"City,Departure,Arrival\nRome,2020-05-03,2020-05-04\nOslo,2020-06-03,2020-06-01\n", "trips.csv")
    assert dates(found) == [("2020-05-03", "2020-05-04")]
    assert found.not_drawn == {3}


def test_the_owner_may_choose_the_columns() -> None:
    options = ReadOptions({"start": "Arrival", "end": "Departure"})
    found = read(b"City,Arrival,Departure\nRome,2020-05-03,2020-05-04\n", "trips.csv", options)
    assert dates(found) == [("2020-05-03", "2020-05-04")]


def test_a_way_over_the_date_line_arrives_the_day_before() -> None:
    found = written("from,to,departure,arrival", "Tokyo,Honolulu,2020-05-03 00:05,2020-05-02 13:00")
    assert ([leg.depart and leg.depart.text for leg in found.trips[0].legs], found.faults) == (["2020-05-03"], ())
