"""The ways as committed: real lines from place to place, on land, as long as such journeys are; and their tracing."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import accumulate, pairwise
from math import cos, isfinite, radians
from pathlib import Path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from data.records.legs import Leg
from data.records.places import LonLat, Place
from geo.dataset import load
from geo.routes.traced import ROUTE_COLUMNS, Line, RouteKey, TracedRoute, read_traced_routes, route_key
from tools.trace import graph as graphs
from tools.trace import tracing
from tools.trace.graph import Graph, join, read_graph
from tools.trace.lines import farthest_km, km, simplified, stitched
from tools.trace.plan import Plan, read_plan
from tools.trace.search import cheapest
from tools.trace.tracing import Tracer

ROOT = Path(__file__).parents[3]
FILE = ROOT / "data" / "ways.csv"
WAYS, FAULTS = read_traced_routes(FILE)
DATASET = load()
PLACES = {place.id: place for place in DATASET.placement.places}
PLAN = read_plan()
GEOD = Geod(ellps="WGS84")
DEGREE_KM = 111.2

LEGS = {
    "Pyongyang to Beijing": ("2018-03-beijing", 0),
    "Pyongyang to Dong Dang": ("2019-02-hanoi", 0),
    "Dong Dang to Hanoi": ("2019-02-hanoi", 1),
    "Pyongyang to Vladivostok": ("2019-04-vladivostok", 0),
    "Pyongyang to Panmunjom": ("2018-04-dmz", 0),
    "Pyongyang to Khasan": ("2023-09-russia", 0),
    "Khasan to Vostochny": ("2023-09-russia", 1),
    "Vostochny to Komsomolsk": ("2023-09-russia", 2),
    "Komsomolsk to Artyom": ("2023-09-russia", 3),
    "Artyom to Khasan": ("2023-09-russia", 6),
}

each_way = pytest.mark.parametrize("way", WAYS.values(), ids=lambda way: f"{way.start} to {way.end} by {way.mode}")


def needed() -> set[RouteKey]:
    """The rail and road segments of the built-in records."""
    ids = [place.id for place in DATASET.placement.places]
    segments = DATASET.network.segments
    return {route_key(ids[start], ids[end], mode) for start, end, mode in segments if mode in ("rail", "road")}


def leg(name: str) -> Leg:
    trip, number = LEGS[name]
    return next(each for each in DATASET.trips if each.id == trip).legs[number]


def drawn(leg: Leg) -> list[Line]:
    """The lines of a leg in its own direction, one for each pair of stops."""
    pairs = pairwise(stop.name for stop in leg.stops)
    return [WAYS[route_key(start, end, leg.mode)].line_from(start) for start, end in pairs]


def geodetic_km(line: Sequence[LonLat]) -> float:
    lons, lats = zip(*line, strict=True)
    return float(GEOD.line_length(lons, lats)) / 1000


def leg_km(name: str) -> float:
    return sum(map(geodetic_km, drawn(leg(name))))


@cache
def land(sheet: str) -> BaseGeometry:
    """Natural Earth's land, 10m (`korea`) or 50m (`world`). Holes are lakes, not sea, so they are filled."""
    content = json.loads((ROOT / "static" / "basemap" / f"{sheet}.json").read_text(encoding="utf-8"))
    rings = [ring(cells, content["scale"]) for cells in content["land"]]
    shapely.prepare(filled := shapely.union_all([shapely.make_valid(shapely.Polygon(each)) for each in rings]))
    return filled


