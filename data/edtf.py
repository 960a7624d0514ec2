"""Dates of known precision: the calendar-date part of EDTF (ISO 8601-2) levels 0 and 1, with local times.

Read are years, months, days, times with their offset, the marks `~`, `?` and `%`, and intervals with an open end.
Seasons (2018-21), unspecified digits (201X) and years of more than four digits (Y12018) are refused.
"""

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from data.i18n.message import LocalizedText
from data.records.quick_init import quick_init

DATE_PATTERN = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)(?P<time>T\d\d:\d\d(:\d\d)?(?P<offset>[+-]\d\d:\d\d|Z)?)?)?)?"
    r"(?P<mark>[~?%]?)",
    re.ASCII,  # digits of other scripts are dates to Python, and none to a browser
)
EXPECTED_DATE = LocalizedText("expected_date")
NO_SUCH_DATE = LocalizedText("no_such_date", expected=EXPECTED_DATE)


class DateError(ValueError):
    """Raised for a text that is not a date; `reason` says what was expected."""

    def __init__(self, reason: LocalizedText) -> None:
        """Store the reason, which is the message too, in English."""
        super().__init__(reason)
        self.reason = reason


@quick_init
@dataclass(frozen=True, slots=True)
class Moment:
    """A date. `first` and `last` are the earliest and latest day it may mean; equal when the day is known."""

    text: str
    first: date
    last: date
    approximate: bool
    instant: datetime | None = None  # where a time with its offset is given

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        return self.first if self.first == self.last else None


@lru_cache(maxsize=100_000)
def parse_moment(text: str) -> Moment:
    """Parse one date; raise `DateError` with what was expected.

    >>> parse_moment("2018-06").last
    datetime.date(2018, 6, 30)
    >>> parse_moment("2019-02-26T08:13+07:00").day
    datetime.date(2019, 2, 26)
    """
    if len(text) == 10 and text[4] == text[7] == "-":  # a day, as most are, and three times as fast
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return Moment(text, day, day, approximate=False)
    found = DATE_PATTERN.fullmatch(text.strip())
    if not found:
        raise DateError(EXPECTED_DATE)
    try:
        clock = datetime.fromisoformat(text.strip().rstrip("~?%")) if found["time"] else None
        first, last = _days(int(found["year"]), found["month"], found["day"])
    except ValueError as error:
        raise DateError(NO_SUCH_DATE) from error
    return Moment(text.strip(), first, last, bool(found["mark"]), clock if found["offset"] else None)


def _days(year: int, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
    known = date(year, int(month), int(day))
    return known, known


def parse_interval(text: str) -> tuple[Moment | None, Moment | None]:
    """Parse a date or `start/end` into both moments; `..` leaves an end open, which gives `None`.

    >>> parse_interval("../2018-03-24")[0] is None
    True
    """
    start, slash, end = text.strip().partition("/")
    if not slash:
        return parse_moment(start), parse_moment(start)
    first, last = (None if text == ".." else parse_moment(text) for text in (start, end))
    if first and last and ends_before_start(first, last):
        raise DateError(LocalizedText("interval_backwards", expected=EXPECTED_DATE))
    return first, last


def ends_before_start(start: Moment, end: Moment) -> bool:
    """Return whether the end is certainly before the start; offsets are compared where both are known.

    >>> ends_before_start(parse_moment("2019-01-02T00:05+09:00"), parse_moment("2019-01-01T12:00-10:00"))
    False
    """
    if start.instant and end.instant:
        return start.instant > end.instant
    return start.first > end.last
