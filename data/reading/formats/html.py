"""HTML tables of a page, read in one pass whose time is linear in the length of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from data.i18n.message import LocalizedText
from data.reading.formats.spanned import SpannedCell, expand_spans, parse_span
from data.reading.options import Limits
from data.records.tables import TableError

HTML_TAG = re.compile(r"(/?)([a-z][a-z0-9]*)\b(.*)", re.IGNORECASE | re.DOTALL)
HTML_SPAN = re.compile(r"\b(row|col)span\s*+=\s*+[\"']?\s*+(\d{1,6})", re.IGNORECASE)
SKIPPED_TAGS = frozenset(("style", "script", "sup", "template", "noscript", "title"))
BREAK_TAGS = frozenset(("br", "p", "li", "div"))
MAX_NESTED_TABLES = 20  # tables within tables
HtmlRows = list[list[SpannedCell]]


@dataclass
class _Table:
    """A table that is being read: its rows, and the open cell."""

    rows: HtmlRows = field(default_factory=list)
    text: list[str] | None = None
    spans: dict[str, int] = field(default_factory=dict)

    def close(self) -> None:
        """End the open cell."""
        if self.text is None:
            return
        lines = (" ".join(line.split()) for line in unescape("".join(self.text)).split("\f"))
        if not self.rows:
            self.rows.append([])
        text = "; ".join(filter(None, lines))
        self.rows[-1].append(SpannedCell(text, self.spans.get("row", 1), self.spans.get("col", 1)))
        self.text = None


def html_tables(text: str, limits: Limits) -> Iterator[list[list[str]]]:
    """Yield every table of a page as plain rows, inner tables before outer ones."""
    if len(text) > limits.markup:
        raise TableError(LocalizedText("refused_html", most=limits.markup))
    for rows in _walked(text):
        yield [line for line in expand_spans(rows, limits) if line]


def _walked(text: str) -> Iterator[HtmlRows]:
    open_tables: list[_Table] = []
    silent = ""
    # A tag ends at the first “>”: a table's own marks hold none within, and so no text can stop the walk.
    for piece in text.split("<"):
        inside, _, after = piece.partition(">")
        found = HTML_TAG.match(inside)
        slash, name, attributes = (found[1], found[2].lower(), found[3]) if found else ("", "", "")
        if silent:
            silent = "" if slash and name == silent else silent
        elif name in SKIPPED_TAGS and not slash and not attributes.endswith("/"):
            silent = name
        elif name == "table":
            yield from _open_or_close(open_tables, slash)
        elif open_tables:
            _handle_tag(open_tables[-1], slash, name, attributes)
        if not silent and open_tables and (cell := open_tables[-1].text) is not None:
            cell.append(after if found or inside.startswith("!") else piece)
    while open_tables:
        yield from _open_or_close(open_tables, "/")


def _open_or_close(open_tables: list[_Table], slash: str) -> Iterator[HtmlRows]:
    if not slash:
        if len(open_tables) >= MAX_NESTED_TABLES:
            raise TableError(LocalizedText("refused_deep_page"))
        open_tables.append(_Table())
    elif open_tables:
        table = open_tables.pop()
        table.close()
        yield table.rows


def _handle_tag(table: _Table, slash: str, name: str, attributes: str) -> None:
    """Take note of a tag within a table."""
    if name in ("tr", "td", "th"):
        table.close()
    if name == "tr" and not slash:
        table.rows.append([])
    elif name in ("td", "th") and not slash:
        table.text = []
        table.spans = {which.lower(): parse_span(number) for which, number in HTML_SPAN.findall(attributes[:1000])}
    elif name in BREAK_TAGS and table.text is not None:
        table.text.append("\f")
