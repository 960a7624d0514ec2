"""Header detection: which line of a table names the columns, and the name of each column."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.i18n.message import LocalizedText
from data.reading.columns.ends import end_of
from data.reading.columns.merged_cells import fill_blanks
from data.reading.columns.vocabulary import ROLES, is_known_column, normalize_column_name
from data.reading.grid import CellLine
from data.reading.values.cell import clean_cell
from data.reading.values.dates import is_date

MAX_COLUMN_NAME_LENGTH = 60  # characters of a name of a column that is looked at as one of an end
YEAR = re.compile(r"\d{4}", re.ASCII)
HEADER_SEARCH_LINES = 20  # lines: titles and notes above a table are rarely longer


@dataclass(frozen=True, slots=True)
class Header:
    """The names of all columns, each once. `row` is the line that holds them, 0 where no line does."""

    row: int
    columns: tuple[str, ...]

    @property
    def named(self) -> int:
        """How many columns there are up to the last that has a name of its own."""
        named = (at for at, name in enumerate(self.columns, 1) if name != LocalizedText("column_number", number=at))
        return max(named, default=0)


def find_header(lines: Sequence[CellLine], row: int | None = None) -> Header:
    """Find the line with most known column names, else the first full line, unless that holds values.

    `row` is its number where the format says which it is.
    """
    width = max((len(line) for line in lines), default=0)
    if row is not None and row <= len(lines):
        return Header(row, _unique(lines[row - 1] if row else (), width))
    known = [_known_names(lines, row) for row in range(min(len(lines), HEADER_SEARCH_LINES))]
    if any(known):
        row = known.index(max(known))
        for upper in (row - 1, row):
            if upper >= 0 and upper + 1 < len(lines) and (names := _two_rows(lines[upper], lines[upper + 1], width)):
                return Header(upper + 2, _unique(names, width))
        return Header(row + 1, _unique(_with_row_names(lines, row), width))
    full = Counter(sum(bool(cell.strip()) for cell in line) for line in lines)
    usual = max(full, key=lambda filled: (filled > 0, full[filled])) if full else 0
    row = next((index for index, line in enumerate(lines) if sum(bool(cell.strip()) for cell in line) >= usual), 0)
    if row >= len(lines) or any(_is_value(cell) for cell in lines[row]) or _stands_below(lines, row):
        return Header(0, _unique((), width))
    return Header(row + 1, _unique(_with_row_names(lines, row), width))


def _known_names(lines: Sequence[CellLine], row: int) -> int:
    """How many cells of a line are the name of a column; a single one is none beside values, or if it stands below."""
    line = lines[row]
    known = {number: cell.strip() for number, cell in enumerate(line) if is_known_column(cell.strip())}
    if len(known) != 1:
        return len(known)
    ((number, name),) = known.items()
    if row and len(name) == 2 and name.isupper():  # NO is Norway, and ID is Indonesia
        return 0
    others = [other for other in lines[row + 1 :] if other != line and number < len(other)]
    stands_below = any(other[number].strip() == name for other in others)
    holds_values = any(_is_value(cell) and not YEAR.fullmatch(cell.strip()) for cell in line)
    is_last = row > 0 and not any(any(other) for other in lines[row + 1 :])
    return 0 if stands_below or holds_values or is_last else 1


def _stands_below(lines: Sequence[CellLine], row: int) -> bool:
    """Whether most cells of a line stand in other lines below too, as those of a row do and names of columns do not."""
    names = [cell.strip() for cell in lines[row] if cell.strip()]
    below = {cell.strip() for line in lines[row + 1 :] if line != lines[row] for cell in line}
    return 2 * sum(name in below for name in names) > len(names)


def _with_row_names(lines: Sequence[CellLine], row: int) -> CellLine:
    """The names of a line, after a blank one where each row begins with its number, which R leaves unnamed."""
    names, below = lines[row], [line for line in lines[row + 1 :] if any(line)]
    if not below or not names or normalize_column_name(names[0]) in ROLES["trip"]:
        return names
    numbered = [line[0] for line in below] == [str(number) for number in range(1, len(below) + 1)]
    return ["", *names] if numbered and all(len(line) == len(names) + 1 for line in below) else names


def _is_heading(text: str) -> bool:
    return is_known_column(text) or (len(text) <= MAX_COLUMN_NAME_LENGTH and end_of(text) is not None)


def _two_rows(upper: CellLine, lower: CellLine, width: int) -> list[str]:
    """The names of a header of two rows, as “Departure” above “City” and “Date”; [] where the rows are no such header.

    They are where a name of the lower row stands below two different ones of the upper, and neither row holds values.
    """
    tops, names = ([*map(clean_cell, line), *[""] * (width - len(line))] for line in (upper, lower))
    different = len({*filter(None, tops)})
    if any(_is_value(cell) for cell in (*tops, *names)) or different < 2 or different == width:
        return []  # a row with another name above each column spans none
    over_all = fill_blanks(tops)
    above: dict[str, set[str]] = {}
    for top, name in zip(over_all, names, strict=True):
        if name and top and name != top:
            above.setdefault(name, set()).add(top)
    if not any(len(over) > 1 and _is_heading(name) for name, over in above.items()):
        return []
    return [" ".join(dict.fromkeys(filter(None, pair))) for pair in zip(over_all, names, strict=True)]


def _is_value(cell: str) -> bool:
    text = clean_cell(cell)
    return any(character.isdigit() for character in text) and (is_date(text) or not any(map(str.isalpha, text)))


def _unique(line: CellLine, width: int) -> tuple[str, ...]:
    """Names, with a number after those that stand twice, and the number of the column where there is none."""
    names: dict[str, None] = {}
    for number in range(1, max(width, len(line)) + 1):
        stated = (clean_cell(line[number - 1]) if number <= len(line) else "") or LocalizedText(
            "column_number", number=number
        )
        name, again = stated, 2
        while name in names:
            name, again = LocalizedText("column_again", name=stated, again=again), again + 1
        names[name] = None
    return tuple(names)
