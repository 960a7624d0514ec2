"""Kinds of cells that tables have, each written over 200 cities: the city is found, and a doubt is told."""

import random
import re
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from geo.folding import name_key
from geo.gazetteer import Gazetteer, GazetteerAnswer, GazetteerQuery, Sureness
from geo.gazetteer.index import NATURAL, Kind, Standing, load_index
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.queries import PlaceQuery
from geo.geocoding.resolver import Resolver
from tools.placing.measures import read_table

GAZETTEER = Gazetteer()


@cache
def cities() -> list[tuple[str, str, str, str]]:
    """Id, name, country and region of 200 cities above 100,000 people whose name is theirs alone in their region."""
    index = load_index()
    large = np.isin(index.columns["kind"], (Kind.CAPITAL, Kind.CITY)) & (index.columns["population"] > 100_000)
    found = []
    for row in random.Random(6).sample(np.flatnonzero(large).tolist(), 700):
        id, name = index.id_and_name(row)
        plain = name.replace(" ", "").replace("-", "").isalpha() and len(name_key(name)) > 3
        if plain and index.region(row) and ask(name, index.country(row)).total == 1:
            found.append((id, name, index.country(row), index.region(row)))
    return found[:200]


def ask(name: str, country: str = "", *, in_capitals: bool = False) -> GazetteerAnswer:
    """The answer to one query."""
    query = GazetteerQuery(name, (country,) if country else (), in_capitals=in_capitals)
    return GAZETTEER.answers([query])[0]


Writer = Callable[[str, str, str], str]


@pytest.mark.parametrize(
    ("what", "write"),
    [
        ("code", lambda name, country, region: f"{name} ({country})"),
        ("code after a comma", lambda name, country, region: f"{name}, {country}"),
        ("region", lambda name, country, region: f"{name}, {region}, {country}"),
        ("region in brackets", lambda name, country, region: f"{name} ({region}, {country})"),
        ("nights", lambda name, country, region: f"{name} (2 nights), {country}"),
        ("note", lambda name, country, region: f"{name} (business) ({country})"),
        ("itself", lambda name, country, region: f"{name} ({name}), {country}"),
        ("venue", lambda name, country, region: f"Grand Hotel, {name}, {country}"),
        ("address", lambda name, country, region: f"12 High Street, 10115 {name}, {country}"),
    ],
)
def test_what_is_written_beside_a_city_says_where_it_is_or_nothing(what: str, write: Writer) -> None:
    by_country = sorted(cities(), key=lambda city: city[2])  # the names in a country are kept for the next question
    assert len(by_country) == 200
    found = [ask(write(name, country, region)).candidates[:1] for _, name, country, region in by_country]
    wrong = [write(*city[1:]) for city, one in zip(by_country, found, strict=True) if not one or one[0].id != city[0]]
    assert len(wrong) <= 5, wrong  # a region may be known by another name than the source of its towns has


@pytest.mark.parametrize("country", ["ZZ", "Atlantis", "AQ"])
def test_a_country_that_is_unknown_or_does_not_fit_never_leaves_a_city_sure(country: str) -> None:
    answers = [ask(name, country) for _, name, _, _ in cities()]
    assert {answer.sureness for answer in answers} == {Sureness.AMBIGUOUS}


def test_a_place_that_is_merely_also_called_so_is_never_sure() -> None:
    index = load_index()
    borrowed = [row for row in random.Random(3).sample(range(len(index.kinds)), 4000) if index.kinds[row] == Kind.CITY]
    for row in borrowed[:300]:
        answer = ask(index.id_and_name(row)[1])
        first = answer.candidates[0]
        if name_key(first.name) != name_key(answer.query.name):
            assert answer.sureness is not Sureness.SURE, answer


