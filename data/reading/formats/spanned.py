"""Cell spans: expand a marked-up table to a plain grid that repeats a cell in every row and column it spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.i18n.message import LocalizedText
from data.reading.options import Limits
from data.records.tables import TableError


@dataclass(frozen=True, slots=True)
class SpannedCell:
    """A cell with the rows and columns that it spans."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A table of a marked-up page as plain rows, with the headings above it, the nearest first."""

    headings: tuple[str, ...]
    rows: list[list[str]]


def parse_span(number: str) -> int:
    """Parse a span; a text that is not a number means 1, and 0 means the rest of the table.

    >>> parse_span("3"), parse_span("0"), parse_span("many")
    (3, 1000, 1)
    """
    digits = number.strip(" \"'")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6):
        return 1
    return min(int(digits), 1000) or 1000


def expand_spans(rows: Iterable[Sequence[SpannedCell]], limits: Limits) -> Iterator[list[str]]:
    """Yield each row with all its cells. Spans end with the table, so they cannot add rows."""
    above: dict[int, tuple[str, int]] = {}  # by column: the text, and for how many rows more
    cells = 0
    for row in rows:
        line: list[str] = []
        waiting = list(reversed(row))
        while waiting or len(line) in above:
            _place(line, waiting, above)
            if len(line) > limits.columns:
                raise TableError(LocalizedText("refused_columns", most=limits.columns))
        cells += len(line)
        if cells > limits.markup:
            raise TableError(LocalizedText("refused_spans"))
        yield line


def _place(line: list[str], waiting: list[SpannedCell], above: dict[int, tuple[str, int]]) -> None:
    """Add the next cells: one that hangs down from above, or the next of the row."""
    if len(line) in above:
        column = len(line)
        text, more = above.pop(column)
        if more > 1:
            above[column] = (text, more - 1)
        line.append(text)
        return
    cell = waiting.pop()
    for _ in range(cell.columns):
        if cell.rows > 1:
            above[len(line)] = (cell.text, cell.rows - 1)
        line.append(cell.text)
