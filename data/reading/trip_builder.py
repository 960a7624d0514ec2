"""Trip builder: joins parsed rows into trips, which start and end at home where home is known."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, repeat, starmap

from data.edtf import Moment
from data.reading.row_parser import ParsedRow
from data.reading.rows import VerbatimCells
from data.records.legs import Leg, Stop
from data.records.tables import split_list
from data.records.trips import Trip

NAME_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[;\n]\s*")
COMMA_OR_AND = re.compile(r"(?:(?<!\s)\s+)?,\s*(?:and\s+)?|(?<!\s)\s+and\s+")
LEG_ORDER = re.compile(r"\d+(\.\d+)?")


@dataclass
class TripBuilder:
    """Builds trips from rows. `home` is a place or "". With `numbered` an id holds for consecutive rows only.

    With `alone` no two rows share an id: trips are made one by one, and nothing is kept of the rows. With `journey` all
    rows of a traveller are the stops of one trip. Trips that are `ordered` are made in date order: they then lie in
    memory as all that comes after goes through them, up to ten times as fast (measured), but the rows are kept until
    then.
    """

    home: str = ""
    chain: bool = False
    numbered: bool = False
    alone: bool = False
    journey: bool = False
    ordered: bool = False
    _ids: set[str] = field(default_factory=set)
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _cited: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def trips(self, visits: Iterable[ParsedRow]) -> Iterator[Trip]:
        """Yield the trips, in date order where they are `ordered`, else in the order of their first rows."""
        if self.journey:
            groups: Iterable[list[ParsedRow]] = _journeys(visits)
        else:
            groups = ([visit] for visit in visits) if self.alone else self._groups(visits)
            groups = list(_chained(groups)) if self.chain else groups
        named = ((self._id(group[0].verbatim), group) for group in groups)
        return self._in_date_order(list(named)) if self.ordered else starmap(self._trip, named)

    def _in_date_order(self, named: list[tuple[str, list[ParsedRow]]]) -> Iterator[Trip]:
        """Make the trips in date order. The list keeps the rows to the end, so that they go in the order they came."""
        ordered = sorted(named, key=_begin)
        yield from starmap(self._trip, ordered)

    def _groups(self, visits: Iterable[ParsedRow]) -> Iterable[list[ParsedRow]]:
        groups: dict[tuple[str, str, int], list[ParsedRow]] = {}
        before, run = "", 0
        for visit in visits:
            cells = visit.verbatim
            if self.numbered and cells.trip != before:
                before, run = cells.trip, run + 1
            key = (cells.traveller, cells.trip, run if cells.trip else -cells.number)
            groups.setdefault(key, []).append(visit)
        return groups.values()

    def _trip(self, id: str, group: list[ParsedRow]) -> Trip:
        cells = group[0].verbatim
        if len(group) == 1:
            legs, met = self._legs(group[0], None, last=True), self._met(cells.people_met)
        else:
            group = group if self.journey else sorted(group, key=_order)
            steps = zip([None, *group], group, [*group[1:], None], strict=False)
            legs = tuple(leg for before, visit, after in steps for leg in self._legs(visit, before, last=after is None))
            met = tuple(dict.fromkeys(name for visit in group for name in self._met(visit.verbatim.people_met)))
        title = cells.title or group[0].places.stops[0].name
        said = (cells.occasion, cells.outcome, met, legs, bool(cells.title))
        return Trip(id, cells.traveller, title, *said)

    def _met(self, cell: str) -> tuple[str, ...]:
        names = self._names.get(cell)
        if names is None:
            names = self._names[cell] = _met(cell)
        return names

    def _id(self, cells: VerbatimCells) -> str:
        name = cells.trip or f"row-{cells.number}"
        if name in self._ids and cells.traveller:
            name = f"{name} ({cells.traveller})"
        while name in self._ids:
            name = f"{name}, row {cells.number}"
        self._ids.add(name)
        return name

    def _legs(self, visit: ParsedRow, before: ParsedRow | None, last: bool) -> tuple[Leg, ...]:
        """Legs of one row: from its origin, else from the stop before or from home, and home again after the last.

        Where nobody knows from where, or the stop before is the same, the first leg only has its destination.
        """
        home, places = visit.verbatim.home or self.home, visit.places
        back = home and last and not places.origin
        if len(places.stops) == 1 and (places.origin or not (before or home)):
            return (self._leg(visit, places.way, visit.start, visit.end),)
        origin = places.origin or (
            _from_stop(before.places.stops[-1], visit) if before else Stop(home, False, "origin") if home else None
        )
        begin = (origin, *places.via) if origin else places.via
        stops = (*places.stops, Stop(home, False, "destination")) if back else places.stops
        first = (*begin, stops[0]) if begin else stops[:1]
        ways = [first, *((_as_origin(start), end) for start, end in pairwise(stops))]
        undated: list[Moment | None] = [None] * (len(ways) - 1)
        return tuple(map(self._leg, repeat(visit), ways, [visit.start, *undated], [*undated, visit.end]))

    def _leg(self, visit: ParsedRow, way: tuple[Stop, ...], depart: Moment | None, arrive: Moment | None) -> Leg:
        cells, places = visit.verbatim, visit.places
        sources = self._sources(cells.source) if cells.source else ()
        said = (cells.vehicle, cells.note, places.evidence, (), sources, places.stay, cells.details)
        return Leg(cells.number, depart, arrive, way, places.mode, places.main, *said)

    def _sources(self, cell: str) -> tuple[str, ...]:
        sources = self._cited.get(cell)
        if sources is None:
            sources = self._cited[cell] = tuple(dict.fromkeys(split_list(cell)))
        return sources


def _from_stop(stop: Stop, visit: ParsedRow) -> Stop | None:
    """The stop before, as the origin of a row that names none; `None` where the traveller stayed there."""
    return None if stop.key == visit.places.stops[0].key and not visit.places.via else _as_origin(stop)


def _journeys(visits: Iterable[ParsedRow]) -> list[list[ParsedRow]]:
    """The stops of each traveller, in order: by their numbers, else by their days, else as the rows stand.

    A stop without a day follows the one that it stands below.
    """
    groups: dict[str, list[ParsedRow]] = {}
    for visit in visits:
        groups.setdefault(visit.verbatim.traveller, []).append(visit)
    return [_in_order(group) for group in groups.values()]


def _in_order(group: list[ParsedRow]) -> list[ParsedRow]:
    dated = [visit.start.first for visit in group if visit.start]
    steps = [(later - earlier).days for earlier, later in pairwise(dated)]
    if sum(step < 0 for step in steps) > sum(step > 0 for step in steps):  # the newest first
        group = group[::-1]
    days, day = list[date](), date.min
    for visit in group:
        day = visit.start.first if visit.start else day
        days.append(day)
    order = sorted(range(len(group)), key=lambda at: (_order(group[at])[0], days[at]))
    return [group[at] for at in order]


def _as_origin(stop: Stop) -> Stop:
    """A place arrived at, as the one where the next leg begins."""
    return replace(stop, column="origin")


def _met(cell: str) -> tuple[str, ...]:
    """Names in a cell: a comma divides full names, and not a surname from its first names."""
    if len(cell) > 2_000:
        return (cell,)
    parts = [part.strip() for part in NAME_SEPARATOR.split(cell) if part.strip()]
    names = COMMA_OR_AND.split(cell)
    return tuple(names if len(parts) == 1 and all(" " in name for name in names) else parts)


def _order(visit: ParsedRow) -> tuple[float, int]:
    cells = visit.verbatim
    return (float(cells.order) if LEG_ORDER.fullmatch(cells.order) else 0.0, cells.number)


def _begin(named: tuple[str, list[ParsedRow]]) -> date:
    """The first day of a trip, as `Trip.start` will say it, by which trips are sorted."""
    group = named[1]
    start, end = group[0].start, group[0].end
    if len(group) == 1 and start:  # twice as fast as a list, and the most common
        return start.first if not end or start.first <= end.first else end.first
    return min((when.first for visit in group for when in (visit.start, visit.end) if when), default=date.max)


def _first(group: Sequence[ParsedRow]) -> date:
    if len(group) == 1 and group[0].start:
        return group[0].start.first
    return min((when.first for visit in group for when in (visit.start, visit.end) if when), default=date.max)


def _last(group: Sequence[ParsedRow]) -> date:
    return max(when.last for visit in group for when in (visit.start, visit.end) if when)


def _chained(groups: Iterable[list[ParsedRow]]) -> Iterator[list[ParsedRow]]:
    """Join the stops of one traveller whose dates touch: the next begins on the last day, or on the day after."""
    open_trips: dict[str, list[ParsedRow]] = {}
    for group in sorted(groups, key=_first):
        traveller = group[0].verbatim.traveller
        before = open_trips.get(traveller)
        joinable = all(visit.start and visit.start.day and not visit.places.origin for visit in group)
        if before and joinable and (_first(group) - _last(before)).days <= 1:
            before.extend(group)
            continue
        if joinable:
            open_trips[traveller] = group
        yield group
