"""A reader's own trips, exported as CSV or XLSX and dropped again: the same page, and equal bytes of every export."""

from pathlib import Path

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
FORMATS = ("csv", "xlsx", "geojson", "kml")
NAMESAKES = b"City,Country,Date\nParis,France,2019-03-01\nParis,USA,2019-04-02\nCorrected?,,2019-05-01\n=1+1;x,,2019\n"


def load(request: UploadRequest) -> Dataset:
    return load_dataset(request.content, request.without_content(), DEFAULT_LIMITS, lambda _: None)


def exported(dataset: Dataset) -> list[bytes]:
    return [build_file(dataset, {"format": name}).content for name in FORMATS]


def same_again(dataset: Dataset, name: str) -> Dataset:
    """The export of a data set, dropped again under a name that says nothing; it has to be the same."""
    content = build_file(dataset, {"format": name}).content
    again = load(UploadRequest.of_table(f"trips.{name}", content))
    assert again.payload == dataset.payload
    assert exported(again) == exported(dataset)
    return again


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@pytest.mark.parametrize("table", TABLES)
def test_an_export_gives_the_same_page(table: str, name: str) -> None:
    path = FOLDER / table
    home = "Zurich" if path.suffix == ".csv" else ""
    file = TableFile(path.name, path.read_bytes(), ReadOptions(home=home))
    same_again(load(UploadRequest((file,), "Title, “with” =1+1")), name)


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_corrected_places_namesakes_and_two_travellers_come_back(name: str) -> None:
    oslo = find_place("Oslo")
    assert oslo
    tables = (TableFile("ann.csv", NAMESAKES), TableFile("bob.csv", NAMESAKES))
    corrections = {text: correction(text, oslo) for text in ("Corrected?", "=1+1;x")}
    again = same_again(load(UploadRequest(tables, "Both", corrections)), name)
    assert {trip.traveller for trip in again.trips} == {"ann", "bob"}


def test_labels_and_countries_stand_in_the_csv_as_people_say_them() -> None:
    text = build_file(load(UploadRequest.of_table("trips.csv", NAMESAKES)), {"format": "csv"}).content.decode()
    assert any(",Paris," in line and '""country"":""FR""' in line for line in text.splitlines())


def test_a_host_may_give_an_export_as_its_file(tmp_path: Path) -> None:
    own = load(UploadRequest((TableFile("tour.csv", NAMESAKES, ReadOptions(home="Oslo")),), "Tour of the year"))
    for name in ("csv", "xlsx"):
        (tmp_path / f"trips.{name}").write_bytes(build_file(own, {"format": name}).content)
        assert load_file(tmp_path / f"trips.{name}").payload == own.payload
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
