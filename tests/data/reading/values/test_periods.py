"""Periods: weeks, quarters, seasons, decades; and dates that no calendar holds, whose rows are drawn without one."""

import pytest

from tests.read_tables import when, written


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2024-W05", "2024-01-29/2024-02-04"),
        ("2024-W05-3", "2024-01-31"),
        ("KW 5/2024", "2024-01-29/2024-02-04"),
        ("Q1 2024", "2024-01/2024-03"),
        ("2024 Q4", "2024-10/2024-12"),
        ("2024-Q2", "2024-04/2024-06"),
        ("3. Quartal 2024", "2024-07/2024-09"),
        ("H2 2023", "2023-07/2023-12"),
        ("Spring 2019", "2019-03~/2019-05~"),
        ("Winter 2019/20", "2019-12~/2020-02~"),
        ("Sommer 2019", "2019-06~/2019-08~"),
        ("été 2019", "2019-06~/2019-08~"),
        ("Otoño de 2019", "2019-09~/2019-11~"),
        ("осень 2019", "2019-09~/2019-11~"),
        ("2019年春", "2019-03~/2019-05~"),
        ("2019 가을", "2019-09~/2019-11~"),
        ("1990s", "1990~/1999~"),
        ("1965-68", "1965/1968"),
        ("1998–99", "1998/1999"),
        ("2005-06", "2005-06"),
        ("1971–", "1971"),
        ("1971 – present", "1971"),
        ("2011年至今", "2011"),
        ("early May 2018", "2018-05~"),
        ("Mitte Mai 2018", "2018-05~"),
        ("2018-00-00", "2018"),
        ("2018-05-00", "2018-05"),
        ("AD 79", "0079"),
        ("79 n. Chr.", "0079"),
        ('"=""2020-05-03"""', "2020-05-03"),
        ("Mon Jan 02 2018 15:15:00 GMT+0100 (CET)", "2018-01-02"),
        ("Tue Jan  2 15:15:00 2018", "2018-01-02"),
        ("0000-00-00", ""),
    ],
)
def test_a_period_is_its_first_and_last_date(cell: str, told: str) -> None:
    found = written("date,city", f"{cell},Rome", "2020-05-03,Oslo")
    assert ({trip.title: when(trip) for trip in found.trips}["Rome"], found.findings) == (told, ())


@pytest.mark.parametrize("cell", ["Oct 1", "1. Oktober", "October", "3.5.", "10/14", "Winter", "10月3日"])
def test_a_date_without_its_year_leaves_the_row_undated_and_is_told(cell: str) -> None:
    found = written("date,city", f"{cell},Rome", f"{cell},Oslo")
    assert [(trip.title, when(trip)) for trip in found.trips] == [("Rome", ""), ("Oslo", "")]
    assert [finding.text for finding in found.findings] == [
        f"2 rows have a date without a year in “date” (such as “{cell}”) and are drawn without a date. "
        "Add the year to the cells, or a column “Year”."
    ]


@pytest.mark.parametrize(
    "cell", ["44 BC", "15 March 44 BC", "-0044-03-15", "44 v. Chr.", "紀元前44年", "기원전 44년", "300 BCE"]
)
def test_a_date_before_the_year_1_leaves_the_row_undated_and_is_told(cell: str) -> None:
    found = written("date,city", f"{cell},Rome", "0079-08-24,Pompei")
    assert [(trip.title, when(trip)) for trip in found.trips] == [("Pompei", "0079-08-24"), ("Rome", "")]
    assert "before the year 1" in found.findings[0].text


def test_a_year_of_the_row_completes_a_day_in_numbers() -> None:
    assert when(written("year,date,city", "2018,14.5.,Rome").trips[0]) == "2018-05-14"


@pytest.mark.parametrize(
    ("header", "row"), [("Arrival,Departure,Country", "1/12,1/15,Japan"), ("From,To,City", "12/1,15/1,Tokyo")]
)
def test_days_without_a_year_are_no_points(header: str, row: str) -> None:
    found = written(header, row)
    assert [trip.legs[0].stops[0].point for trip in found.trips] == [None]
    assert {finding.text.split(" in ")[0] for finding in found.findings} == {"1 row has a date without a year"}


def test_the_year_of_a_title_completes_days_whose_order_one_column_shows() -> None:
    found = written("2023 travel\nName,Arrival,Departure,Country", "A,1/12,1/15,Japan", "A,2/3,2/5,France")
    assert [when(trip) for trip in found.trips] == ["2023-01-12/2023-01-15", "2023-02-03/2023-02-05"]
    assert (found.findings, found.faults) == ((), ())


def test_a_column_named_like_a_date_that_is_none_is_told() -> None:
    found = written("When,City", "soonish,Rome", "later,Oslo")
    assert (len(found.trips), found.faults) == (2, ())
    assert "“When” is named like a date" in found.findings[0].text
