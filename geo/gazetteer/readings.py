"""Readings: the ways to understand a cell's text as a place's name, each with the places that it then means."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from geo.gazetteer.city_readings import CityReadings
from geo.gazetteer.facilities import residence
from geo.gazetteer.german_names import long_names, names_at, state_of
from geo.gazetteer.index import Hit, Index, Kind
from geo.gazetteer.lookup import KNOWN, LARGE, WELL_KNOWN, Lookup, distinct
from geo.gazetteer.query import airport_codes, interpretations, locode
from geo.gazetteer.ranking import FACILITIES, haversine_km, rank
from geo.gazetteer.reading import Reading
from geo.gazetteer.scope import Scope, Scopes
from geo.gazetteer.sounds import keys_by_sound
from geo.gazetteer.spelling import likely_adapted_key, spelling_key
from geo.gazetteer.suggestions import Suggester

# "Prado, Madrid" is the museum, though a town in Brazil is called so: a small one that far from a city of so many times
# its people is no stop beside it.
_FAR_KM = 3_000.0
_FAR_LARGER = 50
# Of three words in small letters or more, all are hardly codes by chance.
_LEAST_CODES, _NEARLY_ALL = 3, 0.9
_ANY_CASE_CODE = re.compile(r"[A-Za-z]{3,4}")
# An address has a street, a district, a town and a country.
_MOST_PARTS = 4
# A longer text is a sentence, not a name; reading it in all ways would cost more than it could find.
_LONGEST = 200
# "A" stands for something else than the hamlet Å.
_SHORTEST = 2
_MOST_NAMESAKES = 3
_VILLAGE = 5_000
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
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


class Readings:
    """Finds the readings of texts in an index."""

    def __init__(self, index: Index, suggester: Suggester) -> None:
        """`index`: where the names are looked up; `suggester`: tells a slip of the pen from a word."""
        self._index = index
        self._suggester = suggester
        self.scopes = Scopes(index)
        self._lookup = Lookup(index)
        self._cities = CityReadings(index, self._lookup, self.scopes, suggester.is_slip)

    def of(self, text: str, in_capitals: bool = False) -> Iterator[Reading]:
        """The readings of a text, the likeliest first; some have no hits. `in_capitals`: three letters are no code."""
        if len(text) > _LONGEST or (len(text.strip()) < _SHORTEST and text.isascii()):
            return
        literal = self._lookup.named(text)
        if palace := residence(text):
            yield self._cities.of_residence(palace, literal)
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
            yield Reading(self._cities.named_by_code(text), "by its code", hinted=True)
            if place := locode(text):
                country, code = place
                coded = self._lookup.inside(self._lookup.coded([code]), [Scope(frozenset({country}))])
                yield Reading(coded, "by its code", doubtful=True)
            yield Reading(distinct(self._index.named(likely_adapted_key(text))), "adapted")
            yield from self._sounded(text)
            yield from self._cities.of_border(text)
            yield from self._cities.at_city(text)
            readings = [self._cities.beside_city(text), self._cities.of_town_part(text)]
            yield from chain.from_iterable(reversed(readings) if " OT " in text else readings)

    def _literal(self, text: str, hits: list[Hit]) -> Iterator[Reading]:
        """What a text names; in doubt if another script names only a namesake of a capital by it.

        The lists have سانت جونز for St. John's in Canada alone, and Arabic calls the capital of Antigua so.
        """
        if not hits or any(hit.own for hit in hits):
            yield Reading(hits)
            return
        if not any(map(self._lookup.is_well_known, hits)):
            for one in self._sounded(text):
                yield replace(one, hits=list(filter(self._lookup.is_capital, one.hits)), also=hits)
        capitals = [] if text[0] <= _LAST_LATIN else self._capitals_called_as(hits[:_MOST_NAMESAKES])
        capitals = [hit for hit in capitals if hit.row not in {one.row for one in hits}]
        yield Reading(hits, doubtful=bool(capitals), also=capitals)

    def _capitals_called_as(self, hits: Iterable[Hit]) -> list[Hit]:
        names = (self._index.id_and_name(hit.row)[1] for hit in hits)
        return distinct(
            one for name in names for one in self._lookup.named(name) if one.own and self._lookup.is_capital(one)
        )

    def _sounded(self, text: str) -> Iterator[Reading]:
        """The capital that a name of another script sounds like."""
        for name in dict.fromkeys(one.name for one in interpretations(text) if not one.part):
            # A Latin name that no place has is a slip of the pen or a word far more often.
            if any(letter > _LAST_LATIN and letter.isalpha() for letter in name):
                for key in keys_by_sound(name):
                    hits = distinct(self._index.named(key))
                    capitals = list(filter(self._lookup.is_capital, hits))
                    yield Reading(capitals or hits, "sounded", also=hits if capitals else ())

    def _by_code(self, text: str, literal: list[Hit]) -> Iterator[Reading]:
        """The airport or city of a code; a known town that is called so too is told beside it: SAN, HUE."""
        if (codes := airport_codes(text)) and (coded := self._lookup.coded(codes)) and not self._is_word(text, literal):
            towns = [
                hit for hit in literal if hit.own and self._lookup.is_city(hit) and self._lookup.people(hit) >= KNOWN
            ]
            if "(" not in text:
                yield Reading(coded, "by its code", doubtful=bool(towns), also=towns)
            elif len(codes) > 1 or " / " in text:
                yield Reading(coded, "by its code")

    def _is_word(self, name: str, literal: list[Hit]) -> bool:
        """Whether a text that looks like a code is rather a name in capitals: "USA" and "OSLO", but "SIN" is not."""
        own = [self._index.kind(hit.row) for hit in literal if hit.own]
        return any(kind in (Kind.COUNTRY, Kind.FORMER) for kind in own) or (len(name.strip()) == 4 and bool(own))

    def _interpreted(self, text: str) -> Iterator[Reading]:
        for name in long_names(text):
            yield Reading(self._lookup.named(name))
        for one in interpretations(text):
            if not one.hints and one.name != text:
                hits = self._lookup.named(one.name)
                yield Reading(list(filter(self._lookup.is_large, hits)), "part") if one.part else Reading(hits)
        if found := _IN_COUNTRY.match(text):
            named = self._lookup.named(found[1])
            yield Reading([hit for hit in named if hit.own and self._index.kind(hit.row) is Kind.COUNTRY], "part")

    def is_one_place(self, text: str) -> bool:
        """Whether a text is the name of one place, a name and its country, or an address in a known city."""
        named = self._lookup.named(text)
        # No place's own name is in Hangul: all have another.
        return any(hit.own for hit in named) or bool(named and _HANGUL.fullmatch(text)) or self._is_one_with_hints(text)

    def _is_one_with_hints(self, text: str) -> bool:
        head, *parts = (part.strip() for part in _COMMAS.split(text[:_LONGEST]))
        if not head or not all(parts) or not parts or len(parts) > _MOST_PARTS:
            return False
        last = self.scopes.hint(parts[-1])
        is_country = bool(last.countries) and not any(map(self._lookup.is_known_city, self._lookup.named(parts[-1])))
        if len(parts) == 1 and is_country and not last.regions:
            return self._is_place_of_country(head, last)
        named = self._lookup.named(head)
        if (len(parts) == 1 and last.regions and self._states(last, named)) or (
            last and not named and self._is_slip_inside(head, last)
        ):
            return True
        cities = next((one.hits for one in self._cities.within_city([], parts, self._hints(parts)) if one.hits), ())
        return bool(cities) and self._is_within(head, cities)

    def _is_place_of_country(self, head: str, country: Scope) -> bool:
        """Whether a place lies in a country, or is a village of it that no list has rather than a namesake far away."""
        named = self._lookup.named(head)
        if not named:
            return self._is_slip_inside(head, country)
        inside = self._lookup.inside(filter(self._lookup.is_city, named), [country])
        return bool(inside) or not self.believable(named, [country])

    def _states(self, scope: Scope, named: Iterable[Hit]) -> list[Hit]:
        """The known towns in a state of the US: "Manhattan, New York" is no way."""
        towns = self._lookup.inside(filter(self._lookup.is_known_city, named), [scope])
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
            best = max(
                known.hits, key=lambda hit: (self._lookup.people(hit) >= LARGE, hit.own, self._lookup.people(hit))
            )
            # "Bonn" is a part of the name of Cologne's airport, and no part of Cologne.
            is_city = self._lookup.is_city(best) and self._lookup.people(best) >= LARGE
            hits = [hit for hit in known.hits if not is_city or self._lookup.is_city(hit)]
            near = any(self._lookup.is_part(hit, city) for hit in hits for city in cities)
            return near or self._is_far_namesake(best, max(cities, key=self._lookup.people))
        return " " in text or text != plain or not self._suggester.is_slip(spelling_key(text))

    def _is_far_namesake(self, hit: Hit, city: Hit) -> bool:
        """Whether a known place is a small town so far from a far larger city that a place in the city is meant."""
        apart_km = haversine_km(self._index.point(hit.row), self._index.point(city.row))
        is_small = self._lookup.people(hit) < WELL_KNOWN and self._lookup.people(
            hit
        ) * _FAR_LARGER < self._lookup.people(city)
        return self._index.kind(hit.row) is Kind.CITY and is_small and apart_km > _FAR_KM

    def are_codes(self, names: Sequence[str]) -> bool:
        """Whether names, not all in capitals, are airport codes: nearly all known as such, and hardly any a town's."""
        names = [name for name in names if not locode(name)]
        if len(names) < _LEAST_CODES or " ".join(names).isupper() or not all(map(_ANY_CASE_CODE.fullmatch, names)):
            return False
        coded = sum(bool(self._lookup.coded([f"iata:{name.upper()}", f"icao:{name.upper()}"])) for name in names)
        towns = sum(
            any(hit.own and self._lookup.is_known_city(hit) for hit in self._lookup.named(name)) for name in names
        )
        return coded >= _NEARLY_ALL * len(names) and 2 * towns < len(names)

    def _hints(self, parts: Sequence[str]) -> list[Scope]:
        return [self.scopes.hint(part) for part in parts]

    def _bracketed(self, text: str, in_capitals: bool) -> Iterator[Reading]:
        """A name with something in brackets: where it is, another name of it, a code, or a note."""
        groups = [next(filter(None, found), "").strip() for found in _BRACKETS.findall(text)]
        base = " ".join(_BRACKETS.sub(" ", text).split()).strip(" ,;")
        named = [reading for reading in self.of(base, in_capitals) if reading.hits] if base and base != text else []
        if len(groups) == 1 and base and groups[0].isalpha():
            yield from (Reading(self._lookup.named(name), hinted=True) for name in names_at(base, groups[0]))
        for reading in named:
            yield from self._narrowed(reading, groups)
        if not named and len(groups) == 1 and groups[0]:
            yield Reading(self._lookup.coded(airport_codes(f"({groups[0]})")), "by its code")
            # "Trip home (Paris)" means no more than that Paris was named.
            yield from (replace(one, doubtful=True, how="noted") for one in self.of(groups[0]) if one.hits)

    def _narrowed(self, reading: Reading, groups: list[str]) -> Iterator[Reading]:
        for group in groups:
            scope = self.scopes.hint(group)
            codes = airport_codes(f"({group})")
            if scope and (inside := self._lookup.inside(reading.hits, [scope])):
                reading = replace(reading, hits=inside, hinted=True)
            elif codes and (near := self._lookup.near(self._lookup.coded(codes), reading.hits)):
                yield Reading(near, "by its code", hinted=True)
                return
            elif (state := self.scopes.hint(state_of(group))) and (
                inside := self._lookup.inside(reading.hits, [state])
            ):
                # "Effelder (Thür)": there are others, of which the list may lack that one.
                doubtful = reading.doubtful or all(self._lookup.people(hit) < _VILLAGE for hit in inside)
                reading = replace(reading, hits=inside, hinted=True, doubtful=doubtful)
            elif _is_note(group):
                continue
            elif same := self._lookup.near(reading.hits, self._first(group)):
                reading = replace(reading, hits=same, hinted=True)
            else:
                reading = replace(reading, doubtful=True)
        yield reading

    def _first(self, text: str) -> Sequence[Hit]:
        return next((reading.hits for reading in self.of(text) if reading.hits), ())

    def _with_hints(self, text: str) -> Iterator[Reading]:
        """ "Name, region, country": what follows says where the name is, as far as it is understood."""
        head, *parts = (part.strip() for part in _COMMAS.split(text))
        parts = [part for part in parts if part]
        if not head or not parts:
            return
        scopes = self._hints(parts)
        known = [scope for scope in scopes if scope]
        named = [reading for reading in self.of(head) if reading.hits]
        is_letter = len(head) == 1 and head <= _LAST_LATIN
        for reading in named if known else ():
            hits = self._lookup.inside(reading.hits, known)
            doubtful = reading.doubtful or is_letter or len(known) < len(parts) - 1
            yield replace(reading, hits=hits, hinted=True, doubtful=doubtful)
        is_unknown = all(one.how == "venue" for one in named)
        if is_unknown and known and self._is_slip_inside(head, known[0]):
            return
        yield from self._cities.within_city(named, parts, scopes)
        if all(scopes):
            for reading in named if len(parts) > 1 else ():
                for scope in reversed(scopes):
                    yield replace(reading, hits=self._lookup.inside(reading.hits, [scope]), hinted=True, doubtful=True)
        for reading in named:
            yield replace(reading, hits=self.believable(reading.hits, known), doubtful=True)

    def believable(self, hits: Iterable[Hit], scopes: Sequence[Scope]) -> list[Hit]:
        """Hits outside of where a text says that may be meant all the same: well known, or near, or a territory."""
        return [
            hit
            for hit in hits
            if self._is_known_anywhere(hit) or all(self.scopes.is_near(scope, hit.row) for scope in scopes)
        ]

    def is_far(self, text: str) -> bool:
        """Whether a text says where a place is, and only places far from there are called so."""
        head, *parts = (part.strip() for part in _COMMAS.split(text[:_LONGEST]))
        return bool(parts) and any(self._hints(parts)) and bool(self._lookup.named(head))

    def _is_known_anywhere(self, hit: Hit) -> bool:
        kind = self._index.kind(hit.row)
        least = KNOWN if hit.own else LARGE
        return kind not in (Kind.CITY, Kind.AIRPORT) or self._lookup.people(hit) >= least

    def _is_slip_inside(self, head: str, scope: Scope) -> bool:
        """Whether an unknown name is a slip of a place there: "Niagra Falls, New York" is nothing in New York City."""
        return bool(self._suggester.near_inside(spelling_key(head), scope))

    def suggestions(self, text: str, where: Sequence[str], most: int) -> tuple[str, ...]:
        """Names that a misspelt one may mean: "Niagara Falls, New York" where the text or its row says where it is."""
        head, *parts = (part.strip() for part in _COMMAS.split(text[:_LONGEST]))
        hints = [part for part in dict.fromkeys([*parts, *where]) if part and self.scopes.hint(part)]
        near = self._near_names(head, hints)[:most] if hints else []
        return tuple(near) or self._suggester.suggest(text, most, is_elsewhere=bool(hints))

    def _near_names(self, head: str, hints: Sequence[str]) -> list[str]:
        first, *others = self._hints(hints)
        key = spelling_key(head)
        hits = self._lookup.inside([Hit(row, own=True) for row in self._suggester.near_inside(key, first)], others)
        if not hits:
            near = self._lookup.inside(self._suggester.one_off(key), [first, *others])
            hits = [one.hit for one in rank(self._index, distinct(near))]
        names = dict.fromkeys(self._index.id_and_name(hit.row)[1] for hit in hits)
        return [", ".join([name, *hints]) for name in names]


def _is_note(text: str) -> bool:
    words = re.split(r"[\s,./&+-]+", text.casefold())
    return (
        any(letter.isdigit() for letter in text)
        or text == text.lower() != text.upper()
        or not text.strip()
        or all(word in _NOTES or not word for word in words)
    )
