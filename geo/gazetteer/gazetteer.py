"""The gazetteer: the places that a name may mean, offline, for many names at once."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from data.i18n.message import LocalizedText
from geo.folding import name_key
from geo.gazetteer.facilities import facilities
from geo.gazetteer.index import Hit, Index, Kind, load_index
from geo.gazetteer.query import (
    Candidate,
    GazetteerAnswer,
    GazetteerQuery,
    airport_codes,
    expand_abbreviations,
    interpretations,
)
from geo.gazetteer.ranking import FACILITIES, UNSURE, RankedHit, lead, rank, reason
from geo.gazetteer.scope import Scope, Scopes
from geo.gazetteer.spelling import likely_adapted_key, spelling_key, suggestion_keys

_MOST_CANDIDATES = 10
_LARGE = 100_000
# A station is that of a city that travellers know rather than of a village of the name.
_KNOWN = 15_000
_SOURCES = {Kind.AIRPORT: "OurAirports", Kind.COUNTRY: "CLDR", Kind.FORMER: "ISO 3166-3", Kind.ADDED: "Trip Map"}


class Gazetteer:
    """Finds cities above 1,000 people, airports, regions and countries by any name.

    Cheap to make: the file is read when the first name is looked up, once for all gazetteers.
    """

    def answers(self, queries: Sequence[GazetteerQuery]) -> list[GazetteerAnswer]:
        """The answers to many queries, in their order; nothing is guessed from a near spelling."""
        return [self._answer(query) for query in queries]

    def suggestions(self, name: str, most: int = 3) -> tuple[str, ...]:
        """Known names that `name` may mean, the likeliest first: a letter off, else the parts of it that are names.

        Costs up to 10 ms, so ask for names that are shown, not for all.
        """
        near: dict[str, None] = {}
        for keys, own_only in suggestion_keys(name):
            known = self._index.known_names([folded for folded in keys if len(folded) > 2])
            near_hits = (
                (folded, hit) for folded in known for hit in self._index.named(folded) if hit.own or not own_only
            )
            hits = _merged(hit for folded, hit in near_hits if own_only or self._may_be_meant(folded, name))
            named = [self._index.id_and_name(one.hit.row)[1] for one in rank(self._index, hits)[:most]]
            near.update(dict.fromkeys(named))
            if len(near) >= most:
                break
        return tuple(near)[:most]

    def _may_be_meant(self, folded: str, name: str) -> bool:
        """Whether a name one letter off may be meant: no country has another first letter, as Liberia for Siberia."""
        kinds = (self._index.kind(hit.row) for hit in self._index.named(folded))
        return folded[:1] == spelling_key(name)[:1] or not any(kind in (Kind.COUNTRY, Kind.FORMER) for kind in kinds)

    @property
    def _index(self) -> Index:
        return load_index()

    @cached_property
    def _scopes(self) -> Scopes:
        return Scopes(self._index)

    def _answer(self, query: GazetteerQuery) -> GazetteerAnswer:
        texts = [text for text in query.countries if text.strip()]
        country = self._scopes.countries(texts) if texts else Scope()
        region = self._scopes.hint(query.region) if query.region.strip() else Scope()
        unread = ", ".join(texts) if not country else ""
        scopes = [scope for scope in (country, region) if scope]
        hits, how = ([], "") if unread and query.strict else self._hits(query.name, scopes)
        misfit = bool(scopes) and not hits and not query.strict
        # A hint that yields nothing is not believed: the place may lie in a colony, or a border may have moved.
        for fewer in ([country] if country and region else [], []):
            if misfit and not hits:
                hits, how = self._hits(query.name, fewer)
        order = rank(self._index, hits, in_country=bool(how), near=query.near)
        if not order:
            key = "placed_neither" if unread else "placed_nowhere"
            return GazetteerAnswer(query, (), 0, LocalizedText(key, country=unread))
        why = reason(order[0], len(order), how, query.near is not None)
        if unread:
            why = LocalizedText("placed_without_country", country=unread, which=why)
        elif misfit:
            why = LocalizedText("placed_elsewhere", which=why)
        candidates = tuple(self._candidate(one) for one in order[:_MOST_CANDIDATES])
        doubtful = unread or misfit or how in UNSURE or (how in FACILITIES and order[0].population < _KNOWN)
        ahead = 0.0 if doubtful else lead(order)
        return GazetteerAnswer(query, candidates, len(order), why, ahead, approximate=how in FACILITIES)

    def _hits(self, name: str, scopes: list[Scope]) -> tuple[list[Hit], str]:
        """The hits of the first interpretation that has any, and how it was found (`how` of `ranking.reason`)."""
        literal = self._inside(self._named(name), scopes)
        coded = self._inside((hit for code in airport_codes(name) for hit in self._index.named(code)), scopes)
        if coded and not self._is_word(name, literal):
            return _merged(coded), "by its code"
        if literal:
            return literal, "there" if scopes else ""
        for interpretation in interpretations(name):
            hints = [self._scopes.hint(hint) for hint in interpretation.hints]
            hits = self._inside(self._named(interpretation.name), [*scopes, *hints]) if all(hints) else []
            if interpretation.part:
                hits = [hit for hit in hits if self._is_large(hit)]
            if hits:
                return hits, "part" if interpretation.part else "there" if scopes or hints else ""
        adapted = self._inside(self._index.named(likely_adapted_key(name)), scopes)
        return (adapted, "adapted") if adapted else self._cities_of_facility(name, scopes)

    def _cities_of_facility(self, name: str, scopes: list[Scope]) -> tuple[list[Hit], str]:
        """The cities of a station, airport or base that is not known itself, those first whose language says so."""
        head, *hints = name.split(",")
        inside = [self._scopes.hint(hint) for hint in hints]
        for facility in facilities(head) if all(inside) else ():
            words = facility.city.split()
            for size in range(len(words), 0, -1):
                hits = self._inside(self._named(" ".join(words[:size])), [*scopes, *inside])
                hits = [hit for hit in hits if self._is_city(hit) and (size == len(words) or self._is_large(hit))]
                local = [hit for hit in hits if self._index.country(hit.row) in facility.countries]
                if local or (hits and (facility.kind != "base" or any(map(self._is_large, hits)))):
                    return local or hits, facility.kind
        return [], ""

    def _is_city(self, hit: Hit) -> bool:
        return self._index.kind(hit.row) in (Kind.CAPITAL, Kind.CITY)

    def _is_large(self, hit: Hit) -> bool:
        """Whether a place is so large that a part of it may be named by it: "West Berlin", not the "West Wing"."""
        kind, people = self._index.kind(hit.row), self._index.population(hit.row)
        return kind is Kind.CAPITAL or (hit.own and people >= _LARGE and kind is not Kind.REGION)

    def _is_word(self, name: str, literal: list[Hit]) -> bool:
        """Whether a text that looks like a code is rather a name in capitals: "USA" and "OSLO", but "SIN" is not."""
        own = [self._index.kind(hit.row) for hit in literal if hit.own]
        return any(kind in (Kind.COUNTRY, Kind.FORMER) for kind in own) or (len(name.strip()) == 4 and bool(own))

    def _named(self, name: str) -> list[Hit]:
        full = expand_abbreviations(name)
        in_full = [*self._index.named(spelling_key(full))] if full else []
        return _merged([*self._index.named(folded), *in_full]) if (folded := spelling_key(name)) else []

    def _inside(self, hits: Iterable[Hit], scopes: Iterable[Scope]) -> list[Hit]:
        hits = list(hits)
        for scope in scopes:
            hits = [hit for hit in hits if scope.contains(self._index, hit.row)]
        return hits

    def _candidate(self, one: RankedHit) -> Candidate:
        index, row = self._index, one.hit.row
        id, name = index.id_and_name(row)
        region = "" if one.kind is Kind.REGION else index.region(row)
        label = f"{name} ({region})" if region and name_key(region) != name_key(name) else name
        source = _SOURCES.get(one.kind, "GeoNames")
        return Candidate(id, name, label, index.country(row), region, *index.point(row), one.population, source)


def _merged(hits: Iterable[Hit]) -> list[Hit]:
    """Each row once, by its own name where it goes by that too."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.own or hit.row not in best:
            best[hit.row] = hit
    return list(best.values())
