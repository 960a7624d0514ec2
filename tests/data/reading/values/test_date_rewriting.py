"""Dates in other calendars, scripts and forms: each is the day that it names, and no other."""

import pytest

from data.reading.values.dates import DateOrder, is_date, parse_dates

SAME_DAY = (
    *("令和6年5月3日", "R6.5.3", "民國113年5月3日", "民国113年5月3日", "2567-05-03", "3/5/2567", "3 พฤษภาคม พ.ศ. 2567"),
    *("二〇二四年五月三日", "２０２４年５月３日", "٣ مايو ٢٠٢٤", "२०२४-०५-०३", "۲۰۲۴-۰۵-۰۳"),
    *("3 V 2024", "3.V.2024", "3/v/24", "3-V-2024", "3:e maj 2024", "الجمعة، 3 مايو 2024", "الجمعة 3/5/2024"),
    *("2024-05-03 10:00 CEST", "2024-05-03T10:00:00+02:00[Europe/Berlin]", "2024-05-03 10:00 (GMT+2)"),
    *("2024-05-03, 14:30", "2024-05-03 2:30 PM", "3.5.2024 14.30", "May 3, 2024, 10:03:11 AM", "Fr., 03.05.2024"),
)


@pytest.mark.parametrize("text", SAME_DAY)
def test_a_day_in_another_calendar_script_or_form_is_that_day(text: str) -> None:
    assert parse_dates(text) == ("2024-05-03", "")
    assert is_date(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mar 5/3/2019", ("2019-03-05", "")),  # Tuesday, and not March
        ("mar. 12 nov 2019", ("2019-11-12", "")),
        ("mar 12 2019", ("2019-03-12", "")),
        ("paz, 20.03.2017", ("2017-03-20", "")),
        ("2021年9月17日至18日", ("2021-09-17", "2021-09-18")),
        ("从2024年4月3日到8日", ("2024-04-03", "2024-04-08")),
        ("2022年8月22日から25日まで", ("2022-08-22", "2022-08-25")),
        ("2016년 9월 20일부터 21일까지", ("2016-09-20", "2016-09-21")),
        ("20 ile 24 Temmuz 2019 arası", ("2019-07-20", "2019-07-24")),
        ("من 22 إلى 23 سبتمبر 2022", ("2022-09-22", "2022-09-23")),
        ("Q1 '21", ("2021-01", "2021-03")),
    ],
)
def test_spans_and_weekdays_are_read_as_they_are_meant(text: str, days: tuple[str, str]) -> None:
    assert parse_dates(text) == days


@pytest.mark.parametrize(
    "text",
    [
        *("około 1995", "hacia 1995", "cerca de 1995", "omstreeks 1995", "ок. 1995", "yaklaşık 1995", "asi 1995"),
        *("1995年頃", "约1995年", "약 1995년", "حوالي 1995", "≈1995", "1995 (?)", "c. 1995"),
    ],
)
def test_a_year_that_is_about_so_says_it(text: str) -> None:
    assert parse_dates(text) == ("1995~", "")


@pytest.mark.parametrize(
    "text", ["IV", "Paris 10:30", "V 2024 3", "R6", "約翰內斯堡", "31 XIII 2024", "2024-05-03 CEST 99"]
)
def test_what_is_no_date_stays_none(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(ValueError, match="cannot be read"):
        parse_dates(text, DateOrder.DAY)
