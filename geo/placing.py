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
    stops = [(leg.row, stop.name) for trip in records.trips for leg in trip.legs for stop in leg.stops]
    names = dict.fromkeys([name for _, name in stops] + [records.about.home] * bool(records.about.home))
    found = {name: finder.find(name) for name in names}
    places = {place.id: place for place in found.values() if isinstance(place, Place)}
    order = {key: number for number, key in enumerate(places)}
    index = {name: order[place.id] for name, place in found.items() if isinstance(place, Place)}
    unplaced = dict.fromkeys((row, name) for row, name in stops if name not in index)
    faults = tuple(Fault(file, row, "place", name, str(found[name])) for row, name in sorted(unplaced))
    return Placement(tuple(places.values()), index, faults)


def _point(name: str) -> Place | None:
    """The place that a cell “lat, lon” names by itself, in degrees."""
    degrees = POINT.fullmatch(name)
    if not degrees or abs(float(degrees[1])) > 90 or abs(float(degrees[2])) > 180:
        return None
    return Place(name, name, "", name, "", float(degrees[2]), float(degrees[1]), (), "the table")


def _answered(name: str, answer: Location) -> Place:
    country = str(answer.raw.get("country", "")).upper()
    return Place(name, name, "", name, country, answer.longitude, answer.latitude, (), str(answer.raw["source"]))
