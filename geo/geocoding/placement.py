"""Placing: the stops of all legs become places, each distinct name asked for once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.legs import Leg
from data.records.places import Place
from data.records.records import Records
from data.records.trips import Trip
from geo.gazetteer import ORIGINS
from geo.geocoding.finder import Finder, Placing
from geo.geocoding.queries import Asked, distinct


@dataclass(frozen=True, slots=True)
class Placement:
    """`places` in the order met; `index` maps every name of a stop that was found to its place there.

    `placings` says of each distinct name who placed it, how sure that is and what else it may mean.
    """

    places: tuple[Place, ...]
    index: dict[str, int]
    faults: tuple[Fault, ...]
    placings: tuple[Placing, ...] = ()

    def country(self, name: str) -> str:
        """The country of the place that a stop names, or "" where either is not known."""
        return self.places[self.index[name]].country if name in self.index else ""


def place_stops(records: Records, finder: Finder, file: str) -> tuple[tuple[Trip, ...], Placement]:
    """Find the place of every stop, and of home; a name that is not found is a fault of each row that has it.

    The trips come back too, for stops of one name whose rows put it into several countries are told apart by new names.
    """
    trips, asked = distinct(records.trips)
    legs = [leg for trip in trips for leg in trip.legs]
    home = records.about.home
    asked |= {home: Asked(home, home)} if home and home not in asked else {}
    placings = finder.find(asked.values(), _beside(legs))
    found = {name: placing.place for name, placing in placings.items() if placing.place}
    places = {place.id: place for place in found.values()}
    order = {key: number for number, key in enumerate(places)}
    index = {name: order[place.id] for name, place in found.items()}
    unplaced = {(file, leg.row, stop.column, stop.name) for leg in legs for stop in leg.stops if stop.name not in index}
    homeless = {("about.toml", 0, "home", home)} if home and home not in index else set()
    faults = sorted(
        Fault(table, row, column, asked[key].name, *_why(placings[key]))
        for table, row, column, key in unplaced | homeless
    )
    return trips, Placement(_labelled(places.values()), index, tuple(faults), tuple(placings.values()))


def _beside(legs: Iterable[Leg]) -> Mapping[str, list[str]]:
    """For every name those that stand before and after it on a leg."""
    beside: dict[str, list[str]] = {}
    for leg in legs:
        if len(leg.stops) < 2:
            continue
        for before, after in pairwise(stop.name for stop in leg.stops):
            beside.setdefault(before, []).append(after)
            beside.setdefault(after, []).append(before)
    return beside


def _labelled(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places by their plain names ("Paris"), but by their region too where two share one in a country."""
    places = tuple(places)
    plain = Counter((place.name, place.country) for place in places)
    return tuple(replace(one, label=one.name) if _is_plain(one, plain) else one for one in places)


def _is_plain(one: Place, plain: Counter[tuple[str, str]]) -> bool:
    return one.label.startswith(f"{one.name} (") and one.id.startswith(ORIGINS) and plain[one.name, one.country] == 1


def _why(placing: Placing) -> tuple[LocalizedText, LocalizedText | Literal[""]]:
    """Why a name has no place, and what to do."""
    if placing.said_by:
        return placing.why, ""
    near = placing.suggestions[:1]
    return LocalizedText("fault_unplaced"), LocalizedText("remedy_misspelt", name=near[0]) if near else LocalizedText(
        "remedy_unplaced"
    )
