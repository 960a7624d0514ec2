"""Figures of a table of 20 legs and three travellers, worked out by hand."""

import json
from pathlib import Path

import pytest

from data.selection import Selection
from export.figures import figures_html
from export.view import View, read_view, visible_trips
from geo.dataset import Dataset, load
from geo.figures import count_by_traveller, count_figures

DEGREE_KM = 111.3195  # of the equator: 6,378.137 km * pi / 180
# Four places on the equator: A at 0°, B at 10°, C at 30°, D at 40° east. Straight lines between them follow it.
PLACES = """id,name,native,label,country,lat,lon,aliases,source
A,Aaa,,Aaa,GA,0,0,,
B,Bbb,,Bbb,CG,0,10,,
C,Ccc,,Ccc,CG,0,30,,
D,Ddd,,Ddd,KE,0,40,,
"""
# Ann: five returns A to B by air (10 legs, 100°), of which two have times: 1 h 30 and 2 h.
# Ben: three trips B to C by air (60°), and back by road (60°), on one day each: 6 legs.
# Cem: one trip of four legs, D-C-B-C-D by rail (10° + 20° + 20° + 10°).
ROWS = [
    *(f"a{n},Ann,,2024-0{n}-01,,A,B,air,A320,Alpha" for n in range(1, 5)),
    *(f"a{n},Ann,,2024-0{n}-03,,B,A,air,A320,Alpha" for n in range(1, 5)),
    "a5,Ann,,2024-05-01T08:00+00:00,2024-05-01T10:30+01:00,A,B,air,A350,Beta",
    "a5,Ann,,2024-05-03T08:00+01:00,2024-05-03T09:00+00:00,B,A,air,A350,Beta",
    *(f"b{n},Ben,,2024-0{n}-10,,B,C,air,A320,Beta" for n in range(1, 4)),
    *(f"b{n},Ben,,2024-0{n}-10,,C,B,road,," for n in range(1, 4)),
    "c1,Cem,,2024-09-01,,D,C,rail,,",
    "c1,Cem,,2024-09-02,,C,B,rail,,",
    "c1,Cem,,2024-09-03,,B,C,rail,,",
    "c1,Cem,,2024-09-04,,C,D,rail,,",
]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return three_travellers(tmp_path_factory.mktemp("figures"))


def three_travellers(folder: Path) -> Dataset:
    """The table, read from a folder."""
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    head = "Trip,Traveller,Title,Depart,Arrive,Origin,Destination,Mode,Aircraft,Airline"
    (folder / "trips.csv").write_text("\n".join([head, *ROWS]), encoding="utf-8")
    return load(folder / "trips.csv")


def km(degrees: int) -> float:
    """The length of so many degrees of the equator, to a kilometre."""
    return round(degrees * DEGREE_KM)


def test_the_figures_of_all_trips_are_those_worked_out_by_hand(dataset: Dataset) -> None:
    assert len(ROWS) == 20
    figures = count_figures(dataset, dataset.trips)
    assert (figures.trips, figures.legs) == (9, 20)
    assert {mode: round(length) for mode, length in figures.km.items()} == {
        "rail": km(60),
        "air": km(160),
        "road": km(60),
    }
    assert round(figures.total_km) == pytest.approx(km(280), abs=1)
    assert (figures.minutes, figures.timed) == (90 + 120, 2)
    assert figures.days == 5 * 3 + 3 * 1 + 4
    assert figures.places == (("Bbb", 9), ("Aaa", 5), ("Ccc", 4), ("Ddd", 1))
    assert figures.routes == (("Aaa – Bbb", 10), ("Bbb – Ccc", 8), ("Ccc – Ddd", 2))
    assert figures.vehicles == (("A320", 11), ("A350", 2))
    assert figures.airlines == (("Alpha", 8), ("Beta", 5))


def test_each_traveller_has_figures_and_a_home_that_is_a_guess(dataset: Dataset) -> None:
    found = [
        (
            each.traveller,
            each.home,
            each.home_trips,
            each.figures.trips,
            each.figures.days,
            round(each.figures.total_km),
        )
        for each in count_by_traveller(dataset, dataset.trips)
    ]
    assert found == [
        ("Ann", "Aaa", 5, 5, 15, km(100)),
        ("Ben", "Bbb", 3, 3, 3, km(120)),
        ("Cem", "Ddd", 1, 1, 4, km(60)),
    ]


def test_a_home_that_a_column_states_is_no_guess(tmp_path: Path) -> None:
    rows = ["Ann,Seoul,Tokyo,2024-01-05", "Ann,Seoul,Hanoi,2024-02-05", "Ben,Berlin,Paris,2024-03-05"]
    (tmp_path / "own.csv").write_text("\n".join(["Traveller,Home,Destination,Date", *rows]), encoding="utf-8")
    dataset = load(tmp_path / "own.csv")
    found = [(each.traveller, each.home, each.home_trips) for each in count_by_traveller(dataset, dataset.trips)]
    assert found == [("Ann", "Seoul", 0), ("Ben", "Berlin", 0)]
    assert json.loads(dataset.payload)["about"]["states_homes"]


def test_what_a_figure_filters_by_shows_the_trips_that_it_counts(dataset: Dataset) -> None:
    figures = count_figures(dataset, dataset.trips)
    for name, trips in figures.places:
        assert len(visible_trips(dataset, read_view(dataset, {"place": [name]}))) == trips
    for name, legs in figures.routes:
        shown = visible_trips(dataset, read_view(dataset, {"route": [name]}))
        assert sum(dataset.trip_places.routes[trip.id].count(name) for trip in shown) == legs
    rail = count_figures(dataset, visible_trips(dataset, View(Selection(mode=frozenset(["rail"])))))
    assert list(rail.km) == ["rail"]


def test_the_static_site_has_the_same_figures_and_each_is_a_link(dataset: Dataset) -> None:
    html = figures_html(dataset, "trips.html")
    for link in (
        f'<a href="trips.html?mode=air">air {km(160):,} km</a>',
        '<a href="trips.html?place=Bbb">Bbb 9</a>',
        '<a href="trips.html?search=A350">A350 2</a>',
        '<a href="trips.html?search=Alpha">Alpha 8</a>',
        f'<a href="trips.html?traveller=Ben">Ben</a>: 3 trips, 3 days, {km(120):,} km, '
        "home: Bbb (a guess: 3 of 3 trips start there)",
    ):
        assert link in html
    assert "3.5 hours, on 2 of 20 legs" in html
