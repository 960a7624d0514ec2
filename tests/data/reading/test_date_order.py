"""Trips are made in date order, or of very many rows one by one, and are the same trips."""

import pytest

from data.reading import ReadOptions, read, reader
from data.reading.options import DEFAULT_OPTIONS

ROWS = (
    "Trip,Date,End,From,City,With,Link\n"
    "a,2019-05-03,2019-05-04,Oslo,Rome,Ann Lee,https://one.example\n"
    "b,2018-05,,,Paris; Lyon,,\n"
    "a,2019-05-01,,Rome,Oslo,Bo Lee,https://one.example\n"
    "c,,,,Vienna,,\n"
    "d,2018-05-14,2018,,Berlin,,\n"
    "row-4,2017,,,Bern,,\n"
)


@pytest.mark.parametrize("choice", [DEFAULT_OPTIONS, ReadOptions(home="Bern"), ReadOptions(chain=True, home="Bern")])
@pytest.mark.parametrize("rows", [ROWS, ROWS.replace("a,", "e,", 1)])
def test_the_order_of_making_changes_nothing(rows: str, choice: ReadOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = read(rows.encode(), "trips.csv", choice)
    monkeypatch.setattr(reader, "MOST_ORDERED", 0)
    one_by_one = read(rows.encode(), "trips.csv", choice)
    assert ordered.trips == one_by_one.trips
    assert len(ordered.trips) > 3
    starts = [trip.start for trip in ordered.trips if trip.start]
    assert starts == sorted(starts)
