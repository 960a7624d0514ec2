"""Reading: tables in the shapes that people have are read without touching the mapping."""

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from data.reading import DEFAULT_LIMITS, ReadOptions, ReadResult, read
from data.reading.columns.vocabulary import ROLES
from data.reading.options import DEFAULT_OPTIONS
from data.records.records import BUILT_IN, read_records
from data.records.trips import Trip
from tests.server import ROOT
from tests.shapes import NOT_DRAWN, SHAPES, TABLES, Told


def reading(name: str, choice: ReadOptions = DEFAULT_OPTIONS) -> ReadResult:
    """One of the fixtures, as it would be dropped."""
    return read((TABLES / name).read_bytes(), name, choice)


def written(*lines: str, name: str = "trips.csv") -> ReadResult:
    return read("\n".join(lines).encode(), name)


def way(trip: Trip) -> str:
    """The places of a trip, each with what the row says of it."""
    stops = [", ".join(filter(None, [stop.name, stop.region, stop.country])) for leg in trip.legs for stop in leg.stops]
    return " > ".join(stop for index, stop in enumerate(stops) if not index or stop != stops[index - 1])


def when(trip: Trip) -> str:
    """The dates of a trip, as precise as the table has them."""
    return "/".join(dict.fromkeys(moment.text for moment in trip.moments))


def told(found: ReadResult) -> list[Told]:
    return [(trip.id, trip.traveller, trip.mode, when(trip), way(trip)) for trip in found.trips]


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_of_the_wild_is_read_without_touching_the_mapping(name: str) -> None:
    found = reading(name)
    assert told(found) == SHAPES[name]
    assert found.not_drawn == NOT_DRAWN.get(name, set())
    assert len(found.drawn) + len(found.not_drawn) == found.rows


def test_every_table_in_the_folder_has_its_trips_written_down() -> None:
    assert {file.name for file in TABLES.iterdir()} == set(SHAPES)


