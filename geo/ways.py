"""Ways: the line of a segment, as longitude and latitude in degrees, longitudes unwrapped across the date line."""

from collections.abc import Mapping
from functools import cache
from typing import cast

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from data.places import Place
from geo.traced import Key, TracedWay, way_key

Way = npt.NDArray[np.float64]
SPACING_M = 100_000.0  # a chord of 100 km leaves its geodesic by 200 m at the most: under a pixel up to zoom 9
BY_LAND = ("rail", "road")


@cache
def ellipsoid() -> Geod:
    """WGS 84, on which lengths and geodesics are computed (Karney 2013, through PROJ)."""
    return Geod(ellps="WGS84")


def way(start: Place, end: Place, mode: str, traced: Mapping[Key, TracedWay]) -> tuple[Way, bool]:
    """The line from start to end, shape (n, 2), both ends exact; and whether it only stands for a way not known."""
    known = traced.get(way_key(start.id, end.id, mode))
    if known:
        return unwrapped(np.array(known.line_from(start.id))), False
    if mode == "sea":
        return sea_lane(start, end), False
    return geodesic(start, end), mode in BY_LAND


def geodesic(start: Place, end: Place) -> Way:
    """The shortest way over the ellipsoid: shape (n, 2), both ends exact, n >= 3."""
    ends = start.lon, start.lat, end.lon, end.lat
    length = ellipsoid().inv(*ends)[2]
    between = ellipsoid().npts(*ends, max(1, int(np.ceil(length / SPACING_M)) - 1))
    return unwrapped(np.array([(start.lon, start.lat), *between, (end.lon, end.lat)]))


def sea_lane(start: Place, end: Place) -> Way:
    """The way along sea lanes (searoute), with the places themselves at its ends: the network's ends lie off them."""
    from searoute import searoute  # noqa: PLC0415  the network costs 50 MB, and few data sets go by sea

    lane = searoute([start.lon, start.lat], [end.lon, end.lat])["geometry"]["coordinates"]
    return unwrapped(np.array([(start.lon, start.lat), *lane, (end.lon, end.lat)]))


def unwrapped(line: Way) -> Way:
    """The line with longitudes that run on across the date line."""
    line = line.astype(np.float64)
    line[:, 0] = np.unwrap(line[:, 0], period=360)
    return line


def length_km(line: Way) -> float:
    """How long a line is on the ellipsoid."""
    return float(ellipsoid().line_length(line[:, 0], line[:, 1])) / 1000


def distance_km(one: Place, other: Place) -> float:
    """How far two places are apart as the crow flies, on the ellipsoid."""
    return float(cast(float, ellipsoid().inv(one.lon, one.lat, other.lon, other.lat)[2])) / 1000
