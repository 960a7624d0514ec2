"""Placing: every stop becomes a place, or a fault that says what to do, and its trip stays in the list."""

from pathlib import Path

import pytest
from geopy.exc import GeocoderTimedOut
from geopy.location import Location

from data.places import read_places
from data.records import BUILT_IN, read_records
from geo.chain import Chain
from geo.curated import CuratedGeocoder
from geo.dataset import Dataset, load
from geo.placing import Finder, Placement, place_stops

BUILT_IN_PLACES = read_places(BUILT_IN.parent / "places.csv")[0]


def table(folder: Path, *rows: str, beside: str = "", home: str = "") -> Path:
    """A table of trips with origin, via and destination, tab between; `beside` is a places.csv, `home` the home."""
    lines = ['"' + row.replace("\t", '","') + '"' for row in ("origin\tvia\tdestination", *rows)]
    (folder / "trips.csv").write_text("\n".join(lines), encoding="utf-8")
    if beside:
        (folder / "places.csv").write_text(beside, encoding="utf-8")
    if home:
        (folder / "about.toml").write_text(f"home = '{home}'")
    return folder / "trips.csv"


def ids(dataset: Dataset) -> list[str]:
    """The places, in the order met."""
    return [place.id for place in dataset.placement.places]


class Service:
    """A geocoder that knows Timbuktu, and fails for Nowhere."""

    name = "a service"

    def geocode(self, query: str, *, exactly_one: bool = True, country_codes: object = None) -> Location | None:
        """Timbuktu, nothing, or an error."""
        if query == "Nowhere":
            raise GeocoderTimedOut("no answer within 10 s")
        return Location(query, (16.77, -3.0), {"country": "ml"}) if query == "Timbuktu" else None


def placed_with_service(file: Path) -> Placement:
    """The places of a table, with a service behind the built-in places."""
    curated = CuratedGeocoder(BUILT_IN_PLACES)
    return place_stops(read_records(file), Finder(curated, Chain([curated, Service()])), file.name)


def test_every_stop_of_the_built_in_records_has_its_place() -> None:
    placement = load().placement
    assert {stop.name for trip in load().trips for leg in trip.legs for stop in leg.stops} <= placement.index.keys()


def test_a_stop_is_placed_by_id_name_alias_or_native_name(tmp_path: Path) -> None:
    dataset = load(table(tmp_path, "pyongyang\t\tHanoi", "평양\t\tHà Nội", "P’yŏngyang\t\tHa Noi?"))
    assert ids(dataset) == ["pyongyang", "hanoi"]
    assert dataset.faults == ()


def test_a_typo_is_a_fault_with_a_suggestion_and_the_trip_stays(tmp_path: Path) -> None:
    dataset = load(table(tmp_path, "Pyongyang\tSinuiju; Dandog?\tBeijing"))
    (fault,) = dataset.faults
    assert (fault.file, fault.row, fault.column, fault.value) == ("trips.csv", 2, "via", "Dandog")
    assert (
        fault.expected == "no such place is known; did you mean Dandong? Else add it to places.csv or give “lat, lon”"
    )
    assert [trip.title for trip in dataset.trips] == ["Beijing"]
    assert ids(dataset) == ["pyongyang", "sinuiju", "beijing"]


def test_a_name_near_to_none_gets_no_suggestion(tmp_path: Path) -> None:
    (fault,) = load(table(tmp_path, "\t\tXanadu")).faults
    assert fault.expected == "no such place is known; add it to places.csv or give “lat, lon”"


def test_an_unknown_name_is_told_for_every_row_and_column_that_has_it(tmp_path: Path) -> None:
    faults = load(table(tmp_path, "Xanadu\tXanadu\tXanadu", "Hanoi\t\tXanadu")).faults
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "destination"),
        (2, "origin"),
        (2, "via"),
        (3, "destination"),
    ]


@pytest.mark.parametrize("cell", ["39.03, 125.75", "39.03,125.75", "39.030 , 125.750"])
def test_a_point_is_a_place_however_it_is_written(tmp_path: Path, cell: str) -> None:
    (place,) = load(table(tmp_path, f"{cell}\t\t39.03, 125.75")).placement.places
    assert (place.lat, place.lon, place.label, place.country) == (39.03, 125.75, "39.03, 125.75", "")


@pytest.mark.parametrize("cell", ["90.1, 0", "0, 180.5", "39.03 125.75", "39.03, 125.75, 12"])
def test_a_point_off_the_globe_is_a_fault(tmp_path: Path, cell: str) -> None:
    dataset = load(table(tmp_path, f"Hanoi\t\t{cell}"))
    assert [(fault.column, fault.value) for fault in dataset.faults] == [("destination", cell)]


def test_places_beside_the_table_come_before_the_built_in_ones(tmp_path: Path) -> None:
    beside = "id,name,label,country,lat,lon\nhanoi,Hanoi Jane,Hanoi,us,40,-75\nelba,Elba,Elba,IT,42.8,10.3\n"
    dataset = load(table(tmp_path, "hanoi\t\tElba", "Beijing\t\tElba", beside=beside))
    assert [(place.id, place.lat) for place in dataset.placement.places] == [
        ("hanoi", 40),
        ("elba", 42.8),
        ("beijing", 39.9075),
    ]
    assert dataset.placement.country("hanoi") == "US"


def test_countries_are_those_stopped_at_without_home_and_those_passed(tmp_path: Path) -> None:
    dataset = load(table(tmp_path, "pyongyang\tdandong; pingxiang\thanoi"))
    assert dataset.trips[0].countries == ("VN",)
    dataset = load(table(tmp_path, "hanoi\t\tpyongyang", home="pyongyang"))
    assert dataset.trips[0].countries == ()


def test_a_home_that_is_nowhere_is_a_fault(tmp_path: Path) -> None:
    (fault,) = load(table(tmp_path, "\t\thanoi", home="Pyongyangg")).faults
    assert str(fault).startswith("about.toml, home “Pyongyangg”: no such place is known; did you mean Pyongyang?")


def test_what_a_service_answers_is_placed_and_signed(tmp_path: Path) -> None:
    (place,) = placed_with_service(table(tmp_path, "\t\tTimbuktu")).places
    assert (place.id, place.lat, place.country, place.source) == ("Timbuktu", 16.77, "ML", "a service")


def test_a_service_that_fails_is_told_and_the_others_are_placed(tmp_path: Path) -> None:
    placement = placed_with_service(table(tmp_path, "Nowhere\t\tHanoi"))
    (fault,) = placement.faults
    assert (fault.column, fault.value) == ("origin", "Nowhere")
    assert fault.expected == "could not be looked up: a service: no answer within 10 s"
    assert [place.id for place in placement.places] == ["hanoi"]


def test_without_a_service_no_one_is_asked(tmp_path: Path) -> None:
    assert [fault.value for fault in load(table(tmp_path, "\t\tTimbuktu")).faults] == ["Timbuktu"]
