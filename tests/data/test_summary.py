"""The summary sentence: exact words for named selections."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.edtf import parse_moment
from data.records.legs import Leg, Stop
from data.records.trips import Trip
from data.selection import Selection
from geo.dataset import load
from tests.hostile import PAYLOADS, hostile_table
from tests.list_selection import filter_trips, summary_sentence

DATASET = load()
NOWHERE: dict[str, tuple[str, ...]] = {"id": ()}  # the countries of the trips that `trip` makes


def trip(depart: str = "", arrive: str = "", title: str = "Somewhere", mode: str = "rail") -> Trip:
    """A trip of one leg to a country that is not known."""
    first, last = (parse_moment(text) if text else None for text in (depart, arrive or depart))
    leg = Leg(2, first, last, (Stop(title, False, "destination"),), mode, False, "", "", "reported", (), ())
    return Trip("id", "", title, "", "", (), (leg,))


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (
            Selection(),
            "Showing 11 of 11 trips: 6 by rail, 3 by air, 2 by road, to 5 countries, March 2018 to September 2025. "
            "Longest, door to door: Hanoi, 11 days. Longest gap: 4 years, 2 months.",
        ),
        (
            Selection(year=frozenset({"2018", "2019"})),
            "Showing 9 of 11 trips: 4 by rail, 3 by air, 2 by road, to 5 countries, March 2018 to June 2019. "
            "Longest, door to door: Hanoi, 11 days.",
        ),
        (
            Selection(year=frozenset({"2023"})),
            "Showing 1 of 11 trips: 1 by rail, to 1 country, September 2023. Longest, door to door: Russian Far East, 10 days.",
        ),
        (
            Selection(people_met=frozenset({"Moon Jae-in"})),
            "Showing 2 of 11 trips: 2 by road, to 1 country, April 2018 to June 2019. "
            "Longest, door to door: DMZ, Panmunjom, 1 day. Longest gap: 1 year, 2 months.",
        ),
        (
            Selection(people_met=frozenset({"Vladimir Putin"})),
            "Showing 3 of 11 trips: 3 by rail, to 2 countries, April 2019 to September 2025. "
            "Longest, door to door: Russian Far East, 10 days. Longest gap: 4 years, 4 months.",
        ),
        (Selection(year=frozenset({"2023"}), mode=frozenset({"air"})), "Showing 0 of 11 trips."),
    ],
)
def test_the_sentence_of_a_view(selection: Selection, expected: str) -> None:
    assert (
        summary_sentence(filter_trips(selection, DATASET.trips, DATASET.countries), 11, DATASET.countries) == expected
    )


def test_thousands_are_grouped() -> None:
    assert summary_sentence([trip()] * 1234, 100_000, NOWHERE) == "Showing 1,234 of 100,000 trips: 1,234 by rail."


def test_undated_trips_have_no_span_no_length_and_no_gap() -> None:
    assert summary_sentence([trip()], 1, NOWHERE) == "Showing 1 of 1 trips: 1 by rail."


def test_a_trip_known_to_the_month_has_a_span_and_no_length() -> None:
    assert summary_sentence([trip("2018-06")], 1, NOWHERE) == "Showing 1 of 1 trips: 1 by rail, June 2018."


@pytest.mark.parametrize("mode", ["sea", "foot"])
def test_every_mode_has_its_words(mode: str) -> None:
    words = {"sea": "by sea", "foot": "on foot"}
    assert summary_sentence([trip(mode=mode)], 1, NOWHERE) == f"Showing 1 of 1 trips: 1 {words[mode]}."


@pytest.mark.parametrize("title", ["{n}", "{{ 7*7 }}", "{title.__class__}", "$&", "100 %"])
def test_a_title_is_said_letter_by_letter(title: str) -> None:
    assert summary_sentence([trip("2018-06-10", title=title)], 1, NOWHERE).endswith(
        f"Longest, door to door: {title}, 1 day."
    )


def test_hostile_titles_are_said_letter_by_letter(tmp_path: Path) -> None:
    dataset = load(hostile_table(tmp_path))
    trips = {trip.id: trip for trip in dataset.trips}
    for text in PAYLOADS.values():
        assert summary_sentence([trips[text]], len(trips), dataset.countries).endswith(
            f" Longest, door to door: {text}, 2 days."
        )


@pytest.mark.parametrize(
    ("start", "gap"),
    [
        ("2018-12-31", ""),
        ("2019-01-01", " Longest gap: 1 year."),
        ("2019-12-31", " Longest gap: 1 year, 11 months."),
        ("2020-01-01", " Longest gap: 2 years."),
        ("2020-02-01", " Longest gap: 2 years, 1 month."),
    ],
)
def test_a_gap_is_told_from_a_year_on(start: str, gap: str) -> None:
    assert summary_sentence([trip("2018-01-01"), trip(start)], 2, NOWHERE).partition("1 day.")[2] == gap


def test_of_two_equal_gaps_the_first_is_told_as_in_the_browser() -> None:
    trips = [trip("2019-01-31"), trip("2020-02-29"), trip("2021-03-29")]  # 394 days, and again 394
    assert summary_sentence(trips[1:], 3, NOWHERE).endswith("Longest gap: 1 year, 1 month.")
    assert summary_sentence(trips, 3, NOWHERE).endswith("Longest gap: 1 year.")


@given(st.lists(st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400)), min_size=1))
def test_a_trip_within_another_makes_no_gap(journeys: list[tuple[date, int]]) -> None:
    trips = [trip(str(start), str(start + timedelta(days))) for start, days in sorted(journeys)]
    around = replace(trips[0], legs=trip("1899-01-01", "2199-01-01").legs)
    assert "gap" not in summary_sentence([around, *trips], len(trips) + 1, NOWHERE)


@given(st.permutations(["2018-06-01", "2018-06", "2018-06-30"]))
def test_days_away_do_not_depend_on_the_order_of_dates(order: list[str]) -> None:
    legs = tuple(leg for text in order for leg in trip(text).legs)
    assert replace(trip(), legs=legs).days == 30