def ring(cells: list[int], scale: int) -> list[LonLat]:
    xs, ys = accumulate(cells[::2]), accumulate(cells[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def out_at_sea_km(lon: float, lat: float) -> float:
    """How far a point is from land, by the 10m coast where the committed base map has it, else by the 50m coast."""
    nearby = land("korea" if 116.5 < lon < 139.5 and 32.5 < lat < 45.5 else "world")
    if nearby.contains(shapely.Point(lon, lat)):
        return 0.0

    def flat(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        return (degrees - [lon, lat]) * [DEGREE_KM * cos(radians(lat)), DEGREE_KM]

    window = shapely.clip_by_rect(nearby, lon - 1, lat - 1, lon + 1, lat + 1)
    return float(shapely.transform(window, flat).distance(shapely.Point(0, 0)))


def sampled(line: Line) -> list[LonLat]:
    """The points of a line, and more between, about half a km apart."""
    return [(x, y) for x, y in shapely.segmentize(shapely.LineString(line), 0.005).coords]


def passing(way: TracedRoute) -> list[tuple[str, float, float]]:
    """Each place and town of a way: its name, how many km along the way it is passed, and how far aside."""
    towns = PLAN.towns_between(PLACES[way.start], PLACES[way.end], way.mode)
    points = {town: PLAN.towns[town] for town in towns}
    samples = sampled(way.line)
    along = list(accumulate((km(a, b) for a, b in pairwise(samples)), initial=0.0))
    passed = [(way.start, 0.0, 0.0)]
    for town, point in points.items():
        nearest = min(range(len(samples)), key=lambda i: km(samples[i], point))
        passed.append((town, along[nearest], km(samples[nearest], point)))
    return [*passed, (way.end, along[-1], 0.0)]


def test_the_file_is_sound_and_small() -> None:
    assert FAULTS == []
    assert FILE.stat().st_size < 120_000


def test_every_rail_and_road_segment_has_a_way_and_no_way_is_left_over() -> None:
    assert WAYS.keys() == needed() != set()


@each_way
def test_a_way_runs_from_place_to_place(way: TracedRoute) -> None:
    ends = [(PLACES[end].lon, PLACES[end].lat) for end in (way.start, way.end)]
    assert [way.line[0], way.line[-1]] == ends


@each_way
def test_a_way_says_how_it_is_known(way: TracedRoute) -> None:
    assert way.basis in {"by hand", {"rail": "railway", "road": "road"}[way.mode]}
    assert (way.basis == "by hand") <= ("laid by hand" in way.note)
    assert way.source.startswith("OpenStreetMap")
    assert way.licence == "ODbL 1.0"
    assert date.fromisoformat(way.traced) <= date.today()


@each_way
def test_a_way_has_no_jump_and_stands_nowhere_still(way: TracedRoute) -> None:
    assert all(isfinite(lon) and isfinite(lat) for lon, lat in way.line)
    steps = [km(a, b) for a, b in pairwise(way.line)]
    assert min(steps) > 0
    assert max(steps) < 60  # the data draw a long bend as one edge, across open country


@each_way
def test_no_way_is_more_than_twice_its_straight_line(way: TracedRoute) -> None:
    assert geodetic_km(way.line) <= 2 * geodetic_km([way.line[0], way.line[-1]])


@each_way
def test_no_way_leaves_the_land_by_more_than_2_km(way: TracedRoute) -> None:
    assert max(out_at_sea_km(lon, lat) for lon, lat in sampled(way.line)) <= 2


@each_way
def test_a_way_passes_within_5_km_of_its_towns_in_their_order(way: TracedRoute) -> None:
    passed = passing(way)
    assert [town for town, _, aside in passed if aside > 5] == []
    assert [town for town, _, _ in sorted(passed, key=lambda each: each[1])] == [town for town, _, _ in passed]


@pytest.mark.parametrize("way", [way for way in WAYS.values() if way.basis == "by hand"], ids=lambda way: way.end)
def test_a_way_laid_by_hand_passes_a_town_every_60_km(way: TracedRoute) -> None:
    along = [where for _, where, _ in passing(way)]
    assert max(b - a for a, b in pairwise(along)) <= 60


def test_the_lands_used_here_are_where_they_are() -> None:
    assert out_at_sea_km(127.5, 39.9) == 0, "Hamhung"
    assert out_at_sea_km(105.84, 21.02) == 0, "Hanoi"
    assert out_at_sea_km(130.0, 40.0) > 50, "the sea east of Korea"
    assert out_at_sea_km(108.0, 20.0) > 50, "the Gulf of Tonkin"


@pytest.mark.parametrize(
    ("name", "shortest", "longest"),
    [
        ("Pyongyang to Beijing", 1150, 1400),
        ("Pyongyang to Dong Dang", 3500, 4200),
        ("Pyongyang to Vladivostok", 1000, 1300),
    ],
)
def test_a_journey_is_about_as_long_as_published(name: str, shortest: float, longest: float) -> None:
    assert leg(name).mode == "rail"
    assert shortest <= leg_km(name) <= longest


@pytest.mark.parametrize("name", LEGS)
def test_the_document_gives_the_length_of_each_journey(name: str) -> None:
    lines = (ROOT / "docs" / "ways.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith(f"| {name} |"))
    assert row.split(" | ")[2] == f"{leg_km(name):,.0f}"


@pytest.mark.parametrize("name", LEGS)
def test_the_ways_of_a_journey_join_at_its_stations_in_order(name: str) -> None:
    lines = drawn(leg(name))
    stations = [(PLACES[stop.name].lon, PLACES[stop.name].lat) for stop in leg(name).stops]
    assert [lines[0][0], *(line[-1] for line in lines)] == stations
    assert all(one[-1] == other[0] for one, other in pairwise(lines))


def test_the_way_back_is_the_way_out_walked_backwards() -> None:
    way = WAYS["dandong", "sinuiju", "rail"]
    assert way.line_from("sinuiju") == way.line_from("dandong")[::-1]
    assert way.line_from("dandong")[0] == (PLACES["dandong"].lon, PLACES["dandong"].lat)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"line": "125.7 39.0"}, "row 2, line “125.7 39.0”: expected"),
        ({"line": "125.7 39.0,nan 40"}, "row 2, line “nan 40”: expected"),
        ({"line": "125.7 39.0,125 91"}, "row 2, line “125 91”: expected"),
        ({"line": "125.7 39.0,x"}, "row 2, line “x”: expected"),
        ({"line": "179 0,-179 0"}, "row 2, line: jumps across the map"),
        ({"end": ""}, "row 2, end: a way needs two places and a mode"),
    ],
)
def test_a_faulty_way_is_told_and_left_out(tmp_path: Path, cells: dict[str, str], fault: str) -> None:
    ways, faults = read_traced_routes(
        written(tmp_path, {"start": "a", "end": "b", "mode": "rail", "line": "1 2,3 4"} | cells)
    )
    assert ways == {}
    assert [str(each).startswith(f"ways.csv, {fault}") for each in faults] == [True]


