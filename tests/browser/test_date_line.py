"""Across the date line: lines are unbroken on the map, and end where their places are marked."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path

import pytest

from tests.conftest import GO, OpenPage
from tests.server import Server, serve

TABLE = """trip,depart,origin,destination,mode
tokyo,2020-01-01,"35.68, 139.69","34.05, -118.24",air
auckland,2020-02-01,"-36.85, 174.76","-33.45, -70.67",air
fiji,2020-03-01,"-18.14, 178.44","-13.83, -171.76",air
ship,2020-03-05,"35.60, 139.80","33.70, -118.20",sea
same,2020-04-01,"10, 10","10, 10",air
pole,2020-05-01,"90, 0","-90, 0",air
antipodes,2020-06-01,"10, 20","-10, -160",air
"""

# The ends of the trip's one segment, those of its line, and how many degrees the map shows beside the card.
FRAMED = """trip => {
        const {trips, _map: map} = window.tripLayer, [own] = trips.segmentsOf(trips.byId(trip)), {start, end} = trips.segment(own);
        const way = trips.way(own), bounds = map.getBounds(), {covered} = window.tripLayer.store, {x: width} = map.getSize();
        const share = (width - covered.left - covered.right) / width;
        return [[start, end].map(at => trips.places[at].lon), [way[0], way.at(-2)], (bounds.getEast() - bounds.getWest()) * share];
    }"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    table: Path = tmp_path_factory.mktemp("date-line") / "trips.csv"
    table.write_text(TABLE, encoding="utf-8")
    with serve(table) as server:
        yield server


def test_lines_run_on_unbroken_and_end_at_their_places(open_hosted: OpenPage, server: Server) -> None:
    page = open_hosted(server=server)
    assert page.sentence().startswith("Showing 7 of 7 trips")
    lines = page.map.evaluate("""() => [...window.tripLayer.lines.segments].map(index => {
        const {trips} = window.tripLayer, {start, end} = trips.segment(index), way = trips.way(index), points = [];
        for (let at = 0; at < way.length; at += 2) points.push([way[at + 1], way[at]]);
        return {ids: [start, end].map(at => trips.places[at].lon), points};
    })""")
    assert len(lines) == 6  # the same place twice makes no line
    for line in lines:
        lngs = [lng for _, lng in line["points"]]
        jumps = [
            abs(b - a) for (lat, a), (_, b) in zip(line["points"], line["points"][1:], strict=False) if abs(lat) < 89
        ]
        assert all(abs(lat) <= 90 and isfinite(lng) for lat, lng in line["points"])
        assert max(jumps) < 181
        assert lngs[0] == pytest.approx(line["ids"][0], abs=0.01)
    assert page.errors == []


def test_a_trip_over_the_date_line_is_framed_as_one(open_hosted: OpenPage, server: Server) -> None:
    page = open_hosted(server=server)
    for trip in ("tokyo", "auckland", "fiji", "ship"):
        page.page.evaluate(GO, f"?trip={trip}")
        page.map.wait_for_function(
            "trip => window.tripLayer.store.trip?.id === trip && !window.tripLayer.moving", arg=trip
        )
        ends, line, width = page.map.evaluate(FRAMED, trip)
        assert line == pytest.approx(ends, abs=0.01), trip
        assert width < 200, trip
