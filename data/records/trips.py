"""Trips: legs that share an id, with traveller, occasion, outcome and people met. Reads `trips.csv`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path

from data.edtf import Moment
from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.legs import Leg, LegReader
from data.records.people import Person
from data.records.quick_init import quick_init
from data.records.tables import Table, TableRow, read_table, split_list

TRIP_COLUMNS = (
    *("trip", "traveller", "title", "occasion", "outcome", "with", "depart", "arrive", "origin", "destination", "via"),
    *("mode", "main", "vehicle", "note", "evidence", "published_km", "sources"),
)
DISTINCTIVE_COLUMNS = frozenset(("depart", "arrive", "published_km", "evidence"))  # no other table has these names
STAY_COLUMN = "stay"  # of exports, where a date is that of a visit
TRIP_LEVEL_COLUMNS = ("traveller", "title", "occasion", "outcome", "with")
_trip_level_cells = itemgetter(*TRIP_LEVEL_COLUMNS)


@quick_init
@dataclass(frozen=True, slots=True)
class Trip:
    """Legs in the order of the table. `people_met` holds names; the title falls back to the first leg's destination.

    `titled` is whether the table gives the title; else it is made of the places, once they are known.
    """

    id: str
    traveller: str
    title: str
    occasion: str
    outcome: str
    people_met: tuple[str, ...]
    legs: tuple[Leg, ...]
    titled: bool = True

    @property
    def moments(self) -> list[Moment]:
        """Every date given, in leg order."""
        return [when for leg in self.legs for when in (leg.depart, leg.arrive) if when]

    @property
    def start(self) -> date | None:
        """The first day, at the earliest it may have been."""
        if len(self.legs) == 1 and (depart := self.legs[0].depart):  # twice as fast as a list, and the most common
            first, arrive = depart.first, self.legs[0].arrive
            return first if arrive is None or first <= arrive.first else arrive.first
        return min([when.first for when in self.moments], default=None)

    @property
    def end(self) -> date | None:
        """The last day, at the latest it may have been."""
        if len(self.legs) == 1 and (arrive := self.legs[0].arrive):
            last, depart = arrive.last, self.legs[0].depart
            return last if depart is None or last >= depart.last else depart.last
        return max([when.last for when in self.moments], default=None)

    @property
    def days(self) -> int | None:
        """Days away, both counted; `None` where the first or last day is not known, and of a way without return."""
        return self.span[2]

    @property
    def span(self) -> tuple[date | None, date | None, int | None]:
        """`start`, `end` and `days` at once."""
        if len(self.legs) == 1 and (found := _known_span(self.legs[0])):
            return *found, None if self._is_one_way else (found[1] - found[0]).days + 1
        start, end = self.start, self.end
        if start is None or end is None:
            return None, None, None
        if self._is_one_way:
            return start, end, None
        # Of two dates that begin (or end) alike the known day tells more than its month.
        depart, arrive = self.legs[0].depart, self.legs[-1].arrive  # which mostly are the first and the last
        known = bool(depart and arrive and depart.last == start and arrive.first == end)
        if not known:
            moments = self.moments
            known = start in [when.last for when in moments] and end in [when.first for when in moments]
        return start, end, (end - start).days + 1 if known else None

    @property
    def _is_one_way(self) -> bool:
        """Whether an uploaded row only says that the traveller went from one place to another."""
        leg = self.legs[0]
        return len(self.legs) == 1 and len(leg.stops) > 1 and leg.stops[0].column == "origin" and not leg.evidence

    @property
    def mode(self) -> str:
        """The mode of the trip: its main leg's, else its longest leg's by days, else its first leg's."""
        if len(self.legs) == 1:
            return self.legs[0].mode
        main = [leg for leg in self.legs if leg.main] or [max(self.legs, key=_length)]
        return main[0].mode

    @property
    def evidence(self) -> str:
        """The weakest evidence of its legs, "" where the table does not say."""
        if len(self.legs) == 1:
            return self.legs[0].evidence
        return max((leg.evidence for leg in self.legs), key=("confirmed", "", "reported", "disputed").index)


