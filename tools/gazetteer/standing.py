"""Standing: whether a town is a suburb of a larger city, or has an airport, which tells it from its namesakes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import cos, floor, radians

from geo.gazetteer.index import Kind, Standing
from geo.gazetteer.ranking import haversine_km
from tools.gazetteer.entry import Entry

# Clovis beside Fresno, Sterling beside Washington: of that name the town in the country is what travellers name.
_SUBURB_KM = 30.0
_TIMES = 3
_LEAST_CITY = 50_000
_OWN_CITY = 150_000  # Newark is a city of its own, though beside New York
_AIRPORT_KM = 20.0
_CELLS = 2  # of the grid, per degree
_KM_PER_DEGREE = 111.2
_CITIES = (Kind.CAPITAL, Kind.CITY)


class _Grid:
    """Places by half degrees, to find those that are near."""

    def __init__(self, places: Iterable[Entry]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
        for place in places:
            self._cells[floor(place.lat * _CELLS), floor(place.lon * _CELLS)].append(place)

    def near(self, town: Entry, km: float) -> Iterator[Entry]:
        """The places within a distance of a town."""
        high = km / _KM_PER_DEGREE
        wide = high / max(0.05, cos(radians(town.lat)))
        for row in range(floor((town.lat - high) * _CELLS), floor((town.lat + high) * _CELLS) + 1):
            for column in range(floor((town.lon - wide) * _CELLS), floor((town.lon + wide) * _CELLS) + 1):
                for place in self._cells.get((row, column), ()):
                    if haversine_km((town.lon, town.lat), (place.lon, place.lat)) < km:
                        yield place


def rate(places: Sequence[Entry]) -> None:
    """Give every town its standing. The airport near a suburb is that of the city."""
    cities = _Grid(place for place in places if place.kind in _CITIES and place.population >= _LEAST_CITY)
    ports = _Grid(
        place
        for place in places
        if place.kind is Kind.AIRPORT and any(code.startswith("iata:") for code in place.codes)
    )
    for town in places:
        if town.kind not in _CITIES:
            continue
        if town.kind is not Kind.CAPITAL and any(
            city.population >= _TIMES * town.population for city in cities.near(town, _SUBURB_KM)
        ):
            town.standing = Standing.SUBURB if town.population < _OWN_CITY else Standing.PLAIN
        elif next(ports.near(town, _AIRPORT_KM), None):
            town.standing = Standing.HAS_AIRPORT
