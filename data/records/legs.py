"""Legs: one row of `trips.csv` is one leg, from one place to the next by one mode."""

import re
from dataclasses import dataclass, field
from operator import itemgetter

from data.edtf import Moment, ends_before_start
from data.i18n.message import LocalizedText
from data.records.places import LonLat
from data.records.quick_init import quick_init
from data.records.sources import is_link
from data.records.tables import Table, TableRow, split_list

MODES = ("rail", "air", "road", "sea", "foot", "other")
EVIDENCE = ("confirmed", "reported", "disputed")
PUBLISHED_LENGTH = re.compile(r"(?P<km>\d{1,6}(\.\d{1,3})?) \[(?P<source>[^\]]+)\]")


PlaceKey = tuple[str, str, str, LonLat | None]  # name, country, region, point


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
    point: LonLat | None = None

    @property
    def key(self) -> PlaceKey:
        """What the stop's place is found by: stops of one key are one place, and the name alone is not enough."""
        return self.name, self.country, self.region, self.point


@dataclass(frozen=True, slots=True)
class PublishedLength:
    """A length in km that a source gives for a leg."""

    km: float
    source: str


@quick_init
@dataclass(frozen=True, slots=True)
class Leg:
    """One leg. `stops` are origin, places passed and destination, in order; the origin may be missing in uploads.

    `evidence` is "" where the table does not say. With `stay` the dates are the first and the last day that the table
    gives, and it does not say when the traveller left or arrived. `details` are the cells of the
    table's own columns, those without a role, in the order of `Records.own_columns`.
    """

    row: int
    depart: Moment | None
    arrive: Moment | None
    stops: tuple[Stop, ...]
    mode: str
    main: bool
    vehicle: str
    note: str
    evidence: str
    published: tuple[PublishedLength, ...]
    sources: tuple[str, ...]
    stay: bool = False
    details: tuple[str, ...] = ()


# Mode, whether it is the main leg, evidence, lengths and sources.
_CheckedCells = tuple[str, bool, str, tuple[PublishedLength, ...], tuple[str, ...]]
_checked_cells = itemgetter("mode", "main", "evidence", "published_km", "sources")


@dataclass(frozen=True, slots=True)
class LegReader:
    """Reads the rows of a table, one leg each; equal stops are shared.

    `sources` are the ids that rows may cite; with `cites_texts` any other text is a source too. `own_columns` are those
    whose cells are the details of a leg.
    """

    table: Table
    sources: frozenset[str]
    cites_texts: bool = False
    own_columns: tuple[str, ...] = ()
    _stops: dict[tuple[str, str, str], tuple[Stop, ...]] = field(default_factory=dict)
    _checked: dict[tuple[str, ...], _CheckedCells] = field(default_factory=dict)  # of rows without a fault

    def read(self, number: int, row: TableRow) -> Leg | None:
        """Read the leg of a row; return `None`, with every fault added to the table, if there is one."""
        table, before = self.table, len(self.table.faults)
        depart, arrive = table.moment(number, row, "depart"), table.moment(number, row, "arrive")
        if depart and arrive and ends_before_start(depart, arrive):
            table.fault(number, "arrive", row["arrive"], LocalizedText("fault_arrives_early", depart=row["depart"]))
        if not row["destination"]:
            table.fault(number, "destination", "", LocalizedText("fault_no_destination"))
        cells = _checked_cells(row)
        checked = self._checked.get(cells) or self._check(number, row)
        if len(table.faults) > before:
            return None
        mode, main, evidence, published, sources = self._checked[cells] = checked
        stay, details = row.get("stay") == "yes", tuple(row[column] for column in self.own_columns)
        said = (row["vehicle"], row["note"], evidence, published, sources, stay, details)
        return Leg(number, depart, arrive, self._way(row), mode, main, *said)

    def _check(self, number: int, row: TableRow) -> _CheckedCells:
        """The values of the cells that must be of a kind, and every fault of them."""
        mode = self._one_of(number, row, "mode", MODES, "other")
        evidence = self._one_of(number, row, "evidence", EVIDENCE, "")
        main = self._one_of(number, row, "main", ("yes", "no"), "no") == "yes"
        return mode, main, evidence, self._published(number, row["published_km"]), self._cited(number, row["sources"])

    def _way(self, row: TableRow) -> tuple[Stop, ...]:
        key = (row["origin"], row["via"], row["destination"])
        if key not in self._stops:
            self._stops[key] = _stops(*key)
        return self._stops[key]

    def _one_of(self, number: int, row: TableRow, column: str, allowed: tuple[str, ...], default: str) -> str:
        value = row[column].lower() or default
        if value and value not in allowed:
            self.table.fault(number, column, row[column], LocalizedText("fault_one_of", known=", ".join(allowed)))
        return value

    def _published(self, number: int, cell: str) -> tuple[PublishedLength, ...]:
        lengths = []
        for part in split_list(cell):
            match = PUBLISHED_LENGTH.fullmatch(part)
            if match and match["source"] in self.sources:
                lengths.append(PublishedLength(float(match["km"]), match["source"]))
            else:
                self.table.fault(number, "published_km", part, LocalizedText("fault_length"))
        return tuple(lengths)

    def _cited(self, number: int, cell: str) -> tuple[str, ...]:
        sources = split_list(cell)
        for source in sources:
            if not self.cites_texts and source not in self.sources and not is_link(source):
                self.table.fault(number, "sources", source, LocalizedText("fault_source"))
        return tuple(sources)


def _stops(origin: str, via: str, destination: str) -> tuple[Stop, ...]:
    named = [("origin", origin), *(("via", name) for name in split_list(via)), ("destination", destination)]
    return tuple(Stop(name.removesuffix("?").strip(), name.endswith("?"), column) for column, name in named if name)
