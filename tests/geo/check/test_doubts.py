"""Doubts: points against names and countries, codes against cities, columns of no places; each kind is gone."""

from collections.abc import Iterator
from itertools import product

import pytest

from data.reading import DEFAULT_LIMITS, ReadOptions, ReadResult, read
from data.reading.finding import Finding
from data.reading.options import DEFAULT_OPTIONS
from data.records.legs import Stop
from geo.check.doubts import placed_doubts, read_and_check
from geo.folding import fold_name
from geo.gazetteer import Gazetteer, GazetteerQuery
from tests.read_tables import as_csv

# City, its country by name, ISO 3166-1 alpha-3, Olympic code and alpha-2, and its point.
CITIES = [
    ("Paris", "France", "FRA", "FRA", "FR", 2.35, 48.85),
    ("Vienna", "Austria", "AUT", "AUT", "AT", 16.37, 48.21),
    ("Moscow", "Russia", "RUS", "RUS", "RU", 37.62, 55.75),
    ("New York", "United States", "USA", "USA", "US", -74.0, 40.71),
    ("Toronto", "Canada", "CAN", "CAN", "CA", -79.4, 43.7),
    ("Copenhagen", "Denmark", "DNK", "DEN", "DK", 12.57, 55.68),
    ("Berlin", "Germany", "DEU", "GER", "DE", 13.4, 52.52),
    ("Zurich", "Switzerland", "CHE", "SUI", "CH", 8.55, 47.37),
    ("Lisbon", "Portugal", "PRT", "POR", "PT", -9.14, 38.72),
    ("Athens", "Greece", "GRC", "GRE", "GR", 23.73, 37.98),
    ("Nairobi", "Kenya", "KEN", "KEN", "KE", 36.82, -1.29),
    ("Sydney", "Australia", "AUS", "AUS", "AU", 151.2, -33.87),
    ("Buenos Aires", "Argentina", "ARG", "ARG", "AR", -58.4, -34.6),
    ("Tokyo", "Japan", "JPN", "JPN", "JP", 139.7, 35.7),
    ("Hanoi", "Vietnam", "VNM", "VIE", "VN", 105.85, 21.03),
    ("Jakarta", "Indonesia", "IDN", "INA", "ID", 106.8, -6.2),
    ("Cape Town", "South Africa", "ZAF", "RSA", "ZA", 18.4, -33.9),
    ("Lima", "Peru", "PER", "PER", "PE", -77.0, -12.05),
]
PROVINCES = [
    *(("Toronto", "ON", "CA"), ("Vancouver", "BC", "CA"), ("Melbourne", "VIC", "AU"), ("Darwin", "NT", "AU")),
    *(("Perth", "WA", "AU"), ("Seattle", "WA", "US"), ("Brisbane", "QLD", "AU"), ("Toronto", "Ontario, Canada", "CA")),
    *(("Halifax", "Nova Scotia", "CA"), ("Munich", "Bavaria", "DE"), ("Boston", "MA", "US"), ("Hobart", "Tasmania", "AU")),
]  # fmt: skip


def checked(table: str, choice: ReadOptions = DEFAULT_OPTIONS) -> tuple[ReadResult, tuple[Finding, ...]]:
    return read_and_check(table.encode(), "t.csv", choice, DEFAULT_LIMITS, lambda _: None)


def stops(reading: ReadResult) -> list[Stop]:
    return [stop for trip in reading.trips for leg in trip.legs for stop in leg.stops]


def places(table: str) -> list[tuple[str, str]]:
    """What the stops of a table are placed at, by folded name and country."""
    queries = [GazetteerQuery(stop.name, (stop.country,), stop.region) for stop in stops(checked(table)[0])]
    return [
        (fold_name(one.name), one.country) for answer in Gazetteer().answers(queries) for one in answer.candidates[:1]
    ]


def share_right(name: str, results: dict[str, bool]) -> float:
    share = sum(results.values()) / len(results)
    print(
        f"{name}: {share:.1%} of {len(results)} tables right; wrong: {[c for c, ok in results.items() if not ok][:20]}"
    )
    return share


