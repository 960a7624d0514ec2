"""The smallest input of each kind of table that was once read wrongly, with what is right beside it."""

from pathlib import Path

import pytest

from data.reading import ReadResult
from data.reading.options import DEFAULT_LIMITS, DEFAULT_OPTIONS
from data.records.legs import Leg
from data.records.records import to_records
from geo.check.doubts import read_and_check
from geo.dataset import Dataset, place_records

SECTIONS = Path(__file__).with_name("small_inputs.txt").read_text(encoding="utf-8").split("=== ")[1:]
WORDS = 4  # of a finding


def read_small(content: str, name: str) -> list[str]:
    """What is drawn of a table, a line for each leg, each row that is not drawn and each finding."""
    reading, findings = read_and_check(content.encode(), name, DEFAULT_OPTIONS, DEFAULT_LIMITS, lambda _: None)
    dataset = place_records(to_records(reading, name), name)
    legs = [said(leg, dataset) for trip in dataset.trips for leg in trip.legs]
    told = [f"finding: {' '.join(finding.text.split()[:WORDS])}" for finding in findings]
    return [*legs, *not_drawn(reading, dataset), *told]


def said(leg: Leg, dataset: Dataset) -> str:
    """Date, places and mode of a leg."""
    when = "/".join(moment.text for moment in (leg.depart, leg.arrive) if moment)
    places = [dataset.placement.place(stop) for stop in leg.stops]
    names = [f"{place.country or 'point'} {place.lat:.1f} {place.lon:.1f}" if place else "unknown" for place in places]
    return f"{when} | {' > '.join(names)} | {leg.mode}"


def not_drawn(reading: ReadResult, dataset: Dataset) -> list[str]:
    """The rows with a fault, of reading or of placing."""
    return [f"not drawn: row {fault.row}" for fault in (*reading.faults, *dataset.placement.faults)]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.splitlines()[0])
def test_the_smallest_input_gives_what_is_right(section: str) -> None:
    head, _, body = section.partition("\n")
    content, _, wanted = body.partition("---\n")
    assert read_small(content, head.rpartition(" | ")[2]) == wanted.splitlines()
