"""Scopes: the countries and regions that a hint may name, which a place must lie in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos

import numpy as np
import numpy.typing as npt

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
_CITIES = (Kind.CAPITAL, Kind.CITY)
# Territories that rows put into the country they belong to: Longyearbyen in Norway, Christiansted in the USA.
_TERRITORIES = {
    "AU": "CC CX HM NF",
    "CN": "HK MO TW",
    "DK": "FO GL",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "NL": "AW BQ CW SX",
    "NO": "BV SJ",
    "NZ": "CK NU TK",
    "US": "AS GU MP PR UM VI",
}
# A small place farther than this from all large towns of a country is none of its lost towns.
_NEAR_COUNTRY_KM, _NEAR_REGION_KM = 1000.0, 300.0
_MOST_TOWNS = 200
_EARTH_KM = 6371.0
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
        return index.country(row) in self.countries or index.cells["region"][row] in self.regions


def rows_inside(index: Index, scope: Scope) -> npt.NDArray[np.bool_]:
    """Which rows of the index lie in a scope, by their own country or region."""
    countries = [number for number, code in enumerate(index.countries) if code in scope.countries]
    return index.is_one_of("country", countries) | index.is_one_of("region", scope.regions)


def _directions(lon: npt.ArrayLike, lat: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """The directions of points in degrees from the middle of the Earth: x, y and z, each of length one."""
    east, north = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


class Scopes:
    """Finds the scope that a hint names, each hint once."""

    def __init__(self, index: Index) -> None:
        """`index`: where countries and regions are found by name."""
        self._index = index
        self.country = lru_cache(4096)(self._country)
        self.hint = lru_cache(4096)(self._hint)
        self._towns = lru_cache(256)(self._towns_of)

    def countries(self, texts: Iterable[str]) -> Scope:
        """All countries that these codes and names stand for; empty if there is none."""
        return Scope(frozenset[str]().union(*(self.country(text).countries for text in texts)))

    def is_near(self, scope: Scope, row: int) -> bool:
        """Whether a place lies in a territory of a country, or so near that a border may have moved."""
        index = self._index
        territories = (_TERRITORIES.get(country, "").split() for country in scope.countries)
        if any(index.country(row) in codes for codes in territories):
            return True
        limit_km = _NEAR_REGION_KM if scope.regions and not scope.countries else _NEAR_COUNTRY_KM
        near = cos(limit_km / _EARTH_KM)
        return bool((self._towns(scope) @ _directions(*index.point(row)) > near).any())

    def _towns_of(self, scope: Scope) -> npt.NDArray[np.float64]:
        """The directions of the most populous places in a scope."""
        inside = np.flatnonzero(rows_inside(self._index, scope) & self._index.is_one_of("kind", _CITIES))
        people = self._index.columns["population"][inside]
        largest = inside[np.argsort(-people.astype(np.int64), kind="stable")][:_MOST_TOWNS]
        return _directions(self._index.columns["lon"][largest], self._index.columns["lat"][largest]).T

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
