"""Dates and date spans in words: `10-13 June 2018`, `March 25 – April 2, 2018`, `10 juin 2018`."""

import re
from dataclasses import dataclass
from datetime import date

from data.reading.values.calendar_words import MONTH_NUMBERS, WEEKDAYS, fold
from data.reading.values.periods import MissingYearError

DATE_TOKEN = re.compile(r"\d+|[^\W\d_]+|-")
DAY_MONTH_YEAR = re.compile(
    r"(?<!\w)(\d{1,2})[-./ ]?([^\W\d_]{3,})\.?[-./ ]?(\d{4}|\d{2})(?!\d)"
)  # 10-Jun-2018, 02JAN18
YEAR_MONTH_DAY = re.compile(r"(?<!\w)(\d{4})([-./ ]?)([^\W\d_]{3,})\.?\2(\d{1,2})(?![\w-])")  # 2018-Jun-10
MONTH_DAY_YEAR = re.compile(r"(?<!\w)([^\W\d_]{3,})([-./])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")  # Jun-10-2018
SHORT_MONTH_YEAR = re.compile(r"([^\W\d_]{3,})(?:\.?-|\.? ?['’])(\d{4}|\d\d)")  # Jun-18, Jun '18
YEAR_SPAN = re.compile(r"(\d{4})[-/](\d{4})")
RANGE_TEXT = "- to until till through thru bis au a al hasta fino ate tot do az til ile εως μεχρι pana la по до "
FILLER_TEXT = (
    "and und et y e i и і og och ja ve es si και of the de del den le la el der from von vom du am on in im at em no m "
    "da dal dall desde od от с со з від fra fran van din apo den kl d st nd rd th er º ª o г год года року р r rok roku"
)
APPROXIMATE_TEXT = (
    "early mid late anfang mitte début debut mi fin principios mediados finales inicio início meados "
    "inizio metà начало середина конец c ca circa about approx approximately around um vers env ok okolo около"
)
RANGE_WORDS = frozenset(map(fold, RANGE_TEXT.split()))
FILLER_WORDS = frozenset(map(fold, FILLER_TEXT.split())) - RANGE_WORDS
APPROXIMATE_WORDS = frozenset(map(fold, APPROXIMATE_TEXT.split()))
PLANNED_YEARS = 1  # how far ahead of today a year of two digits may lie


def century(year: str) -> str:
    """Return a year of two digits with its century: the past one where it would lie more than a year ahead.

    >>> century("68"), century("18"), century("2018")
    ('1968', '2018', '2018')
    """
    if len(year) != 2:
        return year
    return f"20{year}" if 2000 + int(year) <= date.today().year + PLANNED_YEARS else f"19{year}"


@dataclass(slots=True)
class _Side:
    """What one side of the dash says; 0 where it says nothing."""

    days: list[int]
    month: int = 0
    year: int = 0

    def edtf(self, day: int) -> str:
        parts = [f"{self.year:04}", *([f"{self.month:02}"] if self.month else []), *([f"{day:02}"] if day else [])]
        return "-".join(parts)


def parse_worded_dates(text: str, year: str = "") -> tuple[str, str]:
    """Parse the first and last date; the last is "" if there is only one. Raise `ValueError` if the text is not a date.

    >>> parse_worded_dates("10-13 June 2018"), parse_worded_dates("c. June 2018")
    (('2018-06-10', '2018-06-13'), ('2018-06~', ''))
    """
    text = fold(text)
    if found := YEAR_SPAN.fullmatch(text):
        return found[1], found[2]
    if found := SHORT_MONTH_YEAR.fullmatch(text):
        text = f"{found[1]} {century(found[2])}"
    sides, about = _sides(_tokens(_spaced(text)))
    if not any(side.year for side in sides) and year.isdigit():
        sides[-1].year = int(year)
    _complete(sides[0], sides[-1])
    first, last = sides[0], sides[-1]
    start = first.edtf(first.days[0] if first.days else 0)
    end = last.edtf(last.days[-1] if last.days else 0)
    mark = "~" if about else ""
    return start + mark, "" if end == start else end + mark


def _spaced(text: str) -> str:
    """Set apart the parts of dates that are written as one word, and give them their century."""
    text = DAY_MONTH_YEAR.sub(lambda found: _day_month_year(found, *found.group(1, 2, 3)), text)
    text = YEAR_MONTH_DAY.sub(lambda found: _day_month_year(found, *found.group(4, 3, 1)), text)
    return MONTH_DAY_YEAR.sub(lambda found: _day_month_year(found, *found.group(3, 1, 4)), text)


def _day_month_year(found: re.Match[str], day: str, month: str, year: str) -> str:
    return f"{day} {month} {century(year)}" if month in MONTH_NUMBERS else found[0]


def _tokens(text: str) -> list[str]:
    tokens = DATE_TOKEN.findall(text)
    if len(tokens) > 20 or set(re.sub(DATE_TOKEN, "", text)) - set(" ,.()'’/&\n"):
        raise ValueError("too much for a date")
    return tokens


def _sides(tokens: list[str]) -> tuple[list[_Side], bool]:
    sides, about = [_Side([])], False
    for token in tokens:
        if token in RANGE_WORDS:
            if sides[-1] != _Side([]):
                sides.append(_Side([]))
        elif token in APPROXIMATE_WORDS:
            about = True
        elif token not in FILLER_WORDS and token not in WEEKDAYS:
            _note(sides, token)
    if sides[-1] == _Side([]):
        raise ValueError("an end without a date")
    return sides, about


def _note(sides: list[_Side], token: str) -> None:
    side = sides[-1]
    if token in MONTH_NUMBERS:
        if side.month and side.month != MONTH_NUMBERS[token]:  # “28 May, 2 June 2018”
            sides.append(side := _Side(side.days[1:]) if len(side.days) > 1 else _Side([]))
        side.month = MONTH_NUMBERS[token]
    elif token.isdecimal() and len(token) == 4 and not side.year:
        side.year = int(token)
    elif token.isdecimal() and len(token) <= 2 and 1 <= int(token) <= 31:
        side.days.append(int(token))
    else:
        raise ValueError(f"{token} is no part of a date")


def _complete(first: _Side, last: _Side) -> None:
    """Each side lends the other what it leaves out."""
    if not last.month:
        last.month = first.month
    if not first.month and first.days:
        first.month = last.month
    if not last.year:
        last.year = first.year
    if not first.year and last.year:
        first.year = last.year - (first.month > last.month)
    if (first.days or last.days) and not (first.month and last.month):
        raise ValueError("a day without its month")
    if not last.year:
        raise MissingYearError("no year")
    if first is not last and not first.days and last.days and first.month == last.month:
        raise ValueError("a month until a day of it")
