"""Faults: whatever stands in a table, what is good is read, and all that is wrong is named at once."""

import csv
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.i18n.message import LocalizedText
from data.records import events, people, places, press_errors, sources, trips
from data.records.about import read_about
from data.records.fault import Fault
from data.records.records import BUILT_IN, Records, read_records
from data.records.sources import is_link
from geo.dataset import Dataset, load
from tests.hostile import PAYLOADS, hostile_table

BESIDE = ("places.csv", "people.csv", "sources.csv", "events.csv", "errors.csv", "about.toml")
COLUMNS = {
    "trips.csv": trips.TRIP_COLUMNS,
    "places.csv": places.PLACE_COLUMNS,
    "people.csv": people.PEOPLE_COLUMNS,
    "sources.csv": sources.SOURCE_COLUMNS,
    "events.csv": events.EVENT_COLUMNS,
    "errors.csv": press_errors.PRESS_ERROR_COLUMNS,
}


def extended(folder: Path, *legs: dict[str, str]) -> Dataset:
    """The built-in records with these legs after them; the first has row `FIRST_ROW`."""
    for name in BESIDE:
        shutil.copy(BUILT_IN.parent / name, folder)
    file = folder / "trips.csv"
    shutil.copy(BUILT_IN, file)
    with file.open("a", newline="", encoding="utf-8") as table:
        csv.DictWriter(table, trips.TRIP_COLUMNS, restval="").writerows(legs)
    return load(file)


def reading(folder: Path, name: str, content: str | bytes) -> Records:
    """What is read where one file holds this, beside one good trip."""
    (folder / "trips.csv").write_text("destination\nHanoi\n")
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_records(folder / "trips.csv")


def told(records: Records) -> list[str]:
    """The faults as a reader sees them."""
    return [str(fault) for fault in records.faults]


with BUILT_IN.open(newline="", encoding="utf-8") as built_in:
    FIRST_ROW = len(list(csv.reader(built_in))) + 1
DANDONG = {"origin": "pyongyang_stn", "destination": "dandong"}


def test_four_faults_are_named_and_the_good_trips_stay(tmp_path: Path) -> None:
    dataset = extended(
        tmp_path,
        {**DANDONG, "trip": "broken-date", "depart": "2031-02-30", "mode": "rail"},
        {**DANDONG, "trip": "unknown-mode", "depart": "2031-03-01", "mode": "zeppelin"},
        {"trip": "unknown-place", "origin": "pyongyang", "destination": "Vladivostokk", "depart": "2031-04-01"},
        {**DANDONG, "trip": "2019-02-hanoi", "title": "Saigon"},
    )
    date, mode, place, title = faults = sorted(dataset.faults)
    assert [(fault.file, fault.row - FIRST_ROW, fault.column, fault.value) for fault in faults] == [
        ("trips.csv", 0, "depart", "2031-02-30"),
        ("trips.csv", 1, "mode", "zeppelin"),
        ("trips.csv", 2, "destination", "Vladivostokk"),
        ("trips.csv", 3, "title", "Saigon"),
    ]
    assert "there is no such date; expected a date such as 2018-06-10" in date.expected
    assert mode.expected == "expected one of rail, air, road, sea, foot, other"
    assert "did you mean Vladivostok? Else add it to places.csv" in place.remedy
    assert "trip “2019-02-hanoi” began with “Hanoi”" in title.expected
    assert [trip.id for trip in dataset.trips] == [*(trip.id for trip in load().trips), "unknown-place"]
    assert dataset.trips[:11] == load().trips


def test_every_fault_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    wrong = {
        "trip": "2019-02-hanoi",
        "title": "Saigon",
        "depart": "soon",
        "arrive": "later",
        "mode": "x",
        "evidence": "y",
    }
    more = {"main": "z", "published_km": "far", "sources": "nobody"}
    faults = extended(tmp_path, {**wrong, **more}).faults
    assert {fault.column for fault in faults} == {*wrong, *more, "destination"} - {"trip"}
    assert {fault.row for fault in faults} == {FIRST_ROW}


def test_a_fault_is_one_sentence_with_file_row_column_and_value() -> None:
    fault = Fault("trips.csv", 7, "mode", "zeppelin", LocalizedText("fault_one_of", known="rail, air"))
    assert str(fault) == "trips.csv, row 7, mode “zeppelin”: expected one of rail, air"
    assert (
        str(Fault("trips.csv", 0, "", "", LocalizedText("fault_event")))
        == "trips.csv: an event needs to say what it was"
    )


