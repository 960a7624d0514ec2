"""What a selection shows, counts and says, worked out of a list trip by trip, as the product does it by column."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from data.records.trips import Trip
from data.selection import COLUMN_FACETS, FACETS, Countries, Selection, available_options, option_words
from data.summary import SummaryFacts
from data.summary import summary_sentence as sentence

ATTRIBUTES = {"mode": "mode", "with": "people_met", "traveller": "traveller", "evidence": "evidence"}


def options_of(trip: Trip, facet: str, countries: Countries) -> set[str]:
    """The options of a facet that show a trip."""
    value: Any
    if facet == "year":
        return {str(trip.start.year)} if trip.start else set()
    if facet in COLUMN_FACETS:
        value = tuple(leg.details[COLUMN_FACETS.index(facet)] for leg in trip.legs)
    else:
        value = countries[trip.id] if facet == "country" else getattr(trip, ATTRIBUTES[facet])
    return set(option_words(facet, value))


def filter_trips(selection: Selection, trips: Iterable[Trip], countries: Countries) -> tuple[Trip, ...]:
    """The trips that a selection shows, in their order."""

    def is_shown(trip: Trip) -> bool:
        years, start = selection.years, trip.start
        in_years = not years or (start is not None and years[0] <= start.year <= years[1])
        return in_years and all(
            not chosen.isdisjoint(options_of(trip, facet, countries)) for facet, chosen in selection.chosen().items()
        )

    return tuple(filter(is_shown, trips))


def count_options(
    trips: Sequence[Trip], selection: Selection, countries: Countries, facets: Iterable[str] = FACETS
) -> dict[str, Counter[str]]:
    """How many trips each value of each facet would show, under the choices in the other facets."""

    def count(facet: str) -> Counter[str]:
        shown = filter_trips(selection.without(facet), trips, countries)
        return Counter(word for trip in shown for word in options_of(trip, facet, countries))

    return {facet: count(facet) for facet in facets}


def facet_options(trips: Sequence[Trip], facet: str, countries: Countries) -> tuple[str, ...]:
    """The options of a facet in the order of its pills, whether or not they leave trips out."""
    counts = count_options(trips, Selection(), countries, [facet])
    return available_options(counts, len(trips) + 1).get(facet, ())


def summary_sentence(
    trips: Sequence[Trip], total: int, countries: Countries, language: str = "en", rows_not_drawn: int = 0
) -> str:
    """The sentence on the given trips, which are in date order, of `total`."""
    starts = [start for trip in trips if (start := trip.start)]
    facts = SummaryFacts(
        len(trips),
        Counter(trip.mode for trip in trips),
        len({code for trip in trips for code in countries[trip.id]}),
        min(starts, default=None),
        max(starts, default=None),
        max(trips, key=lambda trip: trip.days or 0, default=None),
        max(_gaps(trips), key=lambda gap: gap[1] - gap[0], default=None),
    )
    return sentence(facts, total, language, rows_not_drawn)


def _gaps(trips: Sequence[Trip]) -> Iterator[tuple[date, date]]:
    home: date | None = None
    for trip in trips:
        if trip.start and trip.end:
            if home and trip.start > home:
                yield home, trip.start
            home = max(home or trip.end, trip.end)
