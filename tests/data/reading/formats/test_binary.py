"""Databases, columnar files and archives: read from the bytes alone, and bounded."""

import gzip
import io
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from time import process_time

import pyarrow
import pyarrow.feather
import pyarrow.parquet
import pytest

from data.reading import Limits, ReadOptions, read
from tests.read_tables import read_or_refused, refusal, when
from tests.server import ROOT
from tests.shapes import TABLES

ROWS = [("2018-05-03", "Paris"), ("2018-06-04", "Rome")]
CSV = b"date,city\n2018-05-03,Paris\n2018-06-04,Rome\n"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
SMALL = Limits(size=20_000_000, legs=50_000, markup=2_000_000)  # so that bombs can be small too
MOST_SECONDS = 5  # of the processor, for a bomb


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return file.getvalue()


def database(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


def sqlite() -> bytes:
    """A log of two trips, whose header says that a journal file stands beside it, as those of phones do."""
    content = database(
        "CREATE TABLE airports (iata TEXT, name TEXT)",
        "INSERT INTO airports VALUES ('LHR', 'London')",
        "CREATE TABLE trips (date TEXT, city TEXT, photo BLOB)",
        "INSERT INTO trips VALUES ('2018-05-03', 'Paris', x'00ff'), ('2018-06-04', 'Rome', NULL)",
        "CREATE VIEW all_trips AS SELECT * FROM trips",
    )
    return content[:18] + b"\2\2" + content[20:]


def columnar(write: Callable[[pyarrow.Table, io.BytesIO], object]) -> Callable[[], bytes]:
    def content() -> bytes:
        file = io.BytesIO()
        days = [date.fromisoformat(day) for day, _ in ROWS]
        write(pyarrow.table({"date": days, "to": [{"city": city} for _, city in ROWS], "blank": [None, b"x"]}), file)
        return file.getvalue()

    return content


def ods() -> bytes:
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="date" office:date-value="{day}"/>'
        f'<table:table-cell office:value-type="string"><text:p>{city}</text:p></table:table-cell></table:table-row>'
        for day, city in ROWS
    )
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("date", "city")
    )
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Trips"><table:table-row>{head}</table:table-row>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped({"mimetype": ODS, "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


FILES: dict[str, Callable[[], bytes]] = {
    "SQLite, “trips”": sqlite,
    "Parquet": columnar(pyarrow.parquet.write_table),
    "Arrow": columnar(pyarrow.feather.write_feather),
    "ODS, sheet “Trips”": ods,
    "CSV, commas, UTF-8": lambda: zipped({"trips.csv": CSV, "photo.jpg": b"\xff\xd8", "__MACOSX/trips.csv": b"x"}),
    "TSV, UTF-8": lambda: gzip.compress(CSV.replace(b",", b"\t")),
}


@pytest.mark.parametrize("format_name", FILES)
def test_a_file_is_recognised_by_its_content_and_read(format_name: str) -> None:
    found = read(FILES[format_name](), "download")
    assert [(when(trip), trip.title) for trip in found.trips] == ROWS
    assert found.format == format_name


def test_a_map_with_its_pictures_is_read_as_the_map() -> None:
    kml = (TABLES / "my_maps.kml").read_bytes()
    found = read(zipped({"doc.kml": kml, "images/icon-1.png": b"\x89PNG"}), "map.kmz")
    assert [trip.title for trip in found.trips] == [trip.title for trip in read(kml, "map.kml").trips]


def test_files_of_an_archive_are_tables_under_their_names() -> None:
    content = zipped({"log/2018.csv": b"date,city\n3 May,Paris\n", "log/2019.csv": b"date,city\n4 June,Rome\n"})
    found = read(content, "log.zip")
    assert [(when(trip), trip.title) for trip in found.trips] == [("2018-05-03", "Paris"), ("2019-06-04", "Rome")]
    assert read(content, "log.zip", ReadOptions(tables=("2019",))).rows == 1


def test_the_heavy_readers_are_loaded_only_when_a_file_needs_them() -> None:
    script = "import sys; from data.reading import read; read(sys.stdin.buffer.read(), 'x'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], input=CSV, capture_output=True, check=True, cwd=ROOT)
    heavy = {"charset_normalizer", "pandas", "polars", "pyarrow", "python_calamine", "yaml"}
    assert heavy.isdisjoint(loaded.stdout.decode().split())


def parquet_bomb() -> bytes:
    """A column of one long text, of which the file holds one and the table forty thousand."""
    column = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 40_000, pyarrow.int32()), ["x" * 100_000])
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"city": column}), file)
    return file.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip of zeros": lambda: gzip.compress(b"0" * 25_000_000, 1),
    "zip of zeros": lambda: zipped({"a.csv": b"0" * 21_000_000}),
    "zips in a zip": lambda: zipped({"a.csv": zipped({"b.csv": zipped({"c.csv": CSV})})}),
    "a view without end": lambda: database(
        "CREATE TABLE trips (date TEXT, city TEXT)",
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
    ),
    "a column that computes": lambda: database(
        "CREATE TABLE trips (city TEXT, big TEXT AS (hex(zeroblob(10000000))))",
        "INSERT INTO trips (city) VALUES ('Rome'), ('Oslo')",
    ),
    "one text, everywhere": parquet_bomb,
    "deep YAML": lambda: b"trips:\n- " + b"[" * 100_000,
    "lists in lists of YAML": lambda: b"---\n" + b"- " * 100_000,
    "entities in KML": lambda: b"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><kml><name>&c;</name></kml>",
    "folders in folders": lambda: b"<kml>" + b"<Folder>" * 1_000,
    "points of KML": lambda: (
        b"<kml>" + b"<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>" * 20_000 + b"</kml>"
    ),
    "a long line of a calendar": lambda: b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + b"to to - \n " * 200_000,
    "events": lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_sentence_or_a_table_in_bounded_time(name: str) -> None:
    content = BOMBS[name]()
    begun = process_time()
    read_or_refused(content, "bomb", limits=SMALL)
    assert process_time() - begun < MOST_SECONDS


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    assert refusal(BOMBS["gzip of zeros"](), limits=SMALL).startswith("This file unpacks to")