@pytest.mark.parametrize(
    ("leg", "fault"),
    [
        (
            {"depart": "2031-03-02", "arrive": "2031-03-01"},
            "arrive “2031-03-01”: arrives before it departs (2031-03-02)",
        ),
        ({"published_km": "360"}, "published_km “360”: expected a length and its source, such as 360 [source-id]"),
        ({"published_km": f"{'9' * 400} [cgtn-route]"}, "expected a length and its source"),
        (
            {"sources": "javascript:alert(1)"},
            "sources “javascript:alert(1)”: expected an id of sources.csv or a web address",
        ),
        ({"with": "xi-jinpin"}, "with “xi-jinpin”: expected an id of people.csv"),
        ({"destination": ""}, "destination: a leg needs a destination"),
        ({"destination": "?"}, "destination: no such place is known"),
        ({"main": "1"}, "main “1”: expected one of yes, no"),
        ({"evidence": "rumoured"}, "evidence “rumoured”: expected one of confirmed, reported, disputed"),
    ],
)
def test_a_wrong_cell_is_told_where_it_stands(tmp_path: Path, leg: dict[str, str], fault: str) -> None:
    (only,) = map(str, extended(tmp_path, {"trip": "new", **DANDONG, **leg}).faults)
    assert only.startswith(f"trips.csv, row {FIRST_ROW}, ")
    assert fault in only


def test_an_unknown_leader_leaves_the_trip_and_the_others(tmp_path: Path) -> None:
    trip = extended(tmp_path, {**DANDONG, "trip": "new", "with": "nobody; xi-jinping; xi-jinping"}).trips[-1]
    assert (trip.id, trip.people_met) == ("new", ("Xi Jinping",))


def test_a_trip_without_an_id_is_a_trip_of_its_own(tmp_path: Path) -> None:
    dataset = extended(tmp_path, DANDONG, DANDONG)
    assert [trip.id for trip in dataset.trips[-2:]] == [f"row-{FIRST_ROW}", f"row-{FIRST_ROW + 1}"]
    assert dataset.faults == ()


def test_a_destination_is_enough_and_a_blank_date_is_last_in_order(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text("destination,depart\nHanoi,\nBeijing,2018\n")
    dataset = load(tmp_path / "trips.csv")
    assert [(trip.title, trip.mode, dataset.countries[trip.id], trip.days) for trip in dataset.trips] == [
        ("Beijing", "other", ("CN",), None),
        ("Hanoi", "other", ("VN",), None),
    ]
    assert dataset.faults == ()


def test_without_a_table_of_people_the_cell_holds_their_names(tmp_path: Path) -> None:
    records = reading(tmp_path, "trips.csv", "destination,with\nHanoi,Donald Trump; Nguyen Phu Trong\n")
    assert (records.trips[0].people_met, records.faults) == (("Donald Trump", "Nguyen Phu Trong"), ())


# Tables that are not tables


@pytest.mark.parametrize("name", COLUMNS)
def test_what_is_not_utf8_is_refused(tmp_path: Path, name: str) -> None:
    assert f"{name}: is not UTF-8 text (byte 4); save it as CSV UTF-8" in told(
        reading(tmp_path, name, b"abc\n\xff\xfe")
    )


@pytest.mark.parametrize("name", COLUMNS)
def test_what_is_not_csv_is_refused(tmp_path: Path, name: str) -> None:
    (fault,) = told(reading(tmp_path, name, f'{",".join(COLUMNS[name])}\n"never closed,\n'))
    assert fault.startswith(f"{name}: is not a CSV table (")


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("trips.csv", "“destination”"),
        ("places.csv", "“name”, “lat”, “lon”"),
        ("people.csv", "“id”, “name”"),
        ("sources.csv", "“id”"),
        ("events.csv", "“kind”, “date”, “what”"),
        ("errors.csv", "“claim”, “truth”"),
    ],
)
def test_every_missing_column_is_named(tmp_path: Path, name: str, missing: str) -> None:
    assert told(reading(tmp_path, name, "")) == [f"{name}: has no column {missing}; its columns are none"]
    assert told(reading(tmp_path, name, "colour;size\n")) == [
        f"{name}: has no column {missing}; its columns are colour;size"
    ]


def test_files_that_are_not_there_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("destination\nHanoi\n")
    records = read_records(tmp_path / "mine.csv")
    assert (records.faults, records.about.title) == ((), "mine")