def _known_span(leg: Leg) -> tuple[date, date] | None:
    """The first and last day of a leg where both are known to the day and in order, as most are."""
    depart, arrive = leg.depart, leg.arrive
    if depart and arrive and depart.first == depart.last <= arrive.first == arrive.last:
        return depart.first, arrive.last
    return None


def _length(leg: Leg) -> int:
    return (leg.arrive.last - leg.depart.first).days if leg.depart and leg.arrive else 0


def read_trips(
    path: Path, people: Mapping[str, Person], sources: Collection[str]
) -> tuple[tuple[Trip, ...], list[Fault]]:
    """Read the trips of a file in date order, the undated last, and every fault of every row."""
    table = read_table(path, TRIP_COLUMNS, required=("destination",))
    trips = parse_trips(table, people, sources)
    return trips, sorted(table.faults)


def parse_trips(
    table: Table,
    people: Mapping[str, Person],
    sources: Collection[str],
    cites_texts: bool = False,
    own_columns: tuple[str, ...] = (),
) -> tuple[Trip, ...]:
    """Parse the trips of a table in date order, the undated last; faults are added to the table.

    A leg with a fault is left out, and so is a leader who is not known; the rest of its trip stays. `cites_texts` and
    `own_columns` are as in `LegReader`.
    """
    reader = LegReader(table, frozenset(sources), cites_texts, own_columns)
    first: dict[str, tuple[int, tuple[str, ...]]] = {}
    legs: dict[str, list[Leg]] = {}
    for number, row in table:
        key = row["trip"] or f"row-{number}"
        _, first_row = first.setdefault(key, (number, _trip_level_cells(row)))
        # A row that disagrees is read too, so that all its faults are reported at once.
        leg, agrees = reader.read(number, row), _agrees(table, number, row, first_row)
        if leg and agrees:
            legs.setdefault(key, []).append(leg)
    names = {key: _names_met(table, number, cells[-1], people) for key, (number, cells) in first.items()}
    return sort_by_date(_trip(key, first[key][1], names[key], group) for key, group in legs.items())


def sort_by_date(trips: Iterable[Trip]) -> tuple[Trip, ...]:
    """Sort trips by their first day, the undated last; the sort is stable."""
    return tuple(sorted(trips, key=lambda trip: trip.start or date.max))


def _trip(key: str, cells: tuple[str, ...], people_met: tuple[str, ...], legs: Sequence[Leg]) -> Trip:
    traveller, title, occasion, outcome, _ = cells
    name = title or legs[0].stops[-1].name
    return Trip(key, traveller, name, occasion, outcome, people_met, tuple(legs), bool(title))


def _agrees(table: Table, number: int, row: TableRow, first_row: tuple[str, ...]) -> bool:
    """Whether the trip's columns hold in a later row what they hold in the first one, or nothing."""
    row_cells = _trip_level_cells(row)
    if row_cells == first_row:
        return True
    cells = zip(TRIP_LEVEL_COLUMNS, row_cells, first_row, strict=True)
    differing = [(column, first) for column, cell, first in cells if cell not in ("", first)]
    for column, first in differing:
        table.fault(number, column, row[column], LocalizedText("fault_disagrees", trip=row["trip"], first=first))
    return not differing


def _names_met(table: Table, number: int, cell: str, people: Mapping[str, Person]) -> tuple[str, ...]:
    """Names of the leaders met. Without a people.csv the cell holds names; with one, its ids."""
    keys = dict.fromkeys(split_list(cell))
    if not people:
        return tuple(keys)
    for key in keys:
        if key not in people:
            table.fault(number, "with", key, LocalizedText("fault_person"))
    return tuple(people[key].name for key in keys if key in people)
