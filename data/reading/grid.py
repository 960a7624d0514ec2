"""Grid: a table of a file as lines of cells, not yet interpreted; it can be iterated more than once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Protocol

from data.i18n.message import LocalizedText

CellLine = Sequence[str]
HEADING_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table of a file: its name and number of lines. `first_row` is its first row in the grid, 0 if it is not read.

    `lines_above` are those of the table itself before that row: its header, and what stands above it.
    """

    name: str
    length: int
    first_row: int = 0
    lines_above: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of cells, with the `format` that was detected. Line 1 of `lines()` is row 1, as in a spreadsheet.

    `length` is the approximate number of lines. `header_row` is the line of the column names where the format says so.
    Of a file with several tables each has a `name` (of the sheet, the heading above it, the key), `headings` above it,
    the nearest first, and may be `hidden`; `parts` are all of them, also those that were left out. `sample` are the
    first lines where reading all is slow. `extra_sheets` are the sheets `places` and `sources` of our own workbooks.
    `kind` is the format without the name of the sheet, where the format has that.
    """

    format: LocalizedText
    lines: Callable[[], Iterator[CellLine]]
    length: int
    extra_sheets: Mapping[str, Sequence[CellLine]] = field(default_factory=dict)
    header_row: int | None = None
    name: str = ""
    headings: tuple[str, ...] = ()
    hidden: bool = False
    sample: Sequence[CellLine] = ()
    parts: tuple[TablePart, ...] = ()
    kind: str = ""


def locate_row(parts: Sequence[TablePart], row: int) -> tuple[str, int]:
    """Return the table that a row of a grid is of, "" if only one is read, and its number there."""
    read = [part for part in parts if part.first_row]
    part = next((part for part in reversed(read) if row >= part.first_row), None)
    if part is None:
        return "", row
    return part.name if len(read) > 1 else "", row - part.first_row + part.lines_above + 1


def name_row(parts: Sequence[TablePart], row: int) -> str:
    """Return a row as its owner knows it: its number in the file, and of which table where several are read."""
    table, number = locate_row(parts, row)
    return LocalizedText("row_of_table", row=number, table=table) if table else str(number)


class CellLines(Sized, Iterable[CellLine], Protocol):
    """Lines that can be counted and iterated more than once."""


def grid_from_rows(taken_for: LocalizedText, rows: CellLines, header_row: int | None = None) -> Grid:
    """Return a grid of rows that are in memory."""
    return Grid(taken_for, lambda: iter(rows), len(rows), header_row=header_row)
