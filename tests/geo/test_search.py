"""Places, routes and searches by column find what a look at each trip finds, read or opened from a prepared file."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from export.view import View, visible_trips
from geo.dataset import Dataset
from geo.prepared_file import made_of, read_prepared, write_prepared
from geo.search import fold_text
from tests.list_search import candidate_trips, texts
from tests.named_datasets import named_dataset
from tests.shapes import TABLES

NAMES = ("records", "synthetic", "tangled", "colt.csv", "flighty.csv", "polarsteps.json", "wikipedia_kim.html")
TANGLED = """trip,title,with,depart,origin,via,destination,mode,note,Seat,Carrier
a,,"Łukasz; Ann",2024-01-02,Zürich,Bern,Genève,rail,one,12A,İl
a,,,2024-01-05,Genève,,Zürich,rail,two,,
b,Nowhere to be,,2024-02-02,Zürich,,Nowhere at all,road,,,Swiss
c,,,,,,Paris,foot,Straße\tand \u00a0 more,,Ærø
d,,,2024-03-02,Paris,,Paris,foot,,1,
"""


@pytest.fixture(scope="module", params=NAMES)
def dataset(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return named_dataset(request.param, tmp_path_factory.mktemp("table"), {"tangled": TANGLED})


def views(dataset: Dataset) -> Iterable[View]:
    """Searches for parts of texts of one trip or of two, with and without places and routes, and for nothing."""
    random, trips, names = Random(2), dataset.trips, dataset.trip_places
    places = sorted({name for each in names.places.values() for name in each}) or ["none"]
    routes = sorted({name for each in names.routes.values() for name in each}) or ["none"]
    for number in range(60):
        found = [text for trip in random.choices(trips, k=random.choice((1, 1, 2))) for text in texts(dataset, trip)]
        words = [word for text in found for word in fold_text(text).split()] or ["none"]
        cut = [word[random.randrange(2) :][: random.randrange(2, 9)] for word in random.choices(words, k=number % 4)]
        yield View(
            search=" ".join(cut),
            place=frozenset(random.choices(places, k=2)) if random.random() < 0.3 else frozenset(),
            route=frozenset(random.choices(routes, k=2)) if random.random() < 0.3 else frozenset(),
        )
    yield View(search=" ".join(f"a{number}" for number in range(17)))
    yield View(search="하노이")


def test_a_view_finds_the_same_trips(dataset: Dataset, tmp_path: Path) -> None:
    made = made_of(TABLES / "colt.csv")
    write_prepared(dataset, tmp_path / "prepared.npz", made)
    opened, sizes = read_prepared(tmp_path / "prepared.npz", made), set[int]()
    for view in views(dataset):
        found = visible_trips(dataset, view)
        assert found == candidate_trips(dataset, view) == visible_trips(opened, view)
        sizes.add(len(found))
    assert len(sizes) > 1


def test_a_link_may_name_the_places_and_routes_that_trips_have(dataset: Dataset) -> None:
    names = dataset.trip_places
    for facet, by_trip in (("place", names.places), ("route", names.routes)):
        assert dataset.place_names(facet, {facet: ["any"]}) == {name for each in by_trip.values() for name in each}
        assert dataset.place_names(facet, {}) == frozenset()
