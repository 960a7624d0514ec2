"""Legs: one row of `trips.csv` is one leg, from one place to the next by one mode."""

import re
from dataclasses import dataclass
from functools import lru_cache

from data.edtf import Moment, backwards
from data.sources import is_link
from data.tables import Row, Table, listed

MODES = ("rail", "air", "road", "sea", "foot", "other")
EVIDENCE = ("confirmed", "reported", "disputed")
PUBLISHED = re.compile(r"(?P<km>\d{1,6}(\.\d{1,3})?) \[(?P<source>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Stop:
    """A place as named in a table; `inferred` where a `?` follows the name. `column` is origin, via or destination.

    What an uploaded row says of it beside: the `country` (ISO 3166-1 alpha-2 where it is recognised, else the row's own
    words), the `region` within, and the `point`, longitude first, in degrees. Blank in the records.
    """

    name: str
    inferred: bool
    column: str
    country: str = ""
    region: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A length in km that a source gives for a leg."""

    km: float
    source: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg. `stops` are origin, places passed and destination, in order; the origin may be missing in uploads."""

    row: int
    depart: Moment | None
    arrive: Moment | None
    stops: tuple[Stop, ...]
    mode: str
    main: bool
    vehicle: str
    note: str
    evidence: str
    published: tuple[Published, ...]
    sources: tuple[str, ...]


def read_leg(table: Table, number: int, row: Row, known_sources: frozenset[str]) -> Leg | None:
    """The leg of a row, or `None` with every fault of the row noted in its table."""
    before = len(table.faults)
    depart, arrive = (table.moment(number, row, column) for column in ("depart", "arrive"))
    if depart and arrive and backwards(depart, arrive):
        table.fault(number, "arrive", row["arrive"], f"arrives before it departs ({row['depart']})")
    mode = _one_of(table, number, row, "mode", MODES, "other")
    evidence = _one_of(table, number, row, "evidence", EVIDENCE, "reported")
    main = _one_of(table, number, row, "main", ("yes", "no"), "no") == "yes"
    if not row["destination"]:
        table.fault(number, "destination", "", "a leg needs a destination: a place name, an id or “lat, lon”")
    published = _published(table, number, row, known_sources)
    sources = _sources(table, number, row, known_sources)
    if len(table.faults) > before:
        return None
    return Leg(
        number, depart, arrive, _stops(row), mode, main, row["vehicle"], row["note"], evidence, published, sources
    )


def _stops(row: Row) -> tuple[Stop, ...]:
    named = [
        ("origin", row["origin"]),
        *(("via", name) for name in listed(row["via"])),
        ("destination", row["destination"]),
    ]
    return tuple(_stop(column, name) for column, name in named if name)


@lru_cache(maxsize=10_000)
def _stop(column: str, name: str) -> Stop:
    return Stop(name.removesuffix("?").strip(), name.endswith("?"), column)


def _one_of(table: Table, number: int, row: Row, column: str, known: tuple[str, ...], default: str) -> str:
    value = row[column].lower() or default
    if value not in known:
        table.fault(number, column, row[column], f"expected one of {', '.join(known)}")
    return value


def _published(table: Table, number: int, row: Row, known: frozenset[str]) -> tuple[Published, ...]:
    lengths = []
    for part in listed(row["published_km"]):
        found = PUBLISHED.fullmatch(part)
        if found and found["source"] in known:
            lengths.append(Published(float(found["km"]), found["source"]))
        else:
            table.fault(number, "published_km", part, "expected a length and its source, such as 360 [source-id]")
    return tuple(lengths)


def _sources(table: Table, number: int, row: Row, known: frozenset[str]) -> tuple[str, ...]:
    sources = listed(row["sources"])
    for source in sources:
        if source not in known and not is_link(source):
            table.fault(number, "sources", source, "expected an id of sources.csv or a web address")
    return tuple(sources)
