"""Column roles: guessed from names and contents, or chosen by the reader."""

import pytest

from data.reading import ReadOptions, read
from data.reading.columns.reasons import role_reasons
from data.reading.columns.vocabulary import ROLES, normalize_column_name
from tests.read_tables import when, written


def test_the_reader_may_choose_other_columns() -> None:
    table = b"city,country,capital,date\nMilan,Italy,Rome,2018-01-01\n"
    assert read(table, "t.csv").trips[0].title == "Milan"
    assert read(table, "t.csv", ReadOptions({"destination": "capital"})).trips[0].title == "Rome"
    assert read(table, "t.csv", ReadOptions({"destination": ""})).trips[0].title == "Italy"
    assert read(table, "t.csv", ReadOptions({"destination": "no such column"})).trips[0].title == "Milan"


@pytest.mark.parametrize(
    ("header", "row", "role", "column"),
    [
        ("Wann,Ziel", "10.06.2018,Rom", "date", "Wann"),
        ("From,To,Place", "2018-01-01,2018-01-03,Rome", "start", "From"),
        ("Departure,Arrival,Date", "Rome,Oslo,2018-01-01", "origin", "Departure"),
        ("name,lat,lon", "Rome,41.9,12.5", "destination", "name"),
        ("who,ISO2", "Ann,IT", "iso", "ISO2"),
        ("A,B,Date", "FRA,MUC,2018-01-01", "origin", "A"),
        ("x1,x2,x3", "Ann,Italy,2018-01-01", "country", "x2"),
        ("날짜,도시", "2018-01-01,서울", "destination", "도시"),
        ("Politik,Město", "Jan Novák,Praha", "traveller", "Politik"),
        ("Podróżny,Miasto,Źródło", "Jan Nowak,Praha,PAP", "source", "Źródło"),
        ("Utas,Város,Alkalom", "Nagy János,Praha,csúcstalálkozó", "occasion", "Alkalom"),
    ],
)
def test_columns_are_guessed_from_names_and_contents(header: str, row: str, role: str, column: str) -> None:
    found = written(header, row)
    assert found.mapping[role] == column
    assert len(found.trips) == 1


def test_a_table_whose_columns_nobody_knows_is_shown_and_not_drawn() -> None:
    found = written("foo,bar", "1,2", "3,4")
    assert (found.columns, found.rows, len(found.not_drawn)) == (("foo", "bar"), 2, 2)


@pytest.mark.parametrize(
    ("header", "row", "mode"),
    [
        ("date,Flight,Route", "2022-01-03,LH400,FRA-JFK", "air"),
        ("date,Zug,Startbahnhof,Zielbahnhof", "2022-01-03,ICE 77,Hamburg Hbf,Basel SBB", "rail"),
        ("Departure port,Arrival port,date", "Plymouth,Boston,1620-09-16", "sea"),
        ("Vessel,Port,ETA,ETD", "Ever Given,Suez,2021-03-23,2021-07-07", "sea"),
        ("from,to,Ship Date", "Lyon,Paris,2021-03-23", "other"),
        ("date,city,Flight", "2022-01-03,Paris,LH400", "other"),  # a visit
    ],
)
def test_a_table_without_a_mode_may_say_it_in_the_names_of_its_columns(header: str, row: str, mode: str) -> None:
    found = written(header, row)
    is_said = mode != "other" and "mode" not in found.mapping
    assert ([trip.mode for trip in found.trips], found.mode) == ([mode], mode if is_said else "")
    reasons = role_reasons(found.mapping, {}, found.mode)
    assert not is_said or reasons["mode"] == f"{mode} in all rows, by words in the table or its name"


def test_expected_and_actual_times_of_ships_are_those_of_a_stay_or_of_a_way() -> None:
    stay = written("Port,ETA,ETD", "Suez,2021-03-23,2021-07-07").trips[0]
    sailed = written("From,To,ATD,ATA", "Suez,Rotterdam,2021-07-07,2021-07-29").trips[0]
    assert (when(stay), when(sailed)) == ("2021-03-23/2021-07-07", "2021-07-07/2021-07-29")


def test_names_of_columns_are_written_as_those_of_tables_are_read() -> None:
    """Greek “πλάτος” ends in another letter once it is read without case."""
    names = {name for known in ROLES.values() for name in known}
    assert {name for name in names if normalize_column_name(name) != name} == set()
    found = written("Ημερομηνία;Πόλη;πλάτος;μήκος", "03/05/2024;Αθήνα;37,98;23,73")
    assert found.trips[0].legs[0].stops[0].point == (23.73, 37.98)
