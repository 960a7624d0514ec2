"""Summary sentence of a view, in words. `static/model/words.js` writes the same sentence in the browser."""

from collections.abc import Iterator, Sequence
from datetime import date

from data.i18n.dates import format_month
from data.i18n.message import translate_title
from data.i18n.messages import end_sentence, join_list, join_pair, join_sentences, translate
from data.records.legs import MODES
from data.records.trips import Trip
from data.selection import Countries

YEAR_DAYS = 365  # a gap is worth a sentence from a year on


def summary_sentence(trips: Sequence[Trip], total: int, countries: Countries, language: str = "en") -> str:
    """Return one to three sentences on the trips shown, of `total`; trips in date order, `countries` by trip id."""
    head = translate("showing", language, n=len(trips), total=total)
    if not trips:
        return end_sentence(head, language)
    parts = [*_modes(trips, language), _countries(trips, countries, language), _span(trips, language)]
    facts = join_list(filter(None, parts), language, "comma")
    first = end_sentence(join_pair(head, facts, language) if facts else head, language)
    return join_sentences([first, _longest(trips, language), _gap(trips, language)], language)


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