def test_a_byte_order_mark_and_blank_rows_do_not_matter(tmp_path: Path) -> None:
    records = reading(tmp_path, "trips.csv", "\ufeffdestination,mode\r\n\r\n , \r\nHanoi,RAIL\r\n")
    assert [(trip.title, trip.mode, trip.legs[0].row) for trip in records.trips] == [("Hanoi", "rail", 4)]
    assert records.faults == ()


def test_a_row_may_end_early_but_not_run_over(tmp_path: Path) -> None:
    records = reading(tmp_path, "trips.csv", "destination,mode,note\nHanoi\nBeijing,rail,seen, twice\nDalian,air,,,\n")
    assert [trip.title for trip in records.trips] == ["Hanoi", "Beijing", "Dalian"]
    assert told(records) == ["trips.csv, row 3 “ twice”: more cells than the 3 columns"]


def test_unknown_and_repeated_columns_are_told(tmp_path: Path) -> None:
    first, second = told(reading(tmp_path, "trips.csv", "destination,colour,mode,mode\nHanoi,red,rail,air\n"))
    assert first.startswith("trips.csv, row 1, colour: unknown column; expected trip, traveller, title")
    assert second == "trips.csv, row 1, mode: two columns have this name; give each its own name"


# The tables beside


@pytest.mark.parametrize(
    ("name", "row", "faults"),
    [
        ("places.csv", "name=Atlantis,lat=91,lon=east", ["lat “91”: expected degrees", "lon “east”: expected degrees"]),
        (
            "places.csv",
            "name=,lat=1,lon=nan",
            ["lon “nan”: expected degrees from -180 to 180", "name: a place needs a name"],
        ),
        (
            "places.csv",
            "name=Atlantis,lat=1,lon=1,country=Greece",
            ["country “Greece”: expected a country's two letters"],
        ),
        ("people.csv", "id=x", ["name: a person needs an id and a name"]),
        ("people.csv", "name=X", ["id: a person needs an id and a name"]),
        (
            "people.csv",
            "id=x,name=X,title=King,from=then,to=now",
            ["from “then”: expected a date", "to “now”: expected a date"],
        ),
        ("sources.csv", "publisher=CNN", ["id: a source needs an id of its own"]),
        (
            "sources.csv",
            "id=x,date=today,url=javascript:alert(1),archived=https://",
            [
                "archived “https://”: expected a web address",
                "date “today”: expected a date",
                "url “javascript:alert(1)”: ",
            ],
        ),
        (
            "events.csv",
            "kind=party,date=2018-02-30,sources=nobody",
            [
                "date “2018-02-30”: there is no such date",
                "kind “party”: expected event or period",
                "sources “nobody”",
                "what: ",
            ],
        ),
        (
            "errors.csv",
            "published=CNN,trips=nope,sources=nobody",
            ["claim: an error needs its claim", "sources “nobody”", "trips “nope”: expected the id", "truth: an error"],
        ),
        ("events.csv", "kind=period,date=2023/2020,what=x", ["date “2023/2020”: the interval ends before it starts"]),
    ],
)
def test_a_wrong_row_beside_is_told_in_full(tmp_path: Path, name: str, row: str, faults: list[str]) -> None:
    cells = dict(cell.split("=") for cell in row.split(","))
    found = sorted(told(reading(tmp_path, name, "\n".join([",".join(COLUMNS[name]), line(name, cells)]))))
    assert len(found) == len(faults)
    assert [text for text, fault in zip(found, faults, strict=True) if f"{name}, row 2, {fault}" not in text] == []


def line(name: str, cells: dict[str, str]) -> str:
    """A row of a table, blank where nothing is given."""
    return ",".join(cells.get(column, "") for column in COLUMNS[name])


@pytest.mark.parametrize(
    ("name", "rows", "fault"),
    [
        ("places.csv", ["id,name,lat,lon", "a,A,1,1", "a,B,2,2"], "id “a”: an earlier row has this id"),
        ("people.csv", ["id,name", "a,A", "a,B"], "name “B”: “a” is A in an earlier row"),
        ("people.csv", ["id,name", "a,A", "b,A"], "name “A”: this is the name of “a” too"),
        ("sources.csv", ["id", "a", "a"], "id “a”: a source needs an id of its own"),
    ],
)
def test_an_id_that_comes_back_as_another_is_told_and_the_first_stays(
    tmp_path: Path, name: str, rows: list[str], fault: str
) -> None:
    records = reading(tmp_path, name, "\n".join(rows))
    assert [text.partition(", row 3, ")[2].startswith(fault) for text in told(records)] == [True]
    assert len(records.places) + len(records.people) + len(records.sources) == 1


