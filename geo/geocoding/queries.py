"""Queries: the distinct places that a data set names, with the hints of its rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from data.records.legs import PlaceKey, Stop
from data.records.places import LonLat, Place
from data.records.trips import Trip

POINT = re.compile(r"(?<![\d.])(-?\d++(?:\.\d++)?+)\s*+,\s*+(-?\d++(?:\.\d++)?+)")


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A name to resolve, anywhere or in `countries` (ISO 3166-1 alpha-2, or the words of the row).

    Countries and region are hints, unless `strict`: then a place elsewhere is no answer.
    `label` is what the reader sees, and differs for each query of a data set: "Georgetown", "Georgetown (GY)".
    """

    label: str
    name: str
    countries: tuple[str, ...] = ()
    region: str = ""
    point: LonLat | None = None
    strict: bool = False


def place_queries(trips: Iterable[Trip]) -> dict[PlaceKey, PlaceQuery]:
    """The queries for all stops of the trips, by key, in order of first use.

    The label is the name. Where rows put one name into several countries, regions or points, all labels but the first
    say which.
    """
    queries: dict[PlaceKey, PlaceQuery] = {}
    labels: set[str] = set()
    # Legs between the same places mostly share one tuple of stops, so each tuple is looked at once.
    routes = {id(leg.stops): leg.stops for trip in trips for leg in trip.legs}
    for stop in (stop for stops in routes.values() for stop in stops):
        if stop.key not in queries:
            label = _label(stop, labels)
            labels.add(label)
            countries = (stop.country,) if stop.country else ()
            queries[stop.key] = PlaceQuery(label, stop.name, countries, stop.region, stop.point)
    return queries


def _label(stop: Stop, taken: set[str]) -> str:
    if stop.name not in taken:
        return stop.name
    point = f"{stop.point[1]}, {stop.point[0]}" if stop.point else ""
    where = ", ".join(filter(None, (stop.region, stop.country, point))) or "anywhere"
    label = f"{stop.name} ({where})"
    numbered = (f"{stop.name} ({where}, {number})" for number in count(2))
    return label if label not in taken else next(each for each in numbered if each not in taken)


def place_at(text: str) -> Place | None:
    """The place at a text "lat, lon", the same however the degrees are written; `None` if it is no point of the globe.

    >>> place_at("39.030 , 125.75").id
    '39.03, 125.75'
    """
    degrees = POINT.fullmatch(text)
    lat, lon = map(float, degrees.groups()) if degrees else (0.0, 0.0)
    if not degrees or abs(lat) > 90 or abs(lon) > 180:
        return None
    written = f"{lat}, {lon}"
    return Place(written, written, "", written, "", lon, lat, (), "the table")
