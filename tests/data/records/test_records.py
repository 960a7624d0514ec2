"""Records: what is known of the eleven trips, restated by hand, and every statement with its sources."""

from collections import Counter
from itertools import pairwise

import pytest

from data.edtf import parse_moment
from data.records.places import Place
from data.records.records import BUILT_IN
from data.records.sources import Source, is_link
from data.records.trips import Trip
from geo.dataset import load

DATASET = load()
RECORDS = DATASET.records
TRIPS = {trip.id: trip for trip in DATASET.trips}

# id: (mode, days away, countries, leaders met)
BY_HAND = {
    "2018-03-beijing": ("rail", 4, "CN", ["Xi Jinping"]),
    "2018-04-dmz": ("road", 1, "KR", ["Moon Jae-in"]),
    "2018-05-dalian": ("air", 2, "CN", ["Xi Jinping"]),
    "2018-06-singapore": ("air", 4, "SG", ["Donald Trump", "Lee Hsien Loong"]),
    "2018-06-beijing": ("air", 2, "CN", ["Xi Jinping"]),
    "2019-01-beijing": ("rail", 4, "CN", ["Xi Jinping"]),
    "2019-02-hanoi": ("rail", 11, "VN", ["Donald Trump", "Nguyen Phu Trong"]),
    "2019-04-vladivostok": ("rail", 4, "RU", ["Vladimir Putin"]),
    "2019-06-dmz": ("road", 1, "KR", ["Donald Trump", "Moon Jae-in"]),
    "2023-09-russia": ("rail", 10, "RU", ["Vladimir Putin"]),
    "2025-09-beijing": ("rail", 5, "CN", ["Xi Jinping", "Vladimir Putin"]),
}


def place(name: str) -> Place:
    """The place that a stop names."""
    return DATASET.placement.places[DATASET.placement.numbers[name, "", "", None]]


def cited(trip: Trip) -> list[Source]:
    """Each source of a trip once."""
    ids = {source for leg in trip.legs for source in leg.sources}
    return [RECORDS.sources[source] for source in sorted(ids)]


def notes(trip: str) -> str:
    """All notes of a trip's legs."""
    return " ".join(leg.note for leg in TRIPS[trip].legs)


def test_the_built_in_records_have_no_fault() -> None:
    assert DATASET.faults == ()


def test_eleven_trips_stand_in_date_order() -> None:
    assert list(TRIPS) == list(BY_HAND)


@pytest.mark.parametrize("trip", BY_HAND)
def test_each_trip_is_what_the_sources_say(trip: str) -> None:
    found = TRIPS[trip]
    assert (found.mode, found.days, " ".join(DATASET.countries[found.id]), sorted(found.people_met)) == (
        *BY_HAND[trip][:3],
        sorted(BY_HAND[trip][3]),
    )


def test_six_by_rail_three_by_air_two_by_road() -> None:
    assert Counter(trip.mode for trip in DATASET.trips) == {"rail": 6, "air": 3, "road": 2}


def test_the_nine_of_2018_and_2019_are_as_cnn_counted_them() -> None:
    early = [trip for trip in DATASET.trips if trip.start and trip.start.year in (2018, 2019)]
    assert Counter(trip.mode for trip in early) == {"rail": 4, "air": 3, "road": 2}


def test_four_went_to_china_by_2019_that_of_2023_is_the_tenth_and_that_of_2025_the_fifth_to_china() -> None:
    to_china = [str(trip.start)[:4] for trip in DATASET.trips if DATASET.countries[trip.id] == ("CN",)]
    assert to_china == ["2018", "2018", "2018", "2019", "2025"]
    assert [trip.id for trip in DATASET.trips][9:] == ["2023-09-russia", "2025-09-beijing"]


def test_days_away_are_home_to_home_and_hanoi_is_the_longest() -> None:
    assert [trip.days for trip in DATASET.trips] == [4, 1, 2, 4, 2, 4, 11, 4, 1, 10, 5]


def test_leaders_met() -> None:
    assert Counter(name for trip in DATASET.trips for name in trip.people_met) == {
        "Xi Jinping": 5,
        "Donald Trump": 3,
        "Vladimir Putin": 3,
        "Moon Jae-in": 2,
        "Lee Hsien Loong": 1,
        "Nguyen Phu Trong": 1,
    }


def test_countries_visited() -> None:
    visited = Counter(country for trip in DATASET.trips for country in DATASET.countries[trip.id])
    assert visited == {"CN": 5, "RU": 2, "KR": 2, "SG": 1, "VN": 1}


def test_all_but_the_dmz_of_june_2019_are_confirmed() -> None:
    assert [trip.id for trip in DATASET.trips if trip.evidence != "confirmed"] == ["2019-06-dmz"]


@pytest.mark.parametrize("trip", BY_HAND)
def test_every_trip_has_two_sources_with_publisher_date_and_address(trip: str) -> None:
    complete = [s for s in cited(TRIPS[trip]) if s.publisher and s.date and is_link(s.url)]
    assert len(complete) >= 2


@pytest.mark.parametrize("trip", BY_HAND)
def test_every_leg_has_a_source(trip: str) -> None:
    assert [leg.row for leg in TRIPS[trip].legs if not leg.sources] == []


