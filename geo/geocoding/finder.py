"""Finding: the place that each name means, who says so, how sure that is, and which others it may mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geopy.exc import GeopyError
from geopy.location import Location

from data.i18n.message import LocalizedText
from data.records.places import Place
from geo.gazetteer import Candidate, Found, Gazetteer, Query
from geo.geocoding.chain import Chain
from geo.geocoding.place_index import CuratedGeocoder
from geo.geocoding.point import point
from geo.geocoding.queries import Asked, LonLat

# Two powers of ten: Paris in France has a hundred times the people of Paris in Texas, and is a capital.
_LIKELY = 2.0
# A suggestion costs up to 10 ms, so a column of 10,000 words that are no places gets as many as a reader reads.
_SUGGESTED = 50


class Sureness(StrEnum):
    """How sure a name's place is."""

    GIVEN = "given"  # the table, or the places beside it, say where it is
    SURE = "sure"  # only one place is known by that name
    LIKELY = "likely"  # it outranks its namesakes by far
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


_SETTLED = (Sureness.GIVEN, Sureness.SURE, Sureness.LIKELY)


@dataclass(frozen=True, slots=True)
class Placing:
    """A name and what it was taken for. `place` is `None` where no such place is known or could be asked.

    `candidates`: up to ten places that it may mean, the chosen one first, of `total`. `why`: why this one, or why none.
    """

    name: str
    place: Place | None
    said_by: str
    sureness: Sureness
    why: LocalizedText
    candidates: tuple[Place, ...] = ()
    total: int = 0
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks for places in turn: the cell itself, what is `given`, what is curated, the gazetteer, then who is left.

    `given`: places that the reader named, which come before all others. `rest`: those who leave this server.
    """

    given: CuratedGeocoder
    curated: CuratedGeocoder
    gazetteer: Gazetteer
    rest: Chain

    def find(self, asked: Iterable[Asked], beside: Mapping[str, Sequence[str]] | None = None) -> dict[str, Placing]:
        """What each of many names means, by its key; the gazetteer is read only if one is in no table of places.

        `beside`: by key, those met just before and after it, which tell namesakes apart.
        """
        wanted = {one.key: one for one in asked}
        found = {key: known for key, one in wanted.items() if (known := self._known(one))}
        unknown = [one for key, one in wanted.items() if key not in found]
        if unknown:
            found |= self._in_gazetteer(unknown, found, beside or {})
        left = [one for one in unknown if found[one.key].place is None]
        late = {one.key: self._late(one, found[one.key].why) for one in left}
        silent = [key for key, placing in late.items() if placing.place is None and not placing.said_by]
        found |= late | {key: self._suggested(wanted[key], late[key]) for key in silent[:_SUGGESTED]}
        return {key: found[key] for key in wanted}

    def _known(self, one: Asked) -> Placing | None:
        """What the tables say; a curated place has no region, so a row that gives one is not about it."""
        if stated := self.given.place(one.key):
            return Placing(one.key, stated, "places.csv", Sureness.GIVEN, LocalizedText("placed_given"), (stated,), 1)
        if here := point(one.name) or _pointed(one):
            return Placing(
                one.key, here, LocalizedText("who_table"), Sureness.GIVEN, LocalizedText("placed_point"), (here,), 1
            )
        places = self.curated.places(one.name, one.country) if not one.region else []
        if not places:
            return None
        sure = Sureness.SURE if len(places) == 1 else Sureness.AMBIGUOUS
        why = LocalizedText("placed_only") if len(places) == 1 else LocalizedText("placed_listed", n=len(places))
        return Placing(one.key, places[0], LocalizedText("who_curated"), sure, why, tuple(places), len(places))

    def _in_gazetteer(
        self, asked: Sequence[Asked], known: Mapping[str, Placing], beside: Mapping[str, Sequence[str]]
    ) -> dict[str, Placing]:
        queries = {one.key: Query(one.name, one.country, one.region) for one in asked}
        found = self._answers(queries)
        sure = {key: placing.place for key, placing in {**known, **found}.items() if placing.sureness in _SETTLED}
        doubtful = [key for key, placing in found.items() if placing.sureness is Sureness.AMBIGUOUS]
        near = {key: where for key in doubtful if (where := _near(beside.get(key, ()), sure))}
        return found | self._answers({key: replace(queries[key], near=where) for key, where in near.items()})

    def _answers(self, queries: Mapping[str, Query]) -> dict[str, Placing]:
        answers = self.gazetteer.find(list(queries.values()))
        return {key: self._placing(key, answer) for key, answer in zip(queries, answers, strict=True)}

    def _placing(self, name: str, answer: Found) -> Placing:
        places = tuple(map(_place, answer.candidates))
        if not places:
            return Placing(name, None, "", Sureness.UNKNOWN, answer.why)
        doubt = Sureness.LIKELY if answer.lead >= _LIKELY else Sureness.AMBIGUOUS
        sure = Sureness.SURE if answer.total == 1 and answer.lead else doubt
        said_by = LocalizedText("who_gazetteer", source=places[0].source)
        return Placing(name, places[0], said_by, sure, answer.why, places, answer.total)

    def _late(self, one: Asked, why: LocalizedText) -> Placing:
        """What those say who are asked last; `why` is the gazetteer's reason, kept where they know no better."""
        name = one.key
        try:
            codes = [one.country] if len(one.country) == 2 else None
            answer = self.rest.geocode(", ".join(filter(None, (one.name, one.region))), country_codes=codes)
        except GeopyError as error:
            return Placing(
                name, None, self.rest.name, Sureness.UNKNOWN, LocalizedText("placed_unasked", error=str(error))
            )
        if not isinstance(answer, Location):
            return Placing(name, None, "", Sureness.UNKNOWN, why)
        place, total = _answered(name, answer), int(answer.raw.get("candidates", 1))
        sure = Sureness.AMBIGUOUS if total > 1 else Sureness.SURE
        why = LocalizedText("placed_first", n=total) if total > 1 else LocalizedText("placed_answer")
        return Placing(name, place, place.source, sure, why, (place,), total)

    def _suggested(self, one: Asked, placing: Placing) -> Placing:
        near = [self.given.suggest(one.name), self.curated.suggest(one.name)]
        all_near = [*filter(None, near), *self.gazetteer.suggestions(one.name)]
        return replace(placing, suggestions=tuple(dict.fromkeys(all_near))[:3])


