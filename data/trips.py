"""Trips: legs that share an id, with who, why and whom they met. Reads `trips.csv`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.edtf import Moment
from data.fault import Fault
from data.legs import Leg, read_leg
from data.people import Person
from data.sources import Source
from data.tables import Row, Table, listed, read_table

COLUMNS = (
    *("trip", "traveller", "title", "occasion", "outcome", "with", "depart", "arrive", "origin", "destination", "via"),
    *("mode", "main", "vehicle", "note", "evidence", "published_km", "sources"),
)
OF_THE_TRIP = ("traveller", "title", "occasion", "outcome", "with")


@dataclass(frozen=True, slots=True)
class Trip:
    """Legs in the order of the table. `met` holds names; the title falls back to the first leg's destination.

    `countries` are ISO 3166-1 codes of the legs' destinations, home left out; known once the trip is placed.
    """

    id: str
    traveller: str
    title: str
    occasion: str
    outcome: str
    met: tuple[str, ...]
    legs: tuple[Leg, ...]
    countries: tuple[str, ...] = ()

    @property
    def moments(self) -> list[Moment]:
        """Every date given, in leg order."""
        return [when for leg in self.legs for when in (leg.depart, leg.arrive) if when]

    @property
    def start(self) -> date | None:
        """The first day, at the earliest it may have been."""
        return min((when.first for when in self.moments), default=None)

    @property
    def end(self) -> date | None:
        """The last day, at the latest it may have been."""
        return max((when.last for when in self.moments), default=None)

    @property
    def days(self) -> int | None:
        """Days away, home to home, both counted; `None` where the first or last day is not known."""
        first, last = _extremes(self.moments)
        return (last - first).days + 1 if first and last else None

    @property
    def mode(self) -> str:
        """The mode of the trip: its main leg's, else its longest leg's by days, else its first leg's."""
        main = [leg for leg in self.legs if leg.main] or [max(self.legs, key=_length)]
        return main[0].mode

    @property
    def evidence(self) -> str:
        """The weakest evidence of its legs."""
        return max((leg.evidence for leg in self.legs), key=("confirmed", "reported", "disputed").index)


def _extremes(moments: Sequence[Moment]) -> tuple[date | None, date | None]:
    if not moments:
        return None, None
    # Of two that begin (or end) alike the known day tells more than its month.
    first = min(moments, key=lambda when: (when.first, when.day is None))
    last = max(moments, key=lambda when: (when.last, when.day is not None))
    return first.day, last.day


def _length(leg: Leg) -> int:
    return (leg.arrive.last - leg.depart.first).days if leg.depart and leg.arrive else 0


def read_trips(
    path: Path, people: Mapping[str, Person], sources: Mapping[str, Source]
) -> tuple[tuple[Trip, ...], list[Fault]]:
    """The trips of a file in date order, the undated last, and every fault of every row.

    A leg with a fault is left out, and so is a leader who is not known; the rest of its trip stays.
    """
    table = read_table(path, COLUMNS, required=("destination",))
    rows: dict[str, list[tuple[int, Row]]] = {}
    for number, row in table:
        rows.setdefault(row["trip"] or f"row-{number}", []).append((number, row))
    known = frozenset(sources)
    trips = [trip for key, group in rows.items() for trip in _trip(table, key, group, people, known)]
    trips.sort(key=lambda trip: (trip.start is None, trip.start or date.max))
    return tuple(trips), sorted(table.faults)


def _trip(
    table: Table, key: str, group: list[tuple[int, Row]], people: Mapping[str, Person], sources: frozenset[str]
) -> Iterator[Trip]:
    first = group[0][1]
    met = _met(table, group[0][0], first["with"], people)
    # Every row is read even if it disagrees, for all its faults are told at once.
    read = [(read_leg(table, number, row, sources), _agrees(table, number, row, first)) for number, row in group]
    legs = tuple(leg for leg, agrees in read if leg and agrees)
    if legs:
        title = first["title"] or legs[0].stops[-1].name
        yield Trip(key, first["traveller"], title, first["occasion"], first["outcome"], met, legs)


def _agrees(table: Table, number: int, row: Row, first: Row) -> bool:
    """Whether a later leg says of the trip what its first leg says, or nothing."""
    differing = [column for column in OF_THE_TRIP if row[column] not in ("", first[column])]
    for column in differing:
        expected = (
            f"trip “{row['trip']}” began with “{first[column]}”; leave the cell blank, or give this trip another id"
        )
        table.fault(number, column, row[column], expected)
    return not differing


def _met(table: Table, number: int, cell: str, people: Mapping[str, Person]) -> tuple[str, ...]:
    """Names of the leaders met. Without a people.csv the cell holds names; with one, its ids."""
    keys = dict.fromkeys(listed(cell))
    for key in keys:
        if people and key not in people:
            table.fault(number, "with", key, "expected an id of people.csv")
    return tuple(people[key].name if people else key for key in keys if key in people or not people)
