"""Habits of strangers' tables: each kind is read as it is meant, in several languages."""

import pytest

from data.reading import ReadResult, read
from geo.geocoding.whole_cells import is_one_place
from tests.read_tables import way, when, written


def placed(*lines: str) -> ReadResult:
    """A table read with the gazetteer's word on what is one place, as uploads are."""
    return read("\n".join(lines).encode(), "trips.csv", is_one_place=is_one_place)


def ways(found: ReadResult) -> list[str]:
    return [way(trip) for trip in found.trips]


@pytest.mark.parametrize(
    ("cell", "stop"),
    [
        *(("Berlin / Deutschland", "Berlin, DE"), ("Budapest; Hungary", "Budapest, HU"), ("Roma - Italia", "Roma, IT")),
        *(("Norway – Oslo", "Oslo, NO"), ("Germany: Berlin", "Berlin, DE"), ("Варшава / Польша", "Варшава, PL")),
        *(
            ("Kenya, Mombasa", "Mombasa, KE"),
            ("トルコ (イスタンブール)", "イスタンブール, TR"),
            ("美国, 纽约", "纽约, US"),
        ),
        *(
            ("Istanbul; Turecko", "Istanbul, TR"),
            ("New York - USA", "New York, US"),
            ("Georgia, Atlanta", "Atlanta, Georgia, US"),
        ),
        *(("Paris / Germany", "Paris > Germany"), ("Paris / London", "Paris > London"), ("Kolumbia", "Colombia")),
        *(("France, Italy", "France > Italy"), ("Panama, Havana", "Panama > Havana")),
    ],
)
def test_a_city_beside_the_country_it_lies_in_is_one_stop(cell: str, stop: str) -> None:
    assert ways(placed("date,city", f'2024-05-03,"{cell}"')) == [stop]


@pytest.mark.parametrize("cell", ["Atenas, Madri", "Varsovia, Buenos Aires", "Athens, Madrid"])
def test_a_capital_before_another_city_is_a_stop_and_no_venue_in_it(cell: str) -> None:
    assert len(ways(placed("date,city", f'2024-05-03,"{cell}"'))[0].split(" > ")) == 2


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "von Oslo nach Rom",
            "from Oslo to Rom",
            "de Oslo a Rom",
            "da Oslo a Rom",
            "z Oslo do Rom",
            "från Oslo till Rom",
        ),
        *("Oslo ➡️ Rom", "Oslo ✈️ Rom", "Oslo » Rom", "Oslo إلى Rom", "从Oslo到Rom", "Oslo発Rom行", "OSL:ROM", "OSL ROM"),
    ],
)
def test_a_cell_with_both_ends_is_a_way(cell: str) -> None:
    found = written("date;route", f"2024-05-03;{cell}", f"2024-06-03;{cell}")
    assert {one.lower() for one in ways(found)} <= {"oslo > rom", "osl > rom"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("Noruega", "Italia"), ("Norwegen", "Italien"), ("挪威", "意大利"), ("Norsko", "Itálie"), ("Norveç", "İtalya")],
)
def test_rows_that_name_only_the_country_of_those_below_are_headings(first: str, second: str) -> None:
    found = written("city,date", f"{first},", "Oslo,2024-05-03", "Bergen,2024-05-05", f"{second},", "Roma,2024-06-01")
    assert ways(found) == ["Oslo, NO", "Bergen, NO", "Roma, IT"]
    assert {fault.expected for fault in found.faults} == {"this is a heading, no trip"}


def test_countries_without_a_date_among_dated_ones_are_visits() -> None:
    assert len(written("place,date", "Norway,", "Italy,2024-05-03", "Spain,", "Rome,2024-06-01").trips) == 4


@pytest.mark.parametrize("total", ["Totale", "Totaal", "Razem", "Toplam", "Celkem", "Summa", "合計", "المجموع"])
def test_a_row_of_totals_is_no_trip(total: str) -> None:
    found = written("city,date,nights", "Oslo,2024-05-03,2", f"{total},,2")
    assert (ways(found), len(found.faults)) == (["Oslo"], 1)


def test_legs_within_a_record_have_its_date() -> None:
    found = read(b'[{"legs":[{"from":"Oslo","to":"Rome"}],"date":"2024-05-03"}]', "trips.json")
    assert [(way(trip), when(trip)) for trip in found.trips] == [("Oslo > Rome", "2024-05-03")]


@pytest.mark.parametrize(
    "header", ["Город,Прибытие,Отъезд", "Şehir,Varış,Ayrılış", "城市,到达日期,离开日期", "Stadt,Ankunft,Abreise"]
)
def test_arrival_and_departure_are_a_stay(header: str) -> None:
    assert [when(trip) for trip in written(header, "Oslo,03.05.2024,06.05.2024").trips] == ["2024-05-03/2024-05-06"]


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("Anno", "2007, 2020"),
        ("År", "2007 & 2020"),
        ("Rok", "2007; 2020"),
        ("Visited", "2007 / 2020"),
        ("Date", "2007, 2020"),
    ],
)
def test_each_year_of_a_cell_is_a_visit(heading: str, years: str) -> None:
    found = written(f"#\tCity\t{heading}", f"1\tOslo\t{years}", "2\tRome\t2011", "3\tXyzzy\t1999")
    visits = [("Xyzzy", "1999"), ("Oslo", "2007"), ("Rome", "2011"), ("Oslo", "2020")]
    assert [(way(trip), when(trip)) for trip in found.trips] == visits
    assert found.rows == 3
