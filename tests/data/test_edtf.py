"""Dates: as precise as they are known, and what is no date says what is expected."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.edtf import DATE_PATTERN, EXPECTED_DATE, ends_before_start, parse_interval, parse_moment

DAYS = st.dates()
T = TypeVar("T")


def read_or_told(read: Callable[[str], T], text: str) -> T | str:
    """What is read, or what a `ValueError` says; nothing else may be raised."""
    try:
        return read(text)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-06", date(2018, 6, 1), date(2018, 6, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-06-10", date(2018, 6, 10), date(2018, 6, 10)),
        ("2018-04-24~", date(2018, 4, 24), date(2018, 4, 24)),
        ("2019-02-26T08:13+07:00", date(2019, 2, 26), date(2019, 2, 26)),
        ("2019-03-05T03:00:30Z", date(2019, 3, 5), date(2019, 3, 5)),
        ("2018-06-10T08:30", date(2018, 6, 10), date(2018, 6, 10)),
    ],
)
def test_a_date_is_as_wide_as_it_is_known(text: str, first: date, last: date) -> None:
    assert (parse_moment(text).first, parse_moment(text).last) == (first, last)


def test_only_a_known_day_is_a_day() -> None:
    assert parse_moment("2018-06-10").day == date(2018, 6, 10)
    assert parse_moment("2018-06").day is None
    assert parse_moment("2018").day is None


@pytest.mark.parametrize(
    ("text", "approximate"), [("2018-04", False), ("2018-04~", True), ("2018?", True), ("2018%", True)]
)
def test_a_mark_makes_a_date_approximate(text: str, approximate: bool) -> None:
    assert parse_moment(text).approximate is approximate


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-30",
        "2019-02-29",
        "2018-13",
        "2018-00",
        "2018-06-00",
        "0000",
        "2018-06-10T24:30",
        "2018-06-10T08:30+99:00",
    ],
)
def test_there_is_no_such_date(text: str) -> None:
    with pytest.raises(ValueError, match="there is no such date; expected a date such as 2018-06-10"):
        parse_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "10 June 2018",
        "10.06.2018",
        "06/10/2018",
        "2018-6-10",
        "18-06-10",
        "2018-06-10 08:30",
        "2018T08:30",
        "２０１８",
    ],
)
def test_other_writings_are_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r"^expected a date such as 2018-06-10"):
        parse_moment(text)


@given(DAYS)
def test_every_day_is_read_back(day: date) -> None:
    assert parse_moment(day.isoformat()).day == day


@given(DAYS.filter(lambda day: day < date.max - timedelta(31)))
def test_a_month_ends_where_the_next_begins(day: date) -> None:
    month = parse_moment(day.strftime("%m").join([f"{day.year:04}-", ""]))
    assert month.first <= day <= month.last
    assert (month.first.day, (month.last + timedelta(1)).day) == (1, 1)


@given(DAYS, st.sampled_from([" ", "\t", "\n", "\u00a0"]))
def test_blanks_around_a_date_do_not_matter(day: date, blank: str) -> None:
    assert parse_moment(f"{blank}{day}{blank}") == parse_moment(str(day))


@given(st.text() | st.from_regex(DATE_PATTERN))
def test_any_text_is_a_date_or_is_told_what_one_is(text: str) -> None:
    read = read_or_told(parse_moment, text)
    assert EXPECTED_DATE in read if isinstance(read, str) else read.first <= read.last and read.text == text.strip()


@given(st.text() | st.builds("/".join, st.lists(st.from_regex(DATE_PATTERN) | st.just(".."), min_size=2, max_size=3)))
def test_any_text_is_an_interval_or_is_told_what_one_is(text: str) -> None:
    read = read_or_told(parse_interval, text)
    assert (
        EXPECTED_DATE in read
        if isinstance(read, str)
        else not (read[0] and read[1] and ends_before_start(read[0], read[1]))
    )


@given(DAYS, DAYS)
def test_an_interval_runs_from_the_earlier_day_to_the_later(one: date, other: date) -> None:
    first, last = sorted([one, other])
    start, end = parse_interval(f"{first}/{last}")
    assert (start and start.day, end and end.day) == (first, last)


@pytest.mark.parametrize(
    ("text", "open_ends"), [("../2018-03-24", (True, False)), ("2020-09~/..", (False, True)), ("../..", (True, True))]
)
def test_two_dots_leave_an_end_open(text: str, open_ends: tuple[bool, bool]) -> None:
    start, end = parse_interval(text)
    assert (start is None, end is None) == open_ends


def test_a_single_date_is_its_own_interval() -> None:
    assert parse_interval("2018-05-26") == (parse_moment("2018-05-26"), parse_moment("2018-05-26"))


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        parse_interval("2023-09/2020-09")


def test_tokyo_to_honolulu_arrives_the_day_before_it_left() -> None:
    assert not ends_before_start(parse_moment("2019-01-02T00:05+09:00"), parse_moment("2019-01-01T12:00-10:00"))


def test_a_landing_an_hour_before_take_off_is_backwards_on_the_same_day() -> None:
    assert ends_before_start(parse_moment("2018-06-10T08:30+09:00"), parse_moment("2018-06-10T06:30+08:00"))


def test_what_is_known_to_the_month_may_still_be_in_order() -> None:
    assert not ends_before_start(parse_moment("2018-06-10"), parse_moment("2018-06"))
