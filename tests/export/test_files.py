"""Files of a view: what comes back is what went out, others' programs read them, and nothing in them fires."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from data.reading import read
from data.records.records import to_records
from data.records.tables import escape_formula, unescape_formula
from data.records.trips import TRIP_COLUMNS, Trip
from data.selection import Selection
from export import geojson
from export.geojson import cut_at_antimeridian, destinations, join_lines, to_geojson
from export.kml import to_kml
from export.table import to_csv, to_xlsx
from export.view import View, citation, query_string, read_view, visible_trips
from geo.dataset import Dataset, load, place_records
from geo.routes.geometry import RouteLine, length_km, route_line
from geo.routes.segments import SegmentNetwork
from tests.hostile import hostile_table

DATASET = load()
EVERYTHING = View()
RAIL = View(Selection(mode=frozenset(["rail"])))
FORMATS: dict[str, Callable[[Dataset, View], bytes]] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "geojson": to_geojson,
    "kml": to_kml,
}
COUNTED = {"Beijing": 4, "DMZ, Panmunjom": 2, "Vladivostok": 2}  # the rest were gone to once
COMPUTES = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(hostile_table(tmp_path_factory.mktemp("hostile")))


def read_back(folder: Path, files: dict[str, bytes]) -> Dataset:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return load(folder / "trips.csv")


def sheets_as_csv(book: bytes) -> dict[str, bytes]:
    """Each sheet of a workbook as the CSV file that a spreadsheet would save."""
    files = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        text = io.StringIO()
        csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in sheet.values])
        files[f"{sheet.title}.csv"] = text.getvalue().encode()
    return files


def points(dataset: Dataset, trip: Trip) -> list[Any]:
    """The stops of a trip as points, inferred or not; a name where there is none."""
    places = [(dataset.placement.place(stop), stop) for leg in trip.legs for stop in leg.stops]
    return [(place.lon, place.lat, stop.inferred) if place else (stop.name, stop.inferred) for place, stop in places]


def told(dataset: Dataset, trip: Trip) -> list[Any]:
    """What both tables must bring back of a trip."""
    legs = [(leg.depart, leg.arrive, leg.mode, leg.main, leg.vehicle, leg.note, leg.evidence) for leg in trip.legs]
    of_the_trip = [
        trip.id,
        trip.traveller,
        trip.title,
        trip.occasion,
        trip.outcome,
        trip.people_met,
        trip.mode,
        trip.days,
    ]
    return [*of_the_trip, legs, points(dataset, trip)]


def features(dataset: Dataset, view: View = EVERYTHING, kind: str = "leg") -> list[Any]:
    found: list[Any] = json.loads(to_geojson(dataset, view))["features"]
    return [feature for feature in found if feature["properties"]["feature"] == kind]


def test_a_view_takes_the_words_of_the_url_and_ignores_what_is_not_in_the_data() -> None:
    asked = {"year": ["2018", "1066"], "with": ["Xi Jinping"], "trip": ["2018-03-beijing"], "at": ["north", "40,120,5"]}
    view = read_view(DATASET, asked)
    assert view.selection == Selection(
        year=frozenset(["2018"]), people_met=frozenset(["Xi Jinping"]), trip="2018-03-beijing"
    )
    assert view.at == (40.0, 120.0, 5.0)
    assert [trip.id for trip in visible_trips(DATASET, view)] == [
        "2018-03-beijing",
        "2018-05-dalian",
        "2018-06-beijing",
    ]


@pytest.mark.parametrize("trip", ["", "2018-03-beijing"])
@pytest.mark.parametrize("at", [None, (40.011, 120.015, 5.25), (-0.00001, 179.5, 2.0)])
def test_the_parameters_of_a_view_are_read_as_that_view(trip: str, at: tuple[float, float, float] | None) -> None:
    selection = Selection(year=frozenset(["2018", "2019"]), people_met=frozenset(["Xi Jinping"]), trip=trip)
    for view in (View(selection, at), View(Selection(trip=trip), at)):
        assert read_view(DATASET, parse_qs(query_string(view).removeprefix("?"))) == view
    assert query_string(EVERYTHING) == ""


def test_a_citation_names_title_view_date_sources_link_and_data() -> None:
    cited = citation(DATASET, RAIL, "https://example.org/?mode=rail")
    assert cited.startswith("Where Kim Jong Un has travelled. Transport: rail. Showing 6 of 11 trips: 6 by rail")
    assert "Sources read to 22 March 2026; " in cited
    assert cited.endswith(f"https://example.org/?mode=rail (data {DATASET.fingerprint[:8]})")


def test_csv_dropped_with_nothing_beside_it_gives_the_same_trips(tmp_path: Path) -> None:
    again = read_back(tmp_path, {"trips.csv": to_csv(DATASET, EVERYTHING)})
    assert again.faults == ()
    assert [told(again, trip) for trip in again.trips] == [told(DATASET, trip) for trip in DATASET.trips]
    assert again.countries == DATASET.countries


def test_what_csv_cannot_carry_is_lengths_and_sources_without_an_address(tmp_path: Path) -> None:
    again = read_back(tmp_path, {"trips.csv": to_csv(DATASET, EVERYTHING)})
    addresses = {source.url or source.archived for source in DATASET.records.sources.values()} - {""}
    assert set(again.records.sources) <= addresses
    assert not any(leg.published for trip in again.trips for leg in trip.legs)


def test_a_place_of_an_upload_has_its_label_and_brings_its_point_along(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("name,lat,lon,country\nNowhere,-0.00001,179.5,FJ\n")
    own = read_back(tmp_path, {"trips.csv": b"origin,destination\nNowhere,Hanoi\n"})
    rows = list(csv.DictReader(io.StringIO(to_csv(own, EVERYTHING).decode())))
    assert (rows[0]["origin"], rows[0]["destination"]) == ("Nowhere", "Hanoi")
    place = json.loads(rows[0]["trip_map_metadata"])["places"][0]
    assert [place[key] for key in ("label", "lat", "lon", "country")] == ["Nowhere", "-0.00001", "179.5", "FJ"]


def test_the_sheets_of_a_workbook_saved_side_by_side_give_the_same_trips(tmp_path: Path) -> None:
    again = read_back(tmp_path, sheets_as_csv(to_xlsx(DATASET, EVERYTHING)))
    assert again.faults == ()
    assert [told(again, trip) for trip in again.trips] == [told(DATASET, trip) for trip in DATASET.trips]
    legs, before = ([leg for trip in each.trips for leg in trip.legs] for each in (again, DATASET))
    assert [(leg.published, leg.sources) for leg in legs] == [(leg.published, leg.sources) for leg in before]


def test_a_workbook_has_three_sheets_of_text_with_a_frozen_header() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(DATASET, EVERYTHING)))
    assert book.sheetnames == ["trips", "places", "sources"]
    assert [sheet.freeze_panes for sheet in book] == ["A2"] * 3
    assert {type(cell) for sheet in book for row in sheet.values for cell in row} <= {str, type(None)}
    assert tuple(next(book["trips"].values)) == TRIP_COLUMNS


@pytest.mark.parametrize("form", FORMATS)
def test_equal_views_give_equal_bytes_and_other_views_give_others(form: str) -> None:
    write = FORMATS[form]
    assert write(DATASET, RAIL) == write(load(), View(Selection(mode=frozenset(["rail"]))))
    assert write(DATASET, RAIL) != write(DATASET, EVERYTHING)


def test_every_format_holds_the_trips_of_the_view(tmp_path: Path) -> None:
    ids = [trip.id for trip in visible_trips(DATASET, RAIL)]
    assert [trip.id for trip in read_back(tmp_path, {"trips.csv": to_csv(DATASET, RAIL)}).trips] == ids
    assert list(dict.fromkeys(feature["properties"]["trip"] for feature in features(DATASET, RAIL))) == ids
    trips = etree.fromstring(to_kml(DATASET, RAIL)).findall(".//{*}Data[@name='trip']/{*}value")
    assert list(dict.fromkeys(trip.text for trip in trips)) == ids


def test_geojson_tells_every_leg_of_every_trip() -> None:
    legs = [(trip, number, leg) for trip in DATASET.trips for number, leg in enumerate(trip.legs, 1)]
    assert len(features(DATASET)) == len(legs)
    for feature, (trip, number, leg) in zip(features(DATASET), legs, strict=True):
        told = feature["properties"]
        assert (told["trip"], told["title"], told["leg"], told["mode"]) == (trip.id, trip.title, number, leg.mode)
        assert (told["evidence"], told["vehicle"], told["note"]) == (leg.evidence, leg.vehicle, leg.note)
        assert told["depart"] == (leg.depart.text if leg.depart else "")
        assert told["met"] == "; ".join(trip.people_met)


def test_a_point_of_geojson_counts_the_trips_to_each_destination() -> None:
    told = {point["properties"]["place"]: point["properties"] for point in features(DATASET, kind="destination")}
    assert {name: each["trips"] for name, each in told.items() if each["trips"] > 1} == COUNTED
    assert told["Hanoi"]["trip_ids"] == "2019-02-hanoi"
    assert told["Hanoi"]["country"] == "Vietnam"
    assert "Pyongyang" not in told
    known = next(place for place in DATASET.placement.places if place.id == "hanoi")
    hanoi = next(each for each in features(DATASET, kind="destination") if each["properties"]["place"] == "Hanoi")
    assert hanoi["geometry"] == {"type": "Point", "coordinates": [round(known.lon, 5), round(known.lat, 5)]}


def test_a_line_of_geojson_runs_from_origin_to_destination_as_long_as_it_is_told() -> None:
    placement = DATASET.placement
    for feature in features(DATASET):
        line = np.array(feature["geometry"]["coordinates"])
        trip = next(trip for trip in DATASET.trips if trip.id == feature["properties"]["trip"])
        stops = trip.legs[feature["properties"]["leg"] - 1].stops
        ends = [place for stop in (stops[0], stops[-1]) if (place := placement.place(stop))]
        assert line[0] == pytest.approx((ends[0].lon, ends[0].lat), abs=1e-5)
        assert line[-1] == pytest.approx((ends[1].lon, ends[1].lat), abs=1e-5)
        assert length_km(line) == pytest.approx(feature["properties"]["drawn_km"], rel=1e-3)


def test_a_flight_from_tokyo_to_los_angeles_is_cut_at_the_antimeridian(tmp_path: Path) -> None:
    flown = read_back(tmp_path, {"trips.csv": b'origin,destination,mode\n"35.5, 139.8","33.9, -118.4",air\n'})
    collection = json.loads(to_geojson(flown, EVERYTHING))
    geometry = collection["features"][0]["geometry"]
    assert geometry["type"] == "MultiLineString"
    before, after = geometry["coordinates"]
    assert (before[0], before[-1][0]) == ([139.8, 35.5], 180)
    assert (after[0][0], after[-1]) == (-180, [-118.4, 33.9])
    assert before[-1][1] == after[0][1]
    west, south, east, north = collection["bbox"]
    assert (west, east) == (139.8, -118.4)
    assert south < north


def test_lines_end_to_end_run_on_across_the_date_line() -> None:
    one, other = np.array([[170.0, 0.0], [185.0, 0.0]]), np.array([[-175.0, 0.0], [-160.0, 5.0]])
    assert join_lines([one, other])[:, 0].tolist() == [170, 185, 200]
    assert [part[:, 0].tolist() for part in cut_at_antimeridian(join_lines([one, other]))] == [
        [170, 180],
        [-180, -175, -160],
    ]


def test_a_trip_with_nothing_to_draw_is_a_point_or_at_least_a_feature(tmp_path: Path) -> None:
    rows = b"trip,destination\na,Hanoi\nb,Nowhere at all\n"
    found = features(read_back(tmp_path, {"trips.csv": rows}))
    assert [feature["geometry"] and feature["geometry"]["type"] for feature in found] == ["Point", None]


def read_by_gdal(folder: Path, name: str, content: bytes) -> tuple[Counter[str], set[str]]:
    """How many features of each kind GDAL finds in a file, over all layers, and what fields they have."""
    import pyogrio  # noqa: PLC0415  with pandas, for 0.8 s

    (folder / name).write_bytes(content)
    kinds, fields = Counter[str](), set[str]()
    for number in range(len(pyogrio.list_layers(folder / name))):
        told, _, _, columns = pyogrio.raw.read(folder / name, layer=number)
        values = dict(zip(told["fields"], columns, strict=True))
        kinds.update(values["feature"])
        fields |= set(told["fields"])
    return kinds, fields


@pytest.mark.parametrize("name", ["trips.geojson", "trips.kml"])
def test_gdal_reads_a_feature_per_leg_and_per_destination_with_their_fields(
    tmp_path: Path, hostile: Dataset, name: str
) -> None:
    wanted = {"trip", "title", "leg", "depart", "arrive", "mode", "evidence", "basis", "vehicle", "met", "sources"}
    wanted |= {"place", "country", "trips", "trip_ids"}
    for number, dataset in enumerate((DATASET, hostile)):
        count, fields = read_by_gdal(tmp_path, f"{number}-{name}", FORMATS[name.split(".")[1]](dataset, EVERYTHING))
        legs, stops = sum(len(trip.legs) for trip in dataset.trips), len(destinations(dataset, EVERYTHING))
        assert stops > 7
        assert count == {"leg": legs, "destination": stops}
        assert wanted <= fields


def test_gdal_reads_the_same_trips_from_kml(tmp_path: Path) -> None:
    import pyogrio  # noqa: PLC0415

    (tmp_path / "trips.kml").write_bytes(to_kml(DATASET, EVERYTHING))
    for number, trip in enumerate(DATASET.trips):
        told, _, lines, columns = pyogrio.raw.read(tmp_path / "trips.kml", layer=number)
        values = dict(zip(told["fields"], columns, strict=True))
        assert len(lines) == len(trip.legs)
        assert set(values["trip"]) == {trip.id}
        assert list(values["mode"]) == [leg.mode for leg in trip.legs]
        assert list(values["evidence"]) == [leg.evidence for leg in trip.legs]
        assert list(values["depart"]) == [leg.depart.text if leg.depart else None for leg in trip.legs]


def test_kml_validates_against_the_schema_of_the_ogc(hostile: Dataset) -> None:
    published = find_spec("fastkml")  # which has the schema
    assert published
    assert published.origin
    schema = etree.XMLSchema(etree.parse(Path(published.origin).parent / "schema" / "ogckml22.xsd"))
    for dataset in (DATASET, hostile):
        assert schema.validate(etree.fromstring(to_kml(dataset, EVERYTHING))), schema.error_log


def test_kml_gives_a_time_span_to_each_dated_leg() -> None:
    spans = etree.fromstring(to_kml(DATASET, EVERYTHING)).findall(".//{*}TimeSpan")
    assert len(spans) == sum(len(trip.legs) for trip in DATASET.trips)
    assert [span.findtext("{*}begin") for span in spans][:2] == ["2018-03-25", "2018-03-27"]


def test_no_time_span_ends_before_it_begins() -> None:
    """A day ends at its midnight to readers, before any time of it, so a span holds two days or two times."""
    spans = etree.fromstring(to_kml(DATASET, EVERYTHING)).findall(".//{*}TimeSpan")
    ends = [(span.findtext("{*}begin"), span.findtext("{*}end")) for span in spans]
    assert ends
    assert [(begin, end) for begin, end in ends if ("T" in begin) != ("T" in end)] == []
    assert all(begin <= end for begin, end in ends if "T" not in begin)


def test_kml_has_no_description_that_a_reader_would_take_for_html(hostile: Dataset) -> None:
    assert b"<description" not in to_kml(hostile, EVERYTHING)


def test_characters_that_xml_cannot_carry_are_left_out(tmp_path: Path) -> None:
    rows = "destination,title\nHanoi,a\x00b\x0bc\ufffe\n".encode()
    assert (
        etree.fromstring(to_kml(read_back(tmp_path, {"trips.csv": rows}), EVERYTHING)).findtext(".//{*}Folder/{*}name")
        == "abc"
    )


def test_nothing_computes_in_a_spreadsheet(hostile: Dataset) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(hostile, EVERYTHING).decode())))
    books = openpyxl.load_workbook(io.BytesIO(to_xlsx(hostile, EVERYTHING)))
    cells = [
        *(cell for row in rows for cell in row),
        *(cell for sheet in books for row in sheet.values for cell in row),
    ]
    assert [cell for cell in cells if cell and str(cell).startswith(COMPUTES) and "=cmd" in str(cell)] == []
    assert any(str(cell).startswith("'=cmd") for cell in cells)
    assert {cell.data_type for sheet in books for row in sheet for cell in row} <= {"s", "n"}
    assert not any(sheet._hyperlinks for sheet in books)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=1+1",
            "+cmd",
            "-cmd",
            "@SUM(A1)",
            "'=1",
            "''-x",
            "-2+3",
            "-",
            "'",
            "'quoted'",
            "plain",
            "＝1+1",
            "＋1",
            "－1+1",
            "＠x",
        ),
        *(
            "x;=1+1;y",
            "x;'=1+1",
            "x;''=1",
            "=1;=1",
            "x;y",
            "x; =1",
            "1;-2",
            "x;＝1",
            "it's; '=no",
            ";=1",
            ";;=1",
            "x;'y",
        ),
    ],
)
def test_a_guarded_text_comes_back_and_computes_nowhere(tmp_path: Path, text: str) -> None:
    for part in escape_formula(text).split(";"):  # as where a file is opened with another divider
        assert not part.startswith((*COMPUTES, "＝", "＋", "－", "＠"))
    (tmp_path / "trips.csv").write_text(f"destination,note\nHanoi,{escape_formula(text)}\n", encoding="utf-8")
    assert load(tmp_path / "trips.csv").trips[0].legs[0].note == text


@pytest.mark.parametrize("number", ["-33.9", "+5", "-33.9, 151.2", "-33.9, 151.2?; -34, 150", "12"])
def test_numbers_and_points_are_never_guarded(number: str) -> None:
    assert escape_formula(number) == number


@given(st.text(alphabet=";='\t\r\n-+@＝a ,", max_size=12))
def test_whatever_stands_in_a_cell_computes_nowhere_and_comes_back(text: str) -> None:
    text = text.strip()
    escaped = escape_formula(text)
    assert unescape_formula(escaped) == text
    parts = re.split(r"[;\t\r\n]", escaped)
    assert [part for part in parts if part.startswith(("=", "+", "@", "＝", "-"))] == []


def test_hostile_tables_come_back_as_they_were(tmp_path: Path, hostile: Dataset) -> None:
    files = sheets_as_csv(to_xlsx(hostile, EVERYTHING))
    again = read_back(tmp_path, files)
    assert [trip.id for trip in again.trips] == [trip.id for trip in hostile.trips]
    assert [trip.title for trip in again.trips] == [trip.title for trip in hostile.trips]


def test_a_sea_lane_is_sought_once_however_many_legs_follow_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = b"".join(b"Rotterdam,Singapore,20%02d-01-01,ship\n" % year for year in range(20))
    reading = read(b"Origin,Destination,Date,Mode\n" + rows, "ships.csv")
    dataset = place_records(to_records(reading, "ships"), "ships.csv")
    sought: list[int] = []

    def counted(network: SegmentNetwork, segment: int, *more: Any) -> tuple[RouteLine, bool]:
        sought.append(segment)
        return route_line(network, segment, *more)

    monkeypatch.setattr(geojson, "route_line", counted)
    assert len(json.loads(to_geojson(dataset, EVERYTHING))["features"]) > 20
    assert len(sought) == len(set(sought)) == 1
