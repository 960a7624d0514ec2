"""Header detection: titles above a table, and tables without a header."""

from data.reading.columns.header import find_header
from tests.read_tables import written


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    found = written("2018-01-01,Italy", "2018-02-01,France")
    assert [trip.title for trip in found.trips] == ["Italy", "France"]


def test_a_title_above_the_header_is_no_row() -> None:
    found = written("My travels,,", ",,", "Date,City,Country", "2018-01-01,Rome,Italy")
    assert (found.rows, found.trips[0].legs[0].row) == (1, 4)


def test_a_data_line_that_holds_the_name_of_a_column_is_no_header() -> None:
    lines = [["2018-05-03", "Paris", "Plane"], ["2018-05-04", "Rome", "Train"]]
    assert find_header(lines).row == 0


def test_a_header_of_r_that_leaves_out_the_numbers_of_rows_is_shifted() -> None:
    header = find_header([["date", "city"], ["1", "2018-05-03", "Paris"], ["2", "2018-05-04", "Rome"]])
    assert header.columns[1:] == ("date", "city")
    assert find_header([["id", "city"], ["1", "Paris", ""], ["2", "Rome", ""]]).columns[:2] == ("id", "city")


def test_a_first_row_of_words_that_are_names_of_columns_is_a_row_below_a_full_header() -> None:
    assert find_header([["title", "destination", "mode"], ["Home", "Home", "rail"]]).row == 1
    assert find_header([["Departure", "", "Arrival", ""], ["City", "Date", "City", "Date"]]).row == 2
