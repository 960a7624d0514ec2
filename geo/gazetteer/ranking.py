"""Rank the places that share a name, and say why the first is meant."""

from collections.abc import Sequence
from functools import lru_cache
from math import asin, cos, inf, log10, radians, sin, sqrt
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from data.i18n.message import LocalizedText
from data.records.places import LonLat
from geo.gazetteer.index import NATURAL, Hit, Index, Kind, Standing

# All in powers of ten of population. A name of one's own weighs as much as a hundred times the people: "Atenas" is
# Athens, though a town of 8,000 in Costa Rica is really called so; but "Rome" is no Lomé, which some language calls so.
_OWN = 2.0
# What a traveller names is more often a capital than another town of its size.
_CAPITAL = 0.75
# A region counts all its people, yet a city is what a traveller names: "Washington", "Victoria".
_REGION = -0.75
# What was added by hand was added because it is meant: Khasan on the border, not Hassan, which Russians write alike.
_ADDED = 6.0
_KIND_SCORES = dict.fromkeys(Kind, 0.0) | {Kind.CAPITAL: _CAPITAL, Kind.REGION: _REGION, Kind.ADDED: _ADDED}
_COUNTRY = 100.0
# Clovis in New Mexico rather than the one beside Fresno, which is larger; but Manhattan is still New York's.
_STANDINGS = {Standing.PLAIN: 0.0, Standing.SUBURB: -0.5, Standing.HAS_AIRPORT: 0.4}
# The seat of a district whose people nobody counted: half of all towns have fewer than 4,000.
_UNCOUNTED = 1_000
# An airport with a code of three letters that no town of the index explains is one of a hamlet of its name: Kufra in
# Libya, and not a town in Turkey that some language calls so. Its full name says no more than its plain one.
_CODED_AIRPORT = 1
_HAMLET = 500
# Some language calls Mali "Male"; the capital of the Maldives is meant.
_ELSEWHERE = -2.0
# Beyond 50 km, ten times as far weighs as much as 30 times fewer people: from Hanoi, the Pingxiang of 130,000
# that is 130 km away beats that of 890,000 at 1,000 km; from New York, Paris is still the one in France.
_NEAR_KM = 50.0
# A flight of six hours or of seven says nothing: next to Paris, Springfield is still the most populous.
_AFAR_KM = 1500.0
_FAR = 1.5
# Where both the one before and the one after are known, each says more.
_FAR_OF_BOTH = 2.0
_EARTH_KM = 6371.0088
# Between Manhattan and Queens, Bogotá is still the one in Colombia and not the suburb of 8,000, near as it is: a town
# of fewer people than this ranks lower where a capital or a city of so many people is called so.
_SMALL_TOWN, _WORLD_CITY = 15_000, 1_000_000
_NEAR_SMALL_TOWN = -2.0
# "Sídney" is Spanish for Sydney, and no spelling of Sidney in Ohio; but Los Ángeles has no accent in California.
_TOWN = 100_000
_FOREIGN_ACCENT = -4.0
# With more neighbours than this their distances are worked out together.
_MANY = 8
# A feature within this of a better place of its name and country is the same place: Rhodes, Lake Como.
_SAME_KM = 200.0
# A region is drawn at its largest city: Alaska at Anchorage.
_SAME_REGION_KM = 1500.0
# Ways to interpret a name that leave a doubt even if only one place is found by them, and what the page says of them.
UNSURE = {"part": "placed_part", "adapted": "placed_adapted", "sounded": "placed_sounded", "noted": "placed_noted"}
# What is itself not known, so that its city stands for it, and what the page says then.
FACILITIES = {
    "station": "placed_station",
    "airport": "placed_airport",
    "base": "placed_base",
    "venue": "placed_venue",
    "residence": "placed_residence",
    "near": "placed_beside",
    "port": "placed_beside",
    "castle": "placed_beside",
}

_MERGED = NATURAL | {Kind.AIRPORT, Kind.REGION}


class RankedHit(NamedTuple):
    """A hit with its score and what the score rests on."""

    hit: Hit
    kind: Kind
    score: float
    population: int


def rank(
    index: Index, hits: Sequence[Hit], in_country: bool = False, near: Sequence[LonLat] = (), written: str = ""
) -> list[RankedHit]:
    """The hits, best first; what is one place to a traveller (a city and its airport) is one.

    `written`: the text that names them, whose accents tell an own name from another language's.
    """
    others = np.radians(near) if len(near) > _MANY else None
    found = [_rank_hit(index, hit, in_country, near, others) for hit in hits]
    if len(found) < 2:
        return found
    # The order alone is changed: how sure the first is rests on what the scores say of all.
    away = _beside_world_city(index, found, written) if near and any(map(_is_world_city, found)) else {}
    found.sort(key=lambda one: (-one.score - away.get(one.hit.row, 0.0), one.hit.row))
    if in_country and found[0].kind in NATURAL:
        # "Japan" in the country Japan is no city, so it is the country and not its islands.
        found.sort(key=lambda one: one.kind is not Kind.COUNTRY)
    kept: dict[LonLat, RankedHit] = {}
    for one in found:
        point = index.point(one.hit.row)
        if point in kept:
            continue
        may_be_same = one.kind in _MERGED  # a town is no other town's
        if not may_be_same or not any(_is_same(index, one, point, other, at) for at, other in kept.items()):
            kept[point] = one
    return list(kept.values())


