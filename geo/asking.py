"""Asking: the distinct places that stops name, with what their rows say of where they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.legs import Stop
from data.trips import Trip

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
    asked: dict[str, Asked] = {}
    renamed = tuple(_keyed(trip, asked) for trip in trips)
    return renamed, asked


def _keyed(trip: Trip, asked: dict[str, Asked]) -> Trip:
    stops = [tuple(_stop(stop, asked) for stop in leg.stops) for leg in trip.legs]
    if all(
        new is old for leg, news in zip(trip.legs, stops, strict=True) for old, new in zip(leg.stops, news, strict=True)
    ):
        return trip
    return replace(trip, legs=tuple(replace(leg, stops=new) for leg, new in zip(trip.legs, stops, strict=True)))


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
