"""Tracing: search one way on the graph, connect it to its places, simplify it, and describe it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.records.places import Place
from geo.routes.traced import TracedRoute
from tools.trace.graph import LICENCE, Graph, join, read_graph, source
from tools.trace.lines import farthest_km, km, length_km, simplified, stitched
from tools.trace.plan import Plan
from tools.trace.search import cheapest

BASES = {"rail": "railway", "road": "road"}
GREATEST_DETOUR = 2.0  # times the straight line: more is a break in the data, not a way
GREATEST_STRAY_KM = 5.0  # from the graph: a way of which more is laid by hand is "by hand" as a whole


@dataclass(frozen=True, slots=True)
class Traced:
    """A way with its length in km, its ratio to the straight line, and its largest distance from the searched path."""

    way: TracedRoute
    km: float
    detour: float
    stray_km: float


@dataclass(frozen=True, slots=True)
class Tracer:
    """Traces the ways of one mode; `today` is written on them, as ISO 8601."""

    mode: str
    graph: Graph
    plan: Plan
    today: str

    def trace(self, start: Place, end: Place) -> Traced:
        """Trace the way from start to end; raise ValueError if the graph has no acceptable one."""
        towns = self.plan.towns_between(start, end, self.mode)
        stops = [(start.lon, start.lat), *(self.plan.towns[town] for town in towns), (end.lon, end.lat)]
        graph = self.graph.around(stops)
        path = cheapest(graph, stops)
        trail = tuple(graph.points[i] for i in path)
        line = simplified(stitched(stops[0], trail, stops[-1]))
        by_hand = _by_hand(graph, path)
        basis = "by hand" if sum(by_hand.values()) > GREATEST_STRAY_KM else BASES[self.mode]
        note = _note(towns, by_hand)
        way = TracedRoute(start.id, end.id, self.mode, basis, source(), LICENCE, self.today, note, line)
        length = length_km(line)
        return _sound(Traced(way, length, length / km(line[0], line[-1]), farthest_km(line, trail)), path)


def tracer(mode: str, plan: Plan, today: str) -> Tracer:
    """Read the graph of a mode and add the joins of the plan."""
    graph = read_graph(mode)
    for each in plan.joins:
        if each.mode == mode:
            join(graph, each.line, each.where)
    return Tracer(mode, graph, plan, today)


def _by_hand(graph: Graph, path: Sequence[int]) -> dict[str, float]:
    """The length in km of each part of a path that is drawn by hand, and where it is."""
    lengths: defaultdict[str, float] = defaultdict(float)
    for a, b in pairwise(path):
        if where := graph.by_hand.get(frozenset((a, b))):
            lengths[where] += graph.edges[a][b]
    return lengths


def _note(towns: Sequence[str], by_hand: dict[str, float]) -> str:
    through = [f"Through {', '.join(towns)}."] if towns else []
    return " ".join([*through, *(f"{length:.1f} km laid by hand {where}." for where, length in by_hand.items())])


def _sound(traced: Traced, path: Sequence[int]) -> Traced:
    way = f"{traced.way.start} to {traced.way.end}"
    if traced.detour > GREATEST_DETOUR:
        raise ValueError(f"{way} is {traced.detour:.1f} times as long as the straight line; is the graph broken there?")
    if traced.stray_km > GREATEST_STRAY_KM:
        raise ValueError(f"{way} strays {traced.stray_km:.1f} km from the graph")
    if len(set(path)) < len(path):
        raise ValueError(f"{way} doubles back; lead it through other towns")
    return traced
