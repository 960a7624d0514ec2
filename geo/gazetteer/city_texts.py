"""City texts: the ways in which a text may be a city and a word for something in it: "Zürich Oerlikon"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GAPS = re.compile(r"[\s/–-]+")
# More words are a sentence.
_MOST_WORDS = 5
# What is named after a city by such a word lies elsewhere: "Victoria Falls"; "New York" is no part of York.
_AFTER = (
    "falls bay island islands isle river lake creek springs beach valley county hills heights mountain mountains peak"
    " point cape range desert forest glacier township province district region state republic grove junction road"
    " highway express line strait sea ocean gulf channel canal"
)
_BEFORE = (
    "new nueva nuevo nova novo neu nouvelle nouveau nuova old alt neuer santa san saint st ste sainte são sankt port"
    " puerto porto fort mount lake little great north south east west villa ville el la le los las les al ciudad"
)
_ELSEWHERE_AFTER, _ELSEWHERE_BEFORE = frozenset(_AFTER.split()), frozenset(_BEFORE.split())


# Words for a border, after or before the names of its two sides.
_BORDER_AFTER = tuple(f" {word}" for word in ("border", "frontier", "border area", "border region", "border crossing"))
_BORDER_BEFORE = (
    *("border between ", "border of ", "grenze zwischen ", "grenze ", "frontière entre ", "frontière "),
    *("frontera entre ", "frontera ", "fronteira entre ", "fronteira ", "граница между ", "граница "),
)
_SIDES = re.compile(r" ?[-–—/] ?| (?:and|und|et|y|e|и) ")


@dataclass(frozen=True, slots=True)
class CityText:
    """A name that may be a city's, and the rest of the text, which is before it or after it."""

    city: str
    rest: str
    city_first: bool
    is_elsewhere: bool  # the rest says that the city only gave its name


def city_texts(text: str) -> list[CityText]:
    """The ways to part a text into a city and a rest, the longest city first, and first those that begin with it.

    >>> [(one.city, one.rest) for one in city_texts("New York Penn Station")][:2]
    [('New York Penn', 'Station'), ('New York', 'Penn Station')]
    >>> city_texts("Rome"), city_texts("Paris trip")
    ([], [])
    """
    return list(_parted(text.strip()))


def border_towns(text: str) -> list[str]:
    """The names of the two sides of a border; none if the text names no border.

    >>> border_towns("Brest–Terespol border"), border_towns("border between Lindau and Bregenz"), border_towns("Rome")
    (['Brest', 'Terespol'], ['Lindau', 'Bregenz'], [])
    """
    plain, lower = text.strip(), text.strip().casefold()
    after = next((word for word in _BORDER_AFTER if lower.endswith(word)), "")
    before = next((word for word in _BORDER_BEFORE if lower.startswith(word)), "")
    if len(lower) != len(plain) or not (after or before):
        return []
    sides = _SIDES.split(plain[len(before) : len(plain) - len(after)].strip())
    return sides if len(sides) == 2 and all(sides) else []


def _parted(text: str) -> Iterator[CityText]:
    gaps = [(gap.start(), gap.end()) for gap in _GAPS.finditer(text)]
    if not 0 < len(gaps) < _MOST_WORDS:
        return
    for start, end in reversed(gaps):
        if text[:start].casefold() in _ELSEWHERE_BEFORE:
            return  # "San Diego" is not in San in Mali
        if _is_name(text) and _is_name(rest := text[end:]):
            yield CityText(text[:start], rest, True, rest.split()[-1].casefold() in _ELSEWHERE_AFTER)
    for start, end in gaps:
        if _is_name(rest := text[:start]) and _is_name(text[end:]):
            yield CityText(text[end:], rest, False, rest.split()[-1].casefold() in _ELSEWHERE_BEFORE)


def _is_name(rest: str) -> bool:
    """Whether a text may name something: it begins with a capital letter, or with a letter that has none."""
    return rest[:1].isalpha() and not rest[:1].islower()
