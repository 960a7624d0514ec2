"""Columns: a table's values one column at a time, as JSON that a browser reads straight into typed arrays."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

Column = dict[str, Any]
EPOCH = date(1970, 1, 1).toordinal()


def coded(values: Iterable[Hashable]) -> Column:
    """Each distinct value once, in the order met, and the values as numbers of these.

    >>> coded(["rail", "air", "rail"])
    {'values': ['rail', 'air'], 'codes': [0, 1, 0]}
    """
    values = list(values)
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return {"values": list(numbers), "codes": list(map(numbers.__getitem__, values))}


def day_number(day: date | None) -> int | None:
    """Days since 1 January 1970.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return day.toordinal() - EPOCH if day else None
