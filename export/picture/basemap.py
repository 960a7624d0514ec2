"""Base map of a picture: land, borders and country names within a frame. Reads `static/basemap/world.json`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from export.picture.projection import HALF_WORLD_KM, Azimuthal, Frame, Mercator, Points
from geo.check.outlines import OUTLINES_FILE as OUTLINES
from page.assets import STATIC

WORLD_FILE = STATIC / "basemap" / "world.json"
WORLD_OFFSETS = (-360.0, 0.0, 360.0)
MARGIN_PX = 20.0  # shapes are kept up to this far outside the frame


@dataclass(frozen=True, slots=True)
class Land:
    """Closed rings, to be filled together by the even-odd rule, and open border lines; both in px."""

    rings: tuple[Points, ...]
    borders: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class CountryLabel:
    """The position of a country's name, and the zoom of the page from which it is shown."""

    code: str
    lon: float
    lat: float
    zoom: float


@cache
def _world() -> dict[str, Any]:
    world: dict[str, Any] = json.loads(WORLD_FILE.read_text(encoding="utf-8"))
    return world


@cache
def _lines(name: str) -> tuple[Points, ...]:
    world = _world()
    return tuple(np.cumsum(np.reshape(line, (-1, 2)), axis=0) / world["scale"] for line in world[name])


def country_labels() -> tuple[CountryLabel, ...]:
    """Return all countries with a name on the map, ordered by the zoom from which they are shown."""
    return tuple(sorted((CountryLabel(*label) for label in _world()["labels"]), key=lambda country: country.zoom))


def visible_land(frame: Frame) -> Land:
    """Return the land and borders that lie in the frame."""
    rings, borders = _visible_lines(frame, _lines("land")), _visible_lines(frame, _lines("borders"))
    clipped = [_clip(frame, ring) for ring in [*(px for _, px in rings), *_rim(frame, {number for number, _ in rings})]]
    return Land(tuple(ring for ring in clipped if len(ring)), tuple(px for _, px in borders))


def is_land(land: Land, px: Points) -> npt.NDArray[np.bool_]:
    """Return for each point of the page whether it is on land."""
    return _contains(land.rings, px)


def is_in_country(code: str, degrees: Points) -> npt.NDArray[np.bool_]:
    """Return for each point whether it is inside a country, by the coarse outlines of `geo.check.outlines`."""
    return _contains(_outline(code), degrees)


@cache
def _outline(code: str) -> tuple[Points, ...]:
    content = _outlines()
    return tuple(
        np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / content["scale"] for ring in content["countries"].get(code, [])
    )


@cache
def _outlines() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return content


def _clip(frame: Frame, ring: Points) -> Points:
    """Clip a ring to the frame and its margin, one side after the other (Sutherland and Hodgman 1974)."""
    box = frame.box
    if ((ring > (box.left, box.top)) & (ring < (box.right, box.bottom))).all():
        return ring
    sides = ((0, 1.0, box.left), (0, -1.0, -box.right), (1, 1.0, box.top), (1, -1.0, -box.bottom))
    for axis, sign, edge in sides:
        ring = _clip_side(ring, sign * ring[:, axis] - edge + MARGIN_PX)
    return ring


def _clip_side(ring: Points, inward: npt.NDArray[np.float64]) -> Points:
    """Return the part of a ring where `inward`, the distance of its points from a line, is not negative."""
    following, next_inward = _next(ring), _next(inward)
    stays, crosses = inward >= 0, (inward >= 0) != (next_inward >= 0)
    share = np.divide(inward, inward - next_inward, out=np.zeros_like(inward), where=crosses)
    crossings = ring + (following - ring) * share[:, None]
    both = np.stack([ring, crossings], axis=1).reshape(-1, 2)
    return np.asarray(both[np.column_stack([stays, crosses]).ravel()])


def _visible_lines(frame: Frame, lines: tuple[Points, ...]) -> list[tuple[int, Points]]:
    """Return the lines whose bounding box overlaps the frame, in px, with their numbers; on Mercator, of every copy
    of the world.
    """
    offsets = WORLD_OFFSETS if isinstance(frame.projection, Mercator) else (0.0,)
    ends = np.cumsum([len(line) for line in lines])
    starts = ends - [len(line) for line in lines]
    margin = MARGIN_PX / frame.px_per_km
    west, south, east, north = frame.bounds_km()
    lines_in_px = []
    for offset in offsets:
        plane = frame.projection.plane(np.concatenate(lines) + np.array([offset, 0.0]))
        low, high = np.minimum.reduceat(plane, starts), np.maximum.reduceat(plane, starts)
        meets = (low < (east + margin, north + margin)).all(axis=1) & (high > (west - margin, south - margin)).all(
            axis=1
        )
        px = frame.plane_to_px(plane)
        lines_in_px += [(int(number), _thin(px[starts[number] : ends[number]])) for number in np.flatnonzero(meets)]
    return lines_in_px


def _thin(line: Points) -> Points:
    """Drop points that are less than a third of a px from the point before, or not finite."""
    line = line[np.isfinite(line).all(axis=1)]
    moved = (np.diff(np.round(line * 3), axis=0, prepend=np.inf) != 0).any(axis=1)
    moved[-1:] = True
    return np.asarray(line[moved])


def _rim(frame: Frame, visible: set[int]) -> list[Points]:
    """Return the rim of the azimuthal world as one more ring where the antipode of home is on land.

    The ring around the antipode is inside out on this plane; the rim turns its filling around.
    """
    if not isinstance(frame.projection, Azimuthal):
        return []
    far = np.array([[(frame.projection.lon + 360) % 360 - 180, -frame.projection.lat]])
    if not _contains([_lines("land")[number] for number in sorted(visible)], far)[0]:
        return []
    bearings = np.radians(np.arange(0, 360, 2))
    return [frame.plane_to_px(np.column_stack([np.sin(bearings), np.cos(bearings)]) * HALF_WORLD_KM)]


def _next(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return for each value the next one around the ring; `numpy.roll` takes ten times as long on short rings."""
    return np.concatenate([values[1:], values[:1]])


def _contains(rings: Sequence[Points], points: Points) -> npt.NDArray[np.bool_]:
    """Return for each point whether it is inside the rings by the even-odd rule: a ray to the right crosses an odd
    number of edges.
    """
    starts = np.concatenate([np.empty((0, 2)), *rings])
    ends = np.concatenate([np.empty((0, 2)), *(_next(ring) for ring in rings)])
    inside = []
    for point_x, point_y in points.tolist():
        across = (starts[:, 1] > point_y) != (ends[:, 1] > point_y)
        (x, y), (to_x, to_y) = starts[across].T, ends[across].T
        inside.append(bool(np.count_nonzero(point_x < x + (point_y - y) / (to_y - y) * (to_x - x)) % 2))
    return np.array(inside, dtype=np.bool_)
