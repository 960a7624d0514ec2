"""The index of listed places: every name of a place finds it, and namesakes are told apart by country."""

import pytest

from data.records.places import Place
from data.records.records import built_in_places
from geo.geocoding.place_index import PlaceIndex


def place(id: str, name: str, label: str = "", country: str = "CN", native: str = "", *aliases: str) -> Place:
    """A place somewhere; only its names matter."""
    return Place(id, name, native, label or name, country, 116.4, 39.9, aliases, "a test")


BEIJING = place("beijing", "Beijing", "", "CN", "北京 / Běijīng", "Peking", "북경")
STATION = place("beijing-station", "Beijing Railway Station", "Beijing", "CN", "北京站", "Peking")
GUANGXI = place("pingxiang-gx", "Pingxiang, Guangxi", "Pingxiang (Guangxi)", "CN", "凭祥", "Pingxiang")
JIANGXI = place("pingxiang-jx", "Pingxiang, Jiangxi", "Pingxiang (Jiangxi)", "CN", "萍乡", "Pingxiang")
DMZ_SOUTH = place("peace-house", "Peace House", "DMZ", "KR", "평화의 집")
DMZ_NORTH = place("panmungak", "Panmungak", "DMZ", "KP", "판문각")
INDEX = PlaceIndex([BEIJING, STATION, GUANGXI, JIANGXI, DMZ_SOUTH, DMZ_NORTH])
BUILT_IN = PlaceIndex(built_in_places())


@pytest.mark.parametrize("query", ["beijing", "BEIJING", "北京", "Beijing", "Běijīng", "peking", "북경", " Bei-jing "])
def test_a_place_is_found_by_each_of_its_names(query: str) -> None:
    assert INDEX.place(query) is BEIJING


def test_a_city_and_its_station_are_one_candidate() -> None:
    assert INDEX.places("Peking") == [BEIJING]


def test_the_station_is_found_by_its_id() -> None:
    assert INDEX.place("beijing-station") is STATION


def test_namesakes_are_candidates_in_the_order_listed() -> None:
    assert INDEX.places("Pingxiang") == [GUANGXI, JIANGXI]
    assert INDEX.place("Pingxiang") is GUANGXI


def test_a_country_decides_between_namesakes() -> None:
    assert INDEX.places("DMZ", ["kp"]) == [DMZ_NORTH]
    assert INDEX.places("DMZ", ["JP", "US"]) == []


@pytest.mark.parametrize("query", ["", "  ", "?!", "Atlantis"])
def test_an_unknown_name_is_no_place(query: str) -> None:
    assert INDEX.places(query) == []
    assert INDEX.place(query) is None


@pytest.mark.parametrize(
    ("typo", "meant"), [("Bejing", "Beijing"), ("Pekng", "Beijing"), ("Peace Huose", "Peace House"), ("Atlantis", None)]
)
def test_a_typo_is_answered_with_a_name(typo: str, meant: str | None) -> None:
    assert INDEX.place(typo) is None
    assert INDEX.suggest(typo) == meant


@pytest.mark.parametrize(
    ("query", "id", "country"),
    [
        ("DMZ", "panmunjom", "KR"),
        ("Demilitarized Zone", "panmunjom", "KR"),
        ("판문점", "panmunjom", "KR"),
        ("북경", "beijing", "CN"),
        ("北京", "beijing", "CN"),
        ("Peking", "beijing", "CN"),
        ("Hà Nội", "hanoi", "VN"),
        ("Ha Noi", "hanoi", "VN"),
        ("Hanoi", "hanoi", "VN"),
        ("Владивосток", "vladivostok", "RU"),
        ("Vladivostock", "vladivostok", "RU"),
        ("Singapur", "singapore", "SG"),
    ],
)
def test_readers_find_the_records_places_as_they_call_them(query: str, id: str, country: str) -> None:
    assert [(place.id, place.country) for place in BUILT_IN.places(query)] == [(id, country)]


def test_a_typo_in_a_record_is_answered_with_the_name() -> None:
    assert BUILT_IN.suggest("Vladivostokk") == "Vladivostok"
