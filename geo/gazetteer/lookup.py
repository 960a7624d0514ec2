"""Lookup: the places that go by a name or a code, and what may be said of one: a capital, a known city, part of one."""

from collections.abc import Iterable, Sequence

from geo.gazetteer.index import NATURAL, Hit, Index, Kind
from geo.gazetteer.query import expand_abbreviations
from geo.gazetteer.ranking import haversine_km
from geo.gazetteer.scope import Scope
from geo.gazetteer.spelling import spelling_key

CITIES = (Kind.CAPITAL, Kind.CITY)
LARGE = 100_000
# A town that travellers know rather than a village of the name.
KNOWN = 15_000
# Less than this, and a place that only another script calls so is less likely than a capital of that sound.
WELL_KNOWN = 50_000
# A second name within this of the first is that of the same place; an airport within it of a city is the city's.
_SAME_KM = 60.0
# A town this near to a city that has so many times its people is a district of it, as far as a traveller can tell.
_DISTRICT_KM = 15.0
_DISTRICTS = 10
# Of fewer letters, a word that some language calls a city by is too near to others.
_LONG_ENOUGH = 5


class Lookup:
    """Finds the places of names and codes in an index."""

    def __init__(self, index: Index) -> None:
        """`index`: where the names are looked up."""
        self._index = index

    def named(self, name: str) -> list[Hit]:
        """The places that go by a name, each once."""
        folded = spelling_key(name)
        if not folded:
            return []
        hits = self._index.named(folded)
        if full := expand_abbreviations(name):
            hits += self._index.named(spelling_key(full))
        return distinct(hits) if len(hits) > 1 else hits

    def coded(self, codes: Iterable[str]) -> list[Hit]:
        """The places of codes, each once."""
        return distinct(hit for code in codes for hit in self._index.named(code))

    def inside(self, hits: Iterable[Hit], scopes: Iterable[Scope]) -> list[Hit]:
        """The hits that lie in all of the scopes."""
        hits = list(hits)
        for scope in scopes:
            hits = [hit for hit in hits if scope.contains(self._index, hit.row)]
        return hits

    def is_town_elsewhere(self, hits: Sequence[Hit], inside: Sequence[Hit]) -> bool:
        """Whether one of the hits that are not inside is a town that is really called so."""
        if len(hits) == len(inside):
            return False
        rows = {hit.row for hit in inside}
        return any(hit.own and hit.row not in rows and self.is_city(hit) for hit in hits)

    def near(self, hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
        """Those of the hits that lie within a city's size of one of the others."""
        points = [self._index.point(hit.row) for hit in others[:50]]
        return [hit for hit in hits if any(haversine_km(self._index.point(hit.row), at) < _SAME_KM for at in points)]

    def is_part(self, hit: Hit, city: Hit) -> bool:
        """Whether a known place is one within a city, such as its airport or a district."""
        apart_km = haversine_km(self._index.point(hit.row), self._index.point(city.row))
        kind = self._index.kind(hit.row)
        if kind in (Kind.AIRPORT, *NATURAL):
            return apart_km < _SAME_KM
        return kind is Kind.CITY and apart_km < _DISTRICT_KM and self.people(hit) * _DISTRICTS < self.people(city)

    def is_named_so(self, hit: Hit, name: str) -> bool:
        """Whether a place is really called so, or is a large one that some language calls so by a long name."""
        least = _LONG_ENOUGH - self.is_capital(hit)
        is_long = len(name) >= least or not name.isascii()
        return hit.own or (is_long and self.people(hit) >= LARGE)

    def is_capital(self, hit: Hit) -> bool:
        """Whether a place is a country's seat."""
        return self._index.kind(hit.row) is Kind.CAPITAL

    def is_city(self, hit: Hit) -> bool:
        """Whether a place is a town or a city."""
        return self._index.kind(hit.row) in CITIES

    def is_known_city(self, hit: Hit) -> bool:
        """Whether a place is a town that travellers know rather than a village."""
        return self._index.kind(hit.row) is Kind.CAPITAL or (self.is_city(hit) and self.people(hit) >= KNOWN)

    def is_well_known(self, hit: Hit) -> bool:
        """Whether a place is a capital, a country or a large town."""
        return self._index.kind(hit.row) in (Kind.CAPITAL, Kind.COUNTRY) or self.people(hit) >= WELL_KNOWN

    def is_large(self, hit: Hit) -> bool:
        """Whether a place is so large that a part of it may be named by it: "West Berlin", not the "West Wing"."""
        kind, people = self._index.kind(hit.row), self.people(hit)
        return kind is Kind.CAPITAL or (hit.own and people >= LARGE and kind in (Kind.CITY, Kind.COUNTRY, Kind.FORMER))

    def people(self, hit: Hit) -> int:
        """How many people a place has."""
        return self._index.population(hit.row)


def distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Each row once, by its own name where it goes by that too."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.own or hit.row not in best:
            best[hit.row] = hit
    return list(best.values())