def test_a_small_town_is_never_sure_by_its_name_alone() -> None:
    index = load_index()
    people = index.columns["population"]
    small = np.flatnonzero((index.columns["kind"] == Kind.CITY) & (people > 0) & (people < 5000)).tolist()
    answers = [ask(index.id_and_name(row)[1]) for row in random.Random(9).sample(small, 200)]
    assert not [
        one.query.name for one in answers if one.sureness is Sureness.SURE and one.candidates[0].population < 15_000
    ]


def test_in_a_column_of_capitals_three_letters_are_a_name_first() -> None:
    for name, city in (("HUE", "Huế"), ("ULM", "Ulm"), ("OSH", "Osh"), ("SAN", "San")):
        assert ask(name, in_capitals=True).candidates[0].name == city
        beside = ask(name)  # elsewhere it is a code, and the town is told beside it
        assert beside.sureness is Sureness.AMBIGUOUS
        assert city in {one.name for one in beside.candidates}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Black Sea", "water"),
        ("Lake Titicaca", "water"),
        ("Danube", "river"),
        ("Kilimanjaro", "region"),
        ("Mount Fuji", "mountain"),
        ("Easter Island", "island"),
        ("Yellowstone National Park", "park"),
        ("Sahara", "area"),
    ],
)
def test_places_of_nature_are_found_and_say_what_they_are(name: str, kind: str) -> None:
    first = ask(name).candidates[0]
    assert (first.kind, first.population if kind != "region" else 0) == (kind, 0)


def test_every_place_of_nature_lies_in_a_country_that_it_says() -> None:
    index = load_index()
    rows = [row for row, kind in enumerate(index.kinds) if Kind(kind) in NATURAL]
    assert len(rows) > 4000
    assert {index.country(row) for row in rows if index.country(row)} <= {*index.countries}


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Granada", "ES"),
        ("Salvador", "BR"),
        ("Norfolk", "US"),
        ("Perth, WA, Australia", "AU"),
        ("Vancouver, BC", "CA"),
        ("Sydney, NSW", "AU"),
        ("Melbourne, VIC", "AU"),
        ("Campinas, SP", "BR"),
        ("London, Ontario", "CA"),
        ("Salisbury, Rhodesia", "ZW"),
        ("Treinta y Tres", "UY"),
        ("Paris (FRA)", "FR"),
        ("Mumbai (Bombay)", "IN"),
        ("Tokyo (東京)", "JP"),
        ("London LHR", "GB"),
        ("Heathrow", "GB"),
    ],
)
def test_examples_of_the_kinds(name: str, first: str) -> None:
    assert ask(name).candidates[0].country == first


@pytest.mark.parametrize("name", ["Sion", "Cos", "Persia, New York", "Kashmir"])
def test_a_namesake_that_is_no_proof_leaves_a_doubt(name: str) -> None:
    assert ask(name).sureness not in (Sureness.SURE,)


def test_sun_is_no_soviet_union() -> None:
    assert "RU" not in {one.country for one in ask("Sun").candidates}
    assert ask("Leningrad", "SUN").candidates[0].country == "RU"


@cache
def airports() -> list[tuple[str, str]]:
    """Id and code of four letters of 200 airports."""
    index = load_index()
    rows = np.flatnonzero(index.columns["kind"] == Kind.AIRPORT).tolist()
    ids = [index.id_and_name(row)[0] for row in random.Random(8).sample(rows, 1000)]
    coded = [(id, id.removeprefix("airport:")) for id in ids]
    return [(id, code) for id, code in coded if re.fullmatch(r"[A-Z]{4}", code)][:200]


def test_codes_of_a_column_may_be_in_small_letters() -> None:
    codes = [code.lower() for _, code in airports()]
    assert len(codes) == 200
    resolver = Resolver(PlaceIndex(()), PlaceIndex(()), GAZETTEER)
    found = resolver.resolve({code: PlaceQuery(code, code) for code in codes})
    places = {code: found[code.lower()].place for _, code in airports()}
    wrong = [id for id, code in airports() if getattr(places[code], "id", "") != id]
    assert len(wrong) <= 5, wrong


