"""Colours of lines: JavaScript and Python give the same lines the same groups, of made tables and of random ones."""

import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from export.view import read_view, visible_trips
from geo.colouring import COLOURS, REST, SEVERAL, colour_trips, segment_groups
from geo.dataset import Dataset, load
from tests.node_script import run_script
from tests.parity import Chosen

ROOT = Path(__file__).parents[2]
SCRIPT = """
import {COLOURS, Colouring} from './static/model/colouring.js';
import {colourFacets} from './static/model/facets.js';
import {Trips} from './static/model/trips.js';
import {Store} from './static/model/view.js';
import {text} from 'node:stream/consumers';

const given = JSON.parse(await text(process.stdin));
const found = given.map(({payload, query}) => {
  const trips = new Trips(payload), history = {replaceState: () => {}};
  const location = new URL(`https://example.org/${query}`);
  const store = new Store({location, history, navigation: {addEventListener() {}}}, trips);
  const {colour, maps} = store.view, groups = Object.fromEntries(colourFacets(trips).map(facet => {
    const colouring = new Colouring(trips, facet), {count} = trips.traffic(store.shown);
    const segments = [...colouring.segments(store.shown)].flatMap((group, at) => (count[at] ? [[at, group]] : []));
    return [facet, {
      texts: colouring.groups.map(({text}) => text),
      colours: colouring.groups.map(({colour}) => colour),
      counts: [...colouring.counts(store.shown)],
      segments,
    }];
  }));
  return {groups, colour, maps};
});
console.log(JSON.stringify(found));
"""
HEAD = "Trip,Traveller,Depart,Origin,Destination,Mode,Met,Airline,Class,Seat"
CITIES = ("Seoul", "Tokyo", "Beijing", "Hanoi", "Paris", "Nairobi", "Lima", "Oslo", "Delhi", "Cairo", "Quito", "Perth")


def by_javascript(cases: list[tuple[Dataset, str]]) -> list[dict[str, Any]]:
    given = [{"payload": json.loads(dataset.payload), "query": query} for dataset, query in cases]
    found: list[dict[str, Any]] = run_script(SCRIPT, given)
    return found


def by_python(dataset: Dataset, chosen: Chosen) -> dict[str, Any]:
    trips = visible_trips(dataset, read_view(dataset, chosen))
    found = {}
    for facet in dataset.colour_facets:
        colouring = colour_trips(dataset, facet)
        found[facet] = {
            "texts": list(colouring.texts()),
            "colours": list(COLOURS),
            "counts": colouring.counts(trips),
            "segments": [list(pair) for pair in sorted(segment_groups(dataset, colouring, trips).items())],
        }
    view = read_view(dataset, chosen)
    return {"groups": found, "colour": view.colour, "maps": list(view.maps)}


def table(folder: Path, name: str, rows: list[str], head: str = HEAD) -> Dataset:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return load(path)


def random_rows(seed: int) -> Iterator[str]:
    """Trips of one leg or two, with few or many values in each column, some blank and some undated."""
    draw = random.Random(seed)
    travellers = [f"Traveller {n}" for n in range(draw.choice((1, 2, 3, 12)))] + [""] * draw.choice((0, 1))
    airlines, years = [f"Air {n}" for n in range(draw.choice((1, 3, 20)))] + [""], draw.choice((1, 4, 9, 60, 400))
    people = ["", "Ann Lee", "Bo Chu", "Ann Lee; Bo Chu", *(f"Cy {chr(65 + n)}o" for n in range(draw.choice((0, 9))))]
    for number in range(draw.choice((2, 9, 30))):
        day = f"{2024 - draw.randrange(years):04}-05-{draw.randrange(1, 28):02}" if draw.random() < 0.9 else ""
        who, met = draw.choice(travellers), draw.choice(people)
        cities = draw.sample(CITIES[: draw.choice((3, 12))], draw.choice((2, 3)))
        for origin, destination in pairwise(cities):
            own = draw.choice(airlines), draw.choice(("economy", "business")), f"{number}{destination}"
            mode = draw.choice(("air", "rail", "road"))
            yield ",".join((f"t{number}", who, day, origin, destination, mode, met, *own))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    rows = [
        "1,Ann,2019-01-01,Seoul,Tokyo,air,,A,x,1",
        "2,Ann,2020-01-01,Seoul,Tokyo,air,,A,x,2",
        "3,Bea,2020-02-01,Seoul,Beijing,rail,,B,x,3",
        "4,Bea,2021-02-01,Tokyo,Seoul,air,,,x,4",
        "5,Cem,2022-03-01,Oslo,Paris,rail,,C,x,5",
    ]
    return table(tmp_path_factory.mktemp("three"), "three", rows)


