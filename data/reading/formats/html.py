"""HTML tables of a page, read in one pass whose time is linear in the length of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from data.i18n.message import LocalizedText
from data.reading.formats.spanned import MarkedTable, SpannedCell, expand_spans, parse_span
from data.reading.options import Limits
from data.reading.values.cell import clean_cell
from data.records.tables import TableError

HTML_TAG = re.compile(r"(/?)([a-z][a-z0-9]*)\b(.*)", re.IGNORECASE | re.DOTALL)
HTML_SPAN = re.compile(r"\b(row|col)span\s*+=\s*+[\"']?\s*+(\d{1,6})", re.IGNORECASE)
SKIPPED_TAGS = frozenset(("style", "script", "sup", "template", "noscript", "title"))
BREAK_TAGS = frozenset(("br", "p", "li", "div"))
MAX_NESTED_TABLES = 20  # tables within tables
CAPTION_LEVEL = 7
HEADING_LEVELS = {**{f"h{level}": level for level in range(1, CAPTION_LEVEL)}, "caption": CAPTION_LEVEL}
MAX_HEADING_LENGTH = 200  # characters
HtmlRows = list[list[SpannedCell]]


@dataclass
class _Table:
    """A table that is being read: its rows, and the open cell."""

    rows: HtmlRows = field(default_factory=list)
    text: list[str] | None = None
    spans: dict[str, int] = field(default_factory=dict)
    headings: tuple[str, ...] = ()

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


@dataclass
class _Headings:
    """The headings above a place in a page, by level, and the text of the one that is open; a caption is level 7."""

    texts: dict[int, str] = field(default_factory=dict)
    text: list[str] | None = None

    def open(self) -> None:
        """Begin a heading."""
        self.text = []

    def close(self, level: int) -> None:
        """End the open heading: those below its level are over."""
        said = clean_cell(" ".join(unescape("".join(self.text or [])).split()))[:MAX_HEADING_LENGTH]
        self.texts = {**{above: text for above, text in self.texts.items() if above < level}, level: said}
        self.text = None

    def above(self) -> tuple[str, ...]:
        """The headings, the nearest first."""
        return tuple(text for _, text in sorted(self.texts.items(), reverse=True) if text)


def html_tables(text: str, limits: Limits) -> Iterator[MarkedTable]:
    """Yield every table of a page as plain rows with the headings above it, inner tables before outer ones."""
    if len(text) > limits.markup:
        raise TableError(LocalizedText("refused_html", most=limits.markup))
    for table in _walked(text):
        yield MarkedTable(table.headings, [line for line in expand_spans(table.rows, limits) if line])


def _walked(text: str) -> Iterator[_Table]:
    open_tables: list[_Table] = []
    headings = _Headings()
    silent = ""
    # A tag ends at the first “>”: a table's own marks hold none within, and so no text can stop the walk.
    for piece in text.split("<"):
        inside, _, after = piece.partition(">")
        found = HTML_TAG.match(inside)
        slash, name, attributes = _tag(found)
        if silent:
            silent = "" if slash and name == silent else silent
        elif name in SKIPPED_TAGS and not slash and not attributes.endswith("/"):
            silent = name
        elif name == "table":
            yield from _open_or_close(open_tables, slash, headings)
        else:
            _handle_tag(open_tables, headings, slash, name, attributes)
        if not silent and (open_text := _open_text(open_tables, headings)) is not None:
            open_text.append(after if found or inside.startswith("!") else piece)
    while open_tables:
        yield from _open_or_close(open_tables, "/", headings)


def _tag(found: re.Match[str] | None) -> tuple[str, str, str]:
    return (found[1], found[2].lower(), found[3]) if found else ("", "", "")


def _open_text(open_tables: list[_Table], headings: _Headings) -> list[str] | None:
    """The pieces of the heading or the cell that is open."""
    return headings.text if headings.text is not None or not open_tables else open_tables[-1].text


def _handle_heading(open_tables: list[_Table], headings: _Headings, slash: str, name: str) -> None:
    """Take note of a heading outside of tables, or of a caption within one."""
    if not slash:
        headings.open()
    elif headings.text is not None:
        headings.close(HEADING_LEVELS[name])
        if open_tables:
            open_tables[-1].headings = headings.above()


def _open_or_close(open_tables: list[_Table], slash: str, headings: _Headings) -> Iterator[_Table]:
    headings.text = None  # one that is still open at a table was never closed
    headings.texts.pop(CAPTION_LEVEL, None)
    if not slash:
        if len(open_tables) >= MAX_NESTED_TABLES:
            raise TableError(LocalizedText("refused_deep_page"))
        open_tables.append(_Table(headings=headings.above()))
    elif open_tables:
        table = open_tables.pop()
        table.close()
        yield table


def _handle_tag(open_tables: list[_Table], headings: _Headings, slash: str, name: str, attributes: str) -> None:
    """Take note of a tag of a heading, or within a table."""
    if name in HEADING_LEVELS and (name == "caption") == bool(open_tables):
        _handle_heading(open_tables, headings, slash, name)
    elif open_tables:
        _handle_cell(open_tables[-1], slash, name, attributes)


def _handle_cell(table: _Table, slash: str, name: str, attributes: str) -> None:
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
