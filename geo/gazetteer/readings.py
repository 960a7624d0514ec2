"""Readings: the ways to understand a cell's text as a place's name, each with the places that it then means."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geo.gazetteer.facilities import facilities
from geo.gazetteer.index import NATURAL, Hit, Index, Kind
from geo.gazetteer.query import airport_codes, expand_abbreviations, interpretations, locode
from geo.gazetteer.ranking import FACILITIES, haversine_km
from geo.gazetteer.scope import Scope, Scopes
from geo.gazetteer.sounds import keys_by_sound
from geo.gazetteer.spelling import likely_adapted_key, spelling_key

_CITIES = (Kind.CAPITAL, Kind.CITY)
_LARGE = 100_000
# A town that travellers know rather than a village of the name.
_KNOWN = 15_000
# Less than this, and a place that only another script calls so is less likely than a capital of that sound.
_WELL_KNOWN = 50_000
# A second name within this of the first is that of the same place; an airport within it of a city is the city's.
_SAME_KM = 60.0
# "Prado, Madrid" is the museum, though a town in Brazil is called so: a small one that far from a city of so many times
# its people is no stop beside it.
_FAR_KM = 3_000.0
_FAR_LARGER = 50
# Of three words in small letters or more, all are hardly codes by chance.
_LEAST_CODES, _NEARLY_ALL = 3, 0.9
_ANY_CASE_CODE = re.compile(r"[A-Za-z]{3,4}")
# A town this near to a city that has so many times its people is a district of it, as far as a traveller can tell.
_DISTRICT_KM = 15.0
_DISTRICTS = 10
# An address has a street, a district, a town and a country.
_MOST_PARTS = 4
# A longer text is a sentence, not a name; reading it in all ways would cost more than it could find.
_LONGEST = 200
# "A" stands for something else than the hamlet Å.
_SHORTEST = 2
_MOST_NAMESAKES = 3
_LAST_LATIN = "\u024f"
_BRACKETS = re.compile(r"\(([^()]*)\)|（([^（）]*)）|\[([^\[\]]*)\]")
_COMMAS = re.compile(r"[,，、;]")
# What stands in brackets in small letters, with a number or as one of these words is a note.
_NOTE_WORDS = (
    "transit stopover layover business holiday vacation conference summit visit private official work working day night"
    " return home tbc tbd bis nur geschäftlich urlaub umstieg durchreise escale affaires vacances escala negocios"
    " vacaciones férias проездом отпуск командировка 出差 旅游 旅行 出張 経由 경유 출장 여행"
)
_NOTES = frozenset(_NOTE_WORDS.split())
# "Andorra la Vieja": something of a country that is named by it.
_IN_COUNTRY = re.compile(r"\s*([^\W\d_]{4,})[\s-](?:la|le|el|de|del|da|do|di|du|des|van|von)[\s-]\w", re.IGNORECASE)
_CODE_AFTER = re.compile(
    r"\A(?P<name>.*[^\s,/–-])[\s,/–-]++(?P<code>[A-Z]{3})|\A(?P<code2>[A-Z]{3})[\s,/:–-]++(?P<name2>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The places that a text means if it is understood so. `also`: what it may mean as well, after them.

    `how` is that of `ranking.reason`; `hinted`: the text itself says where the place is; `doubtful`: not all of it was
    understood.
    """

    hits: Sequence[Hit]
    how: str = ""
    hinted: bool = False
    doubtful: bool = False
    also: Sequence[Hit] = ()


