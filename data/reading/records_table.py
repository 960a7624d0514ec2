"""Records table: reads a table that has the columns of the records, as an exported one, and the sheets beside it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from data.reading.columns.header import Header
from data.reading.grid import CellLine, Grid
from data.reading.options import Limits, Progress
from data.reading.rows import limit_rows, non_blank_lines
from data.records.fault import Fault
from data.records.metadata import ABOUT_COLUMNS, METADATA_COLUMN, metadata_sheets
from data.records.people import Person
from data.records.places import PLACE_COLUMNS, Place, parse_places
from data.records.sources import SOURCE_COLUMNS, Source, parse_sources
from data.records.tables import Table
from data.records.trips import DISTINCTIVE_COLUMNS, STAY_COLUMN, TRIP_COLUMNS, Trip, parse_trips

MANY_ROWS = re.compile(r"\d{1,7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RelatedTables:
    """People and sources by id; without people the column “with” holds names."""

    people: Mapping[str, Person]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class RecordsTable:
    """What a table of records says: trips in date order, faults, the number of rows, what the sheets beside say, the
    columns that an export of other tables has after those of the records, its title and home, and of a link whether the
    table that it comes from states homes, and how many rows of that make no leg.
    """

    trips: tuple[Trip, ...]
    faults: tuple[Fault, ...]
    rows: int
    places: tuple[Place, ...]
    sources: Mapping[str, Source]
    own_columns: tuple[str, ...]
    title: str
    home: str
    states_homes: bool
    unread_rows: int


def is_records_table(header: Header) -> bool:
    """Whether a table has the records' columns: all of them, or some and no others."""
    columns, known = set(header.columns), set(TRIP_COLUMNS)
    return columns >= known or (
        columns <= known and "destination" in columns and len(columns & DISTINCTIVE_COLUMNS) >= 2
    )


def read_records_table(
    file: str, grid: Grid, header: Header, beside: RelatedTables, limits: Limits, progress: Progress
) -> RecordsTable:
    """Read such a table, and the sheets that an exported workbook has beside it, or the metadata of an exported CSV."""
    if METADATA_COLUMN in header.columns:
        at = header.columns.index(METADATA_COLUMN)
        cells = (line[at] for line in islice(grid.lines(), header.row, None) if len(line) > at)
        grid = replace(grid, extra_sheets=metadata_sheets(cells))
    about = next((dict(row) for _, row in _extra_sheet(file, grid, "about", ABOUT_COLUMNS)), {})
    sources, source_faults = parse_sources(_extra_sheet(file, grid, "sources", SOURCE_COLUMNS))
    places, place_faults = parse_places(_extra_sheet(file, grid, "places", PLACE_COLUMNS))
    rows = [0]
    lines = _counting(progress.track(limit_rows(non_blank_lines(grid, header), limits), grid.length), rows)
    table = Table(file, header.columns, lines, TRIP_COLUMNS)
    own = tuple(name for name in header.columns if name not in (*TRIP_COLUMNS, STAY_COLUMN, METADATA_COLUMN))
    trips = parse_trips(table, beside.people, {**beside.sources, **sources}, cites_texts=True, own_columns=own)
    faults = (*table.faults, *source_faults, *place_faults)
    title, home = about.get("title", ""), about.get("home", "")
    states_homes, unread = bool(about.get("states_homes")), int(about.get("unread_rows") or 0)
    return RecordsTable(trips, tuple(sorted(faults)), rows[0], places, sources, own, title, home, states_homes, unread)


def _extra_sheet(file: str, grid: Grid, name: str, expected: tuple[str, ...]) -> Table:
    lines = iter(grid.extra_sheets.get(name, ()))
    columns = tuple(next(lines, ()))
    return Table(f"{file}, sheet {name}", columns, tuple(enumerate(lines, 2)), expected)


def _counting(lines: Iterator[tuple[int, CellLine]], rows: list[int]) -> Iterator[tuple[int, CellLine]]:
    for line in lines:
        rows[0] += 1
        yield line
