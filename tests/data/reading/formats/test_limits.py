"""Limits: no file takes more time or memory than it may, and a refusal is one sentence."""

import io
import string
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import IO

import pytest

from data.reading import Limits, read
from tests.read_tables import read_or_refused, refusal
from tests.server import ROOT

SMALL = Limits(size=10_000, legs=10, columns=20, cell=100, row=5_000, json=5_000, markup=5_000)


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
        (b"<gpx><trk><trkseg><trkpt lat='x' lon='2'/></trkseg></trk></gpx>", "This file holds no point and no line"),
        (b"<kml><Document><name>Nothing</name></Document></kml>", "This file holds no point and no line"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "This calendar holds no events."),
        (b"- a: &x [1]\n  b: *x\n", "This YAML refers to parts of itself"),
        (b"SQLite format 3\0broken", "This SQLite database cannot be read"),
        (b"PAR1broken", "This Parquet or Arrow file cannot be read"),
        (b"ARROW1broken", "This Parquet or Arrow file cannot be read"),
        (b"\x1f\x8bbroken", "This archive is broken"),
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


@cache  # to deflate 60 MB takes a third of a second
def zeros() -> bytes:
    """A workbook of which a bomb's part is blank."""
    return workbook(b" " * 60_000_000)


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
    honest = workbook(row(1, "Date") + b" " * 20_000_000)
    length = len(honest)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert len(lying) == length
    return lying


def _shared() -> bytes:
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c><c r="B%d" t="s"><v>0</v></c></row>' % (n, n, n)
        for n in range(1, 40_000)
    )
    return workbook(cells, b"<si><t>%s</t></si>" % (b"x" * 32_000))


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": zeros,
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
        b'[{"' + b'":1,"'.join(b"c%d" % number for number in range(900)) + b'":1}' + b",{}" * 600_000 + b"]"
    ),
    "elements in XML": lambda: b"<a>" + b'<b c="1"/>' * 300_000 + b"</a>",
    "a zip in a zip": lambda: zipped(("inner.zip", zipped(("a.csv", b"0" * 10_000_000)))),
    "many files": lambda: zipped(*((f"xl/{number}/workbook.xml", b"") for number in range(10_001))),
    "deep JSON": lambda: b"[" * 5_000_000,
    "deep JSON objects": lambda: b'{"a":' * 2_000_000,
    "a long number in JSON": lambda: b'[{"city": ' + b"9" * 5_000_000 + b"}]",
    "addresses": lambda: b"{|\n! City !! Date\n|-\n| " + b"[http://a" * 200_000,
    "commas": lambda: b"," * 30_000_000,
    "lines in quotes": lambda: b'"\n",' * 1_500_000,
    "an open quote": lambda: b'city,note\n"' + b"Rome,x\n" * 20_000,
    "angle brackets": lambda: b"<table>" + b"<!" * 400_000,
    "tables in tables": lambda: b"<table><tr><td>" * 300_000,
    "spans": lambda: b"<table>" + b"<tr><td rowspan=9999 colspan=999>x" * 30_000,
    "open templates": lambda: b"{|\n! City !! Date\n|-\n| " + b"{{" * 1_000_000,
    "open links": lambda: b"{|\n! City !! Date\n|-\n| " + b"[[a|" * 500_000,
    "open comments": lambda: b"{|\n! City !! Date\n|-\n| " + b"<!--" * 500_000,
    "equal signs": lambda: b"{|\n! City !! Date\n|-\n| " + b"a=b " * 1_000_000,
    "NUL bytes": lambda: b"city\n" + b"\0" * 50_000_000,
    "spaces": lambda: b"city,date\n" + b" " * 90_000 + b"x,2018\n",
    "line ends in a cell": lambda: b'leaders met,city\n"' + b"\n" * 90_000 + b'x",Rome\n',
    "digits": lambda: (
        b"date,city,lat,lon\n" + b"1" * 90_000 + b",Rome," + b"1" * 90_000 + b"," + b"2." * 40_000 + b"\n"
    ),
}


# Reads file after file from its standard input, each in a fork of its own, so that Python starts once for all of them.
DEFUSED = """
import os, resource, sys, traceback
from data.reading import Limits, TableError, read

def check(content):
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))  # seconds; a bomb that goes off takes minutes
    resource.setrlimit(resource.RLIMIT_AS, (350_000_000 + 12 * len(content), resource.RLIM_INFINITY))
    try:
        found = read(content, "pasted", limits=Limits(memory=500_000_000))
        assert len(found.drawn) + len(found.not_drawn) == found.rows
    except TableError as refused:
        assert "\\n" not in str(refused)

while length := sys.stdin.buffer.readline():
    content = sys.stdin.buffer.read(int(length))
    if not (child := os.fork()):
        try:
            check(content)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Defuser:
    """The process that reads bombs, and what it printed of errors."""

    def __init__(self, errors: IO[bytes]) -> None:
        self._errors = errors
        self._process = subprocess.Popen(
            [sys.executable, "-c", DEFUSED], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        )

    def read(self, content: bytes) -> tuple[int, str]:
        """The exit code of reading a file, and the errors that were printed."""
        assert self._process.stdin
        assert self._process.stdout
        before = self._errors.seek(0, io.SEEK_END)
        self._process.stdin.write(b"%d\n" % len(content) + content)
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        self._errors.seek(before)
        return code, self._errors.read().decode()

    def close(self) -> None:
        """End it."""
        with self._process:
            self._process.kill()


@pytest.fixture(scope="module")
def defuser() -> Iterator[Defuser]:
    with tempfile.TemporaryFile() as errors:
        defuser = Defuser(errors)
        yield defuser
        defuser.close()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_sentence_or_a_table_in_bounded_time_and_memory(defuser: Defuser, name: str) -> None:
    assert defuser.read(BOMBS[name]()) == (0, "")


@pytest.mark.parametrize("depth", [5, 50, 500, 5_000])
def test_json_of_any_depth_is_a_table_or_a_sentence(depth: int) -> None:
    read_or_refused(b'[{"city": "Rome", "more": ' + b"[" * depth + b"]" * depth + b"}]", "trips.json")
    read_or_refused(b'{"a":' * depth + b'[{"city": "Rome"}]' + b"}" * depth, "trips.json")


def test_a_zip_that_lies_about_its_sizes_is_found_out_before_it_is_read() -> None:
    assert refusal(_lying()).startswith("This is a broken or locked workbook")


def test_an_archive_in_an_archive_is_not_opened() -> None:
    assert refusal(BOMBS["a zip in a zip"]()).startswith("None of the files in this archive holds a table")


def test_a_workbook_that_would_take_all_memory_only_ends_its_own_reader() -> None:
    assert "takes more memory or time than a table needs" in refusal(BOMBS["two far cells"]())


def test_zip_directories_are_weighed_before_anything_is_unpacked() -> None:
    assert "unpacks to" in refusal(zeros())
    with zipfile.ZipFile(io.BytesIO(zeros())) as archive:
        assert archive.testzip() is None  # it was a sound zip
