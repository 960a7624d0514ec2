"""How far a point lies outside a country, by Natural Earth's coarse outlines. Reads `countries.json`."""

import json
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from geo.routes.geometry import ellipsoid

OUTLINES_FILE = Path(__file__).with_name("countries.json")
TURNS = (-360.0, 0.0, 360.0)  # the outlines are cut at 180 degrees, where their neighbours go on

Edges = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]  # starts and ends, each (n, 2), longitude first


@cache
def country_outlines() -> bytes:
    """The outlines of all countries as browsers get them: JSON of rings by code, in degrees times the scale."""
    return OUTLINES_FILE.read_bytes()


def outlines_of(codes: Iterable[str]) -> str:
    """The outlines of some countries in the same form, for a page that has no others."""
    content, wanted = _content(), sorted(set(codes))
    kept = {code: content["countries"][code] for code in wanted if code in content["countries"]}
    return json.dumps({"scale": content["scale"], "countries": kept}, separators=(",", ":"))


def outside_km(country: str, lon: float, lat: float) -> float | None:
    """The distance from a point to a country (ISO 3166-1 alpha-2), 0 inside; `None` where it has no outline.

    >>> outside_km("MN", 106.9, 47.9), outside_km("XX", 0, 0)
    (0.0, None)
    """
    edges = edges_of(country)
    if edges is None:
        return None
    return 0.0 if _is_inside(edges, lon, lat) else _distance_km(edges, lon, lat)


def _is_inside(edges: Edges, lon: float, lat: float) -> bool:
    """Even-odd: a ray to the east crosses the outline an odd number of times."""
    (x, y), (to_x, to_y) = edges[0].T, edges[1].T
    across = (y > lat) != (to_y > lat)
    at = x[across] + (lat - y[across]) / (to_y - y)[across] * (to_x - x)[across]
    return bool(np.count_nonzero(lon < at) % 2)


def _distance_km(edges: Edges, lon: float, lat: float) -> float:
    """To the nearest point of the edges, found on a flat map that is true where the point is."""
    starts, steps = edges[0] - (lon, lat), edges[1] - edges[0]
    flat = np.array([np.cos(np.radians(lat)), 1.0])
    turned = np.concatenate([starts + np.array([turn, 0.0]) for turn in TURNS])
    steps = np.tile(steps, (len(TURNS), 1))
    squares = np.maximum(((steps * flat) ** 2).sum(axis=1), 1e-12)  # at a pole an edge may have no length
    along = np.clip(-(turned * steps * flat**2).sum(axis=1) / squares, 0.0, 1.0)
    near = turned + along[:, None] * steps
    nearest = near[((near * flat) ** 2).sum(axis=1).argmin()] + (lon, lat)
    return float(cast(float, ellipsoid().inv(lon, lat, nearest[0], nearest[1])[2])) / 1000


@cache
def edges_of(country: str) -> Edges | None:
    """The edges of a country's outline in degrees; `None` where it has none."""
    rings = [_ring(cells) for cells in _content()["countries"].get(country, [])]
    if not rings:
        return None
    return np.concatenate(rings), np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])


def _ring(cells: list[int]) -> npt.NDArray[np.float64]:
    xs, ys = accumulate(cells[::2]), accumulate(cells[1::2])
    return np.array([*zip(xs, ys, strict=True)], dtype=np.float64) / float(_content()["scale"])


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(OUTLINES_FILE.read_text(encoding="utf-8"))
    return content
