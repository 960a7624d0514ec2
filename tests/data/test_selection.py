"""Selection: which trips a view shows, against a table written by hand."""

from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.selection import FACETS, Selection, available_options, is_map_position, link_values, unknown_parameters
from geo.dataset import load
from tests.hostile import PAYLOADS, hostile_table
from tests.list_selection import count_options, facet_options, filter_trips
from tests.positions import NO_POSITIONS, POSITIONS

DATASET = load()
TRIPS, COUNTRIES_OF = DATASET.trips, DATASET.countries
KNOWN = DATASET.link_values
NO_VALUES = link_values((), count_options((), Selection(), {}))

XI, TRUMP, PUTIN, MOON = "Xi Jinping", "Donald Trump", "Vladimir Putin", "Moon Jae-in"
LEE, TRONG = "Lee Hsien Loong", "Nguyen Phu Trong"
YEARS, MODES = ("2018", "2019", "2023", "2025"), ("rail", "air", "road")
LEADERS = (XI, TRUMP, PUTIN, MOON, LEE, TRONG)
COUNTRIES = ("China", "Russia", "South Korea", "Singapore", "Vietnam")


class Known(NamedTuple):
    """A trip as a reader would list it."""

    id: str
    year: str
    mode: str
    people_met: set[str]
    country: str


BY_HAND = (
    Known("2018-03-beijing", "2018", "rail", {XI}, "China"),
    Known("2018-04-dmz", "2018", "road", {MOON}, "South Korea"),
    Known("2018-05-dalian", "2018", "air", {XI}, "China"),
    Known("2018-06-singapore", "2018", "air", {TRUMP, LEE}, "Singapore"),
    Known("2018-06-beijing", "2018", "air", {XI}, "China"),
    Known("2019-01-beijing", "2019", "rail", {XI}, "China"),
    Known("2019-02-hanoi", "2019", "rail", {TRUMP, TRONG}, "Vietnam"),
    Known("2019-04-vladivostok", "2019", "rail", {PUTIN}, "Russia"),
    Known("2019-06-dmz", "2019", "road", {TRUMP, MOON}, "South Korea"),
    Known("2023-09-russia", "2023", "rail", {PUTIN}, "Russia"),
    Known("2025-09-beijing", "2025", "rail", {XI, PUTIN}, "China"),
)
SOME_YEARS, SOME_MODES, SOME_LEADERS, SOME_COUNTRIES = (
    st.frozensets(st.sampled_from(values)) for values in (YEARS, MODES, LEADERS, COUNTRIES)
)


def shown(selection: Selection) -> list[str]:
    """Ids of the trips shown."""
    return [trip.id for trip in filter_trips(selection, TRIPS, COUNTRIES_OF)]


def one(value: str) -> frozenset[str]:
    """Nothing chosen, or one value."""
    return frozenset([value] if value else [])


def test_each_year_mode_and_leader_alone_and_together() -> None:
    for year, mode, leader in product(("", *YEARS), ("", *MODES), ("", *LEADERS)):
        expected = [
            trip.id
            for trip in BY_HAND
            if year in ("", trip.year) and mode in ("", trip.mode) and (leader == "" or leader in trip.people_met)
        ]
        assert shown(Selection(one(year), one(mode), one(leader))) == expected, (year, mode, leader)


@given(SOME_YEARS, SOME_MODES, SOME_LEADERS, SOME_COUNTRIES, st.booleans())
def test_values_of_one_facet_widen_and_facets_narrow(
    years: frozenset[str], modes: frozenset[str], leaders: frozenset[str], countries: frozenset[str], sure: bool
) -> None:
    expected = []
    for trip in BY_HAND:
        fits = not years or trip.year in years
        fits = fits and (not modes or trip.mode in modes)
        fits = fits and (not leaders or bool(trip.people_met & leaders))
        fits = fits and (not countries or trip.country in countries)
        if fits and not (sure and trip.id == "2019-06-dmz"):
            expected.append(trip.id)
    evidence = frozenset(["confirmed"] if sure else [])
    assert shown(Selection(years, modes, leaders, countries, evidence=evidence)) == expected