def test_lines_have_the_group_of_their_trips_and_one_of_their_own_where_trips_differ(three: Dataset) -> None:
    colouring = colour_trips(three, "traveller")
    assert colouring.texts()[:3] == ("Ann", "Bea", "Cem")
    assert colouring.counts(three.trips) == [2, 2, 1, 0, 0, 0, 0, 0, 0]
    groups = segment_groups(three, colouring, three.trips)
    ends = {
        number: {three.placement.places[end].label for end in three.network.segments[number][:2]} for number in groups
    }
    found = {frozenset(names): groups[number] for number, names in ends.items()}
    expected = {("Seoul", "Tokyo"): SEVERAL, ("Seoul", "Beijing"): 1, ("Oslo", "Paris"): 2}
    assert found == {frozenset(names): group for names, group in expected.items()}
    ann = visible_trips(three, read_view(three, {"traveller": ["Ann"]}))
    assert set(segment_groups(three, colouring, ann).values()) == {0}


def test_a_column_without_a_value_is_said_and_years_stand_in_order(three: Dataset) -> None:
    assert three.colour_facets == ("traveller", "year", "column1", "column3")
    airline = colour_trips(three, "column1")
    assert airline.texts()[:3] == ("A", "B", "C")
    assert airline.texts()[REST] == "not stated"
    assert airline.counts(three.trips)[REST] == 1
    assert colour_trips(three, "year").texts()[:4] == ("2019", "2020", "2021", "2022")


def test_many_years_share_groups_of_whole_decades(tmp_path: Path) -> None:
    dataset = table(tmp_path, "years", [f"{n},,{1950 + 3 * n}-01-01,Seoul,Tokyo,air,,,," for n in range(25)])
    assert colour_trips(dataset, "year").texts()[:3] == ("1940–1959", "1960–1979", "1980–1999")


def test_a_link_names_a_colour_and_what_the_table_does_not_have_is_told(three: Dataset) -> None:
    assert read_view(three, {"colour": ["traveller"]}).colour == "traveller"
    for word in ("with", "nonsense", "mode"):
        assert read_view(three, {"colour": [word]}).colour == ""
    assert three.unknown_in_link({"colour": ["nonsense"], "maps": ["traveller", "x"]}) == ("maps x", "colour nonsense")
    assert three.unknown_in_link({"colour": ["mode"], "maps": ["country"]}) == ()


def test_python_and_javascript_colour_alike(three: Dataset, tmp_path: Path) -> None:
    own = [ROOT / "data" / "demo" / "flights.csv", ROOT / "tests" / "data" / "own" / "leader_visits.csv"]
    tables = [three, load(), *map(load, own), *(table(tmp_path, f"r{n}", list(random_rows(n))) for n in range(24))]
    looks = [
        {"colour": (word,), "maps": ("country", "traveller", "x")} for word in ("traveller", "with", "column1", "x")
    ]
    chosen: list[Chosen] = [{"traveller": ("Ann",)}, {"year": ("2019",)}, *looks]
    cases = [(each, dict[str, tuple[str, ...]]()) for each in tables] + [
        (each, one) for each in tables[:3] for one in chosen
    ]
    found = by_javascript([(dataset, f"?{urlencode(one, doseq=True)}") for dataset, one in cases])
    for shown, (dataset, one) in zip(found, cases, strict=True):
        assert shown == by_python(dataset, one)
    assert len({facet for shown in found for facet in shown["groups"]}) >= 6
    assert {shown["colour"] for shown in found} == {"", "traveller", "with", "column1"}
    assert {tuple(shown["maps"]) for shown in found} == {(), ("country",), ("traveller", "country")}
