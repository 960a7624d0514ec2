"""Segments: legs over one line share it, with their directions and with how well each is known."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from data.records.places import Place
from geo.dataset import Dataset, load
from geo.routes.geometry import geodesic

DATASET = load()
NORTH_OF_TIANJIN = ("pyongyang_stn", "sinuiju", "dandong", "benxi", "shenyang", "jinzhou", "shanhaiguan", "tianjin")

# A segment as read: ends by name in the order of travel, mode and basis, for each leg by its number.
Travelled = tuple[str, str, str, str]


def travelled(dataset: Dataset) -> list[tuple[int, Travelled]]:
    """Every use of a segment, in the direction of its leg."""
    drawn, found = dataset.network, []
    for use in drawn.uses:
        start, end, mode = drawn.segments[use.segment]
        ends = [dataset.placement.places[place].id for place in (start, end)]
        one, other = ends if use.forward else reversed(ends)
        found.append((use.leg, (one, other, mode, use.basis)))
    return found


def drawn(folder: Path, *legs: str) -> list[Travelled]:
    """What is travelled by legs such as `rail: hanoi > beijing? > dandong`."""
    rows = []
    for leg in legs:
        mode, _, stops = leg.partition(": ")
        origin, *via, destination = stops.split(" > ")
        rows.append(f'{mode},"{origin}",{"; ".join(via)},"{destination}"')
    (folder / "trips.csv").write_text("\n".join(["mode,origin,via,destination", *rows]))
    return [use for _, use in travelled(load(folder / "trips.csv"))]


def legs_over(trip: str) -> set[int]:
    """Numbers of a trip's legs among all legs."""
    owners = [each.id for each in DATASET.trips for _ in each.legs]
    return {number for number, owner in enumerate(owners) if owner == trip}


def test_hanoi_and_beijing_share_the_line_from_pyongyang_to_tianjin() -> None:
    by_trip = {
        trip: {frozenset(use[:2]) for leg, use in travelled(DATASET) if leg in legs_over(trip) and use[2] == "rail"}
        for trip in ("2019-02-hanoi", "2019-01-beijing", "2018-03-beijing", "2025-09-beijing")
    }
    shared = {frozenset(ends) for ends in pairwise(NORTH_OF_TIANJIN)}
    assert [shared <= segments for segments in by_trip.values()] == [True] * 4
    assert by_trip["2019-02-hanoi"] & by_trip["2019-01-beijing"] == shared


def test_no_two_segments_join_the_same_places_by_the_same_mode() -> None:
    segments = DATASET.network.segments
    assert Counter((frozenset(segment[:2]), segment[2]) for segment in segments).most_common(1)[0][1] == 1


def test_every_leg_is_drawn() -> None:
    assert {leg for leg, _ in travelled(DATASET)} == set(range(sum(len(trip.legs) for trip in DATASET.trips)))


def test_a_return_shares_the_way_out_in_the_other_direction(tmp_path: Path) -> None:
    assert drawn(tmp_path, "rail: dandong > shenyang > tianjin", "rail: tianjin > shenyang > dandong") == [
        ("dandong", "shenyang", "rail", "reported"),
        ("shenyang", "tianjin", "rail", "reported"),
        ("tianjin", "shenyang", "rail", "reported"),
        ("shenyang", "dandong", "rail", "reported"),
    ]
    places = load(tmp_path / "trips.csv")
    assert len(places.network.segments) == 2


def test_another_mode_is_another_segment(tmp_path: Path) -> None:
    drawn(tmp_path, "rail: hanoi > beijing", "air: beijing > hanoi")
    dataset = load(tmp_path / "trips.csv")
    assert [segment[2] for segment in dataset.network.segments] == ["rail", "air"]


def test_a_segment_is_as_weak_as_its_weaker_end(tmp_path: Path) -> None:
    assert [use[3] for use in drawn(tmp_path, "rail: pyongyang? > dandong > shenyang > tianjin? > beijing?")] == [
        "inferred",
        "reported",
        "inferred",
        "inferred",
    ]


def test_a_leg_with_a_place_that_is_nowhere_is_schematic(tmp_path: Path) -> None:
    assert drawn(tmp_path, "rail: dandong > xanadu > shenyang > tianjin") == [
        ("dandong", "shenyang", "rail", "schematic"),
        ("shenyang", "tianjin", "rail", "schematic"),
    ]


def test_the_same_place_twice_makes_no_segment(tmp_path: Path) -> None:
    assert drawn(tmp_path, "road: hanoi > Ha Noi", "road: hanoi > Hà Nội > lang_son") == [
        ("hanoi", "lang_son", "road", "reported")
    ]


def test_a_destination_alone_makes_no_segment(tmp_path: Path) -> None:
    assert drawn(tmp_path, "air:  > hanoi") == []


# The shortest way over the globe

LON, LAT = st.floats(-180, 180), st.floats(-90, 90)


def at(lon: float, lat: float) -> Place:
    """A place without a name."""
    return Place("", "", "", "", "", lon, lat, (), "")


@given(LON, LAT, LON, LAT)
@example(0, 90, 0, -90)
@example(0, 90, 135, 90)
@example(10, 0, -170, 0)
@example(10, 50, -170, -50)
@example(179.9, 10, -179.9, 10)
@example(180, 10, -180, 10)
@example(126, 39, 126, 39)
def test_the_way_between_any_two_points_is_unbroken(lon: float, lat: float, other_lon: float, other_lat: float) -> None:
    way = geodesic(at(lon, lat), at(other_lon, other_lat))
    assert len(way) >= 3
    assert np.isfinite(way).all()
    assert np.abs(np.diff(way[:, 0])).max() <= 180
    assert tuple(way[0]) == (lon, lat)
    assert way[-1, 1] == other_lat
    assert abs((way[-1, 0] - other_lon + 180) % 360 - 180) < 1e-9


def test_tokyo_to_los_angeles_crosses_the_date_line_without_a_jump() -> None:
    way = geodesic(at(139.69, 35.69), at(-118.24, 34.05))
    assert way[-1, 0] == 360 - 118.24
    assert way[:, 1].max() > 45  # the great circle passes far north of both
    assert np.diff(way[:, 0]).min() > 0
