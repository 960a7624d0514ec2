"""Scopes: the countries and regions that a hint may name, which a place must lie in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geo.gazetteer.index import Index, Kind
from geo.gazetteer.query import interpretations
from geo.gazetteer.spelling import spelling_key

_COUNTRIES = (Kind.COUNTRY, Kind.FORMER)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a place may lie: in any of these countries, or in any of these regions (numbers of the index)."""

    countries: frozenset[str] = frozenset()
    regions: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.countries or self.regions)

    def contains(self, index: Index, row: int) -> bool:
        """Whether a place lies in it; the country of a region does not lie in the region."""
        if index.kind(row) in _COUNTRIES:
            return bool(self.countries.intersection(index.within(row)))
        return index.country(row) in self.countries or int(index.columns["region"][row]) in self.regions


class Scopes:
    """Finds the scope that a hint names, each hint once."""

    def __init__(self, index: Index) -> None:
        """`index`: where countries and regions are found by name."""
        self._index = index
        self.country = lru_cache(4096)(self._country)
        self.hint = lru_cache(4096)(self._hint)

    def countries(self, texts: Iterable[str]) -> Scope:
        """All countries that these codes and names stand for; empty if there is none."""
        return Scope(frozenset[str]().union(*(self.country(text).countries for text in texts)))

    def _country(self, text: str) -> Scope:
        """The countries of a code (ISO2, ISO3) or name, the heirs of a former one; empty if there is none."""
        return Scope(countries=frozenset(self._countries(text)))

    def _hint(self, text: str) -> Scope:
        """What follows a comma or stands in brackets: a country, a region by name, a state by its two letters."""
        keys = [spelling_key(text)]
        if len(text.strip()) == 2:
            keys += [f"region:{country}-{text.strip().upper()}" for country in ("US", "CA", "AU", "BR")]
        rows = [hit.row for folded in keys if folded for hit in self._index.named(folded)]
        areas = [row for row in rows if self._index.kind(row) is Kind.REGION]
        regions = frozenset(int(self._index.columns["region"][row]) for row in areas)
        return Scope(frozenset(self._countries(text)), regions)

    def _countries(self, text: str) -> set[str]:
        code = text.strip().upper()
        if 2 <= len(code) <= 3 and (rows := self._rows(f"iso:{code}")):
            return set().union(*map(self._index.within, rows))
        for one in interpretations(text):
            if not one.hints and (folded := spelling_key(one.name)) and (rows := self._rows(folded)):
                return set().union(*map(self._index.within, rows))
        return set()

    def _rows(self, folded: str) -> list[int]:
        """The countries of a name: those whose own it is, else those that some language calls so."""
        hits = [hit for hit in self._index.named(folded) if self._index.kind(hit.row) in _COUNTRIES]
        return [hit.row for hit in hits if hit.own] or [hit.row for hit in hits]
