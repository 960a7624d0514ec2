"""Stations, airports and bases: the city stands for what is not known itself, and the answer says so."""

import csv
from itertools import islice

import numpy as np
import pytest

from data.i18n.message import LocalizedText
from geo.gazetteer import Gazetteer, GazetteerQuery, Sureness
from geo.gazetteer.facilities import RESIDENCES_FILE
from geo.gazetteer.index import Kind, load_index
from geo.gazetteer.ranking import haversine_km
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.queries import PlaceQuery
from geo.geocoding.resolver import Resolution, Resolver

GAZETTEER = Gazetteer()
RESOLVER = Resolver(PlaceIndex([]), PlaceIndex([]), GAZETTEER)
WORDS = {
    "DE": ("{} Hbf", "{} Hauptbahnhof", "{} Bahnhof", "Flughafen {}"),
    "FR": ("Gare de {}", "{} Gare SNCF", "Aéroport de {}"),
    "IT": ("{} Centrale", "Stazione di {}"),
    "NL": ("{} Centraal",),
    "PL": ("{} Główny",),
    "ES": ("Estación de {}", "Aeropuerto de {}"),
    "GB": ("{} Station", "{} Central", "{} Railway Station", "{} Airport"),
    "US": ("{} Station", "{} International Airport"),
    "JP": ("{} Station", "{} Airport"),
}


def cities(country: str, most: int = 25) -> list[str]:
    """The largest cities of a country, by their own names."""
    index = load_index()
    columns = index.columns
    rows = np.flatnonzero(np.isin(columns["kind"], (Kind.CAPITAL, Kind.CITY)) & (columns["population"] > 50_000))
    mine = (
        row for row in sorted(rows.tolist(), key=lambda row: -index.population(row)) if index.country(row) == country
    )
    return [index.id_and_name(row)[1] for row in islice(mine, most)]


def resolved(name: str, *countries: str) -> Resolution:
    """What a name is taken for by the gazetteer alone."""
    return RESOLVER.resolve({name: PlaceQuery(name, name, countries)})[name]


def missed(country: str, *hints: str) -> list[str]:
    """The names of stations and airports in a country that are placed over 60 km from their city, or not at all."""
    wrong = []
    for city in cities(country):
        home = GAZETTEER.answers([GazetteerQuery(city, (country,))])[0].candidates[0]
        for name in {pattern.format(city) for pattern in WORDS[country]} - {"Gare de Lyon"}:
            place = resolved(name, *hints).place
            if not place or haversine_km((place.lon, place.lat), (home.lon, home.lat)) > 60:
                wrong.append(name)
    return wrong


@pytest.mark.parametrize("country", WORDS)
def test_a_city_and_a_word_for_its_station_in_its_country_is_the_city(country: str) -> None:
    assert len(cities(country)) == 25
    assert missed(country, country) == []


def test_a_city_and_a_word_for_its_station_is_mostly_the_city_without_the_country_too() -> None:
    names = sum(len(WORDS[country]) * len(cities(country)) for country in WORDS)
    assert names > 500
    assert sum(len(missed(country)) for country in WORDS) <= 0.02 * names


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Köln Hbf", "Köln"),
        ("Wien Hbf", "Vienna"),
        ("Zürich HB", "Zürich"),
        ("Paris Gare de Lyon", "Paris"),
        ("Gare de Lyon", "Paris"),
        ("Milano Centrale", "Milan"),
        ("東京駅", "Tokyo"),
        ("北京站", "Beijing"),
        ("서울역", "Seoul"),
        ("Казань вокзал", "Kazan"),
        ("Köln Hbf, Germany", "Köln"),
    ],
)
def test_stations_are_their_city_and_never_sure(name: str, city: str) -> None:
    found = resolved(name)
    assert found.place is not None
    assert found.place.name == city
    assert found.sureness is Sureness.LIKELY
    assert found.reason == LocalizedText("placed_station")


@pytest.mark.parametrize("name", ["Springfield Station", "Киевский вокзал"])
def test_a_station_of_a_name_with_namesakes_or_of_a_village_is_ambiguous(name: str) -> None:
    assert resolved(name).sureness is Sureness.AMBIGUOUS


@pytest.mark.parametrize("name", ["Xanadu Station", "Station", "Hbf", "駅", "Neuschwanstein Airport", "Xyzzy AFB"])
def test_a_word_alone_or_with_no_city_is_no_place(name: str) -> None:
    assert resolved(name).place is None


def test_every_palace_and_seat_of_government_is_its_city_and_never_sure() -> None:
    with RESIDENCES_FILE.open(encoding="utf-8", newline="") as file:
        rows = [(name, row) for row in csv.DictReader(file, delimiter=";") for name in row["names"].split("|")]
    for name, row in rows:
        (found,) = GAZETTEER.answers([GazetteerQuery(name)])
        assert (found.candidates[0].name, found.candidates[0].country) == (row["city"], row["country"]), name
        assert found.sureness in (Sureness.LIKELY, Sureness.AMBIGUOUS), name
    assert len(rows) > 90


@pytest.mark.parametrize("name", ["Adam West", "Nelson Ost", "Kaliningrad Hbf", "Vienna Gare"])
def test_a_word_for_a_station_where_nobody_speaks_its_language_leaves_a_doubt(name: str) -> None:
    (found,) = GAZETTEER.answers([GazetteerQuery(name)])
    assert found.sureness in (Sureness.AMBIGUOUS, Sureness.UNKNOWN)


@pytest.mark.parametrize("name", ["Ambler Harbor", "Davis Harbour", "Monroe Cosmodrome"])
def test_a_harbour_called_like_a_small_town_is_in_doubt(name: str) -> None:
    (found,) = GAZETTEER.answers([GazetteerQuery(name)])
    assert found.sureness in (Sureness.AMBIGUOUS, Sureness.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Château de Rambouillet", "Rambouillet"),
        ("Schloss Neuhardenberg", "Neuhardenberg"),
        ("Windsor Castle", "Windsor"),
        ("Brest–Terespol border", "Brest"),
        ("border between Gorizia and Nova Gorica", "Gorizia"),
    ],
)
def test_castles_and_borders_stand_at_their_town_and_are_never_sure(text: str, city: str) -> None:
    found = resolved(text)
    assert found.place is not None
    assert found.place.name == city
    assert found.sureness in (Sureness.AMBIGUOUS, Sureness.LIKELY)


@pytest.mark.parametrize("text", ["Turkey–Syria border", "border between Chad and Sudan", "Rome–Sydney border"])
def test_a_border_of_countries_or_of_far_towns_is_no_place(text: str) -> None:
    assert resolved(text).place is None
