"""Flights: the geodesic that `static/model/geodesic.js` lays out is the one of PROJ, to a metre."""

from itertools import pairwise
from random import Random

from pyproj import Geod

from tests.node_script import run_script

GEOD = Geod(ellps="WGS84")
LEFT_TO_THE_SERVER_M = 19_900_000
STEPS = 12
EDGES = [
    ((126.0, 39.0), (126.0, 39.0)),
    ((179.0, 10.0), (-179.0, 12.0)),
    ((0.0, 90.0), (30.0, 10.0)),
    ((10.0, 0.0), (60.0, 0.0)),
    ((20.0, -90.0), (20.0, 80.0)),
]
SCRIPT = """
import {geodesic} from './static/model/geodesic.js';
import {text} from 'node:stream/consumers';
const ways = JSON.parse(await text(process.stdin)).map(([from, to]) => [...geodesic(from, to, %d)]);
console.log(JSON.stringify(ways));
"""

Point = tuple[float, float]


def laid_out(pairs: list[tuple[Point, Point]]) -> list[list[float]]:
    ways: list[list[float]] = run_script(SCRIPT % STEPS, pairs)
    return ways


def test_every_point_lies_on_the_geodesic() -> None:
    random = Random(1)

    def end() -> Point:
        return random.uniform(-180, 180), random.uniform(-90, 90)

    pairs = [*EDGES, *((end(), end()) for _ in range(1000))]
    near = [(start, stop) for start, stop in pairs if GEOD.inv(*start, *stop)[2] <= LEFT_TO_THE_SERVER_M]
    for (start, stop), flat in zip(near, laid_out(near), strict=True):
        azimuth = GEOD.inv(*start, *stop)[0]
        points = list(zip(flat[::2], flat[1::2], strict=True))
        assert points[0] == start
        assert points[-1][1] == stop[1]
        assert all(abs(b[0] - a[0]) <= 180 for a, b in pairwise(points))
        for lon, lat in points[1:-1]:
            on_lon, on_lat, _ = GEOD.fwd(*start, azimuth, GEOD.inv(*start, lon, lat)[2])
            assert GEOD.inv(lon, lat, on_lon, on_lat)[2] < 1
