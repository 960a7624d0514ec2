"""Own names: places and trips of a reader's table go by the names that the table has, not by those of the gazetteer."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from data.i18n.message import RouteTitle
from data.records.legs import Leg, PlaceKey
from data.records.places import Place
from data.records.trips import Trip
from geo.folding import name_key
from geo.gazetteer import ORIGINS, Sureness
from geo.gazetteer.index import load_index
from geo.gazetteer.served_city import served_city
from geo.geocoding.resolver import Resolution

_CODE = re.compile(r"[A-Z]{3,4}")
_COMMON_NAMES = {"New York City": "New York"}  # instead of that of GeoNames
_BRACKETED_CODE = re.compile(r"\([A-Z]{3}(?:/[A-Z]{4})?\)$")
_MOST_IN_TITLE = 3  # destinations in the title of a trip


def with_own_names(
    places: Mapping[str, Place], found: Mapping[PlaceKey, Place], resolutions: Mapping[PlaceKey, Resolution]
) -> tuple[Place, ...]:
    """Return the places by the names that the table has for each, an airport's code by the city that it serves.

    The gazetteer's name stays beside as `native`, and is the name where the table has several others, such as two
    stations of a city. Places that a table of places, a correction or a point names are as they are, and so are
    namesakes in one country, which only the gazetteer tells apart.
    """
    own: dict[str, dict[str, str]] = {}  # by place: the names that differ in more than case and accents, as written
    for key, place in found.items():
        if resolutions[key].sureness is not Sureness.GIVEN:
            name = own_name(key[0], place)
            own.setdefault(place.id, {}).setdefault(name_key(name), name)
    names = {id: _common_name(places[id], several) for id, several in own.items()}
    counts = Counter((names.get(id, ""), place.country) for id, place in places.items() if not _is_airport(place))
    return tuple(
        _named(place, names[id]) if id in names and counts[names[id], place.country] < 2 else place
        for id, place in places.items()
    )


def _common_name(place: Place, names: Mapping[str, str]) -> str:
    """The name of a place for a table that has these names for it."""
    first = next(iter(names.values()))
    return first if len(names) == 1 or _is_airport(place) else names.get(name_key(place.name), place.name)


def own_name(name: str, place: Place) -> str:
    """Return what a table calls a place; of an airport's code the city, and its name where no city is near."""
    if _CODE.fullmatch(name) and _is_airport(place):
        city = _served_city(place.lon, place.lat, place.name)
        return _COMMON_NAMES.get(city, city) or place.name
    if _CODE.fullmatch(name) and not place.id.startswith(ORIGINS):  # a built-in place
        return place.label
    return _BRACKETED_CODE.sub("", name).strip() or name


def _is_airport(place: Place) -> bool:
    return place.id.startswith("airport:")


@lru_cache(4_000)
def _served_city(lon: float, lat: float, name: str) -> str:
    return served_city(load_index(), lon, lat, name)


def _named(place: Place, name: str) -> Place:
    same = name_key(place.name) == name_key(name)
    return replace(place, name=name, label=name, native=place.native if same else place.native or place.name)


def with_titles(trips: Sequence[Trip], places: Sequence[Place], numbers: Mapping[PlaceKey, int]) -> tuple[Trip, ...]:
    """Return the trips, those that the table gives no title called by where they went."""
    labels = {key: places[number].label for key, number in numbers.items()}
    titles: dict[tuple[int, ...], str] = {}  # trips with the same tuples of stops have one title
    titled = []
    for trip in trips:
        if not trip.titled:
            way = (id(trip.legs[0].stops),) if len(trip.legs) == 1 else tuple(id(leg.stops) for leg in trip.legs)
            if (title := titles.get(way)) is None:
                title = titles[way] = _title([_ends(leg, labels) for leg in trip.legs])
            if title != trip.title or isinstance(title, RouteTitle):
                trip = replace(trip, title=title)  # noqa: PLW2901  the same trip, by another title
        titled.append(trip)
    return tuple(titled)


def _ends(leg: Leg, labels: Mapping[PlaceKey, str]) -> tuple[str, str]:
    start, end = leg.stops[0].key, leg.stops[-1].key
    return labels.get(start, start[0]), labels.get(end, end[0])


def _title(legs: Sequence[tuple[str, str]]) -> str:
    """The title of a trip by the ends of its legs: its only destination, up to three, or the first and the last.

    >>> str(_title([("Zürich", "Singapore")])), _title([("Bern", "Rome"), ("Rome", "Oslo"), ("Oslo", "Bern")])
    ('Zürich to Singapore', 'Rome, Oslo')
    """
    stops = [legs[0][0], *(end for _, end in legs)]
    visited = [stops[0], *(there for here, there in pairwise(stops) if there != here)]
    if len(visited) > 2 and visited[0] == visited[-1]:
        visited = visited[1:-1]
        if len(dict.fromkeys(visited)) <= _MOST_IN_TITLE:
            return ", ".join(dict.fromkeys(visited))
    if len(visited) == 1 or visited[0] == visited[-1]:
        return visited[0]
    return RouteTitle(visited[0], visited[-1])
