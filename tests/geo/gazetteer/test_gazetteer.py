"""The offline gazetteer: the world's capitals in ten languages, namesakes told apart, nothing guessed."""

import csv
import random
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer, GazetteerAnswer, GazetteerQuery, Sureness
from geo.gazetteer.index import FILE, Kind, load_index
from geo.gazetteer.ranking import haversine_km

ROOT = Path(__file__).parents[3]
ADDITIONS = ROOT / "tools/gazetteer/additions.csv"
# Former states whose capital is no country's now: the points of Asia/Aden and America/Curacao in tzdata's zone.tab.
FORMER_SEATS = {"YDYE": (45.2, 12.75), "ANHH": (-69.0, 12.1833)}
ANY_TEXT = st.text(st.characters())  # lone surrogates too
NAMELIKE = st.text(st.sampled_from("aàЯ東ص ,.()/;'-STF1"), max_size=30)  # what the ways to read a text look at
DONG_DANG = (106.6977, 21.9511)
GAZETTEER = Gazetteer()

# Per cent of the capitals placed by name alone, and with the country.
CAPITALS = dict.fromkeys(("en", "de", "fr", "es", "pt", "ru", "zh", "ko", "ja", "ar"), (98.5, 99))


def query(name: str, country: str = "", region: str = "", near: tuple[float, float] | None = None) -> GazetteerQuery:
    """A query in one country, or anywhere."""
    return GazetteerQuery(name, (country,) if country else (), region, (near,) if near else ())


def ask(name: str, country: str = "", region: str = "", near: tuple[float, float] | None = None) -> GazetteerAnswer:
    """The answer to one query."""
    return GAZETTEER.answers([query(name, country, region, near)])[0]


def best(name: str, country: str = "", region: str = "", near: tuple[float, float] | None = None) -> str:
    """Label and country of the first candidate, "" if there is none."""
    found = ask(name, country, region, near).candidates
    return f"{found[0].label}, {found[0].country}" if found else ""


