"""GeoJSON across the date line, as RFC 7946, section 3.1.9, wants it: cut, and within 180 degrees."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records.places import Place
from export.geojson import cut_at_antimeridian, to_geojson
from export.view import View
from geo.dataset import load
from geo.routes.geometry import geodesic, length_km
from tests.browser.test_date_line import TABLE

points = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def place(lon: float, lat: float) -> Place:
    return Place("", "", "", "", "", lon, lat, (), "")


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    table: Path = tmp_path_factory.mktemp("cut") / "trips.csv"
    table.write_text(TABLE, encoding="utf-8")
    features = json.loads(to_geojson(load(table), View()))["features"]
    legs = [feature for feature in features if feature["properties"]["feature"] == "leg"]
    return {leg["properties"]["trip"]: leg["geometry"] for leg in legs}


@pytest.mark.parametrize("trip", ["tokyo", "auckland", "fiji", "ship"])
def test_a_line_over_the_date_line_is_cut_in_two(lines: dict[str, dict[str, Any]], trip: str) -> None:
    assert lines[trip]["type"] == "MultiLineString"
    west, east = lines[trip]["coordinates"]
    assert {abs(west[-1][0]), abs(east[0][0])} == {180}
    assert west[-1][0] == -east[0][0]
    assert west[-1][1] == east[0][1]


def test_the_same_place_twice_is_a_point_and_the_poles_are_a_line(lines: dict[str, dict[str, Any]]) -> None:
    assert lines["same"]["type"] == "Point"
    assert lines["pole"]["type"] == "LineString"
    assert lines["antipodes"]["type"] in ("LineString", "MultiLineString")


@given(points, points)
def test_any_geodesic_is_cut_within_180_degrees_and_keeps_its_length(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    line = geodesic(place(*start), place(*end))
    parts = cut_at_antimeridian(line)
    for part in parts:
        assert np.isfinite(part).all()
        assert np.abs(part[:, 0]).max() <= 180 + 1e-9
        assert all(abs(b - a) <= 180 + 1e-9 for a, b in pairwise(part[:, 0].tolist()))
    if np.abs(line[:, 1]).max() < 85:  # near the poles a straight edge in degrees is no short way
        assert sum(map(length_km, parts)) == pytest.approx(length_km(line), rel=0.01, abs=0.01)
