"""Readings: a file as trips, with what it was taken for and a reason for every row that is not drawn."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.i18n.message import LocalizedText, localize
from data.i18n.messages import DEFAULT
from data.reading.columns.header import Header
from data.reading.grid import Grid, Line
from data.reading.rows import full_lines
from data.records.fault import Fault
from data.records.places import Place
from data.records.sources import Source
from data.records.tables import guarded
from data.records.trips import Trip

ROW = LocalizedText("not_drawn_row")
WHY = (
    LocalizedText("not_drawn_column"),
    LocalizedText("not_drawn_value"),
    LocalizedText("not_drawn_reason"),
    LocalizedText("not_drawn_remedy"),
)


@dataclass(frozen=True)
class Reading:
    """`trips` in date order; `mapping` is the column of each role; `dates` says why each date column is read as it is.

    Every one of the `rows` below the header is drawn, that is, has a leg, or has a fault; never neither.
    `places` and `sources` are those that an exported workbook brings along; else they are empty.
    """

    file: str
    trips: tuple[Trip, ...]
    format: LocalizedText
    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    dates: Mapping[str, LocalizedText]
    rows: int
    faults: tuple[Fault, ...]
    grid: Grid = field(repr=False)
    header: Header = field(repr=False)
    places: tuple[Place, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    @cached_property
    def drawn(self) -> frozenset[int]:
        """The rows that have a leg."""
        return frozenset(leg.row for trip in self.trips for leg in trip.legs)

    @cached_property
    def not_drawn(self) -> frozenset[int]:
        """The rows that have none."""
        below = (fault.row for fault in self.faults if fault.row > self.header.row and fault.file == self.file)
        return frozenset(below) - self.drawn

    def original(self, rows: Collection[int]) -> dict[int, Line]:
        """Rows as they stood in the file, read again from it: to keep them all would take more room than the trips."""
        return {number: line for number, line in full_lines(self.grid, self.header) if number in rows}

    def not_drawn_table(self, also: Iterable[Fault] = (), language: str = DEFAULT) -> str:
        """What is not drawn, as CSV: row, original columns, then column, value, reason and remedy, a line per fault.

        `also` are faults that came later, of placing. Ours is said in the language; the table's own words stay.
        """
        faults: dict[int, dict[Fault, None]] = {}
        for fault in (*(fault for fault in self.faults if fault.row in self.not_drawn), *also):
            faults.setdefault(fault.row, {})[fault] = None
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        columns = (guarded(localize(column, language)) for column in self.columns)
        writer.writerow((ROW.in_language(language), *columns, *(why.in_language(language) for why in WHY)))
        for number, line in self.original(faults).items():
            cells = [*map(guarded, line), *[""] * (len(self.columns) - len(line))]
            for fault in faults[number]:
                why = (fault.column, fault.value, fault.expected, fault.remedy)
                told = (guarded(localize(part, language)) for part in why)
                writer.writerow((number, *cells, *told))
        return text.getvalue()
