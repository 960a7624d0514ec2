"""Flights in the browser: the geodesic that `static/model/geodesic.js` lays out is the one of PROJ, to a metre."""

import json
from itertools import pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from pyproj import Geod

from page.assets import bundle

GEOD = Geod(ellps="WGS84")
END = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
LEFT_TO_THE_SERVER_M = 19_900_000
STEPS = 12


def test_every_point_lies_on_the_geodesic(browser: Browser) -> None:
    tab = browser.new_page()
    tab.add_script_tag(content=f"{bundle('model/geodesic')}\nwindow.geodesic = modules.geodesic.geodesic;")

    def laid(start: tuple[float, float], end: tuple[float, float]) -> list[float]:
        asked = json.dumps([start, end, STEPS])
        points: list[float] = tab.evaluate(f"() => [...window.geodesic(...{asked})]")
        return points

    @given(END, END)
    @example((126.0, 39.0), (126.0, 39.0))
    @example((179.0, 10.0), (-179.0, 12.0))
    @example((0.0, 90.0), (30.0, 10.0))
    @example((10.0, 0.0), (60.0, 0.0))
    @example((20.0, -90.0), (20.0, 80.0))
    def holds(start: tuple[float, float], end: tuple[float, float]) -> None:
        azimuth, _, length = GEOD.inv(*start, *end)
        if length > LEFT_TO_THE_SERVER_M:
            return
        flat: list[Any] = laid(start, end)
        points = list(zip(flat[::2], flat[1::2], strict=True))
        assert points[0] == start
        assert points[-1][1] == end[1]
        assert all(abs(b[0] - a[0]) <= 180 for a, b in pairwise(points))
        for lon, lat in points[1:-1]:
            gone = GEOD.inv(*start, lon, lat)[2]
            on_lon, on_lat, _ = GEOD.fwd(*start, azimuth, gone)
            assert GEOD.inv(lon, lat, on_lon, on_lat)[2] < 1

    holds()
    tab.close()
