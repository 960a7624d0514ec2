"""Format detection: recognize a file by its first bytes rather than its name, and read its tables as grids."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.i18n.message import LocalizedText
from data.reading.formats.delimited import delimited_grids
from data.reading.formats.encoding import Encoding, detect_encoding, remove_controls
from data.reading.formats.html import html_tables
from data.reading.formats.json import json_grids
from data.reading.formats.spreadsheet import is_spreadsheet, spreadsheet_grids
from data.reading.formats.wikitext import wiki_tables
from data.reading.formats.xml import xml_grids
from data.reading.grid import Grid, grid_from_rows
from data.reading.options import Limits, Progress, format_megabytes
from data.records.tables import TableError

WIKI_TABLE = re.compile(r"^\{\|", re.MULTILINE)
DETECTED_LENGTH = 5_000  # characters


def read_tables(content: bytes, name: str, limits: Limits, progress: Progress) -> Iterator[Sequence[Grid]]:
    """Yield the tables of a file, then the same with looser quoting, to be tried if the quotes turn out to be wrong."""
    if len(content) > limits.size:
        raise TableError(
            LocalizedText("refused_size", size=format_megabytes(len(content)), most=format_megabytes(limits.size))
        )
    if not content.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TableError(LocalizedText("refused_empty"))
    if is_spreadsheet(content):
        yield spreadsheet_grids(content, limits, progress)
        return
    yield from _text_tables(content, name, limits)


def _text_tables(content: bytes, name: str, limits: Limits) -> Iterator[Sequence[Grid]]:
    encoding = detect_encoding(content)
    content = remove_controls(content, encoding)
    head = content[: 4 * DETECTED_LENGTH].decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n")[:DETECTED_LENGTH]
    if head.startswith(("{", "[")) and not WIKI_TABLE.match(head) and (found := _json(content, encoding, name, limits)):
        yield found
    elif head.startswith("<") or WIKI_TABLE.search(head):
        yield _marked_up(content, encoding, limits)
    else:
        yield from ([grid] for grid in delimited_grids(content, encoding, limits))


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
        if text.startswith("<") and (found := xml_grids(text, encoding, limits)):
            return found
        raise TableError(LocalizedText("refused_page"))
    kind = LocalizedText("format_wiki" if wiki else "format_html")
    taken_for = LocalizedText("format_text", kind=kind, encoding=encoding.name)
    return [replace(grid_from_rows(taken_for, table.rows), headings=table.headings) for table in tables]
