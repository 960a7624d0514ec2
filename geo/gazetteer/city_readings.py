"""City readings: texts that name something in a city, at it or near it, which is not known itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from geo.gazetteer.city_texts import border_towns, city_texts
from geo.gazetteer.facilities import Facility, facilities
from geo.gazetteer.german_names import PART_COUNTRIES, names_at, town_and_part
from geo.gazetteer.index import Hit, Index, Kind
from geo.gazetteer.lookup import CITIES, LARGE, Lookup
from geo.gazetteer.query import airport_codes
from geo.gazetteer.reading import Reading
from geo.gazetteer.scope import Scope, Scopes
from geo.gazetteer.spelling import spelling_key

_AREAS = (Kind.COUNTRY, Kind.REGION)
# Of a country or a region that has so many times the people of a city called so elsewhere, the city is not meant:
# "Stratford Festival, Ontario" is not in California. With several times its people it is in doubt.
_FAR_MORE, _SEVERAL = 10, 3
# "Windsor Castle" is not in Ontario: a city that has a namesake of a tenth of its people is none that a text names.
_RIVAL = 10
_CODE_AFTER = re.compile(
    r"\A(?P<name>.*[^\s,/–-])[\s,/–-]++(?P<code>[A-Z]{3})|\A(?P<code2>[A-Z]{3})[\s,/:–-]++(?P<name2>\S.*)"
)


class CityReadings:
    """Finds the cities that texts name."""

    def __init__(self, index: Index, lookup: Lookup, scopes: Scopes, is_slip: Callable[[str], bool]) -> None:
        """`lookup` and `scopes`: where names and hints are looked up; `is_slip`: whether a name is nearly a city's."""
        self._index, self._lookup, self._scopes, self._is_slip = index, lookup, scopes, is_slip

    def named_by_code(self, text: str) -> list[Hit]:
        """ "London LHR", "JFK New York": the airport of the code, if it is near a place of the name."""
        if not (match := _CODE_AFTER.fullmatch(text.strip())):
            return []
        name, code = match["name"] or match["name2"], match["code"] or match["code2"]
        return self._lookup.near(self._lookup.coded([f"iata:{code}"]), self._lookup.named(name))

    def of_residence(self, palace: Facility, literal: Sequence[Hit]) -> Reading:
        """The city of a palace or of a government's seat; towns that are called so are told beside it."""
        named = filter(self._lookup.is_known_city, self._lookup.named(palace.city))
        cities = [hit for hit in named if hit.own and self._index.country(hit.row) in palace.countries]
        city = max(cities, key=self._lookup.people)
        return Reading([city], "residence", also=[hit for hit in literal if hit.own])

    def at_city(self, text: str) -> Iterator[Reading]:
        """The cities of a station, airport, base or venue that is not known itself, first those of its language."""
        for facility in facilities(text):
            # Languages that put no spaces name the city first, in two or three signs.
            spaced = " " in facility.city or facility.city.isascii()
            words, space = (facility.city.split(), " ") if spaced else (list(facility.city), "")
            if facility.kind in ("airport", "base"):
                ports = [hit for hit in self._lookup.named(facility.city) if self._index.kind(hit.row) is Kind.AIRPORT]
                yield Reading(ports)
            if facility.kind == "airport" and (coded := self._lookup.coded(airport_codes(facility.city))):
                yield Reading(coded, "by its code")
            if facility.kind in ("near", "port"):
                yield from self._near_place(facility.city, facility.kind)
                continue
            if facility.kind == "castle":
                yield self._of_castle(facility)
                continue
            for size in range(len(words), 0 if spaced else 1, -1):
                ends = [words[:size], words[-size:]] if facility.kind == "venue" else [words[:size]]
                for part in map(space.join, ends):
                    whole = size == len(words) and facility.kind != "venue"
                    yield self._in_city(facility, part, whole=whole)

    def _of_castle(self, castle: Facility) -> Reading:
        """The towns that a castle is named like, where its language is spoken; it may stand elsewhere all the same."""
        towns = filter(self._lookup.is_city, self._lookup.named(castle.city))
        hits = [hit for hit in towns if hit.own and self._index.country(hit.row) in castle.countries]
        return Reading(hits, "castle", doubtful=True)

    def _in_city(self, facility: Facility, name: str, *, whole: bool) -> Reading:
        """The cities of a facility, those of its language if there are any. `whole`: the name is all the text says."""
        cities = filter(self._lookup.is_city, self._lookup.named(name))
        hits = [hit for hit in cities if whole or self._lookup.is_large(hit)]
        local = [hit for hit in hits if self._index.country(hit.row) in facility.countries]
        if facility.kind == "base" and not any(map(self._lookup.is_large, hits)):
            hits = []
        is_foreign = bool(facility.countries) and not local
        if is_foreign and facility.kind == "station":
            hits = [hit for hit in hits if hit.own and self._lookup.is_known_city(hit)]
        # A city that a text merely names may be another's ("Columbia University"), and "West" is a station where
        # people speak German.
        return Reading(local or hits, facility.kind, doubtful=facility.kind == "venue" or is_foreign)

    def _near_place(self, name: str, kind: str) -> Iterator[Reading]:
        """The place beside which a text says that it lies; a country or a sea says little of where.

        What is named after a town by "harbour" may be far from it: Pearl Harbor is not in Mississippi.
        """
        hits = [hit for hit in self._lookup.named(name) if self._lookup.is_named_so(hit, name)]
        cities = self._meant_cities(hits)
        areas = [hit for hit in hits if self._index.kind(hit.row) not in (*CITIES, Kind.AIRPORT)]
        yield Reading(cities, kind, doubtful=kind == "port" and not any(map(self._lookup.is_large, cities)))
        yield Reading(areas, kind, doubtful=True)
        yield Reading(hits, kind, doubtful=True)

    def beside_city(self, text: str) -> Iterator[Reading]:
        """A city and what it is in ("Paris Texas"), or what is in it: "Roma Trastevere", "Bundeskanzleramt Berlin"."""
        for one in city_texts(text):
            cities = [
                hit
                for hit in self._lookup.named(one.city)
                if self._lookup.is_known_city(hit) and self._lookup.is_named_so(hit, one.city)
            ]
            if not cities:
                continue
            if one.city_first and (scope := self._scopes.hint(one.rest)):
                yield Reading(self._lookup.inside(cities, [scope]), hinted=True)
            city = max(cities, key=self._lookup.people)
            rivals = [
                hit
                for hit in cities
                if hit.row != city.row and self._lookup.people(hit) * _RIVAL > self._lookup.people(city)
            ]
            if (
                one.is_elsewhere
                or rivals
                or self._is_slip(spelling_key(text))
                or not (self._lookup.is_capital(city) or self._lookup.people(city) >= LARGE)
            ):
                continue
            yield Reading(
                [hit for hit in self._lookup.named(one.rest) if hit.own and self._lookup.is_part(hit, city)],
                hinted=True,
            )
            yield Reading([city], "venue", doubtful=True)

    def of_border(self, text: str) -> Iterator[Reading]:
        """The two towns near each other between which a text names a border; a border of two countries is no place."""
        if not (names := border_towns(text)):
            return
        one, other = (
            [hit for hit in self._lookup.named(name) if hit.own and self._lookup.is_city(hit)] for name in names
        )
        near = self._lookup.near(one, other)
        if near:
            yield Reading([max(near, key=self._lookup.people)], "near")

    def of_town_part(self, text: str) -> Iterator[Reading]:
        """The town of a text that names a part of it too, where German is spoken, or the part: "Velbert-Neviges"."""
        if not (names := town_and_part(text)):
            return
        for joint in names_at(*names):
            hits = [hit for hit in self._lookup.named(joint) if self._index.country(hit.row) in PART_COUNTRIES]
            yield Reading(hits, doubtful=not any(map(self._lookup.is_known_city, hits)))
        towns, parts = (
            [
                hit
                for hit in self._lookup.named(name)
                if hit.own and self._lookup.is_city(hit) and self._index.country(hit.row) in PART_COUNTRIES
            ]
            for name in names
        )
        if towns and any(map(self._lookup.is_known_city, parts)):
            return  # two towns, of which neither is a part of the other
        yield Reading(self._lookup.near(towns, parts) or towns, "venue", doubtful=True)
        yield Reading(parts, "venue", doubtful=True)

    def within_city(self, named: list[Reading], parts: list[str], scopes: list[Scope]) -> Iterator[Reading]:
        """Something in a city: "Montmartre, Paris" if it is known, else the city: "10 Downing Street, London"."""
        for at, part in enumerate(parts):
            after = [scope for scope in scopes[at + 1 :] if scope]
            plain = " ".join(word for word in part.split() if not any(letter.isdigit() for letter in word))
            hits = self._lookup.named(plain)
            cities = self._meant_cities(self._lookup.inside(hits, after))
            for reading in named if cities else ():
                yield replace(reading, hits=self._lookup.near(reading.hits, cities), hinted=True)
            # What is a town elsewhere too is told: "Prado, Madrid"; and that all of Mexico may be meant.
            doubtful = any(one.how != "venue" for one in named) or self._is_area(hits, cities)
            yield Reading(cities, "venue", hinted=bool(after), doubtful=doubtful)

    def _meant_cities(self, hits: list[Hit]) -> list[Hit]:
        """The known cities of a name, less those that a far larger country or region elsewhere is called like."""
        areas = [hit for hit in hits if hit.own and self._index.kind(hit.row) in _AREAS]
        return [
            hit
            for hit in filter(self._lookup.is_known_city, hits)
            if self._lookup.is_capital(hit)
            or not any(
                self._lookup.people(area) > _FAR_MORE * self._lookup.people(hit) and not self._lies_in(hit, area)
                for area in areas
            )
        ]

    def _is_area(self, hits: Sequence[Hit], cities: Sequence[Hit]) -> bool:
        """Whether a country or region is called like a city, and has several times its people."""
        most = max(map(self._lookup.people, cities), default=0)
        own = (hit for hit in hits if hit.own and self._index.kind(hit.row) in _AREAS)
        return any(self._lookup.people(area) > _SEVERAL * most for area in own)

    def _lies_in(self, hit: Hit, area: Hit) -> bool:
        same_country = self._index.country(hit.row) == self._index.country(area.row)
        is_country = self._index.kind(area.row) is Kind.COUNTRY
        return same_country and (is_country or self._index.region(hit.row) == self._index.region(area.row))
