"""Date parsing: the first and last date in the text of one cell, as EDTF."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from data.edtf import parse_moment
from data.i18n.message import LocalizedText
from data.reading.values.calendar_words import MONTH_NUMBERS, WEEKDAYS, fold
from data.reading.values.date_rewriting import (
    gregorian_year,
    rewrite_date,
    without_era_letter,
    without_weekday_like_month,
)
from data.reading.values.date_spans import century, parse_worded_dates
from data.reading.values.periods import (
    BLANK_DAYS,
    BeforeChristError,
    MissingYearError,
    UndatedError,
    is_without_year,
    parse_period,
    parse_years,
)

UNREADABLE_DATE, DATE_REMEDY = LocalizedText("fault_date"), LocalizedText("remedy_date")
ISO_DATE = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?)?", re.ASCII
)
FULL_EARLY_YEAR = re.compile(r"0\d{3}", re.ASCII)  # 0381
MASKED_DATE = re.compile(r"([\dx]{4})(?:-([\dx]{2})(?:-([\dx]{2}))?)?", re.ASCII | re.IGNORECASE)  # 0619-09-XX (EDTF)
DAY_YEAR_DATE = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", re.ASCII)
YEAR_DAY_DATE = re.compile(r"(?<!\d)(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
MONTH_AND_YEAR = re.compile(r"(?<!\d)(\d{1,2})[./](\d{4})(?!\d)", re.ASCII)
YEAR_AND_MONTH = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})(?!\d)", re.ASCII)
LATE_YEAR_SPAN = re.compile(  # 10.-13.06.2018, 14.1.-16.1.2018
    r"(\d{1,2})(?:([./])(\d{1,2}))?\.?(?:\s*[-/]\s*|\s+[^\W\d_]{1,7}\s+)(\d{1,2})([./])(\d{1,2})\5(\d{4}|\d\d)",
    re.ASCII,
)
MONTH_FIRST_SPAN = re.compile(r"(\d{1,2})/(\d{1,2})\s*-\s*(\d{1,2})/(\d{4}|\d\d)", re.ASCII)  # 6/10-13/2018
EARLY_YEAR_SPAN = re.compile(  # 2018/6/10-13, 2018/6/10-7/2, 2018-06-10 - 13
    r"(\d{4})(?:([./])|-)(\d{1,2})(?:(?:\2|-)(\d{1,2}))?\.?(?(2)\s*-\s*|(?:\s+-\s+|/))(?:(\d{1,2})[./-])?(\d{1,2})",
    re.ASCII,
)
NUMBER_ONLY = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]\+?\d+)?", re.ASCII)
OFFSET = r"(?:\s*(?:(?:UTC|GMT)?[+-]\d\d:?\d\d|Z|UTC|GMT)\b)?"
CLOCK = re.compile(
    r"(?:,\s*|(?:(?<!\s)\s+)?)(?:\b(?:at|um|às|kl\.?|godz\.?)\s+)?(?:(?:오전|오후|午前|午後|上午|下午)\s*)?"
    r"(?:\b\d{1,2}(?::\d\d(?::\d\d)?(?:[.,]\d+)?\s*(?:[ap]\.?\s?m\b\.?|uhr\b)?|(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\b\.?|uhr\b)|h\d\d\b)"
    rf"{OFFSET}|\d{{1,2}}\s*[時时시](?:\s*\d{{1,2}}\s*[分분])?)",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"(?:(?<!\s)\s+)?[(（]([^\W\d_]{1,12})\.?[)）]")
FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF0D, 0xFF1B), 0xFF08, 0xFF09)}
SPACED_DOT = re.compile(r"(?<=\d)\s*([./])\s+(?=\d)|(?<=\d)\s+([./])(?=\d)")
EAST_ASIAN_UNIT = re.compile(r"(?<=\d)\s*(?:[年년月월]|(?P<day>[日号號일]))\s*")
LOOSE_SLASH = re.compile(r"/(?=\s*(?:-|$))")
DASHES = re.compile(r"(?:(?<!\s)\s+)?(?:[‐‑‒–—―−~〜～]|--)\s*")
DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
BETWEEN_DATES = re.compile(r"[\s/-]+|[^\W\d_]{1,7}\.?|&")
# “Year” in Bulgarian and Russian, Ukrainian, Polish; weekdays that are like months: “mar 5/3/2019”.
BESIDE_DATES = WEEKDAYS | {"г", "р", "r", "mar", "mart", "paz", "cts"}
BLANK_DATES = frozenset(("-1", "0", "1", "-1.0", "0.0", "1.0"))  # Trainlog's unknown past and future, and empty clocks
UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_SERIAL = date(1899, 12, 30)  # Excel counts days from here, from March 1900 on
MOST_DATE_LETTERS = 200  # of a cell that is read as a date

DatePair = tuple[str, str]


class DateOrder(StrEnum):
    """Which part of a date in numbers comes first."""

    DAY = "day first"
    MONTH = "month first"
    YEAR = "year first"


def parse_dates(text: str, order: DateOrder = DateOrder.DAY, year: str = "") -> DatePair:
    """Parse the first date and the last, if there are two; `year` completes dates. Raise `ValueError` otherwise.

    That is an `UndatedError` where the text is a date without its year, or one before the year 1.

    >>> parse_dates("December 30, 2018 – January 2, 2019"), parse_dates("10/06/2018", DateOrder.MONTH)
    (('2018-12-30', '2019-01-02'), ('2018-10-06', ''))
    """
    if len(text) > MOST_DATE_LETTERS:
        raise ValueError(f"{UNREADABLE_DATE}; {DATE_REMEDY}")
    try:
        return _existing(text.strip(), order, year)
    except UndatedError as error:
        raise type(error)(f"{UNREADABLE_DATE}; {DATE_REMEDY}") from error
    except (ValueError, OverflowError) as error:
        plain, about = rewrite_date(text)
        if not plain or plain == text.strip():
            raise ValueError(f"{UNREADABLE_DATE}; {DATE_REMEDY}") from error
    try:
        start, end = _existing(plain, order, year)
    except UndatedError as error:
        raise type(error)(f"{UNREADABLE_DATE}; {DATE_REMEDY}") from error
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{UNREADABLE_DATE}; {DATE_REMEDY}") from error
    return (_about(start), _about(end)) if about else (start, end)


def is_date(text: str) -> bool:
    """Return whether a cell is a date, with the day, the month or the year first."""
    return len(text) <= MOST_DATE_LETTERS and _is_date(text)


@lru_cache(1024)  # each role that a column may have asks it of the same cells
def _is_date(text: str) -> bool:
    for order in DateOrder:
        try:
            parse_dates(text, order, "2000" if _has_month(text) else "")
        except UndatedError:
            return True
        except ValueError:
            continue
        return True
    return False


def is_blank_date(text: str) -> bool:
    """Return whether a cell stands for no date, as zeros do, and an X for each digit of the year.

    >>> is_blank_date("0000-00-00"), is_blank_date("XXXX-XX-XX"), is_blank_date("0619-XX-XX")
    (True, True, False)
    """
    if text[:1] in "Xx":
        return bool(text) and (found := MASKED_DATE.fullmatch(text)) is not None and found[1].upper() == "XXXX"
    return text in BLANK_DATES or (text[:1] == "0" and BLANK_DAYS.fullmatch(text) is not None)


def number_triples(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the three numbers of the dates in which the first could be the day, as written; "" for no year."""
    if found := DAY_AND_MONTH.fullmatch(text):
        yield found[1], found[2], ""
    elif any(map(str.isdecimal, text[:1])) or text[-1:].isdecimal():
        for found in DAY_YEAR_DATE.finditer(SPACED_DOT.sub(_close_up, text)):
            yield found[1], found[3], found[4]


