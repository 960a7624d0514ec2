"""Sources: where a fact was read. Reads `sources.csv`."""

from dataclasses import dataclass
from pathlib import Path

from data.fault import Fault
from data.tables import read_table

COLUMNS = ("id", "publisher", "title", "date", "url", "archived")


@dataclass(frozen=True, slots=True)
class Source:
    """A published text. Blanks are honest: what is not known is not filled in. `url` is http(s) or blank."""

    id: str
    publisher: str
    title: str
    date: str
    url: str
    archived: str


def is_link(text: str) -> bool:
    """Whether a text may become a link: http and https only.

    >>> is_link("javascript:alert(1)")
    False
    """
    return text.lower().startswith(("http://", "https://")) and not any(c.isspace() or c < " " for c in text)


def linked(url: str) -> Source:
    """The source that a bare URL in a cell stands for."""
    return Source(url, url.split("/")[2], "", "", url, "")


def read_sources(path: Path) -> tuple[dict[str, Source], list[Fault]]:
    """The sources of a file by id, and what is wrong with it."""
    table = read_table(path, COLUMNS, required=("id",))
    sources: dict[str, Source] = {}
    for number, row in table:
        key = row["id"]
        if not key or key in sources:
            table.fault(number, "id", key, "a source needs an id of its own")
            continue
        links = {column: row[column] for column in ("url", "archived")}
        for column, link in links.items():
            if link and not is_link(link):
                table.fault(number, column, link, "expected a web address that begins with http:// or https://")
                links[column] = ""
        sources[key] = Source(key, row["publisher"], row["title"], row["date"], **links)
    return sources, table.faults
