"""Route geometry: the line of a segment, longitude first, in degrees that run on across the date line."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from data.records.places import Place
from geo.routes.segments import SegmentNetwork
from geo.routes.traced import TracedRoutes, route_key

RouteLine = npt.NDArray[np.float64]
SPACING_M = 100_000.0  # a chord of 100 km leaves its geodesic by 200 m at the most: under a pixel up to zoom 9
SCHEMATIC_WITHOUT_ROUTE = ("rail", "road", "sea")
NEARLY_ANTIPODAL_KM = 19_900.0  # farther than this Vincenty's method, which the browser uses, may not find the way


@dataclass(frozen=True, slots=True)
class RouteGeometry:
    """The lines of a network by number of segment: `lines` of all but plain geodesics, `km` of every segment.

    `schematic` are those that only stand for a way not known.
    """

    lines: dict[int, "RouteLine"]
    km: list[float]
    schematic: frozenset[int]


@cache
def ellipsoid() -> Geod:
    """WGS 84, on which lengths and geodesics are computed (Karney 2013, through PROJ)."""
    return Geod(ellps="WGS84")


def route_line(
    network: SegmentNetwork, segment: int, places: Sequence[Place], traced: TracedRoutes
) -> tuple[RouteLine, bool]:
    """The line from start to end, shape (n, 2), both ends exact; and whether it is schematic (the way is unknown)."""
    start, end, mode = _ends(network, segment, places)
    known = traced.get(route_key(start.id, end.id, mode))
    if known:
        return unwrap_longitudes(np.array(known.line_from(start.id))), False
    if segment in network.lanes:
        return sea_lane(start, end), False
    return geodesic(start, end), mode in SCHEMATIC_WITHOUT_ROUTE


def route_geometry(network: SegmentNetwork, places: Sequence[Place], traced: TracedRoutes) -> RouteGeometry:
    """All lines of a network; plain geodesics are only measured, all at once."""
    km = _straight_km(network, places)
    plain = [_is_plain(network, number, places, traced) for number in range(len(km))]
    laid = {
        number: route_line(network, number, places, traced)
        for number, length in enumerate(km)
        if not plain[number] or length > NEARLY_ANTIPODAL_KM
    }
    km = [length_km(laid[number][0]) if number in laid else length for number, length in enumerate(km)]
    schematic = {n for n, (_, _, mode) in enumerate(network.segments) if plain[n] and mode in SCHEMATIC_WITHOUT_ROUTE}
    return RouteGeometry({number: line for number, (line, _) in laid.items()}, km, frozenset(schematic))


def traced_sources(network: SegmentNetwork, places: Sequence[Place], traced: TracedRoutes) -> list[str]:
    """The sources of the traced lines that are drawn, for the credits of the map."""
    keys = {route_key(places[start].id, places[end].id, mode) for start, end, mode in network.segments}
    return sorted({traced[key].source for key in keys & traced.keys()})


def _is_plain(network: SegmentNetwork, segment: int, places: Sequence[Place], traced: TracedRoutes) -> bool:
    start, end, mode = _ends(network, segment, places)
    return segment not in network.lanes and route_key(start.id, end.id, mode) not in traced


def _ends(network: SegmentNetwork, segment: int, places: Sequence[Place]) -> tuple[Place, Place, str]:
    start, end, mode = network.segments[segment]
    return places[start], places[end], mode


def _straight_km(network: SegmentNetwork, places: Sequence[Place]) -> list[float]:
    if not network.segments:
        return []
    ends = [(places[start], places[end]) for start, end, _ in network.segments]
    lons, lats, to_lons, to_lats = np.array([(a.lon, a.lat, b.lon, b.lat) for a, b in ends]).T
    km: list[float] = (ellipsoid().inv(lons, lats, to_lons, to_lats)[2] / 1000).tolist()
    return km


def geodesic(start: Place, end: Place) -> RouteLine:
    """The shortest way over the ellipsoid: shape (n, 2), both ends exact, n >= 3."""
    ends = start.lon, start.lat, end.lon, end.lat
    length = ellipsoid().inv(*ends)[2]
    between = ellipsoid().npts(*ends, max(1, int(np.ceil(length / SPACING_M)) - 1))
    return unwrap_longitudes(np.array([(start.lon, start.lat), *between, (end.lon, end.lat)]))


def sea_lane(start: Place, end: Place) -> RouteLine:
    """The way along sea lanes (searoute), from place to place: the ends of the lanes are some distance away."""
    from searoute import searoute  # noqa: PLC0415  the network costs 50 MB, and few data sets go by sea

    lane = searoute([start.lon, start.lat], [end.lon, end.lat])["geometry"]["coordinates"]
    return unwrap_longitudes(np.array([(start.lon, start.lat), *lane, (end.lon, end.lat)]))


def unwrap_longitudes(line: RouteLine) -> RouteLine:
    """The line with longitudes that run on across the date line."""
    line = line.astype(np.float64)
    line[:, 0] = np.unwrap(line[:, 0], period=360)
    return line


def length_km(line: RouteLine) -> float:
    """The length of a line on the ellipsoid."""
    return float(ellipsoid().line_length(line[:, 0], line[:, 1])) / 1000


def distance_km(one: Place, other: Place) -> float:
    """The distance of two places on the ellipsoid."""
    return float(cast(float, ellipsoid().inv(one.lon, one.lat, other.lon, other.lat)[2])) / 1000