def corrected(name: str, place: Place) -> Place:
    """The place that a reader chose for a name, as a row of `places.csv` that says so at the next upload too.

    The name is its id and all that it goes by, so that other names for the same place stay as they are.
    """
    return Place(name, name, "", place.label, place.country, place.lon, place.lat, (), place.source)


def _near(beside: Sequence[str], sure: Mapping[str, Place | None]) -> LonLat | None:
    """The point of the first neighbour whose place is not in doubt, as (lon, lat)."""
    places: Iterator[Place] = (place for name in beside if (place := sure.get(name)))
    return next(((place.lon, place.lat) for place in places), None)


def _pointed(one: Asked) -> Place | None:
    """The place that a row names and gives the point of."""
    if one.point is None:
        return None
    lon, lat = one.point
    country = one.country if len(one.country) == 2 else ""
    return Place(f"{one.name} ({lat}, {lon})", one.name, "", one.name, country, lon, lat, (), "the table")


def _place(one: Candidate) -> Place:
    return Place(one.id, one.name, "", one.label, one.country, one.lon, one.lat, (), one.source)


def _answered(name: str, answer: Location) -> Place:
    country = str(answer.raw.get("country", "")).upper()
    return Place(name, name, "", name, country, answer.longitude, answer.latitude, (), str(answer.raw["source"]))
