"""Tables pasted from a page: a browser leaves out cells that hang down from the row above, so they are put back."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from data.reading.grid import CellLine
from data.reading.values.cell import clean_cell
from data.reading.values.countries import country_code
from data.reading.values.dates import is_date

MAX_PASTED_LINES, MAX_PASTED_COLUMNS, MAX_PASTED_CELL = 1_000, 20, 200  # beyond them nothing is put back


def with_hanging_cells(lines: Sequence[CellLine]) -> Sequence[CellLine]:
    """Return the lines with the cells that shorter rows lack, where their own cells then fit the columns better."""
    lines = [*_without_doubled_tabs(lines)]
    width = max(map(len, lines), default=0)
    full = [line for line in lines[1:] if len(line) == width]
    if not 3 <= width <= MAX_PASTED_COLUMNS or not full or all(len(line) in (0, 1, width) for line in lines):
        return lines
    kinds = [Counter(_kind(line[at]) for line in full) for at in range(width)]
    columns = [{kind: count / len(full) for kind, count in column.items()} for column in kinds]
    above: CellLine = ()
    filled: list[CellLine] = []
    for line in lines:
        filled.append(_filled(line, above, columns) if above and 1 < len(line) < width else line)
        above = filled[-1] if len(filled[-1]) == width else above
    return filled


def _without_doubled_tabs(lines: Sequence[CellLine]) -> Iterator[CellLine]:
    """The lines without the blank cells by which a few are longer than most: there two tabs part two cells."""
    widths = Counter(len(line) for line in lines if len(line) > 1)
    usual = widths.most_common(1)[0][0] if widths else 0
    is_even = bool(lines) and len(lines[0]) == usual
    for line in lines:
        stated = [cell for cell in line if cell.strip()] if is_even and len(line) > usual else line
        yield stated if len(stated) == usual else line


def _filled(line: CellLine, above: CellLine, columns: Sequence[Mapping[str, float]]) -> CellLine:
    """The line with the cells above it at the place where the others fit best; as it is, if nothing fits better."""
    missing = len(columns) - len(line)
    placed = [(*line[:at], *above[at : at + missing], *line[at:]) for at in range(len(line))]
    best = max(placed, key=lambda cells: _fit(cells, columns))
    return best if _fit(best, columns) > _fit((*line, *above[len(line) :]), columns) else line


def _fit(cells: CellLine, columns: Sequence[Mapping[str, float]]) -> float:
    """How much the cells are of the kinds that their columns hold."""
    return sum(column.get(_kind(cell), 0.0) for cell, column in zip(cells, columns, strict=True))


@lru_cache(maxsize=100_000)
def _kind(cell: str) -> str:
    text = clean_cell(cell) if len(cell) <= MAX_PASTED_CELL else "text"
    if not text:
        return ""
    if text.isdecimal() and len(text) < 4:
        return "number"
    if any(map(str.isdigit, text)) and is_date(text):
        return "date"
    return "country" if country_code(text) else "text"