class Readings:
    """Finds the readings of texts in an index."""

    def __init__(self, index: Index, is_slip: Callable[[str], bool]) -> None:
        """`index`: where the names are looked up; `is_slip`: whether a folded name is nearly that of a known place."""
        self._index = index
        self._is_slip = is_slip
        self.scopes = Scopes(index)

    def of(self, text: str, in_capitals: bool = False) -> Iterator[Reading]:
        """The readings of a text, the likeliest first; some have no hits. `in_capitals`: three letters are no code."""
        if len(text) > _LONGEST or (len(text.strip()) < _SHORTEST and text.isascii()):
            return
        literal = self._named(text)
        if not in_capitals:
            yield from self._by_code(text, literal)
        yield from self._literal(text, literal)
        if in_capitals:
            yield from self._by_code(text, [])
        if any(mark in text for mark in "(（["):
            yield from self._bracketed(text, in_capitals)
            return
        yield from self._interpreted(text)
        if _COMMAS.search(text):
            yield from self._with_hints(text)
        else:
            yield Reading(self._named_by_code(text), "by its code", hinted=True)
            if place := locode(text):
                country, code = place
                coded = self.inside(self._coded([code]), [Scope(frozenset({country}))])
                yield Reading(coded, "by its code", doubtful=True)
            yield Reading(_hits(self._index.named(likely_adapted_key(text))), "adapted")
            yield from self._sounded(text)
            yield from self._at_city(text)

    def _literal(self, text: str, hits: list[Hit]) -> Iterator[Reading]:
        """What a text names; in doubt if another script names only a namesake of a capital by it.

        The lists have سانت جونز for St. John's in Canada alone, and Arabic calls the capital of Antigua so.
        """
        if not hits or any(hit.own for hit in hits):
            yield Reading(hits)
            return
        if not any(map(self._is_well_known, hits)):
            for one in self._sounded(text):
                yield replace(one, hits=list(filter(self._is_capital, one.hits)), also=hits)
        capitals = [] if text[0] <= _LAST_LATIN else self._capitals_called_as(hits[:_MOST_NAMESAKES])
        capitals = [hit for hit in capitals if hit.row not in {one.row for one in hits}]
        yield Reading(hits, doubtful=bool(capitals), also=capitals)

    def _capitals_called_as(self, hits: Iterable[Hit]) -> list[Hit]:
        names = (self._index.id_and_name(hit.row)[1] for hit in hits)
        return _hits(one for name in names for one in self._named(name) if one.own and self._is_capital(one))

    def _sounded(self, text: str) -> Iterator[Reading]:
        """The capital that a name of another script sounds like."""
        for name in dict.fromkeys(one.name for one in interpretations(text) if not one.part):
            # A Latin name that no place has is a slip of the pen or a word far more often.
            if any(letter > _LAST_LATIN and letter.isalpha() for letter in name):
                for key in keys_by_sound(name):
                    hits = _hits(self._index.named(key))
                    capitals = list(filter(self._is_capital, hits))
                    yield Reading(capitals or hits, "sounded", also=hits if capitals else ())

    def inside(self, hits: Iterable[Hit], scopes: Iterable[Scope]) -> list[Hit]:
        """The hits that lie in all of the scopes."""
        hits = list(hits)
        for scope in scopes:
            hits = [hit for hit in hits if scope.contains(self._index, hit.row)]
        return hits

    def _named(self, name: str) -> list[Hit]:
        folded = spelling_key(name)
        if not folded:
            return []
        hits = list(self._index.named(folded))
        if full := expand_abbreviations(name):
            hits += self._index.named(spelling_key(full))
        return _hits(hits)

    def _by_code(self, text: str, literal: list[Hit]) -> Iterator[Reading]:
        """The airport or city of a code; a known town that is called so too is told beside it: SAN, HUE."""
        if (codes := airport_codes(text)) and (coded := self._coded(codes)) and not self._is_word(text, literal):
            towns = [hit for hit in literal if hit.own and self._is_city(hit) and self._people(hit) >= _KNOWN]
            if "(" not in text:
                yield Reading(coded, "by its code", doubtful=bool(towns), also=towns)
            elif len(codes) > 1 or " / " in text:
                yield Reading(coded, "by its code")

    def _coded(self, codes: Iterable[str]) -> list[Hit]:
        return _hits(hit for code in codes for hit in self._index.named(code))

    def _is_word(self, name: str, literal: list[Hit]) -> bool:
        """Whether a text that looks like a code is rather a name in capitals: "USA" and "OSLO", but "SIN" is not."""
        own = [self._index.kind(hit.row) for hit in literal if hit.own]
        return any(kind in (Kind.COUNTRY, Kind.FORMER) for kind in own) or (len(name.strip()) == 4 and bool(own))

    def _interpreted(self, text: str) -> Iterator[Reading]:
        for one in interpretations(text):
            if not one.hints and one.name != text:
                hits = self._named(one.name)
                yield Reading(list(filter(self._is_large, hits)), "part") if one.part else Reading(hits)
        if found := _IN_COUNTRY.match(text):
            named = self._named(found[1])
            yield Reading([hit for hit in named if hit.own and self._index.kind(hit.row) is Kind.COUNTRY], "part")

    def is_one_place(self, text: str) -> bool:
        """Whether a text is the name of one place, a name and its country, or an address in a known city."""
        if any(hit.own for hit in self._named(text)):
            return True
        head, *parts = (part.strip() for part in _COMMAS.split(text[:_LONGEST]))
        if not head or not all(parts) or not parts or len(parts) > _MOST_PARTS:
            return False
        last = self.scopes.hint(parts[-1])
        is_country = bool(last.countries) and not any(map(self._is_known_city, self._named(parts[-1])))
        if len(parts) == 1 and is_country and not last.regions:
            return bool(self.inside(filter(self._is_city, self._named(head)), [last]))
        if len(parts) == 1 and last.regions and self._states(last, self._named(head)):
            return True
        cities = next((one.hits for one in self._within_city([], parts, self._hints(parts)) if one.hits), ())
        return bool(cities) and self._is_within(head, cities)

    def _states(self, scope: Scope, named: Iterable[Hit]) -> list[Hit]:
        """The known towns in a state of the US: "Manhattan, New York" is no way."""
        towns = self.inside(filter(self._is_known_city, named), [scope])
        return [hit for hit in towns if self._index.country(hit.row) == "US"]

    def _is_within(self, text: str, cities: Sequence[Hit]) -> bool:
        """Whether what stands before a city is an address or a venue in it, and no stop of its own.

        What is known elsewhere is a stop. A single unknown word is none, unless it is a slip away from a known place.
        """
        plain = " ".join(word for word in text.split() if not any(letter.isdigit() for letter in word))
        known = next((one for one in self.of(plain) if one.hits and one.how != "venue"), None)
        if known and known.how in FACILITIES:
            return any(hit.row == city.row for hit in known.hits for city in cities)
        if known:
            # "Atenas, Madri": Athens, though a town in Costa Rica is really called so.
            best = max(known.hits, key=lambda hit: (self._people(hit) >= _LARGE, hit.own, self._people(hit)))
            # "Bonn" is a part of the name of Cologne's airport, and no part of Cologne.
            is_city = self._is_city(best) and self._people(best) >= _LARGE
            hits = [hit for hit in known.hits if not is_city or self._is_city(hit)]
            near = any(self._is_part(hit, city) for hit in hits for city in cities)
            return near or self._is_far_namesake(best, max(cities, key=self._people))
        return " " in text or text != plain or not self._is_slip(spelling_key(text))

    def _is_part(self, hit: Hit, city: Hit) -> bool:
        """Whether a known place is one within a city, such as its airport or a district."""
        apart_km = haversine_km(self._index.point(hit.row), self._index.point(city.row))
        kind = self._index.kind(hit.row)
        if kind in (Kind.AIRPORT, *NATURAL):
            return apart_km < _SAME_KM
        return kind is Kind.CITY and apart_km < _DISTRICT_KM and self._people(hit) * _DISTRICTS < self._people(city)

    def _is_far_namesake(self, hit: Hit, city: Hit) -> bool:
        """Whether a known place is a small town so far from a far larger city that a place in the city is meant."""
        apart_km = haversine_km(self._index.point(hit.row), self._index.point(city.row))
        is_small = self._people(hit) < _WELL_KNOWN and self._people(hit) * _FAR_LARGER < self._people(city)
        return self._index.kind(hit.row) is Kind.CITY and is_small and apart_km > _FAR_KM

    def are_codes(self, names: Sequence[str]) -> bool:
        """Whether names, not all in capitals, are airport codes: nearly all known as such, and hardly any a town's."""
        names = [name for name in names if not locode(name)]
        if len(names) < _LEAST_CODES or " ".join(names).isupper() or not all(map(_ANY_CASE_CODE.fullmatch, names)):
            return False
        coded = sum(bool(self._coded([f"iata:{name.upper()}", f"icao:{name.upper()}"])) for name in names)
        towns = sum(any(hit.own and self._is_known_city(hit) for hit in self._named(name)) for name in names)
        return coded >= _NEARLY_ALL * len(names) and 2 * towns < len(names)

    def _hints(self, parts: list[str]) -> list[Scope]:
        return [self.scopes.hint(part) for part in parts]

    # Brackets

    def _bracketed(self, text: str, in_capitals: bool) -> Iterator[Reading]:
        """A name with something in brackets: where it is, another name of it, a code, or a note."""
        groups = [next(filter(None, found), "").strip() for found in _BRACKETS.findall(text)]
        base = " ".join(_BRACKETS.sub(" ", text).split()).strip(" ,;")
        named = [reading for reading in self.of(base, in_capitals) if reading.hits] if base and base != text else []
        for reading in named:
            yield from self._narrowed(reading, groups)
        if not named and len(groups) == 1 and groups[0]:
            yield Reading(self._coded(airport_codes(f"({groups[0]})")), "by its code")
            # "Trip home (Paris)" means no more than that Paris was named.
            yield from (replace(one, doubtful=True, how="noted") for one in self.of(groups[0]) if one.hits)

    def _narrowed(self, reading: Reading, groups: list[str]) -> Iterator[Reading]:
        for group in groups:
            scope = self.scopes.hint(group)
            codes = airport_codes(f"({group})")
            if scope and (inside := self.inside(reading.hits, [scope])):
                reading = replace(reading, hits=inside, hinted=True)
            elif codes and (near := self._near(self._coded(codes), reading.hits)):
                yield Reading(near, "by its code", hinted=True)
                return
            elif _is_note(group):
                continue
            elif same := self._near(reading.hits, self._first(group)):
                reading = replace(reading, hits=same, hinted=True)
            else:
                reading = replace(reading, doubtful=True)
        yield reading

    def _first(self, text: str) -> Sequence[Hit]:
        return next((reading.hits for reading in self.of(text) if reading.hits), ())

    def _near(self, hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
        """Those of the hits that lie within a city's size of one of the others."""
        points = [self._index.point(hit.row) for hit in others[:50]]
        return [hit for hit in hits if any(haversine_km(self._index.point(hit.row), at) < _SAME_KM for at in points)]

    # Commas

    def _with_hints(self, text: str) -> Iterator[Reading]:
        """ "Name, region, country": what follows says where the name is, as far as it is understood."""
        head, *parts = (part.strip() for part in _COMMAS.split(text))
        parts = [part for part in parts if part]
        if not head or not parts:
            return
        scopes = self._hints(parts)
        known = [scope for scope in scopes if scope]
        named = [reading for reading in self.of(head) if reading.hits]
        for reading in named if known else ():
            hits = self.inside(reading.hits, known)
            yield replace(reading, hits=hits, hinted=True, doubtful=reading.doubtful or len(known) < len(parts) - 1)
        yield from self._within_city(named, parts, scopes)
        if all(scopes):
            for reading in named if len(parts) > 1 else ():
                for scope in reversed(scopes):
                    yield replace(reading, hits=self.inside(reading.hits, [scope]), hinted=True, doubtful=True)
        yield from (replace(reading, doubtful=True) for reading in named)

    def _within_city(self, named: list[Reading], parts: list[str], scopes: list[Scope]) -> Iterator[Reading]:
        """Something in a city: "Montmartre, Paris" if it is known, else the city: "10 Downing Street, London"."""
        for at, part in enumerate(parts):
            after = [scope for scope in scopes[at + 1 :] if scope]
            plain = " ".join(word for word in part.split() if not any(letter.isdigit() for letter in word))
            cities = self.inside(filter(self._is_known_city, self._named(plain)), after)
            for reading in named if cities else ():
                yield replace(reading, hits=self._near(reading.hits, cities), hinted=True)
            # What is a town elsewhere too is told: "Prado, Madrid".
            yield Reading(cities, "venue", hinted=bool(after), doubtful=any(one.how != "venue" for one in named))

    # Facilities

    def _named_by_code(self, text: str) -> list[Hit]:
        """ "London LHR", "JFK New York": the airport of the code, if it is near a place of the name."""
        if not (match := _CODE_AFTER.fullmatch(text.strip())):
            return []
        name, code = match["name"] or match["name2"], match["code"] or match["code2"]
        return self._near(self._coded([f"iata:{code}"]), self._named(name))

    def _at_city(self, text: str) -> Iterator[Reading]:
        """The cities of a station, airport, base or venue that is not known itself, first those of its language."""
        for facility in facilities(text):
            # Languages that put no spaces name the city first, in two or three signs.
            spaced = " " in facility.city or facility.city.isascii()
            words, space = (facility.city.split(), " ") if spaced else (list(facility.city), "")
            if facility.kind in ("airport", "base"):
                ports = [hit for hit in self._named(facility.city) if self._index.kind(hit.row) is Kind.AIRPORT]
                yield Reading(ports)
            if facility.kind == "airport" and (coded := self._coded(airport_codes(facility.city))):
                yield Reading(coded, "by its code")
            for size in range(len(words), 0 if spaced else 1, -1):
                ends = [words[:size], words[-size:]] if facility.kind == "venue" else [words[:size]]
                for part in map(space.join, ends):
                    whole = size == len(words) and facility.kind != "venue"
                    hits = [hit for hit in self._named(part) if self._is_city(hit) and (whole or self._is_large(hit))]
                    local = [hit for hit in hits if self._index.country(hit.row) in facility.countries]
                    if local or facility.kind != "base" or any(map(self._is_large, hits)):
                        # A city that a text merely names may be another's: "Columbia University".
                        yield Reading(local or hits, facility.kind, doubtful=facility.kind == "venue")

    def _is_capital(self, hit: Hit) -> bool:
        return self._index.kind(hit.row) is Kind.CAPITAL

    def _is_city(self, hit: Hit) -> bool:
        return self._index.kind(hit.row) in _CITIES

    def _is_known_city(self, hit: Hit) -> bool:
        return self._index.kind(hit.row) is Kind.CAPITAL or (self._is_city(hit) and self._people(hit) >= _KNOWN)

    def _is_well_known(self, hit: Hit) -> bool:
        return self._index.kind(hit.row) in (Kind.CAPITAL, Kind.COUNTRY) or self._people(hit) >= _WELL_KNOWN

    def _is_large(self, hit: Hit) -> bool:
        """Whether a place is so large that a part of it may be named by it: "West Berlin", not the "West Wing"."""
        kind, people = self._index.kind(hit.row), self._people(hit)
        return kind is Kind.CAPITAL or (hit.own and people >= _LARGE and kind in (Kind.CITY, Kind.COUNTRY, Kind.FORMER))

    def _people(self, hit: Hit) -> int:
        return self._index.population(hit.row)


def _is_note(text: str) -> bool:
    words = re.split(r"[\s,./&+-]+", text.casefold())
    return (
        any(letter.isdigit() for letter in text)
        or text == text.lower() != text.upper()
        or not text.strip()
        or all(word in _NOTES or not word for word in words)
    )


def _hits(hits: Iterable[Hit]) -> list[Hit]:
    """Each row once, by its own name where it goes by that too."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.own or hit.row not in best:
            best[hit.row] = hit
    return list(best.values())