def coded_cells() -> Iterator[tuple[str, str, str]]:
    """Cells with a country or province after the city, the city and its country."""
    for city, name, iso, olympic, two, *_ in CITIES:
        for said, form in product(
            dict.fromkeys((name, iso, olympic)), ("{} ({})", "{}, {}", "{} [{}]", "{} ({}) ", "{},{}")
        ):
            if "[" not in form or len(said) > 3:
                yield form.format(city, said).replace("[", "(").replace("]", ")"), city, two
    for city, said, two in PROVINCES:
        for form in ("{}, {}", "{} ({})", "{},{}"):
            yield form.format(city, said), city, two


def test_a_country_or_province_after_a_city_is_never_a_place() -> None:
    results = {}
    for cell, city, country in coded_cells():
        for header, mark in ((["date", "city"], ","), (["Ort", "Datum"], ";"), (["Place", "When"], "\t")):
            row = [cell, "2020-05-03"] if header[0] == "Ort" else ["2020-05-03", cell]
            results[f"{cell} {header}"] = places(as_csv(header, [row], mark)) == [(fold_name(city), country)]
    assert len(results) >= 500
    assert share_right("codes after cities", results) >= 0.97


def wrong_points() -> Iterator[tuple[str, str, str, str]]:
    """Tables whose points contradict the names or countries, what is wrong, and the city."""
    headings = (("city", "lat", "lon"), ("Ort", "Breitengrad", "Längengrad"), ("name", "latitude", "longitude"))
    for (city, country, *_, lon, lat), (name, north, east), with_country in product(CITIES, headings, (True, False)):
        points = {
            "right": (lat, lon),
            "exchanged": (lon, lat),
            "zero": (0, 0),
            "microdegrees": (round(lat * 1e6), round(lon * 1e6)),
            "sign": (-lat, lon) if abs(lat) > 5 else (lat, -lon),
        }
        for wrong, (y, x) in points.items():
            header = ["date", name, *(["country"] if with_country else []), north, east]
            row = ["2020-05-03", city, *([country] if with_country else []), str(y), str(x)]
            yield as_csv(header, [row], ","), wrong, city, f"{city} {wrong} {header}"


def test_a_point_against_its_name_is_repaired_or_told() -> None:
    results = {}
    points = {city: (lon, lat) for city, *_, lon, lat in CITIES}
    for table, wrong, city, case in wrong_points():
        reading, told = checked(table)
        stop = stops(reading)[-1]
        lon, lat = stop.point or points[city]  # without a point the name is looked up
        at_home = abs(lon - points[city][0]) < 0.3 and abs(lat - points[city][1]) < 0.3
        results[case] = bool(told) if wrong == "sign" else at_home and bool(told) == (wrong != "right")
    assert len(results) >= 500
    assert share_right("points against names", results) >= 0.95


WORDS = {
    "persons": ["Ann", "Bob", "Carol", "Peter", "Amy", "Kevin", "Frank Müller", "José García", "Ms Lee", "Tom"],
    "letters": ["w", "A", "x", "q", "B", "z"],
    "ways": ["Train", "Bus", "Biking", "Car", "Flight", "walk"],
    "events": ["Lunch", "Meeting", "Dinner with Bo", "Kick-off", "Review", "Interview"],
    "products": ["Laptop", "Phone case", "Desk", "Monitor", "Cable", "Chair"],
    "states": ["done", "open", "cancelled", "ok", "pending"],
    "colours": ["red", "dark blue", "green", "yellow", "off-white"],
    "tasks": ["call the bank", "buy milk", "write report", "fix bug", "send mail"],
}
NO_PLACE_NAMES = ["name", "who", "what", "col1", "Bezeichnung", "项目", "nome", "x"]
REAL = ["Paris", "Rome", "Oslo", "Madrid", "Vienna", "Prague"]
CODES = ["jfk", "lhr", "cdg", "fra", "svo", "icn"]


def word_tables() -> Iterator[tuple[str, str, bool]]:
    """Tables without a column of places, and, to compare, the same with cities under the same heading."""
    for (kind, words), heading, days, mark in product(WORDS.items(), NO_PLACE_NAMES, (3, 5), (",", ";", "\t", "|")):
        rows = [[word, f"2020-05-{day:02}"] for day, word in enumerate(words[:days], 3)]
        yield f"{kind} {heading} {days} {mark!r}", as_csv([heading, "date"], rows, mark), False
    for heading, mark in product(NO_PLACE_NAMES, (",", ";", "\t", "|")):
        rows = [[city, f"2020-05-{day:02}"] for day, city in enumerate(REAL, 3)]
        yield f"cities {heading} {mark!r}", as_csv([heading, "date"], rows, mark), True
        codes = [[code, f"2020-05-{day:02}"] for day, code in enumerate(CODES, 3)]
        yield f"codes {heading} {mark!r}", as_csv([heading, "date"], codes, mark), True


