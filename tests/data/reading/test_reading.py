"""Reading: tables in the shapes that people have are read without touching the mapping."""

from pathlib import Path

import pytest

from data.reading import DEFAULT_LIMITS, ReadOptions, read
from data.reading.columns.vocabulary import ROLES
from data.records.records import BUILT_IN, read_records
from tests.read_tables import reading, told, way, written
from tests.server import ROOT
from tests.shapes import NOT_DRAWN, SHAPES, TABLES


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_of_the_wild_is_read_without_touching_the_mapping(name: str) -> None:
    found = reading(name)
    assert told(found) == SHAPES[name]
    assert found.not_drawn == NOT_DRAWN.get(name, set())
    assert len(found.drawn) + len(found.not_drawn) == found.rows


def test_every_table_in_the_folder_has_its_trips_written_down() -> None:
    assert {file.name for file in TABLES.iterdir()} == set(SHAPES)


def test_reasons_and_leaders_met_come_along() -> None:
    first = reading("wikipedia_kim.html").trips[0]
    assert (first.people_met, first.occasion) == (("Ann Example", "Bo Example", "Cy Example"), "First trip.")
    assert reading("colt.csv").trips[2].occasion == "Summit of Summits"
    assert reading("colt.csv").trips[0].legs[0].sources == ("https://example.org/1",)


def test_points_come_along_longitude_first() -> None:
    stops = reading("segments.csv").trips[0].legs[0].stops
    assert [stop.point for stop in stops] == [(22.27, 60.45), (24.94, 60.17)]


def test_the_built_in_records_are_read_as_they_are_at_home() -> None:
    records = read_records(BUILT_IN)
    found = read(BUILT_IN.read_bytes(), "trips.csv", people=records.people, sources=records.sources)
    assert found.trips == records.trips
    assert found.faults == ()


def test_a_traveller_with_a_home_leaves_it_and_returns() -> None:
    found = reading("wikipedia_kim_mirror.html", ReadOptions(home="Pyongyang"))
    assert way(found.trips[0]) == "Pyongyang > Dalian, CN > Pyongyang"
    assert [leg.depart and leg.depart.text for leg in found.trips[0].legs] == ["2018-05-07", None]
    assert found.trips[0].days == 2


def test_stops_whose_dates_touch_are_chained_only_when_asked_for() -> None:
    table = b"id,city,date\n1,Rome,2020-01-01\n2,Oslo,2020-01-02\n3,Cairo,2020-02-01\n"
    assert len(read(table, "trips.csv").trips) == 3
    chained = read(table, "trips.csv", ReadOptions(home="Bern", chain=True))
    assert [way(trip) for trip in chained.trips] == ["Bern > Rome > Oslo > Bern", "Bern > Cairo > Bern"]


def test_flights_are_never_chained() -> None:
    table = b"from,to,date\nRome,Oslo,2020-01-01\nOslo,Cairo,2020-01-02\n"
    assert len(read(table, "trips.csv", ReadOptions(chain=True)).trips) == 2


def test_numbers_that_begin_again_each_year_make_trips_of_their_own() -> None:
    found = written("#,city,date", "1,Rome,2018-01-01", "2,Oslo,2018-02-01", "1,Cairo,2019-01-01")
    assert [trip.id for trip in found.trips] == ["1", "2", "1, row 4"]


def test_a_path_is_not_needed(tmp_path: Path) -> None:
    assert read(b"city\nRome\n", str(tmp_path / "nowhere.csv")).trips[0].title == "Rome"


def test_the_guide_names_every_role_and_limit() -> None:
    guide = (ROOT / "docs" / "your-own-trips.md").read_text(encoding="utf-8")
    assert [role for role in ROLES if f"`{role}`" not in guide] == []
    amounts = [
        f"{DEFAULT_LIMITS.legs:,}",
        f"{DEFAULT_LIMITS.columns:,}",
        f"{DEFAULT_LIMITS.cell:,}",
        f"{DEFAULT_LIMITS.size // 1_000_000} MB",
    ]
    assert [amount for amount in amounts if amount not in guide] == []


def test_na_is_namibia_among_codes_of_countries_and_a_blank_elsewhere() -> None:
    codes = written("date,iso2,city", "2018-05-03,NA,Windhoek", "2018-05-04,FR,Paris")
    assert [trip.legs[0].stops[-1].country for trip in codes.trips] == ["NA", "FR"]
    names = written("date,country,city", "2018-05-03,NA,Windhoek", "2018-05-04,France,Paris")
    assert [trip.legs[0].stops[-1].country for trip in names.trips] == ["", "FR"]


@pytest.mark.parametrize("cell", ["Lyon, Nice", "Lyon/Nice", "Lyon / Nice", "Lyon; Nice", "Lyon and Nice"])
def test_places_passed_are_divided_by_any_usual_mark(cell: str) -> None:
    found = written("date,from,to,via", f'2018-05-03,Paris,Rome,"{cell}"')
    assert way(found.trips[0]) == "Paris > Lyon > Nice > Rome"


@pytest.mark.parametrize(("column", "first", "own"), [("Operator", "Air China", True), ("Art", "Flug", False)])
def test_a_column_that_says_more_than_its_modes_is_kept_too(column: str, first: str, own: bool) -> None:
    result = written(f"City,Date,{column}", f"Paris,2024-01-02,{first}", f"Rome,2024-02-03,{first}")
    assert result.own_columns == ((column,) if own else ())
    assert [leg.mode for trip in result.trips for leg in trip.legs] == ["air", "air"]
