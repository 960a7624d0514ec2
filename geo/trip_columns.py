"""Trips by column: which trips a view shows, how many have each value, and the facts on them, as arrays.

A choice among a million trips takes hundredths of a second; trip by trip it took seconds. `static/model/` has the same
rules.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from data.records.legs import Leg
from data.records.trips import Trip
from data.selection import COLUMN_FACETS, MAX_SEPARATE_VALUES, Countries, Selection, option_words
from data.summary import SummaryFacts

NOT_KNOWN = 0  # in place of a day, which is a number from 1 on, and of a length in days
Days = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column of repeated values: the distinct ones in order of first use, and the number of each row's value."""

    values: Sequence[Any]
    codes: npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class TripColumns:
    """The columns of trips in date order. `start` and `end` are ordinals of days, `days` lengths of trips.

    `facets` has by facet what a trip has of it: a mode, a traveller, names met, codes of countries, cells. `years` are
    those of `start`, of an unknown day that before the first.
    """

    start: Days
    end: Days
    days: Days
    facets: Mapping[str, CodedColumn]
    years: npt.NDArray[np.int16] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the years."""
        object.__setattr__(self, "years", _years(self.start))

    def mask(self, selection: Selection) -> Mask:
        """Which trips have a chosen value in every facet and began within the years."""
        return self._all_of(self._masks(selection).values())

    def _masks(self, selection: Selection) -> dict[str, Mask]:
        """Which trips have a chosen value, by facet in which any is chosen, and which began within the `years`."""
        masks = {facet: self._has_any(facet, chosen) for facet, chosen in selection.chosen().items()}
        return {**masks, "years": self._in_years(*selection.years)} if selection.years else masks

    def _has_any(self, facet: str, chosen: Set[str]) -> Mask:
        if facet == "year":
            return np.isin(self.years, list(map(int, chosen)))
        column = self.facets[facet]
        matches = np.array([not chosen.isdisjoint(option_words(facet, value)) for value in column.values], np.bool_)
        has_any: Mask = matches[column.codes]
        return has_any

    def _all_of(self, masks: Iterable[Mask]) -> Mask:
        shown = np.ones(self.start.size, np.bool_)
        for mask in masks:
            shown &= mask
        return shown

    def _in_years(self, first: int, last: int) -> Mask:
        return (self.start >= date(first, 1, 1).toordinal()) & (self.start <= date(last, 12, 31).toordinal())

    def count_options(
        self, selection: Selection, facets: Iterable[str], candidates: Mask | None = None
    ) -> dict[str, Counter[str]]:
        """How many trips each value of each facet would show, under the choices in the other facets.

        `candidates` are the trips that are looked at, all if not given.
        """
        masks = self._masks(selection) | ({} if candidates is None else {"candidates": candidates})
        shown = self._all_of(masks.values())
        others = {name: self._all_of(mask for other, mask in masks.items() if other != name) for name in masks}
        return {facet: self._count(facet, others.get(facet, shown)) for facet in facets}

    def _count(self, facet: str, shown: Mask) -> Counter[str]:
        if facet == "year":
            years = np.bincount(self.years[shown & (self.start != NOT_KNOWN)])
            return Counter({str(year): int(years[year]) for year in np.flatnonzero(years)})
        counts, column = Counter[str](), self.facets[facet]
        times = np.bincount(column.codes[shown], minlength=len(column.values)).tolist()
        for value, count in zip(column.values, times, strict=True):
            if count:
                for word in dict.fromkeys(option_words(facet, value)):
                    counts[word] += count
        return counts

    def facts(self, shown: Mask, trips: Sequence[Trip]) -> SummaryFacts:
        """The facts of the sentence on the trips shown, of `trips`, which are those of these columns."""
        numbers, modes, countries = np.flatnonzero(shown), self.facets["mode"], self.facets["country"]
        times = np.bincount(modes.codes[shown], minlength=len(modes.values)).tolist()
        visited = np.flatnonzero(np.bincount(countries.codes[shown])).tolist()
        codes = {code for number in visited for code in countries.values[number]}
        dated = self.start[shown & (self.start != NOT_KNOWN)]
        first, last = (date.fromordinal(int(each(dated))) if dated.size else None for each in (np.min, np.max))
        longest = trips[numbers[self.days[shown].argmax()]] if numbers.size else None
        return SummaryFacts(
            numbers.size,
            dict(zip(modes.values, times, strict=True)),
            len(codes),
            first,
            last,
            longest,
            self._gap(shown),
        )

    @property
    def is_dated(self) -> bool:
        """Whether any trip has a date."""
        return bool((self.start != NOT_KNOWN).any())

    def _gap(self, shown: Mask) -> tuple[date, date] | None:
        dated = shown & (self.start != NOT_KNOWN)
        home, leave = np.maximum.accumulate(self.end[dated])[:-1], self.start[dated][1:]
        if not home.size or (gaps := leave - home).max() <= 0:
            return None
        at = gaps.argmax()
        return date.fromordinal(int(home[at])), date.fromordinal(int(leave[at]))

    def newest(self, shown: Mask, most: int) -> list[int]:
        """The numbers of the trips shown, the undated first, then the newest; of one day in their order."""
        numbers = np.flatnonzero(shown)
        keys = np.where(self.start[numbers] == NOT_KNOWN, -date.max.toordinal(), -self.start[numbers])
        if numbers.size > most:
            near = keys <= np.partition(keys, most - 1)[most - 1]
            numbers, keys = numbers[near], keys[near]
        order: list[int] = numbers[np.argsort(keys, kind="stable")][:most].tolist()
        return order


def trip_columns(trips: Sequence[Trip], countries: Countries) -> TripColumns:
    """Return the columns of trips; `countries` are those of each, by its id."""
    # A trip of one leg says of transport and evidence what the leg says.
    tellers = [trip if len(trip.legs) > 1 else trip.legs[0] for trip in trips]
    facets = {
        "mode": _coded_column(map(attrgetter("mode"), tellers)),
        "with": _coded_column(map(attrgetter("people_met"), trips)),
        "country": _coded_column(map(countries.__getitem__, map(attrgetter("id"), trips))),
        "traveller": _coded_column(map(attrgetter("traveller"), trips)),
        "evidence": _coded_column(map(attrgetter("evidence"), tellers)),
    }
    for number, facet in enumerate(COLUMN_FACETS[: len(trips[0].legs[0].details)] if trips else ()):
        if _has_few_cells(trips, number):
            facets[facet] = _coded_column(tuple(leg.details[number] for leg in trip.legs) for trip in trips)
    return TripColumns(*_spans(trips, tellers), facets)


def _spans(trips: Sequence[Trip], tellers: Iterable[Trip | Leg]) -> tuple[Days, Days, Days]:
    """First days, last days and lengths of trips; those of a trip of one leg once for all that are alike."""
    # All that the span of one leg depends on; the objects live as long as the trips.
    keys: list[Hashable] = [
        (leg.evidence, id(leg.depart), id(leg.arrive), id(leg.stops) if len(leg.stops) > 1 else 0)
        if isinstance(leg, Leg)
        else id(leg)
        for leg in tellers
    ]
    codes = _coded_column(keys).codes
    spans = [trip.span for trip in dict(zip(keys, trips, strict=True)).values()]
    start, end = _days(start for start, _, _ in spans), _days(end for _, end, _ in spans)
    days = np.fromiter((days or NOT_KNOWN for _, _, days in spans), np.int32)
    return start[codes], end[codes], days[codes]


def _has_few_cells(trips: Iterable[Trip], number: int) -> bool:
    """Whether a column of the table alone has so few texts that it may be a facet."""
    cells: set[str] = set()
    for trip in trips:
        cells.update(leg.details[number] for leg in trip.legs)
        if len(cells) > MAX_SEPARATE_VALUES + 1:  # a blank is none of them
            return False
    return True


def _coded_column(values: Iterable[Any]) -> CodedColumn:
    numbers = _Numbers()
    codes = np.fromiter(map(numbers.__getitem__, values), np.int32)
    return CodedColumn(list(numbers), codes)


class _Numbers(dict[Any, int]):
    """The number of each distinct value, in order of first use."""

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        return number


def _days(days: Iterable[date | None]) -> Days:
    return np.fromiter((day.toordinal() if day else NOT_KNOWN for day in days), np.int32)


def _years(start: Days) -> npt.NDArray[np.int16]:
    epoch = date(1970, 1, 1).toordinal()
    years = (start - epoch).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years.astype(np.int16)
