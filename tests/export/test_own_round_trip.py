"""A reader's own trips, exported as CSV or XLSX and dropped again: the same page, and equal bytes of every export."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.reading import DEFAULT_LIMITS, ReadOptions
from data.records.metadata import metadata_sheets
from export.files import build_file
from geo.dataset import Dataset
from geo.dataset import load as load_file
from geo.geocoding.resolver import correction
from page.upload.loading import load_dataset, load_tables
from page.upload.project import TableFile, UploadRequest
from page.upload.session import find_place

FOLDER = Path(__file__).parents[1]
TABLES = [
    *("tables/countries.csv", "tables/kaggle.csv", "tables/myflightradar24.csv", "tables/routes.gpx"),
    *("tables/trainlog.csv", "tables/wikipedia_presidents.wiki", "made_tables/cruise.csv", "made_tables/여행기록.csv"),
]
FORMATS = ("csv", "xlsx", "geojson", "kml")  # the first two can be dropped again
NAMESAKES = b"City,Country,Date\nParis,France,2019-03-01\nParis,USA,2019-04-02\nCorrected?,,2019-05-01\n=1+1;x,,2019\n"


def load(request: UploadRequest) -> Dataset:
    return load_dataset(request.content, request.without_content(), DEFAULT_LIMITS, lambda _: None)


def exported(dataset: Dataset) -> list[bytes]:
    return [build_file(dataset, {"format": name}).content for name in FORMATS]


def drawn(dataset: Dataset) -> Any:
    """What the page gets of a data set, but for its fingerprint and the rows that are not drawn, which no export has."""
    page = json.loads(dataset.payload)
    about = {name: value for name, value in page["about"].items() if name not in ("rows_not_drawn", "unread_rows")}
    return {**page, "about": about, "fingerprint": ""}


def without_sentence(files: list[bytes]) -> list[bytes]:
    """Files without the sentence at the head of a KML, which counts the rows that are not drawn."""
    return [re.sub(rb"<Snippet>.*?</Snippet>", b"", file, count=1) for file in files]


def same_again(dataset: Dataset) -> Iterator[Dataset]:
    """The exports of a data set, dropped again under a name that says nothing; they have to be the same."""
    files = exported(dataset)
    for name, content in zip(FORMATS[:2], files[:2], strict=True):
        again = load(UploadRequest.of_table(f"trips.{name}", content))
        assert drawn(again) == drawn(dataset), name
        assert without_sentence(exported(again)) == without_sentence(files), name
        yield again


@pytest.mark.parametrize("table", TABLES)
def test_an_export_gives_the_same_page(table: str) -> None:
    path = FOLDER / table
    home = "Zurich" if path.suffix == ".csv" else ""
    file = TableFile(path.name, path.read_bytes(), ReadOptions(home=home))
    assert len(list(same_again(load(UploadRequest((file,), "Title, “with” =1+1"))))) == 2


def test_corrected_places_namesakes_and_two_travellers_come_back() -> None:
    oslo = find_place("Oslo")
    assert oslo
    tables = (TableFile("ann.csv", NAMESAKES), TableFile("bob.csv", NAMESAKES))
    corrections = {text: correction(text, oslo) for text in ("Corrected?", "=1+1;x")}
    for again in same_again(load(UploadRequest(tables, "Both", corrections))):
        assert {trip.traveller for trip in again.trips} == {"ann", "bob"}


def test_labels_and_countries_stand_in_the_csv_as_people_say_them() -> None:
    text = build_file(load(UploadRequest.of_table("trips.csv", NAMESAKES)), {"format": "csv"}).content.decode()
    assert any(",Paris," in line and '""country"":""FR""' in line for line in text.splitlines())


def test_a_host_may_give_an_export_as_its_file(tmp_path: Path) -> None:
    own = load(UploadRequest((TableFile("tour.csv", NAMESAKES, ReadOptions(home="Oslo")),), "Tour of the year"))
    for name in ("csv", "xlsx"):
        (tmp_path / f"trips.{name}").write_bytes(build_file(own, {"format": name}).content)
        assert drawn(load_file(tmp_path / f"trips.{name}")) == drawn(own)
    (tmp_path / "about.toml").write_text('title = "The host’s own"\n')
    assert load_file(tmp_path / "trips.csv").records.about.title == "The host’s own"


def test_the_reader_sees_the_title_and_home_of_an_export_and_may_change_them() -> None:
    file = TableFile("tour.csv", NAMESAKES, ReadOptions(home="Oslo"))
    content = build_file(load(UploadRequest((file,), "Tour of the year")), {"format": "csv"}).content
    request = UploadRequest.of_table("trips.csv", content)
    loaded = load_tables(content, request.without_content(), DEFAULT_LIMITS, lambda _: None)
    assert loaded.title == "Tour of the year"
    assert loaded.tables[0].choice.home
    renamed = UploadRequest((TableFile("trips.csv", content),), "Mine")
    assert load(renamed).records.about.title == "Mine"


@pytest.mark.parametrize("cell", ["{", "[]", '{"places":7}', '{"places":[7,{"lat":1}]}', "[" * 90_000, '{"x":{}}', "7"])
def test_what_is_no_metadata_is_passed_over(cell: str) -> None:
    assert all(set(line) <= {""} for lines in metadata_sheets([cell]).values() for line in lines[1:])


def test_metadata_made_to_harm_is_told_as_faults_and_rows_are_drawn() -> None:
    content = build_file(load(UploadRequest.of_table("trips.csv", NAMESAKES)), {"format": "csv"}).content
    spoilt = content.replace(b'""lat"":""4', b'""lat"":""x')
    assert spoilt != content
    dataset = load(UploadRequest.of_table("trips.csv", spoilt))
    assert any(fault.column == "lat" for fault in dataset.records.faults)
    assert len(dataset.trips) == 4
