"""Trip link: trips in the address of a page, after `#trips=`, as the sheets of our own workbooks.

`static/model/trip_link.js` writes and reads the same text; docs/decisions/0016 says why each column is as it is. What
the browser draws by (ways, lengths, days) is passed over here: it is computed anew from the rows.
"""

import json
import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.formats.packed_columns import (
    Number,
    checked_index,
    checked_text,
    checked_texts,
    read_changes,
    read_dates,
    read_degrees,
    read_ends,
    read_ids,
    read_numbers,
    read_stops,
    read_texts,
    read_values,
    read_whole,
    running_sums,
)
from data.reading.grid import CellLine, Grid
from data.records.places import PLACE_COLUMNS
from data.records.sources import SOURCE_COLUMNS
from data.records.tables import TableError, escape_formula
from data.records.trips import STAY_COLUMN, TRIP_COLUMNS

LINK_START = re.compile(rb"\s*(?:https?://[^\s#]{0,4000})?#trips=")
LINK = re.compile(r"\s*(?:https?://[^\s#]*)?#trips=1([\w-]+)\s*", re.ASCII)
MAX_LENGTH = 40_000  # characters of an address; a page makes none with more than 32,000 of trips
MAX_UNPACKED = 1_000_000  # bytes
MOST_DETAILS = 200  # columns
MOST_UNREAD = 5_000_001  # rows

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class TripLink:
    """Trips as a link carries them: `home` is the id of a place, or ""; each table is a header and rows of cells.

    With `states_homes` the table that they come from said where travellers live; `unread_rows` of it made no leg.
    """

    title: str
    home: str
    states_homes: bool
    unread_rows: int
    trips: Sequence[Row]
    places: Sequence[Row]
    sources: Sequence[Row]


def is_trip_link(content: bytes) -> bool:
    """Whether a text is an address with trips in it, or the part of one after `#`."""
    return bool(LINK_START.match(content))


def read_trip_link(content: bytes) -> TripLink:
    """The trips of such a text. Raise `TableError` where it is cut, damaged or of another version."""
    try:
        found = LINK.fullmatch(content.decode("ascii")) if len(content) <= MAX_LENGTH else None
        if found:
            return _read(json.loads(_unpacked(found[1])))
    # What is in a link may be anything, and each of these is how one part of it proves wrong.
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, zlib.error) as error:
        raise TableError(LocalizedText("refused_link")) from error
    raise TableError(LocalizedText("refused_link"))


def trip_link_grid(link: TripLink) -> Grid:
    """The trips as a table of records, with its places, sources and title beside it."""
    said = {"title": escape_formula(link.title), "home": escape_formula(link.home)}
    said |= {"states_homes": "yes" if link.states_homes else "", "unread_rows": str(link.unread_rows)}
    about = [[*said], [*said.values()]]
    beside = {"places": link.places, "sources": link.sources, "about": about}
    rows: Sequence[CellLine] = link.trips
    return Grid(LocalizedText("format_link"), lambda: iter(rows), len(rows), extra_sheets=beside, header_row=1)


def _unpacked(text: str) -> str:
    unpacking = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    content = unpacking.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)), MAX_UNPACKED)
    if not unpacking.eof:
        raise ValueError("cut, or more than a link holds")
    return content.decode()


def _read(written: Any) -> TripLink:
    _, title, home, places, sources, trips, legs, stops, _, _, _, _, *more = written
    _, unread, states_homes = more[0] if more else (0, 0, 0)
    ids, names, unknown = checked_texts(places[0]), checked_texts(places[1]), checked_texts(stops[2])
    numbers = read_stops(stops[0])
    if any(not -len(unknown) <= number < len(ids) for number in numbers):
        raise ValueError("a stop at no place")
    guessed = read_whole(stops[1])
    cells = [
        f"{ids[number] if number >= 0 else unknown[-1 - number]}{'?' if inferred else ''}"
        for number, inferred in zip(numbers, guessed, strict=True)
    ]
    details = _details(legs[10])
    columns = (*TRIP_COLUMNS, STAY_COLUMN, *details)
    labels = [label or name for label, name in zip(read_texts(places[3], len(ids)), names, strict=True)]
    stop_names = [labels[number] if number >= 0 else unknown[-1 - number] for number in numbers]
    return TripLink(
        checked_text(title),
        "" if home is None else ids[checked_index(home, ids)],
        states_homes == 1,
        checked_index(unread, range(MOST_UNREAD)),
        [[*map(escape_formula, columns)], *_in_order(columns, _trip_rows(trips, legs, details, cells, stop_names))],
        [PLACE_COLUMNS, *_in_order(PLACE_COLUMNS, _place_rows(places, ids, names))],
        [SOURCE_COLUMNS, *_in_order(SOURCE_COLUMNS, map(_source_row, sources))],
    )


