"""The records' own table: `trips.csv`, read as the built-in one is, by the same functions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.reading.columns.header import Header
from data.reading.grid import Grid, Line
from data.reading.limits import Limits
from data.reading.progress import Progress
from data.reading.rows import counted, full_lines
from data.records.fault import Fault
from data.records.people import Person
from data.records.places import COLUMNS as PLACE_COLUMNS
from data.records.places import Place, places_of
from data.records.sources import COLUMNS as SOURCE_COLUMNS
from data.records.sources import Source, sources_of
from data.records.tables import Table
from data.records.trips import COLUMNS, TELLING, Trip, trips_of


@dataclass(frozen=True, slots=True)
class Beside:
    """What the ids of a table stand for; without people “with” holds names."""

    people: Mapping[str, Person]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Canonical:
    """What a table of records says: trips in date order, faults, the number of rows, and what the sheets beside say."""

    trips: tuple[Trip, ...]
    faults: tuple[Fault, ...]
    rows: int
    places: tuple[Place, ...]
    sources: Mapping[str, Source]


def is_canonical(header: Header) -> bool:
    """Whether a table has the records' columns and no others."""
    columns = set(header.columns)
    return columns <= set(COLUMNS) and "destination" in columns and len(columns & TELLING) >= 2


def canonical_trips(
    file: str, grid: Grid, header: Header, beside: Beside, limits: Limits, progress: Progress
) -> Canonical:
    """Read such a table, and the sheets `places` and `sources` that an exported workbook has beside it."""
    sources, source_faults = sources_of(_sheet(file, grid, "sources", SOURCE_COLUMNS))
    places, place_faults = places_of(_sheet(file, grid, "places", PLACE_COLUMNS))
    rows = [0]
    lines = _counting(progress.over(counted(full_lines(grid, header), limits), grid.length), rows)
    table = Table(file, header.columns, lines, COLUMNS)
    trips = trips_of(table, beside.people, {**beside.sources, **sources})
    faults = (*table.faults, *source_faults, *place_faults)
    return Canonical(trips, tuple(sorted(faults)), rows[0], places, sources)


def _sheet(file: str, grid: Grid, name: str, expected: tuple[str, ...]) -> Table:
    lines = iter(grid.beside.get(name, ()))
    columns = tuple(next(lines, ()))
    return Table(f"{file}, sheet {name}", columns, tuple(enumerate(lines, 2)), expected)


def _counting(lines: Iterator[tuple[int, Line]], rows: list[int]) -> Iterator[tuple[int, Line]]:
    for line in lines:
        rows[0] += 1
        yield line
