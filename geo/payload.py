"""The payload: one data set as the compact JSON that the page and every export give to the same scripts.

Tables are columnar, and repeated values stand once, referred to by number (`geo.columns`). Rows of one table belong to
rows of another by counts: `trips.legs` says how many legs each trip has, in order. Ways are flattened longitude,
latitude in 1e-4 degrees, the first point absolute, the rest deltas. A segment without a way runs straight over the
ellipsoid, and the browser lays the geodesic out (`static/model/geodesic.js`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any

import numpy as np

from data.edtf import Moment
from data.i18n.countries import country_names
from data.i18n.messages import DEFAULT, catalogue, names, record_texts
from data.records.legs import Leg, Published
from data.records.places import Place
from data.records.records import Records
from data.records.trips import Trip
from data.selection import Countries
from geo.columns import Column, coded, day_number
from geo.geocoding.placement import Placement
from geo.routes.geometry import Way, distance_km, drawn_ways, traced_sources
from geo.routes.segments import Network
from geo.routes.traced import Key, TracedWay

DEGREE = 10_000


@dataclass(frozen=True, slots=True)
class Payload:
    """`json` is UTF-8. `fingerprint` is the SHA-256 of its tables, hexadecimal: equal data, equal fingerprint."""

    json: bytes
    fingerprint: str


def payload(
    records: Records, placement: Placement, countries: Countries, drawn: Network, traced: Mapping[Key, TracedWay]
) -> Payload:
    """The data set in English words; equal records give equal bytes."""
    tables = _dumped(_tables(records, placement, countries, drawn, traced))
    fingerprint = sha256(tables).hexdigest()
    head = {"fingerprint": fingerprint, **_words(DEFAULT)}
    return Payload(_dumped(head)[:-1] + b"," + tables[1:], fingerprint)


@cache
def words(language: str) -> bytes:
    """The words of a language and its texts of the records, as UTF-8 JSON, for a page that dresses a payload in it."""
    return _dumped({**_words(language), "records": record_texts(language)})


def _words(language: str) -> dict[str, Any]:
    told = {"messages": catalogue(language), "names": names(language), "countries": country_names(language)}
    return {"language": language, **told}


def _dumped(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _tables(
    records: Records, placement: Placement, countries: Countries, drawn: Network, traced: Mapping[Key, TracedWay]
) -> dict[str, Any]:
    places, home = placement.places, placement.home_number
    ways = drawn_ways(drawn, places, traced)
    legs = [leg for trip in records.trips for leg in trip.legs]
    return {
        "about": {**asdict(records.about), "home": home},
        "places": _places(places, None if home is None else places[home]),
        "people": {person.name: asdict(person) for person in records.people.values()},
        "sources": {key: asdict(source) for key, source in records.sources.items()},
        "trips": _trips(records.trips, countries),
        "legs": {**_legs(legs), "uses": _uses(len(legs), drawn)},
        "stops": _stops(legs, placement),
        "segments": {**_segments(drawn), "km": [round(km, 2) for km in ways.km]},
        "ways": {number: _deltas(line) for number, line in ways.lines.items()},
        "uses": {
            "segment": [use.segment for use in drawn.uses],
            "forward": [int(use.forward) for use in drawn.uses],
            # A line that only stands for a way not known is schematic, whoever reported its ends.
            "basis": coded("schematic" if use.segment in ways.schematic else use.basis for use in drawn.uses),
        },
        "traced": traced_sources(drawn, places, traced),
        "events": [asdict(event) for event in records.events],
        "errors": [asdict(error) for error in records.errors],
    }


def _coded(values: Sequence[object], names: str) -> dict[str, Column]:
    return {name: coded(map(attrgetter(name), values)) for name in names.split()}


def _trips(trips: Sequence[Trip], countries: Countries) -> dict[str, Any]:
    spans = [trip.span for trip in trips]
    return {
        "id": [trip.id for trip in trips],
        **_coded(trips, "traveller title occasion outcome mode evidence met"),
        "countries": coded(countries[trip.id] for trip in trips),
        "start": [day_number(start) for start, _, _ in spans],
        "end": [day_number(end) for _, end, _ in spans],
        "days": [days for _, _, days in spans],
        "legs": [len(trip.legs) for trip in trips],
    }


def _legs(legs: Sequence[Leg]) -> dict[str, Any]:
    return {
        **_coded(legs, "mode vehicle note evidence sources"),
        "depart": coded(_text(leg.depart) for leg in legs),
        "arrive": coded(_text(leg.arrive) for leg in legs),
        "published": coded(_lengths(leg.published) for leg in legs),
        "stops": [len(leg.stops) for leg in legs],
    }


def _text(when: Moment | None) -> str:
    return when.text if when else ""


def _lengths(published: Iterable[Published]) -> tuple[tuple[float, str], ...]:
    return tuple((length.km, length.source) for length in published)


def _uses(legs: int, drawn: Network) -> list[int]:
    counts = [0] * legs
    for use in drawn.uses:
        counts[use.leg] += 1
    return counts


def _stops(legs: Sequence[Leg], placement: Placement) -> dict[str, Any]:
    """The place of each stop; -1, -2 and so on are `names` of places that are not known."""
    stops = [stop for leg in legs for stop in leg.stops]
    numbers = [placement.numbers.get(stop.key) for stop in stops]
    unknown = dict.fromkeys(stop.name for stop, number in zip(stops, numbers, strict=True) if number is None)
    negative = {name: -1 - number for number, name in enumerate(unknown)}
    return {
        "place": [
            negative[stop.name] if number is None else number for stop, number in zip(stops, numbers, strict=True)
        ],
        "inferred": [int(stop.inferred) for stop in stops],
        "names": list(unknown),
    }


def _places(places: Sequence[Place], home: Place | None) -> dict[str, list[Any]]:
    columns = ["id", "name", "native", "label", "country", "lon", "lat", "source"]
    away = [round(distance_km(home, place), 1) if home else None for place in places]
    return {**{name: [getattr(place, name) for place in places] for name in columns}, "from_home_km": away}


def _segments(drawn: Network) -> dict[str, Any]:
    starts, ends, modes = ([segment[part] for segment in drawn.segments] for part in range(3))
    return {"start": starts, "end": ends, "mode": coded(modes)}


def _deltas(way: Way) -> list[int]:
    points = np.rint(way * DEGREE).astype(np.int64)
    flat: list[int] = np.diff(points, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return flat
