"""The graph: railways or roads of OpenStreetMap as points joined by edges, read from the files of scgraph-data."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from itertools import count, pairwise

from geo.trace.lines import km
from geo.traced import Line, LonLat

FILES = {"rail": "world_railways.py", "road": "world_highways.py"}
SOURCE = f"OpenStreetMap, through scgraph-data {version('scgraph-data')}"
LICENCE = "ODbL 1.0"
SPACING_KM = 1.0
MEETS_KM = 0.1  # the data have three decimals
MARGIN = 0.7  # degrees round a way's stops in which it is looked for

Edges = dict[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Graph:
    """`edges` lead from point to point both ways, in km along the track; `by_hand` are those laid by hand."""

    points: dict[int, LonLat]
    edges: Edges
    by_hand: frozenset[frozenset[int]] = frozenset()

    def near(self, place: LonLat, reach_km: float) -> dict[int, float]:
        """The points within reach of a place, with their distance in km."""
        return {i: d for i, point in self.points.items() if (d := km(point, place)) <= reach_km}

    def around(self, stops: Iterable[LonLat]) -> "Graph":
        """The part round some stops, its long edges divided so that one can leave them anywhere."""
        lons, lats = zip(*stops, strict=True)
        west, south, east, north = min(lons) - MARGIN, min(lats) - MARGIN, max(lons) + MARGIN, max(lats) + MARGIN
        inside = {i: p for i, p in self.points.items() if west <= p[0] <= east and south <= p[1] <= north}
        edges = {i: {j: d for j, d in self.edges[i].items() if j in inside} for i in inside}
        return _divided(Graph(inside, edges, self.by_hand))


def read_graph(mode: str) -> Graph:
    """The graph of a mode. Its file is Python of two lists; reading it as text takes a second and 0.4 GB, not 5."""
    text = files("scgraph_data").joinpath(FILES[mode]).read_text(encoding="utf-8")
    edges, _, nodes = text.partition("\nnodes=")
    points = {i: (lon, lat) for i, (lat, lon) in enumerate(json.loads(nodes.partition("\n")[0]))}
    return Graph(points, {i: dict(_edges(i, inner)) for i, inner in enumerate(re.findall(r"\{([^}]*)\}", edges))})


def _edges(point: int, inner: str) -> Iterator[tuple[int, float]]:
    for other, length in re.findall(r"(\d+): ([\d.e-]+)", inner):
        if int(other) != point:
            yield int(other), float(length)


def joined(graph: Graph, lines: Iterable[Line]) -> Graph:
    """The graph with lines laid by hand, each from a point of the graph on."""
    points, edges = dict(graph.points), {i: dict(others) for i, others in graph.edges.items()}
    by_hand = set(graph.by_hand)
    for line in lines:
        for a, b in pairwise([_point(points, edges, place) for place in line]):
            edges[a][b] = edges[b][a] = km(points[a], points[b])
            by_hand.add(frozenset((a, b)))
    return Graph(points, edges, frozenset(by_hand))


def _point(points: dict[int, LonLat], edges: Edges, place: LonLat) -> int:
    nearest = min(points, key=lambda i: km(points[i], place))
    if km(points[nearest], place) <= MEETS_KM:
        return nearest
    new = len(points)
    points[new], edges[new] = place, {}
    return new


def _divided(graph: Graph) -> Graph:
    points, edges = dict(graph.points), {i: dict(others) for i, others in graph.edges.items()}
    by_hand = set(graph.by_hand)
    fresh = count(max(points, default=0) + 1)
    for a, others in graph.edges.items():
        for b, length in others.items():
            pieces = int(km(points[a], points[b]) / SPACING_KM)
            if a < b and pieces > 1:
                chain = [a, *(next(fresh) for _ in range(pieces - 1)), b]
                points |= dict(zip(chain, _between(points[a], points[b], pieces), strict=True))
                del edges[a][b], edges[b][a]
                for c, d in pairwise(chain):
                    edges.setdefault(c, {})[d] = edges.setdefault(d, {})[c] = length / pieces
                    if frozenset((a, b)) in graph.by_hand:
                        by_hand.add(frozenset((c, d)))
    return Graph(points, edges, frozenset(by_hand))


def _between(a: LonLat, b: LonLat, pieces: int) -> list[LonLat]:
    parts = [i / pieces for i in range(pieces + 1)]
    return [(a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])) for part in parts]
