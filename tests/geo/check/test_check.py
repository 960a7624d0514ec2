"""The check: one fault of each kind is found once, honest tables have none, and the command says so by its exit code."""

import csv
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.edtf import parse_moment
from data.records.fault import Fault
from data.records.legs import Leg, Stop
from data.records.records import BUILT_IN
from data.records.trips import TRIP_COLUMNS, Trip
from geo.check.__main__ import main
from geo.check.findings import findings
from geo.check.plausible import LIMITS_KMH, implausible_trips
from geo.geocoding.placement import Placement
from tests.server import ROOT

PLACES = """\
id,name,label,country,lat,lon
hanoi,Hanoi,Hanoi,VN,21.0245,105.8412
han,Noi Bai Airport,Hanoi,VN,21.2212,105.8072
hue,Hue,Hue,VN,16.4637,107.5909
strayed,Strayed,Strayed,VN,46.2,6.15
null,Null Island,Null Island,,0,0
nowhere,Nowhere,Nowhere,VN,21,105
"""
PEOPLE = "id,name\nann,Ann\nbob,Bob\n"
SOURCES = """\
id,publisher,title,date
post,The Post,News,
unread,The Unread,,2019-01-01
lost,The Lost,,2019
"""
EVENTS = "kind,date,what\nevent,2019,Nothing\n"
ABOUT = """\
home = "Hanoi"
[claim]
publisher = "The Post"
date = "2019-01"
quote = "all by air"
mode = "air"
before = 2019-01-01
sources = ["post", "rumour"]
"""

# One trip per fault, by what it is about; each trip has a traveller of its own unless its kind needs company.
FAULTY = [
    {"trip": "ends-first", "destination": "hue", "depart": "2019-02-03", "arrive": "2019-02-01"},
    {"trip": "overlapped", "destination": "hue", "depart": "2019-03-01", "arrive": "2019-03-09", "traveller": "Ann"},
    {"trip": "overlapping", "destination": "hue", "depart": "2019-03-08", "arrive": "2019-03-10", "traveller": "Ann"},
    {"trip": "at-the-edge", "destination": "hue", "depart": "2019-03-10", "arrive": "2019-03-12", "traveller": "Ann"},
    {"trip": "too-fast", "origin": "hanoi", "destination": "hue", "mode": "foot"}
    | {"depart": "2019-04-01", "arrive": "2019-04-01"},
    {"trip": "too-fast-by-the-clock", "origin": "hanoi", "destination": "hue", "mode": "rail"}
    | {"depart": "2019-05-01T08:00+07:00", "arrive": "2019-05-01T09:00+07:00"},
    {"trip": "apart", "origin": "hanoi", "destination": "hue"},
    {"trip": "apart", "origin": "han", "destination": "hue"},
    {"trip": "apart-in-time", "destination": "hue", "depart": "2019-06-01", "arrive": "2019-06-03"},
    {"trip": "apart-in-time", "origin": "hue", "destination": "han", "depart": "2019-06-02"},
    {"trip": "too-short", "origin": "hanoi", "destination": "hue", "published_km": "400 [post]"},
    {"trip": "too-long", "origin": "hanoi", "destination": "hue", "published_km": "1100 [post]"},
    {"trip": "no-offset", "destination": "hue", "depart": "2019-07-01T08:00"},
    {"trip": "copied", "origin": "hanoi", "destination": "hue", "published_km": "690 [post]"},
    {"trip": "copied", "origin": "hue", "destination": "han", "published_km": "690 [post]"},
    {"trip": "denied", "origin": "hanoi", "via": "hue", "destination": "hanoi"}
    | {"note": "He slept. No source names a way-station.", "sources": "lost"},
    {"trip": "unknown-source", "destination": "hue", "sources": "rumour"},
    {"trip": "unknown-person", "destination": "hue", "with": "ann; nobody"},
    {"trip": "unknown-place", "destination": "Xanadu"},
    {"trip": "strays", "destination": "strayed"},
    {"trip": "at-zero", "origin": "0, 0", "destination": "null"},
]
FOUND = {  # file, column and value of each finding, and a part of what it says
    ("trips.csv", "arrive “2019-02-01”"): "arrives before it departs",
    ("trips.csv", "trip “overlapping”"): "overlaps in time with trip “overlapped” of the same traveller",
    ("trips.csv", "arrive “2019-04-01”"): "in 24 hours; expected at most 15 km/h by foot",
    ("trips.csv", "arrive “2019-05-01T09:00+07:00”"): "in 1.02 hours; expected at most 350 km/h by rail",
    ("trips.csv", "origin “han”"): "the leg before it ends at hue",
    ("trips.csv", "depart “2019-06-02”"): "the leg before it ends later (2019-06-03)",
    ("trips.csv", "published_km “400 [post]”"): "expected 537 km, the straight line, to 1,075",
    ("trips.csv", "published_km “1100 [post]”"): "twice the way from stop to stop",
    ("trips.csv", "depart “2019-07-01T08:00”"): "a time needs its offset from UTC",
    ("trips.csv", "published_km “690 [post]”"): "row 15 has the same length from the same source",
    ("trips.csv", "note “No source names a way-station.”"): "no source gives this, and the leg has it",
    ("sources.csv", "id “lost”"): "no title, no address and no day",
    ("trips.csv", "sources “rumour”"): "expected an id of sources.csv",
    ("trips.csv", "with “nobody”"): "expected an id of people.csv",
    ("trips.csv", "destination “Xanadu”"): "no such place is known",
    ("trips.csv", "origin “0, 0”"): "expected its true position, not 0, 0",
    ("places.csv", "id “null”"): "is at 0, 0",
    ("places.csv", "id “strayed”"): "km outside Vietnam, the country that the row states",
    ("places.csv", "id “nowhere”"): "no leg or text names this place",
    ("people.csv", "id “bob”"): "no trip has met this person",
    ("sources.csv", "id “unread”"): "nothing cites this source",
    ("about.toml", "claim.sources “rumour”"): "expected an id of sources.csv",
}


