"""Dates of the wild: each column is read one way, and says which."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading import ReadOptions, ReadResult, read
from data.reading.values.dates import parse_dates


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2018-06-10", "2018-06-10", ""),
        ("2018-06", "2018-06", ""),
        ("2018", "2018", ""),
        ("2018-04-24~", "2018-04-24~", ""),
        ("2018/06/10", "2018-06-10", ""),
        ("20180610", "2018-06-10", ""),
        ("2018-06-10/2018-06-12", "2018-06-10", "2018-06-12"),
        ("2008-01-18 10:30:10", "2008-01-18", ""),
        ("2019-02-26T08:13+07:00", "2019-02-26T08:13+07:00", ""),
        ("2019-02-26T08:13:00.000Z", "2019-02-26", ""),
        ("10-13 June 2018", "2018-06-10", "2018-06-13"),
        ("March 25-28, 2018", "2018-03-25", "2018-03-28"),
        ("March 25–28, 2018", "2018-03-25", "2018-03-28"),
        ("March 25 – April 2, 2018", "2018-03-25", "2018-04-02"),
        ("28 May, 2 June 2018", "2018-05-28", "2018-06-02"),
        ("December 30, 2018–January 2, 2019", "2018-12-30", "2019-01-02"),
        ("December 30 - January 2, 2019", "2018-12-30", "2019-01-02"),
        ("June–July 2018", "2018-06", "2018-07"),
        ("June 2018", "2018-06", ""),
        ("2018-2019", "2018", "2019"),
        ("c. June 2018", "2018-06~", ""),
        ("Sunday, 10th of June 2018", "2018-06-10", ""),
        ("10-Jun-18", "2018-06-10", ""),
        ("10. Juni 2018", "2018-06-10", ""),
        ("10.-13.06.2018", "2018-06-10", "2018-06-13"),
        ("1er juin 2018", "2018-06-01", ""),
        ("10 de junio de 2018", "2018-06-10", ""),
        ("10 июня 2018 г.", "2018-06-10", ""),
        ("2018年6月10日", "2018-06-10", ""),
        ("2018년 6월 10일", "2018-06-10", ""),
        ("06/2018", "2018-06", ""),
        ("25/12/2018 2:30 PM", "2018-12-25", ""),
        ("10/06/2018 - 13/06/2018", "2018-06-10", "2018-06-13"),
        ("43261", "2018-06-10", ""),
        ("43261.5", "2018-06-10", ""),
        ("1528632000", "2018-06-10", ""),
        ("1528632000000", "2018-06-10", ""),
        ("1735693261.0", "2025-01-01", ""),
    ],
)
def test_a_date_of_the_wild(cell: str, start: str, end: str) -> None:
    assert parse_dates(cell) == (start, end)


@pytest.mark.parametrize("cell", ["", "soon", "Paris", "5", "June 31, 2018", "31/31/2018", "March 25-28", "9" * 300])
def test_what_is_no_date_says_what_would_be_one(cell: str) -> None:
    with pytest.raises(ValueError, match="write it as 2018-06-10"):
        parse_dates(cell)


@given(st.text(max_size=60) | st.from_regex(r"[0-9 ./,:T~-]{0,30}"), st.booleans(), st.sampled_from(["", "2018", "0"]))
def test_no_text_is_worse_than_no_date(text: str, day_first: bool, year: str) -> None:
    try:
        start, end = parse_dates(text, day_first, year)
    except ValueError:
        return
    assert start[:4].isdigit()
    assert end == "" or end[:4].isdigit()


FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%Y/%m/%d", "%Y%m%d")


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.sampled_from(FORMS))
def test_every_day_comes_back_from_every_way_of_writing_it(day: date, form: str) -> None:
    assert parse_dates(day.strftime(form)) == (day.isoformat(), "")


def column(*cells: str, dates: str = "") -> ReadResult:
    rows = "".join(f'"{cell}",Rome\n' for cell in cells)
    return read(f"date,city\n{rows}".encode(), "trips.csv", ReadOptions(dates=dates))


def starts(found: ReadResult) -> list[str]:
    by_row = {leg.row: leg.depart.text if leg.depart else "" for trip in found.trips for leg in trip.legs}
    return [by_row[row] for row in sorted(by_row)]


def test_one_day_beyond_twelve_decides_for_its_column() -> None:
    assert starts(column("10/06/2018", "25/12/2018")) == ["2018-06-10", "2018-12-25"]
    assert starts(column("10/06/2018", "12/25/2018")) == ["2018-10-06", "2018-12-25"]
    assert column("10/06/2018", "12/25/2018").dates == {"date": "month first: “12/25/2018” can be nothing else"}


def test_rows_in_date_order_decide_where_no_day_does() -> None:
    found = column("01/05/2018", "02/03/2018", "03/02/2018", "04/01/2018", "05/01/2018", "06/02/2018")
    assert found.dates == {"date": "month first: so the rows stand in date order"}


def test_a_column_that_does_not_tell_asks_to_be_checked_and_may_be_told() -> None:
    assert "please check" in column("10/06/2018").dates["date"]
    assert starts(column("10/06/2018", dates="month first")) == ["2018-10-06"]


def test_columns_of_a_file_lend_each_other_their_order() -> None:
    found = read(b"start,end,city\n01/02/2018,13/02/2018,Rome\n", "trips.csv")
    assert found.dates == {
        "start": "day first, as in another column",
        "end": "day first: “13/02/2018” can be nothing else",
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
        "trips.csv, row 2, end “2018-06-10”: ends before it starts (2018-06-12); mend one of the dates"
    )
