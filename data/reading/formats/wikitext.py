"""Wikitext tables, `{|` to `|}`, of a page's source."""

import re
from collections.abc import Iterator
from html import unescape

from data.i18n.message import LocalizedText
from data.reading.formats.spanned import MarkedTable, SpannedCell, expand_spans, parse_span
from data.reading.options import Limits
from data.records.tables import TableError

WIKI_REFERENCE = re.compile(r"<ref[^<>]{0,500}/>|<ref[^<>]{0,500}>[^<]{0,5000}</ref>", re.DOTALL)
WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{0,500})\]\]")
WIKI_FILE = re.compile(r"\[\[(?:file|image):[^\[\]]{0,1000}\]\]", re.IGNORECASE)
EXTERNAL_LINK = re.compile(r"\[https?://[^\s\[\]]{1,500}+ ?([^\[\]]{0,500})\]")
WIKI_TEMPLATE = re.compile(r"\{\{([^{}]{0,1000})\}\}")
WIKI_SPAN = re.compile(r"\b(row|col)span\s*+=\s*+[\"']?\s*+(\d{1,6})", re.IGNORECASE)
WIKI_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
CELL_ATTRIBUTES = re.compile(r"\s*+(?:[\w-]++\s*+=\s*+(?:\"[^\"]{0,500}\"|'[^']{0,500}'|[^\s\"'|]{1,100}+)\s*+)++")
WIKI_HEADING = re.compile(r"^(={1,6})([^=\n]{1,200})={1,6}[ \t]*+$", re.MULTILINE)
WIKI_CAPTION = re.compile(r"^\|\+[ \t]*+(?:[^|\n]{0,200}\|)?([^|\n]{1,200})$", re.MULTILINE)
DATE_TEMPLATES = frozenset(("dts", "date", "start date", "end date", "birth date", "dtsh", "sort date"))
HIDDEN_TEMPLATES = frozenset(
    (
        "efn",
        "refn",
        "sfn",
        "sfnp",
        "citation needed",
        "cn",
        "note",
        "ref",
        "anchor",
        "flagicon",
        "flag icon",
        "cite web",
    )
)


def wiki_tables(text: str, limits: Limits) -> Iterator[MarkedTable]:
    """Yield every table of a source as plain rows with the headings above it."""
    if len(text) > limits.markup:
        raise TableError(LocalizedText("refused_wiki", most=limits.markup))
    headings: dict[int, str] = {}
    before, *blocks = f"\n{text}".split("\n{|")
    for block in blocks:
        for equal_signs, said in WIKI_HEADING.findall(before):
            level = len(equal_signs)
            headings = {**{above: text for above, text in headings.items() if above < level}, level: said.strip()}
        table, _, before = block.partition("\n|}")
        table = _visible_text(table)
        rows = [cells for row in _rows(table) if (cells := list(_cells(row)))]
        caption = WIKI_CAPTION.findall(table)[:1]
        above = (*caption, *(text for _, text in sorted(headings.items(), reverse=True)))
        yield MarkedTable(above, [line for line in expand_spans(rows, limits) if line])


def _visible_text(text: str) -> str:
    """The text without references, with links and templates as what they show."""
    first, *others = text.split("<!--")
    text = "".join((first, *(other.partition("-->")[2] for other in others)))
    text = EXTERNAL_LINK.sub(r"\1", WIKI_LINK.sub(r"\1", WIKI_FILE.sub("", WIKI_REFERENCE.sub("", text))))
    for _ in range(5):  # templates within templates
        text, times = WIKI_TEMPLATE.subn(_template, text)
        if not times:
            break
    return text


def _template(found: re.Match[str]) -> str:
    name, *parameters = (part.strip() for part in found[1].split("|"))
    values = [value for value in parameters if "=" not in value]
    name = name.casefold()
    if name in HIDDEN_TEMPLATES or name.startswith("cite ") or not values:
        return ""
    if name in DATE_TEMPLATES and len(values) > 1:
        return "-".join(value.zfill(2) for value in values[:3]) if values[1].isdigit() else " ".join(values)
    return "; ".join(values) if name in ("plainlist", "ubl", "unbulleted list", "hlist") else values[0]


def _rows(block: str) -> Iterator[list[str]]:
    """The lines of each row; those before the first cell are the table's own."""
    row: list[str] = []
    for line in block.split("\n")[1:]:
        if line.startswith("|-"):
            yield row
            row = []
        elif not line.startswith("|+"):
            row.append(line)
    yield row


def _cells(lines: list[str]) -> Iterator[SpannedCell]:
    texts: list[str] = []
    for line in lines:
        if line[:1] in ("|", "!"):
            parts = line[1:].replace("!!", "||").split("||") if line[0] == "!" else line[1:].split("||")
            texts.extend(parts)
        elif texts:
            texts[-1] += "\n" + line
    yield from map(_cell, texts)


def _cell(text: str) -> SpannedCell:
    said, bar, rest = text.partition("|")
    attributes = said if bar and CELL_ATTRIBUTES.fullmatch(said[:1000]) else ""
    if attributes:
        text = rest
    spans = {which.lower(): parse_span(number) for which, number in WIKI_SPAN.findall(attributes)}
    lines = re.split(r"<br\s{0,5}/?>|\n\*?", text.replace("'''", "").replace("''", ""), flags=re.IGNORECASE)
    shown = (" ".join(unescape(WIKI_TAG.sub("", line)).split()) for line in lines)
    return SpannedCell("; ".join(filter(None, shown)), spans.get("row", 1), spans.get("col", 1))
