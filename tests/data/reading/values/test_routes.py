"""Routes: one cell that names both ends of a way is a leg from the one to the other."""

import pytest

from tests.read_tables import way, written


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("LHR-JFK", "LHR > JFK"),
        ("LHR/JFK", "LHR > JFK"),
        ("LHR – JFK", "LHR > JFK"),
        ("EGLL-KJFK", "EGLL > KJFK"),
        ("London-Paris", "London > Paris"),
        ("London–Paris", "London > Paris"),
        ("London - Paris", "London > Paris"),
        ("London / Paris", "London > Paris"),
        ("London > Paris", "London > Paris"),
        ("London >> Paris", "London > Paris"),
        ("London -> Paris", "London > Paris"),
        ("London → Paris", "London > Paris"),
        ("London ↔ Paris", "London > Paris"),
        ("London <-> Paris", "London > Paris"),
        ("東京～大阪", "東京 > 大阪"),
        ("東京から大阪まで", "東京 > 大阪"),
        ("北京至上海", "北京 > 上海"),
        ("London nach Paris", "London > Paris"),
        ("Londres vers Paris", "Londres > Paris"),
        ("London to Paris (via Lille)", "London > Lille > Paris"),
        ("London - Paris via Lille, Amiens", "London > Lille > Amiens > Paris"),
        ("London - Paris - Rome", "London > Paris > Rome"),
        ("Baden-Baden - Aix-en-Provence", "Baden-Baden > Aix-en-Provence"),
    ],
)
def test_a_cell_with_two_ends_is_a_leg_between_them(cell: str, told: str) -> None:
    (trip,) = written("route|date", f"{cell}|2020-05-03").trips
    assert way(trip) == told
    assert trip.title == told.split(" > ")[-1 if told.count(">") < 2 or "Lille" in told else 1]


def test_arrows_and_codes_name_a_way_in_a_column_of_any_name() -> None:
    assert way(written("date,city", "2020-05-03,London → Paris").trips[0]) == "London > Paris"
    assert way(written("date,flights", "2020-05-03,LHR-JFK", "2020-05-09,JFK-LHR").trips[0]) == "LHR > JFK"
    assert [way(trip) for trip in written("Trip,date", "Bern - Rome,2020-05-03").trips] == ["Bern > Rome"]


def test_a_dash_in_a_column_of_cities_still_parts_two_visits() -> None:
    (trip,) = written("date,city", "2020-05-03,London - Paris").trips
    assert trip.title == "London"
    (trip,) = written("date,city", "2020-05-03,Stratford-upon-Avon").trips
    assert way(trip) == "Stratford-upon-Avon"
