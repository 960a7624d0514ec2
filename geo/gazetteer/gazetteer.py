"""The gazetteer: the places that a name may mean, offline, for many names at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from data.i18n.message import LocalizedText
from geo.folding import name_key
from geo.gazetteer.index import NATURAL, Index, Kind, load_index
from geo.gazetteer.lookup import Lookup
from geo.gazetteer.query import Candidate, GazetteerAnswer, GazetteerQuery, Sureness
from geo.gazetteer.ranking import is_near_alone, lead, rank, reason
from geo.gazetteer.reading import Reading
from geo.gazetteer.readings import Readings
from geo.gazetteer.scope import Scope
from geo.gazetteer.suggestions import load_suggester
from geo.gazetteer.sureness import judge

_MOST_CANDIDATES = 10
_MOST_KEPT = 12_000  # 4 MB
_SOURCES = {
    Kind.AIRPORT: "OurAirports",
    Kind.COUNTRY: "CLDR",
    Kind.FORMER: "ISO 3166-3",
    Kind.ADDED: "Trip Map",
    **dict.fromkeys(NATURAL, "Natural Earth"),
}
# Their "population" says how well known they are.
_UNPEOPLED = NATURAL | {Kind.AIRPORT, Kind.FORMER}
_KIND_NAMES = {kind: kind.name.lower() for kind in Kind}
_ANYWHERE = Scope()


@lru_cache(4096)  # thousands of names have one doubt
def _doubted(doubt: str, why: LocalizedText, name: str) -> LocalizedText:
    """Why a place was chosen, and what is in doubt; `name`: what the place is mostly called."""
    return LocalizedText(doubt, which=why, name=name) if name else LocalizedText(doubt, which=why)


_region_key = lru_cache(8192)(name_key)  # there are 5,000 regions


def _is_same_name(name: str, region: str) -> bool:
    """Whether a place and its region are called the same; most differ in the first letter."""
    if name[0].isascii() and region[0].isascii() and name[0].isalpha() and region[0].isalpha():
        return name[0].lower() == region[0].lower() and name_key(name) == _region_key(region)
    return name_key(name) == _region_key(region)


class Gazetteer:
    """Finds places above 500 people, airports, regions, countries and natural features by any name.

    Cheap to make: the file is read when the first name is looked up, once for all gazetteers.
    """

    def answers(self, queries: Sequence[GazetteerQuery]) -> list[GazetteerAnswer]:
        """The answers to many queries, in their order; nothing is guessed from a near spelling."""
        return [self._answer(query) for query in queries]

    def is_one_place(self, text: str) -> bool:
        """Whether a text with commas or an "and" is one place: so called, in a country, or an address in a city."""
        return self._readings.is_one_place(text)

    def are_codes(self, names: Sequence[str]) -> bool:
        """Whether the names of a table are codes of airports in small letters: lhr, jfk, cdg."""
        return self._readings.are_codes(names)

    def suggestions(self, name: str, most: int = 3, where: Sequence[str] = ()) -> tuple[str, ...]:
        """Known names that `name` may mean, the likeliest first: a letter or two off, else the parts that are names.

        `where`: the country and the region of its row. A near name there, or in what follows a comma, comes before all
        others, of which only large cities count then. Costs up to 20 ms, so ask for names that are shown, not for all.
        """
        return self._readings.suggestions(name, where, most)

    @cached_property
    def _index(self) -> Index:
        return load_index()

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._index)

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self._index, load_suggester())

    def _answer(self, query: GazetteerQuery) -> GazetteerAnswer:
        scopes = self._readings.scopes
        texts = [text for text in query.countries if text.strip()] if query.countries else []
        country = scopes.countries(texts) if texts else _ANYWHERE
        region = scopes.hint(query.region) if query.region.strip() else _ANYWHERE
        unread = ", ".join(texts) if not country else ""
        inside = [scope for scope in (country, region) if scope]
        # A hint that yields nothing is not believed: the place may lie in a colony, or a border may have moved.
        fewer = [] if query.strict or not inside else [[country], []] if country and region else [[]]
        reading, kept = (Reading(()), inside) if unread and query.strict else self._read(query, [inside, *fewer])
        hinted = bool(kept) or reading.hinted
        order = rank(self._index, reading.hits, hinted, query.near, query.name)
        if not order:
            is_far = not query.strict and (kept is not inside or self._readings.is_far(query.name))
            key = "placed_neither" if unread else "placed_far" if is_far else "placed_nowhere"
            return GazetteerAnswer(query, (), 0, LocalizedText(key, country=unread))
        why = reason(order[0].kind, len(order), reading.how, hinted, bool(query.near))
        if unread:
            why = LocalizedText("placed_without_country", country=unread, which=why)
        elif kept is not inside:
            why = LocalizedText("placed_elsewhere", which=why)
        sureness, doubt = judge(self._index, order, reading, query.name, hinted)
        if query.near and is_near_alone(order):
            sureness = Sureness.AMBIGUOUS
        ahead = lead(order)
        if unread or kept is not inside:
            sureness, ahead = Sureness.AMBIGUOUS, 0.0
        elif doubt:
            name = self._index.id_and_name(order[0].hit.row)[1] if doubt == "placed_also_called" else ""
            why = _doubted(doubt, why, name)
        if reading.also:
            order += rank(self._index, reading.also)
        candidates = tuple(self._candidate(one.hit.row) for one in order[:_MOST_CANDIDATES])
        return GazetteerAnswer(query, candidates, len(order), why, sureness, ahead)

    def _read(self, query: GazetteerQuery, tries: Sequence[list[Scope]]) -> tuple[Reading, list[Scope]]:
        """The first reading of the name that has places inside the scopes, with these alone, and those scopes."""
        readings: list[Reading] = []
        for scopes in tries:
            # The readings of the first try are all there are, once it has found nothing.
            found = readings if scopes is not tries[0] else self._readings.of(query.name, query.in_capitals)
            for reading in found:
                if scopes is tries[0]:
                    readings.append(reading)
                if not scopes and not tries[0]:
                    if reading.hits:
                        return reading, scopes
                    continue
                hits = self._lookup.inside(reading.hits, scopes)
                if not scopes:
                    hits = self._readings.believable(hits, tries[0][:1])
                if hits:
                    elsewhere = bool(scopes) and self._lookup.is_town_elsewhere(reading.hits, hits)
                    return replace(reading, hits=hits, elsewhere=elsewhere), scopes
        return Reading(()), tries[0] if not any(reading.hits for reading in readings) else []

    @cached_property
    def _candidate(self) -> Callable[[int], Candidate]:
        """The candidate of a row; a name is mostly looked up twice, the second time near its neighbours."""
        return lru_cache(_MOST_KEPT)(self._make_candidate)

    def _make_candidate(self, row: int) -> Candidate:
        index = self._index
        kind, (id, name) = index.kind(row), index.id_and_name(row)
        region = "" if kind is Kind.REGION else index.region(row)
        label = f"{name} ({region})" if region and not _is_same_name(name, region) else name
        people = 0 if kind in _UNPEOPLED else index.population(row)
        source = "Trip Map" if id.startswith("natural:area ") else _SOURCES.get(kind, "GeoNames")
        return Candidate(
            id, name, label, index.country(row), region, *index.point(row), people, source, _KIND_NAMES[kind]
        )
