"""Search: the cheapest path over a graph that passes near some stops in their order (Dijkstra 1959)."""

import heapq
from collections.abc import Iterator, Sequence

from data.records.places import LonLat
from tools.trace.graph import Graph

END_KM = 6.0  # a place's point may be its town's middle, and the station at its edge
TOWN_KM = 4.5  # so that what is drawn passes within 5
ASIDE = 4.0  # ending a km farther off costs as much as this many km of track: the way ends at the nearest track,
PASSING = 1.9  # but passing a town, under two: there and back on a branch into the town is not worth it

State = tuple[int, int]  # how many stops are passed, and the point


def cheapest(graph: Graph, stops: Sequence[LonLat]) -> list[int]:
    """The points of the path, from near the first stop to near the last; raises ValueError if there is none."""
    start, *towns, end = stops
    near = [
        _aside(graph, start, END_KM, ASIDE),
        *(_aside(graph, town, TOWN_KM, PASSING) for town in towns),
        _aside(graph, end, END_KM, ASIDE),
    ]
    costs: dict[State, float] = {(1, i): aside for i, aside in near[0].items()}
    before: dict[State, State] = {}
    queue = [(cost, state) for state, cost in costs.items()]
    heapq.heapify(queue)
    while queue:
        cost, state = heapq.heappop(queue)
        if state[0] == len(stops):
            return _walked(before, state)
        if cost > costs[state]:
            continue
        for following, step in _steps(graph, near, state):
            if cost + step < costs.get(following, float("inf")):
                costs[following], before[following] = cost + step, state
                heapq.heappush(queue, (cost + step, following))
    raise ValueError(f"no way from {stops[0]} to {stops[-1]}")


def _aside(graph: Graph, stop: LonLat, reach_km: float, cost: float) -> dict[int, float]:
    """The cost of passing a stop at each of the points near it."""
    return {i: cost * aside for i, aside in graph.near(stop, reach_km).items()}


def _steps(graph: Graph, near: Sequence[dict[int, float]], state: State) -> Iterator[tuple[State, float]]:
    passed, point = state
    if point in near[passed]:
        yield (passed + 1, point), near[passed][point]
    for other, length in graph.edges[point].items():
        yield (passed, other), length


def _walked(before: dict[State, State], state: State) -> list[int]:
    path = [state[1]]
    while state in before:
        state = before[state]
        if state[1] != path[-1]:
            path.append(state[1])
    return path[::-1]
