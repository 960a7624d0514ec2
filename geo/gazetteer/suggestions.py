"""Suggestions: the known names that a misspelt name may mean, a letter or two off."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geo.folding import fold_name, name_key
from geo.gazetteer.facilities import facilities
from geo.gazetteer.index import Hit, Index, Kind, load_index
from geo.gazetteer.query import interpretations
from geo.gazetteer.ranking import RankedHit, rank
from geo.gazetteer.scope import Scope, rows_inside
from geo.gazetteer.spelling import spelling_key

_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщъыьэюя")
# Four letters are so near to so many names that one letter off says nothing; two letters off need more.
_SHORTEST = 5
# In a shorter name two slips may mean a large place only.
_LONG_TWO_OFF = 7
_LARGE = 200_000
_SLIPPED = 100_000
_TWO_OFF = 2
# Bounds the work to some 3,000 look-ups, 5 ms.
_LONGEST = 40
# A second slip is as likely as a place of a five-hundredth of the people.
_SLIP = 2.7
# Of all slips of a name that leave a letter out or exchange two, there are 26 times fewer than of those with a wrong
# letter, so each is as likely as a place with so many powers of ten of the people.
_LIKELY_SLIP = 1.4
# A country comes first by its name, and not by one that is nearly so.
_COUNTRY_SCORE = 10.0
# Hardly anybody slips in the first letter.
_FIRST_LETTER = 1.0
# Two letters off, only places that many travellers name.
_KNOWN = 15_000
_MOST_COMPARED = 400
# The names of a large country take 0.7 MB.
_MOST_SCOPES = 4
# Words for what a place is, which name none: German calls Iceland "Island".
_WORDS_FOR_PLACES = (
    "island islands isle lake river sea ocean gulf bay strait mount mountain mountains peak park desert coast valley"
    " peninsula region province national"
)
_KINDS_OF_PLACE = frozenset(_WORDS_FOR_PLACES.split())
# Words beside a name of which each is a place somewhere: a centre is no region of Cameroon.
_WORDS_BESIDE = (
    "of the and new old north south east west northern southern eastern western central centre center congress summit"
    " airport station street road house palace castle city town border off near outside base camp air naval army port"
    " university hotel school college church market square hall tower bridge office union grand royal state federal"
    " national international trip visit home work holiday bei von und der die das san santa saint les las los"
)
_WORDS_BESIDE_NAMES = frozenset(_WORDS_BESIDE.split())
_COUNTRIES = (Kind.COUNTRY, Kind.FORMER)
_KNOWN_KINDS = (*_COUNTRIES, Kind.CAPITAL, Kind.REGION)


class _Names(NamedTuple):
    """Folded names that begin with one letter: the row, the name and the counts of letters of each.

    In arrays, as lists of texts and numbers take four times the memory.
    """

    rows: "array[int]"
    text: bytearray
    ends: "array[int]"
    counts: npt.NDArray[np.int8]

    def row(self, at: int) -> int:
        """The row of a name."""
        return self.rows[at]

    def name(self, at: int) -> str:
        """A folded name."""
        return self.text[self.ends[at - 1] if at else 0 : self.ends[at]].decode()

    def letter_differences(self, folded: str) -> npt.NDArray[np.int64]:
        """How many letters each name has more or less than a folded one, counted letter by letter."""
        apart: npt.NDArray[np.int64] = np.abs(self.counts - _letter_counts(folded.encode(), [len(folded)])).sum(axis=1)
        return apart


@cache
def load_suggester() -> "Suggester":
    """The suggester of the index, one for all of the process."""
    return Suggester(load_index())


class Suggester:
    """Finds near names in an index."""

    def __init__(self, index: Index) -> None:
        """`index`: where the names are looked up; what two letters off needs is made at the first need, in 0.1 s."""
        self._index = index
        self._inside = lru_cache(_MOST_SCOPES)(self._names_inside)

    def suggest(self, name: str, most: int, *, is_elsewhere: bool = False) -> tuple[str, ...]:
        """Up to `most` names, the likeliest first. `is_elsewhere`: not where a row says; only large cities then."""
        near: dict[str, None] = {}
        texts = [one.name for one in interpretations(name)]
        texts += [facility.city for facility in facilities(name.partition(",")[0])]
        for text in dict.fromkeys(texts):
            near |= dict.fromkeys(self._misspelt(text, most, is_elsewhere))
        for keys in _parts(name) if len(near) < most else ():
            hits = [hit for key in self._known(keys) for hit in self._index.named(key) if hit.own]
            near |= dict.fromkeys(self._names(hits, most))
        return tuple(near)[:most]

    def is_slip(self, folded: str) -> bool:
        """Whether a folded name is one slip from that of a place of 100,000 people; takes 0.1 ms."""
        if not folded.isascii() or not folded.isalpha() or len(folded) < _SHORTEST:
            return False
        known = self._known_names.get(folded[0], _NO_NAMES)
        nearest = np.flatnonzero(known.letter_differences(folded) <= _TWO_OFF).tolist()
        large = (at for at in nearest if self._index.population(known.row(at)) >= _SLIPPED)
        return any(_slips(folded, known.name(at)) == 1 for at in large)

    def near_inside(self, folded: str, scope: Scope) -> list[int]:
        """The rows inside a scope whose name is a slip from a folded one, or two of a long one, the nearest first."""
        if not folded.isascii() or not folded.isalpha() or not _SHORTEST <= len(folded) <= _LONGEST:
            return []
        most = _TWO_OFF if len(folded) >= _LONG_TWO_OFF else 1
        near = self._nearest(folded, self._inside(scope), most)
        people = self._index.population
        return [row for _, row in sorted(near, key=lambda one: (one[0], -people(one[1]), one[1]))]

    def _names_inside(self, scope: Scope) -> dict[str, _Names]:
        """The names of the places inside a scope."""
        kinds = self._index.is_one_of("kind", (Kind.CAPITAL, Kind.CITY, Kind.REGION))
        return self._by_first_letter(np.flatnonzero(kinds & rows_inside(self._index, scope)))

    def one_off(self, folded: str) -> list[Hit]:
        """The places that go by a name a letter off a folded one; none of a short or very long name."""
        return [hit for _, hit in self._near(folded)]

    def _near(self, folded: str) -> list[tuple[str, Hit]]:
        if not _SHORTEST <= len(folded) <= _LONGEST:
            return []
        return [(key, hit) for key in self._known(dict.fromkeys(_one_off(folded))) for hit in self._index.named(key)]

    def _misspelt(self, text: str, most: int, is_elsewhere: bool) -> list[str]:
        folded = spelling_key(text)
        if not _SHORTEST <= len(folded) <= _LONGEST:
            return []
        near = self._near(folded)
        one_off = [hit for key, hit in near if self._fits(hit, key, folded)]
        slips: dict[int, float] = {}
        for key, hit in near:
            slips[hit.row] = max(slips.get(hit.row, -_FIRST_LETTER), _slip_score(key, folded))
        scored = {one.hit.row: _score(one) + slips[one.hit.row] for one in rank(self._index, one_off)}
        two_off = [Hit(row, own=True) for row in self._two_off(folded)]
        for one in rank(self._index, two_off):
            scored.setdefault(one.hit.row, _score(one) - _SLIP)
        if is_elsewhere:
            scored = {row: score for row, score in scored.items() if self._is_large_city(row)}
        best = sorted(scored, key=lambda row: (-scored[row], row))[: most * 2]
        return list(dict.fromkeys(self._index.id_and_name(row)[1] for row in best))[:most]

    def _fits(self, hit: Hit, key: str, folded: str) -> bool:
        """Whether a name one letter off may be meant.

        No country has another first letter, as Liberia for Siberia; and who reads that a small place is meant which is
        written quite otherwise (Jaša Tomić, for "MS-DOS") does not know why.
        """
        kind, is_begun_so = self._index.kind(hit.row), key[:1] == folded[:1]
        if not is_begun_so and (kind in _COUNTRIES or len(folded) == _SHORTEST):
            return False
        is_known = kind in _KNOWN_KINDS or self._index.population(hit.row) >= _LARGE
        # Of five letters, one that was left out says more than one that is another.
        is_slip = len(folded) > _SHORTEST or _slip_score(key, folded) == _LIKELY_SLIP
        if hit.own or (is_known and is_begun_so and is_slip):
            return True
        return _slips(folded, spelling_key(self._index.id_and_name(hit.row)[1])) <= _TWO_OFF

    def _names(self, hits: Sequence[Hit], most: int) -> list[str]:
        """The names of the places that a word of a text may mean: such as people name beside another word."""
        known = [hit for hit in hits if self._is_known(hit)]
        return [self._index.id_and_name(one.hit.row)[1] for one in rank(self._index, known)[:most]]

    def _is_large_city(self, row: int) -> bool:
        return self._index.kind(row) in (Kind.CAPITAL, Kind.CITY) and self._index.population(row) >= _LARGE

    def _is_known(self, hit: Hit) -> bool:
        kind = self._index.kind(hit.row)
        return kind is not Kind.AIRPORT and (kind is not Kind.CITY or self._index.population(hit.row) >= _KNOWN)

    def _known(self, keys: Iterable[str]) -> list[str]:
        return self._index.known_names([key for key in keys if len(key) > 2])

    def _two_off(self, folded: str) -> list[int]:
        """The rows of known places whose name is two slips from this one."""
        if not folded.isascii() or not folded.isalpha():
            return []
        least = _KNOWN if len(folded) >= _LONG_TWO_OFF else _LARGE
        near = self._nearest(folded, self._known_names, _TWO_OFF)
        return [row for _, row in near if self._index.population(row) >= least]

    def _nearest(self, folded: str, known: Mapping[str, _Names], most: int) -> list[tuple[int, int]]:
        """How many slips from a folded name, and the row, of the known names that are at most so many from it."""
        # Nobody slips in the first letter and once more.
        names = known.get(folded[0], _NO_NAMES)
        apart = names.letter_differences(folded)
        nearest = np.flatnonzero(apart <= 2 * most)
        nearest = nearest[np.argsort(apart[nearest], kind="stable")][:_MOST_COMPARED]
        slips = ((_slips(folded, names.name(at)), names.row(at)) for at in nearest.tolist())
        return [one for one in slips if 0 < one[0] <= most]

    @cached_property
    def _known_names(self) -> dict[str, _Names]:
        """The names of the known places."""
        kinds = (Kind.COUNTRY, Kind.CAPITAL, Kind.CITY, Kind.REGION)
        known = self._index.is_one_of("kind", kinds) & (self._index.columns["population"] >= _KNOWN)
        return self._by_first_letter(np.flatnonzero(known))

    def _by_first_letter(self, places: npt.NDArray[np.int64]) -> dict[str, _Names]:
        """The folded names of places, by the first letter."""
        found: defaultdict[str, tuple[array[int], bytearray, array[int]]] = defaultdict(
            lambda: (array("I"), bytearray(), array("I"))
        )
        for row in places.tolist():
            name = name_key(self._index.id_and_name(row)[1])
            if name.isascii() and _SHORTEST <= len(name) <= _LONGEST:
                rows, text, ends = found[name[0]]
                rows.append(row)
                text += name.encode()
                ends.append(len(text))
        return {letter: _Names(*one, _letter_counts(*one[1:])) for letter, one in found.items()}


def _score(one: RankedHit) -> float:
    return min(one.score, _COUNTRY_SCORE)


def _slip_score(key: str, written: str) -> float:
    """How likely one slip is, in powers of ten of people: a letter left out, two exchanged, or another one wrong.

    >>> _slip_score("cheyenne", "chyenne"), _slip_score("rome", "roem"), _slip_score("cayenne", "chyenne")
    (1.4, 1.4, 0.0)
    """
    if key[:1] != written[:1]:
        return -_FIRST_LETTER
    return _LIKELY_SLIP if len(key) > len(written) or sorted(key) == sorted(written) else 0.0


def _letter_counts(text: bytes | bytearray, ends: Sequence[int]) -> npt.NDArray[np.int8]:
    """How often each of the 26 letters is in each name, one after another in `text`; ASCII, at most 127 letters each.

    >>> _letter_counts(b"baba-b", [3, 3, 6])[:, :3].tolist()
    [[1, 2, 0], [0, 0, 0], [1, 1, 0]]
    """
    letters = np.frombuffer(text, np.uint8).astype(np.int32) - ord("a")
    lengths = [end - start for start, end in pairwise([0, *ends])]
    cells = np.repeat(np.arange(len(ends), dtype=np.int32), lengths) * 26 + letters
    counts = np.bincount(cells[(letters >= 0) & (letters < 26)], minlength=len(ends) * 26)
    return counts.reshape(len(ends), 26).astype(np.int8)


_NO_NAMES = _Names(array("I"), bytearray(), array("I"), _letter_counts(b"", ()))


def _slips(one: str, other: str) -> int:
    """How many letters are missing, added, changed or swapped, at most three.

    >>> _slips("marseile", "marseille"), _slips("hambrug", "hamburg"), _slips("rome", "singapore")
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > _TWO_OFF:
        return _TWO_OFF + 1
    older: list[int] = []
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > _TWO_OFF:
            return _TWO_OFF + 1
        older, before = before, row
    return min(before[-1], _TWO_OFF + 1)


def _parts(name: str) -> Iterator[list[str]]:
    """Parts of a name, from the left, for what stands there is the name: "Windsor Castle", "Jeju Island"."""
    words = fold_name(name[: _LONGEST * 2]).split()
    if _KINDS_OF_PLACE.intersection(words):
        words = [word for word in words if word not in _KINDS_OF_PLACE]
        yield [spelling_key("".join(words))]
    for size in range(len(words) - 1, 0, -1):
        for start in range(len(words) - size + 1):
            if not _WORDS_BESIDE_NAMES.issuperset(part := words[start : start + size]):
                yield [spelling_key("".join(part))]


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
