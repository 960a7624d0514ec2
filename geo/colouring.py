"""Colouring: the groups that lines are coloured by where that is not the transport; `static/model/colouring.js` does
the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from data.i18n.messages import DEFAULT_LANGUAGE, translate
from data.records.trips import Trip
from data.selection import COLOUR_VALUES, COLUMN_FACETS, localize_value
from geo.dataset import Dataset

REST, SEVERAL = COLOUR_VALUES, COLOUR_VALUES + 1
COLOURS = (*(f"group{number}" for number in range(1, COLOUR_VALUES + 1)), "other", "ink")
SPANS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)  # years that one group may have


@dataclass(frozen=True, slots=True)
class Colouring:
    """The groups of the legs of all trips: `names` of those with a colour of their own, and by id of the trip the bits
    of each leg's groups; whether the rest has other values, and trips or legs that say nothing.
    """

    facet: str
    names: tuple[str, ...]
    legs: Mapping[str, tuple[int, ...]]
    has_others: bool
    has_blanks: bool

    def texts(self, language: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
        """What each group is called, "" for none; the last are the rest, and what trips of several groups share."""
        own = [name if self.facet == "year" else localize_value(self.facet, name, language) for name in self.names]
        keys = {"colour_others": self.has_others, "colour_blank": self.has_blanks}
        rest = ", ".join(translate(key, language) for key, is_there in keys.items() if is_there)
        return (*own, *[""] * (COLOUR_VALUES - len(own)), rest, translate("colour_several", language))

    def counts(self, trips: Iterable[Trip]) -> list[int]:
        """How many of the trips have each group; a trip may have several."""
        bits = [reduce(or_, self.legs[trip.id]) for trip in trips]
        return [sum(own >> group & 1 for own in bits) for group in range(len(COLOURS))]

    def group(self, trip: Trip) -> int:
        """The group of a trip, `SEVERAL` where it has more than one."""
        return _group(reduce(or_, self.legs[trip.id]))


def colour_trips(dataset: Dataset, facet: str) -> Colouring:
    """Group the legs of all trips by a facet, as the page does."""
    if facet == "year":
        return _by_year(dataset.trips)
    if facet in COLUMN_FACETS:
        return _by_column(dataset.trips, facet)
    values = {trip.id: _values(trip, facet) for trip in dataset.trips}
    counts = Counter[str]()
    for own, times in (alike := Counter(values.values())).items():  # many trips are alike
        counts.update(dict.fromkeys(own, times))
    bits, names = _ranked(counts)
    sums = {own: reduce(or_, map(bits.__getitem__, own), 0) or 1 << REST for own in alike}
    legs = {trip.id: (sums[values[trip.id]],) * len(trip.legs) for trip in dataset.trips}
    return Colouring(facet, names, legs, len(counts) > len(names), () in alike)


def segment_groups(dataset: Dataset, colouring: Colouring, trips: Iterable[Trip]) -> dict[int, int]:
    """Return the group of each segment that the trips use, by the segment's number."""
    shown = {trip.id for trip in trips}
    own = [bits if trip.id in shown else 0 for trip in dataset.trips for bits in colouring.legs[trip.id]]
    segments: dict[int, int] = {}
    for use in dataset.network.uses:
        if own[use.leg]:
            segments[use.segment] = segments.get(use.segment, 0) | own[use.leg]
    return {segment: _group(bits) for segment, bits in segments.items()}


def _group(bits: int) -> int:
    return SEVERAL if bits & (bits - 1) else bits.bit_length() - 1


def _by_column(trips: Sequence[Trip], facet: str) -> Colouring:
    number = COLUMN_FACETS.index(facet)
    cells = {trip.id: tuple(leg.details[number] for leg in trip.legs) for trip in trips}
    counts = Counter(cell for own in cells.values() for cell in {*own})
    has_blanks = counts.pop("", 0) > 0
    bits, names = _ranked(counts)
    legs = {key: tuple(bits.get(cell, 1 << REST) for cell in own) for key, own in cells.items()}
    return Colouring(facet, names, legs, len(counts) > len(names), has_blanks)


def _ranked(counts: Mapping[str, int]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The bit of each value's group, and the values with a group of their own: those of most trips, then by name."""
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    bits = {value: 1 << min(number, REST) for number, value in enumerate(ranked)}
    return bits, tuple(ranked[:COLOUR_VALUES])


def _values(trip: Trip, facet: str) -> tuple[str, ...]:
    match facet:
        case "with":
            return trip.people_met
        case "traveller":
            return (trip.traveller,) if trip.traveller else ()
        case _:
            return (trip.evidence,) if trip.evidence else ()


def _by_year(trips: Sequence[Trip]) -> Colouring:
    """As many years to a group as leave few groups, in order."""
    years = {trip.start.year for trip in trips if trip.start}
    span = next(span for span in SPANS if len({year // span for year in years}) <= COLOUR_VALUES)
    begins = sorted({year // span for year in years})
    names = [str(at) if span == 1 else f"{at * span}\N{EN DASH}{at * span + span - 1}" for at in begins]
    bits = {trip.id: 1 << (begins.index(trip.start.year // span) if trip.start else REST) for trip in trips}
    legs = {trip.id: (bits[trip.id],) * len(trip.legs) for trip in trips}
    return Colouring("year", tuple(names), legs, False, any(not trip.start for trip in trips))
