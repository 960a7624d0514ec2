"""Files with several tables: those of one shape are read together, else the best, and nothing is left out unsaid."""

import io
import json
from collections.abc import Callable, Mapping, Sequence

import pytest
import xlsxwriter

from data.reading import ReadOptions, ReadResult, read
from data.reading.grid import locate_row
from tests.read_tables import assert_sums_agree, when

Sheet = Sequence[Sequence[str]]
HEADER = ("Date", "City")
YEARS: dict[str, Sheet] = {
    year: [HEADER, (f"{year}-05-03", "Paris"), (f"{year}-06-04", "Rome")] for year in ("2017", "2018")
}
AIRPORTS: Sheet = [("IATA", "City", "Country", "Lat", "Lon"), *[("LHR", "London", "UK", "51.47", "-0.45")] * 9]


def workbook(sheets: Mapping[str, Sheet], hidden: Sequence[str] = ()) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
            else:
                sheet.activate()
    return file.getvalue()


def page(sections: Mapping[str, Sheet], level: str = "h2") -> bytes:
    parts = [
        f"<{level}>{heading}</{level}><table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        + "</table>"
        for heading, rows in sections.items()
    ]
    return f"<html><body><h1>Trips</h1>{''.join(parts)}</body></html>".encode()


def wiki(sections: Mapping[str, Sheet]) -> bytes:
    parts = [
        f"== {heading} ==\n{{| class=wikitable\n" + "\n|-\n".join("| " + " || ".join(row) for row in rows) + "\n|}\n"
        for heading, rows in sections.items()
    ]
    return "\n".join(parts).encode()


def keyed(sections: Mapping[str, Sheet]) -> bytes:
    lists = {key: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for key, rows in sections.items()}
    return json.dumps(lists).encode()


WRITERS: dict[str, Callable[[Mapping[str, Sheet]], bytes]] = {
    "xlsx": workbook,
    "html": page,
    "wiki": wiki,
    "json": keyed,
}


def told(found: ReadResult) -> list[tuple[str, str]]:
    assert_sums_agree(found)
    return [(when(trip), trip.title) for trip in found.trips]


def read_parts(found: ReadResult) -> list[str]:
    return [part.name for part in found.grid.parts if part.first_row]


def left_out(found: ReadResult) -> dict[str, int]:
    return {part.name: part.length for part in found.grid.parts if not part.first_row}


@pytest.mark.parametrize("format_name", WRITERS)
def test_tables_of_one_shape_are_read_together(format_name: str) -> None:
    found = read(WRITERS[format_name](YEARS), f"trips.{format_name}")
    assert told(found) == [
        ("2017-05-03", "Paris"),
        ("2017-06-04", "Rome"),
        ("2018-05-03", "Paris"),
        ("2018-06-04", "Rome"),
    ]
    assert read_parts(found) == ["2017", "2018"]


@pytest.mark.parametrize("format_name", WRITERS)
def test_the_year_above_a_table_completes_its_dates(format_name: str) -> None:
    tables = {year: [HEADER, ("May 20–22", "Paris"), ("June 4", "Rome")] for year in ("2017", "2018")}
    found = read(WRITERS[format_name](tables), f"trips.{format_name}")
    assert told(found) == [
        ("2017-05-20/2017-05-22", "Paris"),
        ("2017-06-04", "Rome"),
        ("2018-05-20/2018-05-22", "Paris"),
        ("2018-06-04", "Rome"),
    ]


def test_a_year_above_a_single_table_completes_its_dates_too() -> None:
    assert told(read(page({"Visits in 2018": [HEADER, ("May 20", "Paris")]}), "x.html")) == [("2018-05-20", "Paris")]
    assert told(read(workbook({"2018": [HEADER, ("May 20", "Paris")]}), "x.xlsx")) == [("2018-05-20", "Paris")]


def test_a_range_of_years_above_a_table_is_no_year() -> None:
    tables: dict[str, Sheet] = {"First term (2009–2013)": YEARS["2017"], "Second term (2013–2017)": YEARS["2018"]}
    assert "year" not in read(page(tables), "x.html").mapping


