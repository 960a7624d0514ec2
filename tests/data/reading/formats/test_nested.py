"""Nested records of JSON and XML."""

import json

import pytest

from data.reading import read
from tests.read_tables import way


def test_the_list_that_says_most_of_trips_is_read_and_not_the_longest() -> None:
    signals = [{"when": f"2018-01-{day:02}", "strength": day} for day in range(1, 29)]
    found = read(
        json.dumps({"signals": signals, "log": {"trips": [{"date": "2018-01-01", "city": "Rome"}]}}).encode(), ""
    )
    assert [trip.title for trip in found.trips] == ["Rome"]


def test_paths_to_one_role_are_one_column_unless_a_record_has_two() -> None:
    stays = [{"stay": {"place": "Rome"}}, {"ride": {"to_city": "Oslo"}}]
    assert [trip.title for trip in read(json.dumps(stays).encode(), "").trips] == ["Rome", "Oslo"]
    both = [*stays, {"stay": {"place": "Bern"}, "ride": {"to_city": "Kyiv"}}]
    assert set(read(json.dumps(both).encode(), "").columns) == {"stay.place", "ride.to_city"}


def test_an_only_record_of_xml_is_a_row() -> None:
    assert read(b"<trips><trip city='Rome'><date>2018-01-01</date></trip></trips>", "").trips[0].title == "Rome"
    assert read(b"<gpx><wpt lat='41.9' lon='12.5'/></gpx>", "").trips[0].legs[0].stops[0].point == (12.5, 41.9)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            [
                {"id": 1, "name": "Honeymoon", "start": "2020-05-01", "legs": [
                    {"from": "Paris", "to": "Rome", "date": "2020-05-03"}, {"from": "Rome", "to": "Oslo"}]},
                {"id": 2, "name": "Job", "legs": [{"from": "Bern", "to": "Rome", "date": "2021-05-03"}]},
            ],
            [("1", "Honeymoon", "Paris > Rome > Oslo"), ("2", "Job", "Bern > Rome")],
        ),
        (
            {"trips": [{"title": "Summer", "days": [
                {"date": "2020-05-03", "visits": [{"name": "Paris"}, {"name": "Lyon"}]},
                {"date": "2020-05-04", "visits": [{"name": "Rome"}]}]}]},
            [("1", "Summer", "Paris > Lyon > Rome")],
        ),
        (
            [{"from": "Paris", "to": "Rome", "date": "2020-05-03", "stops": [{"name": "Lyon"}]}],
            [("row-2", "Rome", "Paris > Rome")],
        ),
        (
            [{"city": "Bern", "date": "2020-05-03", "photos": [{"url": "x", "lat": 1, "lon": 2}]}],
            [("row-2", "Bern", "Bern")],
        ),
    ],
)  # fmt: skip
def test_lists_of_legs_days_and_visits_are_opened_and_others_are_not(value: object, told: list[object]) -> None:
    found = read(json.dumps(value).encode(), "t.json")
    assert [(trip.id, trip.title, way(trip)) for trip in found.trips] == told