@cache
def table(file: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def capitals() -> list[dict[str, str]]:
    """The rows of `capitals.csv`."""
    return table(ROOT / "tests/geo/gazetteer/capitals.csv")


def point_of(row: dict[str, str]) -> tuple[float, float]:
    """(lon, lat) of a row."""
    return float(row["lon"]), float(row["lat"])


def placed(language: str, with_country: bool) -> float:
    """How many of 100 capitals are placed within 30 km by their name in a language."""
    rows = [row for row in capitals() if row[language]]
    answers = GAZETTEER.answers([query(row[language], row["country"] if with_country else "") for row in rows])
    right = [
        bool(found.candidates) and haversine_km((found.candidates[0].lon, found.candidates[0].lat), point_of(row)) < 30
        for found, row in zip(answers, rows, strict=True)
    ]
    return 100 * sum(right) / len(right)


@pytest.mark.parametrize("language", CAPITALS)
def test_capitals_are_placed_by_name_and_better_with_their_country(language: str) -> None:
    alone, with_country = CAPITALS[language]
    assert placed(language, with_country=False) >= alone
    assert placed(language, with_country=True) >= with_country


@cache
def sample() -> list[int]:
    """2,000 rows of cities above 15,000 people, the same each time."""
    columns = load_index().columns
    cities = np.isin(columns["kind"], (Kind.CAPITAL, Kind.CITY)) & (columns["population"] > 15_000)
    return random.Random(4).sample(np.flatnonzero(cities).tolist(), 2_000)


@pytest.mark.parametrize(("with_region", "first"), [(False, 95.5), (True, 99.0)])
def test_random_cities_are_placed_and_the_right_one_is_among_the_candidates(with_region: bool, first: float) -> None:
    index = load_index()
    places = [index.id_and_name(row) for row in sample()]
    regions = [index.region(row) if with_region else "" for row in sample()]
    queries = [
        query(name, index.country(row), region)
        for row, (_, name), region in zip(sample(), places, regions, strict=True)
    ]
    answers = [[one.id for one in found.candidates] for found in GAZETTEER.answers(queries)]
    wanted = [id for id, _ in places]
    assert sum(ids[:1] == [id] for ids, id in zip(answers, wanted, strict=True)) / 20 >= first
    assert sum(id in ids for ids, id in zip(answers, wanted, strict=True)) / 20 >= 99


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Georgia", "Georgia, GE"),
        ("Singapore", "Singapore, SG"),
        ("Luxembourg", "Luxembourg, LU"),
        ("Tripoli", "Tripoli, LY"),
        ("Khasan", "Khasan (Primorye), RU"),
        ("Mexico, D.F.", "Mexico City, MX"),
        ("Washington, D.C.", "Washington (District of Columbia), US"),
        ("Denpasar (Bali)", "Denpasar (Bali), ID"),
        ("Paris, Texas", "Paris (Texas), US"),
        ("Portland, OR", "Portland (Oregon), US"),
        ("London, Canada", "London (Ontario), CA"),
        ("Sharm el-Sheikh", "Sharm el-Sheikh (South Sinai), EG"),
        ("St. Petersburg", "Saint Petersburg (St.-Petersburg), RU"),
        ("Dunedin / Momona (DUD/NZDN)", "Dunedin Airport (Otago), NZ"),
        ("JFK", "John F Kennedy International Airport (New York), US"),
        ("KJFK", "John F Kennedy International Airport (New York), US"),
        ("LON", "London (England), GB"),
        ("OSLO", "Oslo, NO"),
        ("USA", "United States, US"),
        ("Zaire", "Zaire, CD"),
        ("Burma", "Myanmar (Burma), MM"),
        ("West Germany", "Germany, DE"),
        ("North Vietnam", "Vietnam, VN"),
        ("East Germany", "East Germany, DE"),
        ("Hong Kong, China", "Hong Kong, HK"),
        ("Odessa", "Odesa, UA"),
        ("Bali", "Bali, ID"),
        ("Antarctica", "Antarctica, AQ"),
        ("Guantanamo Bay", "Naval Station Guantanamo Bay (Guantánamo Province), CU"),
        ("U.S.S.R.", "Soviet Union, "),
        ("Leningrad, U.S.S.R.", "Saint Petersburg (St.-Petersburg), RU"),
        ("Prague, Czechoslovakia", "Prague, CZ"),
        ("Korea, South", "South Korea, KR"),
        ("China, People's Republic of", "China, CN"),
        ("Congo, Democratic Republic of", "Congo - Kinshasa, CD"),
        ("Bermuda", "Bermuda, BM"),
        ("Ramstein Air Base", "Ramstein Air Base (Rheinland-Pfalz), DE"),
        ("West Berlin", "Berlin (State of Berlin), DE"),
        ("평양", "Pyongyang, KP"),
        ("基辅", "Kyiv (Kyiv City), UA"),
        ("Северная Корея", "North Korea, KP"),
        ("Berlín Este", "Berlin (State of Berlin), DE"),
        ("Восточный Берлин", "Berlin (State of Berlin), DE"),
        ("南塔拉瓦", "Tarawa (Gilbert Islands), KI"),
        ("واشنطن", "Washington (District of Columbia), US"),
        ("طرابلس الشام", "Tripoli (North Lebanon), LB"),
        ("Amsterdão", "Amsterdam (North Holland), NL"),
        ("Muscate", "Muscat, OM"),
    ],
)
def test_hard_names(name: str, place: str) -> None:
    assert best(name) == place


def test_antarctica_is_drawn_at_the_south_pole() -> None:
    assert ask("Antarctica").candidates[0].lat == -90


def test_a_state_stands_beside_the_country_and_comes_first_in_its_own() -> None:
    assert [(one.country, one.id.partition(":")[0]) for one in ask("Georgia").candidates] == [
        ("GE", "country"),
        ("US", "region"),
    ]
    assert best("Georgia", country="US") == "Georgia, US"


def test_springfield_is_the_most_populous_and_all_are_counted() -> None:
    found = ask("Springfield")
    people = [one.population for one in found.candidates]
    assert best("Springfield") == "Springfield (Missouri), US"
    assert people[0] == max(people)
    assert sum(count > 15_000 for count in people) == 8  # all of them so called; Springfield Gardens is a ninth
    assert found.total > len(found.candidates) == 10


