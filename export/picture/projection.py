"""Projection: degrees become kilometres on a plane, and those become pixels of the map's frame."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
from pyproj import Proj

from geo.routes.geometry import ellipsoid

Points = npt.NDArray[np.float64]  # (n, 2): longitude and latitude, or x and y
ProjectionName = Literal["mercator", "azimuthal"]
RADIUS_KM = 6378.137  # of the sphere of Web Mercator
AROUND_KM = 2 * math.pi * RADIUS_KM
LIMIT = 85.05  # Web Mercator ends here
HALF_WORLD_KM = 20_004.0  # from a pole to the other


class Projection(Protocol):
    """A plane, x to the east and y to the north, in km."""

    def plane(self, degrees: Points) -> Points:
        """Longitudes and latitudes as x and y; lines must be unwrapped."""
        ...

    def degrees(self, plane: Points) -> Points:
        """The longitudes and latitudes of x and y."""
        ...


@dataclass(frozen=True, slots=True)
class Mercator:
    """Web Mercator, as on the page; x is 0 at the longitude in the middle."""

    middle: float

    def plane(self, degrees: Points) -> Points:
        """Kilometres at the equator."""
        lat = np.radians(np.clip(degrees[:, 1], -LIMIT, LIMIT))
        plane = np.column_stack([np.radians(degrees[:, 0] - self.middle), np.arctanh(np.sin(lat))])
        return np.asarray(plane * RADIUS_KM)

    def degrees(self, plane: Points) -> Points:
        """What is there."""
        x, y = plane.T / RADIUS_KM
        degrees = np.degrees(np.column_stack([x, np.arctan(np.sinh(y))]))
        return np.asarray(degrees + np.array([self.middle, 0.0]))


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Azimuthal equidistant on WGS 84: distances and directions from the centre are true."""

    lon: float
    lat: float

    def plane(self, degrees: Points) -> Points:
        """Kilometres from the centre."""
        return np.column_stack(_equidistant(self.lon, self.lat)(degrees[:, 0], degrees[:, 1])) / 1000

    def degrees(self, plane: Points) -> Points:
        """What is there; beyond the rim of the world, nothing."""
        x, y = plane.T * 1000
        return np.column_stack(_equidistant(self.lon, self.lat)(x, y, inverse=True))


@cache
def _equidistant(lon: float, lat: float) -> Proj:
    return Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page in px from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.right - self.left, self.bottom - self.top

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box", margin: float = 0) -> bool:
        """Whether the other lies inside, at least `margin` px from every side."""
        return (
            other.left >= self.left + margin
            and other.top >= self.top + margin
            and other.right <= self.right - margin
            and other.bottom <= self.bottom - margin
        )

    def count(self, points: Points) -> int:
        """How many points lie inside."""
        x, y = points[:, 0], points[:, 1]
        return int(np.count_nonzero((x > self.left) & (x < self.right) & (y > self.top) & (y < self.bottom)))


@dataclass(frozen=True, slots=True)
class Frame:
    """The map's frame on the page: its box, what is in its middle (km on the plane), and px per km there."""

    projection: Projection
    box: Box
    middle: tuple[float, float]
    px_per_km: float

    def px(self, degrees: Points) -> Points:
        """Where points are drawn, in px of the page."""
        return self.placed(self.projection.plane(degrees))

    def placed(self, plane: Points) -> Points:
        """Where points of the plane are drawn."""
        (width, height), (x, y) = self.box.size, self.middle
        left = self.box.left + width / 2 + (plane[:, 0] - x) * self.px_per_km
        top = self.box.top + height / 2 - (plane[:, 1] - y) * self.px_per_km
        return np.column_stack([left, top])

    def degrees(self, px: Points) -> Points:
        """The longitudes, within 180 degrees, and latitudes of points of the page."""
        (width, height), (x, y) = self.box.size, self.middle
        across = (px[:, 0] - self.box.left - width / 2) / self.px_per_km + x
        up = (self.box.top + height / 2 - px[:, 1]) / self.px_per_km + y
        degrees = self.projection.degrees(np.column_stack([across, up]))
        return np.column_stack([(degrees[:, 0] + 180) % 360 - 180, degrees[:, 1]])

    def reach_km(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the frame on the plane."""
        (width, height), (x, y) = self.box.size, self.middle
        across, up = width / 2 / self.px_per_km, height / 2 / self.px_per_km
        return x - across, y - up, x + across, y + up

    def km_per_px(self, lat: float) -> float:
        """Kilometres on the ground that a pixel stands for at a latitude (Web Mercator), or at the centre."""
        stretch = math.cos(math.radians(lat)) if isinstance(self.projection, Mercator) else 1.0
        return stretch / self.px_per_km


def fitted(projection: Projection, box: Box, degrees: Points, margin: float) -> Frame:
    """The frame that shows all points, `margin` px from its sides; never closer than a few hundred km."""
    plane = projection.plane(degrees)
    plane = plane[np.isfinite(plane).all(axis=1)]
    low, high = (plane.min(axis=0), plane.max(axis=0)) if len(plane) else (np.zeros(2), np.zeros(2))
    room = np.array(box.size) - 2 * margin
    scale = float((room / np.maximum(high - low, 400.0)).min())
    return Frame(projection, box, (float((low + high)[0] / 2), float((low + high)[1] / 2)), scale)


def at(position: tuple[float, float, float], box: Box, page_px: float) -> tuple[Mercator, Frame]:
    """The frame of a map position of the page, as a map of `page_px` px would show it."""
    lat, lng, zoom = position
    projection = Mercator(lng)
    middle = projection.plane(np.array([[lng, lat]]))[0]
    scale = 256 * 2**zoom / AROUND_KM * box.size[0] / page_px
    return projection, Frame(projection, box, (float(middle[0]), float(middle[1])), scale)


def circle(projection: Azimuthal, km: float) -> Points:
    """The points at a distance from the centre, on the plane."""
    bearings = np.linspace(0, 360, 181)
    n = len(bearings)
    lon, lat, _ = ellipsoid().fwd(
        np.full(n, projection.lon), np.full(n, projection.lat), bearings, np.full(n, km * 1000)
    )
    return projection.plane(np.column_stack([lon, lat]))
