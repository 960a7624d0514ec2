"""Overshadowed places: small ones whose name is a slip of one letter away from that of a place far better known."""

from collections import defaultdict
from collections.abc import Iterable

from geo.gazetteer.index import NATURAL, Kind
from tools.gazetteer.entry import Entry, folded

_LARGE = 50_000
_SHARE = 50
_SHORTEST = 4


def mark(entries: Iterable[Entry]) -> int:
    """Mark every place that is overshadowed; how many."""
    entries = list(entries)
    large: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for entry in entries:
        people = entry.population if entry.kind not in NATURAL else entry.population // 2
        if people >= _LARGE and entry.kind is not Kind.AIRPORT:
            for name in _keys(entry):
                for key in deletes(name):
                    large[key][name] = max(people, large[key].get(name, 0))
    for entry in entries:
        if entry.population < _LARGE and entry.kind in (Kind.CITY, Kind.AIRPORT):
            least = max(_LARGE, entry.population * _SHARE)
            entry.overshadowed = any(
                people >= least and is_one_off(name, other)
                for name in _keys(entry)
                for key in deletes(name)
                for other, people in large.get(key, {}).items()
            )
    return sum(entry.overshadowed for entry in entries)


def is_one_off(one: str, other: str) -> bool:
    """Whether two different names are one letter missing, added, changed or two letters swapped apart.

    >>> is_one_off("hamburg", "hamburk"), is_one_off("hamburg", "hambrug"), is_one_off("rome", "oslo")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    head, tail = one[start:], other[start:]
    if len(one) == len(other):
        return head[1:] == tail[1:] or (head[:2] == tail[1::-1] and head[2:] == tail[2:])
    return head[1:] == tail or head == tail[1:]


def _keys(entry: Entry) -> set[str]:
    return {key for name in entry.own if len(key := folded(name)) >= _SHORTEST}


def deletes(name: str) -> set[str]:
    """A name, and what is left of it without each of its letters: names that are a letter apart share one."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
