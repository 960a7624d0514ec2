"""Rows: the lines below the header, reduced to the cells of columns that have a role."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, repeat
from operator import itemgetter
from typing import NamedTuple

from data.i18n.message import LocalizedText
from data.reading.columns.header import Header
from data.reading.grid import CellLine, Grid
from data.reading.options import Limits, Progress
from data.reading.values.cell import are_clean_cells, clean_cell
from data.reading.values.year_lists import list_years
from data.records.tables import TableError

ColumnCells = Sequence[str]
BLOCK_ROWS = 500  # whose cells are sorted into columns at once
LEAST_TOLD = 5_000  # cells of a column, to say that most differ
MAX_DETAIL_LENGTH = 5_000  # characters of a cell without a role
COUNTRY_ROLES = frozenset(("iso", "country", "origin country"))


class VerbatimCells(NamedTuple):
    """The cells of a row that are used unchanged, "" if blank; `number` is its line in a spreadsheet.

    `details` are the cells of the columns without a role.
    """

    number: int
    trip: str
    order: str
    home: str
    traveller: str
    title: str
    occasion: str
    outcome: str
    people_met: str
    vehicle: str
    note: str
    source: str
    details: tuple[str, ...]


class RawRow(NamedTuple):
    """One row: its verbatim cells, its first cell (`lead`), and the cells to be parsed, "" if blank."""

    verbatim: VerbatimCells
    lead: str
    start: str
    end: str
    date: str
    year: str
    origin: str
    destination: str
    via: str
    iso: str
    country: str
    region: str
    lat: str
    lon: str
    point: str
    origin_lat: str
    origin_lon: str
    origin_point: str
    origin_country: str
    mode: str
    main: str
    evidence: str
    cancelled: str
    diverted: str


@dataclass(frozen=True, slots=True)
class RawRows:
    """The non-blank rows, stored by column; rows are built while iterating.

    `years` are the columns, one per traveller, that hold the year of a visit; with them a row is one such visit.
    `own` are the columns without a role, `long` the numbers of the rows with more cells than columns have names.
    """

    numbers: Sequence[int]
    cells: Mapping[str, ColumnCells]  # by role, and "lead"
    years: Mapping[str, ColumnCells]
    own: Mapping[str, ColumnCells]
    long: Sequence[int] = ()

    def __iter__(self) -> Iterator[RawRow]:
        by_field: dict[str, Iterable[str]] = {row_field(role): cells for role, cells in self.cells.items()}
        stated, read = (
            [by_field.get(name, repeat("")) for name in names]
            for names in (VerbatimCells._fields[1:-1], RawRow._fields[1:])
        )
        details = zip(*self.own.values(), strict=True) if self.own else repeat(())
        # As `_make` does, but for a call of Python code for each row.
        verbatim = map(partial(tuple.__new__, VerbatimCells), zip(self.numbers, *stated, details, strict=False))
        rows = map(partial(tuple.__new__, RawRow), zip(verbatim, *read, strict=False))
        return self._unfolded(rows) if self.years else rows

    def with_swapped(self, one: str, other: str) -> "RawRows":
        """Return the same rows with the cells of two roles exchanged."""
        return replace(self, cells={**self.cells, one: self.cells[other], other: self.cells[one]})

    def with_cells(self, cells: Mapping[str, ColumnCells]) -> "RawRows":
        """Return the same rows with other cells of some roles."""
        return replace(self, cells={**self.cells, **cells})

    def with_own(self, name: str, cells: ColumnCells) -> "RawRows":
        """Return the same rows with one more column that has no role."""
        return replace(self, own={**self.own, name: cells})

    def with_each_year(self) -> "RawRows":
        """Return the same rows, those whose only date is a list of years once for each of these."""
        if "year" not in self.cells or self.years or self.cells.keys() & {"start", "date"}:
            return self
        lists = [list_years(cell) or (cell,) for cell in self.cells["year"]]
        if max(map(len, lists)) == 1:
            return self
        at = [row for row, years in enumerate(lists) for _ in years]
        again = [number for years in lists for number in range(len(years))]
        cells = {role: [column[row] for row in at] for role, column in self.cells.items()}
        cells["year"] = [year for years in lists for year in years]
        if "trip" in cells:  # each visit is one
            cells["trip"] = ["" if number else id for id, number in zip(cells["trip"], again, strict=True)]
        own = {name: [column[row] for row in at] for name, column in self.own.items()}
        return RawRows([self.numbers[row] for row in at], cells, self.years, own, self.long)

    def _unfolded(self, rows: Iterator[RawRow]) -> Iterator[RawRow]:
        for row, years in zip(rows, zip(*self.years.values(), strict=True), strict=True):
            visits = [
                row._replace(verbatim=row.verbatim._replace(traveller=name), year=year)
                for name, year in zip(self.years, years, strict=True)
                if year
            ]
            yield from visits or [row]


def row_field(role: str) -> str:
    """Return the field of a row that holds a role; “with” is a keyword of Python."""
    return "people_met" if role == "with" else role.replace(" ", "_")


def read_rows(
    grid: Grid,
    header: Header,
    mapping: Mapping[str, str],
    years: Sequence[str],
    own: Sequence[str],
    limits: Limits,
    progress: Progress,
) -> RawRows:
    """Read the rows of a grid; raise `TableError` if there are none or a cell is too long.

    `years` are the columns that hold a traveller's years, `own` those without a role, whose long cells are cut.
    """
    places = [header.columns.index(name) for name in (*mapping.values(), *years, *own)]
    width = header.named if header.row else limits.columns
    numbers, picked, long = _picked(non_blank_lines(grid, header), places, limits, progress, grid.length, width)
    if not numbers:
        raise TableError(LocalizedText("refused_no_rows"))
    roles, kept = len(mapping), len(mapping) + len(years)
    _refuse_long(numbers, [picked[place] for place in dict.fromkeys((0, *places[:kept]))], limits)
    texts = _Texts()
    # Ids, links and notes are all different, so a look at them as one text is faster than one at each.
    clean = {
        place: cells if are_clean_cells(cells) else tuple(map(texts.__getitem__, cells))
        for place, cells in picked.items()
    }
    columns = [clean[place] for place in places]
    by_role: dict[str, ColumnCells] = {"lead": clean[0], **dict(zip(mapping, columns[:roles], strict=True))}
    for role in COUNTRY_ROLES & by_role.keys():
        by_role[role] = _with_namibia(by_role[role], picked[places[[*mapping].index(role)]])
    details = {name: _shortened(cells) for name, cells in zip(own, columns[kept:], strict=True)}
    return RawRows(
        numbers,
        by_role,
        dict(zip(years, columns[roles:kept], strict=True)),
        {name: cells for name, cells in details.items() if any(cells)},
        long,
    )


def _shortened(cells: ColumnCells) -> ColumnCells:
    if max(map(len, cells)) <= MAX_DETAIL_LENGTH:
        return cells
    return [cell if len(cell) <= MAX_DETAIL_LENGTH else f"{cell[:MAX_DETAIL_LENGTH]}…" for cell in cells]


def _with_namibia(cells: ColumnCells, raw: ColumnCells) -> ColumnCells:
    """The cells of countries; among codes of two letters NA is one, and elsewhere a blank."""
    codes = [cell for cell in cells if cell]
    if "NA" not in raw or not codes or not all(len(cell) == 2 and cell.isupper() for cell in codes):
        return cells
    return ["NA" if own.strip() == "NA" else cell for cell, own in zip(cells, raw, strict=True)]


def _picked(
    lines: Iterator[tuple[int, CellLine]],
    places: Sequence[int],
    limits: Limits,
    progress: Progress,
    about: int,
    width: int,
) -> tuple[list[int], dict[int, list[str]], list[int]]:
    """The number of each row, about so many, and its first cell and those at some places, as columns by place.

    The numbers of the rows with a stated cell beyond a width come with them. Progress, limit and lengths are looked at
    once for each block of rows, which is faster than for each row.
    """
    long: list[int] = []
    columns = {place: _Column() for place in (0, *places)}
    pick = itemgetter(*columns, 0)  # the last one only so that there are always two, which make a tuple
    blanks = [""] * (max(columns) + 1)
    numbers: list[int] = []
    while block := list(islice(lines, BLOCK_ROWS)):
        counted, cells = zip(*block, strict=True)
        numbers += counted
        progress.report(len(numbers) / max(about, 1))
        if max(map(len, cells)) > width:
            long += [number for number, line in block if any(map(str.strip, line[width:]))]
        if len(numbers) > limits.legs:
            raise TableError(LocalizedText("refused_rows", most=limits.legs))
        try:
            picked = list(map(pick, cells))
        except IndexError:  # a line is shorter than the header
            picked = [pick([*line, *blanks]) for line in cells]
        for column, more in zip(columns.values(), zip(*picked, strict=True), strict=False):
            column.add(more)
    return numbers, {place: column.cells for place, column in columns.items()}, long


class _Column:
    """The cells of a column. Equal ones are one text, not many, as long as there are many equal ones."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self._once: dict[str, str] | None = {}

    def add(self, cells: Sequence[str]) -> None:
        once = self._once
        self.cells.extend(cells if once is None else map(once.setdefault, cells, cells))
        if once is not None and 2 * len(once) > len(self.cells) > LEAST_TOLD:
            self._once = None


