"""Scopes: the countries and regions that a hint may name, which a place must lie in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geo.gazetteer.country_spellings import (
    countries_of_code,
    countries_of_flags,
    countries_of_name,
    without_form_of_state,
)
from geo.gazetteer.index import NATURAL, Index, Kind
from geo.gazetteer.query import interpretations
from geo.gazetteer.spelling import spelling_key

_COUNTRIES = (Kind.COUNTRY, Kind.FORMER)
_COVERING = NATURAL.union(_COUNTRIES)
# Whose subdivisions people write by their ISO 3166-2 codes.
_CODED = ("US", "CA", "AU", "BR", "MX", "IN", "GB", "DE", "CH")
# "United Kingdom (Scotland)" and "Israel/Palestine" name one country twice, or two of which either is meant.
_ALTERNATIVES = re.compile(r"[()/\[\]]")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a place may lie: in any of these countries, or in any of these regions (numbers of the index)."""

    countries: frozenset[str] = frozenset()
    regions: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.countries or self.regions)

    def contains(self, index: Index, row: int) -> bool:
        """Whether a place lies in it; the country of a region does not lie in the region."""
        if index.kind(row) in _COVERING:
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
        """The countries of a code or a name, as people spell them; several of a former state; empty if there is none.

        Codes are ISO 3166-1, IOC and car codes; brackets and slashes separate alternatives, and after commas the last
        country counts.
        """
        codes = countries_of_flags(text) or self._spelled(text)
        if not codes and _ALTERNATIVES.search(text):
            parts = [part for part in _ALTERNATIVES.split(text) if part.strip()]
            codes = frozenset[str]().union(*map(self._spelled, parts))
        elif not codes and "," in text:
            codes = next(filter(None, map(self._spelled, reversed(text.split(",")))), codes)
        return Scope(countries=codes)

    def _spelled(self, text: str) -> frozenset[str]:
        """The countries of a name in the table, or else of a code in any list or of a name in the index."""
        if known := countries_of_name(text):
            return known
        return countries_of_code(text.strip()) | self._countries(text) or self._countries(without_form_of_state(text))

    def _hint(self, text: str) -> Scope:
        """What follows a comma or stands in brackets: a country, a region by name, a state by its two letters."""
        keys = [spelling_key(text)]
        code = text.strip().rstrip(".").upper()
        if 2 <= len(code) <= 3 and code.isalpha():
            keys += [f"region:{country}-{code}" for country in _CODED]
        rows = [hit.row for folded in keys if folded for hit in self._index.named(folded)]
        areas = [row for row in rows if self._index.kind(row) is Kind.REGION]
        regions = frozenset(int(self._index.columns["region"][row]) for row in areas) - {0}
        # Of a region that no list puts towns in, only the country is known.
        countries = self._countries(text).union(
            self._index.country(row) for row in areas if not self._index.columns["region"][row]
        )
        return Scope(countries if countries or regions else self.country(text).countries, regions)

    def _countries(self, text: str) -> frozenset[str]:
        """The countries that the index has by an ISO code or a name."""
        code = text.strip().upper()
        if 2 <= len(code) <= 3 and (rows := self._rows(f"iso:{code}")):
            return self._covered(rows)
        for one in interpretations(text):
            if not one.hints and (folded := spelling_key(one.name)) and (rows := self._rows(folded)):
                return self._covered(rows)
        return frozenset()

    def _covered(self, rows: Iterable[int]) -> frozenset[str]:
        return frozenset[str]().union(*map(self._index.within, rows))

    def _rows(self, folded: str) -> list[int]:
        """The countries of a name: those whose own it is, else those that some language calls so."""
        hits = [hit for hit in self._index.named(folded) if self._index.kind(hit.row) in _COUNTRIES]
        return [hit.row for hit in hits if hit.own] or [hit.row for hit in hits]
