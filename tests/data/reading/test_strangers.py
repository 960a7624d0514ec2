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
        ("HND", "HND"),
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


LYING = ("Date,19 Jun 2024,30 Jun 2024,24 Jul 2024", "City,Oslo,Rome,Paris", "Notes,,sunny,")
MARKED = ("City,2019,2021,2023", "Oslo,x,,x", "Rome,,x,", "Paris,x,-,")
STARTS = ("Activity Date,Activity Name,Start Latitude,Start Longitude", "2024-06-19,Ride,59.9,10.7")


def test_a_table_that_lies_on_its_side_is_turned() -> None:
    found = written(*LYING)
    assert [(way(trip), when(trip)) for trip in found.trips] == [
        *(("Oslo", "2024-06-19"), ("Rome", "2024-06-30"), ("Paris", "2024-07-24")),
    ]


def test_marks_in_columns_of_years_are_visits() -> None:
    found = written(*MARKED)
    visits = [("Oslo", "2019"), ("Paris", "2019"), ("Rome", "2021"), ("Oslo", "2023")]
    assert ([(way(trip), when(trip)) for trip in found.trips], found.rows) == (visits, 3)


@pytest.mark.parametrize("form", ["{}. {}", "{} {}", "#{} {}", "{}) {}", "{} - {}", "{}、{}"])
def test_numbers_that_count_places_are_no_part_of_their_names(form: str) -> None:
    cities = ("Oslo", "Rome", "Paris")
    assert ways(written("city", *(form.format(number, city) for number, city in enumerate(cities, 1)))) == [*cities]


@pytest.mark.parametrize("mark", "^~¦")
def test_rare_marks_divide_cells(mark: str) -> None:
    found = written(*(mark.join(line) for line in (("Date", "City", "Notes"), ("2024-06-19", "Oslo, Norway", ""))))
    assert ways(found) == ["Oslo, NO"]


@pytest.mark.parametrize(
    "link",
    [
        "https://maps.google.com/?q=59.9139,10.7522",
        "https://www.google.com/maps/place/Oslo/@59.91,10.75,12z/data=!3m1",
        "https://www.openstreetmap.org/#map=12/59.91/10.75",
        "https://www.bing.com/maps?cp=59.91~10.75&lvl=11",
    ],
)
def test_a_link_to_a_map_is_a_point(link: str) -> None:
    (trip,) = written("date;coordinates", f"2024-06-19;{link}").trips
    lon, lat = trip.legs[0].stops[0].point or (0, 0)
    assert (round(lon, 1), round(lat, 1)) in ((10.8, 59.9), (10.7, 59.9))


def test_where_an_activity_started_is_where_it_was() -> None:
    (trip,) = written(*STARTS).trips
    assert trip.legs[0].stops[0].point == (10.7, 59.9)


def test_a_footnote_is_no_part_of_a_name_and_a_way_may_be_told_by_what_it_passes() -> None:
    assert ways(written("date,city", "2024-06-19,Séoul¹", "2024-06-20,Oslo†")) == ["Séoul", "Oslo"]
    assert ways(placed("date,about", "2024-06-19,Oslo - Rome (via Paris)")) == ["Oslo > Paris > Rome"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Etapa;Inicio de etapa;Fin de etapa;km", "1;Oslo;Bergen;24,2", "Oslo > Bergen"),
        ("Name;Emigrated from;Settled in;Year of emigration", "Anna;Oslo;Chicago;1887", "Oslo > Chicago"),
        ("Pilgrim;Set out from;Reached", "Egeria;Istanbul;Jerusalem", "Istanbul > Jerusalem"),
        ("sending_city;sending_country;receiving_city", "Oslo;NO;Rome", "Oslo, NO > Rome"),
        ("Tag;Etappe", "1;Oslo - Bergen", "Oslo > Bergen"),
        ("Voyage No;POL;ETD;POD", "201E;Rotterdam;2022-03-01;Singapore", "Rotterdam > Singapore"),
    ],
)
def test_ways_are_found_by_the_words_of_pilgrims_emigrants_and_ships(header: str, row: str, expected: str) -> None:
    assert ways(written(header, row, row)) == [expected, expected]


@pytest.mark.parametrize(
    "header", ["出発日,帰着日,行き先", "出国日期,回国日期,城市", "С,По,Город", "출국일,귀국일,여행지"]
)
def test_both_days_of_a_journey_are_found(header: str) -> None:
    assert [when(trip) for trip in written(header, "2024-05-03,2024-05-06,Oslo").trips] == ["2024-05-03/2024-05-06"]


def test_a_column_of_any_name_whose_cities_lie_in_the_countries_beside_them_is_where_trips_went() -> None:
    lines = ("Rok,Kam jsme jeli,Stát", "2009,Split,Chorvatsko", "2012,Řím,Itálie", "2018,Vídeň,Rakousko")
    assert ways(placed(*lines)) == ["Split, HR", "Řím, IT", "Vídeň, AT"]


def test_each_of_several_cities_lies_in_one_of_several_countries() -> None:
    lines = ("date,countries,cities", '1979-01-25,"Poland, Italy","Warsaw, Rome and Milan"')
    assert ways(placed(*lines)) == ["Warsaw, PL > Rome, IT > Milan, IT"]


def test_rows_that_run_from_september_to_october_are_not_the_newest_first() -> None:
    lines = ("日付,ア,イ", "2023/9/5,Oslo,Rome", "2023/9/25,Rome,Paris", "2023/10/2,Paris,Lima", "2023/10/9,Lima,Oslo")
    assert ways(written(*lines))[:2] == ["Oslo > Rome", "Rome > Paris"]


