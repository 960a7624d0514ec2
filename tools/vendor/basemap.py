"""The base map's file: outlines cut to a rectangle of the flat map, as short integers, with a point for each name."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, chain, pairwise
from operator import xor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from tools.vendor import topology
from tools.vendor.topology import Geometry, Line, Topology

ISO_3166 = dict(row.split() for row in Path(__file__).with_name("iso3166.txt").read_text("utf-8").splitlines())
KOSOVO = "XK"  # user-assigned; CLDR has names for it in every language
TILE_PX = 256
NAME_PX = 100  # about twelve small capitals
ZOOMS = (2, 7)  # a name that fits nowhere in between is shown from the last one on

Cells = list[int]  # x0, y0, dx1, dy1, ... in 1/scale degrees
Label = tuple[str, float, float, int]  # ISO 3166-1 alpha-2, longitude and latitude in degrees, first zoom


class Bounds(NamedTuple):
    """A rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map to make: its rectangle, cells per degree, and the smallest bend it keeps, in degrees."""

    bounds: Bounds
    scale: int
    tolerance: float
    has_labels: bool


def drawn(source: Topology, sheet: Sheet) -> dict[str, Any]:
    """The content of a sheet, ready for JSON."""
    arcs = topology.decoded(source, sheet.tolerance)
    countries = source["objects"]["countries"]["geometries"]
    land = (area(rings, arcs, sheet.bounds) for rings in topology.polygons(source["objects"]["land"]))
    lines = _cut(MultiLineString(topology.borders(countries, arcs)), sheet.bounds)
    content: dict[str, Any] = {
        "scale": sheet.scale,
        "bounds": sheet.bounds,
        "land": sorted(encoded(chain.from_iterable(map(outer_and_inner, land)), sheet.scale, closed=True)),
        "borders": sorted(encoded(_lines(lines), sheet.scale, closed=False)),
        "labels": sorted(labels(countries, arcs, sheet.bounds)) if sheet.has_labels else [],
    }
    check(content)
    return content


def compact(content: dict[str, Any]) -> str:
    """JSON without blanks."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=True)


def area(rings: list[topology.References], arcs: list[Line], bounds: Bounds) -> BaseGeometry:
    """The part of a polygon inside `bounds`; what is beyond the date line is moved to the other side."""
    # Even-odd, since Antarctica's outer ring is a mere point at the pole and the continent stands as its hole.
    return reduce(xor, (_cut(_valid(topology.ring(references, arcs)), bounds) for references in rings))


def _valid(ring: Line) -> BaseGeometry:
    # The files hold a few rings of one or two points.
    return shapely.make_valid(Polygon(ring)) if len(ring) > 3 else Polygon()


def _cut(shape: BaseGeometry, bounds: Bounds) -> BaseGeometry:
    window = shapely.box(*bounds)
    turned = (translate(shape, xoff=turn) for turn in (-360, 0, 360))
    return shapely.union_all([each.intersection(window) for each in turned if each.intersects(window)])


def outer_and_inner(shape: BaseGeometry) -> Iterator[Line]:
    """The rings of a shape's polygons."""
    # Only the line that closes Antarctica at the map's lower end is longer than 90 degrees.
    for part in shapely.get_parts(shapely.segmentize(shape, 90)):
        if isinstance(part, Polygon):
            yield from (topology.points(each) for each in (part.exterior, *part.interiors))


def _lines(shape: BaseGeometry) -> Iterator[Line]:
    return merged(MultiLineString([part for part in shapely.get_parts(shape) if isinstance(part, LineString)]))


def merged(lines: MultiLineString) -> Iterator[Line]:
    """The lines of a shape, those that meet end to end joined."""
    return (topology.points(part) for part in shapely.get_parts(shapely.line_merge(lines)))


def encoded(lines: Iterable[Line], scale: int, *, closed: bool) -> Iterator[Cells]:
    """Each line as differences in whole 1/`scale` degrees; lines that are too small for that are left out."""
    for line in lines:
        cells = [(round(x * scale), round(y * scale)) for x, y in line]
        kept = [cells[0], *(b for a, b in pairwise(cells) if a != b)]
        if closed:
            kept = kept[:-1]  # the reader closes it again
        if len(set(kept)) >= (3 if closed else 2):
            yield [*kept[0], *chain.from_iterable((c - a, d - b) for (a, b), (c, d) in pairwise(kept))]


def decoded(cells: Cells, scale: int) -> Line:
    """The points of an encoded line, in degrees."""
    xs, ys = accumulate(cells[::2]), accumulate(cells[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def check(content: dict[str, Any]) -> None:
    """Raise ValueError if a line leaves the sheet or crosses it from side to side."""
    west, south, east, north = content["bounds"]
    for cells in content["land"] + content["borders"]:
        line = decoded(cells, content["scale"])
        if not all(west <= x <= east and south <= y <= north for x, y in line):
            raise ValueError(f"a line that starts at {line[0]} leaves the sheet")
        if any(abs(a - b) > 180 for (a, _), (b, _) in pairwise([*line, line[0]])):
            raise ValueError(f"a line that starts at {line[0]} streaks across the map")


def labels(countries: Iterable[Geometry], arcs: list[Line], bounds: Bounds) -> Iterator[Label]:
    """The position of each country's name, and the first zoom at which it fits; one name per ISO code."""
    parts: defaultdict[str | None, list[BaseGeometry]] = defaultdict(list)
    for country in countries:
        pieces = (area(rings, arcs, bounds) for rings in topology.polygons(country))
        parts[country_code(country)] += [_projected(piece) for piece in pieces]
    return (_label(code, pieces) for code, pieces in parts.items() if code)


def country_code(country: Geometry) -> str | None:
    """ISO 3166-1 alpha-2, or None for a territory without a code."""
    if country.get("properties", {}).get("name") == "Kosovo":
        return KOSOVO
    return ISO_3166.get(country.get("id", ""))


def _label(code: str, pieces: list[BaseGeometry]) -> Label:
    lands = list(chain.from_iterable(shapely.get_parts(piece) for piece in pieces))
    largest = max(lands, key=lambda land: float(land.area))
    spot = shapely.get_point(shapely.maximum_inscribed_circle(largest), 0)
    lat = math.degrees(math.atan(math.sinh(2 * math.pi * spot.y)))
    return code, round(spot.x * 360, 2), round(lat, 2), first_zoom(sum(float(land.area) for land in lands))


def _projected(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, _mercator)


def _mercator(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = degrees.T
    return np.column_stack([lon / 360, np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi)])


def first_zoom(share: float) -> int:
    """The zoom at which a land with this share of the world's square is about as wide as a name."""
    lowest, highest = ZOOMS
    fits = math.log2(NAME_PX / TILE_PX / math.sqrt(share)) if share else highest
    return min(max(round(fits), lowest), highest)
