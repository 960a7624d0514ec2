"""Format detection: recognize a file by its first bytes rather than its name, and read its tables as grids."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath

from data.i18n.message import LocalizedText
from data.reading.formats.archive import archive_members, is_archive
from data.reading.formats.calendar_events import CALENDAR_START, calendar_grid
from data.reading.formats.columnar import columnar_grid, is_columnar
from data.reading.formats.delimited import delimited_grids, has_delimiter, without_outer_quotes
from data.reading.formats.encoding import Encoding, detect_encoding, remove_controls
from data.reading.formats.gpx import gpx_grids
from data.reading.formats.html import html_tables
from data.reading.formats.json import json_grids
from data.reading.formats.kml import kml_grids
from data.reading.formats.plain_lines import plain_grid
from data.reading.formats.spreadsheet import is_spreadsheet, spreadsheet_grids
from data.reading.formats.sqlite import is_sqlite, sqlite_grids
from data.reading.formats.trip_link import is_trip_link, read_trip_link, trip_link_grid
from data.reading.formats.wikitext import wiki_tables
from data.reading.formats.xml import XmlRoot, parse_xml, xml_grids
from data.reading.formats.yaml import looks_like_yaml, yaml_grids
from data.reading.grid import Grid, grid_from_rows
from data.reading.options import Limits, Progress, format_megabytes
from data.records.tables import TableError

WIKI_TABLE = re.compile(r"^\{\|", re.MULTILINE)
MAX_PLAIN = 2_000_000  # bytes of a text without delimiters
DETECTED_LENGTH = 5_000  # characters


def read_tables(content: bytes, name: str, limits: Limits, progress: Progress) -> Iterator[Sequence[Grid]]:
    """Yield the tables of a file, then the same with looser quoting, to be tried if the quotes turn out to be wrong."""
    if len(content) > limits.size:
        raise TableError(
            LocalizedText("refused_size", size=format_megabytes(len(content)), most=format_megabytes(limits.size))
        )
    if not content.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TableError(LocalizedText("refused_empty"))
    if is_archive(content):
        yield from _archived_tables(content, name, limits, progress)
    else:
        yield from _file_tables(content, name, limits, progress)


def _archived_tables(content: bytes, name: str, limits: Limits, progress: Progress) -> Iterator[Sequence[Grid]]:
    """The tables of the only file of an archive, or those of all its files under their names."""
    members = list(archive_members(content, name, limits))
    if len(members) == 1:
        yield from _file_tables(members[0][1], members[0][0], limits, progress)
        return
    found: list[Grid] = []
    for member, unpacked in members:
        with suppress(TableError):
            path = PurePosixPath(member)
            above = (path.stem, *(parent.name for parent in path.parents if parent.name))
            grids = _readable(_file_tables(unpacked, member, limits, progress))
            found += [replace(grid, headings=(*grid.headings, *above)) for grid in grids]
    if not found:
        raise TableError(LocalizedText("refused_zip"))
    yield found


def _readable(readings: Iterator[Sequence[Grid]]) -> Sequence[Grid]:
    """The first reading of a file whose quotes prove right."""
    for grids in readings:
        with suppress(csv.Error):
            for grid in grids:
                deque(grid.lines(), maxlen=0)
            return grids
    return ()


def _file_tables(content: bytes, name: str, limits: Limits, progress: Progress) -> Iterator[Sequence[Grid]]:
    if is_spreadsheet(content):
        yield spreadsheet_grids(content, limits, progress)
    elif is_sqlite(content):
        yield sqlite_grids(content, limits)
    elif is_columnar(content):
        yield [columnar_grid(content, limits)]
    elif is_trip_link(content):
        yield [trip_link_grid(read_trip_link(content))]
    else:
        yield from _text_tables(content, name, limits)


def _text_tables(content: bytes, name: str, limits: Limits) -> Iterator[Sequence[Grid]]:
    encoding = detect_encoding(content)
    content = remove_controls(content, encoding)
    head = content[: 4 * DETECTED_LENGTH].decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n")[:DETECTED_LENGTH]
    if head.startswith(("{", "[")) and not WIKI_TABLE.match(head) and (found := _json(content, encoding, name, limits)):
        yield found
    elif head.startswith('"') and (inner := without_outer_quotes(content, encoding, limits)) != content:
        yield from ([grid] for grid in delimited_grids(inner, encoding, limits))
    elif head.startswith("<") or WIKI_TABLE.search(head):
        yield _marked_up(content, encoding, limits)
    elif head[: len(CALENDAR_START)].upper() == CALENDAR_START:
        yield [calendar_grid(_text(content, encoding, limits.markup), _format("iCalendar", encoding), limits)]
    elif looks_like_yaml(head) and (found := _yaml(content, encoding, limits)):
        yield found
    elif not has_delimiter(content, encoding, limits) and (grid := _plain(content, encoding, limits)):
        yield [grid]
    else:
        yield from ([grid] for grid in delimited_grids(content, encoding, limits))


def _plain(content: bytes, encoding: Encoding, limits: Limits) -> Grid | None:
    """A short text without delimiters, as columns of fixed width or a list of dates and places."""
    return plain_grid(_text(content, encoding, limits.markup), encoding.name) if len(content) < MAX_PLAIN else None


def _yaml(content: bytes, encoding: Encoding, limits: Limits) -> Sequence[Grid]:
    return yaml_grids(_text(content, encoding, limits.markup), _format("YAML", encoding), limits)


def _format(kind: str, encoding: Encoding) -> LocalizedText:
    return LocalizedText("format_text", kind=kind, encoding=encoding.name)


def _text(content: bytes, encoding: Encoding, limit: int) -> str:
    # Four bytes are the most that a character takes; what is longer is refused by its length.
    return content[: 4 * limit + 8].decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n").replace("\r\n", "\n")


def _json(content: bytes, encoding: Encoding, name: str, limits: Limits) -> Sequence[Grid]:
    """The lists of records of a JSON file, none where a text only begins like one."""
    try:
        return json_grids(_text(content, encoding, limits.json), encoding, limits)
    except TableError:
        raise
    except RecursionError as error:
        raise TableError(LocalizedText("refused_deep_json")) from error
    except ValueError as error:
        if name.lower().endswith(("json", "jsonl")):
            raise TableError(LocalizedText("refused_json", error=error.args[0])) from error
        return ()


def _marked_up(content: bytes, encoding: Encoding, limits: Limits) -> Sequence[Grid]:
    """The tables of a page, or the records of an XML file."""
    text = _text(content, encoding, limits.markup)
    wiki = not text.startswith("<") or "<table" not in text.lower()
    tables = [table for table in (wiki_tables if wiki else html_tables)(text, limits) if len(table.rows) > 1]
    if not tables:
        root = parse_xml(text, limits) if text.startswith("<") else None
        if root and (found := _xml(root, encoding, limits)):
            return found
        raise TableError(LocalizedText("refused_page"))
    taken_for = _format(LocalizedText("format_wiki" if wiki else "format_html"), encoding)
    return [replace(grid_from_rows(taken_for, table.rows), headings=table.headings) for table in tables]


def _xml(root: XmlRoot, encoding: Encoding, limits: Limits) -> Sequence[Grid]:
    if root.kind == "gpx":
        return gpx_grids(root, _format("GPX", encoding), limits)
    if root.kind == "kml":
        return kml_grids(root, _format("KML", encoding))
    return xml_grids(root, _format("XML", encoding), limits)