def test_tripoli_has_lebanons_beside_it() -> None:
    assert [one.country for one in ask("Tripoli").candidates][:2] == ["LY", "LB"]


def test_nearness_tells_namesakes_apart_but_moves_no_metropolis() -> None:
    assert best("Pingxiang") == "Pingxiang (Jiangxi), CN"
    assert best("Pingxiang", near=DONG_DANG) == "Pingxiang (Guangxi), CN"
    assert best("Paris", near=(-74.0, 40.7)) == "Paris (Île-de-France), FR"


@pytest.mark.parametrize("country", ["DE", "DEU", "Germany", "Deutschland", "Германия", "독일", "West Germany"])
def test_a_country_may_be_a_code_or_any_of_its_names(country: str) -> None:
    assert best("Berlin", country=country).endswith(", DE")


@pytest.mark.parametrize("country", ["Soviet Union", "Ukraine", "UKR"])
def test_a_former_country_holds_its_heirs(country: str) -> None:
    assert best("Kiev", country=country).endswith(", UA")


@pytest.mark.parametrize("row", [row for row in table(ADDITIONS) if row["what"] == "former"], ids=lambda row: row["id"])
def test_a_former_state_is_drawn_at_its_capital(row: dict[str, str]) -> None:
    heir = row["country"].split()[0]
    seats = [point_of(capital) for capital in capitals() if capital["country"] == heir]
    found = ask(row["names"].partition(";")[0]).candidates[0]
    wanted = [FORMER_SEATS[row["id"]]] if row["id"] in FORMER_SEATS else seats
    assert min(haversine_km((found.lon, found.lat), seat) for seat in wanted) < 30


def test_a_point_written_by_hand_is_that_of_the_source_it_names() -> None:
    places = {row["id"]: row for row in table(ROOT / "data/places.csv")}
    written = [row for row in table(ADDITIONS) if row["what"] == "place"]
    assert {row["source"] for row in written} == {"data/places.csv (Wikipedia)"}
    assert all(point_of(row) == point_of(places[row["id"]]) for row in written)


def test_khasan_is_never_hassan() -> None:
    assert [one.country for one in ask("Khasan").candidates] == ["RU"]
    assert [one.country for one in ask("Khasan", country="IN").candidates] == ["RU"]


@pytest.mark.parametrize(
    "name",
    [
        "Neuschwanstein",
        "Xanadu",
        "Schloss Elmau Xyz",
        "Isla Nublar",
        "Plaza Norte",
        "Puerto del Este",
        "A",
        "w",
        "ハリー・ポッター",
        "김철수 회의",
        "Отпуск дома",
        "Pyongyangg",
        "Londone",
        "",
        "()",
        ", ,",
    ],
)
def test_what_no_source_knows_is_not_placed(name: str) -> None:
    assert ask(name).candidates == ()
    assert ask(name).reason == "no place of that name is known"


def test_a_capital_found_by_a_rule_of_spelling_is_never_sure() -> None:
    found = ask("Brazavile")
    assert (found.candidates[0].country, found.total, found.sureness) == ("CG", 1, Sureness.AMBIGUOUS)
    assert found.reason == "a capital that Portuguese or Spanish spells so"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        *(("ネピドー", "MM"), ("奈比多", "MM"), ("نايبيداو", "MM"), ("누르술탄", "KZ"), ("ヌル-スルタン", "KZ")),
        *(("Сент-Джорджес", "GD"), ("باليكير", "FM"), ("بورت لويس", "MU"), ("نوكو ألوفا", "TO")),
        *(("ブリュッセル＝ヴィル", "BE"), ("ワシントンD.C.", "US"), ("フナフティ島", "TV"), ("도쿄도", "JP")),
    ],
)
def test_a_capital_is_found_by_its_sound_in_another_script_and_never_sure(name: str, country: str) -> None:
    found = ask(name)
    assert found.candidates[0].country == country
    sounded = found.reason == "a capital whose name sounds so"
    assert not sounded or found.sureness is Sureness.AMBIGUOUS


