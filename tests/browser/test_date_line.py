"""Across the date line: lines are unbroken on the map, and end where their places are marked."""

from math import isfinite
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from export.page import one_file_page
from geo.dataset import load
from tests.conftest import GO

TABLE = """trip,depart,origin,destination,mode
tokyo,2020-01-01,"35.68, 139.69","34.05, -118.24",air
auckland,2020-02-01,"-36.85, 174.76","-33.45, -70.67",air
fiji,2020-03-01,"-18.14, 178.44","-13.83, -171.76",air
ship,2020-03-05,"35.60, 139.80","33.70, -118.20",sea
same,2020-04-01,"10, 10","10, 10",air
pole,2020-05-01,"90, 0","-90, 0",air
antipodes,2020-06-01,"10, 20","-10, -160",air
lima,2020-07-01,"39.90, 116.40","-12.05, -77.04",air
brussels,2020-08-01,"38.90, -77.04","50.85, 4.35",air
"""

# The ends of the trip's one segment, those of its line, and how many degrees the map shows beside the card.
FRAMED = """trip => {
        const {trips, _map: map} = window.tripLayer, [own] = trips.segmentsOf(trips.byId(trip)), {start, end} = trips.segment(own);
        const way = trips.way(own), bounds = map.getBounds(), {covered} = window.tripLayer.store, {x: width} = map.getSize();
        const share = (width - covered.left - covered.right) / width;
        return [[start, end].map(at => trips.places[at].lon), [way[0], way.at(-2)], (bounds.getEast() - bounds.getWest()) * share];
    }"""

# Of each end of each line: whether its place is in the frame, and how far in px the line passes it.
ENDS = """() => {
        const {lines, trips, _map: map} = window.tripLayer, frame = map.getBounds();
        return [...lines.segments].flatMap(index => [trips.segment(index).start, trips.segment(index).end].map(at => {
            const {lat, lon} = trips.places[at], filter = other => other === index;
            return [frame.contains([lat, lon]), lines.nearest(map.latLngToLayerPoint([lat, lon]), {filter}).distance];
        }));
    }"""

TWICE_AROUND = """() => {
        const {_map: map} = window.tripLayer, {lat, lng} = map.getCenter();
        map.setView([lat, lng + 720], map.getZoom(), {animate: false});
    }"""


def test_lines_run_on_unbroken_and_a_trip_over_the_date_line_is_framed_as_one(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "trips.html").write_text(one_file_page(load(tmp_path / "trips.csv")), encoding="utf-8")
    with browser.new_context(offline=True, viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as context:
        tab, errors = context.new_page(), list[str]()
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto((tmp_path / "trips.html").as_uri())
        tab.locator("[data-state=ready]").wait_for()
        lines_run_on_unbroken_and_end_at_their_places(tab)
        all_ends_are_in_the_frame_with_their_lines(tab)
        each_trip_is_framed_as_one(tab)
        assert errors == []


def lines_run_on_unbroken_and_end_at_their_places(tab: Tab) -> None:
    assert tab.locator("#sentence").inner_text().startswith("Showing 9 of 9 trips")
    lines = tab.evaluate("""() => [...window.tripLayer.lines.segments].map(index => {
        const {trips} = window.tripLayer, {start, end} = trips.segment(index), way = trips.way(index), points = [];
        for (let at = 0; at < way.length; at += 2) points.push([way[at + 1], way[at]]);
        return {ids: [start, end].map(at => trips.places[at].lon), points};
    })""")
    assert len(lines) == 8  # the same place twice makes no line
    for line in lines:
        lngs = [lng for _, lng in line["points"]]
        jumps = [
            abs(b - a) for (lat, a), (_, b) in zip(line["points"], line["points"][1:], strict=False) if abs(lat) < 89
        ]
        assert all(abs(lat) <= 90 and isfinite(lng) for lat, lng in line["points"])
        assert max(jumps) < 181
        assert lngs[0] == pytest.approx(line["ids"][0], abs=0.01)


def all_ends_are_in_the_frame_with_their_lines(tab: Tab) -> None:
    """Also where trips cross both oceans, so that some line goes around the other side of the world."""
    for _ in range(2):
        ends = tab.evaluate(ENDS)
        assert len(ends) == 16
        # The poles are beyond the map's edges.
        assert [seen for seen, px in ends if px > 2 or not seen] == [False, False]
        tab.evaluate(TWICE_AROUND)


def each_trip_is_framed_as_one(tab: Tab) -> None:
    for trip in ("tokyo", "auckland", "fiji", "ship"):
        tab.evaluate(GO, f"?trip={trip}")
        tab.wait_for_function("trip => window.tripLayer.store.trip?.id === trip && !window.tripLayer.moving", arg=trip)
        ends, line, width = tab.evaluate(FRAMED, trip)
        assert line == pytest.approx(ends, abs=0.01), trip
        assert width < 200, trip
