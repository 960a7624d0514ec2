"""Map content of a view, as on the page: segments with the trips that use them, and places with their visits."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.records.legs import Stop
from data.records.places import Place
from data.records.trips import Trip
from export.view import View, visible_trips
from geo.colouring import COLOURS, Colouring, colour_trips, segment_groups
from geo.dataset import Dataset
from geo.routes.geometry import RouteLine, distance_km, route_line
from geo.routes.segments import SegmentUse

BASIS_RANKS = ("reported", "inferred", "schematic")
MarkerKey = tuple[str, str]  # label and country
MAX_SEGMENTS = 2_000  # the busiest are drawn, as on the page


@dataclass(frozen=True, slots=True)
class SegmentUsage:
    """A segment with the trips that use it; `number` is its place in the network.

    `way` is its line in degrees, unwrapped; `basis` is the best of its trips; `faded` where another trip is selected;
    `colour` is the name of its colour.
    """

    number: int
    mode: str
    basis: str
    trip_count: int
    faded: bool
    way: RouteLine
    colour: str


@dataclass(slots=True)
class VisitedPlace:
    """Places of one label and country as one marker; `trip_ids` are the trips that stop there, not those that pass."""

    place: Place
    is_home: bool
    from_home_km: float
    trip_ids: set[str] = field(default_factory=set)


def segment_usage(dataset: Dataset, view: View, colouring: Colouring | None = None) -> list[SegmentUsage]:
    """Return the segments that the visible trips use, the busiest last, with those of a selected trip on top.

    They have the colours of a `colouring`, else those of the transport.
    """
    visible = {trip.id for trip in visible_trips(dataset, view)}
    owners = [trip.id for trip in dataset.trips for _ in trip.legs]
    drawn, places = dataset.network, dataset.placement.places
    trips: dict[int, set[str]] = {}
    ranks: dict[int, int] = {}
    for use in drawn.uses:
        if owners[use.leg] in visible:
            trips.setdefault(use.segment, set()).add(owners[use.leg])
            ranks[use.segment] = min(ranks.get(use.segment, len(BASIS_RANKS)), BASIS_RANKS.index(use.basis))
    groups = segment_groups(dataset, colouring, visible_trips(dataset, view)) if colouring else {}
    usages, selected = [], view.selection.trip if view.selection.trip in visible else ""
    for number in sorted(trips, key=lambda number: -len(trips[number]))[:MAX_SEGMENTS]:
        mode = drawn.segments[number][2]
        line, schematic = route_line(drawn, number, places, dataset.traced)
        faded = bool(selected) and selected not in trips[number]
        basis = "schematic" if schematic else BASIS_RANKS[ranks[number]]
        colour = COLOURS[groups[number]] if colouring else mode
        usages.append(SegmentUsage(number, mode, basis, len(trips[number]), faded, line, colour))
    return sorted(usages, key=lambda line: (not line.faded, line.trip_count))


def uses_by_trip(dataset: Dataset, trips: Sequence[Trip]) -> dict[str, list[SegmentUse]]:
    """Return the segments of trips in the order travelled, by the id of the trip."""
    owners = [trip.id for trip in dataset.trips for _ in trip.legs]
    by_trip: dict[str, list[SegmentUse]] = {trip.id: [] for trip in trips}
    for use in dataset.network.uses:
        if owners[use.leg] in by_trip:
            by_trip[owners[use.leg]].append(use)
    return by_trip


def view_colouring(dataset: Dataset, view: View) -> Colouring | None:
    """Return what the lines of a view are coloured by, `None` for the transport."""
    return colour_trips(dataset, view.colour) if view.colour else None


def visited_places(dataset: Dataset, view: View) -> list[VisitedPlace]:
    """Return the places of the visible trips: home, then by number of trips, then by distance from home."""
    marker_places, visited = _marker_places(dataset), dict[MarkerKey, VisitedPlace]()
    for trip in visible_trips(dataset, view):
        for leg in trip.legs:
            for at, stop in enumerate(leg.stops):
                _visit(dataset, marker_places, visited, trip, stop, 0 < at < len(leg.stops) - 1)
    return sorted(visited.values(), key=lambda visit: (not visit.is_home, -len(visit.trip_ids), -visit.from_home_km))


def _visit(
    dataset: Dataset,
    marker_places: dict[MarkerKey, Place],
    visited: dict[MarkerKey, VisitedPlace],
    trip: Trip,
    stop: Stop,
    passed: bool,
) -> None:
    place = dataset.placement.place(stop)
    if place is None:
        return
    key = (place.label, place.country)
    if key not in visited:
        at_home = home_place(dataset)
        is_home = at_home is not None and key == (at_home.label, at_home.country)
        main = marker_places.get(key, place)
        visited[key] = VisitedPlace(main, is_home, distance_km(at_home, main) if at_home else 0.0)
    if not passed:
        visited[key].trip_ids.add(trip.id)


def _marker_places(dataset: Dataset) -> dict[MarkerKey, Place]:
    """Return the place that gives the marker its position: the first whose name is its label, by label and country."""
    named = [place for place in dataset.placement.places if place.name == place.label]
    return {(place.label, place.country): place for place in reversed(named)}


def home_place(dataset: Dataset) -> Place | None:
    """Return the home of the traveller: as the records state it, else where the first trip begins."""
    placement = dataset.placement
    if placement.home is not None:
        return None if placement.home_number is None else placement.places[placement.home_number]
    starts = [trip.legs[0].stops[0] for trip in dataset.trips[:1]]
    return next((placement.place(stop) for stop in starts if stop.column == "origin"), None)
