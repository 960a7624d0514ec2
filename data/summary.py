"""Summary sentence of a view, in words. `static/model/words.js` writes the same sentence in the browser."""

from collections.abc import Iterator, Sequence
from datetime import date

from data.i18n.message import translate_title
from data.i18n.messages import catalogue, translate
from data.records.legs import MODES
from data.records.trips import Trip
from data.selection import Countries

YEAR_DAYS = 365  # a gap is worth a sentence from a year on


def summary_sentence(trips: Sequence[Trip], total: int, countries: Countries, language: str = "en") -> str:
    """Return one to three sentences on the trips shown, of `total`; trips in date order, `countries` by trip id."""
    head = translate("showing", language, n=len(trips), total=total)
    if not trips:
        return f"{head}."
    parts = [*_modes(trips, language), _countries(trips, countries, language), _span(trips, language)]
    facts, rest = ", ".join(filter(None, parts)), [_longest(trips, language), _gap(trips, language)]
    return " ".join([f"{head}: {facts}." if facts else f"{head}.", *filter(None, rest)])


def _modes(trips: Sequence[Trip], language: str) -> list[str]:
    counts = {mode: sum(trip.mode == mode for trip in trips) for mode in MODES}
    if counts["other"] == len(trips):  # of which the table says nothing
        return []
    return [translate(f"by_{mode}", language, n=n) for mode, n in counts.items() if n]


def _countries(trips: Sequence[Trip], countries: Countries, language: str) -> str:
    n = len({code for trip in trips for code in countries[trip.id]})
    return translate("to_countries", language, n=n) if n else ""


def _span(trips: Sequence[Trip], language: str) -> str:
    starts = [trip.start for trip in trips if trip.start]
    if not starts:
        return ""
    first, last = (format_month(day, language) for day in (min(starts), max(starts)))
    return first if first == last else translate("from_to", language, **{"from": first, "to": last})


def format_month(day: date, language: str = "en") -> str:
    """Return a month in words.

    >>> format_month(date(2018, 3, 25))
    'March 2018'
    """
    return translate("month_year", language, month=catalogue(language)["months"][day.month - 1], year=str(day.year))


def format_span(start: date | None, end: date | None, language: str = "en") -> str:
    """Return the first and the last day of a trip in words, what they share only once.

    >>> format_span(date(2019, 2, 23), date(2019, 3, 5)), format_span(date(2018, 5, 7), date(2018, 5, 8))
    ('23 Feb to 5 Mar 2019', '7 to 8 May 2018')
    >>> format_span(None, None)
    'undated'
    """
    if not start:
        return translate("undated", language)
    if not end or start == end:
        return _format_day(start, language)
    year, month, to_month = (
        str(start.year),
        *(catalogue(language)["months_short"][day.month - 1] for day in (start, end)),
    )
    days = {"from": start.day, "to": end.day}
    if (start.year, start.month) == (end.year, end.month):
        return translate("days_of_month", language, **days, month=month, year=year)
    if start.year == end.year:
        return translate("days_of_year", language, **days, from_month=month, to_month=to_month, year=year)
    return translate("from_to", language, **{"from": _format_day(start, language), "to": _format_day(end, language)})


def _format_day(day: date, language: str) -> str:
    month = catalogue(language)["months_short"][day.month - 1]
    return translate("day_month_year", language, day=day.day, month=month, year=str(day.year))


def _longest(trips: Sequence[Trip], language: str) -> str:
    longest = max(trips, key=lambda trip: trip.days or 0)
    if not longest.days or (longest.days == 1 and not longest.evidence):
        return ""
    return translate(
        "longest" if longest.evidence else "longest_own",
        language,
        title=translate_title(longest.title, language),
        days=translate("days", language, n=longest.days),
    )


def _gap(trips: Sequence[Trip], language: str) -> str:
    """The longest time between two shown trips, from the day after home to the day of leaving, if it is over a year."""
    longest = max(_gaps(trips), key=lambda gap: gap[0], default=None)
    if not longest or longest[0] < YEAR_DAYS:
        return ""
    _, start, end = longest
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    gap = [translate("years", language, n=months // 12)] if months >= 12 else []
    gap += [translate("months_count", language, n=months % 12)] if months % 12 else []
    duration = gap[0] if len(gap) == 1 else translate("years_and_months", language, years=gap[0], months=gap[1])
    return translate("longest_gap", language, gap=duration)


def _gaps(trips: Sequence[Trip]) -> Iterator[tuple[int, date, date]]:
    home: date | None = None
    for trip in trips:
        if trip.start and trip.end:
            if home and trip.start > home:
                yield (trip.start - home).days, home, trip.start
            home = max(home or trip.end, trip.end)