def test_every_source_is_used() -> None:
    legs = [leg for trip in DATASET.trips for leg in trip.legs]
    used = {source for leg in legs for source in (*leg.sources, *(length.source for length in leg.published))}
    used |= {source for event in RECORDS.events for source in event.sources}
    used |= {source for error in RECORDS.errors for source in error.sources}
    used |= set(RECORDS.about.claim.sources if RECORDS.about.claim else ())
    assert set(RECORDS.sources) == used


@pytest.mark.parametrize("trip", BY_HAND)
def test_each_leg_starts_where_the_last_one_ended(trip: str) -> None:
    apart = [
        (one.row, other.row) for one, other in pairwise(TRIPS[trip].legs) if one.stops[-1].name != other.stops[0].name
    ]
    assert apart == []


@pytest.mark.parametrize("trip", BY_HAND)
def test_each_leg_departs_after_the_last_one_arrived(trip: str) -> None:
    dates = [when.first for when in TRIPS[trip].moments]
    assert dates == sorted(dates)


@pytest.mark.parametrize("trip", BY_HAND)
def test_each_trip_leaves_pyongyang_and_comes_back(trip: str) -> None:
    legs = TRIPS[trip].legs
    assert {place(legs[0].stops[0].name).label, place(legs[-1].stops[-1].name).label} == {"Pyongyang"}


def test_every_person_met_has_the_title_of_the_day() -> None:
    met = {name for trip in DATASET.trips for name in trip.people_met}
    assert {person.name for person in RECORDS.people.values() if person.titles} == met


def test_june_2018_tells_both_accounts_of_the_aircraft() -> None:
    for account in ("NHK named an Il-62", "the Il-62M was not used", "An-148", "Chammae-1"):
        assert account in notes("2018-06-beijing")


def test_2023_tells_both_days_at_khasan() -> None:
    assert "TASS" in notes("2023-09-russia").partition("11 September")[0]
    assert "12 September" in notes("2023-09-russia").partition("11 September")[2]


def test_panmunjom_in_may_2018_is_told_as_no_trip() -> None:
    (event,) = (event for event in RECORDS.events if event.date == "2018-05-26")
    assert (event.kind, event.first, event.last) == ("event", "2018-05-26", "2018-05-26")
    assert "northern side" in event.why
    assert "2018-05" not in {str(trip.start)[:7] for trip in DATASET.trips if DATASET.countries[trip.id] == ("KR",)}


def test_the_periods_without_trips_are_told() -> None:
    periods = {event.what: (event.first, event.last) for event in RECORDS.events if event.kind == "period"}
    assert periods == {
        "No known trip abroad as leader": ("", "2018-03-24"),
        "Borders sealed": ("2020-01-01", "2023-08-27"),
    }
    assert not any("2020-01-01" <= str(trip.start) <= "2023-08-27" for trip in DATASET.trips)


def test_visits_of_others_to_pyongyang_and_the_trip_called_off_are_told_as_no_trips() -> None:
    events = {event.what: event.date for event in RECORDS.events if event.kind == "event"}
    assert [what for what in events if "visited Pyongyang" in what] == [
        "Moon Jae-in visited Pyongyang",
        "Xi Jinping visited Pyongyang",
        "Vladimir Putin visited Pyongyang",
        "Leaders of Laos, China and Vietnam visited Pyongyang",
    ]
    assert events["Visit to Moscow, announced and called off"] == "2015-05-09"


def test_every_hour_has_its_offset_and_twenty_four_are_known() -> None:
    hours = [when for trip in DATASET.trips for when in trip.moments if "T" in when.text]
    assert all(when.instant for when in hours)
    assert len(hours) == 24


def test_every_source_can_be_found() -> None:
    assert [key for key, source in RECORDS.sources.items() if not source.url] == []
    assert sum(bool(source.title) for source in RECORDS.sources.values()) >= 75


def test_every_event_says_why_it_is_no_trip_and_where_that_was_read() -> None:
    assert [event.what for event in RECORDS.events if not (event.why and event.sources)] == []


def test_every_error_of_the_press_names_who_made_it_what_is_true_and_who_says_so() -> None:
    assert len(RECORDS.errors) >= 5
    assert [
        error.claim for error in RECORDS.errors if not (error.published and error.trips and len(error.sources) > 1)
    ] == []


def test_cnns_count_of_2023_agrees_with_the_records() -> None:
    claim = RECORDS.about.claim
    assert claim
    before = [trip for trip in DATASET.trips if str(trip.start) < claim.before]
    assert (sum(trip.mode == claim.mode for trip in before), len(before)) == (4, 9)


def test_no_text_rests_on_memory_alone() -> None:
    texts = [file for pattern in ("*.csv", "*.toml") for file in BUILT_IN.parent.glob(pattern)]
    assert len(texts) >= 6
    assert [file.name for file in texts if "(memory)" in file.read_text(encoding="utf-8")] == []


def test_every_source_is_dated_as_far_as_it_says() -> None:
    assert all(parse_moment(source.date) for source in RECORDS.sources.values() if source.date)