def test_a_way_stands_once_whatever_its_direction(tmp_path: Path) -> None:
    there = {"start": "a", "end": "b", "mode": "rail", "line": "179 0,181 0"}
    ways, faults = read_traced_routes(written(tmp_path, there, there | {"start": "b", "end": "a"}))
    assert ways["a", "b", "rail"].line == ((179.0, 0.0), (181.0, 0.0))
    assert [(fault.row, fault.column, fault.value) for fault in faults] == [(3, "end", "a")]


def written(folder: Path, *rows: dict[str, str]) -> Path:
    """A table of ways with these cells."""
    lines = [",".join(ROUTE_COLUMNS), *(",".join(f'"{row.get(name, "")}"' for name in ROUTE_COLUMNS) for row in rows)]
    (folder / "ways.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "ways.csv"


def test_the_page_never_traces() -> None:
    product = [file for folder in ("data", "geo", "page", "export") for file in (ROOT / folder).rglob("*.py")]
    others = [file for file in (ROOT / "app.py", *product) if file.parent.name != "trace"]
    tracing = re.compile(r"import geo\.trace\b|from geo(\.trace\b| import trace\b)")
    assert [file.name for file in others if tracing.search(file.read_text(encoding="utf-8"))] == []


# A line along the equator from 0 to 5, another by 2.5 east and 0.5 north, and a branch from 3 east to 1 south.
SMALL = """
from somewhere import Graph
graph=[{1: 334, 2: 300, 0: 0.0}, {0: 334, 3: 223, 4: 111}, {0: 300, 3: 300}, {1: 223, 2: 300}, {1: 111}]
nodes=[[0, 0], [0, 3], [0.5, 2.5], [0, 5], [-1, 3]]
small = Graph(graph=graph, nodes=nodes)
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """A graph of five points, read as the real ones are."""
    monkeypatch.setattr(graphs, "files", lambda package: tmp_path)
    (tmp_path / graphs.FILES["rail"]).write_text(SMALL, encoding="utf-8")
    return read_graph("rail")


def walked(graph: Graph, *stops: LonLat) -> list[LonLat]:
    """The corners of the cheapest path."""
    part = graph.around(stops)
    return [part.points[i] for i in cheapest(part, stops) if i in graph.points]


def test_a_graph_is_read_with_longitude_first_and_without_loops(small: Graph) -> None:
    assert small.points[2] == (2.5, 0.5)
    assert small.edges[0] == {1: 334, 2: 300}


def test_long_edges_are_divided_and_stay_as_long(small: Graph) -> None:
    part = small.around([(0, 0), (5, 0)])
    lengths = [length for others in part.edges.values() for length in others.values()]
    assert max(lengths) < 1.1
    assert sum(lengths) == pytest.approx(2 * (334 + 223 + 300 + 300))


def test_the_cheapest_path_is_the_shortest_unless_led_elsewhere(small: Graph) -> None:
    assert walked(small, (0, 0), (5, 0)) == [(0, 0), (3, 0), (5, 0)]
    assert walked(small, (0, 0), (2.5, 0.52), (5, 0)) == [(0, 0), (2.5, 0.5), (5, 0)]


def test_a_path_does_not_turn_off_into_a_town_beside_the_track(small: Graph) -> None:
    assert walked(small, (0, 0), (3, -0.03), (5, 0)) == [(0, 0), (3, 0), (5, 0)]


def test_without_a_path_there_is_no_way(small: Graph) -> None:
    with pytest.raises(ValueError, match="no way from"):
        walked(small, (0, 0), (5, 0.5))


def test_a_line_laid_by_hand_begins_on_the_graph_and_is_told(small: Graph) -> None:
    join(small, ((3, -1), (4, -1)), "to the port")
    part = small.around([(3, 0), (4, -1)])
    assert walked(small, (3, 0), (4, -1)) == [(3, 0), (3, -1), (4, -1)]
    assert set(part.by_hand.values()) == {"to the port"}
    with pytest.raises(ValueError, match="to nowhere does not begin on the graph"):
        join(small, ((8, 8), (9, 9)), "to nowhere")


@pytest.fixture
def plain(small: Graph, monkeypatch: pytest.MonkeyPatch) -> Tracer:
    """A tracer of the small graph that is led nowhere."""
    monkeypatch.setattr(tracing, "source", lambda: "OpenStreetMap")
    return Tracer("rail", small, Plan({}, {}, ()), "2026-01-01")


def place(lon: float, lat: float) -> Place:
    return Place(f"{lon}, {lat}", "", "", "", "", lon, lat, (), "")


def test_a_traced_way_runs_from_place_to_place_and_says_what_was_laid_by_hand(plain: Tracer) -> None:
    join(plain.graph, ((3.0, -1.0), (3.01, -1.0), (3.02, -1.0)), "to the port")
    way = plain.trace(place(3, 0.01), place(3.02, -1)).way
    assert (way.line[0], way.line[-1]) == ((3, 0.01), (3.02, -1))
    assert (way.basis, way.note) == ("railway", "2.2 km laid by hand to the port.")


def test_a_way_mostly_laid_by_hand_says_so(plain: Tracer) -> None:
    join(plain.graph, ((3.0, -1.0), (4.0, -1.0)), "to the port")
    assert plain.trace(place(3, 0), place(4, -1)).way.basis == "by hand"


def test_a_detour_is_refused_for_the_graph_is_broken_there(plain: Tracer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "MARGIN", 5)
    with pytest.raises(ValueError, match=r"is 10\.1 times as long as the straight line"):
        plain.trace(place(2.5, 0.5), place(2.5, 0))


def test_a_way_that_doubles_back_is_refused(plain: Tracer) -> None:
    led: dict[RouteKey, tuple[str, tuple[str, ...]]] = {route_key("0, 0", "5, 0", "rail"): ("0, 0", ("port",))}
    tracer = replace(plain, plan=Plan(led, {"port": (3.0, -0.5)}, ()))
    with pytest.raises(ValueError, match="doubles back"):
        tracer.trace(place(0, 0), place(5, 0))


def test_a_way_leaves_the_track_in_time_to_meet_its_place_at_an_angle() -> None:
    track = [(i / 100, 0.0) for i in range(101)]
    line = stitched((0, 0.02), track, (1, 0))
    assert line[:2] == ((0, 0.02), (0.02, 0))
    assert line[-1] == (1, 0)


def test_small_bends_are_left_out_and_the_line_stays_near() -> None:
    bent = tuple((i / 100, 0.0005 * (i % 2) + 0.2 * (i == 50)) for i in range(101))
    line = simplified(bent)
    assert [line[0], line[-1]] == [bent[0], bent[-1]]
    assert len(line) <= 7
    assert farthest_km(line, bent) <= 0.1
