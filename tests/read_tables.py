"""Reading of small tables in tests, and what must hold of every result."""

import csv
import io

import pytest

from data.reading import DEFAULT_LIMITS, Limits, ReadOptions, ReadResult, TableError, read
from data.reading.options import DEFAULT_OPTIONS
from data.records.trips import Trip
from tests.shapes import TABLES, Told


def reading(name: str, choice: ReadOptions = DEFAULT_OPTIONS) -> ReadResult:
    """One of the fixtures, as it would be dropped."""
    return read((TABLES / name).read_bytes(), name, choice)


def written(*lines: str, name: str = "trips.csv") -> ReadResult:
    return read("\n".join(lines).encode(), name)


def way(trip: Trip) -> str:
    """The places of a trip, each with what the row says of it."""
    stops = [", ".join(filter(None, [stop.name, stop.region, stop.country])) for leg in trip.legs for stop in leg.stops]
    return " > ".join(stop for index, stop in enumerate(stops) if not index or stop != stops[index - 1])


def when(trip: Trip) -> str:
    """The dates of a trip, as precise as the table has them."""
    return "/".join(dict.fromkeys(moment.text for moment in trip.moments))


def told(found: ReadResult) -> list[Told]:
    return [(trip.id, trip.traveller, trip.mode, when(trip), way(trip)) for trip in found.trips]


def assert_sums_agree(found: ReadResult) -> None:
    assert found.drawn.isdisjoint(found.not_drawn)
    reasons = [fault for fault in found.faults if fault.row in found.not_drawn]
    assert {fault.row for fault in reasons if fault.column and fault.expected and fault.remedy} == found.not_drawn
    assert len(found.drawn) + len(found.not_drawn) == found.rows
    assert set(found.original_rows(found.not_drawn)) == found.not_drawn


def refusal(content: bytes, name: str = "trips.csv", limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(TableError) as refused:
        read(content, name, limits=limits)
    return str(refused.value)


def as_csv(header: list[str], rows: list[list[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


def read_or_refused(
    content: bytes, name: str, choice: ReadOptions = DEFAULT_OPTIONS, limits: Limits = DEFAULT_LIMITS
) -> None:
    sentence = ""
    try:
        found = read(content, name, choice, limits)
    except TableError as refused:
        sentence = str(refused)
    if sentence:
        assert "\n" not in sentence
        return
    assert_sums_agree(found)
    assert found.not_drawn_table().count("\n") >= len(found.not_drawn)
