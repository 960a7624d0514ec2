"""Nested records of JSON and XML: find the lists that may be tables and flatten them to rows."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.columns.vocabulary import ROLES, normalize_column_name, spellings
from data.reading.formats.opened import opened_records
from data.reading.grid import CellLines, Grid
from data.reading.options import Limits
from data.reading.values.cell import to_plain_text
from data.records.tables import TableError

KEY_COLUMN = "key"  # of records by key
# GeoJSON, MongoDB and map libraries write a point so.
LONGITUDE_FIRST_NAMES = frozenset(("coordinates", "lnglat", "lng lat", "lonlat", "lon lat", "loc"))
MAX_RECORD_DEPTH = 4  # records below this are parts of others
MAX_PATH_LENGTH = 6  # names in a path, such as placeVisit.location.latitudeE7
RECORD_SAMPLE = 50  # records of a list, to know what it is
NAME_COUNTS = Counter(name for names in ROLES.values() for name in names)
ROLE_OF = {name: role for role, names in ROLES.items() for name in names if NAME_COUNTS[name] == 1}


@dataclass(frozen=True, slots=True)
class FlatRecords:
    """Records as lines, header first. Lines are made on demand, because most records lack most of the columns."""

    columns: tuple[str, ...]
    records: Sequence[Mapping[str, str]]

    def __iter__(self) -> Iterator[Sequence[str]]:
        yield self.columns
        for record in self.records:
            yield list(map(record.get, self.columns, repeat(""))) if record else ()

    def __len__(self) -> int:
        return len(self.records) + 1


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list of records, or of rows, with the names that lead to it, the nearest first."""

    path: tuple[str, ...]
    records: Sequence[Any]


def record_lists(value: Any, deep: int = MAX_RECORD_DEPTH, path: tuple[str, ...] = ()) -> Iterator[RecordList]:
    """Yield every list of objects or of lists, also within objects; objects of one shape by key are a list too."""
    if isinstance(value, list) and value and all(isinstance(part, dict | list) for part in value):
        yield RecordList(path, value)
    elif isinstance(value, dict) and deep:
        if (columns := _columns(value)) or (keyed := _keyed(value)):
            yield RecordList(path, columns or keyed)
            return
        for name, part in value.items():
            yield from record_lists(part, deep - 1, (name, *path))


def _columns(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records of an object that holds columns: lists of cells of one length, or cells by row; else none."""
    if len(value) < 2:
        return []
    if all(isinstance(part, list) and part and not isinstance(part[0], dict | list) for part in value.values()):
        lengths = {len(part) for part in value.values()}
        return (
            [dict(zip(value, cells, strict=True)) for cells in zip(*value.values(), strict=True)]
            if len(lengths) == 1
            else []
        )
    if not all(isinstance(part, dict) and part and all(map(str.isdecimal, part)) for part in value.values()):
        return []
    rows = dict.fromkeys(row for part in value.values() for row in part)
    return [{name: part.get(row) for name, part in value.items()} for row in rows]


def _keyed(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The objects of an object by key, where they are of one shape and hold cells; the key becomes one of these."""
    parts = list(value.values())
    if len(parts) < 2 or not all(isinstance(part, dict) and part for part in parts):
        return []
    names = set(parts[0])
    alike = all(2 * len(names & part.keys()) > max(len(names), len(part)) for part in parts)
    if not alike or all(isinstance(cell, dict | list) for part in parts for cell in part.values()):
        return []
    return [{KEY_COLUMN: key, **part} for key, part in value.items()]


def record_grids(lists: Sequence[RecordList], taken_for: LocalizedText, limits: Limits) -> list[Grid]:
    """Return lists of records as grids; each is made into rows only when it is read."""
    return [_record_grid(found, taken_for, limits) for found in lists]


def _record_grid(found: RecordList, taken_for: LocalizedText, limits: Limits) -> Grid:
    of_rows = all(isinstance(record, list) for record in found.records)
    rows = cache(lambda: _rows(found.records, of_rows, limits))
    sample = tuple(_rows(found.records[:RECORD_SAMPLE], of_rows, limits))
    return Grid(
        taken_for,
        lambda: iter(rows()),
        len(found.records) + (not of_rows),
        header_row=None if of_rows else 1,
        headings=found.path,
        sample=sample,
    )


def _rows(records: Sequence[Any], of_rows: bool, limits: Limits) -> CellLines:
    if of_rows:
        return [[cell_text(cell) for cell in record] for record in records]
    return flatten_records(records, limits)


def flatten_records(records: Iterable[Any], limits: Limits) -> FlatRecords:
    """Flatten records to rows; nested names become columns such as `location.lat`, and non-objects blank rows.

    A record that holds a list of legs, days or visits becomes a row for each of these.
    """
    rows: list[dict[str, str]] = []
    columns: dict[str, None] = {}
    for record in opened_records(records):
        row = dict(_flat(record, "", MAX_PATH_LENGTH)) if isinstance(record, dict) else {}
        columns.update(dict.fromkeys(row))
        if len(columns) > limits.columns:
            raise TableError(LocalizedText("refused_names", most=limits.columns))
        rows.append(row)
    same = _same(columns, rows)
    if same:
        rows = [{same.get(name, name): cell for name, cell in row.items()} for row in rows]
    return FlatRecords(tuple(name for name in columns if name not in same), rows)


def _flat(record: Mapping[str, Any], path: str, deep: int) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if point := _written_point(name, value):
            yield to_plain_text(f"{path}{name}"), point
        elif isinstance(value, dict) and value and deep:
            yield from _flat(value, f"{path}{name}.", deep - 1)
        else:
            yield to_plain_text(f"{path}{name}"), cell_text(value)


def _written_point(name: str, value: Any) -> str:
    """The point of a list under a name that says that the longitude is first, as in GeoJSON; "" if it is none."""
    if not isinstance(value, list) or len(value) not in (2, 3):  # few cells are; names are slow to compare
        return ""
    if normalize_column_name(name) not in LONGITUDE_FIRST_NAMES:
        return ""
    if not all(isinstance(degree, int | float) and not isinstance(degree, bool) for degree in value):
        return ""
    return f"POINT({value[0]} {value[1]})"


def cell_text(value: Any) -> str:
    """Return a value as the text of one cell."""
    if value is None or value is False:
        return ""
    if isinstance(value, list) and all(isinstance(part, str | int | float) for part in value):
        return to_plain_text("; ".join(map(str, value)))
    return to_plain_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _same(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Columns that are another one under the name of another kind of record, and that one.

    A list may hold records of several kinds, such as the visits and the rides of a timeline, each with its own path to
    where and when. Paths that play one role and of which no record has two are one column.
    """
    roles = {name: role for name in columns if "." in name and (role := _role(name))}
    several = {role for role, times in Counter(roles.values()).items() if times > 1}
    roles = {name: role for name, role in roles.items() if role in several}
    if not roles:
        return {}
    for row in rows:
        played = [roles[name] for name in row if name in roles]
        if len(played) > len(set(played)):
            several -= {role for role in played if played.count(role) > 1}
    first: dict[str, str] = {}
    for name, role in roles.items():
        first.setdefault(role, name)
    return {name: first[role] for name, role in roles.items() if role in several and name != first[role]}


def _role(name: str) -> str:
    """The role that the longest known end of a path plays, "" where it plays none, or one of several."""
    return next((ROLE_OF[spelling] for spelling in spellings(name) if spelling in ROLE_OF), "")