def date_style(text: str) -> str:
    """Return how a date is written, as the suffix of a message key; "" if it is not a date."""
    if NUMBER_ONLY.fullmatch(text):
        return _number_kind(float(text), text)
    if ISO_DATE.fullmatch(text.rstrip("~?%")) or ("/" in text and all(map(ISO_DATE.fullmatch, text.split("/")))):
        return "iso"
    return "numbers" if any(number_triples(text)) else "words"


def _existing(text: str, order: DateOrder, year: str) -> DatePair:
    start, end = _dates(text if text[:1] not in "RHS" else without_era_letter(text), order, year)
    return _exists(start), _exists(end) if end else ""


def _about(text: str) -> str:
    return f"{text}~" if text and text[-1].isdecimal() and "T" not in text else text


def _exists(text: str) -> str:
    parse_moment(text)
    return text


def _has_month(text: str) -> bool:
    return (
        any(word in MONTH_NUMBERS for word in re.findall(r"[^\W\d_]+", fold(text[:200])))
        or "月" in text
        or "월" in text
    )


def _dates(text: str, order: DateOrder, year: str) -> DatePair:
    if NUMBER_ONLY.fullmatch(text):
        if text[0] == "-":
            raise BeforeChristError(text)
        return _number(float(text), text), ""
    if dates := parse_years(text) or _as_edtf(text):
        return dates
    plain = _plain(text, year)
    if dates := _in_numbers(plain, order) or _span_in_numbers(plain, order) or parse_period(text):
        return dates
    if is_without_year(plain) or is_without_year(text):
        if not year.isdigit():
            raise MissingYearError(text)
        return _in_numbers(f"{text.rstrip('.')}{'.' if '.' in text else '/'}{year}", order) or ("", "")
    return parse_worded_dates(without_weekday_like_month(plain), year)