def written(folder: Path, legs: Sequence[dict[str, str]], **beside: str) -> Path:
    """A table of legs, and the files beside it."""
    with (folder / "trips.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, TRIP_COLUMNS, restval="")
        table.writeheader()
        table.writerows({"traveller": leg.get("trip", ""), **leg} for leg in legs)
    for name, text in beside.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder / "trips.csv"


def told(folder: Path, *legs: dict[str, str], places: str = PLACES[: PLACES.index("strayed")]) -> list[str]:
    """What is found in a table of legs between Hanoi and Hue."""
    return [str(finding) for finding in findings(written(folder, legs, places_csv=places))]


# Every kind


def test_the_built_in_records_have_no_finding() -> None:
    assert findings(BUILT_IN) == ()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table with one fault of each kind."""
    beside = {"places_csv": PLACES, "people_csv": PEOPLE, "sources_csv": SOURCES, "events_csv": EVENTS}
    return written(tmp_path_factory.mktemp("faulty"), FAULTY, **beside, about_toml=ABOUT)


@pytest.fixture(scope="module")
def found(faulty: Path) -> tuple[Fault, ...]:
    return findings(faulty)


def test_one_fault_of_each_kind_is_one_finding_of_each_kind(found: tuple[Fault, ...]) -> None:
    assert sorted((each.file, f"{each.column} “{each.value}”") for each in found) == sorted(FOUND)


@pytest.mark.parametrize("kind", FOUND, ids=" ".join)
def test_each_finding_says_what_is_expected(found: tuple[Fault, ...], kind: tuple[str, str]) -> None:
    told = {(each.file, f"{each.column} “{each.value}”"): each.expected for each in found}
    assert FOUND[kind] in told[kind]


def test_a_table_that_is_no_table_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text("colour\nred\n")
    assert [finding.expected for finding in findings(tmp_path / "trips.csv")] == [
        "No table is found here, only one column of text; a table needs a line of column names and rows below it."
    ]


# Time


def test_one_trip_may_end_on_the_day_another_begins(tmp_path: Path) -> None:
    first = {"trip": "a", "traveller": "Ann", "destination": "hue", "depart": "2019-01-01", "arrive": "2019-01-05"}
    second = {"trip": "b", "traveller": "Ann", "destination": "hanoi", "depart": "2019-01-05", "arrive": "2019-01-05"}
    third = {"trip": "c", "traveller": "Ann", "destination": "hue", "depart": "2019-01-05", "arrive": "2019-01-09"}
    assert told(tmp_path, first, second, third) == []


def test_two_travellers_may_be_away_at_once(tmp_path: Path) -> None:
    away = {"destination": "hue", "depart": "2019-01-01", "arrive": "2019-01-05"}
    assert told(tmp_path, {**away, "trip": "a"}, {**away, "trip": "b", "destination": "hanoi"}) == []


@pytest.mark.parametrize("day", ["2019-01", "2019", "2019-01-03~", ""])
def test_what_is_not_certain_is_not_held_against_anyone(tmp_path: Path, day: str) -> None:
    away = {"trip": "a", "traveller": "Ann", "destination": "hue", "depart": "2019-01-01", "arrive": "2019-01-05"}
    unsure = {"trip": "b", "traveller": "Ann", "origin": "hanoi", "destination": "hue", "mode": "foot"}
    assert told(tmp_path, away, {**unsure, "depart": day, "arrive": day and "2019-02-25"}) == []
    assert told(tmp_path, {**unsure, "depart": day, "arrive": "2019-01-03~"}) == []


def test_a_trip_in_a_month_certainly_overlaps_one_around_that_month(tmp_path: Path) -> None:
    around = {"trip": "a", "traveller": "Ann", "destination": "hue", "depart": "2019-01-01", "arrive": "2019-03-31"}
    (found,) = told(tmp_path, around, {"trip": "b", "traveller": "Ann", "destination": "hanoi", "depart": "2019-02"})
    assert "trip “b”: overlaps in time with trip “a”" in found


def trip(number: int, first: date, days: int) -> Trip:
    """A trip of known days."""
    depart, arrive = (parse_moment(str(day)) for day in (first, first + timedelta(days)))
    leg = Leg(number, depart, arrive, (Stop("x", False, "destination"),), "other", False, "", "", "reported", (), ())
    return Trip(str(number), "", "", "", "", (), (leg,))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=8))
def test_a_trip_is_told_exactly_if_an_earlier_one_is_still_under_way(spans: list[tuple[int, int]]) -> None:
    begun = date(2019, 1, 1)
    trips = [trip(n, begun + timedelta(start), days) for n, (start, days) in enumerate(spans)]
    ordered = sorted((start, start + days, n) for n, (start, days) in enumerate(spans))
    under_way = {
        n for i, (start, end, n) in enumerate(ordered) if any(s < end and start < e for s, e, _ in ordered[:i])
    }
    assert {int(found.value) for found in implausible_trips(trips, Placement((), {}, None, ()), "", "")} == under_way


# Speed and length


@pytest.mark.parametrize("mode", LIMITS_KMH)
def test_each_mode_has_its_limit(tmp_path: Path, mode: str) -> None:
    hours = 537.7 / LIMITS_KMH[mode]  # Hanoi to Hue, in km
    for share, count in ((1.1, 0), (0.9, 1)):
        arrive = parse_moment("2019-01-01T00:00+07:00").instant
        assert arrive
        arrive += timedelta(hours=hours * share)
        leg = {"origin": "hanoi", "destination": "hue", "mode": mode, "depart": "2019-01-01T00:00+07:00"}
        assert len(told(tmp_path, {**leg, "arrive": arrive.isoformat(timespec="minutes")})) == count


def test_a_flight_over_the_date_line_may_arrive_before_it_left_by_the_calendar(tmp_path: Path) -> None:
    places = "id,name,country,lat,lon\nnrt,Narita,JP,35.76,140.39\nlax,Los Angeles,US,33.94,-118.41\n"
    flight = {"origin": "nrt", "destination": "lax", "mode": "air"}
    by_the_clock = {**flight, "depart": "2019-01-02T00:05+09:00", "arrive": "2019-01-01T17:30-08:00"}
    by_the_day = {**flight, "depart": "2019-01-02", "arrive": "2019-01-02"}
    assert told(tmp_path, by_the_clock, by_the_day, places=places) == []


def test_a_round_trip_of_one_leg_has_a_length(tmp_path: Path) -> None:
    tour = {"origin": "hanoi", "destination": "hanoi", "published_km": "30 [post]"}
    (tmp_path / "sources.csv").write_text("id,title\npost,News\n")
    there_and_back = {"origin": "hanoi", "via": "hue", "destination": "hanoi", "published_km": "1300 [post]"}
    assert told(tmp_path, tour, there_and_back) == []


# Evidence


@pytest.mark.parametrize(
    ("note", "leg", "count"),
    [
        ("No source read names a way-station.", {"via": "han?"}, 0),
        ("No source read names another way-station.", {"via": "han"}, 0),
        ("The road is not described in any source read.", {"via": "han"}, 1),
        ("The road is not described in any source read.", {"via": "han?"}, 0),
        ("No source gives the arrival.", {"arrive": "2019-01-02T09:00+07:00"}, 1),
        ("No source gives the arrival.", {"arrive": "2019-01-02"}, 0),
        ("No source gives the way; it arrived at noon.", {}, 0),
        ("A source names a way-station.", {"via": "han"}, 0),
    ],
)
def test_a_note_does_not_deny_what_its_leg_gives(tmp_path: Path, note: str, leg: dict[str, str], count: int) -> None:
    assert len(told(tmp_path, {"origin": "hanoi", "destination": "hue", "note": note, **leg})) == count


@pytest.mark.parametrize(("there", "back"), [("690 [post]", "700 [post]"), ("690 [post]", "690 [wire]")])
def test_two_figures_for_two_directions_are_let_be(tmp_path: Path, there: str, back: str) -> None:
    (tmp_path / "sources.csv").write_text("id,title\npost,News\nwire,News\n")
    legs = [("hanoi", "hue", there), ("hue", "hanoi", back)]
    found = told(tmp_path, *({"origin": a, "destination": b, "published_km": km} for a, b, km in legs))
    assert [finding for finding in found if "published_km" in finding] == []


@pytest.mark.parametrize("cells", ["News,,,", ",2019-01-01,,", ",,https://example.org/a,", ",,,https://example.org/a"])
def test_a_source_with_a_title_a_day_or_an_address_can_be_found(tmp_path: Path, cells: str) -> None:
    (tmp_path / "sources.csv").write_text(f"id,title,date,url,archived\npost,{cells}\n")
    assert told(tmp_path, {"origin": "hanoi", "destination": "hue", "sources": "post"}) == []


# Places


@pytest.mark.parametrize("name", ["Quang Tri", "Con Co"])
def test_a_place_that_an_event_names_is_used(tmp_path: Path, name: str) -> None:
    (tmp_path / "events.csv").write_text("kind,date,what\nevent,2019,They met at Quang Tri\n")
    places = f"{PLACES[: PLACES.index('strayed')]}x,{name},{name},VN,16.75,107.19\n"
    assert len(told(tmp_path, {"origin": "hanoi", "destination": "hue"}, places=places)) == (name == "Con Co")


def test_a_city_keeps_its_airport_and_home_is_used(tmp_path: Path) -> None:
    (tmp_path / "about.toml").write_text("home = 'hue'")
    assert told(tmp_path, {"destination": "hanoi"}) == []


def test_a_place_at_sea_or_without_a_country_is_let_be(tmp_path: Path) -> None:
    places = "name,country,lat,lon\nOff Hue,VN,16.7,107.9\nThe Pole,,90,0\nUnited Nations,UN,40.75,-73.97\n"
    legs = [{"destination": name} for name in ("Off Hue", "The Pole", "United Nations")]
    assert told(tmp_path, *legs, places=places) == []


# The command


def test_no_findings_is_said_and_the_exit_code_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main([str(ROOT / "data" / "trips.csv")]), *capsys.readouterr()) == (0, "no findings\n", "")


def test_every_finding_is_one_line_and_the_exit_code_is_1(faulty: Path, found: tuple[Fault, ...]) -> None:
    """As a reader runs it; the other tests call what this one runs."""
    command = [sys.executable, "-m", "geo.check", str(faulty)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == list(map(str, found))


def test_a_value_of_several_lines_is_still_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(written(tmp_path, [{"destination": "Hanoi\n\x1b[31mno findings"}]))])
    printed = capsys.readouterr().out
    assert (code, len(printed.splitlines()), "\x1b" in printed) == (1, 1, False)


@pytest.mark.parametrize("arguments", [["no/such.csv"], [], ["data/trips.csv", "data/trips.csv"]])
def test_without_a_file_one_sentence_and_the_exit_code_is_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, (printed, error) = main(arguments), capsys.readouterr()
    assert (code, printed, len(error.splitlines())) == (2, "", 1)
    assert "run “python -m geo.check FILE”" in error
