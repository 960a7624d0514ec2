"""Figures of trips: how far as drawn, how long, and what they use most; `static/model/figures.js` counts the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.records.legs import MODES, Leg
from data.records.trips import Trip
from geo.dataset import Dataset

EARTH_KM = 40_075.017  # round the equator, WGS 84
MOST = 5  # of places, routes and vehicles
AIRLINE_COLUMNS = frozenset(("airline", "airlines", "carrier", "operator", "operated by"))

Ranking = tuple[tuple[str, int], ...]  # names and how often, the most first


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of some trips. `km` is the length of the lines as drawn, by mode in legend order.

    `minutes` are those under way of the `timed` legs, whose departure and arrival are known with their offsets.
    `places` are those of most trips, without home; `routes`, `vehicles` and `airlines` those of most legs.
    """

    trips: int
    legs: int
    days: int
    km: Mapping[str, float]
    minutes: int
    timed: int
    countries: int
    places: Ranking
    routes: Ranking
    vehicles: Ranking
    airlines: Ranking

    @property
    def total_km(self) -> float:
        """The length of all lines."""
        return sum(self.km.values())


@dataclass(frozen=True, slots=True)
class TravellerFigures:
    """Figures of one traveller, and the home: as the table states it, else the most frequent origin, "" where no trip
    says where it begins. `home_trips` are those that start at a home that is a guess, 0 for one that is stated.
    """

    traveller: str
    home: str
    home_trips: int
    figures: Figures


def count_figures(dataset: Dataset, trips: Sequence[Trip]) -> Figures:
    """Count the figures of the given trips of a data set."""
    names, legs = dataset.trip_places, [leg for trip in trips for leg in trip.legs]
    times = [minutes for leg in legs if (minutes := _minutes(leg))]
    airlines = [at for at, name in enumerate(dataset.records.own_columns) if name.lower() in AIRLINE_COLUMNS]
    return Figures(
        trips=len(trips),
        legs=len(legs),
        days=sum(trip.days or 0 for trip in trips),
        km=_lengths(dataset, trips),
        minutes=sum(times),
        timed=len(times),
        countries=len({code for trip in trips for code in dataset.countries[trip.id]}),
        places=_most(name for trip in trips for name in names.places[trip.id] if name != names.home),
        routes=_most(name for trip in trips for name in names.routes[trip.id]),
        vehicles=_most(leg.vehicle for leg in legs),
        airlines=_most(leg.details[at] for at in airlines[:1] for leg in legs),
    )


def count_by_traveller(dataset: Dataset, trips: Sequence[Trip]) -> tuple[TravellerFigures, ...]:
    """Count the figures of each traveller, those of most trips first, then by name; trips without one are left out."""
    groups: dict[str, list[Trip]] = {}
    for trip in trips:
        if trip.traveller:
            groups.setdefault(trip.traveller, []).append(trip)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(TravellerFigures(name, *_home(dataset, own), count_figures(dataset, own)) for name, own in ordered)


def _home(dataset: Dataset, trips: Iterable[Trip]) -> tuple[str, int]:
    names = dataset.trip_places
    if names.home:
        return names.home, 0
    origins = _most(origin for trip in trips if (origin := names.origins[trip.id]))
    home, count = origins[0] if origins else ("", 0)
    return home, 0 if dataset.records.states_homes else count


def _lengths(dataset: Dataset, trips: Iterable[Trip]) -> dict[str, float]:
    shown = {trip.id for trip in trips}
    owners = [trip.id in shown for trip in dataset.trips for _ in trip.legs]
    km = dict.fromkeys(MODES, 0.0)
    for use in dataset.network.uses:
        if owners[use.leg]:
            km[dataset.network.segments[use.segment][2]] += dataset.lengths_km[use.segment]
    return {mode: length for mode, length in km.items() if length}


def _minutes(leg: Leg) -> int:
    """The minutes under way, where both ends are times with their offsets; else 0."""
    if leg.stay or not (leg.depart and leg.arrive and leg.depart.instant and leg.arrive.instant):
        return 0
    return max(0, int((leg.arrive.instant - leg.depart.instant).total_seconds()) // 60)


def _most(names: Iterable[str]) -> Ranking:
    counts = Counter(name for name in names if name)
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST])