def test_a_country_above_a_table_is_where_its_cities_are() -> None:
    tables = {"France": [HEADER, ("2018-05-03", "Paris")], "Italy": [HEADER, ("2018-05-04", "Rome")]}
    found = read(page(tables, "h3"), "x.html")
    assert [leg.stops[-1].country for trip in found.trips for leg in trip.legs] == ["FR", "IT"]


def test_a_mode_above_a_table_is_how_one_travelled() -> None:
    header = ("date", "from", "to")
    tables = {
        "flights": [header, ("2018-05-03", "Paris", "Rome")],
        "trains": [header, ("2018-05-04", "Rome", "Milan")],
    }
    assert [trip.mode for trip in read(keyed(tables), "x.json").trips] == ["air", "rail"]


@pytest.mark.parametrize("other", ["Airports", "Read me", "Summary", "Hidden"])
@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_of_trips_is_read_rather_than_what_stands_beside_it(other: str, first: bool) -> None:
    others: dict[str, Sheet] = {
        "Airports": AIRPORTS,
        "Read me": [("This workbook", "has all trips"), ("made by", "Ann"), ("version", "3")],
        "Summary": [("Year", "Trips"), *[(str(year), "3") for year in range(2000, 2019)]],
        "Hidden": [HEADER, ("1999-01-01", "Oslo")],
    }
    trips = {"Trips": YEARS["2018"]}
    sheets = {other: others[other], **trips} if first else {**trips, other: others[other]}
    found = read(workbook(sheets, hidden=["Hidden"] if other == "Hidden" else []), "x.xlsx")
    assert told(found) == [("2018-05-03", "Paris"), ("2018-06-04", "Rome")]
    assert left_out(found) == {other: len(others[other]) - (other != "Read me")} or other == "Read me"
    assert list(left_out(found)) == [other]


def test_the_owner_may_choose_other_tables() -> None:
    content = workbook({**YEARS, "Plans": [HEADER, ("2030-01-01", "Oslo")], "Airports": AIRPORTS})
    chosen = read(content, "x.xlsx", ReadOptions(tables=("Plans",)))
    assert told(chosen) == [("2030-01-01", "Oslo")]
    two = read(content, "x.xlsx", ReadOptions(tables=("2018", "Plans")))
    assert [title for _, title in told(two)] == ["Paris", "Rome", "Oslo"]
    assert read(content, "x.xlsx", ReadOptions(tables=("Airports",))).rows == 9


def test_a_sheet_that_holds_the_rows_of_all_others_is_read_alone() -> None:
    every: Sheet = [HEADER, *YEARS["2017"][1:], *YEARS["2018"][1:]]
    found = read(workbook({"All": every, **YEARS}), "x.xlsx")
    assert (read_parts(found), found.rows) == (["All"], 4)
    assert left_out(found) == {"2017": 2, "2018": 2}


def test_columns_of_other_order_and_name_find_each_other() -> None:
    tables: dict[str, Sheet] = {
        "2017": [("Date", "City"), ("2017-05-03", "Paris")],
        "2018": [("Ort", "Datum"), ("Rom", "2018-05-03")],
    }
    assert told(read(workbook(tables), "x.xlsx")) == [("2017-05-03", "Paris"), ("2018-05-03", "Rom")]


def test_numbers_that_begin_again_in_each_sheet_are_trips_of_their_own() -> None:
    header = ("Trip ID", "Date", "City")
    tables = {year: [header, ("1", f"{year}-05-03", "Paris"), ("1", f"{year}-05-04", "Rome")] for year in YEARS}
    assert [trip.id for trip in read(workbook(tables), "x.xlsx").trips] == ["1 (2017)", "1 (2018)"]


