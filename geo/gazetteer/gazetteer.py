"""The gazetteer: places by name, offline; a geocoder of the chain, and many names at once."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from geopy.geocoders.base import Geocoder
from geopy.location import Location

from data.i18n.message import LocalizedText
from geo.folding import countries, key
from geo.gazetteer.found import Candidate, Found
from geo.gazetteer.index import Hit, Index, Kind, load
from geo.gazetteer.query import Query, codes, readings, spelled_out
from geo.gazetteer.ranking import UNSURE, Ranked, lead, ranked, why
from geo.gazetteer.scope import Scope, Scopes
from geo.gazetteer.spelling import as_adapted, spelled
from geo.gazetteer.suggestions import near_keys

MOST = 10
_LARGE = 100_000
_SOURCES = {Kind.AIRPORT: "OurAirports", Kind.COUNTRY: "CLDR", Kind.FORMER: "ISO 3166-3", Kind.ADDED: "Trip Map"}


class Gazetteer(Geocoder):
    """Finds cities above 1,000 people, airports, regions and countries by any name; asks no one, so never fails."""

    name = "offline gazetteer"

    def __init__(self) -> None:
        """Cheap: the file is read when the first name is asked for, once for all gazetteers."""
        super().__init__()

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """The best of the places named `query`, or up to ten if not `exactly_one`; `None` if there is no such place.

        `raw` has `source`, `place` (its id), `label`, `country`, `candidates` (how many), `ambiguous`, `others` (ids of
        up to nine), `why`. Several `country_codes` mean any of them; of codes that are none, nothing is found.
        """
        found = self._find(Query(query), _codes(countries(country_codes)))
        if not found.candidates:
            return None
        locations = [self._location(one, found) for one in found.candidates]
        return locations[0] if exactly_one else locations

    def find(self, queries: Sequence[Query]) -> list[Found]:
        """The answers to many queries, in their order; nothing is guessed from a near spelling."""
        return [self._find(query, self._country(query.country)) for query in queries]

    def suggest(self, query: str) -> str | None:
        """A known name that `query` may mean, for "did you mean Vladivostok?"; `None` if nothing is near.

        Costs up to 10 ms, so ask for names that are shown, not for all.
        """
        return next(iter(self.suggestions(query, most=1)), None)

    def suggestions(self, query: str, most: int = 3) -> tuple[str, ...]:
        """Known names that `query` may mean, the likeliest first: a letter off, else the parts of it that are names."""
        near: dict[str, None] = {}
        for keys, really in near_keys(query):
            known = self._index.known([folded for folded in keys if len(folded) > 2])
            hits = _merged(hit for folded in known for hit in self._index.named(folded) if hit.own or not really)
            named = [self._index.id_and_name(one.hit.row)[1] for one in ranked(self._index, hits)[:most]]
            near.update(dict.fromkeys(named))
            if len(near) >= most:
                break
        return tuple(near)[:most]

    @property
    def _index(self) -> Index:
        return load()

    @cached_property
    def _scopes(self) -> Scopes:
        return Scopes(self._index)

    def _country(self, text: str) -> Scope | None:
        return self._scopes.country(text) if text.strip() else None

    def _find(self, query: Query, country: Scope | None) -> Found:
        if country is not None and not country:
            return Found(query, (), 0, LocalizedText("placed_no_country", country=query.country))
        scopes = [country] if country else []
        if query.region.strip() and (region := self._scopes.hint(query.region)):
            scopes.append(region)
        hits, how = self._hits(query.name, scopes)
        order = ranked(self._index, hits, in_country=bool(how), near=query.near)
        if not order:
            return Found(query, (), 0, LocalizedText("placed_nowhere_there" if scopes else "placed_nowhere"))
        reason = why(order[0], len(order), how, query.near is not None)
        candidates = tuple(self._candidate(one) for one in order[:MOST])
        return Found(query, candidates, len(order), reason, 0.0 if how in UNSURE else lead(order))

    def _hits(self, name: str, scopes: list[Scope]) -> tuple[list[Hit], str]:
        """What the first reading that finds anything finds, and what of its place or code was told."""
        literal = self._inside(self._named(name), scopes)
        coded = self._inside((hit for code in codes(name) for hit in self._index.named(code)), scopes)
        if coded and not self._is_word(name, literal):
            return _merged(coded), "by its code"
        if literal:
            return literal, "there" if scopes else ""
        for reading in readings(name):
            hints = [self._scopes.hint(hint) for hint in reading.hints]
            hits = self._inside(self._named(reading.name), [*scopes, *hints]) if all(hints) else []
            if reading.part:
                hits = [hit for hit in hits if self._is_large(hit)]
            if hits:
                return hits, "part" if reading.part else "there" if scopes or hints else ""
        return self._inside(self._index.named(as_adapted(name)), scopes), "adapted"

    def _is_large(self, hit: Hit) -> bool:
        """Whether a place is so large that a part of it may be named by it: "West Berlin", not the "West Wing"."""
        kind, people = self._index.kind(hit.row), self._index.population(hit.row)
        return kind is Kind.CAPITAL or (hit.own and people >= _LARGE and kind is not Kind.REGION)

    def _is_word(self, name: str, literal: list[Hit]) -> bool:
        """Whether a text that looks like a code is rather a name in capitals: "USA" and "OSLO", but "SIN" is not."""
        own = [self._index.kind(hit.row) for hit in literal if hit.own]
        return any(kind in (Kind.COUNTRY, Kind.FORMER) for kind in own) or (len(name.strip()) == 4 and bool(own))

    def _named(self, name: str) -> list[Hit]:
        full = spelled_out(name)
        in_full = [*self._index.named(spelled(full))] if full else []
        return _merged([*self._index.named(folded), *in_full]) if (folded := spelled(name)) else []

    def _inside(self, hits: Iterable[Hit], scopes: Iterable[Scope]) -> list[Hit]:
        hits = list(hits)
        for scope in scopes:
            hits = [hit for hit in hits if scope.holds(self._index, hit.row)]
        return hits

    def _candidate(self, one: Ranked) -> Candidate:
        index, row = self._index, one.hit.row
        id, name = index.id_and_name(row)
        region = "" if one.kind is Kind.REGION else index.region(row)
        label = f"{name} ({region})" if region and key(region) != key(name) else name
        source = _SOURCES.get(one.kind, "GeoNames")
        return Candidate(id, name, label, index.country(row), region, *index.point(row), one.population, source)

    def _location(self, one: Candidate, found: Found) -> Location:
        raw = {
            "source": f"{self.name} ({one.source})",
            "place": one.id,
            "label": one.label,
            "country": one.country,
            "candidates": found.total,
            "ambiguous": found.total > 1,
            "others": [other.id for other in found.candidates if other is not one],
            "why": found.why,
        }
        return Location(one.name, (one.lat, one.lon), raw)


def _codes(codes: tuple[str, ...]) -> Scope | None:
    return Scope(frozenset(codes)) if codes else None


def _merged(hits: Iterable[Hit]) -> list[Hit]:
    """Each row once, by its own name where it goes by that too."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.own or hit.row not in best:
            best[hit.row] = hit
    return list(best.values())