@pytest.mark.parametrize(
    "names", [["ulm", "hof", "pau"], ["Ann", "Amy", "Eve", "Joe"], ["lhr"], ["lhr", "paris", "jfk"]]
)
def test_short_words_in_small_letters_are_no_codes(names: list[str]) -> None:
    assert not GAZETTEER.are_codes(names)


@pytest.mark.parametrize(
    ("code", "country", "lat"),
    [("DEHAM", "DE", 53.6), ("NLRTM", "NL", 51.9), ("CN SHA", "CN", 31.2), ("USLAX", "US", 33.9)],
)
def test_a_un_locode_is_the_airport_of_its_last_letters_in_its_country_and_never_sure(
    code: str, country: str, lat: float
) -> None:
    found = ask(code)
    assert (found.candidates[0].country, found.sureness) == (country, Sureness.AMBIGUOUS)
    assert abs(found.candidates[0].lat - lat) < 0.5
    assert ask(f"FR{code[-3:]}").candidates[:1] == () or ask(f"FR{code[-3:]}").candidates[0].country == "FR"


@pytest.mark.parametrize("code", ["THF", "SXF", "EDDI"])
def test_a_closed_airport_is_found_by_its_code(code: str) -> None:
    assert abs(ask(code).candidates[0].lat - 52.4) < 0.1


SEAS = [
    "Atlantic",
    "Atlantic Ocean",
    "Pacific Ocean",
    "Nordsee",
    "Mer Baltique",
    "Mar Negro",
    "地中海",
    "홍해",
    "Балтийское море",
]


@pytest.mark.parametrize("name", SEAS)
def test_a_sea_is_found_in_the_languages_of_travellers(name: str) -> None:
    assert ask(name).candidates[0].kind == "water"


def test_a_pole_is_no_town_and_is_told_beside_one() -> None:
    found = ask("North Pole")
    assert (found.sureness, [one.lat for one in found.candidates][:1]) == (Sureness.AMBIGUOUS, [90.0])
    assert {one.country for one in found.candidates} == {"", "US"}
    assert {ask(name).candidates[0].lat for name in ("South Pole", "Südpol", "南極点")} == {-90.0}


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [
        ("Prado, Madrid", True),
        ("Siena, London", False),
        ("Aspen, Denver", False),
        ("Paris, Lyon", False),
        ("Bonn,Cologne", False),
    ],
)
def test_a_sight_called_like_a_small_town_far_away_is_in_its_city(cell: str, is_one: bool) -> None:
    assert GAZETTEER.is_one_place(cell) is is_one
    assert not is_one or ask(cell).sureness is Sureness.AMBIGUOUS


@pytest.mark.parametrize(
    ("name", "country", "first"),
    [
        *(("Clovis", "US", "New Mexico"), ("Sweetwater", "US", "Texas"), ("Salamanca", "ES", "Castille and León")),
        *(("Manhattan", "US", "New York"), ("Newark", "US", "New Jersey"), ("Bali", "", "")),  # as well known as before
    ],
)
def test_of_a_name_the_town_in_the_country_is_meant_rather_than_a_suburb(name: str, country: str, first: str) -> None:
    assert ask(name, country).candidates[0].region == first


@pytest.mark.parametrize(("name", "country"), [("Ambler", "US"), ("Bario", ""), ("Mulu", "MY")])
def test_a_town_is_in_doubt_where_an_airport_far_away_is_called_so(name: str, country: str) -> None:
    found = ask(name, country)
    assert found.sureness is Sureness.AMBIGUOUS
    assert "airport" in {one.kind for one in found.candidates}


