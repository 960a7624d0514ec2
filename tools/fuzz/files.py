"""Tables as files of every format that the reader knows, written the way that programs write them."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from html import escape
from random import Random
from typing import TYPE_CHECKING

from tools.fuzz.tables import Row, Table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Writer = Callable[[Sequence[Table], Random], bytes]


def _records(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=False)) for row in table.rows]


def _lines(table: Table, heading: bool = True) -> list[Row]:
    above: list[Row] = [(table.heading,)] if heading and table.heading else []
    return [*above, table.columns, *table.rows]


def _delimited(delimiter: str, quoting: bool = True) -> Writer:
    def write(tables: Sequence[Table], random: Random) -> bytes:
        text = io.StringIO(newline="")
        end = random.choice(("\n", "\r\n", "\r"))
        if quoting:
            writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
            for table in tables:
                writer.writerows(_lines(table))
        else:
            text.write(end.join(delimiter.join(row) for table in tables for row in _lines(table)))
        encoding = random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030", "koi8-r"))
        return text.getvalue().encode(encoding, "replace")

    return write


def _json(tables: Sequence[Table], random: Random) -> bytes:
    """A list of records, a list by key, a record by key, or columns of cells."""
    table = tables[0]
    by_row = {str(number): record for number, record in enumerate(_records(table))}
    by_column = {name: [record.get(name) for record in _records(table)] for name in table.columns}
    shapes: list[object] = [_records(table), by_row, by_column, [table.columns, *table.rows]]
    shape = random.choice(shapes) if len(tables) == 1 else {table.heading: _records(table) for table in tables}
    return json.dumps({"data": shape} if random.random() < 0.2 else shape, ensure_ascii=random.random() < 0.5).encode()


def _json_lines(tables: Sequence[Table], random: Random) -> bytes:
    ascii_only = random.random() < 0.5
    lines = [json.dumps(record, ensure_ascii=ascii_only) for table in tables for record in _records(table)]
    return "\n".join(lines).encode()


def _geojson(tables: Sequence[Table], random: Random) -> bytes:
    points = [[2.35, 48.85], [181.0, 91.0], ["x", None], [], [12.5, 41.9, 30.0], 7]
    kinds: list[Callable[[], object]] = [
        lambda: {"type": "Point", "coordinates": random.choice(points)},
        lambda: {"type": "LineString", "coordinates": random.choices(points, k=random.randint(0, 3))},
        lambda: {"type": "MultiLineString", "coordinates": [random.choices(points, k=2)]},
        lambda: None,
    ]
    features = [
        {"type": "Feature", "properties": record, "geometry": random.choice(kinds)()}
        for table in tables
        for record in _records(table)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _workbook(tables: Sequence[Table], random: Random) -> bytes:
    import xlsxwriter  # noqa: PLC0415  only one of many formats

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": random.random() < 0.5}) as book:
        for number, table in enumerate(tables):
            sheet = book.add_worksheet(table.heading or f"Sheet{number + 1}")
            for line, row in enumerate(_lines(table, heading=False)):
                for column, cell in enumerate(row):
                    _put(sheet, line, column, cell[:32_000])
            if number and random.random() < 0.2:
                sheet.hide()
    return file.getvalue()


def _put(sheet: "Worksheet", line: int, column: int, cell: str) -> None:
    """Write a number as a number, anything else as text."""
    number = cell.replace(".", "", 1).removeprefix("-").isascii() and cell.replace(".", "", 1).isdecimal()
    if number and len(cell) < 15:
        sheet.write_number(line, column, float(cell))
    else:
        sheet.write_string(line, column, cell)


def _html(tables: Sequence[Table], random: Random) -> bytes:
    span = ' rowspan="2"' if random.random() < 0.2 else ""
    level = random.choice(("h2", "h3", "caption"))
    parts = []
    for table in tables:
        heading = f"<{level}>{escape(table.heading)}</{level}>" if table.heading else ""
        head = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td{span if not index else ''}>{escape(cell)}" for index, cell in enumerate(row))
            for row in table.rows
        )
        outside, inside = ("", heading) if level == "caption" else (heading, "")
        parts.append(f"{outside}<table class='wikitable'>{inside}<tr>{head}</tr>{rows}</table>")
    return f"<!DOCTYPE html><html><body><h1>Trips</h1>{''.join(parts)}</body></html>".encode()


def _wiki(tables: Sequence[Table], _: Random) -> bytes:
    parts = []
    for table in tables:
        rows = "".join("|-\n" + "".join(f"| {cell}\n" for cell in row) for row in (table.columns, *table.rows))
        heading = f"== {table.heading} ==\n" if table.heading else ""
        parts.append(heading + '{| class="wikitable"\n' + rows + "|}\n")
    return "\n".join(parts).encode()


def _markdown(tables: Sequence[Table], _: Random) -> bytes:
    lines = []
    for table in tables:
        ruler = ("---",) * len(table.columns)
        lines += ["| " + " | ".join(row).replace("\n", " ") + " |" for row in (table.columns, ruler, *table.rows)]
    return "\n".join(lines).encode()


def _xml(tables: Sequence[Table], _: Random) -> bytes:
    from xml.etree.ElementTree import Element, SubElement, tostring  # noqa: PLC0415  only one of many formats

    root = Element("trips")
    for table in tables:
        for row in table.rows:
            record = SubElement(root, "trip")
            for number, (name, cell) in enumerate(zip(table.columns, row, strict=False)):
                tag = "".join(letter for letter in name if letter.isascii() and letter.isalpha()) or f"c{number}"
                SubElement(record, tag).text = "".join(mark for mark in cell if mark >= " " or mark in "\t\n")
    return tostring(root)


def _calendar(tables: Sequence[Table], random: Random) -> bytes:
    """Events whose properties are cells; a cell may be anything."""
    names = ("SUMMARY", "LOCATION", "DTSTART", "DTEND;TZID=Europe/Berlin", "DESCRIPTION", "GEO", "STATUS", "DURATION")
    lines = ["BEGIN:VCALENDAR"]
    for row in (row for table in tables for row in table.rows):
        cells = [f"{random.choice(names)}:{cell}" for cell in row]
        times = [f"DTSTART:{random.choice(('20180503T101500Z', '20180503', '99999999', ''))}"]
        lines += ["BEGIN:VEVENT", *times, *cells, f"SUMMARY:{random.choice(row or ('',))} to Rome", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR"]).encode()


def _kml(tables: Sequence[Table], random: Random) -> bytes:
    places = ("2.35,48.85,0", "12.5,41.9", "181,91", "x,y", "", "2.35,48.85 12.5,41.9 2.35,48.85", "179,0 -179,0")
    folders = []
    for table in tables:
        marks = "".join(
            f"<Placemark><name>{_xml_text(row[0] if row else '')}</name><ExtendedData>"
            + "".join(
                f'<Data name="{_xml_text(name)}"><value>{_xml_text(cell)}</value></Data>'
                for name, cell in zip(table.columns, row, strict=False)
            )
            + f"</ExtendedData><{shape}><coordinates>{random.choice(places)}</coordinates></{shape}></Placemark>"
            for row in table.rows
            if (shape := random.choice(("Point", "LineString")))
        )
        folders.append(f"<Folder><name>{_xml_text(table.heading)}</name>{marks}</Folder>")
    return f"<kml xmlns='http://www.opengis.net/kml/2.2'><Document>{''.join(folders)}</Document></kml>".encode()


def _gpx(tables: Sequence[Table], random: Random) -> bytes:
    parts = []
    for row in (row for table in tables for row in table.rows):
        name, lat, lon = _xml_text(row[0] if row else ""), random.uniform(-95, 95), random.uniform(-185, 185)
        point = f'lat="{lat}" lon="{lon}"><name>{name}</name><time>{_xml_text(row[-1] if row else "")}</time>'
        parts += random.choice(
            (
                [f"<wpt {point}</wpt>"],
                [f"<rte><name>{name}</name>", *[f"<rtept {point}</rtept>"] * 3, "</rte>"],
                ["<trk><trkseg>", *[f"<trkpt {point}</trkpt>"] * 2, "</trkseg></trk>"],
            )
        )
    return f"<gpx>{''.join(parts)}</gpx>".encode()


def _xml_text(text: str) -> str:
    return escape("".join(mark for mark in text if mark >= " " or mark in "\t\n"))


def _yaml(tables: Sequence[Table], _: Random) -> bytes:
    import yaml  # noqa: PLC0415  only one of many formats

    shape = {table.heading or "trips": _records(table) for table in tables}
    return yaml.safe_dump(shape, allow_unicode=True).encode()


def _parquet(tables: Sequence[Table], _: Random) -> bytes:
    import pyarrow  # noqa: PLC0415  only one of many formats
    import pyarrow.parquet  # noqa: PLC0415

    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(_records(tables[0])), file)
    return file.getvalue()


def _sqlite(tables: Sequence[Table], _: Random) -> bytes:
    import sqlite3  # noqa: PLC0415  only one of many formats

    connection = sqlite3.connect(":memory:")
    for number, table in enumerate(tables):
        columns = ", ".join(f'"{place} {name}"' for place, name in enumerate(table.columns)).replace("\x00", "")
        connection.execute(f'CREATE TABLE "t{number} {table.heading}" ({columns})')
        marks = ", ".join("?" * len(table.columns))
        rows = [(*row, *[""] * len(table.columns))[: len(table.columns)] for row in table.rows]
        connection.executemany(f'INSERT INTO "t{number} {table.heading}" VALUES ({marks})', rows)
    connection.commit()
    content = connection.serialize()
    connection.close()
    return content


def _zip(tables: Sequence[Table], random: Random) -> bytes:
    import zipfile  # noqa: PLC0415  only one of many formats

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, table in enumerate(tables):
            name = random.choice(("csv", "json", "html", "xlsx"))
            entry = zipfile.ZipInfo(f"{table.heading or number}.{name}")
            archive.writestr(entry, WRITERS[name]([table], random))
    return file.getvalue()


WRITERS: dict[str, Writer] = {
    "csv": _delimited(","),
    "semicolons": _delimited(";"),
    "tabs": _delimited("\t"),
    "bars": _delimited("|"),
    "unquoted": _delimited(",", quoting=False),
    "json": _json,
    "jsonl": _json_lines,
    "geojson": _geojson,
    "xlsx": _workbook,
    "html": _html,
    "wiki": _wiki,
    "md": _markdown,
    "xml": _xml,
    "ics": _calendar,
    "kml": _kml,
    "gpx": _gpx,
    "yaml": _yaml,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "zip": _zip,
}
