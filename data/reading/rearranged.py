"""Rearranged grids: a table that lies on its side, or with a column of marks for each year, as one row per trip."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice, zip_longest

from data.i18n.message import LocalizedText
from data.reading.columns.vocabulary import ROLES, spellings
from data.reading.grid import CellLine, Grid
from data.reading.values.cell import clean_cell
from data.reading.values.dates import is_date
from data.reading.values.year_lists import LISTED_YEAR

MOST_TURNED_LINES = 40  # of a table that lies on its side
MOST_ABOVE = 5  # lines above the names of the columns
MOSTLY_DATED = 0.8
NAMES_OF_DATES = frozenset((*ROLES["start"], *ROLES["date"], *ROLES["year"]))
NAMES_OF_STOPS = frozenset((*ROLES["destination"], *ROLES["origin"], *ROLES["country"]))
VISIT_MARK_TEXT = "x × ✓ ✔ ✅ ☑ • ● ○ ◯ 〇 * + v y yes ja oui sí si sì sim да tak evet ano はい 是 예 نعم"
VISIT_MARKS = frozenset(VISIT_MARK_TEXT.split())


def rearranged(grid: Grid) -> Grid:
    """Return a grid with one row per trip; most come back as they are."""
    if grid.header_row is not None:
        return grid
    head = list(islice(grid.lines(), MOST_TURNED_LINES + 1))
    if _lies_on_its_side(head):
        turned = list(zip_longest(*head, fillvalue=""))
        return replace(grid, lines=lambda: iter(turned), length=len(turned))
    for header, names in enumerate(head[:MOST_ABOVE]):
        years = [at for at, cell in enumerate(names) if LISTED_YEAR.fullmatch(cell.strip())]
        if len(years) > 1 and any(map(str.strip, _without(names, years))) and _are_marked(head[header + 1 :], years):
            return replace(grid, lines=partial(_with_years, grid, header, names, years))
    return grid


def _lies_on_its_side(head: Sequence[CellLine]) -> bool:
    """Whether lines begin with the name of a column each: one of dates, and one of places without a date."""
    lines = [[*map(clean_cell, line)] for line in head if any(map(str.strip, line))]
    if not 1 < len(lines) <= MOST_TURNED_LINES or max(map(len, lines)) < 3:
        return False
    dated = [line for line in lines if _is_named(line, NAMES_OF_DATES) and _dates(line[1:]) >= MOSTLY_DATED]
    placed = [line for line in lines if _is_named(line, NAMES_OF_STOPS) and len(line) > 2 and not _dates(line[1:])]
    named_above = sum(map(bool, map(NAMES_OF_DATES.union(NAMES_OF_STOPS).intersection, map(spellings, lines[0]))))
    return bool(dated and placed) and named_above < 2


def _is_named(line: Sequence[str], names: frozenset[str]) -> bool:
    return bool(line) and not names.isdisjoint(spellings(line[0]))


def _dates(cells: Sequence[str]) -> float:
    """The share of the cells that are dates, 0 of fewer than two."""
    stated = [cell for cell in cells if cell]
    return sum(map(is_date, stated)) / len(stated) if len(stated) > 1 else 0.0


def _are_marked(lines: Sequence[CellLine], years: Sequence[int]) -> bool:
    cells = {line[at].strip() for line in lines for at in years if at < len(line)} - {"", "-", "–"}
    return bool(cells) and {cell.casefold() for cell in cells} <= VISIT_MARKS


def _without(line: CellLine, years: Sequence[int]) -> list[str]:
    return [cell for at, cell in enumerate(line) if at not in years]


def _with_years(grid: Grid, header: int, names: CellLine, years: Sequence[int]) -> Iterator[CellLine]:
    """The lines with one column for the years that are marked in each, in place of the columns of the years."""
    last = max(years)
    for number, line in enumerate(grid.lines()):
        if number < header:
            yield line
        elif number == header:
            yield [*_without(line, years), LocalizedText("heading_year")]
        elif any(map(str.strip, line)):
            full = [*line, *[""] * (last + 1 - len(line))]
            marked = ", ".join(names[at].strip() for at in years if full[at].strip() not in ("", "-", "–"))
            yield [*_without(full, years), marked]
        else:
            yield line
