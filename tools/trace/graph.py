"""The graph: railways or roads of OpenStreetMap as points joined by edges, read from the files of scgraph-data."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from itertools import count, pairwise

from data.records.places import LonLat
from geo.routes.traced import Line
from tools.trace.lines import km

FILES = {"rail": "world_railways.py", "road": "world_highways.py"}
LICENCE = "ODbL 1.0"
SPACING_KM = 1.0
MEETS_KM = 0.1  # the data have three decimals
MARGIN = 0.7  # degrees round a way's stops in which it is looked for

Edge = frozenset[int]


@dataclass(frozen=True, slots=True)
class Graph:
    """`edges` lead from point to point in both directions, in km of track; `by_hand` are those drawn by hand."""

    points: dict[int, LonLat]
    edges: dict[int, dict[int, float]]
    by_hand: dict[Edge, str] = field(default_factory=dict)

    def near(self, place: LonLat, reach_km: float) -> dict[int, float]:
        """The points within reach of a place, with their distance in km."""
        return {i: aside for i, point in self.points.items() if (aside := km(point, place)) <= reach_km}

    def around(self, stops: Sequence[LonLat]) -> "Graph":
        """The part of the graph around some stops, with long edges divided so that a way can leave them anywhere."""
        lons, lats = zip(*stops, strict=True)
        west, south, east, north = min(lons) - MARGIN, min(lats) - MARGIN, max(lons) + MARGIN, max(lats) + MARGIN
        inside = {i: p for i, p in self.points.items() if west <= p[0] <= east and south <= p[1] <= north}
        part = Graph(dict(inside), {i: {} for i in inside})
        fresh = count(max(self.points) + 1)
        for a in inside:
            for b, length in self.edges[a].items():
                if a < b and b in inside:
                    chain = _divided(part, a, b, fresh)
                    part.link(chain, length / (len(chain) - 1), self.by_hand.get(frozenset((a, b)), ""))
        return part

    def link(self, chain: Iterable[int], step_km: float, by_hand: str) -> None:
        """Join consecutive points, each `step_km` from the next."""
        for a, b in pairwise(chain):
            self.edges[a][b] = self.edges[b][a] = step_km
            if by_hand:
                self.by_hand[frozenset((a, b))] = by_hand


def source() -> str:
    """The source of the graphs, for the credits."""
    return f"OpenStreetMap, through scgraph-data {version('scgraph-data')}"


def read_graph(mode: str) -> Graph:
    """Read the graph of a mode. Its file is Python with two long lists; importing it takes ten times the memory."""
    text = files("scgraph_data").joinpath(FILES[mode]).read_text(encoding="utf-8")
    edges, _, nodes = text.partition("\nnodes=")
    points = {i: (lon, lat) for i, (lat, lon) in enumerate(json.loads(nodes.partition("\n")[0]))}
    return Graph(points, {i: dict(_edges(i, inner)) for i, inner in enumerate(re.findall(r"\{([^{}]*+)\}", edges))})


def _edges(point: int, inner: str) -> Iterator[tuple[int, float]]:
    for other, length in re.findall(r"(?<!\d)(\d++): ([\d.e-]++)", inner):
        if int(other) != point:
            yield int(other), float(length)


def join(graph: Graph, line: Line, where: str) -> None:
    """Add a line drawn by hand; raise ValueError if it does not begin on the graph."""
    chain = [_meeting(graph, place) for place in line]
    if not graph.edges[chain[0]]:
        raise ValueError(f"the line laid by hand {where} does not begin on the graph")
    for a, b in pairwise(chain):
        graph.link((a, b), km(graph.points[a], graph.points[b]), where)


def _meeting(graph: Graph, place: LonLat) -> int:
    nearest = min(graph.points, key=lambda i: km(graph.points[i], place))
    return nearest if km(graph.points[nearest], place) <= MEETS_KM else _added(graph, max(graph.points) + 1, place)


def _divided(part: Graph, a: int, b: int, fresh: Iterator[int]) -> list[int]:
    """The points of an edge, with new ones so that none is much farther than `SPACING_KM` from the next."""
    (lon, lat), (to_lon, to_lat) = part.points[a], part.points[b]
    pieces = max(1, int(km(part.points[a], part.points[b]) / SPACING_KM))
    shares = [i / pieces for i in range(1, pieces)]
    between = [(lon + share * (to_lon - lon), lat + share * (to_lat - lat)) for share in shares]
    return [a, *(_added(part, next(fresh), point) for point in between), b]


def _added(graph: Graph, i: int, point: LonLat) -> int:
    graph.points[i], graph.edges[i] = point, {}
    return i
