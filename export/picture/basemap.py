"""Base map: land, borders and names of countries within a frame. Reads `static/basemap/world.json`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.picture.projection import HALF_WORLD_KM, Azimuthal, Frame, Mercator, Points
from geo.check.outlines import FILE as OUTLINES

FILE = Path(__file__).parents[2] / "static" / "basemap" / "world.json"
TURNS = (-360.0, 0.0, 360.0)
MARGIN_PX = 20.0  # what lies this far outside the frame is left out


@dataclass(frozen=True, slots=True)
class Land:
    """Closed rings to be filled together, even-odd, and open borders; both in px."""

    rings: tuple[Points, ...]
    borders: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """Where a country's name belongs, and the zoom of the page from which it is shown."""

    code: str
    lon: float
    lat: float
    zoom: float


@cache
def _world() -> dict[str, Any]:
    world: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return world


@cache
def _lines(name: str) -> tuple[Points, ...]:
    world = _world()
    return tuple(np.cumsum(np.reshape(line, (-1, 2)), axis=0) / world["scale"] for line in world[name])


def countries() -> tuple[Country, ...]:
    """All countries that have a name on the map, those that show first before the others."""
    return tuple(sorted((Country(*label) for label in _world()["labels"]), key=lambda country: country.zoom))


def land(frame: Frame) -> Land:
    """What of the world lies in the frame."""
    rings, borders = _seen(frame, _lines("land")), _seen(frame, _lines("borders"))
    drawn = [_cut(frame, ring) for ring in [*(px for _, px in rings), *_rim(frame, {number for number, _ in rings})]]
    return Land(tuple(ring for ring in drawn if len(ring)), tuple(px for _, px in borders))


def is_land(drawn: Land, px: Points) -> npt.NDArray[np.bool_]:
    """Whether each point of the page is on land."""
    return _holds(drawn.rings, px)


def is_in_country(code: str, degrees: Points) -> npt.NDArray[np.bool_]:
    """Whether each point is inside a country, as coarsely as `geo.check.outlines` draws it."""
    return _holds(_outline(code), degrees)


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


def _cut(frame: Frame, ring: Points) -> Points:
    """A ring cut at the frame, a little outside of it (Sutherland and Hodgman 1974), one side after the other."""
    box = frame.box
    if ((ring > (box.left, box.top)) & (ring < (box.right, box.bottom))).all():
        return ring
    sides = ((0, 1.0, box.left), (0, -1.0, -box.right), (1, 1.0, box.top), (1, -1.0, -box.bottom))
    for axis, sign, edge in sides:
        ring = _cut_at(ring, sign * ring[:, axis] - edge + MARGIN_PX)
    return ring


def _cut_at(ring: Points, inward: npt.NDArray[np.float64]) -> Points:
    """The part of a ring where `inward`, its points' distance to a line, is not negative."""
    following, next_inward = _next(ring), _next(inward)
    stays, crosses = inward >= 0, (inward >= 0) != (next_inward >= 0)
    share = np.divide(inward, inward - next_inward, out=np.zeros_like(inward), where=crosses)
    crossings = ring + (following - ring) * share[:, None]
    both = np.stack([ring, crossings], axis=1).reshape(-1, 2)
    return np.asarray(both[np.column_stack([stays, crosses]).ravel()])


def _seen(frame: Frame, lines: tuple[Points, ...]) -> list[tuple[int, Points]]:
    """The lines whose bounding box meets the frame, in px, with their numbers; on Mercator, on every turn."""
    turns = TURNS if isinstance(frame.projection, Mercator) else (0.0,)
    ends = np.cumsum([len(line) for line in lines])
    starts = ends - [len(line) for line in lines]
    margin = MARGIN_PX / frame.px_per_km
    west, south, east, north = frame.reach_km()
    found = []
    for turn in turns:
        plane = frame.projection.plane(np.concatenate(lines) + np.array([turn, 0.0]))
        low, high = np.minimum.reduceat(plane, starts), np.maximum.reduceat(plane, starts)
        meets = (low < (east + margin, north + margin)).all(axis=1) & (high > (west - margin, south - margin)).all(
            axis=1
        )
        px = frame.placed(plane)
        found += [(int(number), _thinned(px[starts[number] : ends[number]])) for number in np.flatnonzero(meets)]
    return found


def _thinned(line: Points) -> Points:
    """The line without points that are less than a third of a px from the one before, or nowhere."""
    line = line[np.isfinite(line).all(axis=1)]
    moved = (np.diff(np.round(line * 3), axis=0, prepend=np.inf) != 0).any(axis=1)
    moved[-1:] = True
    return np.asarray(line[moved])


def _rim(frame: Frame, seen: set[int]) -> list[Points]:
    """The rim of the world as one more ring, where the far side of home is on land, for there inside is outside."""
    if not isinstance(frame.projection, Azimuthal):
        return []
    far = np.array([[(frame.projection.lon + 360) % 360 - 180, -frame.projection.lat]])
    if not _holds([_lines("land")[number] for number in sorted(seen)], far)[0]:
        return []
    bearings = np.radians(np.arange(0, 360, 2))
    return [frame.placed(np.column_stack([np.sin(bearings), np.cos(bearings)]) * HALF_WORLD_KM)]


def _next(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Of each value the one after it, around the ring; `numpy.roll` takes ten times as long on short ones."""
    return np.concatenate([values[1:], values[:1]])


def _holds(rings: Sequence[Points], points: Points) -> npt.NDArray[np.bool_]:
    """Whether each point is inside rings taken together, even-odd: a ray to the right crosses their edges oddly."""
    starts = np.concatenate([np.empty((0, 2)), *rings])
    ends = np.concatenate([np.empty((0, 2)), *(_next(ring) for ring in rings)])
    inside = []
    for point_x, point_y in points.tolist():
        across = (starts[:, 1] > point_y) != (ends[:, 1] > point_y)
        (x, y), (to_x, to_y) = starts[across].T, ends[across].T
        inside.append(bool(np.count_nonzero(point_x < x + (point_y - y) / (to_y - y) * (to_x - x)) % 2))
    return np.array(inside, dtype=np.bool_)
