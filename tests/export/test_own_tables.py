"""What a reader's own table says, and nothing more: five tables through reading, payload and every export."""

import csv
import gzip
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data.reading import DEFAULT_LIMITS, ReadOptions, read
from export.geojson import to_geojson
from export.kml import to_kml
from export.table import to_csv, to_xlsx
from export.view import DEFAULT_VIEW
from geo.dataset import Dataset
from page.upload.loading import load_dataset
from page.upload.project import TableFile, UploadRequest
from tests.list_selection import summary_sentence

OWN = Path(__file__).parents[1] / "data" / "own"
TABLES = sorted(path.name for path in OWN.glob("*.csv"))
# Words that only the built-in records have a reason for.
CLAIMS = ("reported", "confirmed", "disputed", "schematic way", "door to door", "other means")


@cache
def dataset(name: str) -> Dataset:
    return _load(OWN / name)


def _load(path: Path, content: bytes | None = None) -> Dataset:
    dropped = content or path.read_bytes()
    return load_dataset(dropped, UploadRequest.of_table(path.name, dropped), DEFAULT_LIMITS, lambda _: None)


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((OWN / name).read_text().splitlines()))


def payload(name: str) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(gzip.decompress(dataset(name).packed))
    return tables


def own_columns(name: str) -> list[str]:
    return list(dataset(name).records.own_columns)


@pytest.mark.parametrize("name", TABLES)
def test_no_export_claims_what_the_table_does_not_say(name: str) -> None:
    trips, told = dataset(name), (OWN / name).read_text().lower()
    texts = [
        summary_sentence(trips.trips, len(trips.trips), trips.countries, rows_not_drawn=trips.rows_not_drawn),
        to_csv(trips, DEFAULT_VIEW).decode(),
        to_geojson(trips, DEFAULT_VIEW).decode(),
        to_kml(trips, DEFAULT_VIEW).decode(),
    ]
    for text in texts:
        assert not [claim for claim in CLAIMS if claim in text.lower() and claim not in told]
    assert payload(name)["trips"]["evidence"]["values"] == [""]
    assert {leg.evidence for trip in trips.trips for leg in trip.legs} == {""}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_without_a_role_is_in_every_export(name: str) -> None:
    trips, columns = dataset(name), own_columns(name)
    drawn = {leg.row for trip in trips.trips for leg in trip.legs}
    cells = {
        text
        for number, row in enumerate(rows(name), 2)
        for column, text in row.items()
        if number in drawn and column in columns and text
    }
    exported = list(csv.DictReader(io.StringIO(to_csv(trips, DEFAULT_VIEW).decode())))
    features = json.loads(to_geojson(trips, DEFAULT_VIEW))["features"]
    legs = [feature["properties"] for feature in features if feature["properties"]["feature"] == "leg"]
    for told in (exported, legs):
        assert cells == {row[column] for row in told for column in columns if row[column]}
    kml = to_kml(trips, DEFAULT_VIEW).decode()
    assert all(f'<Data name="{column}">' in kml for column in columns)
    details = payload(name)["details"]
    assert [detail["name"] for detail in details] == columns
    assert cells == {text for detail in details for text in detail["values"] if text}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("export", [to_csv, to_xlsx])
def test_an_export_dropped_again_says_the_same(name: str, export: Any) -> None:
    first = dataset(name)
    kind = export.__name__.removeprefix("to_")
    found = read(export(first, DEFAULT_VIEW), f"trips.{kind}")
    assert found.own_columns == first.records.own_columns
    said = [
        [(leg.depart, leg.arrive, leg.mode, leg.evidence, leg.sources, leg.stay, leg.details) for leg in trip.legs]
        for trip in first.trips
    ]
    again = [
        [(leg.depart, leg.arrive, leg.mode, leg.evidence, leg.sources, leg.stay, leg.details) for leg in trip.legs]
        for trip in found.trips
    ]
    assert again == said


def test_a_source_without_an_address_is_a_source() -> None:
    sources = {key: source["url"] for key, source in payload("leader_visits.csv")["sources"].items()}
    assert sources["Élysée communiqué of 2022-01-10"] == ""
    assert len(sources) == len({row["Source"] for row in rows("leader_visits.csv")} - {""})


@pytest.mark.parametrize(
    ("name", "trips", "title"),
    [
        ("cruise.csv", 1, "Southampton to Venice"),
        ("tour.csv", 1, "Lisbon to Zürich"),
        ("leader_visits.csv", 40, "Rabat"),
        ("wish_list.csv", 10, "Petra"),
        ("travel_log.csv", 60, "Zürich to Rome"),
    ],
)
def test_a_stop_list_is_one_journey_and_visits_are_many(name: str, trips: int, title: str) -> None:
    found = dataset(name).trips
    assert (len(found), found[0].title) == (trips, title)
    for leg in (leg for trip in found for leg in trip.legs):
        assert len(leg.stops) < 2 or leg.stops[0].name != leg.stops[-1].name


def test_a_ship_goes_by_sea_and_no_sea_day_parts_it() -> None:
    (cruise,) = dataset("cruise.csv").trips
    assert {leg.mode for leg in cruise.legs} == {"sea"}
    ports = [row["Port"] for row in rows("cruise.csv") if row["Port"] != "At sea"]
    assert [leg.stops[-1].name for leg in cruise.legs] == ports
    assert all(leg.stops[0].name == before for leg, before in zip(cruise.legs[1:], ports, strict=False))


def test_the_reader_says_which_it_is() -> None:
    path = OWN / "tour.csv"
    table = TableFile(path.name, path.read_bytes(), ReadOptions(journey="many"))
    apart = load_dataset(table.content, UploadRequest((table,)), DEFAULT_LIMITS, lambda _: None)
    assert [trip.title for trip in apart.trips] == [row["City"] for row in rows(path.name)]


def test_the_reader_s_names_stand_on_the_map_and_the_gazetteer_s_beside() -> None:
    for name in ("wish_list.csv", "travel_log.csv"):
        places = payload(name)["places"]
        beside = dict(zip(places["label"], places["native"], strict=True))
        own = {row.get("Place") for row in rows(name)} - {None}
        assert own <= beside.keys()
        assert not [label for label in beside if label.isupper() or "Airport" in label]
    assert "Tambo" in beside["Johannesburg"]


def test_the_number_of_a_train_joins_no_trips() -> None:
    assert len(dataset("travel_log.csv").trips) == len(rows("travel_log.csv"))
    assert "Number" in own_columns("travel_log.csv")


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "constructor",
    "note",
    "stay",
    "__proto__",
]


def test_hostile_names_of_columns_are_names() -> None:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["City", "Date", "trip title", *HOSTILE])
    writer.writerow(["Rome", "2024-05-01", "Spring", *[f"{name}!" for name in HOSTILE]])
    trips = _load(Path("hostile.csv"), table.getvalue().encode())
    own = trips.records.own_columns
    assert {*HOSTILE, "Stay"} - {"note", "stay"} <= set(own)  # a column of the records gets a capital
    again = read(to_csv(trips, DEFAULT_VIEW), "trips.csv")
    assert [leg.details for trip in again.trips for leg in trip.legs] == [
        leg.details for trip in trips.trips for leg in trip.legs
    ]
    properties = json.loads(to_geojson(trips, DEFAULT_VIEW))["features"][0]["properties"]
    assert {f"{name}!".lower() for name in own} <= {str(value).lower() for value in properties.values()}
