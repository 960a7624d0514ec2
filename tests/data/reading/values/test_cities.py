"""Cities: one cell may name several places."""

import pytest

from tests.read_tables import written


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Seoul, Busan and Jeju", ["Seoul", "Busan", "Jeju"]),
        ("Rome; Oslo / Cairo", ["Rome", "Oslo", "Cairo"]),
        ("Washington, D.C., New York", ["Washington, D.C.", "New York"]),
        ("Mexico, D.F.", ["Mexico, D.F."]),
        ("Korea, South", ["Korea, South"]),
        ("China, People's Republic of", ["China, People's Republic of"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Kuala Lumpur, Singapore", ["Kuala Lumpur", "Singapore"]),
        ("Paris, Lyon, France", ["Paris", "Lyon"]),
        ("Portland, Oregon", ["Portland"]),
        ("Nusa Dua (Bali, Indonesia)", ["Nusa Dua (Bali, Indonesia)"]),
        ("Dunedin / Momona (DUD/NZDN)", ["Dunedin / Momona (DUD/NZDN)"]),
        ("Sharm el-Sheikh", ["Sharm el-Sheikh"]),
        ("SYD, PER", ["SYD", "PER"]),
        ("39.03, 125.75", ["39.03, 125.75"]),
    ],
)
def test_several_cities_in_a_cell_are_stops_and_one_with_a_comma_is_one(cell: str, names: list[str]) -> None:
    found = written("date,city", f'2018-01-01,"{cell}"')
    assert [leg.stops[-1].name for leg in found.trips[0].legs] == names


def test_what_the_row_says_of_a_city_becomes_a_hint() -> None:
    found = written("city,state,country", "Springfield,Illinois,USA", '"Portland, Oregon",,', "Leningrad,,U.S.S.R.")
    hints = [(stop.country, stop.region) for trip in found.trips for stop in trip.legs[0].stops]
    assert hints == [("US", "Illinois"), ("US", "Oregon"), ("U.S.S.R.", "")]


def test_a_question_mark_marks_a_stop_as_inferred() -> None:
    (stop,) = written("date,city", "2018-01-01,Shenyang?").trips[0].legs[0].stops
    assert (stop.name, stop.inferred) == ("Shenyang", True)
