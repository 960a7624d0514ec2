"""Sources: the published texts that facts are cited from. Reads `sources.csv`."""

import re
from dataclasses import dataclass
from pathlib import Path

from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.tables import Table, TableRow, read_table

LINK_PATTERN = re.compile(r"https?://[^\s/?#\x00-\x1f][^\s\x00-\x1f]*", re.IGNORECASE)
SOURCE_COLUMNS = ("id", "publisher", "title", "date", "url", "archived")


@dataclass(frozen=True, slots=True)
class Source:
    """A published text. Unknown fields are blank; `url` is http(s) or blank."""

    id: str
    publisher: str
    title: str
    date: str
    url: str
    archived: str


def is_link(text: str) -> bool:
    """Return whether a text may become a link: http and https only.

    >>> is_link("javascript:alert(1)")
    False
    """
    return bool(LINK_PATTERN.fullmatch(text))


def source_from_cell(text: str) -> Source:
    """Return a source for what a cell cites, a bare URL or the words for a text that has no address.

    >>> source_from_cell("Élysée communiqué").publisher, source_from_cell("https://example.org/a").publisher
    ('Élysée communiqué', 'example.org')
    """
    return Source(text, text.split("/")[2], "", "", text, "") if is_link(text) else Source(text, text, "", "", "", "")


def read_sources(path: Path) -> tuple[dict[str, Source], list[Fault]]:
    """Read the sources of a file by id, and its faults."""
    return parse_sources(read_table(path, SOURCE_COLUMNS, required=("id",)))


def parse_sources(table: Table) -> tuple[dict[str, Source], list[Fault]]:
    """Parse the sources of a table by id, and its faults."""
    sources: dict[str, Source] = {}
    for number, row in table:
        key = row["id"]
        if not key or key in sources:
            table.fault(number, "id", key, LocalizedText("fault_source_id"))
            continue
        when = table.moment(number, row, "date")
        links = [_link(table, number, row, column) for column in ("url", "archived")]
        sources[key] = Source(key, row["publisher"], row["title"], when.text if when else "", *links)
    return sources, table.faults


def _link(table: Table, number: int, row: TableRow, column: str) -> str:
    if not row[column] or is_link(row[column]):
        return row[column]
    table.fault(number, column, row[column], LocalizedText("fault_link"))
    return ""
