"""Suggestions: known names that differ from an unknown one by a letter, or that are part of it."""

from collections.abc import Iterator

from geo.folding import fold
from geo.gazetteer.query import readings
from geo.gazetteer.spelling import spelled

_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщъыьэюя")
# Four letters are so near to so many names that one letter off says nothing.
_SHORTEST = 5
# Bounds the work to some 3,000 look-ups, 5 ms.
_LONGEST = 40


def near_keys(name: str) -> Iterator[tuple[list[str], bool]]:
    """Folded names to look for, in groups, the likeliest group first; and whether only places really called so count.

    A letter off, then parts, from the left, for what stands there is the name: "Windsor Castle", "Jeju Island".
    """
    for reading in readings(name):
        folded = spelled(reading.name)
        if _SHORTEST <= len(folded) <= _LONGEST:
            yield list(_one_off(folded)), False
    words = fold(name[: _LONGEST * 2]).split()
    for size in range(len(words) - 1, 0, -1):
        yield from (([spelled("".join(words[start : start + size]))], True) for start in range(len(words) - size + 1))


def _one_off(folded: str) -> Iterator[str]:
    letters = next((alphabet for alphabet in _ALPHABETS if folded[0] in alphabet), "")
    for at in range(len(folded) + 1):
        head, tail = folded[:at], folded[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)
