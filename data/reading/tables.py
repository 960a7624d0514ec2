"""Tables of a file: those of one shape are read together, else the best by content; the owner may choose others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from data.i18n.message import LocalizedText
from data.reading.columns.header import Header, find_header
from data.reading.columns.modes import recognize_mode
from data.reading.columns.roles import find_year_columns, guess_roles
from data.reading.columns.sample import SampledColumn
from data.reading.columns.vocabulary import DATE_ROLES, PLACE_ROLES, normalize_column_name
from data.reading.grid import HEADING_YEAR, CellLine, Grid, TablePart
from data.reading.values.cell import clean_cell
from data.reading.values.countries import country_code
from data.records.trips import DISTINCTIVE_COLUMNS

SAMPLE_LINES = 60  # of each table, to see what it is
SAMPLE_CELLS = 60  # distinct cells of a column
MAX_TABLES = 200  # that are looked at
MAX_COMPARED_ROWS = 50_000  # to see whether one table holds all others
SHARED_NAMES, CONTAINED_SHARE = 0.75, 0.95
SHAPE_ROLES = frozenset((*DATE_ROLES, *PLACE_ROLES, "iso", "lon", "origin lat", "origin lon"))
WHEN_ROLES = frozenset(("start", "date", "year"))
PREFERRED_NAMES = ("Master", "trips")  # COLT keeps its trips in the one, behind sheets that explain; ours are the other
MAX_HEADING_WORDS = 3  # of one that says how one travelled
MAX_NAMED = 6  # tables in the name of a format


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with what its first lines say of it."""

    grid: Grid
    header: Header
    roles: Mapping[str, str]
    names: frozenset[str]  # of the columns

    @property
    def shape(self) -> frozenset[str]:
        """The roles that tell tables of trips from others."""
        return SHAPE_ROLES & self.roles.keys()

    def rows(self) -> Iterator[CellLine]:
        """The lines below the header."""
        return islice(self.grid.lines(), self.header.row, None)


def sample_columns(head: Sequence[CellLine], header: Header) -> list[SampledColumn]:
    """Return the columns of a table with the distinct cells of its first lines."""
    below = head[header.row :]
    columns = []
    for index, name in enumerate(header.columns):
        cells = tuple(clean_cell(line[index]) if index < len(line) else "" for line in below)
        distinct = dict.fromkeys(filter(None, cells))
        columns.append(SampledColumn(name, tuple(islice(distinct, SAMPLE_CELLS)), cells))
    return columns


def choose_tables(grids: Sequence[Grid], chosen: Sequence[str] = ()) -> Grid:
    """Return the tables of these names as one grid; without names those of one shape that look most like trips."""
    if len(grids) == 1 and not grids[0].headings:
        return grids[0]
    named = list(_named(grids))
    tables = [_examine(grid) for grid in named[:MAX_TABLES]]
    asked = [table for table in tables if table.grid.name in chosen]
    picked = asked or _best(tables)
    if len(tables) == 1 and not _heading_columns(picked):
        return picked[0].grid
    grid = _combined(picked, tables)
    beyond = tuple(TablePart(other.name, other.length) for other in named[MAX_TABLES:])
    return replace(grid, parts=(*grid.parts, *beyond))


def _named(grids: Sequence[Grid]) -> Iterator[Grid]:
    """The grids with a name each: the heading, and a number where several have the same or none."""
    names: dict[str, None] = {}
    for number, grid in enumerate(grids, 1):
        stated = (grid.headings[0][:100] if grid.headings else "") or LocalizedText("table_number", number=number)
        name, again = stated, 2
        while name in names:
            name, again = LocalizedText("column_again", name=stated, again=again), again + 1
        names[name] = None
        yield replace(grid, name=name)


def _examine(grid: Grid) -> _Table:
    head = list(islice(grid.sample or grid.lines(), SAMPLE_LINES))
    header = find_header(head, grid.header_row)
    roles = guess_roles(sample_columns(head, header))
    return _Table(grid, header, roles, frozenset(map(normalize_column_name, header.columns)))


def _best(tables: Sequence[_Table]) -> list[_Table]:
    """The tables of one shape that look most like trips, or the one that holds the rows of all of these."""
    groups: list[list[_Table]] = []
    for table in tables:
        group = next((group for group in groups if _same_shape(group[0], table)), None)
        if group is None:
            groups.append([table])
        else:
            group.append(table)
    best = max(groups, key=_relevance)
    best = [table for table in best if not table.grid.hidden] or best
    preferred = [table for table in best if table.grid.name in PREFERRED_NAMES]
    return preferred[:1] or _without_copies(best)


