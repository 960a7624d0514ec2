"""Ways: the line of a segment, as longitude and latitude in degrees, longitudes unwrapped across the date line."""

from functools import cache

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from data.places import Place

Way = npt.NDArray[np.float64]
SPACING_M = 100_000.0  # a chord of 100 km leaves its geodesic by 200 m at the most: under a pixel up to zoom 9


@cache
def _ellipsoid() -> Geod:
    return Geod(ellps="WGS84")


def geodesic(start: Place, end: Place) -> Way:
    """The shortest way over the ellipsoid (Karney 2013, through PROJ): shape (n, 2), both ends exact, n >= 3."""
    ends = start.lon, start.lat, end.lon, end.lat
    length = _ellipsoid().inv(*ends)[2]
    between = _ellipsoid().npts(*ends, max(1, int(np.ceil(length / SPACING_M)) - 1))
    way = np.array([(start.lon, start.lat), *between, (end.lon, end.lat)])
    way[:, 0] = np.unwrap(way[:, 0], period=360)
    return way