def _in_order(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    return ([escape_formula(row.get(column, "")) for column in columns] for row in rows)


def _place_rows(columns: Sequence[Any], ids: Sequence[str], names: Sequence[str]) -> Iterator[Mapping[str, str]]:
    size = len(ids)
    native, labels, country, source = (read_texts(columns[at], size) for at in (2, 3, 4, 7))
    texts = {"id": ids, "name": names, "native": native, "country": country, "source": source}
    texts["label"] = [label or name for label, name in zip(labels, names, strict=True)]
    texts |= {"lon": read_degrees(columns[5]), "lat": read_degrees(columns[6])}
    return _transposed(texts)


def _source_row(written: Any) -> Mapping[str, str]:
    if isinstance(written, str):
        return {"id": written, "publisher": written.split("/")[2], "url": written}
    return dict(zip(SOURCE_COLUMNS, checked_texts(written), strict=True))


def _details(columns: Any) -> dict[str, Any]:
    """The table's own columns by name, which are none of the records'."""
    details = {checked_text(name): column for name, column in columns}
    if len(details) < len(columns) or len(details) > MOST_DETAILS or details.keys() & {*TRIP_COLUMNS, STAY_COLUMN}:
        raise ValueError("columns of one name")
    return details


def _trip_rows(
    trips: Sequence[Any],
    legs: Sequence[Any],
    details: Mapping[str, Any],
    stops: Sequence[str],
    names: Sequence[str],
) -> Iterator[Mapping[str, str]]:
    """A row per leg; the first of a trip has what belongs to the trip, and that of its mode is the main one."""
    stop_ends, leg_ends = read_ends(legs[8], len(stops)), read_ends(trips[12], len(read_whole(legs[8])))
    of_trip = [trip for trip, (first, end) in enumerate(pairwise(leg_ends)) for _ in range(first, end)]
    starts = running_sums(read_numbers(trips[9]))
    ends = [
        end if end is None else end + (start or 0) for start, end in zip(starts, read_numbers(trips[10]), strict=True)
    ]
    leg_rows = list(_leg_rows(legs, details, [starts[trip] for trip in of_trip], [ends[trip] for trip in of_trip]))
    firsts = leg_ends[:-1]
    modes = read_changes(trips[5], [leg_rows[first]["mode"] for first in firsts])
    ends_of_first = [(names[stop_ends[first]], names[stop_ends[first + 1] - 1]) for first in firsts]
    single = [end - first == 1 for first, end in pairwise(leg_ends)]
    titles = _titles(
        trips[2], [_guessed_title(*ends, alone) for ends, alone in zip(ends_of_first, single, strict=True)]
    )
    trip_rows = _transposed({**_trip_columns(trips, len(firsts)), "title": titles})
    for trip, ((first, end), cells) in enumerate(zip(pairwise(leg_ends), trip_rows, strict=True)):
        main = next((leg for leg in range(first, end) if leg_rows[leg]["mode"] == modes[trip]), first)
        for leg in range(first, end):
            way = stops[stop_ends[leg] : stop_ends[leg + 1]]
            said = cells if leg == first else {"trip": cells["trip"]}
            chosen = {"main": "yes"} if leg == main and end - first > 1 else {}
            yield {**said, **leg_rows[leg], **chosen, **_way(way)}


def _guessed_title(start: str, end: str, is_single: bool) -> str:
    """What the browser guesses: "" stands for the two ends of a leg, of which the title is made again."""
    return "" if is_single and start != end else end


def _titles(column: Any, guessed: Sequence[str]) -> list[str]:
    """The titles; "" for those that are made of two places."""
    rows, values = column
    titles = list(guessed)
    for row, value in zip(running_sums(read_whole(rows)), values, strict=True):
        is_pair = isinstance(value, list) and len(checked_texts(value)) == 2
        titles[checked_index(row, titles)] = "" if is_pair else checked_text(value)
    return titles


def _way(stops: Sequence[str]) -> Mapping[str, str]:
    if len(stops) == 1:
        return {"destination": stops[0]}
    return {"origin": stops[0], "via": "; ".join(stops[1:-1]), "destination": stops[-1]}


def _trip_columns(trips: Sequence[Any], size: int) -> Mapping[str, Sequence[str]]:
    traveller, occasion, outcome = (read_texts(trips[at], size) for at in (1, 3, 4))
    met = ["; ".join(name.replace(";", ",") for name in checked_texts(names)) for names in read_values(trips[7], size)]
    return {"trip": read_ids(trips[0]), "traveller": traveller, "occasion": occasion, "outcome": outcome, "with": met}


def _leg_rows(
    legs: Sequence[Any], details: Mapping[str, Any], starts: Sequence[Number], ends: Sequence[Number]
) -> Iterator[Mapping[str, str]]:
    size = len(starts)
    mode, vehicle, note, evidence = (read_texts(legs[at], size) for at in range(4))
    lengths = [
        "; ".join(f"{_km(km)} [{checked_text(source)}]" for km, source in cell) for cell in read_values(legs[7], size)
    ]
    return _transposed(
        {
            "mode": mode,
            "vehicle": vehicle,
            "note": note,
            "evidence": evidence,
            "sources": ["; ".join(checked_texts(sources)) for sources in read_values(legs[4], size)],
            "depart": read_dates(legs[5], starts),
            "arrive": read_dates(legs[6], ends),
            "published_km": lengths,
            STAY_COLUMN: ["yes" if stay else "" for stay in read_values(legs[9], size)],
            **{name: read_texts(column, size) for name, column in details.items()},
        }
    )


def _km(km: float) -> str:
    return f"{km:.3f}".rstrip("0").rstrip(".")


def _transposed(columns: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
