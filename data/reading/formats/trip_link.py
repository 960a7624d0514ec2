"""Trip link: trips in the address of a page, after `#trips=`, as the sheets of our own workbooks.

`static/model/trip_link.js` writes and reads the same text; docs/decisions/0016 says why each column is as it is. What
the browser draws by (ways, lengths, days) is passed over here: it is computed anew from the rows.
"""

import json
import math
import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.grid import CellLine, Grid
from data.records.places import PLACE_COLUMNS
from data.records.sources import SOURCE_COLUMNS
from data.records.tables import TableError, escape_formula
from data.records.trips import STAY_COLUMN, TRIP_COLUMNS

LINK_START = re.compile(rb"\s*(?:https?://[^\s#]{0,4000})?#trips=")
LINK = re.compile(r"\s*(?:https?://[^\s#]*)?#trips=1([\w-]+)\s*", re.ASCII)
MAX_LENGTH = 40_000  # characters of an address; a page makes none with more than 32,000 of trips
MAX_UNPACKED = 1_000_000  # bytes
MAX_LEGS, MAX_TEXT = 4_000, 10_000  # rows, and characters of a cell, so that no text can be repeated without end
MOST_DETAILS = 200  # columns
FIRST_UNIX_DAY = date(1970, 1, 1)
LINK_DIGITS = {
    digit: value for value, digit in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
UNKNOWN = "~"
CONTINUED, LONGEST_NUMBER = 32, 11  # a digit that is not the last, and digits of a number

Row = Sequence[str]
Number = int | None


@dataclass(frozen=True, slots=True)
class TripLink:
    """Trips as a link carries them: `home` is the id of a place, or ""; each table is a header and rows of cells."""

    title: str
    home: str
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
    about = [("title", "home"), (escape_formula(link.title), escape_formula(link.home))]
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
    _, title, home, places, sources, trips, legs, stops, *_ = written
    ids, names, unknown = _texts(places[0]), _texts(places[1]), _texts(stops[2])
    numbers = _stop_places(stops[0])
    if any(not -len(unknown) <= number < len(ids) for number in numbers):
        raise ValueError("a stop at no place")
    guessed = _whole(stops[1])
    cells = [
        f"{ids[number] if number >= 0 else unknown[-1 - number]}{'?' if inferred else ''}"
        for number, inferred in zip(numbers, guessed, strict=True)
    ]
    details = _details(legs[10])
    columns = (*TRIP_COLUMNS, STAY_COLUMN, *details)
    labels = [label or name for label, name in zip(_column(places[3], len(ids)), names, strict=True)]
    stop_names = [labels[number] if number >= 0 else unknown[-1 - number] for number in numbers]
    return TripLink(
        _text(title),
        "" if home is None else ids[_index(home, ids)],
        [[*map(escape_formula, columns)], *_in_order(columns, _trip_rows(trips, legs, details, cells, stop_names))],
        [PLACE_COLUMNS, *_in_order(PLACE_COLUMNS, _place_rows(places, ids, names))],
        [SOURCE_COLUMNS, *_in_order(SOURCE_COLUMNS, map(_source_row, sources))],
    )


def _in_order(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    return ([escape_formula(row.get(column, "")) for column in columns] for row in rows)


def _place_rows(columns: Sequence[Any], ids: Sequence[str], names: Sequence[str]) -> Iterator[Mapping[str, str]]:
    size = len(ids)
    native, labels, country, source = (_column(columns[at], size) for at in (2, 3, 4, 7))
    texts = {"id": ids, "name": names, "native": native, "country": country, "source": source}
    texts["label"] = [label or name for label, name in zip(labels, names, strict=True)]
    texts |= {"lon": _degrees(columns[5]), "lat": _degrees(columns[6])}
    return _transposed(texts)


def _source_row(written: Any) -> Mapping[str, str]:
    if isinstance(written, str):
        return {"id": written, "publisher": written.split("/")[2], "url": written}
    return dict(zip(SOURCE_COLUMNS, _texts(written), strict=True))


def _details(columns: Any) -> dict[str, Any]:
    """The table's own columns by name, which are none of the records'."""
    details = {_text(name): column for name, column in columns}
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
    stop_ends, leg_ends = _ends(legs[8], len(stops)), _ends(trips[12], len(_whole(legs[8])))
    of_trip = [trip for trip, (first, end) in enumerate(pairwise(leg_ends)) for _ in range(first, end)]
    starts = _sums(_numbers(trips[9]))
    ends = [end if end is None else end + (start or 0) for start, end in zip(starts, _numbers(trips[10]), strict=True)]
    leg_rows = list(_leg_rows(legs, details, [starts[trip] for trip in of_trip], [ends[trip] for trip in of_trip]))
    firsts = leg_ends[:-1]
    modes = _changed(trips[5], [leg_rows[first]["mode"] for first in firsts])
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
    for row, value in zip(_sums(_whole(rows)), values, strict=True):
        is_pair = isinstance(value, list) and len(_texts(value)) == 2
        titles[_index(row, titles)] = "" if is_pair else _text(value)
    return titles


def _way(stops: Sequence[str]) -> Mapping[str, str]:
    if len(stops) == 1:
        return {"destination": stops[0]}
    return {"origin": stops[0], "via": "; ".join(stops[1:-1]), "destination": stops[-1]}


def _trip_columns(trips: Sequence[Any], size: int) -> Mapping[str, Sequence[str]]:
    traveller, occasion, outcome = (_column(trips[at], size) for at in (1, 3, 4))
    met = ["; ".join(name.replace(";", ",") for name in _texts(names)) for names in _values(trips[7], size)]
    return {"trip": _ids(trips[0]), "traveller": traveller, "occasion": occasion, "outcome": outcome, "with": met}


def _leg_rows(
    legs: Sequence[Any], details: Mapping[str, Any], starts: Sequence[Number], ends: Sequence[Number]
) -> Iterator[Mapping[str, str]]:
    size = len(starts)
    mode, vehicle, note, evidence = (_column(legs[at], size) for at in range(4))
    lengths = ["; ".join(f"{_km(km)} [{_text(source)}]" for km, source in cell) for cell in _values(legs[7], size)]
    return _transposed(
        {
            "mode": mode,
            "vehicle": vehicle,
            "note": note,
            "evidence": evidence,
            "sources": ["; ".join(_texts(sources)) for sources in _values(legs[4], size)],
            "depart": _dates(legs[5], starts),
            "arrive": _dates(legs[6], ends),
            "published_km": lengths,
            STAY_COLUMN: ["yes" if stay else "" for stay in _values(legs[9], size)],
            **{name: _column(column, size) for name, column in details.items()},
        }
    )


def _km(km: float) -> str:
    return f"{km:.3f}".rstrip("0").rstrip(".")


def _transposed(columns: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def _ends(column: Any, total: int) -> list[int]:
    """Where the parts of each row end, from how many each has; 0 before the first."""
    counts = _whole(column)
    if min(counts, default=1) < 1 or sum(counts) != total or len(counts) > MAX_LEGS:
        raise ValueError("counts of other parts")
    return [0, *accumulate(counts)]


def _values(column: Any, size: int) -> list[Any]:
    """Repeated values: 0 for the next of the distinct ones, else how many values ago it was new."""
    values, steps = column
    if len(values) == 1 and not steps:
        return list(values) * size
    known, rows = 0, []
    for step in _whole(steps):
        if not 0 <= step <= known:
            raise ValueError("a value of nowhere")
        rows.append(values[known - step if step else known])
        known += not step
    if len(rows) != size:
        raise ValueError("a column of another length")
    return rows


def _column(column: Any, size: int) -> list[str]:
    return _texts(_values(column, size))


def _changed(column: Any, guessed: Sequence[str]) -> list[str]:
    """Values as guessed, but for the rows that are listed."""
    rows, values = column
    changed = list(guessed)
    for row, value in zip(_sums(_whole(rows)), _texts(values), strict=True):
        changed[_index(row, changed)] = value
    return changed


def _ids(column: Any) -> list[str]:
    """The ids of trips: a row's, or a text of its own."""
    rows, others = column
    texts = iter(_texts(others))
    ids = [next(texts, "") if row is None else f"row-{row}" for row in _sums(_numbers(rows))]
    if next(texts, None) is not None or "" in ids:
        raise ValueError("other ids than trips")
    return ids


def _dates(column: Any, days: Sequence[Number]) -> list[str]:
    """Dates: days since that of the trip, the first being 1, with what follows the day; or a text of its own."""
    numbers, rest, others = column
    read = _numbers(numbers)
    texts = iter(_column(others, read.count(0)))
    after = iter(_column(rest, sum(map(bool, read))))
    return [
        "" if number is None else next(texts) if number == 0 else _iso((day or 0) + number - (number > 0)) + next(after)
        for number, day in zip(read, days, strict=True)
    ]


def _iso(day: int) -> str:
    return (FIRST_UNIX_DAY + timedelta(days=day)).isoformat()


def _degrees(column: Sequence[Any]) -> list[str]:
    if len(column) == 1:
        values = [float(value) for value in column[0]]
    else:
        values = [number / 10 ** _index(column[0], range(20)) for number in _whole(column[1])]
    if not all(map(math.isfinite, values)):
        raise ValueError("no degrees")
    return list(map(repr, values))


def _stop_places(column: Any) -> list[int]:
    """The places of stops: 0 for the next new one, 1 for that of the stop before, else its number and 2."""
    known = 0
    places: list[int] = []
    for number in _whole(column):
        if number == 1:
            places.append(places[-1])
        else:
            places.append(number if number < 0 else number - 2 if number else known)
        known += number == 0
    return places


def _sums(steps: Iterable[Number]) -> list[Number]:
    """The numbers of which these are the differences."""
    total, sums = 0, []
    for step in steps:
        total += step or 0
        sums.append(None if step is None else total)
    return sums


def _numbers(text: Any) -> list[Number]:
    """Whole numbers in base64 digits, as source maps have them (ECMA-426), and "~" for one that is not known."""
    numbers: list[Number] = []
    value, place = 0, 0
    for letter in _text(text):
        if letter == UNKNOWN and not place:
            numbers.append(None)
            continue
        digit = LINK_DIGITS[letter]
        value |= (digit % CONTINUED) << (5 * place)
        place += 1
        if digit < CONTINUED:
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value, place = 0, 0
        elif place == LONGEST_NUMBER:
            raise ValueError("too long a number")
    if place:
        raise ValueError("the last number is cut")
    return numbers


def _whole(text: Any) -> list[int]:
    numbers = [number for number in _numbers(text) if number is not None]
    if len(numbers) != len(_numbers(text)):
        raise ValueError("a number is missing")
    return numbers


def _index(number: Any, items: Sized) -> int:
    if type(number) is not int or not 0 <= number < len(items):
        raise ValueError("no such item")
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise TypeError("no text")
    return value


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list):
        raise TypeError("no list")
    return list(map(_text, values))