def test_pairs_of_places_without_names_of_columns_are_ways_the_first_too() -> None:
    assert ways(written("Kyiv, Chernivtsi", "Ivano-Frankivsk, Lviv", "Jena, Dresden"))[0] == "Kyiv > Chernivtsi"


def test_ports_may_be_codes_of_the_united_nations() -> None:
    assert ways(written("Date,UN/LOCODE", "2024-05-03,DEHAM", "2024-05-09,NLRTM")) == ["DEHAM", "NLRTM"]


@pytest.mark.parametrize(
    ("cell", "stop"),
    [
        *(
            ("徳島県鳴門市", "鳴門市, 徳島, JP"),
            ("東京都新宿区西新宿", "新宿区, 東京, JP"),
            ("北海道 札幌市", "札幌市, 北海道, JP"),
        ),
        *(
            ("横浜市中区", "横浜市, JP"),
            ("三重県四日市市", "四日市, 三重, JP"),
            ("神奈川県足柄下郡箱根町", "箱根町, 神奈川, JP"),
        ),
        *(
            ("四川省成都市", "成都市, 四川, CN"),
            ("江苏省苏州市昆山市", "昆山市, 江苏, CN"),
            ("北京市朝阳区", "北京市, CN"),
        ),
        *(("京都府京都市", "京都市, 京都, JP"), ("内蒙古自治区呼和浩特市", "呼和浩特市, 内蒙古, CN")),
        *(
            ("台北市信義區", "台北市, TW"),
            ("경기도 성남시 분당구", "성남시, 경기도, KR"),
            ("충남 천안시", "천안시, 충남, KR"),
        ),
        # Two towns, or a way.
        *(
            ("成都市到广州市", "成都市 > 广州市"),
            ("成都市和广州市", "成都市和广州市"),
            ("札幌市 函館市", "札幌市 函館市"),
            ("京都市", "京都市"),
        ),
        # From, to and until; Cairo ends as “to” does.
        *(("서울에서", "서울"), ("부산으로", "부산"), ("도쿄까지", "도쿄"), ("서울로", "서울"), ("카이로", "카이로")),
    ],
)
def test_a_town_behind_its_province_or_before_a_particle_is_that_town(cell: str, stop: str) -> None:
    assert ways(placed("date,city", f"2024-05-03,{cell}")) == [stop]


def test_a_korean_way_keeps_the_last_letter_of_a_name() -> None:
    assert ways(placed("날짜,이동", "2024-05-03,서울에서 카이로", "2024-05-04,카이로에서 서울로")) == [
        "서울 > 카이로",
        "카이로 > 서울",
    ]


def test_years_before_1000_may_have_four_digits_and_times_of_the_day_stay_times() -> None:
    found = placed("Year,Place", "0381,Rome", "0451,Athens", "1054,Rome")
    assert [when(trip) for trip in found.trips] == ["0381", "0451", "1054"]
    assert "date" not in placed("time,city", "0830,Rome", "1015,Athens", "0945,Rome").mapping


@pytest.mark.parametrize("pair", ["du,au", "dal,al", "del,al", "van,tot", "od,do", "von,bis"])
def test_short_words_above_two_columns_of_dates_are_a_stay(pair: str) -> None:
    found = placed(f"Ville,{pair}", "Paris,2020-01-03,2020-01-06", "Rome,2020-02-03,2020-02-06")
    assert [when(trip) for trip in found.trips] == ["2020-01-03/2020-01-06", "2020-02-03/2020-02-06"]


@pytest.mark.parametrize(
    "pair", ["Breite;Länge", "latitudine;longitudine", "szerokość;długość", "широта;долгота", "纬度;经度", "위도;경도"]
)
def test_degrees_are_known_by_their_words_in_many_languages(pair: str) -> None:
    (stop,) = placed(f"Name;{pair}", "Stop;52,5200;13,4050").trips[0].legs[0].stops
    assert stop.point == (13.405, 52.52)


def test_rows_longer_than_the_header_are_told_and_doubled_tabs_read() -> None:
    rows = ["2019-05-03,Paris, France,Lisbon", "2019-05-06,Lisbon,Rome", "2019-05-07,Rome,Oslo,"]
    text, row = "Rows with more cells than there are column names (first row 2) may be read wrongly.", 2
    assert [(found.text[: len(text)], found.row) for found in placed("Date,From,To", *rows).findings] == [(text, row)]
    tabbed = placed("Date\tFrom\tTo", "2019-05-03\tParis\tRome", "2019-05-06\t\tRome\tOslo", "2019-05-07\tOslo\tBonn")
    assert (ways(tabbed), tabbed.findings) == (["Paris > Rome", "Rome > Oslo", "Oslo > Bonn"], ())


def test_lines_that_were_quoted_once_more_are_a_table() -> None:
    found = placed('"Date,City,Note"', '"2019-05-03,Paris,""a, """"b"""""""', '"2019-05-06,Rome,c"')
    assert (ways(found), found.trips[0].legs[0].note) == (["Paris", "Rome"], 'a, "b"')


def test_subtotals_in_the_column_of_places_are_no_trips() -> None:
    found = placed("Datum,Von,Nach", "2019-05-03,Paris,Rom", ",,Zwischensumme", "2019-06-03,Rom,Oslo", ",,Summe")
    assert (ways(found), len(found.not_drawn)) == (["Paris > Rom", "Rom > Oslo"], 2)
