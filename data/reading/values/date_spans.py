"""Dates and date spans in words: `10-13 June 2018`, `March 25 – April 2, 2018`, `10 juin 2018`."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

CALENDAR_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "pl", "sv", "uk")
DATE_TOKEN = re.compile(r"\d+|[^\W\d_]+|-")
JOINED_DATE = re.compile(r"(\d{1,2})[-. ]([^\W\d_]{3,})\.?[-. ](\d{2,4})")  # 10-Jun-2018
SHORT_MONTH_YEAR = re.compile(r"([^\W\d_]{3,})\.?-(\d{4}|\d\d)")  # Jun-18
YEAR_SPAN = re.compile(r"(\d{4})[-/](\d{4})")
RANGE_WORDS = frozenset(("-", "to", "until", "till", "through", "thru", "bis", "au", "hasta", "al", "по"))
FILLER_TEXT = "and und et y e of the de del den le la el der from von du am on in im st nd rd th er º ª г год года"
FILLER_WORDS = frozenset(FILLER_TEXT.split())
APPROXIMATE_WORDS = frozenset(("c", "ca", "circa", "about", "approx", "approximately", "around", "um", "vers", "env"))


@cache
def month_numbers() -> dict[str, int]:
    """Return month numbers by name in 11 languages (CLDR, through Babel), in lower case, without a dot."""
    return {
        "sept": 9,
        **{
            name.casefold().rstrip("."): number
            for language in reversed(CALENDAR_LANGUAGES)
            for context in Locale.parse(language).months.values()
            for width, names in context.items()
            if width != "narrow"
            for number, name in names.items()
            if not name.isdigit()
        },
    }


@cache
def weekday_names() -> frozenset[str]:
    """Return names of weekdays, in lower case, without a dot."""
    return frozenset(
        name.casefold().rstrip(".")
        for language in CALENDAR_LANGUAGES[:6]
        for context in Locale.parse(language).days.values()
        for width, names in context.items()
        if width in ("wide", "abbreviated")
        for name in names.values()
    ) - frozenset(month_numbers())


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
    text = text.casefold()
    if found := YEAR_SPAN.fullmatch(text):
        return found[1], found[2]
    if found := SHORT_MONTH_YEAR.fullmatch(text):
        text = f"{found[1]} {found[2] if len(found[2]) == 4 else '20' + found[2]}"
    sides, about = _sides(_tokens(JOINED_DATE.sub(_apart, text)))
    if not any(side.year for side in sides) and year.isdigit():
        sides[-1].year = int(year)
    _complete(sides[0], sides[-1])
    first, last = sides[0], sides[-1]
    start = first.edtf(first.days[0] if first.days else 0)
    end = last.edtf(last.days[-1] if last.days else 0)
    mark = "~" if about else ""
    return start + mark, "" if end == start else end + mark


def _apart(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    if month not in month_numbers() or len(year) == 3:
        return found[0]
    century = "" if len(year) == 4 else "19" if year >= "69" else "20"
    return f"{day} {month} {century}{year}"


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
        elif token not in FILLER_WORDS and token not in weekday_names():
            _note(sides, token)
    if sides[-1] == _Side([]):
        raise ValueError("an end without a date")
    return sides, about


def _note(sides: list[_Side], token: str) -> None:
    side = sides[-1]
    if token in month_numbers():
        if side.month and side.month != month_numbers()[token]:  # “28 May, 2 June 2018”
            sides.append(side := _Side(side.days[1:]) if len(side.days) > 1 else _Side([]))
        side.month = month_numbers()[token]
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
    if not first.year:
        first.year = last.year - (first.month > last.month)
    if not last.year or ((first.days or last.days) and not (first.month and last.month)):
        raise ValueError("no year, or a day without its month")
    if first is not last and not first.days and last.days and first.month == last.month:
        raise ValueError("a month until a day of it")
