"""Whatever is dropped: it is read, or one sentence says why not; and the sums of drawn and not drawn agree, always."""

import csv
import io
import json
from xml.sax.saxutils import escape, quoteattr

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.i18n.message import LocalizedText
from data.reading import ReadOptions, read
from data.reading.columns.vocabulary import ROLES
from data.reading.values.dates import DATE_REMEDY, UNREADABLE_DATE
from data.records.fault import Fault
from tests.hostile import PAYLOADS
from tests.read_tables import as_csv, assert_sums_agree, read_or_refused

HEADERS = st.sampled_from([name for names in ROLES.values() for name in names[:6]]) | st.text(max_size=12)


CELLS = (
    st.text(max_size=20)
    | st.sampled_from(
        ["Rome", "Oslo, Bern", "2018-06-10", "10/06/2018", "March 25–28, 2018", "TBD", "Total", "KOR", ""]
    )
    | st.sampled_from(
        ["43261", "1528632000", "-1", "41.9", "train", "2019", "Washington, D.C.", "[1]", "\ud7ff", "１２"]
    )
    | st.sampled_from(list(PAYLOADS.values()))
)


ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=12)


ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252", "gb18030", "shift_jis"])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(HEADERS, min_size=1, max_size=8), ROWS, st.sampled_from(",;\t|"), ENCODINGS, st.booleans())
def test_the_sums_of_any_table_agree(
    header: list[str], rows: list[list[str]], delimiter: str, encoding: str, chain: bool
) -> None:
    text = as_csv(header, rows, delimiter)
    read_or_refused(
        text.encode(encoding, "replace"), "trips.csv", ReadOptions(home="Bern" if chain else "", chain=chain)
    )


@settings(deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(["a.csv", "a.json", "a.xlsx", ""])
)
def test_any_bytes_are_a_table_or_a_sentence(content: bytes, name: str) -> None:
    read_or_refused(content, name)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(HEADERS, part, max_size=4),
    max_leaves=30,
)


@settings(deadline=None)
@given(JSON)
def test_any_json_is_a_table_or_a_sentence(value: object) -> None:
    read_or_refused(json.dumps(value).encode(), "trips.json")


XML = st.recursive(
    CELLS.map(escape),
    lambda inside: st.lists(st.tuples(st.sampled_from(["trip", "city", "date", "wpt", "x:a"]), inside), max_size=4).map(
        lambda parts: "".join(f"<{name} id={quoteattr(within[:9])}>{within}</{name}>" for name, within in parts)
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.sampled_from(["trips", "gpx", "html", "kml"]), XML)
def test_any_xml_is_a_table_or_a_sentence(root: str, inside: str) -> None:
    read_or_refused(f"<{root}>{inside}</{root}>".encode("utf-8", "replace"), "trips.xml")


MARKUP = st.lists(
    st.sampled_from(
        ["<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<th colspan='2'>", "</td>", "<br>", "<!--", "<"]
    )
    | st.sampled_from(
        ["\n{|", "\n|-", "\n| ", " || ", "\n! ", " !! ", "rowspan=2 |", "{{", "}}", "[[", "]]", "\n|}", "<ref>"]
    )
    | st.sampled_from(["City", "Date", "Rome", "2018-01-01", "&amp;", "&#xFFFFFFF;", "</ref>", "<script>", "</sup>"]),
    max_size=60,
)


@settings(deadline=None)
@given(MARKUP, st.sampled_from(["<table>", "{|", ""]))
def test_any_markup_is_a_table_or_a_sentence(parts: list[str], start: str) -> None:
    read_or_refused((start + "".join(parts)).encode(), "pasted")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*ROLES, "nonsense"]), st.sampled_from(["a", "b", "c", "", "z"])))
def test_any_choice_of_columns_keeps_the_sums(choice: dict[str, str]) -> None:
    found = read(b"a,b,c\nRome,2018-01-01,train\n41.9,12.5,x\n,,y\n", "trips.csv", ReadOptions(choice))
    assert_sums_agree(found)


def test_each_row_that_is_not_drawn_says_why_and_what_to_do() -> None:
    table = b"date,city,mode\nsoon,Rome,train\n2018-01-01,,train\n2018-01-02,Oslo,train\ndate,city,mode\nTotal,,3\n"
    found = read(table, "trips.csv")
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "date"), (3, "city"), (5, "city"), (6, "date")]
    assert [(fault.value, fault.expected, fault.remedy) for fault in found.faults] == [
        ("soon", UNREADABLE_DATE, DATE_REMEDY),
        ("", "no place is named", "fill in a city or a country, or latitude and longitude"),
        ("city", "this is the header again, no trip", "nothing to do"),
        ("Total", "this is a row of totals, no trip", "nothing to do"),
    ]
    assert found.drawn == {4}


def test_the_list_of_what_is_not_drawn_has_the_original_columns_and_the_reason() -> None:
    found = read(b'date,city,"sum, EUR"\nsoon,Rome,=1+1\n2018-01-01,Atlantis,-5\n2018-01-01,Oslo\n', "trips.csv")
    later = Fault("trips.csv", 3, "city", "Atlantis", LocalizedText("fault_unplaced"), LocalizedText("remedy_unplaced"))
    rows = list(csv.reader(io.StringIO(found.not_drawn_table([later]))))
    assert rows[0] == ["row", "date", "city", "sum, EUR", "not drawn because of", "value", "reason", "remedy"]
    assert rows[1:] == [
        ["2", "soon", "Rome", "'=1+1", "date", "soon", UNREADABLE_DATE, DATE_REMEDY],
        [
            "3",
            "2018-01-01",
            "Atlantis",
            "-5",
            "city",
            "Atlantis",
            "no such place is known",
            "add it to places.csv or give “lat, lon”",
        ],
    ]


def test_what_a_spreadsheet_would_compute_comes_back_as_it_was() -> None:
    assert read(b"city,note\nRome,'=1+1\n", "trips.csv").trips[0].legs[0].note == "=1+1"


def test_a_merged_column_of_ids_that_join_nothing_is_told_by_its_name() -> None:
    rows = "".join(
        f"<trip><id>{id}</id><Departuredate>{date}</Departuredate><city>Rome</city></trip>"
        for id, date in (("0", "9999-12-31"), ("NaN", "2018"))
    )
    found = read(f"<trips>{rows}</trips>".encode(), "trips.xml")
    assert any("“id”" in finding.text for finding in found.findings)
