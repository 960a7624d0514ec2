"""Inset: a closer map of where most stops are, in a corner where nothing else is, and only where it helps."""

import re
from pathlib import Path

import numpy as np
import pytest

from data.selection import Selection
from export.picture import render_picture
from export.picture.inset import LEAST_ZOOM, find_inset
from export.picture.projection import Box, Frame, Mercator, Points
from export.picture.scene import build_scene
from export.picture.side_column import without_blank
from export.picture.style import SHEETS, PictureSize
from export.view import View
from geo.dataset import load

DATASET = load()
OWN = Path(__file__).parents[1] / "data" / "own"
FRAME = Frame(Mercator(0.0), Box(0, 0, 800, 600), (0.0, 0.0), 0.02)
NO_LINES: Points = np.empty((0, 2))


@pytest.mark.parametrize("size", ["print", "slide", "square", "portrait"])
def test_the_records_have_one_around_pyongyang(size: PictureSize) -> None:
    sheet = without_blank(SHEETS[size], DATASET, View())
    scene = build_scene(DATASET, View(), sheet, "mercator")
    inset, part = scene.inset, scene.inset_part
    assert inset
    assert part
    assert "Pyongyang" in {label.text for label in inset.labels}
    assert inset.frame.px_per_km >= LEAST_ZOOM * scene.frame.px_per_km
    box = inset.frame.box
    assert scene.frame.box.contains(box)
    assert not box.overlaps(part)
    assert not any(box.overlaps(label.box) for label in scene.labels)
    assert not any(box.count_points(points) for _, points in scene.segments)
    assert not any(box.count_points(np.array([[marker.x, marker.y]])) for marker in scene.markers)
    assert all(box.contains(label.box) for label in inset.labels)
    assert inset.inset is None


def test_a_part_that_a_link_names_a_trip_and_a_map_of_true_distances_have_none() -> None:
    for view in (View(at=(30.0, 110.0, 45.0, 135.0)), View(Selection(trip="2019-02-hanoi"))):
        assert build_scene(DATASET, view, SHEETS["slide"], "mercator").inset is None
    assert build_scene(DATASET, View(), SHEETS["slide"], "azimuthal").inset is None


def test_stops_that_are_spread_over_the_map_have_none() -> None:
    assert build_scene(load(OWN / "tour.csv"), View(), SHEETS["slide"], "mercator").inset is None


@pytest.mark.parametrize(
    ("lines", "taken", "corner"),
    [
        (NO_LINES, [], "bottom right"),
        (np.array([[700.0, 500.0]]), [], "bottom left"),
        (np.array([[700.0, 500.0]]), [Box(20, 560, 90, 580)], "top right"),
        (np.array([[700.0, 500.0], [700.0, 40.0]]), [Box(20, 560, 90, 580)], "top left"),
        (np.array([[700.0, 500.0], [700.0, 40.0], [60.0, 40.0]]), [Box(20, 560, 90, 580)], ""),
    ],
)
def test_it_stands_in_the_first_corner_that_is_free(lines: Points, taken: list[Box], corner: str) -> None:
    crowd = [(390.0 + 20 * step, 290.0 + 10 * step, 3.0) for step in range(4)]
    inset = find_inset(FRAME, np.array([*crowd, (100.0, 300.0, 2.0)]), lines, taken)
    if not inset:
        assert corner == ""
        return
    box = inset.frame.box
    assert f"{'top' if box.top < 300 else 'bottom'} {'left' if box.left < 400 else 'right'}" == corner
    assert inset.part.contains(Box(390, 290, 450, 320))


def test_few_places_or_less_than_half_of_the_stops_have_none() -> None:
    three = np.array([(390.0 + 9 * step, 290.0, 9.0) for step in range(3)])
    assert find_inset(FRAME, three, NO_LINES, []) is None
    elsewhere = [(100.0, 100.0 + 90 * step, 4.0) for step in range(4)]
    crowd = [(390.0 + 9 * step, 290.0, 3.0) for step in range(4)]
    assert find_inset(FRAME, np.array([*crowd, *elsewhere]), NO_LINES, []) is None


def test_each_id_of_an_svg_is_there_once() -> None:
    ids = re.findall(r' id="([^"]+)"', render_picture(DATASET, View(), "svg", size="slide").decode())
    assert len(ids) == len(set(ids))
    assert any(each.startswith("inset-place") for each in ids)
