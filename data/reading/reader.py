"""The reader: a file becomes a `Reading`, by the guess or by choice."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from data.i18n.message import LocalizedText
from data.reading.columns.header import Header, header_of
from data.reading.columns.roles import DATES, Column, chosen, guessed, usual_mode, year_columns
from data.reading.columns.vocabulary import plain
from data.reading.formats.detect import grids
from data.reading.grid import Grid, Line
from data.reading.options import AS_GUESSED, LIMITS, Choice, Limits, Progress
from data.reading.result import Reading
from data.reading.row_parser import Visit, Visits
from data.reading.rows import Rows, counted, full_lines, rows_of
from data.reading.trip_builder import Journeys
from data.reading.values.cell import clean
from data.reading.values.date_column import date_columns
from data.records.fault import Fault
from data.records.people import Person
from data.records.places import COLUMNS as PLACE_COLUMNS
from data.records.places import Place, places_of
from data.records.sources import COLUMNS as SOURCE_COLUMNS
from data.records.sources import Source, sources_of
from data.records.tables import NoTable, Table
from data.records.trips import COLUMNS, TELLING, Trip, in_date_order, trips_of

LOOKED_AT = 300  # lines, for the guess
SAMPLED = 60  # distinct cells of a column, for the same
NUMBERED = frozenset(("#", "no", "number", "trip no", "trip number"))


def read(
    content: bytes,
    name: str,
    choice: Choice = AS_GUESSED,
    limits: Limits = LIMITS,
    people: Mapping[str, Person] | None = None,
    sources: Mapping[str, Source] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Reading:
    """The trips of any table. Raise `NoTable`, with one sentence, where there is none.

    `people` and `sources` are what the ids in a table with the records' own columns stand for. `progress` is told now
    and then how much is done, from 0 to 1; what it raises ends the reading, so raising is how to cancel.
    """
    whole = Progress(progress) if progress else Progress()
    whole.at(0)
    for grid in grids(content, name, limits, whole.part(0, 0.4)):
        reader = _Reader(name, choice, limits, Beside(people or {}, sources or {}), whole.part(0.4, 1))
        try:
            reading = reader.read(grid)
        except csv.Error as error:
            wrong = error
        else:
            whole.at(1)
            return reading
    raise NoTable(LocalizedText("refused_quotes", error=wrong.args[0]))


@dataclass(frozen=True, slots=True)
class Beside:
    """What the ids of a table stand for; without people “with” holds names."""

    people: Mapping[str, Person]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What one reading has to know, whatever its grid."""

    name: str
    choice: Choice
    limits: Limits
    beside: Beside
    progress: Progress

    def read(self, grid: Grid) -> Reading:
        """The reading of a grid; raise `csv.Error` where its quotes prove wrong."""
        head = list(islice(grid.lines(), LOOKED_AT))
        header = header_of(head)
        if is_canonical(header) and not self.choice.columns:
            return self._as_records(grid, header)
        sampled = _sampled(head, header)
        mapping = chosen(guessed(sampled), self.choice.columns, header.columns)
        _refuse_prose(header, mapping, head)
        years = year_columns(sampled, mapping)
        rows = rows_of(grid, header, mapping, years, self.limits, self.progress.part(0, 0.4))
        told = {**mapping, "year": ", ".join(years)} if years else mapping
        dates = date_columns(_date_cells(rows, told), self.choice.dates)
        visits = Visits(self.name, header.columns[0], told, dates, usual_mode(header.columns, mapping), bool(years))
        numbered = plain(mapping.get("trip", "")) in NUMBERED
        journeys = Journeys(self.choice.home, self.choice.chain, numbered, _alone(rows))
        trips = in_date_order(_few(journeys.trips(self._visited(rows, visits)), self.limits))
        why = {column: read.why for column, read in dates.items()}
        faults = tuple(sorted(visits.faults))
        return Reading(
            self.name, trips, grid.format, header.columns, told, why, len(rows.numbers), faults, grid, header
        )

    def _as_records(self, grid: Grid, header: Header) -> Reading:
        found = canonical_trips(self.name, grid, header, self.beside, self.limits, self.progress)
        same = {column: column for column in header.columns}
        taken_for = LocalizedText("format_canonical", format=grid.format)
        return Reading(
            self.name,
            found.trips,
            taken_for,
            header.columns,
            same,
            {},
            found.rows,
            found.faults,
            grid,
            header,
            found.places,
            found.sources,
        )

    def _visited(self, rows: Rows, visits: Visits) -> Iterator[Visit]:
        """What can be drawn, as long as its stops are not too many: one cell may name five hundred."""
        stops = 0
        for row in self.progress.part(0.4, 1).over(rows, len(rows.numbers)):
            if visit := visits.read(row):
                stops += len(visit.stops)
                if stops > self.limits.legs:
                    raise NoTable(LocalizedText("refused_legs", most=self.limits.legs))
                yield visit


def _few(trips: Iterable[Trip], limits: Limits) -> Iterator[Trip]:
    legs = 0
    for trip in trips:
        legs += len(trip.legs)
        if legs > limits.legs:
            raise NoTable(LocalizedText("refused_legs", most=limits.legs))
        yield trip


def _alone(rows: Rows) -> bool:
    """Whether no two rows share an id, so that each is a trip by itself."""
    ids = list(filter(None, rows.cells.get("trip", ())))
    return len(set(ids)) == len(ids)


def _sampled(head: list[Line], header: Header) -> list[Column]:
    below = head[header.row :]
    columns = []
    for index, name in enumerate(header.columns):
        cells = (clean(line[index]) for line in below if index < len(line) and line[index])
        distinct = dict.fromkeys(cell for cell in cells if cell)
        columns.append(Column(name, tuple(islice(distinct, SAMPLED))))
    return columns


def _refuse_prose(header: Header, mapping: Mapping[str, str], head: list[Line]) -> None:
    """Lines of one cell each, of which nothing is known, are a text and not a table."""
    single = sum(sum(map(bool, line)) < 2 for line in head)
    if not mapping and (len(header.columns) < 2 or single * 2 >= len(head)):
        raise NoTable(LocalizedText("refused_prose" if head else "refused_nothing"))


def _date_cells(rows: Rows, mapping: Mapping[str, str]) -> dict[str, list[str]]:
    """Distinct cells of each column of dates, in order."""
    cells = {mapping[role]: list(dict.fromkeys(rows.cells[role])) for role in (*DATES, "year") if role in rows.cells}
    if rows.years:
        cells[mapping["year"]] = list(dict.fromkeys(year for column in rows.years.values() for year in column))
    return cells


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
