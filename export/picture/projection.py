"""Map projections: from degrees to kilometres on a plane, and from there to pixels of the map's frame."""

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
from pyproj import Proj

from export.view import MapPosition
from geo.routes.geometry import ellipsoid

Points = npt.NDArray[np.float64]  # (n, 2): longitude and latitude, or x and y
ProjectionName = Literal["mercator", "azimuthal"]
RADIUS_KM = 6378.137  # of the sphere of Web Mercator
EQUATOR_KM = 2 * math.pi * RADIUS_KM
MAX_LATITUDE = 85.05  # Web Mercator ends here
OCEAN_CUTS = (-169.0, -31.0)  # meridians through the Bering Strait, and through the Atlantic
HALF_WORLD_KM = 20_004.0  # from a pole to the other


class Projection(Protocol):
    """A map projection between degrees and a plane in km, x to the east and y to the north."""

    def plane(self, degrees: Points) -> Points:
        """Project longitudes and latitudes to x and y; lines must be unwrapped."""
        ...

    def degrees(self, plane: Points) -> Points:
        """Return the longitudes and latitudes of x and y."""
        ...


@dataclass(frozen=True, slots=True)
class Mercator:
    """Web Mercator, as on the page; x is 0 at the longitude `middle`."""

    middle: float

    def plane(self, degrees: Points) -> Points:
        """Project to kilometres as measured at the equator."""
        lat = np.radians(np.clip(degrees[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
        plane = np.column_stack([np.radians(degrees[:, 0] - self.middle), np.arctanh(np.sin(lat))])
        return np.asarray(plane * RADIUS_KM)

    def degrees(self, plane: Points) -> Points:
        """Return the longitudes and latitudes of x and y."""
        x, y = plane.T / RADIUS_KM
        degrees = np.degrees(np.column_stack([x, np.arctan(np.sinh(y))]))
        return np.asarray(degrees + np.array([self.middle, 0.0]))


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Azimuthal equidistant projection on WGS 84: distances and directions from the centre are true."""

    lon: float
    lat: float

    def plane(self, degrees: Points) -> Points:
        """Project to kilometres from the centre."""
        return np.column_stack(_equidistant(self.lon, self.lat)(degrees[:, 0], degrees[:, 1])) / 1000

    def degrees(self, plane: Points) -> Points:
        """Return longitudes and latitudes of x and y; not finite beyond the rim of the world."""
        x, y = plane.T * 1000
        return np.column_stack(_equidistant(self.lon, self.lat)(x, y, inverse=True))


@cache
def _equidistant(lon: float, lat: float) -> Proj:
    return Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """The width and the height."""
        return self.right - self.left, self.bottom - self.top

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two boxes overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def contains(self, other: "Box", margin: float = 0) -> bool:
        """Return whether the other box lies inside, at least `margin` px from every side."""
        return (
            other.left >= self.left + margin
            and other.top >= self.top + margin
            and other.right <= self.right - margin
            and other.bottom <= self.bottom - margin
        )

    def count_points(self, points: Points) -> int:
        """Count the points that lie inside."""
        x, y = points[:, 0], points[:, 1]
        return int(np.count_nonzero((x > self.left) & (x < self.right) & (y > self.top) & (y < self.bottom)))


@dataclass(frozen=True, slots=True)
class Frame:
    """The map on the page: its box, the point of the plane at its middle (km), and its scale in px per km."""

    projection: Projection
    box: Box
    middle: tuple[float, float]
    px_per_km: float

    def degrees_to_px(self, degrees: Points) -> Points:
        """Convert degrees to px of the page."""
        return self.plane_to_px(self.projection.plane(degrees))

    def plane_to_px(self, plane: Points) -> Points:
        """Convert points of the plane to px of the page."""
        (width, height), (x, y) = self.box.size, self.middle
        left = self.box.left + width / 2 + (plane[:, 0] - x) * self.px_per_km
        top = self.box.top + height / 2 - (plane[:, 1] - y) * self.px_per_km
        return np.column_stack([left, top])

    def px_to_plane(self, px: Points) -> Points:
        """Convert px of the page to points of the plane."""
        (width, height), (x, y) = self.box.size, self.middle
        across = (px[:, 0] - self.box.left - width / 2) / self.px_per_km + x
        up = (self.box.top + height / 2 - px[:, 1]) / self.px_per_km + y
        return np.column_stack([across, up])

    def px_to_degrees(self, px: Points) -> Points:
        """Convert px of the page to longitudes, within 180 degrees, and latitudes."""
        degrees = self.projection.degrees(self.px_to_plane(px))
        return np.column_stack([(degrees[:, 0] + 180) % 360 - 180, degrees[:, 1]])

    def bounds_km(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of the frame, in km on the plane."""
        (width, height), (x, y) = self.box.size, self.middle
        across, up = width / 2 / self.px_per_km, height / 2 / self.px_per_km
        return x - across, y - up, x + across, y + up

    def km_per_px(self, lat: float) -> float:
        """Return km on the ground per pixel: at a latitude on Web Mercator, else at the centre."""
        stretch = math.cos(math.radians(lat)) if isinstance(self.projection, Mercator) else 1.0
        return stretch / self.px_per_km


def fit_frame(projection: Projection, box: Box, degrees: Points, margin: float, least_km: float = 400.0) -> Frame:
    """Return the frame that shows all points, `margin` px from its sides, and never less than `least_km`."""
    plane = projection.plane(degrees)
    plane = plane[np.isfinite(plane).all(axis=1)]
    low, high = (plane.min(axis=0), plane.max(axis=0)) if len(plane) else (np.zeros(2), np.zeros(2))
    room = np.array(box.size) - 2 * margin
    scale = float((room / np.maximum(high - low, least_km)).min())
    return Frame(projection, box, (float((low + high)[0] / 2), float((low + high)[1] / 2)), scale)


def frame_at(position: MapPosition, box: Box, page_px: float) -> Frame:
    """Return the frame of a link's map position: all of its bounds, or what a map `page_px` px wide shows."""
    if len(position) == 4:
        south, west, north, east = position
        return fit_frame(Mercator((west + east) / 2), box, np.array([[west, south], [east, north]]), 0, least_km=0.001)
    lat, lng, zoom = position
    projection = Mercator(lng)
    middle = projection.plane(np.array([[lng, lat]]))[0]
    scale = 256 * 2**zoom / EQUATOR_KM * box.size[0] / page_px
    return Frame(projection, box, (float(middle[0]), float(middle[1])), scale)


def fit_world(box: Box, lines: list[Points], margin: float, *, fill: bool) -> Frame:
    """Return the frame of the whole world once, cut in the ocean that fewer lines cross.

    It is no higher than the lines need. With `fill` it fills the box, whatever of the far north and south is lost.
    """
    cut = min(OCEAN_CUTS, key=lambda meridian: sum(_crosses(line, meridian) for line in lines))
    projection = Mercator(cut + 180)
    y = projection.plane(np.concatenate(lines))[:, 1]
    low, high = float(y.min()), float(y.max())
    width, height = box.size
    scale = width / EQUATOR_KM
    if not fill:
        scale = min(scale, (height - 2 * margin) / max(high - low, 1.0))
        height = min(height, max(0.55 * height, (high - low) * scale + 2 * margin))
    shown = Box(box.left, box.top, box.right, box.top + height)
    return within_world(Frame(projection, shown, (0.0, (low + high) / 2), scale))


def _crosses(line: Points, meridian: float) -> bool:
    turns = np.floor((line[:, 0] - meridian) / 360)
    return bool(turns.min() != turns.max())


def within_world(frame: Frame) -> Frame:
    """Return a Mercator frame that shows nothing twice: its box is no wider than the world."""
    box, world_px = frame.box, EQUATOR_KM * frame.px_per_km
    if not isinstance(frame.projection, Mercator) or world_px >= box.size[0]:
        return frame
    spare = (box.size[0] - world_px) / 2
    return replace(frame, box=Box(box.left + spare, box.top, box.right - spare, box.bottom))


def distance_circle(projection: Azimuthal, km: float) -> Points:
    """Return the circle of points at a distance from the centre, on the plane."""
    bearings = np.linspace(0, 360, 181)
    n = len(bearings)
    lon, lat, _ = ellipsoid().fwd(
        np.full(n, projection.lon), np.full(n, projection.lat), bearings, np.full(n, km * 1000)
    )
    return projection.plane(np.column_stack([lon, lat]))
