"""Texts without a delimiter: columns of fixed width, and lists of dates and places."""

import pytest

from data.reading import read
from data.reading.grid import name_row
from tests.read_tables import assert_sums_agree, when

FIXED = (
    "Date        City          Mode\n2018-05-03  Paris         train\n"
    "2018-06-04  New York      flight\n2018-07-05  Rome\n"
)
LISTS = {
    "3 May 2018 Paris\n5 June 2018: Rome, Italy\n2018-07-01 - Oslo\n": ["2018-05-03", "2018-06-05", "2018-07-01"],
    "- Paris (May 2018)\n- Rome (June 2019)\n": ["2018-05", "2019-06"],
    "1. May 3, 2018, Paris\n2. May 4, 2018, Rome\n": ["2018-05-03", "2018-05-04"],
    "Paris 03.05.2018\nRom 04.05.2018\nOslo 25.05.2018\n": ["2018-05-03", "2018-05-04", "2018-05-25"],
}


def test_columns_of_fixed_width_are_a_table() -> None:
    found = read(FIXED.encode(), "trips.txt")
    assert [(when(trip), trip.title, trip.mode) for trip in found.trips] == [
        ("2018-05-03", "Paris", "rail"),
        ("2018-06-04", "New York", "air"),
        ("2018-07-05", "Rome", "other"),
    ]
    assert_sums_agree(found)


@pytest.mark.parametrize("text", LISTS)
def test_lines_of_a_date_and_a_place_are_a_table(text: str) -> None:
    found = read(text.encode(), "trips.txt")
    assert sorted(map(when, found.trips)) == LISTS[text]
    assert [name_row(found.grid.parts, row) for row in sorted(found.drawn)] == ["1", "2", "3"][: len(LISTS[text])]


@pytest.mark.parametrize("text", ["Dear all,\nI went to Rome.\n", "Paris is nice.\nRome is nicer.\nOslo is cold.\n"])
def test_prose_is_no_table(text: str) -> None:
    with pytest.raises(ValueError, match="No table is found"):
        read(text.encode(), "letter.txt")