@pytest.mark.parametrize("name", ["سانت جونز", "圣约翰斯", "सेंट जॉन्स", "செயின்ட் ஜான்ஸ்", "Сейнт Джонс"])
def test_what_other_scripts_call_a_capitals_namesake_is_in_doubt_and_tells_the_capital(name: str) -> None:
    found = ask(name)
    assert found.sureness is Sureness.AMBIGUOUS
    assert {"AG", "CA"} == {one.country for one in found.candidates}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        *(("Санкт-Мориц", "CH"), ("圣莫里茨", "CH"), ("سانت بيترسبرغ", "RU"), ("سان تروبيه", "FR")),
        *(("سانت جورجز", "GD"), ("Сент-Джорджес", "GD"), ("سانتا باربارا", "US"), ("セントオーガスティン", "US")),
    ],
)
def test_a_town_of_a_saint_is_found_by_its_sound_and_never_sure(name: str, country: str) -> None:
    assert (answer := ask(name)).sureness is not Sureness.SURE
    assert country in {one.country for one in answer.candidates}
    assert answer.sureness is Sureness.AMBIGUOUS or answer.candidates[0].country == country


def test_another_name_says_what_the_place_is_mostly_called() -> None:
    assert ask("Bario").reason.endswith("mostly called “Bari”")


@pytest.mark.parametrize(("name", "country"), [("Kufra", "LY"), ("Nikolai", "US"), ("Kanti", "MM"), ("Mare", "NC")])
def test_an_airport_of_a_name_comes_before_a_town_that_is_merely_also_called_so(name: str, country: str) -> None:
    first, *others = ask(name).candidates
    assert first.country == country
    assert others


def test_a_town_whose_people_nobody_counted_is_no_smaller_than_a_village() -> None:
    first, second, *_ = ask("Altıntaş", "TR").candidates
    assert (first.region, first.population) == ("Kütahya", 0)
    assert second.population > 1000


def test_a_suburb_is_never_sure() -> None:
    index = load_index()
    suburbs = np.flatnonzero(index.columns["standing"] == Standing.SUBURB)
    names = [index.id_and_name(row)[1] for row in random.Random(5).sample(suburbs.tolist(), 200)]
    assert Sureness.SURE not in {ask(name).sureness for name in names}


