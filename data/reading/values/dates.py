"""Date parsing: the first and last date in the text of one cell, as EDTF."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from data.edtf import parse_moment
from data.i18n.message import LocalizedText
from data.reading.values.date_spans import month_numbers, parse_worded_dates

UNREADABLE_DATE, DATE_REMEDY = LocalizedText("fault_date"), LocalizedText("remedy_date")
ISO_DATE = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?)?", re.ASCII
)
NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", re.ASCII)
EAST_ASIAN_DATE = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?")
DAYS_OF_ONE_MONTH = re.compile(r"(\d{1,2})\.?\s*-\s*(\d{1,2})([./])(\d{1,2})\3(\d{4})", re.ASCII)  # 10.-13.06.2018
MONTH_AND_YEAR = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
NUMBER_ONLY = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]\+?\d+)?", re.ASCII)
CLOCK = re.compile(
    r",?\s*\b\d{1,2}:\d\d(:\d\d)?([.,]\d+)?\s*([ap]\.?m\.?)?(\s*(Z|UTC|GMT|[+-]\d\d:?\d\d))?", re.IGNORECASE
)
DASHES = re.compile(r"\s*(?:[‐‑‒–—―−~〜]|--)\s*")
BETWEEN_DATES = re.compile(r"[\s/-]+|\s*(?:to|until|till|through|thru|bis|au|à|al|hasta|a|and|&)\s*", re.IGNORECASE)
BLANK_DATES = frozenset(("-1", "0", "1", "-1.0", "0.0", "1.0"))  # Trainlog's unknown past and future, and empty clocks
UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_SERIAL = date(1899, 12, 30)  # Excel counts days from here, from March 1900 on

DatePair = tuple[str, str]


def parse_dates(text: str, day_first: bool = True, year: str = "") -> DatePair:
    """Parse the first date and the last, if there are two; `year` completes dates. Raise `ValueError` otherwise.

    >>> parse_dates("December 30, 2018 – January 2, 2019"), parse_dates("10/06/2018", day_first=False)
    (('2018-12-30', '2019-01-02'), ('2018-10-06', ''))
    """
    if len(text) > 200:
        raise ValueError(f"{UNREADABLE_DATE}; {DATE_REMEDY}")
    try:
        start, end = _dates(text.strip(), day_first, year)
        return _exists(start), _exists(end) if end else ""
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{UNREADABLE_DATE}; {DATE_REMEDY}") from error


def is_date(text: str) -> bool:
    """Return whether a cell is a date, with the day or the month first."""
    for day_first in (True, False):
        try:
            parse_dates(text, day_first, "2000" if _has_month(text) else "")
        except ValueError:
            continue
        return True
    return False


def numeric_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first two numbers of dates in which either could be the day."""
    for found in NUMERIC_DATE.finditer(text):
        if len(found[1]) <= 2:
            yield int(found[1]), int(found[3])


def date_style(text: str) -> str:
    """Return how a date is written, as the suffix of a message key; "" if it is not a date."""
    if NUMBER_ONLY.fullmatch(text):
        return _number_kind(float(text), text)
    if ISO_DATE.fullmatch(text.rstrip("~?%")) or ("/" in text and all(map(ISO_DATE.fullmatch, text.split("/")))):
        return "iso"
    return "numbers" if any(numeric_pairs(text)) else "words"


def _exists(text: str) -> str:
    parse_moment(text)
    return text


def _has_month(text: str) -> bool:
    return any(word in month_numbers() for word in re.findall(r"[^\W\d_]+", text[:200].casefold()))


def _dates(text: str, day_first: bool, year: str) -> DatePair:
    if NUMBER_ONLY.fullmatch(text):
        return _number(float(text), text), ""
    if found := ISO_DATE.fullmatch(text):
        return _iso(found), ""
    if text[-1:] in "~?%" and text[:4].isdigit():
        return text, ""
    text = DASHES.sub("-", CLOCK.sub("", text)) if not ISO_DATE.match(text) else DASHES.sub(" - ", text)
    if ":" not in text and (found := DAYS_OF_ONE_MONTH.fullmatch(text)):
        first, last, _, month, stated = found.groups()
        return _day(stated, month, first), _day(stated, month, last)
    if numbers := _in_numbers(text, day_first):
        return numbers
    return parse_worded_dates(text, year)


def _in_numbers(text: str, day_first: bool) -> DatePair | None:
    """One date or two, with no more than a “to” between."""
    for pattern in (ISO_DATE, NUMERIC_DATE, EAST_ASIAN_DATE, MONTH_AND_YEAR):
        found = list(pattern.finditer(text))
        between = pattern.sub("", text).strip()
        joined = not between or (len(found) == 2 and BETWEEN_DATES.fullmatch(between))
        if 1 <= len(found) <= 2 and joined:
            written = [_written(pattern, match, day_first) for match in found]
            return written[0], written[1] if len(written) == 2 else ""
    return None


def _written(pattern: re.Pattern[str], found: re.Match[str], day_first: bool) -> str:
    if pattern is ISO_DATE:
        return _iso(found)
    if pattern is MONTH_AND_YEAR:
        return f"{found[2]}-{int(found[1]):02}"
    if pattern is EAST_ASIAN_DATE:
        return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])
    first, _, second, third = found.groups()
    if len(first) > 2:
        return _day(first, second, third)
    if int(first) > 12 or (day_first and int(second) <= 12):
        return _day(third, second, first)
    return _day(third, first, second)


def _day(year: str, month: str, day: str) -> str:
    if len(year) == 2:
        year = f"{'19' if year >= '69' else '20'}{year}"
    return f"{int(year):04}-{int(month):02}-{int(day):02}"


def _iso(found: re.Match[str]) -> str:
    year, month, day, clock, offset = found.groups()
    if not day:
        return f"{year}-{month}"
    # A time without its place's offset, or in UTC, is no local time: the day alone is kept.
    if not clock or not offset or offset in ("Z", "UTC"):
        return f"{year}-{month}-{day}"
    return f"{year}-{month}-{day}T{clock}{offset if ':' in offset else offset[:3] + ':' + offset[3:]}"


def _number_kind(value: float, text: str) -> str:
    if 1000 <= value < 2200:
        return "years"
    if 20_000 <= value < 80_000:
        return "serials"
    if text.isdigit() and len(text) == 8 and "1000" < text[:4] < "2200" and "01" <= text[4:6] <= "12":
        return "undashed"
    if 1e8 <= value < 1e11:
        return "unix_seconds"
    return "unix_milliseconds" if 1e11 <= value < 1e14 else ""


def _number(value: float, text: str) -> str:
    match _number_kind(value, text):
        case "years":
            return f"{int(value):04}"
        case "serials":
            return (FIRST_SERIAL + timedelta(days=int(value))).isoformat()
        case "undashed":
            return f"{text[:4]}-{text[4:6]}-{text[6:]}"
        case "unix_seconds":
            return (UNIX_EPOCH + timedelta(seconds=value)).date().isoformat()
        case "unix_milliseconds":
            return (UNIX_EPOCH + timedelta(milliseconds=value)).date().isoformat()
    raise ValueError(f"{UNREADABLE_DATE}; {DATE_REMEDY}")
