"""Summary sentence of a view, in words. `static/model/words.js` writes the same sentence in the browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.i18n.dates import format_month
from data.i18n.message import translate_title
from data.i18n.messages import end_sentence, join_list, join_pair, join_sentences, translate
from data.records.legs import MODES
from data.records.trips import Trip

YEAR_DAYS = 365  # a gap is worth a sentence from a year on


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """What the sentence says of the `n` trips shown: their number by mode, that of their countries, the first and last
    day on which one began, the longest of them, and the longest gap between two of them, if any.
    """

    n: int
    modes: Mapping[str, int]
    countries: int
    first: date | None
    last: date | None
    longest: Trip | None
    gap: tuple[date, date] | None


def summary_sentence(facts: SummaryFacts, total: int, language: str = "en", rows_not_drawn: int = 0) -> str:
    """Return one to four sentences on facts of trips, of `total`, and on how many rows of their table are not drawn."""
    head = translate("showing", language, n=facts.n, total=total)
    not_drawn = translate("rows_not_drawn", language, n=rows_not_drawn) if rows_not_drawn else ""
    if not facts.n:
        return join_sentences([end_sentence(head, language), not_drawn], language)
    countries = translate("to_countries", language, n=facts.countries) if facts.countries else ""
    parts = join_list(filter(None, [*_modes(facts, language), countries, _span(facts, language)]), language, "comma")
    first = end_sentence(join_pair(head, parts, language) if parts else head, language)
    return join_sentences([first, _longest(facts.longest, language), _gap(facts.gap, language), not_drawn], language)


def _modes(facts: SummaryFacts, language: str) -> list[str]:
    if facts.modes.get("other") == facts.n:  # of which the table says nothing
        return []
    return [translate(f"by_{mode}", language, n=n) for mode in MODES if (n := facts.modes.get(mode))]


def _span(facts: SummaryFacts, language: str) -> str:
    if not (facts.first and facts.last):
        return ""
    first, last = (format_month(day, language) for day in (facts.first, facts.last))
    return first if first == last else translate("from_to", language, **{"from": first, "to": last})


def _longest(longest: Trip | None, language: str) -> str:
    if not longest or not longest.days or (longest.days == 1 and not longest.evidence):
        return ""
    return translate(
        "longest" if longest.evidence else "longest_own",
        language,
        title=translate_title(longest.title, language),
        days=translate("days", language, n=longest.days),
    )


def _gap(longest: tuple[date, date] | None, language: str) -> str:
    """The longest time between two shown trips, from the day after home to the day of leaving, if it is over a year."""
    if not longest or (longest[1] - longest[0]).days < YEAR_DAYS:
        return ""
    start, end = longest
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    gap = [translate("years", language, n=months // 12)] if months >= 12 else []
    gap += [translate("months_count", language, n=months % 12)] if months % 12 else []
    duration = gap[0] if len(gap) == 1 else translate("years_and_months", language, years=gap[0], months=gap[1])
    return translate("longest_gap", language, gap=duration)
