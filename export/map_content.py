"""Traffic: what a view draws, as on the page: segments with the trips that share them, and places with their visits."""

from dataclasses import dataclass, field

from data.records.places import Place
from data.records.trips import Trip
from export.view import View, shown
from geo.dataset import Dataset
from geo.routes.geometry import Way, distance_km, way
from geo.routes.segments import network

BASES = ("reported", "inferred", "schematic")
Key = tuple[str, str]  # label and country
LINES = 2_000  # drawn at the most, the busiest, as on the page


@dataclass(frozen=True, slots=True)
class Line:
    """One segment in degrees, unwrapped; `basis` is the best of its trips, `faded` where another trip is selected."""

    mode: str
    basis: str
    trips: int
    faded: bool
    way: Way


@dataclass(slots=True)
class Visit:
    """A place by its label and country; `trips` are ids of those that stop there, empty where all only pass."""

    place: Place
    home: bool
    away_km: float
    trips: set[str] = field(default_factory=set)


def lines(dataset: Dataset, view: View) -> list[Line]:
    """The segments that the trips shown run over, the busiest last, and of these those of the selected trip."""
    on = {trip.id for trip in shown(dataset, view)}
    owners = [trip.id for trip in dataset.trips for _ in trip.legs]
    drawn, places = network(dataset.trips, dataset.placement), dataset.placement.places
    trips: dict[int, set[str]] = {}
    ranks: dict[int, int] = {}
    for use in drawn.uses:
        if owners[use.leg] in on:
            trips.setdefault(use.segment, set()).add(owners[use.leg])
            ranks[use.segment] = min(ranks.get(use.segment, len(BASES)), BASES.index(use.basis))
    found, selected = [], view.selection.trip if view.selection.trip in on else ""
    for number in sorted(trips, key=lambda number: -len(trips[number]))[:LINES]:
        mode = drawn.segments[number][2]
        line, schematic = way(drawn, number, places, dataset.traced)
        faded = bool(selected) and selected not in trips[number]
        basis = "schematic" if schematic else BASES[ranks[number]]
        found.append(Line(mode, basis, len(trips[number]), faded, line))
    return sorted(found, key=lambda line: (not line.faded, line.trips))


def visits(dataset: Dataset, view: View) -> list[Visit]:
    """The places of the trips shown: home, then those with most stops, then the farthest; those only passed last."""
    mains, found = _mains(dataset), dict[Key, Visit]()
    for trip in shown(dataset, view):
        for leg in trip.legs:
            for at, stop in enumerate(leg.stops):
                _visit(dataset, mains, found, trip, stop.name, 0 < at < len(leg.stops) - 1)
    return sorted(found.values(), key=lambda visit: (not visit.home, -len(visit.trips), -visit.away_km))


def _visit(
    dataset: Dataset, mains: dict[Key, Place], found: dict[Key, Visit], trip: Trip, name: str, passed: bool
) -> None:
    placement = dataset.placement
    if name not in placement.index:
        return
    place = placement.places[placement.index[name]]
    key = (place.label, place.country)
    if key not in found:
        at_home = home(dataset)
        is_home = at_home is not None and key == (at_home.label, at_home.country)
        main = mains.get(key, place)
        found[key] = Visit(main, is_home, distance_km(at_home, main) if at_home else 0.0)
    if not passed:
        found[key].trips.add(trip.id)


def _mains(dataset: Dataset) -> dict[Key, Place]:
    """The first place of a label and country that bears the label as its name: where their one marker stands."""
    named = [place for place in dataset.placement.places if place.name == place.label]
    return {(place.label, place.country): place for place in reversed(named)}


def home(dataset: Dataset) -> Place | None:
    """The home of the traveller: as the data says, else where the first trip begins."""
    stops = [trip.legs[0].stops[0] for trip in dataset.trips[:1]]
    name = dataset.records.about.home or next((stop.name for stop in stops if stop.column == "origin"), "")
    number = dataset.placement.index.get(name)
    return None if number is None else dataset.placement.places[number]