def test_a_row_is_told_by_its_own_sheet_and_number() -> None:
    tables: dict[str, Sheet] = {
        "2017": [("My trips",), HEADER, ("2017-05-03", "Paris")],
        "2018": [HEADER, ("2018-05-03", ""), HEADER],
    }
    found = read(workbook(tables), "x.xlsx")
    assert [locate_row(found.grid.parts, row) for row in sorted(found.drawn | found.not_drawn)] == [
        ("2017", 3),
        ("2018", 2),
        ("2018", 3),
    ]
    single = read(workbook({"Trips": tables["2017"], "Airports": AIRPORTS}), "x.xlsx")
    assert locate_row(single.grid.parts, min(single.drawn)) == ("", 3)


def test_merged_cells_of_a_workbook_stand_in_each_row() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Trips")
        sheet.write_row(0, 0, ("Year", "Date", "City"))
        sheet.merge_range(1, 0, 2, 0, "2018")
        sheet.write_row(1, 1, ("3 May", "Paris"))
        sheet.write_row(2, 1, ("4 June", "Rome"))
    assert told(read(file.getvalue(), "x.xlsx")) == [("2018-05-03", "Paris"), ("2018-06-04", "Rome")]


RECORDS = [{"date": "2018-05-03", "city": "Paris"}, {"date": "2018-06-04", "city": "Rome"}]
SHAPES = {
    "by key": {"a": RECORDS[0], "b": RECORDS[1]},
    "columns": {"date": [record["date"] for record in RECORDS], "city": [record["city"] for record in RECORDS]},
    "columns by row": {
        name: {str(number): record[name] for number, record in enumerate(RECORDS)} for name in ("date", "city")
    },
    "days": {"2018-05-03": {"city": "Paris", "note": ""}, "2018-06-04": {"city": "Rome", "note": ""}},
    "rows": [["date", "city"], *[list(record.values()) for record in RECORDS]],
    "rows beside names": {"data": {"trips": RECORDS}, "users": [{"name": "Ann", "age": 3}]},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_json_holds_records_in_every_usual_shape(shape: str) -> None:
    found = read(json.dumps(SHAPES[shape]).encode(), "x.json")
    assert told(found) == [("2018-05-03", "Paris"), ("2018-06-04", "Rome")]


def test_a_saved_page_of_wikipedia_is_read_with_its_years() -> None:
    heading = '<div class="mw-heading"><h2 id="{0}">{0}</h2><span class="mw-editsection">[<a>edit</a>]</span></div>'
    table = (
        '<table class="wikitable"><tbody><tr><th>#</th><th>Country</th><th>Location</th><th>Dates</th></tr>'
        '<tr><td rowspan="2">1</td><td>Japan</td><td>Tokyo</td><td>May 20–22</td></tr>'
        "<tr><td>China</td><td>Beijing</td><td>May 23</td></tr></tbody></table>"
    )
    navigation = "<table class='navbox'><tr><th>Lists</th></tr><tr><td>Trips of others</td></tr></table>"
    parts = "".join(heading.format(year) + table for year in (2014, 2015))
    content = f"<html><head><title>Trips</title></head><body><h1>List of trips</h1>{parts}{navigation}</body></html>"
    found = read(content.encode(), "page.html")
    assert [when for when, _ in told(found)] == ["2014-05-20/2014-05-22/2014-05-23", "2015-05-20/2015-05-22/2015-05-23"]
    assert read_parts(found) == ["2014", "2015"]


@pytest.mark.parametrize("mark", ["", "## ", "== "])
def test_years_between_the_tables_of_a_text_complete_the_dates_below_them(mark: str) -> None:
    found = read(f"{mark}2018\nDate,City\n3 May,Paris\n\n{mark}2019\nDate,City\n4 May,Rome\n".encode(), "x.csv")
    assert told(found) == [("2018-05-03", "Paris"), ("2019-05-04", "Rome")]


def test_a_title_with_other_numbers_than_a_year_completes_nothing() -> None:
    found = read(b"Exported 3 May 2024\nDate,City\n3 May,Paris\n", "x.csv")
    assert told(found) == [("", "Paris")]
