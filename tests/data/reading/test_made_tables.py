"""Made tables: 60 in the manner of real ones, of 25 kinds and in 30 languages, are read right without a click.

`made_tables.txt` has each table with the right answer below: the way and the dates of each trip, and what is told.
"""

import re
from dataclasses import dataclass

import pytest

from data.reading import DEFAULT_LIMITS, ReadOptions
from data.records.legs import Stop
from data.records.trips import Trip
from geo.check.doubts import read_and_check
from tests.read_tables import when
from tests.server import ROOT

FILE = ROOT / "tests" / "data" / "reading" / "made_tables.txt"
MARK = "finding: "


@dataclass(frozen=True)
class MadeTable:
    """A table in the manner of a real one, and what is right: a line a trip, and what the findings say."""

    title: str
    name: str
    content: str
    trips: tuple[str, ...]
    findings: tuple[str, ...]


def made_tables() -> list[MadeTable]:
    found = []
    for block in FILE.read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, rest = block.partition("\n")
        content, _, answer = rest.partition("---\n")
        lines = answer.strip().splitlines()
        told = tuple(line.removeprefix(MARK) for line in lines if line.startswith(MARK))
        trips = tuple(line.strip() for line in lines if not line.startswith(MARK))
        found.append(MadeTable(head, head.split(" | ")[-1], content, trips, told))
    return found


def stop_told(stop: Stop, answer: str) -> str:
    """A stop with what the answer says of it: its country where it has one, its point where it is given."""
    point = f"({round(stop.point[1], 4)} {round(stop.point[0], 4)})" if stop.point else ""
    name = "" if re.match(r"-?\d", stop.name) else stop.name
    country = stop.country if re.search(r" [A-Z]{2}\b", answer) and len(stop.country) == 2 else ""
    return " ".join(filter(None, (name, country, point)))


def told(trip: Trip, answer: str) -> str:
    stops = [stop_told(stop, answer) for leg in trip.legs for stop in leg.stops]
    way = " > ".join(stop for number, stop in enumerate(stops) if not number or stop != stops[number - 1])
    return f"{way} | {when(trip)}".strip()


@pytest.mark.parametrize("table", made_tables(), ids=lambda table: table.title)
def test_a_table_in_the_manner_of_a_real_one_is_read_right(table: MadeTable) -> None:
    reading, findings = read_and_check(
        table.content.encode(), table.name, ReadOptions(), DEFAULT_LIMITS, lambda _: None
    )
    answers = [*table.trips, *[""] * len(reading.trips)]
    assert tuple(told(trip, answer) for trip, answer in zip(reading.trips, answers, strict=False)) == table.trips
    assert len(findings) == len(table.findings)
    assert all(said in finding.text for said, finding in zip(table.findings, findings, strict=True))
    assert (not reading.not_drawn) or not table.trips


def test_there_are_sixty_of_many_kinds_and_languages() -> None:
    titles = [table.title.split(" | ") for table in made_tables()]
    assert len(titles) >= 60
    assert len({kind for kind, *_ in titles}) >= 25
    assert len({language for _, language, *_ in titles}) >= 30
