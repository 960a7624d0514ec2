"""Search: which trips have all words of a text in titles, names, places and notes; twin of `static/model/search.js`."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from data.i18n.messages import names_in_all_languages
from data.records.legs import Stop
from data.records.places import Place
from geo.text_columns import TextColumns
from geo.trip_columns import CodedColumn, Mask

MAX_LETTERS = 100  # of a search; the rest is left out
MAX_WORDS = 16
# Letters that Unicode does not decompose, though readers type the plain ones.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h"}
)
_BETWEEN = "\n"  # texts of one value: no word has it
_Bits = npt.NDArray[np.uint16]  # of `MAX_WORDS` words


def fold_text(text: str) -> str:
    """Return a text in small letters without accents, for comparison with another.

    >>> fold_text("Zürich, Đồng Đăng, Straße")
    'zurich, dong dang, strasse'
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).lower()
    return "".join(each for each in letters if not unicodedata.category(each).startswith("M")).translate(_PLAIN)


def clean_search(text: str) -> str:
    """Return what a link asks for, without blanks at its ends and not too long.

    >>> clean_search("  Hanoi ")
    'Hanoi'
    """
    return text.strip()[:MAX_LETTERS].strip()


@cache
def other_names() -> Mapping[str, list[str]]:
    """Return the names of the built-in records in the other languages, by the records' own."""
    return names_in_all_languages()


@dataclass(frozen=True, slots=True)
class _FoldedColumn:
    """The folded texts of each distinct value of a column in one, and the number of each row's value."""

    texts: Sequence[str]
    codes: npt.NDArray[np.integer[Any]]

    def find(self, words: Sequence[str]) -> _Bits:
        """A bit for each word that a row has."""
        found = np.zeros(len(self.texts), np.uint16)
        for at, word in enumerate(words):
            found |= np.fromiter((word in text for text in self.texts), np.bool_).astype(np.uint16) << np.uint16(at)
        return found[self.codes] if found.any() else np.zeros(1, np.uint16)


class SearchIndex:
    """The texts of all trips by which they are found, each distinct one folded once."""

    def __init__(self, columns: TextColumns, place_of: Callable[[Stop], Place | None]) -> None:
        """Fold all texts; `place_of` gives the place of a stop, if it has one."""
        self._columns = columns
        fold = _Folder(place_of)
        self._of_trips = [_FoldedColumn(fold.values(column), column.codes) for column in columns.trips.values()]
        self._of_legs = [_FoldedColumn(fold.values(column), column.codes) for column in columns.legs.values()]
        self._of_legs.append(_FoldedColumn(fold.stops(columns.stops), columns.stops.codes))

    def find(self, search: str) -> Mask:
        """Return which trips have each word of a search somewhere in their texts."""
        words = tuple(dict.fromkeys(fold_text(search).split()))[:MAX_WORDS]
        counts, all_words = self._columns.leg_counts, np.uint16((1 << len(words)) - 1)
        found = np.zeros(counts.size, np.uint16)
        for column in self._of_trips:
            found |= column.find(words)
        of_legs = np.zeros(int(counts.sum()), np.uint16)
        for column in self._of_legs:
            of_legs |= column.find(words)
        if of_legs.any():
            found |= np.bitwise_or.reduceat(of_legs, np.cumsum(counts, dtype=np.intp) - counts)
        has_all: Mask = found == all_words
        return has_all


class _Folder:
    """Folds the texts of values into one text each, with their names in other languages; each text once."""

    def __init__(self, place_of: Callable[[Stop], Place | None]) -> None:
        self._place_of = place_of
        self._known: dict[str, str] = {}
        self._places: dict[int, str] = {}

    def values(self, column: CodedColumn) -> list[str]:
        """The values of a column, each a text or several."""
        return [
            self._fold(value) if isinstance(value, str) else _BETWEEN.join(map(self._fold, value))
            for value in column.values
        ]

    def stops(self, column: CodedColumn) -> list[str]:
        """The values of a column of stops, each of several, by the names of their places."""
        return [_BETWEEN.join(map(self._fold_stop, stops)) for stops in column.values]

    def _fold_stop(self, stop: Stop) -> str:
        place = self._place_of(stop)
        if place is None:
            return self._fold(stop.name)
        if (folded := self._places.get(id(place))) is None:
            names = (place.name, place.native, place.label)
            folded = self._places[id(place)] = _BETWEEN.join(map(self._fold, names))
        return folded

    def _fold(self, text: str) -> str:
        if (folded := self._known.get(text)) is None:
            folded = _BETWEEN.join(fold_text(each) for each in (text, *other_names().get(text, ())))
            self._known[text] = folded
        return folded
