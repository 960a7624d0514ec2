"""Formats: what a file is, by its first bytes more than by its name, and the grids it may be read as."""

import re
from collections.abc import Iterator

from data.i18n.message import LocalizedText
from data.reading.columns.header import header_of
from data.reading.columns.vocabulary import recognised
from data.reading.formats.delimited import delimited
from data.reading.formats.encoding import Encoding, encoding_of
from data.reading.formats.html import html_tables
from data.reading.formats.json import json_table
from data.reading.formats.spreadsheet import is_spreadsheet, spreadsheet
from data.reading.formats.wikitext import wiki_tables
from data.reading.formats.xml import xml_table
from data.reading.grid import Grid, listed_grid
from data.reading.options import Limits, Progress, megabytes
from data.records.tables import NoTable

WIKI = re.compile(r"^\{\|", re.MULTILINE)
HEAD = 5_000  # characters


def grids(content: bytes, name: str, limits: Limits, progress: Progress) -> Iterator[Grid]:
    """The file as a grid; where its quotes prove wrong on the way, the next grid takes them more loosely."""
    if len(content) > limits.size:
        raise NoTable(LocalizedText("refused_size", size=megabytes(len(content)), most=megabytes(limits.size)))
    if not content.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoTable(LocalizedText("refused_empty"))
    if is_spreadsheet(content):
        yield spreadsheet(content, limits, progress)
        return
    encoding = encoding_of(content)
    head = content[: 4 * HEAD].decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n")[:HEAD]
    if head.startswith(("{", "[")) and not WIKI.match(head) and (grid := _json(content, encoding, name, limits)):
        yield grid
    elif head.startswith("<") or WIKI.search(head):
        yield _marked_up(content, encoding, limits)
    else:
        yield from delimited(content, encoding, limits)


def _text(content: bytes, encoding: Encoding, limit: int) -> str:
    # Four bytes are the most that a character takes; what is longer is refused by its length.
    return content[: 4 * limit + 8].decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n").replace("\r\n", "\n")


def _json(content: bytes, encoding: Encoding, name: str, limits: Limits) -> Grid | None:
    """The records of a JSON file, `None` where a text only begins like one."""
    try:
        taken_for, rows = json_table(_text(content, encoding, limits.json), limits)
    except NoTable:
        raise
    except RecursionError as error:
        raise NoTable(LocalizedText("refused_deep_json")) from error
    except ValueError as error:
        if name.lower().endswith(("json", "jsonl")):
            raise NoTable(LocalizedText("refused_json", error=error.args[0])) from error
        return None
    return listed_grid(LocalizedText("format_text", kind=taken_for, encoding=encoding.name), rows)


def _marked_up(content: bytes, encoding: Encoding, limits: Limits) -> Grid:
    """The table of a page that most looks like one of trips."""
    text = _text(content, encoding, limits.markup)
    wiki = not text.startswith("<") or "<table" not in text.lower()
    tables = [table for table in (wiki_tables if wiki else html_tables)(text, limits) if len(table) > 1]
    if not tables:
        if text.startswith("<") and (records := xml_table(text, limits)):
            return listed_grid(LocalizedText("format_text", kind="XML", encoding=encoding.name), records)
        raise NoTable(LocalizedText("refused_page"))
    best = max(tables, key=lambda table: (sum(map(recognised, header_of(table[:20]).columns)), len(table)))
    kind = LocalizedText("format_wiki" if wiki else "format_html")
    return listed_grid(LocalizedText("format_text", kind=kind, encoding=encoding.name), best)