def test_a_country_that_is_called_like_anothers_capital_is_ambiguous() -> None:
    assert ask("عمان").sureness is Sureness.AMBIGUOUS


def test_an_unknown_country_is_no_hint_and_the_answer_says_so() -> None:
    found = ask("Berlin", country="Atlantis")
    assert (found.candidates[0].country, found.sureness) == ("DE", Sureness.AMBIGUOUS)
    assert found.reason.startswith("no country is known as “Atlantis”; without it: ")
    assert ask("Neuschwanstein", country="Atlantis").reason == (
        "no place of that name is known, and no country “Atlantis” either"
    )
    assert ask("Neuschwanstein", country="DE").reason == "no place of that name is known"


@pytest.mark.parametrize(
    ("name", "country", "place"),
    [
        ("Bermuda", "United Kingdom", "BM"),
        ("Simferopol", "PL", "UA"),
        ("Hong Kong", "UK", "HK"),
        ("Nuuk", "Denmark", "GL"),
        ("Algiers", "France", "DZ"),
        ("Pristina", "Serbia", "XK"),
    ],
)
def test_a_country_that_does_not_fit_is_a_hint_and_no_wall(name: str, country: str, place: str) -> None:
    found = ask(name, country=country)
    assert (found.candidates[0].country, found.sureness) == (place, Sureness.AMBIGUOUS)
    assert found.reason.startswith("not in the country or region given; elsewhere: ")


def test_a_city_in_the_wrong_country_is_found_and_never_sure() -> None:
    index = load_index()
    names = [index.id_and_name(row)[1] for row in sample()[:300]]
    answers = [(ask(name), ask(name, country="AQ")) for name in names]
    assert all(with_hint.candidates == alone.candidates for alone, with_hint in answers if alone.total == 1)
    assert {with_hint.sureness for _, with_hint in answers} == {Sureness.AMBIGUOUS}
    assert all(with_hint.reason.startswith("not in the country") for _, with_hint in answers)


def test_a_region_that_does_not_fit_leaves_the_country() -> None:
    found = ask("Portland", country="US", region="Texas")
    assert found.sureness is Sureness.AMBIGUOUS or found.candidates[0].region == "Texas"
    assert ask("Leipzig", country="DE", region="Bayern").candidates[0].region == "Saxony"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Vladivostock", "Vladivostok"),
        ("Pyongynag", "Pyongyang"),
        ("Windsor Xyzzy", "Windsor"),
        ("Neuschwanstein Castle", None),
        ("Qqqqqqqqqq", None),
    ],
)
def test_a_near_name_is_suggested_and_never_taken(name: str, known: str | None) -> None:
    assert ask(name).candidates == ()
    assert next(iter(GAZETTEER.suggestions(name)), None) == known


@pytest.mark.parametrize(
    ("name", "absurd"), [("Rhinee", "China"), ("Sibiria", "Liberia"), ("Eastor Island", "Iceland")]
)
def test_what_cannot_be_meant_is_not_suggested(name: str, absurd: str) -> None:
    assert absurd not in GAZETTEER.suggestions(name)


def test_several_countries_mean_any_of_them() -> None:
    (found,) = GAZETTEER.answers([GazetteerQuery("Tripoli", ("LB", "LY"))])
    assert [one.country for one in found.candidates] == ["LY", "LB"]


@settings(deadline=None)
@given(ANY_TEXT | NAMELIKE, ANY_TEXT | NAMELIKE, ANY_TEXT | NAMELIKE)
def test_no_text_raises(name: str, country: str, region: str) -> None:
    found = GAZETTEER.answers([query(name, country, region), query(name, region=region, near=(0.0, 0.0))])
    assert all(len(one.candidates) <= min(10, one.total) for one in found)


@settings(deadline=None, max_examples=30)
@given(ANY_TEXT | NAMELIKE)
def test_no_text_is_too_much_for_a_suggestion(name: str) -> None:
    assert "" not in GAZETTEER.suggestions(name)


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size < 20_000_000
