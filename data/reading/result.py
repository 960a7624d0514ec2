"""Result of reading: the trips of a file, the detected format, and a reason for every row that is not drawn."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.i18n.message import LocalizedText, localize
from data.i18n.messages import DEFAULT_LANGUAGE
from data.reading.columns.header import Header
from data.reading.finding import Finding
from data.reading.grid import CellLine, Grid, name_row
from data.reading.rows import non_blank_lines
from data.records.fault import Fault
from data.records.places import Place
from data.records.sources import Source
from data.records.tables import escape_formula
from data.records.trips import Trip

ROW_LABEL = LocalizedText("not_drawn_row")
FAULT_LABELS = (
    LocalizedText("not_drawn_column"),
    LocalizedText("not_drawn_value"),
    LocalizedText("not_drawn_reason"),
    LocalizedText("not_drawn_remedy"),
)


@dataclass(frozen=True)
class ReadResult:
    """Trips in date order. `mapping` is the column of each role; `dates` explains how each date column was read.

    Every one of the `rows` below the header is drawn, that is, has a leg, or has a fault; never neither.
    `journey` is what rows that only name stops are, "one" or "many", by choice or guess; else "".
    `mode` is that of all rows where no column has it but the table says it otherwise, else "".
    `own_columns` are those without a role whose cells the legs have as details. `title` and `home` are those that an
    export of this page brings along, else "". A link says of the table that it comes from whether that `states_homes`
    of travellers, and how many `unread_rows` of it make no leg.
    `places` and `sources` are those that an exported workbook brings along; else they are empty. `findings` are the
    doubts about how the table was read; no row is left out because of them. `samples` are first cells of each column.
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
    findings: tuple[Finding, ...] = ()
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_columns: tuple[str, ...] = ()
    title: str = ""
    home: str = ""
    journey: str = ""
    mode: str = ""
    states_homes: bool = False
    unread_rows: int = 0

    @cached_property
    def drawn(self) -> frozenset[int]:
        """Return the numbers of the rows that have a leg."""
        return frozenset(leg.row for trip in self.trips for leg in trip.legs)

    @cached_property
    def not_drawn(self) -> frozenset[int]:
        """Return the numbers of the rows that have a fault and no leg."""
        below = (fault.row for fault in self.faults if fault.row > self.header.row and fault.file == self.file)
        return frozenset(below) - self.drawn

    def original_rows(self, rows: Collection[int]) -> dict[int, CellLine]:
        """Return rows as they are in the file, read again: keeping them all would take more memory than the trips."""
        return {number: line for number, line in non_blank_lines(self.grid, self.header) if number in rows}

    def not_drawn_table(self, also: Iterable[Fault] = (), language: str = DEFAULT_LANGUAGE) -> str:
        """Return the rows not drawn as CSV, a line per fault: row, original cells, column, value, reason, remedy.

        `also` are faults found later, when places were looked up. Messages are in `language`.
        """
        faults: dict[int, dict[Fault, None]] = {}
        for fault in (*(fault for fault in self.faults if fault.row in self.not_drawn), *also):
            faults.setdefault(fault.row, {})[fault] = None
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        columns = (escape_formula(localize(column, language)) for column in self.columns)
        writer.writerow(
            (ROW_LABEL.in_language(language), *columns, *(why.in_language(language) for why in FAULT_LABELS))
        )
        for number, line in self.original_rows(faults).items():
            cells = [*map(escape_formula, line), *[""] * (len(self.columns) - len(line))]
            for fault in faults[number]:
                why = (fault.column, fault.value, fault.expected, fault.remedy)
                localized = (escape_formula(localize(part, language)) for part in why)
                row = escape_formula(localize(name_row(self.grid.parts, number), language))
                writer.writerow((row, *cells, *localized))
        return text.getvalue()
