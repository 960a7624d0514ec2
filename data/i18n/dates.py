"""Dates in words, by the patterns of the catalogue; `static/model/words.js` writes them alike in the browser."""

from datetime import date

from data.i18n.messages import DEFAULT_LANGUAGE, catalogue, translate


def format_day(day: date, language: str = DEFAULT_LANGUAGE, *, full: bool = False) -> str:
    """Return a day in words, with the month in full or short.

    >>> format_day(date(2018, 3, 25)), format_day(date(2018, 9, 1), full=True)
    ('25 Mar 2018', '1 September 2018')
    """
    month = _month(day, language, "months" if full else "months_short")
    return translate(_pattern("day_month_year", language, full), language, day=day.day, month=month, year=str(day.year))


def format_month(day: date, language: str = DEFAULT_LANGUAGE, *, full: bool = True) -> str:
    """Return the month of a day in words, in full or short.

    >>> format_month(date(2018, 9, 25)), format_month(date(2018, 9, 25), full=False)
    ('September 2018', 'Sept 2018')
    """
    names = "months" if full else "months_short"
    names = f"{names}_alone" if f"{names}_alone" in catalogue(language) else names
    pattern = _pattern("month_year", language, full)
    return translate(pattern, language, month=_month(day, language, names), year=str(day.year))


def format_span(start: date | None, end: date | None, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the first and the last day of a trip in words, what they share only once.

    >>> format_span(date(2019, 2, 23), date(2019, 3, 5)), format_span(date(2018, 5, 7), date(2018, 5, 8))
    ('23 Feb to 5 Mar 2019', '7 to 8 May 2018')
    >>> format_span(None, None)
    'undated'
    """
    if not start:
        return translate("undated", language)
    if not end or start == end:
        return format_day(start, language)
    days = {"from": start.day, "to": end.day}
    month, to_month = (_month(day, language, "months_short") for day in (start, end))
    if (start.year, start.month) == (end.year, end.month):
        return translate("days_of_month", language, **days, month=month, year=str(start.year))
    if start.year == end.year:
        return translate("days_of_year", language, **days, from_month=month, to_month=to_month, year=str(start.year))
    return translate("from_to", language, **{"from": format_day(start, language), "to": format_day(end, language)})


def _month(day: date, language: str, names: str) -> str:
    name: str = catalogue(language)[names][day.month - 1]
    return name


def _pattern(key: str, language: str, full: bool) -> str:
    """The key of a pattern; some languages have another one for months in full."""
    return f"{key}_full" if full and f"{key}_full" in catalogue(language) else key
