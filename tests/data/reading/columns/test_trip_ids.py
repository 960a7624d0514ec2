"""Trip ids: they join rows that are neighbours in time, and names among them are titles."""

import json

from data.reading import ReadOptions, read
from tests.read_tables import way, written


def test_kinds_of_trips_join_nothing_and_a_click_joins_them() -> None:
    table = ["Trip,Date,City", "Business,2018-05-03,Paris", "Business,2019-05-03,Rome", "Leisure,2019-07-03,Oslo"]
    found = written(*table)
    assert [(trip.title, trip.occasion) for trip in found.trips] == [
        ("Paris", "Business"),
        ("Rome", "Business"),
        ("Oslo", "Leisure"),
    ]
    (finding,) = found.findings
    assert finding.choice == ReadOptions({"trip": "Trip"})
    joined = read("\n".join(table).encode(), "t.csv", finding.choice)
    assert [(trip.title, way(trip)) for trip in joined.trips] == [("Business", "Paris > Rome"), ("Leisure", "Oslo")]


def test_the_name_of_a_trip_is_its_title() -> None:
    found = written(
        "Trip,Date,City", "Honeymoon,2018-05-03,Paris", "Honeymoon,2018-05-05,Rome", "Japan,2019-07-03,Kyoto"
    )
    assert [(trip.title, way(trip)) for trip in found.trips] == [("Honeymoon", "Paris > Rome"), ("Japan", "Kyoto")]


def test_an_id_that_comes_back_after_others_is_none() -> None:
    rows = [f"{ids},2018-{month:02}-03,Paris" for month, ids in enumerate("XYXYXY", 1)]
    assert len(written("Trip,Date,City", *rows).trips) == 6


def test_ids_of_a_long_journey_still_join_its_rows() -> None:
    found = written("Trip,Date,City", "7,2018-05-03,Paris", "7,2018-07-30,Rome", "7,2018-10-01,Oslo")
    assert [way(trip) for trip in found.trips] == ["Paris > Rome > Oslo"]


def test_ids_of_users_and_venues_join_nothing() -> None:
    records = [
        {"user": {"id": 7}, "venue": {"id": 3, "name": "Rome"}, "date": "2020-05-03"},
        {"user": {"id": 7}, "venue": {"id": 4, "name": "Oslo"}, "date": "2021-05-03"},
    ]
    assert [trip.id for trip in read(json.dumps(records).encode(), "t.json").trips] == ["row-2", "row-3"]