def _plain(text: str, year: str) -> str:
    """A date without its clock and bracketed weekday, with plain digits, dashes and slashes."""
    if not text.isascii():
        text = " ".join(text.translate(FULL_WIDTH).split())
        if EAST_ASIAN_UNIT.search(text):
            text = _slashed(text, year)
    if "(" in text:
        text = BRACKETED.sub(_without_weekday, text)
    if ISO_DATE.match(text):
        return DASHES.sub(" - ", text)
    text = SPACED_DOT.sub(_close_up, DASHES.sub("-", CLOCK.sub("", text))).strip()
    return LOOSE_SLASH.sub("", text[:-1] if text.endswith(".") else text)


def _slashed(text: str, year: str) -> str:
    """`2018年6月10日` as `2018/6/10`, with the year of the row where the cell has none."""
    stated = "" if "年" in text or "년" in text or not year.isdigit() else f"{year}/"
    text = CLOCK.sub("", BRACKETED.sub(_without_weekday, text))
    return stated + EAST_ASIAN_UNIT.sub(lambda found: " " if found["day"] else "/", text).strip()


def _close_up(found: re.Match[str]) -> str:
    return found[1] or found[2]


def _without_weekday(found: re.Match[str]) -> str:
    return "" if fold(found[1]) in WEEKDAYS else found[0]


def _in_numbers(text: str, order: DateOrder) -> DatePair | None:
    """One date or two, with no more than a “to” between."""
    for pattern in (ISO_DATE, YEAR_DAY_DATE, DAY_YEAR_DATE, MONTH_AND_YEAR, YEAR_AND_MONTH):
        found = list(pattern.finditer(text))
        if not 1 <= len(found) <= 2:
            continue
        between = pattern.sub("", text).strip(" .")
        if (
            not between
            or (len(found) == 2 and BETWEEN_DATES.fullmatch(between))
            or fold(between.strip(" .,،")) in BESIDE_DATES
        ):
            written = [_written(pattern, match, order) for match in found]
            return written[0], written[1] if len(written) == 2 else ""
    return None


