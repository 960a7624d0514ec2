"""Delimited text: the mark that divides the cells is found whatever stands in a remark, and nothing raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading import read

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
