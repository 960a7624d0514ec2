"""Asking: the distinct places that stops name, with what their rows say of where they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.records.legs import Stop
from data.records.trips import Trip

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to place. `key` is how stops call it; `country` is ISO 3166-1 alpha-2 or the row's own words."""

    key: str
    name: str
    country: str = ""
    region: str = ""
    point: LonLat | None = None


def distinct(trips: Sequence[Trip]) -> tuple[tuple[Trip, ...], dict[str, Asked]]:
    """The trips and the places they ask for, by key, in the order met.

    A key is the name, unless rows put the name into several countries, regions or points: then the stops of all but the
    first are called "Georgetown (GY)", so that each has its own place. Trips without such stops are the same objects.
    """
    ways = _Ways()
    renamed = tuple(ways.keyed(trip) for trip in trips)
    return renamed, ways.asked


@dataclass(slots=True)
class _Ways:
    """The stops of legs as they are called. Legs of one way mostly share one tuple of stops, which is asked once."""

    asked: dict[str, Asked] = field(default_factory=dict)
    _called: dict[int, tuple[Stop, ...]] = field(default_factory=dict)  # by id: the trips keep their tuples alive

    def keyed(self, trip: Trip) -> Trip:
        """The trip, the same object where all its stops are called as they were."""
        ways = [self._called.get(id(leg.stops)) or self._call(leg.stops) for leg in trip.legs]
        if all(way is leg.stops for way, leg in zip(ways, trip.legs, strict=True)):
            return trip
        return replace(trip, legs=tuple(replace(leg, stops=way) for leg, way in zip(trip.legs, ways, strict=True)))

    def _call(self, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
        called = tuple(_stop(stop, self.asked) for stop in stops)
        same = all(new is old for new, old in zip(called, stops, strict=True))
        self._called[id(stops)] = stops if same else called
        return self._called[id(stops)]


def _stop(stop: Stop, asked: dict[str, Asked]) -> Stop:
    first = asked.get(stop.name)
    if first is None:
        asked[stop.name] = Asked(stop.name, stop.name, stop.country, stop.region, stop.point)
        return stop
    if (first.country, first.region, first.point) == (stop.country, stop.region, stop.point):
        return stop
    point = f"{stop.point[1]}, {stop.point[0]}" if stop.point else ""
    where = ", ".join(filter(None, (stop.region, stop.country, point)))
    key = f"{stop.name} ({where or 'anywhere'})"
    asked.setdefault(key, Asked(key, stop.name, stop.country, stop.region, stop.point))
    return replace(stop, name=key)
