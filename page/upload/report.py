"""Row report: which rows of an uploaded table are drawn, and for each of the others at least one reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.reading import ReadResult
from data.records.fault import Fault
from geo.dataset import Dataset

MOST_ROW_FAULTS = 25  # on the tab; all of them are in the file


@dataclass(frozen=True, slots=True)
class RowReport:
    """Numbers of rows: each is either drawn or not drawn.

    `partly`: rows that are drawn although they name a place that is not found. `faults`: for each row that is not
    drawn one or more.
    """

    drawn: frozenset[int]
    not_drawn: frozenset[int]
    partly: frozenset[int]
    faults: tuple[Fault, ...]

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.drawn) + len(self.not_drawn)

    def summary(self) -> "RowSummary":
        """The numbers and the first faults."""
        counts = (self.rows, len(self.drawn), len(self.not_drawn), len(self.partly))
        return RowSummary(*counts, self.faults[:MOST_ROW_FAULTS], len(self.faults))


@dataclass(frozen=True, slots=True)
class RowSummary:
    """A report as the panel shows it: how many rows there are of each kind, and the first `faults` of `n_faults`."""

    rows: int
    drawn: int
    not_drawn: int
    partly: int
    faults: tuple[Fault, ...]
    n_faults: int


def row_report(reading: ReadResult, dataset: Dataset) -> RowReport:
    """Report on a table, of whose trips and places alone the data set is."""
    unread = [fault for fault in reading.faults if fault.row in reading.not_drawn and fault.file == reading.file]
    placement = dataset.placement
    if placement.home is None and not placement.faults:  # then every place is found, and every leg is drawn
        return RowReport(reading.drawn, reading.not_drawn, frozenset(), tuple(sorted(dict.fromkeys(unread), key=_row)))
    drawn = dataset.drawn_rows
    not_drawn = (reading.drawn | reading.not_drawn) - drawn
    unplaced = [fault for fault in placement.faults if fault.row in reading.drawn]
    partly = frozenset(fault.row for fault in unplaced) & drawn
    unfound = (_in_column(fault, reading.mapping) for fault in unplaced if fault.row in not_drawn)
    faults = dict.fromkeys((*unread, *unfound))
    return RowReport(drawn, not_drawn, partly, tuple(sorted(faults, key=_row)))


def _row(fault: Fault) -> int:
    return fault.row


def _in_column(fault: Fault, mapping: Mapping[str, str]) -> Fault:
    """The fault with the column of the file in place of the stop's role, which the fault names."""
    column = mapping.get(fault.column) or mapping.get("country") or mapping.get("iso") or ""
    return replace(fault, column=column)
