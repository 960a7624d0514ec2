"""Placing: the stops of all legs become places, each distinct name asked for once."""

import re
from dataclasses import dataclass

from geopy.exc import GeopyError
from geopy.location import Location

from data.fault import Fault
from data.places import Place
from data.records import Records
from geo.chain import Chain
from geo.curated import CuratedGeocoder

POINT = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Placement:
    """`places` in the order met; `index` maps every name of a stop that was found to its place there."""

    places: tuple[Place, ...]
    index: dict[str, int]
    faults: tuple[Fault, ...]

    def country(self, name: str) -> str:
        """The country of the place that a stop names, or "" where either is not known."""
        return self.places[self.index[name]].country if name in self.index else ""


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the place that a stop names: a point as it stands, a curated place, else what the chain answers."""

    curated: CuratedGeocoder
    chain: Chain

    def find(self, name: str) -> Place | str:
        """The place, or why there is none, as a sentence."""
        place = _point(name) or self.curated.place(name)
        if place:
            return place
        try:
            answer = self.chain.geocode(name)
        except GeopyError as error:
            return f"could not be looked up: {error}"
        return _answered(name, answer) if isinstance(answer, Location) else self._unknown(name)

    def _unknown(self, name: str) -> str:
        near = self.curated.suggest(name)
        hint = f"did you mean {near}? Else " if near else ""
        return f"no such place is known; {hint}add it to places.csv or give “lat, lon”"


def place_stops(records: Records, finder: Finder, file: str) -> Placement:
    """Find the place of every stop, and of home; a name that is not found is a fault of each row that has it."""
    stops = [(leg.row, stop.column, stop.name) for trip in records.trips for leg in trip.legs for stop in leg.stops]
    home = records.about.home
    names = dict.fromkeys([name for _, _, name in stops] + [home] * bool(home))
    found = {name: finder.find(name) for name in names}
    places = {place.id: place for place in found.values() if isinstance(place, Place)}
    order = {key: number for number, key in enumerate(places)}
    index = {name: order[place.id] for name, place in found.items() if isinstance(place, Place)}
    unplaced = {(file, *stop) for stop in stops if stop[2] not in index}
    homeless = {("about.toml", 0, "home", home)} if home and home not in index else set()
    faults = sorted(Fault(*where, str(found[where[-1]])) for where in unplaced | homeless)
    return Placement(tuple(places.values()), index, tuple(faults))


def _point(name: str) -> Place | None:
    """The place that a cell “lat, lon” names by itself, in degrees; one place however the cell writes the point."""
    degrees = POINT.fullmatch(name)
    lat, lon = map(float, degrees.groups()) if degrees else (0.0, 0.0)
    if not degrees or abs(lat) > 90 or abs(lon) > 180:
        return None
    point = f"{lat}, {lon}"
    return Place(point, point, "", point, "", lon, lat, (), "the table")


def _answered(name: str, answer: Location) -> Place:
    country = str(answer.raw.get("country", "")).upper()
    return Place(name, name, "", name, country, answer.longitude, answer.latitude, (), str(answer.raw["source"]))