def _is_world_city(one: RankedHit) -> bool:
    return one.kind is Kind.CAPITAL or (one.kind is Kind.CITY and one.population >= _WORLD_CITY)


def _beside_world_city(index: Index, found: Sequence[RankedHit], written: str) -> dict[int, float]:
    """By how much each town and airport ranks lower where a city known everywhere is called so too, by its row."""
    away: dict[int, float] = {}
    accents = set() if written.isascii() else _accented(written)
    for one in found:
        if one.kind in (Kind.CITY, Kind.AIRPORT) and one.population < _TOWN:
            is_foreign = bool(accents) and bool(accents - _accented(index.id_and_name(one.hit.row)[1]))
            is_small = one.population < _SMALL_TOWN
            away[one.hit.row] = is_small * _NEAR_SMALL_TOWN + is_foreign * _FOREIGN_ACCENT
    return away


def _accented(text: str) -> set[str]:
    """The Latin letters of a text that carry an accent."""
    return {letter for letter in normalize("NFC", text.casefold()) if "\u00df" <= letter <= "\u024f"}


def _is_same(index: Index, one: RankedHit, point: LonLat, better: RankedHit, at: LonLat) -> bool:
    if one.kind is Kind.AIRPORT:
        return haversine_km(point, at) < _NEAR_KM
    if one.kind not in NATURAL and (better.kind not in NATURAL or one.kind is not Kind.REGION):
        return False
    shared = set(index.within(one.hit.row)).intersection(index.within(better.hit.row))
    limit_km = _SAME_REGION_KM if Kind.REGION in (one.kind, better.kind) else _SAME_KM
    return bool(shared) and haversine_km(point, at) < limit_km


def lead(order: Sequence[RankedHit]) -> float:
    """By how many powers of ten the first outranks all others; infinite if it is the only one."""
    return order[0].score - max(one.score for one in order[1:]) if len(order) > 1 else inf


def is_near_alone(order: Sequence[RankedHit]) -> bool:
    """Whether the first of places that were ranked by nearness comes before a city of millions of that name."""
    return any(one.population >= _WORLD_CITY and one.kind in (Kind.CAPITAL, Kind.CITY) for one in order[1:])


def haversine_km(one: LonLat, other: LonLat) -> float:
    """Great-circle distance between (lon, lat) in degrees, on a sphere.

    >>> round(haversine_km((0, 0), (0, 90)))
    10008
    """
    west, south, east, north = map(radians, (*one, *other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


def _distances_km(others: npt.NDArray[np.float64], point: LonLat) -> list[float]:
    """The two shortest distances from a point to many, which are in radians."""
    east, north = np.radians(point)
    west, south = others.T
    half = np.sin((north - south) / 2) ** 2 + np.cos(south) * cos(north) * np.sin((east - west) / 2) ** 2
    shortest: list[float] = np.partition(half, 1)[:2].tolist()
    return [2 * _EARTH_KM * asin(sqrt(min(1.0, one))) for one in shortest]


@lru_cache(4096)  # thousands of names have one reason
def reason(kind: Kind, total: int, how: str, hinted: bool, near: bool) -> LocalizedText:
    """Why the first of `total` was chosen. `how`: "by its code", one of `UNSURE` or `FACILITIES`, or ""."""
    if how == "by its code":
        return LocalizedText("placed_code")
    if key := UNSURE.get(how) or FACILITIES.get(how):
        return LocalizedText(key)
    there = "_there" if hinted else ""
    if total == 1:
        return LocalizedText(f"placed_only{there}")
    known = {Kind.COUNTRY: "country", Kind.FORMER: "former", Kind.CAPITAL: "capital"}
    which = "near" if near else known.get(kind, "largest")
    return LocalizedText(f"placed_of{there}", which=LocalizedText(f"placed_{which}"), n=total)


def _rank_hit(
    index: Index, hit: Hit, in_country: bool, near: Sequence[LonLat], others: npt.NDArray[np.float64] | None
) -> RankedHit:
    kind, population = index.kind(hit.row), index.population(hit.row)
    people, own = population, hit.own
    if kind is Kind.AIRPORT and population == _CODED_AIRPORT:
        people, own = _HAMLET, True
    elif not population and kind in (Kind.CAPITAL, Kind.CITY):
        people = _UNCOUNTED
    score = log10(people + 1) + (_OWN if own else 0.0) + _KIND_SCORES[kind] + _STANDINGS[index.standing(hit.row)]
    if kind in (Kind.COUNTRY, Kind.FORMER):
        # With its country given, "Mexico" or "Luxembourg" is the city.
        score += _ELSEWHERE if not own else -_COUNTRY if in_country else _COUNTRY
    if near:
        point = index.point(hit.row)
        # The one before and the one after: a home of many ways out has more neighbours, of which most say nothing.
        away = (haversine_km(other, point) for other in near) if others is None else _distances_km(others, point)
        nearest = sorted(min(away_km, _AFAR_KM) for away_km in away)[:2]
        far = _FAR if len(nearest) == 1 else _FAR_OF_BOTH
        score -= sum(far * log10(max(away_km, _NEAR_KM) / _NEAR_KM) for away_km in nearest)
    return RankedHit(hit, kind, score, population)
