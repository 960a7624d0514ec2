"""Namesakes by land: a train from London is in no Cambridge of Massachusetts, and no stop moves that is sure."""

from itertools import pairwise
from pathlib import Path

import pytest

from geo.dataset import Dataset, load

HEADER = "date,from,to,mode"
WAYS = {
    "London Cambridge Peterborough Lincoln Boston Nottingham": {"GB"},
    "Strasbourg St-Louis": {"FR"},
    "Moscow Vladivostok": {"RU"},  # far, and both are sure
    "Lisbon Warsaw": {"PT", "PL"},  # far, and no ocean between
    "Houston Boston": {"US"},
    "Naples Dublin Belgrade Glasgow Athens": {"IT", "IE", "RS", "GB", "GR"},
}


def placed(folder: Path, *rows: str) -> Dataset:
    file = folder / "trips.csv"
    file.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return load(file)


@pytest.mark.parametrize("way", WAYS)
def test_stops_that_follow_one_another_by_land_lie_on_one_side_of_an_ocean(tmp_path: Path, way: str) -> None:
    legs = [f"2024-02-{day:02},{start},{end},train" for day, (start, end) in enumerate(pairwise(way.split()), 3)]
    assert {place.country for place in placed(tmp_path, *legs).placement.places} == WAYS[way]


def test_by_air_a_namesake_may_lie_anywhere(tmp_path: Path) -> None:
    dataset = placed(tmp_path, "2024-02-03,Strasbourg,St-Louis,flight")
    assert {place.country for place in dataset.placement.places} == {"FR", "US"}


def test_what_moves_is_told_as_ambiguous_and_keeps_its_other_meanings(tmp_path: Path) -> None:
    dataset = placed(tmp_path, "2024-02-03,Strasbourg,St-Louis,train")
    found = next(one for one in dataset.placement.resolutions if one.label == "St-Louis")
    assert (found.sureness, found.candidates[0]) == ("ambiguous", found.place)
    assert "US" in {place.country for place in found.candidates}
