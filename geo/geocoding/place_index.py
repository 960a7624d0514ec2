"""Curated places: the chain's first link, which knows the places of the records by every name they go by."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from geopy.geocoders.base import Geocoder
from geopy.location import Location

from data.records.places import Place
from geo.folding import countries, key

# At 0.8 one wrong, missing or doubled letter in five is a typo ("Hanoy"), two are another name.
_TYPO_CUTOFF = 0.8


class CuratedGeocoder(Geocoder):
    """Finds places by id, name, native name (several apart by " / "), label or alias; asks no one, so never fails."""

    name = "curated places"

    def __init__(self, places: Iterable[Place]) -> None:
        """Index `places` in their order: where several share a name, the first listed is the one meant."""
        super().__init__()
        self._by_id: dict[str, Place] = {}
        self._by_key: dict[str, list[Place]] = {}
        self._spelling: dict[str, str] = {}
        for place in places:
            self._add(place)

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """The place named `query`, or each candidate if not `exactly_one`; `None` if there is no such place.

        Places of one label and country (a city, its station, its airport) are one candidate, the first listed. `raw`
        has `source`, `place` (its id), `label`, `country`, `candidates` (how many), `ambiguous`, `others` (ids), `why`.
        """
        named = self._named(query)
        wanted = countries(country_codes)
        found = _one_per_label(place for place in named if not wanted or place.country.upper() in wanted)
        if not found:
            return None
        why = _why(len(found), len(_one_per_label(named)))
        locations = [self._location(place, found, why) for place in found]
        return locations[0] if exactly_one else locations

    def place(self, query: str) -> Place | None:
        """The place whose id is `query`, else the first listed of that name; `None` if there is no such place."""
        return next(iter(self._named(query)), None)

    def places(self, query: str, country: str = "") -> list[Place]:
        """The places that `query` may mean, one of each label, as listed; `country` is ISO 3166-1 or ""."""
        named = self._named(query)
        return _one_per_label(place for place in named if not country or place.country.upper() == country.upper())

    def suggest(self, query: str) -> str | None:
        """The nearest known name, for "Vladivostokk: did you mean Vladivostok?"; `None` if nothing is near.

        A near alias suggests its place's name, for aliases may be misspellings too. Costs about 1 ms, so ask for names
        that are shown, not for all.
        """
        near = get_close_matches(key(query), self._spelling, n=1, cutoff=_TYPO_CUTOFF)
        return self._spelling[near[0]] if near else None

    def _add(self, place: Place) -> None:
        self._by_id.setdefault(place.id, place)
        for known, spelling in _names(place):
            self._spelling.setdefault(known, spelling)
            namesakes = self._by_key.setdefault(known, [])
            if namesakes[-1:] != [place]:
                namesakes.append(place)

    def _named(self, query: str) -> list[Place]:
        exact = self._by_id.get(query.strip())
        return [exact] if exact else self._by_key.get(key(query), [])

    def _location(self, place: Place, found: list[Place], why: str) -> Location:
        raw = {
            "source": self.name,
            "place": place.id,
            "label": place.label,
            "country": place.country,
            "candidates": len(found),
            "ambiguous": len(found) > 1,
            "others": [other.id for other in found if other is not place],
            "why": why,
        }
        return Location(place.name, (place.lat, place.lon), raw)


def _names(place: Place) -> Iterator[tuple[str, str]]:
    """Each key of a place with the spelling to suggest for it."""
    own = (place.label, place.name, *place.native.split(" / "))
    spellings = [(name, name) for name in own] + [(name, place.name) for name in (place.id, *place.aliases)]
    # A blank name must not make a place of every blank query.
    return ((known, spelling.strip()) for name, spelling in spellings if (known := key(name)))


def _one_per_label(places: Iterable[Place]) -> list[Place]:
    first: dict[tuple[str, str], Place] = {}
    for place in places:
        first.setdefault((place.label, place.country), place)
    return list(first.values())


def _why(found: int, named: int) -> str:
    if found > 1:
        return f"the first listed of {found}"
    return "the only one in the country given" if named > 1 else "the only one of that name"
