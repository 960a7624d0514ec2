"""Resolve names to places: which place, from which source, how sure that is, and the other candidates."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from geopy.exc import GeopyError
from geopy.location import Location

from data.i18n.message import LocalizedText
from data.records.places import LonLat, Place
from geo.gazetteer import Candidate, Gazetteer, GazetteerAnswer, GazetteerQuery
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.queries import PlaceQuery, place_at
from geo.geocoding.service import GeocodingService, ask

# Two powers of ten: Paris in France has a hundred times the people of Paris in Texas, and is a capital.
_LIKELY = 2.0
# A suggestion costs up to 10 ms, so a column of 10,000 words that are no places gets as many as a reader reads.
_MOST_WITH_SUGGESTIONS = 50

Key = TypeVar("Key", bound=Hashable)


class Sureness(StrEnum):
    """How sure the place of a name is."""

    GIVEN = "given"  # the table, or the places.csv next to it, say where it is
    SURE = "sure"  # only one place is known by that name
    LIKELY = "likely"  # it outranks its namesakes by far
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


_CERTAIN = (Sureness.GIVEN, Sureness.SURE, Sureness.LIKELY)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The result of a query. `place` is `None` if no such place is known, or the service failed (`error`).

    `candidates`: up to ten places that the name may mean, the chosen one first, of `total`. `reason`: why
    this one, or why none. `source` names the source that has the place.
    """

    label: str
    place: Place | None
    source: str
    sureness: Sureness
    reason: LocalizedText
    candidates: tuple[Place, ...] = ()
    total: int = 0
    suggestions: tuple[str, ...] = ()
    error: GeopyError | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves each query from the first source that knows the name.

    The order: the cell's own point, `supplied` (places from the reader or next to the table), `curated` (the built-in
    places), the offline gazetteer, and last the service, if the host has switched one on.
    """

    supplied: PlaceIndex
    curated: PlaceIndex
    gazetteer: Gazetteer
    service: GeocodingService | None = None

    def resolve(
        self, queries: Mapping[Key, PlaceQuery], neighbours: Mapping[Key, Sequence[Key]] | None = None
    ) -> dict[Key, Resolution]:
        """Resolve each query, by its key; the gazetteer is read only if a name is in no table of places.

        `neighbours`: the keys before and after each on the way, which tell namesakes apart.
        """
        resolved = {key: known for key, query in queries.items() if (known := self._listed(query))}
        unlisted = {key: query for key, query in queries.items() if key not in resolved}
        if unlisted:
            resolved |= self._in_gazetteer(unlisted, resolved, neighbours or {})
        unknown = [key for key in unlisted if resolved[key].place is None]
        if self.service:
            served = {key: _from_service(queries[key], self.service, resolved[key].reason) for key in unknown}
            resolved |= served
            unknown = [key for key, resolution in served.items() if not resolution.place and not resolution.error]
        for key in unknown[:_MOST_WITH_SUGGESTIONS]:
            resolved[key] = replace(resolved[key], suggestions=self.suggestions(queries[key].name))
        return {key: resolved[key] for key in queries}

    def suggestions(self, name: str) -> tuple[str, ...]:
        """Up to three known names that a misspelt name may mean, the most likely first. Costs up to 10 ms."""
        listed = [self.supplied.suggest(name), self.curated.suggest(name)]
        return tuple(dict.fromkeys([*filter(None, listed), *self.gazetteer.suggestions(name)]))[:3]

    def _listed(self, query: PlaceQuery) -> Resolution | None:
        """Look up in the tables of places. A curated place has no region, so it cannot match a query with one."""
        if given := self.supplied.place(query.label):
            return Resolution(
                query.label, given, "places.csv", Sureness.GIVEN, LocalizedText("placed_given"), (given,), 1
            )
        if place := place_at(query.name) or _place_at_point(query):
            source, why = LocalizedText("who_table"), LocalizedText("placed_point")
            return Resolution(query.label, place, source, Sureness.GIVEN, why, (place,), 1)
        places = self.curated.places(query.name, query.countries) if not query.region else []
        if not places:
            return None
        alone = len(places) == 1
        why = LocalizedText("placed_only") if alone else LocalizedText("placed_listed", n=len(places))
        sureness = Sureness.SURE if alone else Sureness.AMBIGUOUS
        return Resolution(
            query.label, places[0], LocalizedText("who_curated"), sureness, why, tuple(places), len(places)
        )

    def _in_gazetteer(
        self,
        queries: Mapping[Key, PlaceQuery],
        listed: Mapping[Key, Resolution],
        neighbours: Mapping[Key, Sequence[Key]],
    ) -> dict[Key, Resolution]:
        """Look up in the gazetteer; ambiguous names again, with the point of a neighbour whose place is certain."""
        labels = {key: query.label for key, query in queries.items()}
        lookups = {key: _gazetteer_query(query) for key, query in queries.items()}
        answers = self._answers(lookups, labels)
        certain = {key: each.place for key, each in {**listed, **answers}.items() if each.sureness in _CERTAIN}
        doubtful = [key for key, resolution in answers.items() if resolution.sureness is Sureness.AMBIGUOUS]
        near = {key: point for key in doubtful if (point := _near(neighbours.get(key, ()), certain))}
        return answers | self._answers({key: replace(lookups[key], near=point) for key, point in near.items()}, labels)

    def _answers(self, queries: Mapping[Key, GazetteerQuery], labels: Mapping[Key, str]) -> dict[Key, Resolution]:
        answers = self.gazetteer.answers(list(queries.values()))
        return {key: _from_gazetteer(labels[key], answer) for key, answer in zip(queries, answers, strict=True)}


def correction(name: str, place: Place) -> Place:
    """The place that a reader chose for a name, as a row of `places.csv` that repeats the choice at the next upload.

    The name is its id and its only name, so that other names for the same place stay as they are.
    """
    return Place(name, name, "", place.label, place.country, place.lon, place.lat, (), place.source)


def _near(keys: Sequence[Key], certain: Mapping[Key, Place | None]) -> LonLat | None:
    """The point of the first of these keys whose place is certain."""
    places: Iterator[Place] = (place for key in keys if (place := certain.get(key)))
    return next(((place.lon, place.lat) for place in places), None)


def _place_at_point(query: PlaceQuery) -> Place | None:
    """The place of a row that gives a name and a point."""
    if query.point is None:
        return None
    lon, lat = query.point
    country = next((code for code in query.countries if len(code) == 2), "")
    return Place(f"{query.name} ({lat}, {lon})", query.name, "", query.name, country, lon, lat, (), "the table")


def _gazetteer_query(query: PlaceQuery) -> GazetteerQuery:
    return GazetteerQuery(query.name, query.countries, query.region, strict=query.strict)


def _from_gazetteer(label: str, answer: GazetteerAnswer) -> Resolution:
    places = tuple(map(_gazetteer_place, answer.candidates))
    if not places:
        return Resolution(label, None, "", Sureness.UNKNOWN, answer.why)
    doubt = Sureness.LIKELY if answer.lead >= _LIKELY else Sureness.AMBIGUOUS
    sureness = Sureness.SURE if answer.total == 1 and answer.lead and not answer.approximate else doubt
    source = LocalizedText("who_gazetteer", source=places[0].source)
    return Resolution(label, places[0], source, sureness, answer.why, places, answer.total)


def _gazetteer_place(one: Candidate) -> Place:
    return Place(one.id, one.name, "", one.label, one.country, one.lon, one.lat, (), one.source)


def _from_service(query: PlaceQuery, service: GeocodingService, why: LocalizedText) -> Resolution:
    """Ask the service; `why` is the gazetteer's reason, kept if the service knows no such place either."""
    codes = [code for code in query.countries if len(code) == 2]
    try:
        answer = ask(service, ", ".join(filter(None, (query.name, query.region))), codes)
    except GeopyError as error:
        reason = LocalizedText("placed_failed", error=str(error))
        return Resolution(query.label, None, service.name, Sureness.UNKNOWN, reason, error=error)
    if answer is None:
        return Resolution(query.label, None, "", Sureness.UNKNOWN, why)
    place, total = _service_place(query.label, answer), int(answer.raw.get("candidates", 1))
    sureness = Sureness.AMBIGUOUS if total > 1 else Sureness.SURE
    reason = LocalizedText("placed_first", n=total) if total > 1 else LocalizedText("placed_answer")
    return Resolution(query.label, place, place.source, sureness, reason, (place,), total)


def _service_place(label: str, answer: Location) -> Place:
    country = str(answer.raw.get("country", "")).upper()
    return Place(label, label, "", label, country, answer.longitude, answer.latitude, (), str(answer.raw["source"]))
