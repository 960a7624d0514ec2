"""Nested records of JSON and XML."""

import json

from data.reading import read


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
