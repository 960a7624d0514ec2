"""Ends of a way: origin and destination are found as pairs, by names in many languages and by content."""

import json
from itertools import product
from typing import Any

import pytest

from data.reading import ReadResult, read
from tests.read_tables import as_csv, way, written

# Headings as tables have them, origin and destination.
HEADINGS = [
    *(("From", "To"), ("Origin", "Destination"), ("origin", "dest"), ("Depart City", "Arrive City"), ("Start", "Finish")),
    *(("Where from", "Where to"), ("Leaving from", "Arriving at"), ("Port of departure", "Port of arrival")),
    *(("Departure", "Arrival"), ("from_city", "to_city"), ("fromStation", "toStation"), ("Departing", "Arriving")),
    *(("Start location", "End location"), ("StartPlace", "EndPlace"), ("Orig", "Dest"), ("dep_airport", "arr_airport")),
    *(("source", "target"), ("pickup", "dropoff"), ("Origin airport", "Destination airport"), ("src", "dst")),
    *(("departure stop name", "arrival stop name"), ("from.name", "to.name"), ("Boarding", "Alighting")),
    *(("Von", "Nach"), ("Abfahrtsort", "Ankunftsort"), ("Start", "Ziel"), ("Startort", "Zielort"), ("Abflug", "Ankunft")),
    *(("Abfahrt", "Ankunft"), ("Startbahnhof", "Zielbahnhof"), ("Abflughafen", "Zielflughafen"), ("ab", "an")),
    *(("Ville de départ", "Ville d'arrivée"), ("Départ", "Arrivée"), ("De", "À"), ("Origine", "Destination")),
    *(("Gare de départ", "Gare d’arrivée"), ("Lieu de départ", "Lieu d'arrivée"), ("Aéroport de départ", "Aéroport d'arrivée")),
    *(("Ciudad de origen", "Ciudad de destino"), ("Origen", "Destino"), ("Salida", "Llegada"), ("Desde", "Hasta")),
    *(("De", "A"), ("Origem", "Destino"), ("Partida", "Chegada"), ("Cidade de origem", "Cidade de destino"), ("De", "Para")),
    *(("Partenza", "Arrivo"), ("Da", "A"), ("Città di partenza", "Città di arrivo"), ("Stazione di partenza", "Stazione di arrivo")),
    *(("Van", "Naar"), ("Vertrek", "Aankomst"), ("Vertrekplaats", "Aankomstplaats"), ("Vertrekstation", "Aankomststation")),
    *(("Från", "Till"), ("Avgång", "Ankomst"), ("Fra", "Til"), ("Avgangssted", "Ankomststed"), ("Afgang", "Ankomst")),
    *(("Lähtö", "Saapuminen"), ("Mistä", "Mihin"), ("Lähtöpaikka", "Saapumispaikka"), ("Lähtöasema", "Pääteasema")),
    *(("Skąd", "Dokąd"), ("Wyjazd", "Przyjazd"), ("Odjazd", "Przyjazd"), ("Miejsce wylotu", "Miejsce przylotu"), ("Z", "Do")),
    *(("Odkud", "Kam"), ("Odjezd", "Příjezd"), ("Odkiaľ", "Kam"), ("Honnan", "Hová"), ("Indulás", "Érkezés")),
    *(("Plecare", "Sosire"), ("De la", "La"), ("Orașul plecării", "Orașul sosirii"), ("Kiindulási hely", "Érkezési hely")),
    *(("Nereden", "Nereye"), ("Kalkış", "Varış"), ("Kalkış yeri", "Varış yeri"), ("Από", "Προς"), ("Αναχώρηση", "Άφιξη")),
    *(("Откуда", "Куда"), ("Станция отправления", "Станция прибытия"), ("Отправление", "Прибытие"), ("Пункт отправления", "Пункт назначения")),
    *(("Город вылета", "Город прилета"), ("Звідки", "Куди"), ("Откъде", "Накъде"), ("Polazak", "Dolazak"), ("Od", "Do")),
    *(("出发城市", "到达城市"), ("出发地", "目的地"), ("起点", "终点"), ("出發", "抵達"), ("出发站", "到达站"), ("始发站", "终点站")),
    *(("出発", "到着"), ("出発地", "到着地"), ("出発駅", "到着駅"), ("出発地", "目的地"), ("出発空港", "到着空港"), ("乗車駅", "降車駅")),
    *(("출발", "도착"), ("출발지", "도착지"), ("출발역", "도착역"), ("출발공항", "도착공항"), ("출발 도시", "도착 도시"), ("출발지", "목적지")),
    *(("من", "إلى"), ("المغادرة", "الوصول"), ("מ", "אל"), ("מוצא", "יעד"), ("Dari", "Ke"), ("Asal", "Tujuan")),
    *(("Từ", "Đến"), ("Điểm đi", "Điểm đến"), ("ต้นทาง", "ปลายทาง"), ("Lähtekoht", "Sihtkoht"), ("Iš", "Į")),
]  # fmt: skip
DATES = ["Date", "Datum", "Fecha", "日付", "Дата"]
WAYS = [("Lyon", "Paris"), ("Paris", "Lille"), ("Lille", "Metz")]
DAYS = ["2020-05-03", "2020-05-14", "2020-05-20"]
NOTES = ["fine", "rain", "late"]


