"""Resolve names to places: which place, from which source, how sure that is, and the other candidates."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from geopy.exc import GeopyError
from geopy.location import Location

from data.i18n.message import LocalizedText
from data.records.places import LonLat, Place
from geo.folding import name_key
from geo.gazetteer import Candidate, Gazetteer, GazetteerAnswer, GazetteerQuery, Sureness
from geo.gazetteer.ranking import haversine_km
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.queries import PlaceQuery, place_at
from geo.geocoding.service import GeocodingService, ask

# A suggestion costs up to 10 ms, so a column of 10,000 words that are no places gets as many as a reader reads.
_MOST_WITH_SUGGESTIONS = 50

_MOST_CANDIDATES = 10

Key = TypeVar("Key", bound=Hashable)


_SETTLED = (Sureness.GIVEN, Sureness.SURE, Sureness.LIKELY)
# An ambiguous place that outranks its namesakes ten times may yet say where its neighbours are.
_LEANING = 1.0
_IN_DOUBT = (Sureness.AMBIGUOUS, Sureness.LIKELY)
# A name that one look at its neighbours settles may settle the next.
_LOOKS = 2
# A built-in place is the gazetteer's if it is this near: stations and airports lie apart from their city's middle.
_SAME_KM = 50.0
# Of names in capitals, three letters are a name; a column of codes alone is none of capitals.
_LONGER_THAN_CODES = 5
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Resolution:
    """The result of a query. `place` is `None` if no such place is known, or the service failed (`error`).

    `candidates`: up to ten places that the name may mean, the chosen one first, of `total`. `reason`: why
    this one, or why none. `source` names the source that has the place; `details` is what the gazetteer has on its
    candidates, `lead` by how many powers of ten of population the first outranks the second.
    """

    label: str
    place: Place | None
    source: str
    sureness: Sureness
    reason: LocalizedText
    candidates: tuple[Place, ...] = ()
    total: int = 0
    suggestions: tuple[str, ...] = ()
    details: tuple[Candidate, ...] = ()
    lead: float = 0.0
    error: GeopyError | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves each query from the first source that knows the name.

    The order: the cell's own point, `supplied` (places from the reader or next to the table), the offline gazetteer
    together with `curated` (the built-in places of this page's records), and last the service, if the host has switched
    one on.
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
        resolved |= self._by_curated_ids({key: query for key, query in queries.items() if key not in resolved})
        unlisted = {key: query for key, query in queries.items() if key not in resolved}
        if unlisted:
            resolved |= self._in_gazetteer(unlisted, resolved, neighbours or {})
        unknown = [key for key in unlisted if resolved[key].place is None]
        if self.service:
            served = {key: _from_service(queries[key], self.service, resolved[key].reason) for key in unknown}
            resolved |= served
            unknown = [key for key, resolution in served.items() if not resolution.place and not resolution.error]
        for key in unknown[:_MOST_WITH_SUGGESTIONS]:
            resolved[key] = replace(resolved[key], suggestions=self.suggestions(queries[key]))
        return {key: resolved[key] for key in queries}

    def suggestions(self, query: PlaceQuery) -> tuple[str, ...]:
        """Up to three known names that a misspelt name may mean, the most likely first. Costs up to 20 ms."""
        curated = self.curated.suggest(query.name)
        # "Talinn" is nearly another name of Dalian, and nobody means that.
        is_near = bool(curated) and name_key(curated or "")[:1] == name_key(query.name)[:1]
        listed = [self.supplied.suggest(query.name), curated if is_near else None]
        near = self.gazetteer.suggestions(query.name, where=[*filter(None, [query.region]), *query.countries])
        return tuple(dict.fromkeys(filter(None, [*listed, *near, curated])))[:3]

    def _listed(self, query: PlaceQuery) -> Resolution | None:
        """What the table itself says."""
        if given := self.supplied.place(query.label):
            return Resolution(
                query.label, given, "places.csv", Sureness.GIVEN, LocalizedText("placed_given"), (given,), 1
            )
        if place := place_at(query.name) or _place_at_point(query):
            source, why = LocalizedText("who_table"), LocalizedText("placed_point")
            return Resolution(query.label, place, source, Sureness.GIVEN, why, (place,), 1)
        return None

    def _by_curated_ids(self, queries: Mapping[Key, PlaceQuery]) -> dict[Key, Resolution]:
        """The built-in places of a table whose every name is an id of one, as in an exported CSV; else nothing."""
        places = {key: place for key, query in queries.items() if (place := self.curated.with_id(query.label))}
        if len(places) < max(2, len(queries)):
            return {}
        source, why = LocalizedText("who_curated"), LocalizedText("placed_own")
        return {
            key: Resolution(queries[key].label, place, source, Sureness.GIVEN, why, (place,), 1)
            for key, place in places.items()
        }

    def _in_gazetteer(
        self,
        queries: Mapping[Key, PlaceQuery],
        listed: Mapping[Key, Resolution],
        neighbours: Mapping[Key, Sequence[Key]],
    ) -> dict[Key, Resolution]:
        """What the gazetteer says; what is in doubt is asked again, near its neighbours that are settled."""
        names = [query.name for query in queries.values()]
        in_capitals, are_codes = _are_capitals(names), self.gazetteer.are_codes(names)
        asked = {key: _gazetteer_query(query, in_capitals, are_codes) for key, query in queries.items()}
        found = self._answers(asked, queries)
        for _ in range(_LOOKS if neighbours else 0):
            settled = _settled({**listed, **found})
            near = {
                key: points
                for key, one in found.items()
                if one.sureness in _IN_DOUBT
                and one.total > 1
                and (points := _points(key, neighbours.get(key, ()), settled))
                and points != asked[key].near
            }
            again = {key: replace(asked[key], near=points) for key, points in near.items()}
            found |= {key: _second_look(found[key], one) for key, one in self._answers(again, queries).items()}
            asked |= again
        return found

    def _answers(self, asked: Mapping[Key, GazetteerQuery], queries: Mapping[Key, PlaceQuery]) -> dict[Key, Resolution]:
        answers = self.gazetteer.answers(list(asked.values()))
        return {
            key: self._with_curated(queries[key], _from_gazetteer(queries[key].label, answer))
            for key, answer in zip(asked, answers, strict=True)
        }

    def _with_curated(self, query: PlaceQuery, found: Resolution) -> Resolution:
        """The built-in places are one source among others: the gazetteer's best may be one, else they come after it.

        A curated place has no region, so a row that gives one is not about it.
        """
        places = self.curated.places(query.name, query.countries) if not query.region else []
        if not places:
            return found
        curated = LocalizedText("who_curated")
        if found.place is None:
            sureness = Sureness.LIKELY if len(places) == 1 else Sureness.AMBIGUOUS
            why = LocalizedText("placed_own")
            return Resolution(query.label, places[0], curated, sureness, why, tuple(places), len(places))
        if same := next((place for place in places if _is_same(place, found.place)), None):
            sureness = Sureness.SURE if found.sureness is Sureness.LIKELY and len(places) == 1 else found.sureness
            candidates = (same, *found.candidates[1:])
            found = replace(found, place=same, source=curated, sureness=sureness, candidates=candidates)
        others = tuple(one for one in places if not any(_is_same(one, other) for other in found.candidates))
        candidates = (*found.candidates[: _MOST_CANDIDATES - len(others)], *others)
        sureness = Sureness.AMBIGUOUS if others else found.sureness
        return replace(found, sureness=sureness, candidates=candidates, total=found.total + len(others))


def correction(name: str, place: Place) -> Place:
    """The place that a reader chose for a name, as a row of `places.csv` that repeats the choice at the next upload.

    The name is its id and its only name, so that other names for the same place stay as they are.
    """
    return Place(name, name, "", place.label, place.country, place.lon, place.lat, (), place.source)


def _second_look(before: Resolution, again: Resolution) -> Resolution:
    """What a look at the neighbours changes: another place first is never sure; the same place is no less sure."""
    if before.place and again.place and _is_same(before.place, again.place):
        surer = before if before.sureness is Sureness.LIKELY else again
        return replace(surer, candidates=again.candidates)
    return again if before.sureness is Sureness.AMBIGUOUS else replace(again, sureness=Sureness.AMBIGUOUS)


def _settled(resolutions: Mapping[Key, Resolution]) -> dict[Key, LonLat]:
    """The points of the places that may say where their neighbours are."""
    return {
        key: (one.place.lon, one.place.lat)
        for key, one in resolutions.items()
        if one.place and (one.sureness in _SETTLED or one.lead >= _LEANING)
    }


def _points(key: Hashable, neighbours: Sequence[Hashable], settled: Mapping[Any, LonLat]) -> tuple[LonLat, ...]:
    """The points of the settled neighbours, each once."""
    return tuple(dict.fromkeys(settled[other] for other in neighbours if other != key and other in settled))


def _is_same(one: Place, other: Place) -> bool:
    return (one.country == other.country or "" in (one.country, other.country)) and (
        haversine_km((one.lon, one.lat), (other.lon, other.lat)) < _SAME_KM
    )


def _are_capitals(names: Iterable[str]) -> bool:
    """Whether nearly all names that are longer than a code are in capitals."""
    longer = [name for name in names if len(name) >= _LONGER_THAN_CODES and name.lower() != name.upper()]
    return bool(longer) and sum(map(str.isupper, longer)) >= _NEARLY_ALL * len(longer)


def _place_at_point(query: PlaceQuery) -> Place | None:
    """The place of a row that gives a name and a point."""
    if query.point is None:
        return None
    lon, lat = query.point
    country = next((code for code in query.countries if len(code) == 2), "")
    return Place(f"{query.name} ({lat}, {lon})", query.name, "", query.name, country, lon, lat, (), "the table")


def _gazetteer_query(query: PlaceQuery, in_capitals: bool, are_codes: bool) -> GazetteerQuery:
    name = query.name.upper() if are_codes else query.name
    return GazetteerQuery(name, query.countries, query.region, (), query.strict, in_capitals)


def _from_gazetteer(label: str, answer: GazetteerAnswer) -> Resolution:
    places = tuple(map(_gazetteer_place, answer.candidates))
    if not places:
        return Resolution(label, None, "", Sureness.UNKNOWN, answer.reason)
    source = LocalizedText("who_gazetteer", source=places[0].source)
    return Resolution(
        label,
        places[0],
        source,
        answer.sureness,
        answer.reason,
        places,
        answer.total,
        details=answer.candidates,
        lead=answer.lead,
    )


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
