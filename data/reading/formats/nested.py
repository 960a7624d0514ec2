"""Nested records of JSON and XML: find the list that looks most like trips and flatten it to rows."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.columns.vocabulary import ROLES, spellings
from data.reading.options import Limits
from data.reading.values.cell import to_plain_text
from data.records.tables import TableError

MAX_RECORD_DEPTH = 4  # records below this are parts of others
MAX_PATH_LENGTH = 6  # names in a path, such as placeVisit.location.latitudeE7
RECORD_SAMPLE = 50  # records of a list, to know what it is
NAME_COUNTS = Counter(name for names in ROLES.values() for name in names)
ROLE_OF = {name: role for role, names in ROLES.items() for name in names if NAME_COUNTS[name] == 1}
TIME_ROLES = frozenset(("start", "date", "year"))


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


def find_records(value: Any) -> list[Any]:
    """Find the list whose names look most like trips, lists with dates first; return [] if there is none.

    A phone's timeline has more signals than visits, so the longest is only taken where names do not tell.
    """
    return max(_lists(value, MAX_RECORD_DEPTH), key=_relevance, default=[])


def _lists(value: Any, deep: int) -> Iterator[list[Any]]:
    """Every list of objects or of lists, also within objects."""
    if isinstance(value, list) and value and all(isinstance(part, dict | list) for part in value):
        yield value
    elif isinstance(value, dict) and deep:
        for part in value.values():
            yield from _lists(part, deep - 1)


def _relevance(records: Sequence[Any]) -> tuple[bool, int, int]:
    names = {
        name
        for record in records[:RECORD_SAMPLE]
        if isinstance(record, dict)
        for name, _ in _flat(record, "", MAX_PATH_LENGTH)
    }
    roles = {role for name in names for spelling in spellings(name) if (role := ROLE_OF.get(spelling))}
    return bool(roles & TIME_ROLES), len(roles), len(records)


def flatten_records(records: Iterable[Any], limits: Limits) -> FlatRecords:
    """Flatten records to rows; nested names become columns such as `location.lat`, and non-objects blank rows."""
    rows: list[dict[str, str]] = []
    columns: dict[str, None] = {}
    for record in records:
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
        if isinstance(value, dict) and value and deep:
            yield from _flat(value, f"{path}{name}.", deep - 1)
        else:
            yield to_plain_text(f"{path}{name}"), cell_text(value)


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
