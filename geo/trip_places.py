"""Places and routes of trips by name, as figures and links name them. `static/model/facets.js` names them alike."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.i18n.countries import country_name
from data.records.legs import Stop
from data.records.trips import Trip
from geo.geocoding.placement import Placement

PLACE_FACETS = ("place", "route")  # filters whose values are known once stops have places
ROUTE_MARK = " \N{EN DASH} "


@dataclass(frozen=True, slots=True)
class TripPlaces:
    """By id of the trip: the places where its legs begin and end, and the routes of its legs, one for each leg that has
    one; and where it begins, if it says so. `home` is the name of the home that the records state, or "".
    """

    places: Mapping[str, tuple[str, ...]]
    routes: Mapping[str, tuple[str, ...]]
    origins: Mapping[str, str]
    home: str


def name_ends(ways: Iterable[Sequence[Stop]], placement: Placement) -> dict[str, list[tuple[str, ...]]]:
    """By facet, the names of the places where legs over the same stops begin and end, and of their route."""
    names, ways = _Names(placement), list(ways)
    places = [tuple(dict.fromkeys(names.names[end] for end in names.ends(stops))) for stops in ways]
    routes: list[tuple[str, ...]] = [(route,) if (route := names.route(stops)) else () for stops in ways]
    return dict(zip(PLACE_FACETS, (places, routes), strict=True))


def name_trip_places(trips: Iterable[Trip], placement: Placement) -> TripPlaces:
    """Name the places and routes of all trips."""
    names = _Names(placement)
    places, routes, origins = {}, {}, {}
    for trip in trips:
        ends = [end for leg in trip.legs for end in names.ends(leg.stops)]
        places[trip.id] = tuple(dict.fromkeys(names.names[marker] for marker in ends))
        origins[trip.id] = names.origin(trip.legs[0].stops)
        routes[trip.id] = tuple(route for leg in trip.legs if (route := names.route(leg.stops)))
    home = placement.home_number
    return TripPlaces(places, routes, origins, "" if home is None else names.names[names.markers[home]])


class _Names:
    """Places of one label and country are one, as on the map; a label of several countries names its country too."""

    def __init__(self, placement: Placement) -> None:
        numbers: dict[tuple[str, str], int] = {}
        self._placement = placement
        self.markers = [numbers.setdefault((place.label, place.country), len(numbers)) for place in placement.places]
        self.names = _marker_names(list(numbers))
        self._ends: dict[int, tuple[int, ...]] = {}

    def ends(self, stops: Sequence[Stop]) -> tuple[int, ...]:
        """The markers of the first and the last stop, as far as they have a place."""
        way = id(stops)  # legs over the same stops share them
        if (known := self._ends.get(way)) is None:
            ends = stops[:1] if stops[0] == stops[-1] else (stops[0], stops[-1])
            numbers = map(self._placement.number, ends)
            known = self._ends[way] = tuple(self.markers[number] for number in numbers if number is not None)
        return known

    def origin(self, stops: Sequence[Stop]) -> str:
        """The place where a leg begins, or "" where it only says where it ends or the place is not known."""
        number = self._placement.number(stops[0]) if len(stops) > 1 else None
        return "" if number is None else self.names[self.markers[number]]

    def route(self, stops: Sequence[Stop]) -> str:
        """The name of the way between the two ends of a leg, whatever its direction; "" if it has none."""
        ends = sorted(self.ends(stops))
        return ROUTE_MARK.join(self.names[end] for end in ends) if len(set(ends)) == 2 else ""


def _marker_names(markers: Sequence[tuple[str, str]]) -> list[str]:
    labels = Counter(label for label, _ in markers)
    alone = [labels[label] == 1 or not country for label, country in markers]
    return [
        label if is_alone else f"{label}, {country_name(country)}"
        for is_alone, (label, country) in zip(alone, markers, strict=True)
    ]
