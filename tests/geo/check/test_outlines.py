"""Outlines: every country has its place, over the date line and at the poles, and disputed lands count as both say."""

import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.i18n.countries import country_names
from geo.check.outlines import OUTLINES_FILE, outside_km
from tests.server import ROOT

CODES: list[str] = list(json.loads(OUTLINES_FILE.read_text(encoding="utf-8"))["countries"])
LABELS = json.loads((ROOT / "static" / "basemap" / "world.json").read_text(encoding="utf-8"))["labels"]
COARSE_KM = 15  # what the outlines leave out


def test_every_outline_is_a_countrys() -> None:
    assert len(CODES) > 230
    assert [code for code in CODES if code not in country_names("en")] == []


@pytest.mark.parametrize("code", ["AD", "KP", "KR", "LI", "MC", "SG", "SM", "TW", "VA", "XK"])
def test_small_countries_are_there(code: str) -> None:
    assert code in CODES


def test_every_name_on_the_map_stands_in_its_country() -> None:
    assert len(LABELS) > 200
    assert [label for label in LABELS if (outside_km(*label[:3]) or 0) > COARSE_KM] == []


@pytest.mark.parametrize(
    ("code", "lon", "lat", "least", "most"),
    [
        ("KR", 126.6767, 37.9558, 0, COARSE_KM),  # Panmunjom, on the line
        ("KP", 126.6767, 37.9558, 0, COARSE_KM),
        ("SG", 103.85, 1.29, 0, COARSE_KM),
        ("KR", 125.75, 39.03, 110, 150),  # Pyongyang, 125 km from the line at Kaesong
        ("CN", 105.84, 21.02, 120, 180),  # Hanoi
        ("US", -105.0, 49.2, 20, 25),  # north of the 49th parallel, far from any corner of the outline
        ("RU", -172.0, 65.0, 0, COARSE_KM),  # Chukotka, beyond the date line
        ("FJ", 179.99, -16.5, 0, COARSE_KM),  # Taveuni lies on both sides of it
        ("FJ", -179.99, -16.5, 0, COARSE_KM),
        ("WS", 179.0, -13.7, 870, 900),  # Samoa, seen over it
        ("AQ", 0.0, -90.0, 0, 0),
        ("GL", 0.0, 90.0, 700, 730),  # the land nearest to the North Pole
    ],
)
def test_distances_are_those_of_an_atlas(code: str, lon: float, lat: float, least: float, most: float) -> None:
    outside = outside_km(code, lon, lat)
    assert outside is not None
    assert least <= outside <= most


@pytest.mark.parametrize(
    ("codes", "lon", "lat"),
    [
        (("UA", "RU"), 33.52, 44.61),  # Sevastopol
        (("XK", "RS"), 20.74, 42.21),  # Prizren
        (("SO",), 44.06, 9.56),  # Hargeisa
        (("CY",), 34.1, 35.5),  # Karpasia
        (("EH", "MA"), -13.2, 27.15),  # Laayoune
    ],
)
def test_disputed_lands_count_as_both_sides_say(codes: tuple[str, ...], lon: float, lat: float) -> None:
    assert [code for code in codes if (outside_km(code, lon, lat) or 0) > COARSE_KM] == []


@pytest.mark.parametrize("code", ["", "XX", "kr"])
def test_without_an_outline_nothing_is_said(code: str) -> None:
    assert outside_km(code, 0, 0) is None


@given(st.sampled_from(CODES), st.floats(-180, 180), st.floats(-90, 90))
def test_every_distance_is_a_number_up_to_half_way_round(code: str, lon: float, lat: float) -> None:
    outside = outside_km(code, lon, lat)
    assert outside is not None
    assert math.isfinite(outside)
    assert 0 <= outside < 20_040


@given(st.sampled_from(CODES), st.floats(-90, 90))
def test_both_names_of_the_date_line_are_one_place(code: str, lat: float) -> None:
    east, west = (outside_km(code, lon, lat) for lon in (180.0, -180.0))
    assert east == pytest.approx(west, abs=1.0)


def test_the_file_is_small_and_short_numbers_only() -> None:
    text = OUTLINES_FILE.read_text(encoding="utf-8")
    assert len(text) < 150_000
    assert re.fullmatch(r'[-\d,\[\]{}":a-zA-Z]+', text)
