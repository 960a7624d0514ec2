"""An index of the places of a `places.csv`, by every name that they have."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from data.records.places import Place
from geo.folding import name_key

# At 0.8 one wrong, missing or doubled letter in five is a typo ("Hanoy"), two are another name.
_TYPO_CUTOFF = 0.8


class PlaceIndex:
    """Finds places by id, name, native name (several apart by " / "), label or alias."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Index `places` in their order: if several share a name, the first one is meant."""
        self._by_id: dict[str, Place] = {}
        self._by_key: dict[str, list[Place]] = {}
        self._spelling: dict[str, str] = {}
        for place in places:
            self._add(place)

    def with_id(self, id: str) -> Place | None:
        """The place of that very id; `None` if there is no such place."""
        return self._by_id.get(id.strip())

    def place(self, name: str) -> Place | None:
        """The place whose id is `name`, else the first one of that name; `None` if there is no such place."""
        return next(iter(self._named(name)), None)

    def places(self, name: str, countries: Sequence[str] = ()) -> list[Place]:
        """The places that `name` may mean, in the order of the table, in `countries` (ISO 3166-1 codes; none means
        anywhere).

        Places of one label and country (a city, its station, its airport) are one candidate, the first listed.
        """
        codes = {code.upper() for code in countries}
        first: dict[tuple[str, str], Place] = {}
        for place in self._named(name):
            if not codes or place.country.upper() in codes:
                first.setdefault((place.label, place.country), place)
        return list(first.values())

    def suggest(self, name: str) -> str | None:
        """The known name that is spelt most like `name`, for “did you mean Vladivostok?”; `None` if none is similar.

        A near alias suggests its place's name, for aliases may be misspellings too. Costs about 1 ms, so ask for names
        that are shown, not for all.
        """
        near = get_close_matches(name_key(name), self._spelling, n=1, cutoff=_TYPO_CUTOFF)
        return self._spelling[near[0]] if near else None

    def _add(self, place: Place) -> None:
        self._by_id.setdefault(place.id, place)
        for known, spelling in _names(place):
            self._spelling.setdefault(known, spelling)
            namesakes = self._by_key.setdefault(known, [])
            if namesakes[-1:] != [place]:
                namesakes.append(place)

    def _named(self, name: str) -> list[Place]:
        exact = self._by_id.get(name.strip())
        return [exact] if exact else self._by_key.get(name_key(name), [])


def _names(place: Place) -> Iterator[tuple[str, str]]:
    """Each key of a place with the spelling to suggest for it."""
    own = (place.label, place.name, *place.native.split(" / "))
    spellings = [(name, name) for name in own] + [(name, place.name) for name in (place.id, *place.aliases)]
    # A blank name must not make a place of every blank query.
    return ((known, spelling.strip()) for name, spelling in spellings if (known := name_key(name)))
