"""Opened records: a trip with a list of its legs, days or visits becomes a row for each of these."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from data.reading.columns.ends import DESTINATION, ORIGIN, EndKind, end_names, is_named_as_place
from data.reading.columns.vocabulary import ROLES, normalize_column_name, spellings
from data.reading.values.dates import is_date

# Names of lists whose parts are legs or stops of the record that holds them.
LIST_TEXT = (
    "legs leg segments segment sections flights trains rides days visits stops steps places locations checkins cities "
    "destinations itinerary waypoints hops journeys stages etappen stationen visites étapes etapas paradas tappe "
    "entries items activities route points trips moves stays"
)
LIST_NAMES = frozenset(LIST_TEXT.split())
DEEPEST = 3  # lists within lists: trips, their days, the visits of a day
PLACE_NAMES = frozenset(name for role in ("origin", "destination", "lat", "point", "country") for name in ROLES[role])
DATE_NAMES_OF_PARTS = frozenset(name for role in ("start", "end", "date", "year") for name in ROLES[role])
NAMES_OF_PLACES = frozenset(("name", "title", "city", "place"))

Record = Mapping[str, Any]


def opened_records(records: Iterable[Any]) -> Iterator[Any]:
    """Yield the records, and in place of one with a list of legs, days or visits these, each with what holds for all.

    What the outer record says stands under `trip.`; a record without an id gets its number for one.
    """
    for number, record in enumerate(records, 1):
        name = _list_name(record) if isinstance(record, dict) else ""
        if not name:
            yield record
            continue
        shared = {f"trip.{key}": value for key, value in record.items() if key != name}
        if not any(normalize_column_name(key) in ("trip id", "trip uid", "trip uuid") for key in shared):
            shared["trip.id"] = str(number)
        yield from _with_shared(record[name], shared, name, DEEPEST)


def _with_shared(parts: list[Record], shared: Record, name: str, deep: int) -> Iterator[Record]:
    for part in parts:
        inner = _list_name(part) if deep else ""
        if inner:
            here = {f"{name}.{key}": value for key, value in part.items() if key != inner}
            yield from _with_shared(part[inner], {**here, **shared}, inner, deep - 1)
        else:
            # “from” and “to” may be places as well.
            dated = any(_is_named(key, DATE_NAMES_OF_PARTS) and is_date(str(value)) for key, value in part.items())
            own = {_place_name(key, part): value for key, value in part.items()}
            kept = {key: value for key, value in shared.items() if not (dated and _is_named(key, DATE_NAMES_OF_PARTS))}
            yield {**own, **kept}


def _place_name(key: str, part: Record) -> str:
    """A part's bare “name” is that of its place where nothing else names one."""
    if normalize_column_name(key) in ("name", "title") and not any(
        _is_named(other, frozenset(ROLES["destination"])) for other in part
    ):
        return "place name"
    return key


def _list_name(record: Record) -> str:
    """The name of the list whose parts are stops or legs, "" where there is none or the record is a way by itself."""
    lists = [
        name
        for name, value in record.items()
        if isinstance(value, list)
        and value
        and normalize_column_name(name).split()[-1:] != []
        and normalize_column_name(name).split()[-1] in LIST_NAMES
        and all(isinstance(part, dict) for part in value)
        and (any(map(_is_place_record, value)) or any(_list_name(part) for part in value))
    ]
    return lists[0] if lists and not _is_way(record) else ""


def _is_place_record(part: Record) -> bool:
    """Whether a record says where: by a known name of a field, or by a field of an end."""
    return any(
        _is_named(key, PLACE_NAMES) or is_named_as_place(key) or bool(_ends(key, value)) or key in NAMES_OF_PLACES
        for key, value in part.items()
    )


def _is_named(key: str, names: frozenset[str]) -> bool:
    return any(spelling in names for spelling in spellings(key))


def _is_way(record: Record) -> bool:
    ends = {end for key, value in record.items() for end in _ends(key, value)}
    return {ORIGIN, DESTINATION} <= ends


def _ends(key: str, value: Any) -> set[int]:
    """The ends of a way that a field is the place of."""
    placed = isinstance(value, dict) or (isinstance(value, str) and bool(value) and not is_date(value))
    kinds = (EndKind.PLACE, EndKind.ANY)
    return {one.end for one in end_names(key) if placed and one.family[0] == "word" and one.kind in kinds}
