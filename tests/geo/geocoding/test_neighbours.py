"""Neighbours, columns and built-in places: what else a table says of where an ambiguous name is."""

import pytest

from data.records.records import built_in_places
from geo.gazetteer import Gazetteer, Sureness
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.queries import PlaceQuery
from geo.geocoding.resolver import Resolution, Resolver
from geo.geocoding.whole_cells import is_one_place
from tools.placing.cases import read_passages
from tools.placing.measures import measure_passages, read_table

RESOLVER = Resolver(PlaceIndex(()), PlaceIndex(built_in_places()), Gazetteer())


def resolved(*names: str, in_order: bool = False) -> dict[str, Resolution]:
    """What each name is resolved to, alone or each next to the one before."""
    queries = {name: PlaceQuery(name, name) for name in names}
    neighbours = {
        name: [names[at] for at in (number - 1, number + 1) if 0 <= at < len(names)]
        for number, name in enumerate(names)
    }
    return RESOLVER.resolve(queries, neighbours if in_order else None)


@pytest.mark.parametrize("in_one_trip", [True, False])
def test_an_ambiguous_name_is_where_the_places_before_and_after_it_say(in_one_trip: bool) -> None:
    assert measure_passages("", read_passages(), 90, in_one_trip=in_one_trip).right >= 90


def test_rows_far_apart_in_time_do_not_speak_for_each_other() -> None:
    rows = [["2020-01-01", "Dallas"], ["2021-01-01", "Paris"], ["2022-01-01", "Oklahoma City"]]
    places = {place.name: place.country for place in read_table(rows).placement.places}
    assert places["Paris"] == "FR"


def test_a_likely_place_that_its_neighbours_contradict_is_ambiguous() -> None:
    found = resolved("Dallas", "Paris", "Oklahoma City", in_order=True)["Paris"]
    assert found.place is not None
    assert (found.place.country, found.sureness) == ("US", Sureness.AMBIGUOUS)
    assert "FR" in {candidate.country for candidate in found.candidates}


@pytest.mark.parametrize(
    ("before", "name", "after", "country"),
    [
        ("New York", "Sídney", "Philadelphia", "AU"),
        ("Chicago", "Sídney", "", "AU"),
        ("Manhattan", "Bogotá", "Queens", "CO"),
        ("Toronto", "Athens", "Ottawa", "GR"),
        ("Halifax", "Sydney", "Moncton", "CA"),
    ],
)
def test_a_small_town_nearby_is_not_meant_by_the_name_of_a_city_known_everywhere(
    before: str, name: str, after: str, country: str
) -> None:
    found = resolved(*filter(None, (before, name, after)), in_order=True)[name]
    assert found.place is not None
    assert found.place.country == country


def test_a_place_that_nearness_alone_puts_before_a_city_of_millions_is_ambiguous() -> None:
    assert resolved("Brussels", "Breukelen", "Ghent", in_order=True)["Breukelen"].sureness is Sureness.AMBIGUOUS


def test_a_neighbour_on_another_continent_says_nothing() -> None:
    found = resolved("Boston", "Paris", "New York", in_order=True)["Paris"]
    assert found.place is not None
    assert (found.place.country, found.sureness) == ("FR", Sureness.LIKELY)


@pytest.mark.parametrize("name", ["Pingxiang", "Capella"])
def test_a_built_in_place_is_one_of_several_in_another_table(name: str) -> None:
    found = resolved(name)[name]
    assert found.sureness is Sureness.AMBIGUOUS
    assert found.total > 1


def test_a_built_in_place_that_the_gazetteer_has_too_keeps_its_id() -> None:
    found = resolved("Vladivostok")["Vladivostok"]
    assert found.place is not None
    assert (found.place.id, found.sureness) == ("vladivostok", Sureness.SURE)


def test_a_column_in_capitals_makes_three_letters_a_name() -> None:
    names = ("HANOI", "HUE", "BANGKOK", "VIENTIANE")
    assert resolved(*names)["HUE"].candidates[0].name == "Huế"
    assert resolved("Hanoi", "HUE", "Bangkok")["HUE"].candidates[0].name != "Huế"


@pytest.mark.parametrize(
    "text",
    [
        *("Treinta y Tres", "Salisbury, Rhodesia", "Basseterre, Saint Kitts and Nevis", "10 Downing Street, London"),
        *("Louvre, Paris", "Colosseum, Rome", "Hofburg, Vienna", "Gare du Nord, Paris", "Manhattan, New York"),
        *("Soho, London", "Heathrow Airport, London", "Unter den Linden 77, 10117 Berlin", "Shibuya, Tokyo"),
    ],
)
def test_a_cell_that_names_one_place_is_whole(text: str) -> None:
    assert is_one_place(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Paris, Lyon",
            "Rome and Milan",
            "Kuala Lumpur, Singapore",
            "Madrid, Barcelona",
            "Paris, Nowhereville",
            "a, b",
        ),
        *("Köln Hbf, Berlin", "Paris Gare de Lyon, London", "London Heathrow, Paris", "New York (USA), Boston"),
        *("Delft, The Hague", "Paris 3, Rome 2", "Lodnon, Paris", "Alhambra, Granada", "Vatican City, Rome"),
    ],
)
def test_a_cell_that_names_several_places_is_not(text: str) -> None:
    assert not is_one_place(text)


def test_a_cell_is_read_whole_or_divided_as_its_names_say() -> None:
    trips = read_table([["2020-01-01", "Treinta y Tres"], ["2021-01-01", "Paris, Lyon"]]).trips
    names = [[leg.stops[-1].name for leg in trip.legs] for trip in trips]
    assert names[0] == ["Treinta y Tres"]
    assert names[1][-1] == "Lyon"
