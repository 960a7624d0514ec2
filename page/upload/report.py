"""The tally: every row of a table is drawn or it is not, and if not there is a reason; the sums agree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.reading import ReadResult
from data.records.fault import Fault
from geo.dataset import Dataset


@dataclass(frozen=True, slots=True)
class RowReport:
    """Rows by number. `faults` say why the rows that are not drawn are not, one fault or more for each.

    `partly`: rows that are drawn and yet name a place that is not found.
    """

    drawn: frozenset[int]
    not_drawn: frozenset[int]
    partly: frozenset[int]
    faults: tuple[Fault, ...]

    @property
    def rows(self) -> int:
        """All rows."""
        return len(self.drawn) + len(self.not_drawn)


def row_report(reading: ReadResult, dataset: Dataset) -> RowReport:
    """Which rows are drawn: those with a leg to a place that is found; home counts where a row goes nowhere else."""
    found, home = dataset.placement.numbers, dataset.placement.home
    goals = [(leg.row, leg.stops[-1].key) for trip in dataset.trips for leg in trip.legs]
    away = {row for row, place in goals if place != home}
    drawn = frozenset(row for row, place in goals if place in found and (place != home or row not in away))
    not_drawn = (reading.drawn | reading.not_drawn) - drawn
    unplaced = [fault for fault in dataset.placement.faults if fault.row in reading.drawn]
    partly = frozenset(fault.row for fault in unplaced) & drawn
    of_reading = (fault for fault in reading.faults if fault.row in reading.not_drawn and fault.file == reading.file)
    of_placing = (_in_column(fault, reading.mapping) for fault in unplaced if fault.row in not_drawn)
    faults = dict.fromkeys((*of_reading, *of_placing))
    return RowReport(drawn, not_drawn, partly, tuple(sorted(faults, key=lambda fault: fault.row)))


def _in_column(fault: Fault, mapping: Mapping[str, str]) -> Fault:
    """A fault of placing, which names the stop's role, with the column of the file that plays it."""
    column = mapping.get(fault.column) or mapping.get("country") or mapping.get("iso") or ""
    return replace(fault, column=column)