def tables() -> list[tuple[str, str]]:
    """Each heading in every order of columns and with two separators; the name of the case and the table."""
    found = []
    for number, (origin, destination) in enumerate(HEADINGS):
        for order, separator in product(((0, 1, 2), (1, 2, 0), (2, 1, 0)), (",;", "\t|")):
            columns = [
                [DATES[number % 5], *DAYS],
                [origin, *(way[0] for way in WAYS)],
                [destination, *(way[1] for way in WAYS)],
            ]
            chosen = [*(columns[index] for index in order), ["Note", *NOTES]]
            mark = separator[number % 2]
            found.append((f"{origin}/{destination} {order} {mark!r}", as_csv_columns(chosen, mark)))
    return found


def as_csv_columns(columns: list[list[str]], mark: str) -> str:
    header, *rows = (list(row) for row in zip(*columns, strict=True))
    return as_csv(header, rows, mark)


def ways(found: ReadResult) -> list[tuple[str, ...]]:
    return [tuple(stop.name for stop in leg.stops) for trip in found.trips for leg in trip.legs]


def share_right(name: str, results: dict[str, bool]) -> float:
    share = sum(results.values()) / len(results)
    wrong = [case for case, right in results.items() if not right]
    print(f"{name}: {share:.1%} of {len(results)} tables right; wrong: {wrong[:20]}")
    return share


def test_both_ends_are_found_by_names_of_many_languages() -> None:
    results = {case: ways(read(table.encode(), "t.csv")) == WAYS for case, table in tables()}
    assert len(results) >= 500
    assert share_right("from and to by name", results) >= 0.99


ENDS = [
    *(("from", "to"), ("start", "end"), ("departure", "arrival"), ("source", "target"), ("pickup", "dropoff")),
    *(("startLocation", "endLocation"), ("departureAirport", "arrivalAirport"), ("origin", "destination")),
    *(("origin", "dest"), ("dep", "arr"), ("departure_station", "arrival_station"), ("begin", "end"), ("von", "nach")),
]
DEGREES = [("lat", "lng"), ("lat", "lon"), ("latitude", "longitude"), ("lat", "long")]
POINTS = [((2.35, 48.85), (12.49, 41.9)), ((12.49, 41.9), (-73.78, 40.64))]


def point_tables() -> list[tuple[str, bytes, str]]:
    """Ways with the points of both ends: as nested JSON, and as CSV of several spellings."""
    found: list[tuple[str, bytes, str]] = []
    for (origin, destination), (lat, lon), named in product(ENDS, DEGREES, (True, False)):
        records: list[dict[str, Any]] = [{"date": day} for day in DAYS[:2]]
        for record, ends in zip(records, POINTS, strict=True):
            for branch, name, (east, north) in zip((origin, destination), ("A town", "B town"), ends, strict=True):
                record[branch] = {**({"name": name} if named else {}), lat: north, lon: east}
        found.append((f"{origin}.{lat} {named} JSON", json.dumps(records).encode(), "t.json"))
        for spelling in ("{end}.{axis}", "{end}_{axis}", "{end} {axis}", "{axis}_{end}", "{End}{Axis}"):
            headings = [
                spelling.format(end=end, axis=axis, End=end[0].upper() + end[1:], Axis=axis.capitalize())
                for axis, end in product((lat, lon), (origin, destination))
            ]
            rows = [
                [day, ends[0][1], ends[1][1], ends[0][0], ends[1][0], *(["A town", "B town"] if named else [])]
                for day, ends in zip(DAYS, POINTS, strict=False)
            ]
            header = ["date", *headings, *([origin, destination] if named else [])]
            table = as_csv(header, [[str(cell) for cell in row] for row in rows], ",")
            found.append((f"{headings} {named} CSV", table.encode(), "t.csv"))
    return found


