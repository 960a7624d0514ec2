"""Legs: one row of `trips.csv` is one leg, from one place to the next by one mode."""

import re
from dataclasses import dataclass

from data.edtf import Moment, moment
from data.sources import is_link
from data.tables import Row, Table, listed

MODES = ("rail", "air", "road", "sea", "foot", "other")
EVIDENCE = ("confirmed", "reported", "disputed")
PUBLISHED = re.compile(r"(?P<km>\d+(\.\d+)?) \[(?P<source>[^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Stop:
    """A place as named in the table; `inferred` where a `?` follows the name, `id` once it is placed."""

    name: str
    inferred: bool


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
    depart, arrive = (_moment(table, number, row, column) for column in ("depart", "arrive"))
    if depart and arrive and depart.first > arrive.last:
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
    stops = tuple(_stop(name) for name in filter(None, [row["origin"], *listed(row["via"]), row["destination"]]))
    return Leg(number, depart, arrive, stops, mode, main, row["vehicle"], row["note"], evidence, published, sources)


def _stop(name: str) -> Stop:
    return Stop(name.removesuffix("?").strip(), name.endswith("?"))


def _moment(table: Table, number: int, row: Row, column: str) -> Moment | None:
    if not row[column]:
        return None
    try:
        return moment(row[column])
    except ValueError as error:
        table.fault(number, column, row[column], str(error))
        return None


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
