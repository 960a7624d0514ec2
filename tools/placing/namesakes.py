"""Namesakes: well-known cities beside a city near which a small town has their name, in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from geo.gazetteer import Sureness
from geo.gazetteer.index import Index, Kind, load_index
from geo.gazetteer.lookup import KNOWN, Lookup
from geo.gazetteer.ranking import haversine_km
from geo.geocoding.queries import PlaceQuery
from tools.placing.cases import Case
from tools.placing.measures import RESOLVER, SILENT_KM, Figure, away_km, is_right

_CITY = 1_000_000
_NEAR_KM = 1_000.0
_MOST = 3  # small towns of a name
_FAR_KM = 200.0


@dataclass(frozen=True, slots=True)
class _City:
    name: str
    country: str
    lon: float
    lat: float


def measure_beside_namesakes(what: str, cases: Sequence[Case], aim: float, *, between: bool = False) -> Figure:
    """Place each case after the city that is nearest to a namesake of its; or `between` the two that are nearest."""
    right, silent, wrong = 0, 0, []
    asked = [(case, cities) for case in cases for cities in _cities_near_namesakes(case)]
    for case, cities in asked:
        names: list[_City | Case] = [cities[0], case, *cities[1:]] if between else [cities[0], case]
        queries = {
            at: PlaceQuery(str(at), one.name, (one.country,) if isinstance(one, _City) else ())
            for at, one in enumerate(names)
        }
        neighbours = {at: [other for other in (at - 1, at + 1) if other in queries] for at in queries}
        found = RESOLVER.resolve(queries, neighbours)[1]
        hit = is_right(case, found.place)
        right += hit
        silent += bool(
            found.place and found.sureness is not Sureness.AMBIGUOUS and away_km(case, found.place) > SILENT_KM
        )
        if not hit:
            wrong.append(f"{case.name} beside {cities[0].name}: {found.place and found.place.label} ({found.sureness})")
    return Figure(what, len(asked), 100 * right / len(asked), aim, 100 * silent / len(asked), tuple(wrong))


def _cities_near_namesakes(case: Case) -> Iterator[tuple[_City, _City]]:
    """For each small town that is called like a case, the two large cities that are nearest to it."""
    index = load_index()
    towns = [
        index.point(hit.row)
        for hit in Lookup(index).named(case.name)
        if index.kind(hit.row) is Kind.CITY and index.population(hit.row) < KNOWN
    ]
    far = [town for town in towns if haversine_km(town, (case.lon, case.lat)) > _FAR_KM]
    for town in far[:_MOST]:
        first, second = sorted(_large_cities(), key=lambda city: haversine_km((city.lon, city.lat), town))[:2]
        if haversine_km((first.lon, first.lat), town) < _NEAR_KM:
            yield first, second


@cache
def _large_cities() -> tuple[_City, ...]:
    index: Index = load_index()
    rows = (row for row in range(len(index.kinds)) if index.kind(row) in (Kind.CAPITAL, Kind.CITY))
    large = (row for row in rows if index.population(row) >= _CITY)
    return tuple(_City(index.id_and_name(row)[1], index.country(row), *index.point(row)) for row in large)
