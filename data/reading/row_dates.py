"""Dates of rows: the cells of each column of dates, the first day of each row, and whether the rows are stays."""

from collections.abc import Mapping
from datetime import date
from itertools import islice

from data.edtf import ends_before_start
from data.i18n.message import LocalizedText
from data.reading.columns.vocabulary import DATE_ROLES, STAY_WORDS, normalize_column_name
from data.reading.rows import RawRows
from data.reading.values.date_column import DateColumn

STAY_STEMS = (
    "到达",
    "到達",
    "抵达",
    "离开",
    "離開",
    "到着",
    "出発",
    "도착",
    "출발",
    "入住",
    "退房",
)  # names without spaces
ANY_YEAR = "2000"  # of dates that lack theirs, to see which of two comes first
STAY_ROWS = 2_000  # rows, to see whether arrivals come before departures


def date_cells(rows: RawRows, mapping: Mapping[str, str]) -> dict[str, list[str]]:
    """Distinct cells of each column of dates, in order."""
    roles = [role for role in (*DATE_ROLES, "year") if role in rows.cells]
    cells = {mapping[role]: list(dict.fromkeys(rows.cells[role])) for role in roles}
    if rows.years:
        cells[mapping["year"]] = list(dict.fromkeys(year for column in rows.years.values() for year in column))
    return cells


def first_days(rows: RawRows, mapping: Mapping[str, str], dates: Mapping[str, DateColumn]) -> list[date | None]:
    """The first day that each row may mean, `None` where it has no date that can be read."""
    role = next((role for role in ("start", "date", "year") if role in rows.cells), "")
    if not role:
        return [None] * len(rows.numbers)
    column, cells = dates[mapping[role]], rows.cells[role]
    if "year" not in rows.cells:  # then equal cells are one day
        known = {text: _first_day(column, text, "") for text in dict.fromkeys(cells)}
        return [known[text] for text in cells]
    return [_first_day(column, text, year) for text, year in zip(cells, rows.cells["year"], strict=True)]


def _first_day(column: DateColumn, text: str, year: str) -> date | None:
    try:
        moment = column.read(text, year[:4])[0]
    except ValueError:
        return None
    return moment.first if moment else None


def is_stay(rows: RawRows, mapping: Mapping[str, str], dates: Mapping[str, DateColumn]) -> bool:
    """Whether columns named for an arrival and a departure have the arrival first in most rows, as stays do."""
    if "origin" in mapping or not {"start", "end"} <= mapping.keys():
        return False
    if not all(_is_named_for_stay(mapping[role]) for role in ("start", "end")):
        return False
    pairs = zip(rows.cells["start"], rows.cells["end"], strict=True)
    steps = [_compare_days(dates[mapping["start"]], dates[mapping["end"]], *pair) for pair in islice(pairs, STAY_ROWS)]
    return steps.count(-1) > steps.count(1)


def _is_named_for_stay(name: str) -> bool:
    plain = normalize_column_name(name)
    return bool(STAY_WORDS & set(plain.split())) or any(stem in plain for stem in STAY_STEMS)


def _compare_days(starts: DateColumn, ends: DateColumn, start: str, end: str) -> int:
    """Return -1 where the end is certainly before the start, 1 where it is certainly after it, else 0."""
    try:
        first, last = starts.read(start, ANY_YEAR)[0], ends.read(end, ANY_YEAR)[0]
    except ValueError:
        return 0
    if first is None or last is None:
        return 0
    return -1 if ends_before_start(first, last) else int(ends_before_start(last, first))


def date_reasons(dates: Mapping[str, DateColumn], stay: Mapping[str, str]) -> dict[str, LocalizedText]:
    """Why each column of dates is read as it is; `stay` has the columns of a table of stays, and is else empty."""
    why = {column: read.reason for column, read in dates.items()}
    if stay:
        reason = LocalizedText("dates_stay", start=stay["start"], end=stay["end"])
        why[stay["start"]] = LocalizedText("both", one=why[stay["start"]], other=reason)
    return why
