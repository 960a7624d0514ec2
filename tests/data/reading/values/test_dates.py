"""Dates: what the text of one cell means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.values.dates import DateOrder, parse_dates


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


@given(
    st.text(max_size=60) | st.from_regex(r"[0-9 ./,:T~-]{0,30}"),
    st.sampled_from(DateOrder),
    st.sampled_from(["", "2018", "0"]),
)
def test_no_text_is_worse_than_no_date(text: str, order: DateOrder, year: str) -> None:
    try:
        start, end = parse_dates(text, order, year)
    except ValueError:
        return
    assert start[:4].isdigit()
    assert end == "" or end[:4].isdigit()


FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%Y/%m/%d", "%Y%m%d")


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.sampled_from(FORMS))
def test_every_day_comes_back_from_every_way_of_writing_it(day: date, form: str) -> None:
    assert parse_dates(day.strftime(form)) == (day.isoformat(), "")
