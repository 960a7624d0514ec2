"""Values in several columns or rows: dates in parts, hemispheres, merged cells, and headers of two rows."""

import pytest

from tests.read_tables import way, when, written


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        ("year,month,day,origin,destination", "2020,5,3,London,Paris", "2020-05-03"),
        ("Jahr,Monat,Tag,Ort", "2020,Mai,3,Paris", "2020-05-03"),
        ("année,mois,jour,ville", "2020,5,3,Paris", "2020-05-03"),
        ("año,mes,día,ciudad", "2020,5,3,Paris", "2020-05-03"),
        ("年,月,日,都市", "2020,5,3,Paris", "2020-05-03"),
        ("연도,월,일,도시", "2020,5,3,Paris", "2020-05-03"),
        ("year,month,city", "2020,5,Paris", "2020-05"),
        ("start_year,start_month,start_day,end_year,end_month,end_day,city", "2020,5,3,2020,5,14,Paris", "2020-05-03/2020-05-14"),
        ("YEAR,MONTH,DAY,DEP_TIME,ARR_TIME,ORIGIN,DEST", "2013,1,1,1517,1830,EWR,IAH", "2013-01-01"),
        ("date,year,city", "2020-05-03,2020,Paris", "2020-05-03"),
    ],
)  # fmt: skip
def test_a_date_in_parts_is_one_date(header: str, row: str, told: str) -> None:
    (trip,) = written(header, row).trips
    assert when(trip) == told


def test_a_hemisphere_of_its_own_column_belongs_to_the_degrees() -> None:
    found = written("city,lat,ns,lon,ew,date", "Botany Bay,34.0,S,151.2,E,1770-04-29", "Rome,41.9,N,12.5,E,1770-05-01")
    assert [trip.legs[0].stops[0].point for trip in found.trips] == [(151.2, -34.0), (12.5, 41.9)]


def test_merged_cells_hold_for_the_rows_below() -> None:
    found = written(
        "Trip,Traveller,Date,City",
        "Spring tour,Ada,2020-05-03,Paris",
        ",,2020-05-04,Lyon",
        "Autumn tour,Bo,2020-09-03,Rome",
        ",,2020-09-04,Oslo",
    )
    assert [(trip.traveller, way(trip)) for trip in found.trips] == [("Ada", "Paris > Lyon"), ("Bo", "Rome > Oslo")]
    assert "“Trip”, “Traveller”" in found.findings[0].text


def test_a_merged_year_completes_the_dates_below() -> None:
    found = written("Year,Date,City", "2019,3 May,Paris", ",14 May,Lyon", "2020,1 June,Rome", ",5 June,Oslo")
    assert [when(trip) for trip in found.trips] == ["2019-05-03", "2019-05-14", "2020-06-01", "2020-06-05"]
    assert found.faults == ()


def test_blanks_among_repeated_values_are_no_merged_cells() -> None:
    found = written("trip,date,city", "16,2020-05-03,Paris", "16,2020-05-04,Lyon", ",2020-09-03,Rome")
    assert [trip.id for trip in found.trips] == ["16", "row-4"]


def test_a_day_of_a_plan_holds_for_what_is_done_on_it_and_an_occasion_for_its_row_alone() -> None:
    plan = ("2024-05-01,Oslo,Arrival", ",,Museum", ",,Dinner", "2024-05-02,,Train", ",Bergen,Harbour", ",,Fish market")
    found = written("Date,City,Activity", *plan)
    assert [(way(trip), when(trip)) for trip in found.trips] == [("Oslo", "2024-05-01"), ("Bergen", "2024-05-02")]
    assert "“Date”" in found.findings[0].text
    visits = written("city,event", "Oslo,PyCon", "Rome,", "Lima,", "Bonn,DjangoCon")
    assert ([trip.occasion for trip in visits.trips], visits.findings) == (["PyCon", "", "", "DjangoCon"], ())


def test_a_first_row_of_places_that_stand_below_too_is_a_trip() -> None:
    found = written("Kyiv, Lviv", "Lviv, Jena", "Jena, Kyiv", "Kyiv, Varna")
    assert [way(trip) for trip in found.trips] == ["Kyiv > Lviv", "Lviv > Jena", "Jena > Kyiv", "Kyiv > Varna"]


def test_names_of_events_are_no_travellers() -> None:
    rows = ("2024-05-01,Oslo,PyCon 2024", "2024-06-01,Rome,Progress in Several Complex Variables")
    assert {trip.traveller for trip in written("date,city,name", *rows).trips} == {""}
    people = written("date,city,name", "2024-05-01,Oslo,Ada Lovelace", "2024-06-01,Rome,Juan Carlos I de Borbón")
    assert [trip.traveller for trip in people.trips] == ["Ada Lovelace", "Juan Carlos I de Borbón"]


def test_digits_that_are_not_known_are_an_x() -> None:
    rows = ("Rome,Oslo,0619-09-XX", "Oslo,Paris,196X-XX-XX", "Paris,Lima,1968-XX-XX", "Lima,Rome,XXXX-XX-XX")
    found = written("DEP_CITY,ARR_CITY,DEP_DATE", *rows)
    told = {way(trip): when(trip) for trip in found.trips}
    assert told == {"Rome > Oslo": "0619-09", "Oslo > Paris": "1960/1969", "Paris > Lima": "1968", "Lima > Rome": ""}


def test_a_header_of_two_rows_names_each_column_once() -> None:
    found = written(
        "Departure,,Arrival,,Note",
        "City,Date,City,Date,",
        "Paris,2020-05-03,Lyon,2020-05-04,x",
        "Lyon,2020-05-05,Rome,2020-05-06,y",
    )
    assert [way(trip) for trip in found.trips] == ["Paris > Lyon", "Lyon > Rome"]
    assert [when(trip) for trip in found.trips] == ["2020-05-03/2020-05-04", "2020-05-05/2020-05-06"]
    assert found.trips[0].legs[0].note == "x"


def test_stops_in_columns_of_their_own_are_one_way() -> None:
    found = written("Date,Stop 1,Stop 2,Stop 3", "2020-05-03,Paris,Lyon,Nice", "2020-05-09,Rome,Naples,")
    assert [way(trip) for trip in found.trips] == ["Paris > Lyon > Nice", "Rome > Naples"]


def test_a_word_for_a_place_is_none() -> None:
    found = written("date,city", "2020-05-03,Home", "2020-05-04,Paris", "2020-05-05,Airport")
    assert ([trip.title for trip in found.trips], sorted(found.not_drawn)) == (["Paris"], [2, 4])
    assert {fault.expected for fault in found.faults} == {"this is a word and not the name of a place"}


def test_a_row_of_totals_at_the_end_makes_no_merged_cells() -> None:
    header = "Trip,Date,City,Purpose,Total\n"
    rows = "T1,2019-05-14,Chicago,Meeting,12\nT2,2019-06-03,Austin,Talk,30\n,,,,42\n"
    found = written(header.strip(), *rows.splitlines())
    assert ([trip.id for trip in found.trips], found.findings) == (["T1", "T2"], ())
