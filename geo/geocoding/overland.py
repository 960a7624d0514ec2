"""Overland: which namesakes a train, a car or a walker can mean, who cross no ocean between one stop and the next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise, product

from data.i18n.message import LocalizedText
from data.records.legs import PlaceKey
from data.records.places import Place
from data.records.trips import Trip
from geo.gazetteer import Sureness
from geo.gazetteer.ranking import haversine_km
from geo.geocoding.resolver import Resolution

LAND_MODES = frozenset(("rail", "road", "foot"))
_FAR_KM, _NEAR_KM = 2_000.0, 500.0  # between two stops by land: doubtful, and usual
# Countries across an ocean; all others lie on one landmass or on islands beside it.
_AMERICAS = (
    "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GT GY HN HT JM KN KY LC MF MQ MS MX "
    "NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
)
_OCEANIA = "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS"
_LANDMASSES = {
    country: number for number, countries in enumerate((_AMERICAS, _OCEANIA), 1) for country in countries.split()
}
_CHANGE_COST, _LIKELY_COST = 20, 60  # more than a name has candidates, and more than two changes
_FIXED = (Sureness.GIVEN, Sureness.SURE)
KeyPair = tuple[PlaceKey, PlaceKey]


def overland_pairs(trips: Iterable[Trip]) -> dict[KeyPair, None]:
    """Return the places that follow one another on a leg by land, in the order of the trips."""
    pairs: dict[KeyPair, None] = {}
    seen: set[int] = set()  # legs between the same places mostly share one tuple of stops
    for trip in trips:
        for leg in trip.legs:
            if leg.mode in LAND_MODES and id(leg.stops) not in seen:
                seen.add(id(leg.stops))
                pairs |= dict.fromkeys(pairwise(stop.key for stop in leg.stops))
    return pairs


def with_namesakes_by_land(
    resolutions: Mapping[PlaceKey, Resolution], pairs: Iterable[KeyPair]
) -> dict[PlaceKey, Resolution]:
    """Return the resolutions, those in doubt that lie oceans apart with the namesakes that lie near, as ambiguous."""
    found = dict(resolutions)
    for one, other in pairs:
        here, there = found[one], found[other]
        if not here.place or not there.place or not _is_ocean_between(here.place, there.place):
            continue
        meant = [both for both in product(_meant(here), _meant(there)) if not _is_ocean_between(*both)]
        near = [both for both in meant if _apart_km(*both) < _NEAR_KM]
        # The fewest changed, then the best known. Far from each other, one of them stays.
        best = min(
            near or [both for both in meant if here.place in both or there.place in both],
            key=lambda both: _cost(here, both[0]) + _cost(there, both[1]),
            default=None,
        )
        if best:
            found[one], found[other] = _chosen(here, best[0]), _chosen(there, best[1])
    return found


def _is_ocean_between(one: Place, other: Place) -> bool:
    """Whether no way by land leads from one place to the other, however long: Lisbon to Warsaw is 2,800 km."""
    is_one = _LANDMASSES.get(one.country) == _LANDMASSES.get(other.country)
    return not is_one and _apart_km(one, other) >= _FAR_KM


def _apart_km(one: Place, other: Place) -> float:
    return haversine_km((one.lon, one.lat), (other.lon, other.lat))


def _meant(resolution: Resolution) -> Iterator[Place]:
    """The places that a name may mean, the likeliest first."""
    if resolution.place:
        yield resolution.place
    if resolution.sureness not in _FIXED:
        yield from (place for place in resolution.candidates if place != resolution.place)


def _cost(resolution: Resolution, place: Place) -> int:
    if place == resolution.place:
        return 0
    least = _LIKELY_COST if resolution.sureness is Sureness.LIKELY else _CHANGE_COST
    return least + resolution.candidates.index(place)


def _chosen(resolution: Resolution, place: Place) -> Resolution:
    if place == resolution.place:
        return resolution
    others = tuple(other for other in resolution.candidates if other != place)
    why = LocalizedText("placed_of", which=LocalizedText("placed_near"), n=resolution.total)
    return replace(
        resolution, place=place, candidates=(place, *others), sureness=Sureness.AMBIGUOUS, reason=why, lead=0.0
    )
