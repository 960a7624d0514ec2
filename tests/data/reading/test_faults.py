"""Whatever is dropped: it is read, or one sentence says why not; and the sums of drawn and not drawn agree, always."""

import csv
import io
import json
import string
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.i18n.message import LocalizedText
from data.reading import DEFAULT_LIMITS, Limits, ReadOptions, ReadResult, TableError, read
from data.reading.columns.vocabulary import ROLES
from data.reading.options import DEFAULT_OPTIONS
from data.reading.values.dates import DATE_REMEDY, UNREADABLE_DATE
from data.records.fault import Fault
from tests.hostile import PAYLOADS
from tests.server import ROOT

SMALL = Limits(size=10_000, legs=10, columns=20, cell=100, row=5_000, json=5_000, markup=5_000)


def assert_sums_agree(found: ReadResult) -> None:
    assert found.drawn.isdisjoint(found.not_drawn)
    reasons = [fault for fault in found.faults if fault.row in found.not_drawn]
    assert {fault.row for fault in reasons if fault.column and fault.expected and fault.remedy} == found.not_drawn
    assert len(found.drawn) + len(found.not_drawn) == found.rows
    assert set(found.original_rows(found.not_drawn)) == found.not_drawn


def refusal(content: bytes, name: str = "trips.csv", limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(TableError) as refused:
        read(content, name, limits=limits)
    return str(refused.value)


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


def as_csv(header: list[str], rows: list[list[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


def read_or_refused(content: bytes, name: str, choice: ReadOptions = DEFAULT_OPTIONS) -> None:
    sentence = ""
    try:
        found = read(content, name, choice)
    except TableError as refused:
        sentence = str(refused)
    if sentence:
        assert "\n" not in sentence
        return
    assert_sums_agree(found)
    assert found.not_drawn_table().count("\n") >= len(found.not_drawn)


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
        ("city", "this is the header again, no trip", "nothing is to be done"),
        ("Total", "this is a row of totals, no trip", "nothing is to be done"),
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


@pytest.mark.parametrize(
    ("encoding", "taken_for"),
    [
        ("utf-8", "CSV, semicolons, UTF-8"),
        ("utf-8-sig", "CSV, semicolons, UTF-8"),
        ("utf-16", "CSV, semicolons, UTF-16"),
        ("utf-16-le", "CSV, semicolons, UTF-16-LE"),
        ("latin-1", "CSV, semicolons, Windows-1252"),
        ("cp1252", "CSV, semicolons, Windows-1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_letters_survive_every_encoding_and_line_end(encoding: str, taken_for: str, line_end: str) -> None:
    table = line_end.join(["Datum;Stadt;Land", "10.06.2018;Zürich;Schweiz", "11.06.2018;São Paulo;Brasilien", ""])
    found = read(table.encode(encoding), "reisen.csv")
    assert (found.format, [trip.title for trip in found.trips]) == (taken_for, ["Zürich", "São Paulo"])


@pytest.mark.parametrize("encoding", ["cp1251", "gb18030", "shift_jis", "euc_kr"])
def test_letters_of_other_scripts_survive_their_encodings(encoding: str) -> None:
    city = {
        "cp1251": "Владивосток",
        "gb18030": "符拉迪沃斯托克",
        "shift_jis": "ウラジオストク",
        "euc_kr": "블라디보스토크",
    }
    lines = [f"2018-06-{day:02},{city[encoding]}" for day in range(1, 29)]
    assert read("\n".join(["date,city", *lines]).encode(encoding), "t.csv").trips[0].title == city[encoding]


def test_one_broken_byte_does_not_spoil_a_text_in_utf_8() -> None:
    table = "date,city\n" + "2018-01-01,Köln\n" * 30
    assert read(table.encode() + b"2018-01-02,K\xffln\n", "t.csv").trips[0].title == "Köln"


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_every_delimiter_is_seen(delimiter: str) -> None:
    table = as_csv(["Date", "City", "Note"], [["2018-01-01", "Rome, Italy", 'said "no"; left']], delimiter)
    (trip,) = read(table.encode(), "t.csv").trips
    assert (trip.title, trip.legs[0].stops[0].country, trip.legs[0].note) == ("Rome", "IT", 'said "no"; left')


def test_ragged_rows_and_blank_lines_are_read() -> None:
    found = read(b"date,city,note\n\n2018-01-01,Rome\n,,\n2018-01-02,Oslo,a,b,c\n", "t.csv")
    assert sorted(found.drawn) == [3, 5]
    assert found.rows == 2


@pytest.mark.parametrize("wrong", ['"Rome" and more', 'the "eternal" city', '"Rome', 'Rome"'])
def test_quotes_gone_wrong_lose_no_row(wrong: str) -> None:
    found = read(f"note,date,city\n{wrong},2018-01-01,Rome\nx,2018-01-02,Oslo\n".encode(), "t.csv")
    assert [trip.title for trip in found.trips] == ["Rome", "Oslo"]


def test_a_bar_table_and_footnote_marks_are_read() -> None:
    found = read(b"| Date | City |\n|------|------|\n| 2018-01-01 | Rome[1][note 2] |\n", "t.md")
    assert [trip.title for trip in found.trips] == ["Rome"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \r\n\t", "The file is empty."),
        (b"Dear all,\nI went to Rome.\n", "No table is found here, only one column of text"),
        (b"city,date\n", "The table has a header and no rows."),
        (b"city,date\nRome\0,2018\n", "The file holds NUL bytes"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "The file holds NUL bytes"),
        (bytes(range(1, 32)) * 9, "This is not a text file"),
        (b"[]", "This JSON holds no list of records"),
        (b'{"a": 1}', "This JSON holds no list of records"),
        (b"<html><p>Rome</p></html>", "This page or XML file holds no table"),
        (b"<html><p id='1'>Rome</p><p id='2'>Oslo</p></html>", "This page or XML file holds no table"),
        (b"<trips><trip city='Rome'/><trip", "This page or XML file holds no table"),
        (b"<note><to>Rome</to><from>Oslo</from></note>", "This page or XML file holds no table"),
        (b"<gpx><trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk></gpx>", "This file holds lines and no table"),
        (b"<kml><Placemark><Point><coordinates>2,1</coordinates></Point></Placemark></kml>", "This file holds lines"),
        (b"<a>" * 50 + b"</a>" * 50, "This XML is nested too deep"),
        (b"<!DOCTYPE a [<!ENTITY b 'Rome'>]><a><b city='&b;'/><b/></a>", "This XML declares entities of its own"),
        (b"{| class=wikitable\n|}", "This page or XML file holds no table"),
        (b"PK\x03\x04broken", "This is a broken or locked workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", "This workbook cannot be read"),
    ],
)
def test_a_file_that_is_no_table_gets_one_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content).startswith(sentence)


def test_broken_json_says_where() -> None:
    assert refusal(b'[{"city": "Rome"', "trips.json").startswith("This JSON file cannot be read (it is not JSON:")


OVER: dict[str, Callable[[], bytes]] = {
    "The file has 0 MB; at most 0 MB are read.": lambda: b"city\n" + b"Rome\n" * 3_000,
    "The table has more than 10 rows; split it and drop a part.": lambda: b"city\n" + b"Rome\n" * 11,
    "The table makes more than 10 legs; split it and drop a part.": lambda: b"city\n" + b'"Rome, Oslo"\n' * 6,
    "A row has 21 cells; at most 20 columns are read.": lambda: b"city" + b"," * 20 + b"\nRome\n",
    "Row 2: a cell has 101 characters; at most 100 are read.": lambda: b"city\n" + b"R" * 101 + b"\n",
    "One row is longer than 0 MB, so this is not read as a table.": lambda: b"city\n" + b"R" * 6_000,
    "JSON of more than 0 MB is not read; save it as CSV and drop that.": lambda: b"[" + b" " * 6_000 + b"]",
    "An HTML page of more than 5,000 characters is not read; save its table as CSV.": lambda: b"<table>" + b"x" * 6_000,
}


@pytest.mark.parametrize("sentence", OVER)
def test_every_limit_ends_in_a_sentence(sentence: str) -> None:
    assert refusal(OVER[sentence](), limits=SMALL) == sentence


def zipped(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


def workbook(sheet: bytes, strings: bytes = b"") -> bytes:
    """The least XLSX that a reader accepts, with this XML as its sheet."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = b"http://schemas.openxmlformats.org/package/2006/relationships"
    kind = b"http://schemas.openxmlformats.org/package/2006/content-types"
    return zipped(
        ("[Content_Types].xml", b'<Types xmlns="%s"/>' % kind),
        (
            "_rels/.rels",
            b'<Relationships xmlns="%s"><Relationship Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/>'
            b"</Relationships>" % (package, office),
        ),
        (
            "xl/workbook.xml",
            b'<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
            % (main, office),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b'<Relationships xmlns="%s"><Relationship Id="r1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/>'
            b'<Relationship Id="r2" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
            % (package, office, office),
        ),
        ("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (main, strings)),
        ("xl/worksheets/sheet1.xml", b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, sheet)),
    )


def row(number: int, *cells: str) -> bytes:
    letters = string.ascii_uppercase
    texts = "".join(
        f'<c r="{letters[index]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for index, cell in enumerate(cells)
    )
    return f'<row r="{number}">{texts}</row>'.encode()


def test_a_workbook_is_read() -> None:
    found = read(workbook(row(1, "Date", "City") + row(2, "2018-06-10", "Zürich")), "trips.xlsx")
    assert (found.format, [trip.title for trip in found.trips]) == ("XLSX, sheet “S”", ["Zürich"])


def _wide() -> bytes:
    cells = "".join(f'<c r="{a}{b}{c}1"><v>1</v></c>' for a in "ABC" for b in string.ascii_uppercase for c in "ABCDEFG")
    return workbook(f'<row r="1">{cells}</row>'.encode())


def _lying() -> bytes:
    """A zip whose directory says that a bomb is small."""
    honest = workbook(row(1, "Date") + b" " * 50_000_000)
    length = len(honest)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert len(lying) == length
    return lying


def _shared() -> bytes:
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c><c r="B%d" t="s"><v>0</v></c></row>' % (n, n, n)
        for n in range(1, 200_000)
    )
    return workbook(cells, b"<si><t>%s</t></si>" % (b"x" * 32_000))


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: workbook(b" " * 2_000_000_00),
    "two far cells": lambda: workbook(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "far but narrow": lambda: workbook(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>'
    ),
    "one long text, everywhere": _shared,
    "many columns": _wide,
    "a lying directory": _lying,
    "empty records in JSON": lambda: b"[" + b"{}," * 5_000_000 + b"{}]",
    "empty records beside a wide one": lambda: (
        b'[{"' + b'":1,"'.join(b"c%d" % number for number in range(900)) + b'":1}' + b",{}" * 1_900_000 + b"]"
    ),
    "elements in XML": lambda: b"<a>" + b'<b c="1"/>' * 900_000 + b"</a>",
    "a zip in a zip": lambda: zipped(("inner.zip", zipped(("a.csv", b"0" * 10_000_000)))),
    "many files": lambda: zipped(*((f"xl/{number}/workbook.xml", b"") for number in range(10_001))),
    "deep JSON": lambda: b"[" * 5_000_000,
    "deep JSON objects": lambda: b'{"a":' * 2_000_000,
    "a long number in JSON": lambda: b'[{"city": ' + b"9" * 5_000_000 + b"}]",
    "addresses": lambda: b"{|\n! City !! Date\n|-\n| " + b"[http://a" * 500_000,
    "commas": lambda: b"," * 30_000_000,
    "lines in quotes": lambda: b'"\n",' * 5_000_000,
    "an open quote": lambda: b'city,note\n"' + b"Rome,x\n" * 60_000,
    "angle brackets": lambda: b"<table>" + b"<!" * 1_000_000,
    "tables in tables": lambda: b"<table><tr><td>" * 300_000,
    "spans": lambda: b"<table>" + b"<tr><td rowspan=9999 colspan=999>x" * 30_000,
    "open templates": lambda: b"{|\n! City !! Date\n|-\n| " + b"{{" * 1_000_000,
    "open links": lambda: b"{|\n! City !! Date\n|-\n| " + b"[[a|" * 1_500_000,
    "open comments": lambda: b"{|\n! City !! Date\n|-\n| " + b"<!--" * 500_000,
    "equal signs": lambda: b"{|\n! City !! Date\n|-\n| " + b"a=b " * 1_000_000,
    "NUL bytes": lambda: b"city\n" + b"\0" * 50_000_000,
    "spaces": lambda: b"city,date\n" + b" " * 90_000 + b"x,2018\n",
    "line ends in a cell": lambda: b'leaders met,city\n"' + b"\n" * 90_000 + b'x",Rome\n',
    "digits": lambda: (
        b"date,city,lat,lon\n" + b"1" * 90_000 + b",Rome," + b"1" * 90_000 + b"," + b"2." * 40_000 + b"\n"
    ),
}


DEFUSED = """
import resource, sys
from data.reading import TableError, read
content = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_CPU, (100, 100))  # seconds; a bomb that goes off takes hours
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000 + 12 * len(content), resource.RLIM_INFINITY))
try:
    found = read(content, "pasted")
    assert len(found.drawn) + len(found.not_drawn) == found.rows
except TableError as refused:
    assert "\\n" not in str(refused)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_sentence_or_a_table_in_bounded_time_and_memory(name: str) -> None:
    command = [sys.executable, "-c", DEFUSED]
    done = subprocess.run(command, input=BOMBS[name](), cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


@pytest.mark.parametrize("depth", [5, 50, 500, 5_000])
def test_json_of_any_depth_is_a_table_or_a_sentence(depth: int) -> None:
    read_or_refused(b'[{"city": "Rome", "more": ' + b"[" * depth + b"]" * depth + b"}]", "trips.json")
    read_or_refused(b'{"a":' * depth + b'[{"city": "Rome"}]' + b"}" * depth, "trips.json")


def test_a_zip_that_lies_about_its_sizes_is_found_out_before_it_is_read() -> None:
    assert refusal(_lying()).startswith("This is a broken or locked workbook")


def test_a_workbook_that_would_take_all_memory_only_ends_its_own_reader() -> None:
    assert "takes more memory or time than a table needs" in refusal(BOMBS["two far cells"]())


def test_zip_directories_are_weighed_before_anything_is_unpacked() -> None:
    content = workbook(b" " * 60_000_000)
    assert "unpacks to" in refusal(content)
    assert zlib.crc32(content)  # it was a sound zip
