"""Delimited text: every delimiter is found, whatever a remark holds; ragged rows and wrong quotes lose no row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading import read
from data.reading.columns.vocabulary import spellings
from tests.read_tables import as_csv

MARKS = (",", ";", "\t", "|")


@pytest.mark.parametrize("mark", [";", "\t", "|"])
@pytest.mark.parametrize("line", range(1, 61))
def test_another_mark_in_one_remark_divides_nothing(mark: str, line: int) -> None:
    rows = [f"2020-01-{day % 28 + 1:02},Rome,{f'first{mark} then' if day == line else 'x'}" for day in range(1, 61)]
    reading = read("\n".join(["date,city,note", *rows]).encode(), "table.csv")
    assert len(reading.drawn) == 60
    assert len(reading.not_drawn) == 0


@pytest.mark.parametrize("line", range(1, 50))
def test_a_list_of_places_in_one_cell_of_one_column_loses_no_place(line: int) -> None:
    rows = ["Bern; Oslo" if row == line else "Rome" for row in range(1, 50)]
    reading = read("\n".join(["city", *rows]).encode(), "table.csv")
    stops = {stop.name for trip in reading.trips for leg in trip.legs for stop in leg.stops}
    assert stops == {"Rome", "Bern", "Oslo"}


@given(
    divider=st.sampled_from(MARKS),
    notes=st.lists(st.text(alphabet="ab ;|\t,\"'", max_size=12), min_size=1, max_size=55),
)
def test_remarks_of_every_kind_at_every_line_raise_nothing_and_every_row_is_counted(
    divider: str, notes: list[str]
) -> None:
    quoted = ['"' + note.replace('"', '""') + '"' for note in notes]
    table = "\n".join(
        [divider.join(("date", "city", "note")), *(f"2020-05-03{divider}Rome{divider}{q}" for q in quoted)]
    )
    reading = read(table.encode(), "table.csv")
    assert len(reading.drawn) + len(reading.not_drawn) == len(notes)


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_every_delimiter_is_seen(delimiter: str) -> None:
    table = as_csv(["Date", "City", "Note"], [["2018-01-01", "Rome, Italy", 'said "no"; left']], delimiter)
    (trip,) = read(table.encode(), "t.csv").trips
    assert (trip.title, trip.legs[0].stops[0].country, trip.legs[0].note) == ("Rome", "IT", 'said "no"; left')


def test_ragged_rows_and_blank_lines_are_read() -> None:
    found = read(b"date,city,note\n\n2018-01-01,Rome\n,,\n2018-01-02,Oslo,a,b,c\n", "t.csv")
    assert sorted(found.drawn) == [3, 5]
    assert found.rows == 2


@pytest.mark.parametrize("wrong", ['"Rome" and more', 'the "eternal" city', '"Rome', 'Rome"'])
def test_quotes_gone_wrong_lose_no_row(wrong: str) -> None:
    found = read(f"note,date,city\n{wrong},2018-01-01,Rome\nx,2018-01-02,Oslo\n".encode(), "t.csv")
    assert [trip.title for trip in found.trips] == ["Rome", "Oslo"]


def test_a_bar_table_and_footnote_marks_are_read() -> None:
    found = read(b"| Date | City |\n|------|------|\n| 2018-01-01 | Rome[1][note 2] |\n", "t.md")
    assert [trip.title for trip in found.trips] == ["Rome"]


def test_a_header_of_dots_has_a_bounded_number_of_spellings() -> None:
    assert len(spellings("a." * 90 + "lat")) < 10
    assert spellings("a." * 20 + "location.lat")[-2:] == ("location lat", "lat")


def test_a_mark_that_cuts_a_long_remark_into_many_words_is_no_delimiter() -> None:
    remark = " | ".join(["link", "home", "x", "end", "to", "note"] * 300)
    found = read(f'date,city,remark\n2018-06-10,Rome,"{remark}"\n2018-06-11,Oslo,"{remark}"\n'.encode(), "trips.csv")
    assert [trip.title for trip in found.trips] == ["Rome", "Oslo"]
