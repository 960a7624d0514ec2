"""Placement: every stop becomes a place, or a fault that says what to do, and its trip stays in the list."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from geopy.exc import GeocoderTimedOut
from geopy.location import Location

from data.records.corrections import corrections_table
from data.records.legs import Leg, Stop
from data.records.places import Place
from data.records.records import built_in_places, read_records
from geo.dataset import Dataset, load
from geo.gazetteer import Gazetteer, Sureness
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.placement import Placement, resolve_stops
from geo.geocoding.queries import PlaceQuery, place_queries
from geo.geocoding.resolver import Resolution, Resolver, correction
from tests.server import ROOT

OFFLINE = Resolver(PlaceIndex([]), PlaceIndex([]), Gazetteer())  # which knows no places but the gazetteer's


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
    """A geocoder that knows the Camp Lejeune Gate, and fails for Nowhere."""

    name = "a service"

    def geocode(self, query: str, *, exactly_one: bool = True, country_codes: object = None) -> Location | None:
        """Camp Lejeune Gate, nothing, or an error."""
        if query == "Nowhere":
            raise GeocoderTimedOut("no answer within 10 s")
        return Location(query, (16.77, -3.0), {"country": "ml"}) if query == "Camp Lejeune Gate" else None


def placed_with_service(file: Path) -> Placement:
    """The places of a table, with a service behind the built-in places."""
    resolver = replace(OFFLINE, curated=PlaceIndex(built_in_places()), service=Service())
    return resolve_stops(read_records(file), resolver, file.name)


def test_every_stop_of_the_built_in_records_has_its_place() -> None:
    placement = load().placement
    assert {stop.key for trip in load().trips for leg in trip.legs for stop in leg.stops} <= placement.numbers.keys()


def test_a_stop_is_placed_by_id_name_alias_or_native_name(tmp_path: Path) -> None:
    dataset = load(table(tmp_path, "pyongyang\t\tHanoi", "평양\t\tHà Nội", "P’yŏngyang\t\tHa Noi?"))
    assert ids(dataset) == ["pyongyang", "hanoi"]
    assert dataset.faults == ()


def test_a_typo_is_a_fault_with_a_suggestion_and_the_trip_stays(tmp_path: Path) -> None:
    dataset = load(table(tmp_path, "Pyongyang\tSinuiju; Dandog?\tBeijing"))
    (fault,) = dataset.faults
    assert (fault.file, fault.row, fault.column, fault.value) == ("trips.csv", 2, "via", "Dandog")
    assert fault.expected == "no such place is known"
    assert fault.remedy == "did you mean Dandong? Else add it to places.csv or give “lat, lon”"
    assert [trip.title for trip in dataset.trips] == ["Pyongyang to Beijing"]
    assert ids(dataset) == ["pyongyang", "sinuiju", "beijing"]


def test_a_name_near_to_none_gets_no_suggestion(tmp_path: Path) -> None:
    (fault,) = load(table(tmp_path, "\t\tNeuschwanstein")).faults
    assert fault.remedy == "add it to places.csv or give “lat, lon”"


def test_an_unknown_name_is_told_for_every_row_and_column_that_has_it(tmp_path: Path) -> None:
    faults = load(table(tmp_path, "Neuschwanstein\tNeuschwanstein\tNeuschwanstein", "Hanoi\t\tNeuschwanstein")).faults
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
    assert dataset.placement.places[0].country == "US"


def test_countries_are_those_stopped_at_without_home_and_those_passed(tmp_path: Path) -> None:
    dataset = load(table(tmp_path, "pyongyang\tdandong; pingxiang\thanoi"))
    assert list(dataset.countries.values()) == [("VN",)]
    dataset = load(table(tmp_path, "hanoi\t\tpyongyang", home="pyongyang"))
    assert list(dataset.countries.values()) == [()]


def test_a_home_that_is_nowhere_is_a_fault(tmp_path: Path) -> None:
    (fault,) = load(table(tmp_path, "\t\thanoi", home="Pyongyangg")).faults
    assert str(fault).startswith("about.toml, home “Pyongyangg”: no such place is known; did you mean Pyongyang?")


def test_what_a_service_answers_is_placed_and_signed(tmp_path: Path) -> None:
    (place,) = placed_with_service(table(tmp_path, "\t\tCamp Lejeune Gate")).places
    assert (place.id, place.lat, place.country, place.source) == ("Camp Lejeune Gate", 16.77, "ML", "a service")


def test_a_service_that_fails_is_told_and_the_others_are_placed(tmp_path: Path) -> None:
    placement = placed_with_service(table(tmp_path, "Nowhere\t\tHanoi"))
    (fault,) = placement.faults
    assert (fault.column, fault.value) == ("origin", "Nowhere")
    assert fault.expected == "could not be looked up: a service: no answer within 10 s"
    assert [place.id for place in placement.places] == ["hanoi"]


def test_without_a_service_no_one_is_asked(tmp_path: Path) -> None:
    assert [fault.value for fault in load(table(tmp_path, "\t\tCamp Lejeune Gate")).faults] == ["Camp Lejeune Gate"]


# The gazetteer, and what each name says of itself


def resolutions(dataset: Dataset) -> dict[str, Resolution]:
    """What each name of a data set was taken for."""
    return {resolution.label: resolution for resolution in dataset.placement.resolutions}


def test_a_name_that_no_table_has_is_placed_by_the_gazetteer_which_signs_it(tmp_path: Path) -> None:
    resolution = resolutions(load(table(tmp_path, "Hanoi\t\tTimbuktu")))["Timbuktu"]
    assert resolution.place is not None
    assert (resolution.place.country, resolution.place.source, resolution.sureness) == ("ML", "GeoNames", Sureness.SURE)
    assert resolution.source == "offline gazetteer (GeoNames)"


def test_each_name_says_how_sure_it_is_and_what_else_it_may_mean(tmp_path: Path) -> None:
    names = resolutions(load(table(tmp_path, "Springfield\tParis; 39.0, 125.7\tSharm el-Sheikh", "\t\tNeuschwanstein")))
    assert {name: resolution.sureness for name, resolution in names.items()} == {
        "Springfield": Sureness.AMBIGUOUS,
        "Paris": Sureness.LIKELY,
        "39.0, 125.7": Sureness.GIVEN,
        "Sharm el-Sheikh": Sureness.SURE,
        "Neuschwanstein": Sureness.UNKNOWN,
    }
    springfield = names["Springfield"]
    assert springfield.place == springfield.candidates[0]
    assert (springfield.place.label, len(springfield.candidates)) == ("Springfield (Missouri)", 10)
    assert springfield.total > 30
    assert names["Neuschwanstein"].place is None


def test_a_neighbour_on_the_way_tells_namesakes_apart(tmp_path: Path) -> None:
    placement = resolve_stops(read_records(table(tmp_path, "Hanoi\tPingxiang\tDong Dang")), OFFLINE, "trips.csv")
    assert [place.label for place in placement.resolutions[1].candidates[:2]] == [
        "Pingxiang (Guangxi)",
        "Pingxiang (Jiangxi)",
    ]


def test_a_correction_comes_first_and_a_places_csv_of_it_says_the_same(tmp_path: Path) -> None:
    file = table(tmp_path, "Springfield\t\tHanoi")
    other = resolutions(load(file))["Springfield"].candidates[2]
    dataset = load(file, corrections=[correction("Springfield", other)])
    resolution = resolutions(dataset)["Springfield"]
    assert (resolution.sureness, resolution.place) == (Sureness.GIVEN, correction("Springfield", other))
    table(tmp_path, "Springfield\t\tHanoi", beside=corrections_table([correction("Springfield", other)]))
    assert resolutions(load(file))["Springfield"].place == correction("Springfield", other)


def test_a_correction_of_one_name_leaves_the_other_names_of_its_place(tmp_path: Path) -> None:
    texan = Place("geonames:4717560", "Paris", "", "Paris (Texas)", "US", -95.56, 33.66, (), "GeoNames")
    found_by_name = resolutions(load(table(tmp_path, "Lutetia\t\tParis"), corrections=[correction("Lutetia", texan)]))
    found = [found_by_name[name].place for name in ("Lutetia", "Paris")]
    assert [place.country for place in found if place] == ["US", "FR"]


def test_one_name_in_two_countries_is_two_places() -> None:
    stops = [Stop("Georgetown", False, "destination", country) for country in ("GY", "US", "GY")]
    legs = [Leg(row, None, None, (stop,), "air", False, "", "", "", (), ()) for row, stop in enumerate(stops)]
    trips = [replace(load().trips[0], legs=(leg,)) for leg in legs]
    queries = place_queries(trips)
    assert {key: query.label for key, query in queries.items()} == {
        stops[0].key: "Georgetown",
        stops[1].key: "Georgetown (US)",
    }
    found = OFFLINE.resolve(queries)
    assert [place.country for stop in stops if (place := found[stop.key].place)] == ["GY", "US", "GY"]


def test_no_two_names_are_shown_alike() -> None:
    names = {"Georgetown (US)": "", "Georgetown": "", "Georgetown ": "US", " Georgetown": "GY"}
    stops = [Stop(name.strip(), False, "destination", country) for name, country in names.items()]
    leg = replace(load().trips[0].legs[0], stops=tuple(stops))
    labels = [query.label for query in place_queries([replace(load().trips[0], legs=(leg,))]).values()]
    assert labels == ["Georgetown (US)", "Georgetown", "Georgetown (US, 2)", "Georgetown (GY)"]


def test_a_row_that_gives_the_point_of_a_name_is_believed() -> None:
    place = OFFLINE.resolve({0: PlaceQuery("Isla Nublar", "Isla Nublar", ("CR",), "", (-87.0, 5.5))})[0].place
    assert place is not None
    assert (place.name, place.country, place.lon, place.lat) == ("Isla Nublar", "CR", -87.0, 5.5)


def test_the_built_in_records_never_read_the_gazetteer() -> None:
    code = "from geo.dataset import load; from geo.gazetteer import index; load(); print(index.load_index.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "0\n"


def test_suggestions_have_a_limit_in_number_so_that_a_column_of_words_costs_little(tmp_path: Path) -> None:
    rows = [f"\t\tNeuschwanstein Hanoi {number}" for number in range(60)]
    helped = [resolution for resolution in resolutions(load(table(tmp_path, *rows))).values() if resolution.suggestions]
    assert len(helped) == 50