def test_points_go_to_their_own_end() -> None:
    results = {}
    for case, content, name in point_tables():
        legs = [leg for trip in read(content, name).trips for leg in trip.legs]
        results[case] = [tuple(stop.point for stop in leg.stops) for leg in legs] == POINTS
    assert len(results) >= 500
    assert share_right("points of both ends", results) >= 0.99


@pytest.mark.parametrize("suffixes", [(".x", ".y"), ("_1", "_2"), (" (left)", " (right)"), ("1", "2"), ("_a", "_b")])
def test_joined_columns_belong_to_the_ends_in_their_order(suffixes: tuple[str, str]) -> None:
    header = ",".join(["origin", "dest", *(axis + end for end in suffixes for axis in ("lat", "lon"))])
    stops = written(header, "LHR,JFK,51.47,-0.45,40.64,-73.78").trips[0].legs[0].stops
    assert [stop.point for stop in stops] == [(-0.45, 51.47), (-73.78, 40.64)]


def test_name_and_point_of_a_stop_are_of_one_branch() -> None:
    checkin = {"origin": {"name": "Karlsruhe Hbf"}, "destination": {"name": "Hamburg Hbf"}}
    trip = {
        "origin": {"name": "Basel SBB", "latitude": 47.55, "longitude": 7.59},
        "destination": {"name": "Kiel Hbf", "latitude": 54.31, "longitude": 10.13},
    }
    records = [{"status": {"checkin": checkin, "date": "2024-02-03"}, "trip": trip}]
    stops = read(json.dumps(records).encode(), "t.json").trips[0].legs[0].stops
    assert [(stop.name, stop.point) for stop in stops] == [("Karlsruhe Hbf", None), ("Hamburg Hbf", None)]


def test_a_point_of_the_origin_alone_is_never_the_destinations() -> None:
    found = written("start.location,start.lat,start.lon,end.location,date", "Hamburg,53.55,9.99,Boston,1905-02-25")
    assert [stop.point for stop in found.trips[0].legs[0].stops] == [(9.99, 53.55), None]
    assert way(found.trips[0]) == "Hamburg > Boston"


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Date,Blargh,Zork", ["2020-05-03,Lyon,Paris", "2020-05-14,Paris,Lille", "2020-05-20,Lille,Metz"]),
        ("Date,Zork,Blargh", ["2020-05-03,Paris,Lyon", "2020-05-14,Lille,Paris", "2020-05-20,Metz,Lille"]),
        ("Date,Blargh,Zork", ["2020-05-20,Lille,Metz", "2020-05-14,Paris,Lille", "2020-05-03,Lyon,Paris"]),
        ("Date,Départ,Zork", ["2020-05-03,Lyon,Paris", "2020-05-14,Paris,Lille", "2020-05-20,Lille,Metz"]),
        ("Date,Blargh,Ziel", ["2020-05-03,Lyon,Paris", "2020-05-14,Paris,Lille", "2020-05-20,Lille,Metz"]),
    ],
)
def test_columns_where_a_row_begins_where_the_last_one_ended_are_both_ends(header: str, rows: list[str]) -> None:
    assert ways(written(header, *rows)) == WAYS


def test_two_columns_of_words_that_do_not_chain_are_no_ends() -> None:
    found = written("Guest,Room,Date,City", "Ann,Blue,2020-05-03,Paris", "Bob,Red,2020-05-03,Lyon")
    assert [way(trip) for trip in found.trips] == ["Paris", "Lyon"]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Land,Reiseziel,Datum", "Reiseziel"),
        ("país,Ciudades visitadas,fecha", "Ciudades visitadas"),
        ("国,訪問都市,日付", "訪問都市"),
        ("국가,방문도시,날짜", "방문도시"),
        ("Pays,Villes visitées,Date", "Villes visitées"),
        ("Country,Town visited,Date", "Town visited"),
    ],
)
def test_a_city_beside_a_known_country_is_not_ignored(header: str, column: str) -> None:
    found = written(header, "France,Lyon,2020-05-03", "Italy,Rome,2020-05-04")
    assert (found.mapping["destination"], [trip.title for trip in found.trips]) == (column, ["Lyon", "Rome"])


def test_from_is_no_pair_with_the_end_of_the_dates() -> None:
    rows = b",Rome,2019-03-01,\n,Milan,2019-06-09,2019-06-11\nTotal,,,\n"
    mapping = read(b"From,City,Start,End\n" + rows, "trips.csv").mapping
    assert {role: mapping[role] for role in ("destination", "start", "end")} == {
        "destination": "City",
        "start": "Start",
        "end": "End",
    }
