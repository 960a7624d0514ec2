"""Names of the places and routes of trips, and the search over their texts."""

from itertools import compress
from pathlib import Path

import pytest

from geo.dataset import load

TABLE = """trip,traveller,title,with,depart,origin,destination,mode,note
a,Ann,Lakes,,2024-01-02,Zürich,Genève,rail,Fondue near the Straße
a,Ann,Lakes,,2024-01-05,Genève,Zürich,rail,
b,Ben,,Łukasz,2024-02-02,Zürich,Nowhere at all,road,
c,Ann,,,2024-03-01,Paris,Paris,foot,
"""


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("zurich", "ab"),
        ("GENEVA lakes", "a"),
        ("lukasz", "b"),
        ("strasse", "a"),
        ("nowhere", "b"),
        ("ann", "ac"),
        ("ann nowhere", ""),
        ("", "abc"),
    ],
)
def test_a_search_finds_trips_by_all_its_words_whatever_their_case_and_accents(
    tmp_path: Path, search: str, found: str
) -> None:
    (tmp_path / "trips.csv").write_text(TABLE, encoding="utf-8")
    dataset = load(tmp_path / "trips.csv")
    has_words = dataset.search_index.find(search).tolist()
    assert "".join(trip.id for trip in compress(dataset.trips, has_words)) == found


def test_a_route_is_the_same_there_and_back_and_a_place_alone_is_none(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text(TABLE, encoding="utf-8")
    places = load(tmp_path / "trips.csv").trip_places
    assert [len(places.places[trip]) for trip in "abc"] == [2, 1, 1]
    there, back = places.routes["a"]
    assert there == back
    assert places.routes["b"] == places.routes["c"] == ()
