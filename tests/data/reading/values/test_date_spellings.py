"""Spellings of dates: languages, months, orders and separators, generated, with the share that is read right."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from babel import Locale
from babel.dates import format_date

from data.reading import ReadOptions, read
from data.reading.values.dates import DateOrder, parse_dates

LANGUAGES = (
    *("en", "de", "de_AT", "fr", "es", "pt", "it", "nl", "ru", "pl", "sv", "uk", "cs", "sk", "tr", "hu", "ro", "el"),
    *("fi", "da", "nb", "bg", "sl", "et", "lt", "id", "ko", "ja", "zh"),
)
PATTERNS = ("long", "medium", "d MMMM y", "dd. MMM y", "d-MMM-y", "y MMMM d", "MMMM d, y", "EEEE, d MMMM y")
DAYS = tuple(date(2018 + month % 3, month, 3 + 8 * (month % 4)) for month in range(1, 13))
Spelling = tuple[str, str, str]  # the cell, its start and its end


def in_words() -> Iterator[Spelling]:
    for language, pattern, day in product(LANGUAGES, PATTERNS, DAYS):
        if language in ("ko", "ja", "zh") and pattern not in ("long", "medium"):
            continue
        cell = format_date(day, pattern, locale=language)
        yield cell, day.isoformat(), ""
        yield cell.upper(), day.isoformat(), ""


def spans_in_words() -> Iterator[Spelling]:
    for language, day, dash in product(LANGUAGES[:-3], DAYS, ("-", " - ", "–", " – ", ".-", ". – ")):
        month = Locale.parse(language).months["format"]["wide"][day.month]
        end = day + timedelta(days=2)
        if end.month == day.month:
            yield f"{day.day}{dash}{end.day}. {month} {day.year}", day.isoformat(), end.isoformat()


def in_numbers() -> Iterator[Spelling]:
    for day, mark, pad in product(DAYS, (".", "/", "-", ". ", " / "), (1, 2)):
        parts = f"{day.day:0{pad}}", f"{day.month:0{pad}}"
        yield mark.join((*parts, str(day.year))), day.isoformat(), ""
        yield mark.join((str(day.year), *reversed(parts))), day.isoformat(), ""
        yield mark.join((*parts, str(day.year)[2:])), day.isoformat(), ""


def spans_in_numbers() -> Iterator[Spelling]:
    dashes = ("-", " - ", "–", " – ", " bis ", " to ")
    for day, dash, days in product(DAYS, dashes, (2, 40)):
        end = day + timedelta(days=days)
        told = day.isoformat(), end.isoformat()
        late, early = f"{end.day}.{end.month}.{end.year}", f"{day.year}/{day.month}/{day.day}"
        yield f"{day.day}.{day.month}.{day.year}{dash}{late}", *told
        yield f"{day.day}.{day.month}.{dash}{late}", *told
        yield f"{day.day:02}.{day.month:02}.{dash}{end:%d.%m.%y}", *told
        yield f"{day.day}/{day.month}{dash}{end.day}/{end.month}/{end.year}", *told
        if not dash.isspace() and "o" not in dash and "i" not in dash:
            yield f"{early}{dash}{end.month}/{end.day}", *told
            if end.month == day.month:
                yield f"{day.day}.{dash}{late}", *told
                yield f"{early}{dash}{end.day}", *told


def east_asian() -> Iterator[Spelling]:
    for day, (year, month, mark), dash in product(
        DAYS, (tuple("年月日"), tuple("년월일")), ("～", "~", "〜", "-", " – ")
    ):
        end = day + timedelta(days=2)
        full = f"{day.year}{year}{day.month}{month}{day.day}{mark}"
        yield full, day.isoformat(), ""
        yield full.replace(year, f"{year} ").replace(month, f"{month} "), day.isoformat(), ""
        yield f"{day.year}{year}{day.month}{month}", f"{day:%Y-%m}", ""
        if end.month == day.month:
            yield f"{full}{dash}{end.day}{mark}", day.isoformat(), end.isoformat()
        yield f"{full}{dash}{end.month}{month}{end.day}{mark}", day.isoformat(), end.isoformat()
        yield (
            f"{full}（金）{dash}{end.year}{year}{end.month}{month}{end.day}{mark}(日)",
            day.isoformat(),
            end.isoformat(),
        )


@pytest.mark.parametrize("spellings", [in_words, spans_in_words, in_numbers, spans_in_numbers, east_asian])
def test_nearly_every_spelling_is_read_right(spellings: Callable[[], Iterator[Spelling]]) -> None:
    cells = list(dict.fromkeys(spellings()))
    wrong = [(cell, _read(cell), right) for cell, *right in cells if _read(cell) != right]
    print(f"{spellings.__name__}: {len(cells) - len(wrong)} of {len(cells)} right")
    assert len(wrong) <= len(cells) // 200, (len(wrong), wrong[:: max(1, len(wrong) // 20)])


def _read(cell: str) -> list[str]:
    try:
        return list(parse_dates(cell))
    except ValueError:
        return ["", ""]


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2019/5/3", "2019-05-03", ""),
        ("2. 1. 2018", "2018-01-02", ""),
        ("2018. 5. 3.", "2018-05-03", ""),
        ("2019-5-3", "2019-05-03", ""),
        ("2019/05", "2019-05", ""),
        ("14.1. - 16.1.2018", "2018-01-14", "2018-01-16"),
        ("28.12. – 3.1.2019", "2018-12-28", "2019-01-03"),
        ("2019年5月3日～5日", "2019-05-03", "2019-05-05"),
        ("2019年5月～6月", "2019-05", "2019-06"),
        ("02JAN18", "2018-01-02", ""),
        ("2018-Jan-02", "2018-01-02", ""),
        ("Jan-02-2018", "2018-01-02", ""),
        ("02/Jan/2018", "2018-01-02", ""),
        ("Jan '18", "2018-01", ""),
        ("3. Jänner 2018", "2018-01-03", ""),
        ("vom 3. bis 5. Mai 2018", "2018-05-03", "2018-05-05"),
        ("du 3 au 5 mai 2018", "2018-05-03", "2018-05-05"),
        ("od 3 do 5 maja 2018", "2018-05-03", "2018-05-05"),
        ("dal 3 al 5 maggio 2018", "2018-05-03", "2018-05-05"),
        ("11 AM Jan 14, 2018", "2018-01-14", ""),
        ("Jan 14, 2018 at 11 p.m.", "2018-01-14", ""),
        ("10. Juni 2018 um 14:30 Uhr", "2018-06-10", ""),
        ("14.30 Uhr, 10. Juni 2018", "2018-06-10", ""),
        ("2018年6月10日 15時30分", "2018-06-10", ""),
        ("Mon Jan 02 2018 15:15:00 GMT+0100", "2018-01-02", ""),
        ("5/14/68", "1968-05-14", ""),
        ("03MAY45", "1945-05-03", ""),
    ],
)
def test_a_spelling_of_one_country(cell: str, start: str, end: str) -> None:
    assert parse_dates(cell) == (start, end)


def test_days_of_a_month_first_column() -> None:
    assert parse_dates("1/14-16/2018", DateOrder.MONTH) == ("2018-01-14", "2018-01-16")


@pytest.mark.parametrize("mark", ["-", ".", "/"])
@pytest.mark.parametrize("pattern", ["%y{0}%m{0}%d", "%d{0}%m{0}%y", "%m{0}%d{0}%y"])
@pytest.mark.parametrize("begin", [date(2003, 2, 11), date(2018, 5, 3), date(1987, 11, 2), date(2024, 1, 1)])
@pytest.mark.parametrize("every", [1, 9, 23])
def test_the_column_says_where_years_of_two_digits_stand(mark: str, pattern: str, begin: date, every: int) -> None:
    days = [begin + timedelta(days=every * number) for number in range(30)]
    rows = "".join(f"{day.strftime(pattern.format(mark))},Rome\n" for day in days)
    found = read(f"date,city\n{rows}".encode(), "trips.csv")
    assert [trip.start for trip in found.trips] == days


def test_a_single_year_between_dashes_stands_first_where_that_is_nearer() -> None:
    found = read(b"date,city\n18-05-03,Rome\n", "trips.csv")
    assert str(found.trips[0].start) == "2018-05-03"
    assert found.dates["date"] == "year first: “18-05-03” allows no other order"
    found = read(b"date,city\n18-05-03,Rome\n", "trips.csv", ReadOptions(dates="day first"))
    assert str(found.trips[0].start) == "2003-05-18"


def test_one_first_number_in_two_dates_between_dashes_is_the_later_year() -> None:
    years = {"18-05-03\n18-05-14": "2018-05-03", "01-02-18\n01-03-19": "2018-02-01"}
    for cells, first in years.items():
        rows = cells.replace("\n", ",Rome\n")
        assert str(read(f"date,city\n{rows},Oslo\n".encode(), "t.csv").trips[0].start) == first


def test_a_year_of_two_digits_that_lies_ahead_is_past_and_told() -> None:
    found = read(b"date,city\n5/14/68,Rome\n5/3/45,Oslo\n", "trips.csv")
    assert [str(trip.start) for trip in found.trips] == ["1945-05-03", "1968-05-14"]
    assert "“5/14/68” is 1968" in found.dates["date"]
