"""Header detection: titles above a table, and tables without a header."""

from tests.read_tables import written


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    found = written("2018-01-01,Italy", "2018-02-01,France")
    assert [trip.title for trip in found.trips] == ["Italy", "France"]


def test_a_title_above_the_header_is_no_row() -> None:
    found = written("My travels,,", ",,", "Date,City,Country", "2018-01-01,Rome,Italy")
    assert (found.rows, found.trips[0].legs[0].row) == (1, 4)
