"""Tracing: one way, searched on the graph, put onto its places, simplified, and described."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.places import Place
from geo.trace.graph import LICENCE, SOURCE, Graph, joined, read_graph
from geo.trace.lines import farthest_km, km, length_km, simplified, stitched
from geo.trace.plan import Join, Plan
from geo.trace.search import cheapest
from geo.traced import Line, LonLat, TracedWay

BASES = {"rail": "railway", "road": "road"}
GREATEST_DETOUR = 2.0  # times the straight line: more is a break in the data, not a way
GREATEST_STRAY_KM = 5.0  # from the graph


@dataclass(frozen=True, slots=True)
class Traced:
    """A way and how it was come by: its length over the straight line's, and how far it strays from the graph."""

    way: TracedWay
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
        """The way from start to end; ValueError where the graph has none that is sound."""
        towns = self.plan.towns_between(start, end, self.mode)
        stops = [(start.lon, start.lat), *(self.plan.towns[town] for town in towns), (end.lon, end.lat)]
        graph = self.graph.around(stops)
        path = cheapest(graph, stops)
        trail = tuple(graph.points[i] for i in path)
        line = simplified(stitched(stops[0], trail, stops[-1]))
        return self._sound(self._way(start, end, line, _notes(towns, graph, path, self._joins())), trail)

    def _joins(self) -> list[Join]:
        return [join for join in self.plan.joins if join.mode == self.mode]

    def _way(self, start: Place, end: Place, line: Line, notes: tuple[float, str]) -> TracedWay:
        by_hand_km, note = notes
        basis = "by hand" if by_hand_km > length_km(line) / 2 else BASES[self.mode]
        return TracedWay(start.id, end.id, self.mode, basis, SOURCE, LICENCE, self.today, note, line)

    def _sound(self, way: TracedWay, trail: Line) -> Traced:
        traced = Traced(way, length_km(way.line), length_km(way.line) / km(way.line[0], way.line[-1]), farthest_km(way.line, trail))
        if traced.detour > GREATEST_DETOUR or traced.stray_km > GREATEST_STRAY_KM:
            raise ValueError(f"{way.start} to {way.end}: {traced.detour:.2f} times straight, {traced.stray_km:.1f} km off")
        return traced


def tracer(mode: str, plan: Plan, today: str) -> Tracer:
    """A tracer of a mode, its graph read and joined by hand where the plan says."""
    return Tracer(mode, joined(read_graph(mode), [join.line for join in plan.joins if join.mode == mode]), plan, today)


def _notes(towns: Sequence[str], graph: Graph, path: list[int], joins: list[Join]) -> tuple[float, str]:
    """How many km are laid by hand, and the note that says so."""
    by_hand = [(graph.points[a], graph.points[b]) for a, b in pairwise(path) if frozenset((a, b)) in graph.by_hand]
    notes = [f"Through {', '.join(towns)}."] if towns else []
    total = 0.0
    for join in joins:
        laid = sum(km(a, b) for a, b in by_hand if _lies_on(a, join) and _lies_on(b, join))
        total += laid
        notes += [f"{laid:.1f} km laid by hand {join.where}."] if laid else []
    return total, " ".join(notes)


def _lies_on(point: LonLat, join: Join) -> bool:
    return min(km(point, end) for end in join.line) <= length_km(join.line)
