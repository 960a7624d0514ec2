"""Trips by column show, count and say what a look at each trip does."""

from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from data.selection import COLUMN_FACETS, Selection
from data.summary import summary_sentence
from export.view import FACET_FIELDS
from geo.dataset import Dataset, load
from tests import list_selection
from tests.list_selection import count_options, filter_trips
from tests.named_datasets import named_dataset

NAMES = ("records", "synthetic", "colt.csv", "polarsteps.json", "wikipedia_kim.html", "undated")
# Trips without a date, on one day, and one within another.
DAYS = ("2018,", ",", "2018-05-03,2018-05-03", "2018-05-03,2019-12-01", "2018-06,2018-06", "2022-01-01,", ",")
UNDATED = "depart,arrive,destination\n" + "".join(f"{days},Rome\n" for days in DAYS)


@pytest.fixture(scope="module", params=NAMES)
def dataset(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return named_dataset(request.param, tmp_path_factory.mktemp("table"), {"undated": UNDATED})


def selections(dataset: Dataset) -> list[Selection]:
    """Choices of up to three facets and a range of years, and nothing chosen."""
    random, counts, found = Random(1), dataset.option_counts, [Selection()]
    years = sorted(map(int, counts["year"])) or [2000]
    for _ in range(25):
        chosen = Selection(
            years=(min(pair := random.choices(years, k=2)), max(pair)) if random.random() < 0.3 else None
        )
        for facet in random.sample(list(counts), min(len(counts), random.randrange(4))):
            if values := frozenset(random.choices(list(counts[facet]), k=2)) if counts[facet] else None:
                own = facet in COLUMN_FACETS
                change = {"columns": ((facet, values),)} if own else {FACET_FIELDS[facet]: values}
                chosen = replace(chosen, **change)
        found.append(chosen)
    return found


def test_a_choice_shows_counts_and_says_the_same(dataset: Dataset) -> None:
    columns, trips, countries = dataset.columns, dataset.trips, dataset.countries
    for selection in selections(dataset):
        mask, shown = columns.mask(selection), filter_trips(selection, trips, countries)
        assert [trip for trip, is_shown in zip(trips, mask.tolist(), strict=True) if is_shown] == list(shown)
        facets = tuple(dataset.option_counts)
        assert columns.count_options(selection, facets) == count_options(trips, selection, countries, facets)
        said = summary_sentence(columns.facts(mask, trips), len(trips), "en")
        assert said == list_selection.summary_sentence(shown, len(trips), countries)
        newest = sorted(shown, key=lambda trip: -(trip.start or date.max).toordinal())
        for most in (3, 100):
            assert [trips[number] for number in columns.newest(mask, most)] == newest[:most]


def test_candidates_are_counted_among(dataset: Dataset) -> None:
    candidates = np.arange(len(dataset.trips)) % 2 == 0
    counted = dataset.columns.count_options(Selection(), ("mode",), candidates)
    assert counted == count_options(dataset.trips[::2], Selection(), dataset.countries, ("mode",))


def test_counts_are_worked_out_of_no_trips() -> None:
    columns = load().columns
    assert columns.facts(np.zeros(11, np.bool_), load().trips).n == 0
    assert columns.newest(np.zeros(11, np.bool_), 100) == []
