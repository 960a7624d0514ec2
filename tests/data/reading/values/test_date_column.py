"""Date columns: the order of day and month is decided once per column."""

import pytest

from data.reading import ReadOptions, ReadResult, read


def column(*cells: str, dates: str = "") -> ReadResult:
    rows = "".join(f'"{cell}",Rome\n' for cell in cells)
    return read(f"date,city\n{rows}".encode(), "trips.csv", ReadOptions(dates=dates))


def starts(found: ReadResult) -> list[str]:
    by_row = {leg.row: leg.depart.text if leg.depart else "" for trip in found.trips for leg in trip.legs}
    return [by_row[row] for row in sorted(by_row)]


def test_one_day_beyond_twelve_decides_for_its_column() -> None:
    assert starts(column("10/06/2018", "25/12/2018")) == ["2018-06-10", "2018-12-25"]
    assert starts(column("10/06/2018", "12/25/2018")) == ["2018-10-06", "2018-12-25"]
    assert column("10/06/2018", "12/25/2018").dates == {"date": "month first: “12/25/2018” allows no other order"}


def test_rows_in_date_order_decide_where_no_day_does() -> None:
    found = column("01/05/2018", "02/03/2018", "03/02/2018", "04/01/2018", "05/01/2018", "06/02/2018")
    assert found.dates == {"date": "month first: then the rows are in date order"}


def test_a_column_that_does_not_tell_asks_to_be_checked_and_may_be_told() -> None:
    assert "please check" in column("10/06/2018").dates["date"]
    assert starts(column("10/06/2018", dates="month first")) == ["2018-10-06"]


def test_columns_of_a_file_lend_each_other_their_order() -> None:
    found = read(b"start,end,city\n01/02/2018,13/02/2018,Rome\n", "trips.csv")
    assert found.dates == {
        "start": "day first, as in another column",
        "end": "day first: “13/02/2018” allows no other order",
    }


@pytest.mark.parametrize("blank", ["", "TBD", "n/a", "?", "–", "-1"])
def test_a_date_may_be_open(blank: str) -> None:
    found = column("2018-06-10", blank)
    assert starts(found) == ["2018-06-10", ""]
    assert found.trips[-1].start is None


def test_the_year_of_its_own_column_completes_a_date() -> None:
    found = read("year,date,city\n2018,March 25–28,Rome\n2019,,Oslo\n".encode(), "trips.csv")
    assert [(trip.start, trip.days) for trip in found.trips] == [
        (found.trips[0].start, 4),
        (found.trips[1].start, None),
    ]
    assert str(found.trips[0].start) == "2018-03-25"


def test_an_end_before_its_start_is_told_and_not_drawn() -> None:
    found = read(b"start,end,city\n2018-06-12,2018-06-10,Rome\n", "trips.csv")
    assert found.not_drawn == {2}
    assert str(found.faults[0]) == (
        "trips.csv, row 2, end “2018-06-10”: ends before it starts (2018-06-12); correct one of the dates"
    )
