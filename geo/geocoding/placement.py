"""Placement: the place of every stop of a data set, each distinct name resolved once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.legs import Leg, PlaceKey, Stop
from data.records.places import Place
from data.records.records import Records
from data.records.trips import Trip
from geo.gazetteer import ORIGINS
from geo.geocoding.overland import overland_pairs, with_namesakes_by_land
from geo.geocoding.own_names import with_own_names
from geo.geocoding.queries import PlaceQuery, place_queries
from geo.geocoding.resolver import Resolution, Resolver

# A trip within two months of the last one of the same traveller may say where its place is.
_NEXT_TRIP_DAYS = 60


@dataclass(frozen=True, slots=True)
class Placement:
    """The places of a data set in order of first use; `numbers` has the index of each place, by the key of its stops.

    `home` is the key of the home that the data set states. `resolutions` say of each distinct name who placed it, how
    sure that is and what else it may mean.
    """

    places: tuple[Place, ...]
    numbers: Mapping[PlaceKey, int]
    home: PlaceKey | None
    faults: tuple[Fault, ...]
    resolutions: tuple[Resolution, ...] = ()

    def number(self, stop: Stop) -> int | None:
        """The index in `places` of a stop's place, or `None` if it is unknown."""
        return self.numbers.get(stop.key)

    def place(self, stop: Stop) -> Place | None:
        """The place of a stop, or `None` if it is unknown."""
        number = self.numbers.get(stop.key)
        return None if number is None else self.places[number]

    @property
    def home_number(self) -> int | None:
        """The index in `places` of the stated home, or `None` if there is none or it is unknown."""
        return None if self.home is None else self.numbers.get(self.home)


def resolve_stops(records: Records, resolver: Resolver, file: str) -> Placement:
    """Find the place of every stop, and of home; an unknown name is a fault of each row that has it."""
    queries = place_queries(records.trips)
    home = _home(records.about.home, queries)
    resolutions = resolver.resolve(queries, _neighbours(records.trips, home))
    resolutions = with_namesakes_by_land(resolutions, overland_pairs(records.trips))
    found = {key: resolution.place for key, resolution in resolutions.items() if resolution.place}
    places = {place.id: place for place in found.values()}
    order = {id: number for number, id in enumerate(places)}
    numbers = {key: order[place.id] for key, place in found.items()}
    unplaced = _unplaced(records.trips, numbers, file) if len(numbers) < len(queries) else set()
    homeless = {("about.toml", 0, "home", home)} if home and home not in numbers else set()
    faults = sorted(
        Fault(table, row, column, key[0], *_reason_and_remedy(resolutions[key]))
        for table, row, column, key in unplaced | homeless
    )
    named = with_own_names({place.id: place for place in _labelled(places.values())}, found, resolutions)
    return Placement(named, numbers, home, tuple(faults), tuple(resolutions.values()))


def _home(name: str, queries: dict[PlaceKey, PlaceQuery]) -> PlaceKey | None:
    """The key of home; if no stop has its name, its query is added."""
    if not name:
        return None
    existing = next((key for key, query in queries.items() if query.label == name), None)
    if existing:
        return existing
    key = (name, "", "", None)
    queries[key] = PlaceQuery(name, name)
    return key


def _unplaced(trips: Iterable[Trip], numbers: Mapping[PlaceKey, int], file: str) -> set[tuple[str, int, str, PlaceKey]]:
    """Each row, column and key of a stop without a place."""
    legs = (leg for trip in trips for leg in trip.legs)
    return {(file, leg.row, stop.column, stop.key) for leg in legs for stop in leg.stops if stop.key not in numbers}


@dataclass(slots=True)
class _Ways:
    """The ways of many legs, each place by a number, and the pairs of places that follow one another.

    Legs between the same places mostly share one tuple of stops, so each tuple is looked at once.
    """

    keys: list[PlaceKey] = field(default_factory=list)
    pairs: dict[tuple[int, int], None] = field(default_factory=dict)
    _numbers: dict[PlaceKey, int] = field(default_factory=dict)
    _known: dict[int, list[int]] = field(default_factory=dict)

    def along(self, leg: Leg) -> list[int]:
        """The numbers of a leg's places."""
        way = self._known.get(id(leg.stops))
        if way is None:
            way = self._known[id(leg.stops)] = [self.number(stop.key) for stop in leg.stops]
            self.pairs |= dict.fromkeys(pairwise(way))
        return way

    def number(self, key: PlaceKey) -> int:
        """The number of a place."""
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self.keys)
            self.keys.append(key)
        return known


def _neighbours(trips: Iterable[Trip], home: PlaceKey | None) -> Mapping[PlaceKey, list[PlaceKey]]:
    """For every place those before and after it on a leg, and on the next and last trip of the same traveller."""
    ways = _Ways()
    at_home = ways.number(home) if home else -1
    before: dict[str, tuple[int, int]] = {}
    # The places of a trip of one leg, without home, by its tuple of stops.
    known: dict[int, list[int]] = {}
    for trip in trips:
        legs, traveller = trip.legs, trip.traveller
        leg = legs[0]
        stops = id(leg.stops) if len(legs) == 1 else 0
        if (visited := known.get(stops)) is None:
            visited = [place for leg in legs for place in ways.along(leg) if place != at_home]
            if stops:
                known[stops] = visited
        first, last = leg.depart or leg.arrive, legs[-1].arrive or legs[-1].depart
        if visited and first and (earlier := before.get(traveller)):
            place, day = earlier
            if first.first.toordinal() - day <= _NEXT_TRIP_DAYS:
                ways.pairs[place, visited[0]] = None
        if visited and last:
            before[traveller] = visited[-1], last.last.toordinal()
    neighbours: dict[PlaceKey, dict[PlaceKey, None]] = {}
    for one, other in ways.pairs:
        neighbours.setdefault(ways.keys[one], {})[ways.keys[other]] = None
        neighbours.setdefault(ways.keys[other], {})[ways.keys[one]] = None
    return {key: list(others) for key, others in neighbours.items()}


def _labelled(places: Iterable[Place]) -> tuple[Place, ...]:
    """Label the places by their plain names ("Paris"), and with their region if two in a country share a name."""
    places = tuple(places)
    counts = Counter((place.name, place.country) for place in places)
    return tuple(replace(place, label=place.name) if _is_plain(place, counts) else place for place in places)


def _is_plain(place: Place, counts: Counter[tuple[str, str]]) -> bool:
    with_region = place.label.startswith(f"{place.name} (") and place.id.startswith(ORIGINS)
    return with_region and counts[place.name, place.country] == 1


def _reason_and_remedy(resolution: Resolution) -> tuple[LocalizedText, LocalizedText | Literal[""]]:
    """Why a name has no place, and what to do."""
    if resolution.error:
        return resolution.reason, ""
    suggested = resolution.suggestions[:1]
    remedy = LocalizedText("remedy_misspelt", name=suggested[0]) if suggested else LocalizedText("remedy_unplaced")
    # "No such place is known", or that the country is not known either.
    unspecific = resolution.reason == LocalizedText("placed_nowhere")
    return LocalizedText("fault_unplaced") if unspecific else resolution.reason, remedy
