"""Format detection: recognize a file by its first bytes rather than its name, and read it as a grid."""

import re
from collections.abc import Iterator

from data.i18n.message import LocalizedText
from data.reading.columns.header import find_header
from data.reading.columns.vocabulary import is_known_column
from data.reading.formats.delimited import delimited_grids
from data.reading.formats.encoding import Encoding, detect_encoding, remove_controls
from data.reading.formats.html import html_tables
from data.reading.formats.json import json_table
from data.reading.formats.spreadsheet import is_spreadsheet, spreadsheet_grid
from data.reading.formats.wikitext import wiki_tables
from data.reading.formats.xml import xml_table
from data.reading.grid import Grid, grid_from_rows
from data.reading.options import Limits, Progress, format_megabytes
from data.records.tables import TableError

WIKI_TABLE = re.compile(r"^\{\|", re.MULTILINE)
DETECTED_LENGTH = 5_000  # characters


def read_grids(content: bytes, name: str, limits: Limits, progress: Progress) -> Iterator[Grid]:
    """Yield the file as a grid, then as grids with looser quoting, to be tried if the quotes turn out to be wrong."""
    if len(content) > limits.size:
        raise TableError(
            LocalizedText("refused_size", size=format_megabytes(len(content)), most=format_megabytes(limits.size))
        )
    if not content.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TableError(LocalizedText("refused_empty"))
    if is_spreadsheet(content):
        yield spreadsheet_grid(content, limits, progress)
        return
    encoding = detect_encoding(content)
    content = remove_controls(content, encoding)
    head = content[: 4 * DETECTED_LENGTH].decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n")[:DETECTED_LENGTH]
    if head.startswith(("{", "[")) and not WIKI_TABLE.match(head) and (grid := _json(content, encoding, name, limits)):
        yield grid
    elif head.startswith("<") or WIKI_TABLE.search(head):
        yield _marked_up(content, encoding, limits)
    else:
        yield from delimited_grids(content, encoding, limits)


def _text(content: bytes, encoding: Encoding, limit: int) -> str:
    # Four bytes are the most that a character takes; what is longer is refused by its length.
    return content[: 4 * limit + 8].decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n").replace("\r\n", "\n")


def _json(content: bytes, encoding: Encoding, name: str, limits: Limits) -> Grid | None:
    """The records of a JSON file, `None` where a text only begins like one."""
    try:
        taken_for, rows = json_table(_text(content, encoding, limits.json), limits)
    except TableError:
        raise
    except RecursionError as error:
        raise TableError(LocalizedText("refused_deep_json")) from error
    except ValueError as error:
        if name.lower().endswith(("json", "jsonl")):
            raise TableError(LocalizedText("refused_json", error=error.args[0])) from error
        return None
    return grid_from_rows(LocalizedText("format_text", kind=taken_for, encoding=encoding.name), rows)


def _marked_up(content: bytes, encoding: Encoding, limits: Limits) -> Grid:
    """The table of a page that most looks like one of trips."""
    text = _text(content, encoding, limits.markup)
    wiki = not text.startswith("<") or "<table" not in text.lower()
    tables = [table for table in (wiki_tables if wiki else html_tables)(text, limits) if len(table) > 1]
    if not tables:
        if text.startswith("<") and (records := xml_table(text, limits)):
            return grid_from_rows(LocalizedText("format_text", kind="XML", encoding=encoding.name), records)
        raise TableError(LocalizedText("refused_page"))
    best = max(tables, key=lambda table: (sum(map(is_known_column, find_header(table[:20]).columns)), len(table)))
    kind = LocalizedText("format_wiki" if wiki else "format_html")
    return grid_from_rows(LocalizedText("format_text", kind=kind, encoding=encoding.name), best)