def test_a_person_may_have_several_titles(tmp_path: Path) -> None:
    rows = ["id,name,title,from,to", "dm,Dmitry,Prime Minister,,2008", "dm,Dmitry,President,2008,2012"]
    person = reading(tmp_path, "people.csv", "\n".join(rows)).people["dm"]
    assert [title.title for title in person.titles] == ["Prime Minister", "President"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title = never quoted", "about.toml: is not TOML"),
        ("colour = 'red'", "about.toml, colour: unknown key; expected corrections"),
        ("title = 5", "about.toml, title “5”: expected a text in quotes"),
        ("claim = 5", "about.toml, claim. “5”: expected a table"),
        ("home = ['a']", "about.toml, home “['a']”: expected a text in quotes"),
    ],
)
def test_a_wrong_about_is_told(tmp_path: Path, text: str, fault: str) -> None:
    records = reading(tmp_path, "about.toml", text)
    assert [telling[: len(fault)] for telling in told(records)] == [fault]
    assert (records.about.title, records.about.claim) == ("trips", None)


def test_a_byte_order_mark_in_about_does_not_matter(tmp_path: Path) -> None:
    assert reading(tmp_path, "about.toml", "\ufefftitle = 'Mine'").about.title == "Mine"


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https:///x",
        "http://?q",
        "https:// x.org",
        "https://x.org/a b",
        "https://x.org/\x00",
        "ftp://x.org",
        "//x.org",
    ],
)
def test_only_a_web_address_with_a_host_may_be_a_link(text: str) -> None:
    assert not is_link(text)
    assert is_link("HTTPS://x.org?q#f")


def test_a_claim_needs_all_that_its_sentence_says(tmp_path: Path) -> None:
    text = "[claim]\nquote = 'x'\nmode = 'zeppelin'\nbefore = '2023-09'\ndate = '2023'\nsources = 5\n"
    keys = {fault.column for fault in reading(tmp_path, "about.toml", text).faults}
    assert keys == {"claim.publisher", "claim.mode", "claim.before", "claim.date", "claim.sources"}


# Whatever stands in it


def test_hostile_cells_are_told_letter_by_letter(tmp_path: Path) -> None:
    faults = load(hostile_table(tmp_path)).faults
    for text in PAYLOADS.values():
        about_it = {(fault.file, fault.column) for fault in faults if text in fault.value}
        assert {("trips.csv", "mode"), ("trips.csv", "destination"), ("trips.csv", "with")} <= about_it
        assert {
            ("places.csv", "lat"),
            ("people.csv", "from"),
            ("sources.csv", "date"),
            ("events.csv", "kind"),
            ("errors.csv", "trips"),
        } <= about_it
        assert any(f"“{text}”" in str(fault) for fault in faults)
    assert {fault.file for fault in faults} == {*COLUMNS, "about.toml"}


CELL = st.text(st.characters(codec="utf-8"))


@given(st.sampled_from(list(COLUMNS)), st.data())
def test_no_cell_of_any_column_ever_raises(name: str, data: st.DataObject) -> None:
    cells = data.draw(st.dictionaries(st.sampled_from(COLUMNS[name]), CELL))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "trips.csv").write_text("destination\nHanoi\n")
        with (Path(folder) / name).open("w", newline="", encoding="utf-8") as table:
            csv.writer(table).writerows([COLUMNS[name], [cells.get(column, "") for column in COLUMNS[name]]])
        dataset = load(Path(folder) / "trips.csv")
    assert {fault.file for fault in dataset.faults} <= {name}
    assert dataset.payload.startswith(b"{")


@given(st.sampled_from([*COLUMNS, "about.toml"]), st.binary() | CELL.map(str.encode))
def test_no_bytes_in_any_file_ever_raise(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records = reading(Path(folder), name, content)
    assert {fault.file for fault in records.faults} <= {name}


KEYS = st.sampled_from(
    ["title", "home", "claim", "claim.mode", "claim.sources", "claim.date", "claim.before", "colour"]
)
VALUES = st.sampled_from(["'x'", "5", "2023-09-10", "['x']", "[5]", "{a = 1}", "true", "'rail'", "07:30:00"])


@given(st.dictionaries(KEYS, VALUES))
def test_no_value_in_about_ever_raises(values: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "about.toml"
        file.write_text("\n".join(f"{key} = {value}" for key, value in values.items()))
        about, faults = read_about(file, "mine")
    assert about.title in ("mine", "x", "rail", "2023-09-10")
    assert {fault.row for fault in faults} <= {0}