def _same_shape(one: _Table, other: _Table) -> bool:
    if not one.shape & set(PLACE_ROLES):
        return one.names == other.names
    shared = len(one.names & other.names) / len(one.names | other.names)
    return shared >= SHARED_NAMES or (one.shape == other.shape and bool(one.roles.keys() & WHEN_ROLES))


def _relevance(group: Sequence[_Table]) -> tuple[bool, bool, bool, bool, int, int]:
    """What makes one group more like trips than another, the most important first."""
    roles = {role for table in group for role in table.roles}
    dated = bool(roles & WHEN_ROLES) or all(_heading_year(table.grid) for table in group)
    placed = bool(roles & set(PLACE_ROLES))
    ours = DISTINCTIVE_COLUMNS & {*group[0].header.columns}
    preferred = any(table.grid.name in PREFERRED_NAMES for table in group) or len(ours) > 1
    visible = any(not table.grid.hidden for table in group)
    rows = sum(table.grid.length - table.header.row for table in group)
    return dated and placed and rows > 0, visible, preferred, placed, len(roles), rows


def _without_copies(group: list[_Table]) -> list[_Table]:
    """The largest table alone where it holds the rows of all others, such as a sheet of all years beside one a year."""
    if len(group) < 2 or sum(table.grid.length for table in group) > MAX_COMPARED_ROWS:
        return group
    if len({_heading_year(table.grid) for table in group} - {""}) == len(group):
        return group  # a table a year: equal rows are of different years
    picks = _column_picks(group)[1]
    rows = [
        {tuple(cells) for cells in _picked(table, pick) if any(cells)} for table, pick in zip(group, picks, strict=True)
    ]
    largest = max(range(len(group)), key=lambda number: len(rows[number]))
    others = set().union(*(found for number, found in enumerate(rows) if number != largest))
    held = len(others & rows[largest])
    return [group[largest]] if others and held >= CONTAINED_SHARE * len(others) else group


def _column_picks(group: Sequence[_Table]) -> tuple[list[str], list[list[int]]]:
    """The columns of all tables, and for each table where its own cells for them are, -1 where it has none."""
    columns = list(group[0].header.columns)
    places = {normalize_column_name(name): number for number, name in enumerate(columns)}
    roles = {role: columns.index(column) for role, column in group[0].roles.items() if role in SHAPE_ROLES}
    placed: list[dict[int, int]] = []
    for table in group:
        own = {column: role for role, column in table.roles.items()}
        at: dict[int, int] = {}
        for index, name in enumerate(table.header.columns):
            place = places.get(normalize_column_name(name))
            if place is None and roles.get(own.get(name, ""), -1) not in (-1, *at, *_taken(table, places)):
                place = roles[own[name]]
            if place is None or place in at:
                place = places[normalize_column_name(name)] = len(columns)
                columns.append(name)
            at[place] = index
        placed.append(at)
    return columns, [[at.get(place, -1) for place in range(len(columns))] for at in placed]


def _taken(table: _Table, places: Mapping[str, int]) -> Iterator[int]:
    return (places[name] for name in table.names if name in places)


def _picked(table: _Table, picks: Sequence[int]) -> Iterator[list[str]]:
    """The rows of a table, with its cells where they belong among the columns of all."""
    for line in table.rows():
        width = len(line)
        yield [line[index] if 0 <= index < width else "" for index in picks] if any(line) else []


def _combined(group: Sequence[_Table], tables: Sequence[_Table]) -> Grid:
    """One grid of several tables, with what their headings say as columns; rows of the first keep their numbers."""
    columns, picks = _column_picks(group)
    headings = _heading_columns(group)
    if len(group) == 1 and not headings:
        only = group[0]
        part = TablePart(only.grid.name, only.grid.length, only.header.row + 1, only.header.row)
        return replace(only.grid, format=_format(group, tables), parts=_parts(tables, {only.grid.name: part}))
    unique = _unique_ids(group)
    above = max(group[0].header.row - 1, 0)

    def lines() -> Iterator[CellLine]:
        yield from [()] * above
        yield [*columns, *headings]
        for number, (table, pick) in enumerate(zip(group, picks, strict=True)):
            said = [cells[number] for cells in headings.values()]
            for cells in _picked(table, pick):
                yield [*unique(table, cells), *said] if cells else ()

    parts, first_row = {}, above + 2
    for table in group:
        length = table.grid.length if len(group) == 1 else sum(1 for _ in table.rows()) + table.header.row
        parts[table.grid.name] = TablePart(table.grid.name, length, first_row, table.header.row)
        first_row += length - table.header.row
    taken_for, extra = _format(group, tables), group[0].grid.extra_sheets
    return Grid(taken_for, lines, first_row, extra, above + 1, parts=_parts(tables, parts))


