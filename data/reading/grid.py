"""Grid: a file as lines of cells, not yet interpreted; it can be iterated more than once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Protocol

from data.i18n.message import LocalizedText

CellLine = Sequence[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of cells, with the `format` that was detected. Line 1 of `lines()` is row 1, as in a spreadsheet.

    `length` is the approximate number of lines. `extra_sheets` are the sheets `places` and `sources` of a workbook.
    """

    format: LocalizedText
    lines: Callable[[], Iterator[CellLine]]
    length: int
    extra_sheets: Mapping[str, Sequence[CellLine]] = field(default_factory=dict)


class CellLines(Sized, Iterable[CellLine], Protocol):
    """Lines that can be counted and iterated more than once."""


def grid_from_rows(taken_for: LocalizedText, rows: CellLines) -> Grid:
    """Return a grid of rows that are in memory."""
    return Grid(taken_for, lambda: iter(rows), len(rows))