@given(SOME_YEARS, SOME_MODES, SOME_LEADERS, SOME_COUNTRIES)
def test_a_value_counts_the_trips_that_it_alone_would_show_of_its_facet(
    years: frozenset[str], modes: frozenset[str], leaders: frozenset[str], countries: frozenset[str]
) -> None:
    counts = count_options(TRIPS, Selection(years, modes, leaders, countries), COUNTRIES_OF)
    for year in YEARS:
        assert counts["year"][year] == len(shown(Selection(one(year), modes, leaders, countries)))
    for mode in MODES:
        assert counts["mode"][mode] == len(shown(Selection(years, one(mode), leaders, countries)))
    for leader in LEADERS:
        assert counts["with"][leader] == len(shown(Selection(years, modes, one(leader), countries)))


def test_nothing_chosen_shows_everything() -> None:
    assert shown(Selection()) == [trip.id for trip in BY_HAND]


def test_the_selected_trip_does_not_restrict() -> None:
    assert shown(Selection(trip="2019-02-hanoi")) == shown(Selection())


def test_a_value_that_no_trip_has_shows_nothing() -> None:
    assert shown(Selection(year=frozenset(["1066"]))) == []


@pytest.mark.parametrize(
    ("facet", "options"),
    [
        ("year", YEARS),
        ("mode", MODES),
        ("with", LEADERS),
        ("country", COUNTRIES),
        ("traveller", ("Kim Jong Un",)),
        ("evidence", ("confirmed",)),
    ],
)
def test_years_stand_in_order_modes_as_in_the_legend_the_rest_by_trips_then_name(
    facet: str, options: tuple[str, ...]
) -> None:
    order = sorted(options) if facet == "year" else list(options)
    assert list(facet_options(TRIPS, facet, COUNTRIES_OF)) == order


def test_only_a_facet_that_can_leave_a_trip_out_is_offered() -> None:
    assert list(available_options(DATASET.option_counts, 11)) == ["year", "mode", "with", "country", "evidence"]
    assert available_options(count_options(TRIPS[:1], Selection(), COUNTRIES_OF), 1) == {}


def test_a_link_is_told_exactly_what_is_not_in_the_data() -> None:
    query = {
        "year": ["2018", "1066"],
        "mode": ["zeppelin"],
        "with": ["Xi Jinping", "xi jinping"],
        "country": ["China"],
        "trip": ["nope"],
        "at": ["north"],
    }
    assert unknown_parameters(query, KNOWN, None) == (
        "year 1066",
        "mode zeppelin",
        "with xi jinping",
        "trip nope",
        "at north",
    )


def test_a_good_link_and_parameters_of_others_are_not_mentioned() -> None:
    good = {
        "year": ["2018"],
        "mode": ["rail"],
        "trip": ["2019-02-hanoi"],
        "at": ["40,120,5"],
        "evidence": ["confirmed"],
    }
    others = {"lang": ["en"], "data": ["abc"], "utm_source": ["somewhere"], "embed": ["true"]}
    assert unknown_parameters({**good, **others}, KNOWN, None) == ()


@pytest.mark.parametrize("text", POSITIONS)
def test_a_position_is_bounds_or_a_centre_and_a_zoom(text: str) -> None:
    assert is_map_position(text)


@pytest.mark.parametrize("text", NO_POSITIONS)
def test_what_is_off_the_map_is_no_view(text: str) -> None:
    assert not is_map_position(text)


@given(st.text())
def test_no_text_is_too_odd_for_a_link(text: str) -> None:
    told = unknown_parameters({name: [text] for name in (*FACETS, "trip", "at")}, NO_VALUES, None)
    assert told[: len(FACETS) + 1] == tuple(f"{name} {text}" for name in (*FACETS, "trip"))


def test_hostile_values_are_options_letter_by_letter_and_select_their_trips(tmp_path: Path) -> None:
    dataset = load(hostile_table(tmp_path))
    trips, countries = dataset.trips, dataset.countries
    for text in PAYLOADS.values():
        assert text in facet_options(trips, "with", countries)
        by_leader, by_traveller = Selection(people_met=frozenset([text])), Selection(traveller=frozenset([text]))
        for selection in (by_leader, by_traveller):
            assert [trip.id for trip in filter_trips(selection, trips, countries)] == [text]
        assert unknown_parameters({"with": [text], "trip": [text], "year": [text]}, dataset.link_values, None) == (
            f"year {text}",
        )
