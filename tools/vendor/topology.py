"""Read a TopoJSON file as arcs, rings and borders: lines in degrees, longitude first, unbroken at the date line."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Any, NotRequired, TypedDict

from shapely import LineString
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Line = list[Point]
References = list[int]  # arcs of one ring in order; ~i is arc i walked backwards


class Transform(TypedDict):
    """How the file's integers become degrees."""

    scale: list[float]
    translate: list[float]


class Geometry(TypedDict):
    """One country, or the land; `id` is ISO 3166-1 numeric, or missing."""

    type: str
    id: NotRequired[str]
    properties: NotRequired[dict[str, str]]
    arcs: NotRequired[Any]  # nested as deep as `type` says
    geometries: NotRequired[list["Geometry"]]


class Topology(TypedDict):
    """The parts of a TopoJSON file that we read."""

    arcs: list[list[list[int]]]
    objects: dict[str, Geometry]
    transform: Transform


def decoded(topology: Topology, tolerance: float) -> list[Line]:
    """Every arc in degrees, simplified by `tolerance` degrees; neighbours share arcs, so they still meet."""
    return [simplified(unwrapped(_degrees(arc, topology["transform"])), tolerance) for arc in topology["arcs"]]


def _degrees(arc: list[list[int]], transform: Transform) -> Line:
    (scale_x, scale_y), (west, south) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(column) for column in zip(*arc, strict=True))
    return [(x * scale_x + west, y * scale_y + south) for x, y in zip(xs, ys, strict=True)]


def unwrapped(line: Line) -> Line:
    """The line without jumps: a step of more than 180 degrees is taken the other way round the world."""
    turns = accumulate((_turn(a, b) for (a, _), (b, _) in pairwise(line)), initial=0)
    return [(lon + 360 * turn, lat) for turn, (lon, lat) in zip(turns, line, strict=True)]


def _turn(a: float, b: float) -> int:
    return (a - b > 180) - (b - a > 180)


def simplified(line: Line, tolerance: float) -> Line:
    """The line without bends under `tolerance` degrees; an islet that is too small for that stays as it is."""
    simple = points(LineString(line).simplify(tolerance, preserve_topology=False))
    is_islet = line[0] == line[-1] and len(simple) < 4
    return line if is_islet else simple


def points(line: BaseGeometry) -> Line:
    """The points of a shapely line."""
    return [(x, y) for x, y in line.coords]


def polygons(geometry: Geometry) -> Iterator[list[References]]:
    """The polygons of a geometry, each a list of rings, to be filled even-odd."""
    if geometry["type"] == "GeometryCollection":
        for member in geometry["geometries"]:
            yield from polygons(member)
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]
    else:
        yield geometry["arcs"]


def lines(geometry: Geometry, arcs: list[Line]) -> Iterator[Line]:
    """The lines of a geometry; one that follows several arcs is one line."""
    parts = geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
    return (unwrapped([point for i in references for point in _walked(i, arcs)]) for references in parts)


def ring(references: References, arcs: list[Line]) -> Line:
    """The closed line that the arcs make, unwrapped; one that circles the South Pole is closed below the map."""
    joined = unwrapped([point for i in references for point in _walked(i, arcs)])
    (first, _), (last, lat) = joined[0], joined[-1]
    if abs(last - first) < 180:
        return joined
    if lat > 0:
        raise ValueError("a ring circles the North Pole, where there is no land")
    return [*joined, (last, -90.0), (first, -90.0), joined[0]]


def _walked(reference: int, arcs: list[Line]) -> Line:
    return arcs[reference] if reference >= 0 else arcs[~reference][::-1]


def borders(countries: Iterable[Geometry], arcs: list[Line]) -> list[Line]:
    """The arcs between two countries; a coast belongs to one country, and so does a seam, twice."""
    owners = Counter(arc for country in countries for arc in _own_arcs(country))
    return [arcs[arc] for arc, count in sorted(owners.items()) if count == 2]


def _own_arcs(country: Geometry) -> set[int]:
    return {max(i, ~i) for rings in polygons(country) for references in rings for i in references}
