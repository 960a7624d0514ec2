"""One journey or many visits: the guess for made-up tours, cruises and marches, and for lists of visits."""

from datetime import date, timedelta
from random import Random

import pytest

from data.reading import ReadOptions, read

CITIES = [
    "Lisbon",
    "Madrid",
    "Paris",
    "Lyon",
    "Brussels",
    "Berlin",
    "Hamburg",
    "Copenhagen",
    "Oslo",
    "Stockholm",
    "Warsaw",
    "Prague",
    "Vienna",
    "Rome",
]
PORTS = [
    "Lisbon",
    "Cádiz",
    "Málaga",
    "Barcelona",
    "Marseille",
    "Genoa",
    "Naples",
    "Palermo",
    "Valletta",
    "Piraeus",
    "Rhodes",
    "Dubrovnik",
    "Split",
]
REST = {"tour": ["Day off", "Rest day", "Ruhetag"], "cruise": ["At sea", "Seetag", "항해"], "march": ["Rest day"]}


def stop_list(seed: int, kind: str) -> tuple[str, bytes]:
    """A table of stops in order, named or not for what it is, with days that have no place."""
    random, day = Random(seed), date(2024, 5, 1)
    stops = random.sample(PORTS if kind == "cruise" else CITIES, random.randint(6, 13))
    extra = {"cruise": "Ship", "tour": "Venue", "march": "Note"}[kind]
    lines = [f"Date,{'Port' if kind == 'cruise' else 'City'},{extra}"]
    for stop in stops:
        lines.append(f"{day},{stop},{'MS Example' if kind == 'cruise' else 'here'}")
        day += timedelta(random.choice((1, 1, 2, 3)))
        if random.random() < 0.2:
            lines.append(f"{day},{random.choice(REST[kind])},")
            day += timedelta(1)
    if random.random() < 0.3:
        lines[1:] = lines[:0:-1]  # the newest first
    name = random.choice((f"{kind} 2024.csv", "table.csv")) if kind != "march" else "march.csv"
    return name, "\n".join(lines).encode()


def visits(seed: int) -> bytes:
    """A table of visits weeks apart, some a day after another."""
    random, day, lines = Random(seed), date(2022, 1, 10), ["Date,City,Type of visit"]
    for _ in range(random.randint(5, 40)):
        lines.append(f"{day},{random.choice(CITIES)},{random.choice(('State', 'Working'))}")
        day += timedelta(random.choice((1, 12, 20, 35)))
    return "\n".join(lines).encode()


@pytest.mark.parametrize("kind", REST)
def test_a_stop_list_is_one_journey(kind: str) -> None:
    for seed in range(60):
        name, table = stop_list(seed, kind)
        assert read(table, name).journey == "one", (seed, table.decode())
        (trip,) = read(table, name, ReadOptions(journey="one")).trips
        assert trip.mode == {"cruise": "sea", "march": "foot", "tour": "other"}[kind]
        days = [leg.depart.first for leg in trip.legs if leg.depart]
        assert days == sorted(days)
        assert all(
            before.stops[-1].name == leg.stops[0].name for before, leg in zip(trip.legs, trip.legs[1:], strict=False)
        )


def test_visits_weeks_apart_are_many() -> None:
    for seed in range(60):
        assert read(visits(seed), "visits.csv").journey == "many", seed


@pytest.mark.parametrize("table", [b"From,To\nRome,Oslo\nOslo,Paris\nParis,Rome\n", b"City\nRome\nOslo\n"])
def test_nothing_is_asked_of_ways_and_of_two_rows(table: bytes) -> None:
    assert read(table, "tour.csv").journey == ""
