"""Lines on the ground: distances in km between near points, and the shape of a way. Longitude first, in degrees."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians

import shapely
from shapely import LineString

from data.records.places import LonLat
from geo.routes.traced import Line

DEGREE_KM = 111.2  # of latitude, mean; a degree of longitude is this times the cosine of the latitude
BEND_KM = 0.1  # bends under this are left out: under half a pixel at zoom 9
SPUR_KM = 1.0  # what lies this near the end is left out, for it may double back into a yard
SAMPLE_KM = 0.5


def km(a: LonLat, b: LonLat) -> float:
    """The distance of two points; exact to half a percent up to some hundred km."""
    return DEGREE_KM * hypot((a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2)), a[1] - b[1])


def length_km(line: Sequence[LonLat]) -> float:
    """The length of a line."""
    return sum(km(a, b) for a, b in pairwise(line))


def stitched(start: LonLat, line: Sequence[LonLat], end: LonLat) -> Line:
    """The line with the places as its ends; they are beside the track, so the line leaves it near them."""
    onward = _cut(list(line), start)
    back = _cut(onward[::-1], end)
    return (start, *back[::-1], end)


def _cut(line: list[LonLat], place: LonLat) -> list[LonLat]:
    # Half as far again as the track is from the place: the way meets it at an angle, not as a needle.
    near = max(SPUR_KM, 1.5 * min(km(point, place) for point in line))
    while len(line) > 1 and km(line[1], place) < near:
        line = line[1:]
    return line


def simplified(line: Line) -> Line:
    """The line without bends under `BEND_KM`, in 1e-4 degrees; both ends stay."""
    lat = line[0][1]
    kept = _flat(line, lat).simplify(BEND_KM).coords[1:-1]
    return (line[0], *((round(x / _stretch(lat), 4), round(y / DEGREE_KM, 4)) for x, y in kept), line[-1])


def farthest_km(line: Line, trail: Line) -> float:
    """The largest distance of a line from another one."""
    lat = line[0][1]
    samples = shapely.points(shapely.segmentize(_flat(line, lat), SAMPLE_KM).coords)
    return float(shapely.distance(samples, _flat(trail, lat)).max())


def _flat(line: Line, lat: float) -> LineString:
    """Project to km; exact at one latitude and right to a few percent some hundred km from it."""
    return LineString([(lon * _stretch(lat), lat_ * DEGREE_KM) for lon, lat_ in line])


def _stretch(lat: float) -> float:
    return DEGREE_KM * cos(radians(lat))