def test_colt_as_a_workbook_says_what_it_says_as_csv(tmp_path: Path) -> None:
    file = tmp_path / "colt.xlsx"
    with xlsxwriter.Workbook(str(file), {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("Read me").write_column(0, 0, ["Travel of heads of government", "The table is in Master"])
        sheet = book.add_worksheet("Master")
        with (TABLES / "colt.csv").open(encoding="latin-1", newline="") as lines:
            for number, line in enumerate(csv.reader(lines)):
                sheet.write_row(number, 0, map(stored, line))
    found = read(file.read_bytes(), file.name)
    assert found.format == "XLSX, sheet “Master”"
    assert told(found) == SHAPES["colt.csv"]


def stored(cell: str) -> str | int | datetime:
    """A cell as a workbook stores it: dates and numbers are no text there."""
    if cell.isdecimal():
        return int(cell)
    return datetime.strptime(cell, "%m/%d/%Y") if cell.count("/") == 2 and cell[0].isdecimal() else cell


def test_the_list_that_says_most_of_trips_is_read_and_not_the_longest() -> None:
    signals = [{"when": f"2018-01-{day:02}", "strength": day} for day in range(1, 29)]
    found = read(
        json.dumps({"signals": signals, "log": {"trips": [{"date": "2018-01-01", "city": "Rome"}]}}).encode(), ""
    )
    assert [trip.title for trip in found.trips] == ["Rome"]


def test_paths_to_one_role_are_one_column_unless_a_record_has_two() -> None:
    stays = [{"stay": {"place": "Rome"}}, {"ride": {"to_city": "Oslo"}}]
    assert [trip.title for trip in read(json.dumps(stays).encode(), "").trips] == ["Rome", "Oslo"]
    both = [*stays, {"stay": {"place": "Bern"}, "ride": {"to_city": "Kyiv"}}]
    assert set(read(json.dumps(both).encode(), "").columns) == {"stay.place", "ride.to_city"}


def test_an_only_record_of_xml_is_a_row() -> None:
    assert read(b"<trips><trip city='Rome'><date>2018-01-01</date></trip></trips>", "").trips[0].title == "Rome"
    assert read(b"<gpx><wpt lat='41.9' lon='12.5'/></gpx>", "").trips[0].legs[0].stops[0].point == (12.5, 41.9)


def test_reasons_and_leaders_met_come_along() -> None:
    first = reading("wikipedia_kim.html").trips[0]
    assert (first.people_met, first.occasion) == (("Ann Example", "Bo Example", "Cy Example"), "First trip.")
    assert reading("colt.csv").trips[2].occasion == "Summit of Summits"
    assert reading("colt.csv").trips[0].legs[0].sources == ("https://example.org/1",)


def test_points_come_along_longitude_first() -> None:
    stops = reading("segments.csv").trips[0].legs[0].stops
    assert [stop.point for stop in stops] == [(22.27, 60.45), (24.94, 60.17)]


def test_the_built_in_records_are_read_as_they_are_at_home() -> None:
    records = read_records(BUILT_IN)
    found = read(BUILT_IN.read_bytes(), "trips.csv", people=records.people, sources=records.sources)
    assert found.trips == records.trips
    assert found.faults == ()


def test_a_traveller_with_a_home_leaves_it_and_returns() -> None:
    found = reading("wikipedia_kim_mirror.html", ReadOptions(home="Pyongyang"))
    assert way(found.trips[0]) == "Pyongyang > Dalian, CN > Pyongyang"
    assert [leg.depart and leg.depart.text for leg in found.trips[0].legs] == ["2018-05-07", None]
    assert found.trips[0].days == 2


def test_stops_whose_dates_touch_are_chained_only_when_asked_for() -> None:
    table = b"id,city,date\n1,Rome,2020-01-01\n2,Oslo,2020-01-02\n3,Cairo,2020-02-01\n"
    assert len(read(table, "trips.csv").trips) == 3
    chained = read(table, "trips.csv", ReadOptions(home="Bern", chain=True))
    assert [way(trip) for trip in chained.trips] == ["Bern > Rome > Oslo > Bern", "Bern > Cairo > Bern"]


def test_flights_are_never_chained() -> None:
    table = b"from,to,date\nRome,Oslo,2020-01-01\nOslo,Cairo,2020-01-02\n"
    assert len(read(table, "trips.csv", ReadOptions(chain=True)).trips) == 2


def test_numbers_that_begin_again_each_year_make_trips_of_their_own() -> None:
    found = written("#,city,date", "1,Rome,2018-01-01", "2,Oslo,2018-02-01", "1,Cairo,2019-01-01")
    assert [trip.id for trip in found.trips] == ["1", "2", "1, row 4"]


def test_the_reader_may_choose_other_columns() -> None:
    table = b"city,country,capital,date\nMilan,Italy,Rome,2018-01-01\n"
    assert read(table, "t.csv").trips[0].title == "Milan"
    assert read(table, "t.csv", ReadOptions({"destination": "capital"})).trips[0].title == "Rome"
    assert read(table, "t.csv", ReadOptions({"destination": ""})).trips[0].title == "Italy"
    assert read(table, "t.csv", ReadOptions({"destination": "no such column"})).trips[0].title == "Milan"


@pytest.mark.parametrize(
    ("header", "row", "role", "column"),
    [
        ("Wann,Ziel", "10.06.2018,Rom", "date", "Wann"),
        ("From,To,Place", "2018-01-01,2018-01-03,Rome", "start", "From"),
        ("Departure,Arrival,Date", "Rome,Oslo,2018-01-01", "origin", "Departure"),
        ("name,lat,lon", "Rome,41.9,12.5", "destination", "name"),
        ("who,ISO2", "Ann,IT", "iso", "ISO2"),
        ("A,B,Date", "FRA,MUC,2018-01-01", "origin", "A"),
        ("x1,x2,x3", "Ann,Italy,2018-01-01", "country", "x2"),
        ("날짜,도시", "2018-01-01,서울", "destination", "도시"),
    ],
)
def test_columns_are_guessed_from_names_and_contents(header: str, row: str, role: str, column: str) -> None:
    found = written(header, row)
    assert found.mapping[role] == column
    assert len(found.trips) == 1


def test_a_table_whose_columns_nobody_knows_is_shown_and_not_drawn() -> None:
    found = written("foo,bar", "1,2", "3,4")
    assert (found.columns, found.rows, len(found.not_drawn)) == (("foo", "bar"), 2, 2)


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    found = written("2018-01-01,Italy", "2018-02-01,France")
    assert [trip.title for trip in found.trips] == ["Italy", "France"]


def test_a_title_above_the_header_is_no_row() -> None:
    found = written("My travels,,", ",,", "Date,City,Country", "2018-01-01,Rome,Italy")
    assert (found.rows, found.trips[0].legs[0].row) == (1, 4)


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


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("Train", "rail"),
        ("by plane", "air"),
        ("Car rental", "road"),
        ("FERRY", "sea"),
        ("on foot", "foot"),
        ("broom", "other"),
    ],
)
def test_modes_have_many_names(said: str, mode: str) -> None:
    assert written("city,mode", f"Rome,{said}", "Oslo,train", "Bern,train").trips[0].mode == mode


def test_a_path_is_not_needed(tmp_path: Path) -> None:
    assert read(b"city\nRome\n", str(tmp_path / "nowhere.csv")).trips[0].title == "Rome"


def test_the_guide_names_every_role_and_limit() -> None:
    guide = (ROOT / "docs" / "your-own-trips.md").read_text(encoding="utf-8")
    assert [role for role in ROLES if f"`{role}`" not in guide] == []
    amounts = [
        f"{DEFAULT_LIMITS.legs:,}",
        f"{DEFAULT_LIMITS.columns:,}",
        f"{DEFAULT_LIMITS.cell:,}",
        f"{DEFAULT_LIMITS.size // 1_000_000} MB",
    ]
    assert [amount for amount in amounts if amount not in guide] == []
