"""The base map and Leaflet as committed: whole, within bounds, without streaks, and asking nobody for anything."""

import json
import re
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from data.i18n.messages import LANGUAGES

STATIC = Path(__file__).parents[2] / "static"
LEAFLET = STATIC / "vendor" / "leaflet"
SHEETS = ["world", "korea"]

Line = list[tuple[float, float]]
Edges = npt.NDArray[np.float64]


@cache
def sheet(name: str) -> dict[str, Any]:
    """The content of one base map file."""
    content: dict[str, Any] = json.loads((STATIC / "basemap" / f"{name}.json").read_text(encoding="utf-8"))
    return content


@cache
def lines(name: str, kind: str) -> list[Line]:
    """Every line of a kind in degrees; rings are closed again."""
    scale = sheet(name)["scale"]
    opened = [decoded(cells, scale) for cells in sheet(name)[kind]]
    return [[*line, line[0]] for line in opened] if kind == "land" else opened


def decoded(cells: list[int], scale: int) -> Line:
    """The points of `[x0, y0, dx1, dy1, ...]`, in degrees."""
    xs, ys = accumulate(cells[::2]), accumulate(cells[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


@cache
def coasts() -> tuple[Edges, Edges]:
    """The ends of every edge of the world's coasts."""
    rings = [np.array(ring) for ring in lines("world", "land")]
    return np.concatenate([ring[:-1] for ring in rings]), np.concatenate([ring[1:] for ring in rings])


def is_land(lon: float, lat: float) -> bool:
    """Even-odd: a ray to the east crosses the world's coasts an odd number of times."""
    starts, ends = coasts()
    across = (starts[:, 1] > lat) != (ends[:, 1] > lat)
    (ax, ay), (bx, by) = starts[across].T, ends[across].T
    return bool(np.count_nonzero(lon < ax + (lat - ay) / (by - ay) * (bx - ax)) % 2)


@pytest.mark.parametrize("name", SHEETS)
def test_rings_are_areas_and_borders_are_lines(name: str) -> None:
    assert all(len(set(ring)) >= 3 for ring in lines(name, "land"))
    assert all(len(set(line)) >= 2 for line in lines(name, "borders"))
    assert len(lines(name, "land")) > 100


@pytest.mark.parametrize("kind", ["land", "borders"])
@pytest.mark.parametrize("name", SHEETS)
def test_everything_lies_on_the_sheet(name: str, kind: str) -> None:
    west, south, east, north = sheet(name)["bounds"]
    assert -180 <= west < east <= 180
    assert all(west <= x <= east and south <= y <= north for line in lines(name, kind) for x, y in line)


@pytest.mark.parametrize("kind", ["land", "borders"])
@pytest.mark.parametrize("name", SHEETS)
def test_nothing_streaks_across_the_map(name: str, kind: str) -> None:
    assert all(abs(a[0] - b[0]) <= 180 for line in lines(name, kind) for a, b in pairwise(line))


def test_no_border_runs_along_the_date_line() -> None:
    assert not any(abs(x) == 180 for line in lines("world", "borders") for x, _ in line)


def test_every_name_stands_on_land() -> None:
    assert [code for code, lon, lat, _ in sheet("world")["labels"] if not is_land(lon, lat)] == []


def test_seas_and_lands_are_where_they_are() -> None:
    assert is_land(125.75, 39.03), "Pyongyang"
    assert is_land(179.0, 67.0), "Chukotka, west of the date line"
    assert is_land(-179.0, 67.0), "Chukotka, east of the date line"
    assert is_land(0.0, -84.0), "Antarctica, down to the map's end"
    assert not is_land(135.0, 40.0), "the sea east of Korea"
    assert not is_land(51.0, 42.0), "the Caspian Sea, a hole in the land"


def test_each_country_is_named_once_and_no_later_than_zoom_7() -> None:
    labels = sheet("world")["labels"]
    assert len({code for code, *_ in labels}) == len(labels)
    assert all(re.fullmatch("[A-Z]{2}", code) and 2 <= zoom <= 7 for code, _, _, zoom in labels)


def test_large_countries_are_named_before_small_ones() -> None:
    zooms = {code: zoom for code, _, _, zoom in sheet("world")["labels"]}
    assert zooms["RU"] <= zooms["JP"] <= zooms["KP"] <= 5
    assert zooms["CN"] < zooms["VN"] < zooms["SG"] == 7


def test_korea_is_finer_and_leaves_the_names_to_the_world() -> None:
    assert sheet("korea")["scale"] > sheet("world")["scale"]
    assert sheet("korea")["labels"] == []


def test_leaflet_comes_with_its_licence_and_its_images() -> None:
    style = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    images = [target for target in re.findall(r"url\(([^)]+)\)", style) if not target.startswith("#")]
    assert "Redistribution and use" in (LEAFLET / "LICENSE").read_text(encoding="utf-8")
    assert images
    assert all((LEAFLET / image).is_file() for image in images)


def test_the_outlines_come_with_their_licence() -> None:
    licence = (STATIC / "basemap" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "public domain" in licence
    assert "Permission to use" in licence


@pytest.mark.parametrize(
    "path", [LEAFLET / "leaflet.js", LEAFLET / "leaflet.css", *(STATIC / "basemap" / f"{name}.json" for name in SHEETS)]
)
def test_no_file_names_a_source_map(path: Path) -> None:
    assert "sourceMappingURL" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHEETS)
def test_the_base_map_holds_no_address(name: str) -> None:
    assert "http" not in json.dumps(sheet(name))


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_cities_have_names_in_each_language_or_in_latin_letters_their_own(language: str) -> None:
    found = json.loads((STATIC / "basemap" / "cities" / f"{language}.json").read_text(encoding="utf-8"))
    assert max(map(int, found["names"])) < len(sheet("closer")["cities"])
    assert language != "ko" or found["names"]["0"] == "상하이"  # the first is Shanghai
    assert all(found["names"].values())
    assert found["keeps_others"] == (len(found["names"]) < 200)


def test_what_is_shown_from_nearer_lies_where_it_is_and_is_small() -> None:
    """Lakes and rivers, and the large cities, which in another language have names or are left out."""
    closer = sheet("closer")
    rings = [decoded(cells, closer["scale"]) for cells in closer["lakes"]]
    rivers = [decoded(cells, closer["scale"]) for cells in closer["rivers"]]
    assert min(map(len, rings)) >= 3
    assert len(rings) > 250
    assert len(rivers) > 300
    assert all(-180 <= lon <= 180 and -86 <= lat <= 86 for line in rings + rivers for lon, lat in line)
    assert not [line for line in rivers if any(abs(a[0] - b[0]) > 10 for a, b in pairwise(line))]
    baikal = next(ring for ring in rings if any(abs(lon - 108) < 1 and abs(lat - 53.5) < 0.7 for lon, lat in ring))
    assert max(lat for _, lat in baikal) - min(lat for _, lat in baikal) > 3
    cities = {name: (lon, lat, first) for name, lon, lat, first in closer["cities"]}
    assert cities["Shanghai"] == (121.46, 31.22, 5)
    assert cities["Seoul"][2] == 5
    assert len(cities) > 1500
    assert (
        sum(is_land(lon, lat) for lon, lat, _ in list(cities.values())[:100]) > 85
    )  # a port may lie off a coarse coast
    assert len((STATIC / "basemap" / "closer.json").read_bytes()) < 200_000
