"""Packed columns: the columns of a trip link, each as few letters as its kind of value needs.

`static/model/packed_columns.js` writes and reads the same; docs/decisions/0016 says why each kind is as it is. What is
read may be anything: what is no such column raises ValueError, TypeError, KeyError, IndexError or OverflowError.
"""

import math
from collections.abc import Iterable, Sequence, Sized
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

MAX_LEGS, MAX_TEXT = 4_000, 10_000  # rows, and characters of a cell, so that no text can be repeated without end
FIRST_UNIX_DAY = date(1970, 1, 1)
LINK_DIGITS = {
    digit: value for value, digit in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
UNKNOWN = "~"
CONTINUED, LONGEST_NUMBER = 32, 11  # a digit that is not the last, and digits of a number

Number = int | None


def read_ends(column: Any, total: int) -> list[int]:
    """Where the parts of each row end, from how many each has; 0 before the first."""
    counts = read_whole(column)
    if min(counts, default=1) < 1 or sum(counts) != total or len(counts) > MAX_LEGS:
        raise ValueError("counts of other parts")
    return [0, *accumulate(counts)]


def read_values(column: Any, size: int) -> list[Any]:
    """Repeated values: 0 for the next of the distinct ones, else how many values ago it was new."""
    values, steps = column
    if len(values) == 1 and not steps:
        return list(values) * size
    known, rows = 0, []
    for step in read_whole(steps):
        if not 0 <= step <= known:
            raise ValueError("a value of nowhere")
        rows.append(values[known - step if step else known])
        known += not step
    if len(rows) != size:
        raise ValueError("a column of another length")
    return rows


def read_texts(column: Any, size: int) -> list[str]:
    """Repeated texts, as `read_values` has them."""
    return checked_texts(read_values(column, size))


def read_changes(column: Any, guessed: Sequence[str]) -> list[str]:
    """Values as guessed, but for the rows that are listed."""
    rows, values = column
    changed = list(guessed)
    for row, value in zip(running_sums(read_whole(rows)), checked_texts(values), strict=True):
        changed[checked_index(row, changed)] = value
    return changed


def read_ids(column: Any) -> list[str]:
    """The ids of trips: a row's, or a text of its own."""
    rows, others = column
    texts = iter(checked_texts(others))
    ids = [next(texts, "") if row is None else f"row-{row}" for row in running_sums(read_numbers(rows))]
    if next(texts, None) is not None or "" in ids:
        raise ValueError("other ids than trips")
    return ids


def read_dates(column: Any, days: Sequence[Number]) -> list[str]:
    """Dates: days since that of the trip, the first being 1, with what follows the day; or a text of its own."""
    numbers, rest, others = column
    read = read_numbers(numbers)
    texts = iter(read_texts(others, read.count(0)))
    after = iter(read_texts(rest, sum(map(bool, read))))
    return [
        "" if number is None else next(texts) if number == 0 else _iso((day or 0) + number - (number > 0)) + next(after)
        for number, day in zip(read, days, strict=True)
    ]


def _iso(day: int) -> str:
    return (FIRST_UNIX_DAY + timedelta(days=day)).isoformat()


def read_degrees(column: Sequence[Any]) -> list[str]:
    """Longitudes or latitudes as texts: numbers, or whole numbers with the decimal places of all."""
    if len(column) == 1:
        values = [float(value) for value in column[0]]
    else:
        values = [number / 10 ** checked_index(column[0], range(20)) for number in read_whole(column[1])]
    if not all(map(math.isfinite, values)):
        raise ValueError("no degrees")
    return list(map(repr, values))


def read_stops(column: Any) -> list[int]:
    """The places of stops: 0 for the next new one, 1 for that of the stop before, else its number and 2."""
    known = 0
    places: list[int] = []
    for number in read_whole(column):
        if number == 1:
            places.append(places[-1])
        else:
            places.append(number if number < 0 else number - 2 if number else known)
        known += number == 0
    return places


def running_sums(steps: Iterable[Number]) -> list[Number]:
    """The numbers of which these are the differences."""
    total, sums = 0, []
    for step in steps:
        total += step or 0
        sums.append(None if step is None else total)
    return sums


def read_numbers(text: Any) -> list[Number]:
    """Whole numbers in base64 digits, as source maps have them (ECMA-426), and "~" for one that is not known."""
    numbers: list[Number] = []
    value, place = 0, 0
    for letter in checked_text(text):
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


def read_whole(text: Any) -> list[int]:
    """Whole numbers of which each is known."""
    numbers = [number for number in read_numbers(text) if number is not None]
    if len(numbers) != len(read_numbers(text)):
        raise ValueError("a number is missing")
    return numbers


def checked_index(number: Any, items: Sized) -> int:
    """The number, if there is such an item."""
    if type(number) is not int or not 0 <= number < len(items):
        raise ValueError("no such item")
    return number


def checked_text(value: Any) -> str:
    """The value, if it is a text that a cell may hold."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise TypeError("no text")
    return value


def checked_texts(values: Any) -> list[str]:
    """The values, if they are a list of such texts."""
    if not isinstance(values, list):
        raise TypeError("no list")
    return list(map(checked_text, values))
