"""Coordinates: points in every form that tables and search engines write, and repaired where that is certain."""

import json

import pytest

from data.reading import read
from data.reading.values.coordinates import parse_point
from tests.read_tables import written

PARIS = (2.35, 48.85)


@pytest.mark.parametrize(
    "text",
    [
        "48.8566° N, 2.3522° E",
        "48° 51′ 24″ N, 2° 21′ 8″ E",
        "48°51'24\"N 2°21'8\"E",
        "48.8566 2.3522",
        "48,8566; 2,3522",
        "48,8566, 2,3522",
        "48.8566, 2.3522",
        "48.8566,2.3522",
        "(48.8566, 2.3522)",
        "[48.8566, 2.3522]",
        "48.8566 / 2.3522",
        "48.8566°, 2.3522°",
        "N 48° 51' 24\", E 2° 21' 8\"",
        "N48.8566 E2.3522",
        "N 48° 51.4' E 2° 21.13'",
        "48 51 24 N 2 21 8 E",
        "48.8566N 2.3522E",
        "2.3522° E, 48.8566° N",
        "POINT(2.3522 48.8566)",
        "POINT (2.3522 48.8566)",
        "Point(2.3522 48.8566)",
        "SRID=4326;POINT(2.3522 48.8566)",
        "{{coord|48|51|24|N|2|21|8|E|display=title}}",
        "{{coord|48.8566|2.3522}}",
        "{{Coord|48.8566|N|2.3522|E}}",
        "geo:48.8566,2.3522",
        "lat: 48.8566, lon: 2.3522",
    ],
)
def test_a_point_in_text_is_read(text: str) -> None:
    lon, lat = parse_point(text) or (0.0, 0.0)
    assert [lon, lat] == pytest.approx([2.3522, 48.8566], abs=0.001)
    for name in ("location", "coordinates", "where"):
        record = json.dumps([{"date": "2020-05-03", name: text}])
        assert read(record.encode(), "t.json").trips[0].legs[0].stops[0].point == (lon, lat)


@pytest.mark.parametrize("text", ["33 52 10 S", "33°52'10\" S", "S 33° 52' 10\"", "-33.8694", "33.8694 S", "33,8694 S"])
def test_degrees_of_the_south_are_negative(text: str) -> None:
    found = written("city|lat|lon|date", f"Sydney|{text}|151.2|2020-05-03")
    lon, lat = found.trips[0].legs[0].stops[0].point or (0.0, 0.0)
    assert [lon, lat] == pytest.approx([151.2, -33.8694], abs=0.001)


@pytest.mark.parametrize(
    "text", ["Paris 7, Lyon 3", "12 rue X, 75001 Paris", "1, 2, 3", "2020-05-03", "95.1, 200.4", "E 12"]
)
def test_what_only_has_numbers_is_no_point(text: str) -> None:
    assert parse_point(text) is None


@pytest.mark.parametrize(
    "record",
    [
        {"type": "Feature", "properties": {"date": "2020-05-03"}, "geometry": {"type": "Point", "coordinates": PARIS}},
        {"date": "2020-05-03", "location": {"type": "Point", "coordinates": PARIS}},
        {"date": "2020-05-03", "place": {"lngLat": PARIS}},
        {"date": "2020-05-03", "place": {"latLng": PARIS[::-1]}},
        {"date": "2020-05-03", "loc": PARIS},
        {"date": "2020-05-03", "geometry": "POINT(2.35 48.85)"},
    ],
)
def test_records_say_which_degree_comes_first(record: dict[str, object]) -> None:
    text = json.dumps(record) + "\n" + json.dumps(record)
    points = [leg.stops[0].point for trip in read(text.encode(), "t.jsonl").trips for leg in trip.legs]
    assert points == [PARIS, PARIS]


def test_latitudes_beyond_90_are_longitudes() -> None:
    found = written("city,lat,lon,date", "Sydney,151.2,-33.9,2020-05-03", "Rome,12.5,41.9,2020-05-04")
    assert [trip.legs[0].stops[0].point for trip in found.trips] == [(151.2, -33.9), (12.5, 41.9)]
    assert "“lat” holds numbers beyond 90" in found.findings[0].text


def test_metres_and_microdegrees_become_degrees() -> None:
    metres = written("city,x,y,date", "Rome,1390000.5,5146000.2,2020-05-03")
    lon, lat = metres.trips[0].legs[0].stops[0].point or (0.0, 0.0)
    assert [lon, lat] == pytest.approx([12.487, 41.9], abs=0.1)
    assert "Web Mercator" in metres.findings[0].text
    small = written("city,lat,lon,date", "Rome,41900000,12500000,2020-05-03")
    assert small.trips[0].legs[0].stops[0].point == (12.5, 41.9)
    assert "millionths" in small.findings[0].text
    google = written("city,latitudeE7,longitudeE7,date", "Rome,419000000,125000000,2020-05-03")
    assert (google.trips[0].legs[0].stops[0].point, google.findings) == ((12.5, 41.9), ())


def test_zero_zero_stands_for_a_point_that_is_not_known() -> None:
    found = written("city,lat,lon,date", "Rome,41.9,12.5,2020-05-03", "Paris,0,0,2020-05-04")
    assert [trip.legs[0].stops[0].point for trip in found.trips] == [(12.5, 41.9), None]
    assert "first in row 3" in found.findings[0].text


def test_a_name_beside_a_point_is_that_of_the_place() -> None:
    record = {"date": "2020-05-03", "name": "Paris", "location": {"type": "Point", "coordinates": PARIS}}
    (trip,) = read(json.dumps([record]).encode(), "t.json").trips
    assert (trip.title, trip.traveller) == ("Paris", "")
