"""Search: which trips have all words of a text in titles, names, places and notes; twin of `static/model/search.js`."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from data.i18n.messages import names_in_all_languages
from data.records.legs import Leg, Stop
from data.records.places import Place
from data.records.trips import Trip

MAX_LETTERS = 100  # of a search; the rest is left out
MAX_WORDS = 16
# Letters that Unicode does not decompose, though readers type the plain ones.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h"}
)


def fold_text(text: str) -> str:
    """Return a text in small letters without accents, for comparison with another.

    >>> fold_text("Zürich, Đồng Đăng, Straße")
    'zurich, dong dang, strasse'
    """
    letters = unicodedata.normalize("NFKD", text).lower()
    return "".join(each for each in letters if not unicodedata.category(each).startswith("M")).translate(_PLAIN)


def clean_search(text: str) -> str:
    """Return what a link asks for, without blanks at its ends and not too long.

    >>> clean_search("  Hanoi ")
    'Hanoi'
    """
    return text.strip()[:MAX_LETTERS].strip()


def find_trips(trips: Sequence[Trip], search: str, place_of: Callable[[Stop], Place | None]) -> tuple[Trip, ...]:
    """Return the trips that have each word of a search somewhere in their texts, in their order."""
    texts = _Texts(search, place_of)
    return tuple(trip for trip in trips if texts.match(trip))


@cache
def other_names() -> Mapping[str, list[str]]:
    """Return the names of the built-in records in the other languages, by the records' own."""
    return names_in_all_languages()


class _Texts:
    """The words of a search, and which of them each text has; a bit for each word."""

    def __init__(self, search: str, place_of: Callable[[Stop], Place | None]) -> None:
        self._words = tuple(dict.fromkeys(fold_text(search).split()))[:MAX_WORDS]
        self._all = (1 << len(self._words)) - 1
        self._place_of = place_of
        self._known: dict[str, int] = {}
        self._stops: dict[int, int] = {}

    def match(self, trip: Trip) -> bool:
        """Whether the trip has all words."""
        found = self._found((trip.title, trip.traveller, trip.occasion, trip.outcome, *trip.people_met))
        for leg in trip.legs:
            found |= self._of_leg(leg)
        return found == self._all

    def _of_leg(self, leg: Leg) -> int:
        stops = id(leg.stops)  # legs over the same stops share them
        if (found := self._stops.get(stops)) is None:
            found = self._stops[stops] = self._found(name for stop in leg.stops for name in self._names(stop))
        return found | self._found((leg.vehicle, leg.note, *leg.details))

    def _names(self, stop: Stop) -> tuple[str, ...]:
        place = self._place_of(stop)
        return (place.name, place.native, place.label) if place else (stop.name,)

    def _found(self, texts: Iterable[str]) -> int:
        found = 0
        for text in texts:
            if (known := self._known.get(text)) is None:
                known = self._known[text] = self._words_in(text)
            found |= known
        return found

    def _words_in(self, text: str) -> int:
        folded = [fold_text(each) for each in (text, *other_names().get(text, ()))]
        return sum(1 << at for at, word in enumerate(self._words) if any(word in each for each in folded))
