"""Our own exports, dropped again: the same trips, but for what docs/exports.md says that a format cannot carry."""

from dataclasses import replace

import pytest

from data.reading import ReadResult, read
from data.records.legs import Leg, Stop
from data.records.places import Place
from data.records.trips import Trip
from export.geojson import to_geojson
from export.kml import to_kml
from export.table import to_csv, to_xlsx
from export.view import View
from geo.dataset import load

DATASET = load()
EVERYTHING = View()
RECORDS = DATASET.records


def trips(found: ReadResult) -> dict[str, Trip]:
    return {trip.id: replace(trip, legs=()) for trip in found.trips}


def legs(found: ReadResult | None = None) -> list[Leg]:
    read_back = found.trips if found else DATASET.trips
    return [leg for trip in sorted(read_back, key=lambda trip: trip.id) for leg in trip.legs]


def told(leg: Leg) -> tuple[object, ...]:
    """What every format carries of a leg."""
    return leg.depart, leg.arrive, leg.mode, leg.main, leg.vehicle, leg.note, leg.evidence


def place(stop: Stop) -> Place:
    """The place of a stop of the built-in records."""
    return DATASET.placement.places[DATASET.placement.numbers[stop.key]]


def addresses(leg: Leg) -> list[str]:
    """The sources that have an address."""
    sources = [RECORDS.sources[key] for key in leg.sources]
    return list(dict.fromkeys(source.url or source.archived for source in sources if source.url or source.archived))


READINGS = {
    "CSV": lambda: read(to_csv(DATASET, EVERYTHING), "trips.csv"),
    "XLSX": lambda: read(to_xlsx(DATASET, EVERYTHING), "trips.xlsx"),
    "GeoJSON": lambda: read(to_geojson(DATASET, EVERYTHING), "trips.geojson"),
    "KML": lambda: read(to_kml(DATASET, EVERYTHING), "trips.kml"),
}


@pytest.fixture(scope="module", params=READINGS)
def found(request: pytest.FixtureRequest) -> ReadResult:
    return READINGS[request.param]()


def test_every_format_brings_back_every_trip_and_what_is_said_of_it(found: ReadResult) -> None:
    assert found.faults == ()
    assert trips(found) == {trip.id: replace(trip, legs=()) for trip in DATASET.trips}


def test_every_format_brings_back_every_leg(found: ReadResult) -> None:
    assert list(map(told, legs(found))) == list(map(told, legs()))


def test_a_csv_brings_back_places_by_id_and_sources_by_address() -> None:
    found = READINGS["CSV"]()
    ids = [[(place(stop).id, stop.inferred, stop.column) for stop in leg.stops] for leg in legs()]
    assert [[(stop.name, stop.inferred, stop.column) for stop in leg.stops] for leg in legs(found)] == ids
    assert [list(leg.sources) for leg in legs(found)] == list(map(addresses, legs()))


def test_a_workbook_brings_its_places_and_sources_and_published_lengths_along() -> None:
    found = READINGS["XLSX"]()
    cited = {key for leg in legs() for key in (*leg.sources, *(length.source for length in leg.published))}
    assert found.sources == {key: RECORDS.sources[key] for key in cited}
    used = {DATASET.placement.numbers[stop.key] for leg in legs() for stop in leg.stops}
    assert list(found.places) == [DATASET.placement.places[number] for number in sorted(used)]
    assert [(leg.sources, leg.published) for leg in legs(found)] == [(leg.sources, leg.published) for leg in legs()]


@pytest.mark.parametrize("name", ["GeoJSON", "KML"])
def test_geojson_and_kml_bring_back_places_by_label_and_where_a_leg_ends(name: str) -> None:
    found = READINGS[name]()
    for back, leg in zip(legs(found), legs(), strict=True):
        stops = list(map(place, leg.stops))
        assert [stop.name for stop in back.stops] == [place.label for place in stops]
        assert back.stops[-1].point == pytest.approx((stops[-1].lon, stops[-1].lat), abs=1e-5)


@pytest.mark.parametrize("header", ["destination,depart,evidence,note", "city,date,colour,note"])
def test_a_text_that_a_spreadsheet_would_compute_comes_back_as_it_was(header: str) -> None:
    table = f"{header}\nHanoi,2019-02-26,confirmed,'=1+1\nOslo,2019-02-27,confirmed,''=1\n"
    assert [trip.legs[0].note for trip in read(table.encode(), "trips.csv").trips] == ["=1+1", "'=1"]