def misspelt(name: str) -> str:
    """A name without a letter in its middle."""
    return name[: len(name) // 2] + name[len(name) // 2 + 1 :]


def test_a_misspelt_town_before_a_region_that_is_a_city_too_is_asked_back_and_never_that_city() -> None:
    index, asked = load_index(), 0
    for region in ("New York", "Ontario", "Washington", "Victoria", "Québec", "São Paulo", "Buenos Aires", "Florida"):
        inside = (index.columns["population"] > 20_000) & (index.columns["kind"] == Kind.CITY)
        numbers = [number for number, name in enumerate(index.regions) if name_key(name) == name_key(region)]
        towns = np.flatnonzero(inside & np.isin(index.columns["region"], numbers))
        names = [index.id_and_name(row)[1] for row in random.Random(7).sample(towns.tolist(), min(25, len(towns)))]
        for name in (name for name in names if len(name_key(name)) > 7 and name_key(name).isascii()):
            cell = f"{misspelt(name)}, {region}"
            if not (found := ask(cell)).candidates:
                asked += 1
                assert f"{name}, {region}" in GAZETTEER.suggestions(cell)
            # What is left may be a place elsewhere (Enseada), which then is told.
            is_city = name_key(region) in {name_key(one.name) for one in found.candidates}
            assert not is_city or found.sureness is Sureness.AMBIGUOUS, cell
    assert asked > 80


def test_a_hamlet_of_a_country_is_no_small_namesake_far_away() -> None:
    index = load_index()
    small = (index.columns["population"] < 15_000) & (index.columns["kind"] == Kind.CITY)
    rows = random.Random(8).sample(np.flatnonzero(small).tolist(), 300)
    for name in (index.id_and_name(row)[1] for row in rows if index.country(row) not in ("FJ", "NZ")):
        if not ask(name, "NZ").candidates:
            assert ask(name, "NZ").reason == ask(f"{name}, New Zealand").reason
            assert "far" in ask(name, "NZ").reason
    assert ask("Randa", "CH").candidates == ask("Randa, Switzerland").candidates == ()
    # A border may have moved, or a territory is meant.
    assert ask("Longyearbyen", "NO").candidates[0].lat > 77
    assert ask("Zermatt", "AT").candidates[0].country == "CH"


@pytest.mark.parametrize("cell", ["Singapore (2 nights)", "Mexico (business)", "Luxembourg (via train)"])
def test_a_note_after_a_country_that_is_a_city_too_is_no_place_in_it(cell: str) -> None:
    dataset = read_table([["2020-01-01", cell]])
    assert len(dataset.placement.places) == 1
    assert not dataset.placement.faults


DISTRICTS = ("Oerlikon", "SBB", "Cornavin", "Austerlitz", "Mitte", "Ost", "Neustadt", "Messe", "Wilhelmshöhe")


@pytest.mark.parametrize("word", DISTRICTS)
def test_a_city_and_a_word_for_a_part_of_it_or_its_station_is_the_city_and_never_sure(word: str) -> None:
    found = {(id, name): ask(f"{name} {word}") for id, name, *_ in cities()[:60] if ask(name).total == 1}
    right = sum(answer.candidates[:1] != () and answer.candidates[0].id == id for (id, _), answer in found.items())
    assert right >= 0.97 * len(found)
    assert Sureness.SURE not in {answer.sureness for answer in found.values()}


@pytest.mark.parametrize("pattern", ["{} Bundeskanzleramt", "Palais Xyz {}", "{} Xyzzy"])
def test_a_large_city_and_an_unknown_word_is_the_city_and_ambiguous(pattern: str) -> None:
    for name in ("Berlin", "Genève", "Tokyo", "Москва", "Warszawa", "Nairobi"):
        assert (found := ask(pattern.format(name))).sureness is Sureness.AMBIGUOUS
        assert found.candidates[0].id == ask(name).candidates[0].id


@pytest.mark.parametrize(
    "name",
    ["San Diggo", "Kansas Ciy", "Tokyo trip", "New Berlin Xyz", "Berlin Xyz Falls", "Paris Xyz Bay"],
)
def test_a_word_that_says_that_it_lies_elsewhere_is_in_no_city(name: str) -> None:
    assert "venue" not in str(ask(name).reason)
    assert not ask(name).candidates


@pytest.mark.parametrize(
    ("cell", "country"), [("Paris Texas", "US"), ("London Ontario", "CA"), ("Athens Georgia", "US")]
)
def test_a_region_needs_no_comma_before_it(cell: str, country: str) -> None:
    assert ask(cell).candidates[0].country == country


BESIDE = (
    "near {}",
    "outside {}",
    "off the coast of {}",
    "north of {}",
    "bei {}",
    "près de {}",
    "cerca de {}",
    "около {}",
)


@pytest.mark.parametrize("pattern", [*BESIDE, "perto de {}", "Port of {}", "{}附近", "{} harbour"])
def test_what_lies_beside_a_city_is_drawn_at_it_and_says_so(pattern: str) -> None:
    names = [(id, name) for id, name, *_ in cities()[:60] if ask(name).total == 1]
    found = [(id, ask(pattern.format(name))) for id, name in names]
    right = sum(answer.candidates[:1] != () and answer.candidates[0].id == id for id, answer in found)
    assert right >= 0.97 * len(found)
    assert Sureness.SURE not in {answer.sureness for _, answer in found}


def test_what_is_suggested_is_near_in_letters_or_known_to_all() -> None:
    for word in (
        "MS-DOS",
        "COBOL",
        "Excel",
        "Zoom call",
        "Randa, Switzerland",
        "Keijo",
        "Teams",
        "Budget 2020",
        "N/A-1",
    ):
        for name in GAZETTEER.suggestions(word):
            near = name_key(name)[:1] == name_key(word)[:1]
            assert near or ask(name).candidates[0].population > 200_000 or name in word, (word, name)