def _parts(tables: Iterable[_Table], read: Mapping[str, TablePart]) -> tuple[TablePart, ...]:
    """All tables of the file: those that are read, and those that are left out and hold something."""
    ours = {name for table in tables if table.grid.name in read for name in table.grid.extra_sheets}
    parts = (
        read.get(table.grid.name) or TablePart(table.grid.name, max(table.grid.length - table.header.row, 0))
        for table in tables
        if table.grid.name not in ours
    )
    return tuple(part for part in parts if part.length)


def _format(group: Sequence[_Table], tables: Sequence[_Table]) -> LocalizedText:
    first = group[0].grid
    if len(tables) == 1 or (len(group) == 1 and first.kind):
        return first.format
    names = ", ".join(f"“{table.grid.name}”" for table in group[:MAX_NAMED])
    if len(group) > MAX_NAMED:
        return LocalizedText(
            "format_tables_more", format=first.kind or first.format, names=names, n=len(group) - MAX_NAMED
        )
    return LocalizedText("format_tables", format=first.kind or first.format, names=names)


def _unique_ids(group: Sequence[_Table]) -> Callable[[_Table, list[str]], list[str]]:
    """A function that adds the table's name to the ids of trips where the numbers of several tables begin again."""
    column = group[0].roles.get("trip")
    if len(group) < 2 or column is None:
        return lambda _, cells: cells
    place = group[0].header.columns.index(column)
    picks = _column_picks(group)[1]
    seen: set[str] = set()
    again = False
    for table, pick in zip(group, picks, strict=True):
        ids = {cells[place] for cells in _picked(table, pick) if cells} - {""}
        again = again or not seen.isdisjoint(ids)
        seen |= ids
    if not again:
        return lambda _, cells: cells
    return lambda table, cells: [
        f"{cell} ({table.grid.name})" if at == place and cell else cell for at, cell in enumerate(cells)
    ]


def _heading_columns(group: Sequence[_Table]) -> dict[str, list[str]]:
    """Columns that the headings make: a year, a country or a mode that the tables lack; else the name of the table."""
    roles = {role for table in group for role in table.roles}
    found: dict[str, list[str]] = {}
    years = [_heading_year(table.grid) for table in group]
    if "year" not in roles and _most(years) and not any(map(_has_year_columns, group)):
        found[LocalizedText("heading_year")] = years
    countries = [next(filter(None, map(_country, table.grid.headings)), "") for table in group]
    if not roles & {"country", "iso"} and len(group) > 1 and _most(countries):
        found[LocalizedText("heading_country")] = countries
    modes = [next(filter(None, map(_mode, table.grid.headings)), "") for table in group]
    if "mode" not in roles and all(modes) and "origin" in roles:
        found[LocalizedText("heading_mode")] = modes
    if not found and len(group) > 1 and all(table.grid.headings for table in group):
        found[LocalizedText("heading_table")] = [table.grid.name for table in group]
    return found


def _most(cells: Sequence[str]) -> bool:
    return 2 * sum(map(bool, cells)) > len(cells)


def _has_year_columns(table: _Table) -> bool:
    head = list(islice(table.grid.sample or table.grid.lines(), SAMPLE_LINES))
    return bool(find_year_columns(sample_columns(head, table.header), table.roles))


def _heading_year(grid: Grid) -> str:
    """The year of the nearest heading that has one, "" where that is a range."""
    years = next((found for heading in grid.headings if (found := set(HEADING_YEAR.findall(heading)))), set())
    return years.pop() if len(years) == 1 else ""


def _country(heading: str) -> str:
    return heading if len(heading) > 3 and country_code(heading) else ""


def _mode(heading: str) -> str:
    return recognize_mode(heading) if len(heading.split()) <= MAX_HEADING_WORDS else ""