def _written(pattern: re.Pattern[str], found: re.Match[str], order: DateOrder) -> str:
    if pattern is ISO_DATE:
        return _iso(found)
    if pattern is MONTH_AND_YEAR:
        return f"{found[2]}-{int(found[1]):02}"
    if pattern is YEAR_AND_MONTH:
        return f"{found[1]}-{int(found[2]):02}"
    first, _, second, third = found.groups()
    if pattern is YEAR_DAY_DATE:
        return _day(first, second, third)
    if len(third) == 2 and len(first) == 2 and (order is DateOrder.YEAR or int(first) > 31):
        return _day(first, second, third)
    return _day(third, *_month_and_day(first, second, order))


def _span_in_numbers(text: str, order: DateOrder) -> DatePair | None:
    """Two dates of which one lends the other its year, or its year and month."""
    if order is DateOrder.MONTH and (found := MONTH_FIRST_SPAN.fullmatch(text)):
        month, first, last, year = found.groups()
        return _day(year, month, first), _day(year, month, last)
    if found := LATE_YEAR_SPAN.fullmatch(text):
        first, _, second, third, _, fourth, year = found.groups()
        month, day = _month_and_day(third, fourth, order)
        before, begin = _month_and_day(first, second, order) if second else (month, first)
        year = century(year)
        return _day(str(int(year) - (int(before) > int(month))), before, begin), _day(year, month, day)
    if found := EARLY_YEAR_SPAN.fullmatch(text):
        year, _, month, first, until, last = found.groups()
        if not first:
            return f"{year}-{int(month):02}", f"{year}-{int(last):02}"
        after = until or month
        return _day(year, month, first), _day(str(int(year) + (int(after) < int(month))), after, last)
    return None


def _month_and_day(first: str, second: str, order: DateOrder) -> tuple[str, str]:
    """Which of two numbers is the month; one beyond twelve leaves no choice."""
    day_first = int(first) > 12 or (order is not DateOrder.MONTH and int(second) <= 12)
    return (second, first) if day_first else (first, second)


def _day(year: str, month: str, day: str) -> str:
    return f"{int(gregorian_year(century(year))):04}-{int(month):02}-{int(day):02}"


def _iso(found: re.Match[str]) -> str:
    year, month, day, clock, offset = found.groups()
    year = gregorian_year(year)
    if month == "00":
        return year
    if not day or day == "00":
        return f"{year}-{month}"
    # A time without its place's offset, or in UTC, is no local time: the day alone is kept.
    if not clock or not offset or offset in ("Z", "UTC"):
        return f"{year}-{month}-{day}"
    return f"{year}-{month}-{day}T{clock}{offset if ':' in offset else offset[:3] + ':' + offset[3:]}"


def _as_edtf(text: str) -> DatePair | None:
    """A single date of ISO 8601, with its marks of doubt."""
    if found := ISO_DATE.fullmatch(text):
        return _iso(found), ""
    if text[-1:] in "~?%" and text[:4].isdigit():
        return text, ""
    return _unmasked(found) if (found := MASKED_DATE.fullmatch(text)) else None


def _unmasked(found: re.Match[str]) -> DatePair:
    """The dates that are meant by one with an X for each digit that is not known."""
    year, month, day = (part.upper() if part else "X" for part in found.groups())
    if "X" in year:
        return year.replace("X", "0"), year.replace("X", "9")
    if "X" in month:
        return year, ""
    return f"{year}-{month}" if "X" in day else f"{year}-{month}-{day}", ""


def _number_kind(value: float, text: str) -> str:
    if 1000 <= value < 2200 or 2443 <= value < 2643:  # these are Buddhist
        return "years"
    if FULL_EARLY_YEAR.fullmatch(text):
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
            return gregorian_year(f"{int(value):04}")
        case "serials":
            return (FIRST_SERIAL + timedelta(days=int(value))).isoformat()
        case "undashed":
            return f"{text[:4]}-{text[4:6]}-{text[6:]}"
        case "unix_seconds":
            return (UNIX_EPOCH + timedelta(seconds=value)).date().isoformat()
        case "unix_milliseconds":
            return (UNIX_EPOCH + timedelta(milliseconds=value)).date().isoformat()
    raise ValueError(f"{UNREADABLE_DATE}; {DATE_REMEDY}")