def test_words_are_no_places_and_cities_under_any_heading_are() -> None:
    results = {}
    for case, table, are_cities in word_tables():
        results[case] = len(checked(table)[0].drawn) == (len(REAL) if are_cities else 0)
    assert len(results) >= 500
    assert share_right("words and cities", results) >= 0.95


@pytest.mark.parametrize("header", ["De,Vers", "De,À", "Da,A", "Od,Do", "Z,Do", "Nga,Për", "Odakle,Kuda", "من,إلى"])
def test_short_words_above_villages_that_nobody_knows_are_ends_of_ways(header: str) -> None:
    rows = ["Foobarton,Bazwick", "Bazwick,Quxham", "Quxham,Lyon"]
    reading, _ = checked(f"date,{header}\n" + "".join(f"2020-05-0{day},{row}\n" for day, row in enumerate(rows, 1)))
    assert [",".join(stop.name for stop in trip.legs[0].stops) for trip in reading.trips] == rows


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Paris,France,2.35,48.85", "only if latitude and longitude are exchanged. So they were exchanged."),
        ("Sydney,Australia,33.9,151.2", "has the wrong sign"),
        ("Paris,France,35.7,139.7", "lies far from every place of that name"),
        ("Le Gîte,France,35.7,139.7", "lies far outside its country, France"),
    ],
)
def test_what_is_wrong_with_a_point_is_said(row: str, told: str) -> None:
    table = f"city,country,lat,lon,date\n{row},2020-05-03\n"
    assert told in checked(table)[1][0].text


@pytest.mark.parametrize(
    ("row", "point"),
    [
        ("Sydney,Australia,33.9,151.2", (151.2, -33.9)),
        ("Le Gîte,Australia,33.9,151.2", (151.2, -33.9)),  # known by its country alone
        ("Lima,Peru,-12.05,77", (-77.0, -12.05)),
        ("Paris,France,35.7,139.7", None),  # looked up by its name
        ("Le Gîte,France,60,100", (100.0, 60.0)),  # nothing else is known, so it stays
    ],
)
def test_a_click_mends_points_that_contradict_their_rows_and_another_undoes_it(
    row: str, point: tuple[float, float] | None
) -> None:
    table = f"city,country,lat,lon,date\n{row},2020-05-03\nRome,Italy,41.9,12.5,2020-05-04\n"
    (told,) = checked(table)[1]
    is_mended = point is None or point[0] != 100
    assert (told.remedy == "Mend them") == is_mended
    reading, after = checked(table, ReadOptions(mend_points=True))
    assert (stops(reading)[0].point, stops(reading)[1].point) == (point, (12.5, 41.9))
    assert after[0].choice == (ReadOptions() if is_mended else None)
    assert told.choice == (ReadOptions(mend_points=True) if is_mended else None)


def test_a_country_in_a_finding_is_named_in_the_readers_language() -> None:
    (told,) = checked("city,country,lat,lon,date\nLe Gîte,France,60,100,2020-05-03\n")[1]
    assert "프랑스" in told.text.in_language("ko")


def test_a_certain_repair_can_be_undone_and_asked_for_again() -> None:
    table = "city,lat,lon,date\nParis,2.35,48.85,2020-05-03\n"
    (told,) = checked(table)[1]
    assert told.choice == ReadOptions({"lat": "lat", "lon": "lon"})
    undone, again = checked(table, told.choice)
    assert (undone.mapping["lat"], again[0].choice) == ("lat", ReadOptions({"lat": "lon", "lon": "lat"}))


def test_points_that_fit_are_no_doubt() -> None:
    rows = [f"{city},{country},{lat},{lon},2020-05-03" for city, country, *_, lon, lat in CITIES]
    reading = read("\n".join(["city,country,lat,lon,date", *rows]).encode(), "t.csv")
    assert placed_doubts(reading, ReadOptions()) == ()
