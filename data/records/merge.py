"""Merge: the records of several tables as those of one, such as the trips of two travellers from a file each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.records.about import About
from data.records.legs import Leg, Stop
from data.records.places import Place
from data.records.records import Records
from data.records.sources import Source
from data.records.trips import Trip, sort_by_date


def name_travellers(trips: Sequence[Trip], traveller: str) -> tuple[Trip, ...]:
    """Name the traveller of a table that names none; trips of a table that names any are left as they are."""
    if any(trip.traveller for trip in trips):
        return tuple(trips)
    return tuple(replace(trip, traveller=traveller) for trip in trips)


def separate_ids(tables: Sequence[Records]) -> tuple[Records, ...]:
    """Return the records of each table with ids that no table before it has for something else.

    Their places, sources and trips can then stand side by side, as `join_records` puts them.
    """
    places: dict[str, Place] = {}
    sources: dict[str, Source] = {}
    trips: set[str] = set()
    apart: list[Records] = []
    for number, table in enumerate(tables, 1):
        renamed_places = _renamed({place.id: place for place in table.places}, places, number)
        renamed_sources = _renamed(table.sources, sources, number)
        own_places = tuple(
            replace(place, id=renamed_places[place.id]) if place.id in renamed_places else place
            for place in table.places
        )
        own_sources = {
            renamed_sources.get(key, key): replace(source, id=renamed_sources.get(key, key))
            for key, source in table.sources.items()
        }
        ids = _free_ids((trip.id for trip in table.trips), trips, number)
        own_trips = tuple(
            _with_names(trip, id, renamed_places, renamed_sources) for trip, id in zip(table.trips, ids, strict=True)
        )
        places |= {place.id: place for place in own_places}
        sources |= own_sources
        trips |= set(ids)
        apart.append(replace(table, places=own_places, sources=own_sources, trips=own_trips))
    return tuple(apart)


def join_records(tables: Sequence[Records], title: str) -> Records:
    """Put the merged records of several tables together, with rows numbered on from one table to the next.

    Home is that of the tables that state one, if they state the same.
    """
    homes = {table.about.home for table in tables if table.about.home}
    rows = row_offsets(tables)
    own = tuple(dict.fromkeys(name for table in tables for name in table.own_columns))
    trips = [
        _with_details(_with_rows(trip, start), table.own_columns, own)
        for table, start in zip(tables, rows, strict=True)
        for trip in table.trips
    ]
    places = {place.id: place for table in tables for place in table.places}
    sources = {key: source for table in tables for key, source in table.sources.items()}
    about = About(title, home=homes.pop() if len(homes) == 1 else "")
    faults = tuple(fault for table in tables for fault in table.faults)
    states, unread = all(table.states_homes for table in tables), sum(table.unread_rows for table in tables)
    return Records(about, sort_by_date(trips), tuple(places.values()), {}, sources, (), (), faults, own, states, unread)


def row_offsets(tables: Sequence[Records]) -> list[int]:
    """How many rows of the joined records come before those of each table."""
    starts = [0]
    for table in tables[:-1]:
        last = max((leg.row for trip in table.trips for leg in trip.legs), default=0)
        starts.append(starts[-1] + last)
    return starts


def _renamed(own: Mapping[str, object], taken: Mapping[str, object], number: int) -> dict[str, str]:
    """New ids for those that an earlier table has for something else."""
    others = [id for id, value in own.items() if id in taken and taken[id] != value]
    return dict(zip(others, _free_ids(others, {*taken, *own}, number), strict=True))


def _free_ids(ids: Iterable[str], taken: set[str], number: int) -> list[str]:
    """The ids, those that are taken with the number of their table before them.

    >>> _free_ids(["row-2", "row-3"], {"row-2"}, 2)
    ['2-row-2', 'row-3']
    """
    return [_free_id(id, taken, number) for id in ids]


def _free_id(id: str, taken: set[str], number: int) -> str:
    return _free_id(f"{number}-{id}", taken, number) if id in taken else id


def _with_names(trip: Trip, id: str, places: Mapping[str, str], sources: Mapping[str, str]) -> Trip:
    if not places and not sources:
        return replace(trip, id=id) if id != trip.id else trip
    return replace(trip, id=id, legs=tuple(_leg_with_names(leg, places, sources) for leg in trip.legs))


def _leg_with_names(leg: Leg, places: Mapping[str, str], sources: Mapping[str, str]) -> Leg:
    return replace(
        leg,
        stops=tuple(_stop_with_name(stop, places) for stop in leg.stops),
        sources=tuple(sources.get(key, key) for key in leg.sources),
        published=tuple(replace(one, source=sources.get(one.source, one.source)) for one in leg.published),
    )


def _stop_with_name(stop: Stop, places: Mapping[str, str]) -> Stop:
    return replace(stop, name=places[stop.name]) if stop.name in places else stop


def _with_details(trip: Trip, columns: tuple[str, ...], all_columns: tuple[str, ...]) -> Trip:
    """The trip with a cell for each of the columns of all tables, blank in those that its own has not."""
    if columns == all_columns:
        return trip
    places = [columns.index(name) if name in columns else -1 for name in all_columns]
    legs = (
        replace(leg, details=tuple(leg.details[place] if place >= 0 else "" for place in places)) for leg in trip.legs
    )
    return replace(trip, legs=tuple(legs))


def _with_rows(trip: Trip, start: int) -> Trip:
    if not start:
        return trip
    return replace(trip, legs=tuple(replace(leg, row=leg.row + start) for leg in trip.legs))
