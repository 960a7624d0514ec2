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
        ("New York (USA), Boston", ["New York", "Boston"]),
        ("Lyon (Part-Dieu), Paris (Gare de Lyon), Lille", ["Lyon (Part-Dieu)", "Paris (Gare de Lyon)", "Lille"]),
        ("Frankfurt (FRA), London (LHR)", ["Frankfurt (FRA)", "London (LHR)"]),
    ],
)
def test_several_cities_in_a_cell_are_stops_and_one_with_a_comma_is_one(cell: str, names: list[str]) -> None:
    found = written("date,city", f'2018-01-01,"{cell}"')
    assert [leg.stops[-1].name for leg in found.trips[0].legs] == names


def test_what_the_row_says_of_a_city_becomes_a_hint() -> None:
    found = written("city,state,country", "Springfield,Illinois,USA", '"Portland, Oregon",,', "Leningrad,,U.S.S.R.")
    hints = [(stop.country, stop.region) for trip in found.trips for stop in trip.legs[0].stops]
    assert hints == [("US", "Illinois"), ("US", "Oregon"), ("U.S.S.R.", "")]


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("Paris (FRA)", ("Paris", "FR", "")),
        ("Vienna (AUT)", ("Vienna", "AT", "")),
        ("Zurich (SUI)", ("Zurich", "CH", "")),
        ("Rome (Italy)", ("Rome", "IT", "")),
        ("Copenhagen, DEN", ("Copenhagen", "DK", "")),
        ("Toronto, ON", ("Toronto", "CA", "Ontario")),
        ("Toronto, Ontario, Canada", ("Toronto", "CA", "Ontario")),
        ("Victoria, B.C.", ("Victoria", "CA", "British Columbia")),
        ("Melbourne, VIC", ("Melbourne", "AU", "Victoria")),
        ("Darwin, NT", ("Darwin", "AU", "Northern Territory")),
        ("Perth, WA", ("Perth", "AU", "Western Australia")),
        ("Seattle, WA", ("Seattle", "US", "Washington")),
        ("Munich, Bavaria", ("Munich", "DE", "Bavaria")),
        ("Nairobi, KE", ("Nairobi", "KE", "")),
        ("Kyoto, Kyoto Prefecture", ("Kyoto", "", "Kyoto Prefecture")),
        ("Vienna, XQZ", ("Vienna", "", "XQZ")),
    ],
)
def test_a_country_or_province_after_a_name_is_a_hint_and_no_place(cell: str, hint: tuple[str, str, str]) -> None:
    found = written("date,city", f'2018-01-01,"{cell}"').trips[0]
    assert [(stop.name, stop.country, stop.region) for leg in found.legs for stop in leg.stops] == [hint]


@pytest.mark.parametrize(
    ("country", "code"), [("GER", "DE"), ("SUI", "CH"), ("Francia Francia", "FR"), ("🇮🇹", "IT"), ("США", "US")]
)
def test_a_country_is_understood_as_people_write_it(country: str, code: str) -> None:
    found = written("city,country,date", f"Somewhere,{country},2018-01-01").trips[0]
    assert found.legs[0].stops[0].country == code


@pytest.mark.parametrize(("country", "name"), [("СССР", "Soviet Union"), ("Korea", "South Korea"), ("КНР", "China")])
def test_a_country_alone_is_found_by_its_usual_name(country: str, name: str) -> None:
    assert written("country,date", f"{country},2018-01-01").trips[0].title == name


def test_a_question_mark_marks_a_stop_as_inferred() -> None:
    (stop,) = written("date,city", "2018-01-01,Shenyang?").trips[0].legs[0].stops
    assert (stop.name, stop.inferred) == ("Shenyang", True)


@pytest.mark.parametrize(
    ("city", "country", "told"),
    [
        ("Abu Dhabi; Riyadh", "UAE; Saudi Arabia", ["Abu Dhabi AE", "Riyadh SA"]),
        ("Valencia / Birmingham", "Venezuela / USA", ["Valencia VE", "Birmingham US"]),
        ("Tripoli and Hyderabad", "Lebanon and Pakistan", ["Tripoli LB", "Hyderabad PK"]),
        ("Oslo; Bergen; Rome", "Norway", ["Oslo NO", "Bergen NO", "Rome NO"]),
        ("Lima; Paris (FRA)", "Peru; Spain", ["Lima PE", "Paris FR"]),
    ],
)
def test_several_cities_with_a_country_each_are_that_many_places(city: str, country: str, told: list[str]) -> None:
    found = written("city,country,date", f"{city},{country},2024-01-02", "Oslo,Norway,2024-02-02")
    stops = [leg.stops[-1] for leg in found.trips[0].legs]
    assert [f"{stop.name} {stop.country}" for stop in stops] == told


@pytest.mark.parametrize(
    "cell", ["online", "ONLINE", "Zoom", "MS Teams", "Videokonferenz", "en ligne", "온라인", "线上"]
)
def test_a_meeting_that_nobody_travelled_to_is_no_trip(cell: str) -> None:
    found = written("Ziel,Datum", "Wien,3.3. - 5.3.2024", f"{cell},7.3.2024")
    assert [(trip.title, str(trip.start), str(trip.end)) for trip in found.trips] == [
        ("Wien", "2024-03-03", "2024-03-05")
    ]
    assert found.not_drawn == {3}
    assert "this is a word and not the name of a place; nothing to do" in str(found.faults[0])