def _refuse_long(numbers: Sequence[int], picked: Sequence[ColumnCells], limits: Limits) -> None:
    for cells in picked:
        if (longest := max(map(len, cells))) > limits.cell:
            row = numbers[[*map(len, cells)].index(longest)]
            raise TableError(LocalizedText("refused_cell", row=str(row), n=longest, most=limits.cell))


def non_blank_lines(grid: Grid, header: Header) -> Iterator[tuple[int, CellLine]]:
    """Yield the non-blank lines below the header with their number; a ruler of dashes counts as blank."""
    for number, line in enumerate(islice(grid.lines(), header.row, None), header.row + 1):
        # A first cell that begins with a letter or a digit says enough, and is what most lines have.
        if line and (line[0][:1].isalnum() or not all(map(_is_blank, line))):
            yield number, line


def limit_rows(lines: Iterator[tuple[int, CellLine]], limits: Limits) -> Iterator[tuple[int, CellLine]]:
    """Yield the same lines; raise `TableError` if there are more than `limits.legs`, since each is at least one leg."""
    for count, line in enumerate(lines):
        if count >= limits.legs:
            raise TableError(LocalizedText("refused_rows", most=limits.legs))
        yield line


def _is_blank(cell: str) -> bool:
    return not cell.strip(" -:\t\r\n\xa0_=|")


class _Texts(dict[str, str]):
    """Clean texts by raw text: most columns repeat themselves, so each text is cleaned once."""

    def __missing__(self, raw: str) -> str:
        text = self[raw] = clean_cell(raw)
        return text
