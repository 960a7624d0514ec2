"""The payload: one data set as the compact JSON that the page and every export give to the same scripts.

Tables are columnar. Ways are flattened longitude, latitude in 1e-4 degrees, the first point absolute, the rest deltas.
Names of places, people and sources stand once; trips, legs, segments and uses refer to them by index.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np

from data.countries import country_names
from data.edtf import Moment
from data.legs import Stop
from data.messages import DEFAULT, catalogue, names
from data.places import Place
from data.records import Records
from data.trips import Trip
from geo.placing import Placement
from geo.segments import Network, network
from geo.traced import Key, TracedWay, way_key
from geo.ways import Way, distance_km, length_km, way

DEGREE = 10_000
Column = dict[str, list[Any]]


def payload(records: Records, placement: Placement, traced: Mapping[Key, TracedWay]) -> bytes:
    """The data set in English words as UTF-8 JSON; equal records give equal bytes.

    `fingerprint` is the SHA-256 of its tables, hexadecimal: equal data, equal fingerprint, in whatever words.
    """
    tables = _dumped(_tables(records, placement, traced))
    head = {"fingerprint": sha256(tables).hexdigest(), **_words(DEFAULT)}
    return _dumped(head)[:-1] + b"," + tables[1:]


@cache
def words(language: str) -> bytes:
    """The words of a language alone, as UTF-8 JSON, for a page that dresses a payload in it."""
    return _dumped(_words(language))


def _words(language: str) -> dict[str, Any]:
    told = {"messages": catalogue(language), "names": names(language), "countries": country_names(language)}
    return {"language": language, **told}


def _dumped(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _tables(records: Records, placement: Placement, traced: Mapping[Key, TracedWay]) -> dict[str, Any]:
    drawn = network(records.trips, placement)
    places, home = placement.places, placement.index.get(records.about.home)
    ways = [way(places[start], places[end], mode, traced) for start, end, mode in drawn.segments]
    return {
        "about": {**asdict(records.about), "home": home},
        "places": _places(places, None if home is None else places[home]),
        "people": {person.name: asdict(person) for person in records.people.values()},
        "sources": {key: asdict(source) for key, source in records.sources.items()},
        "trips": _trips(records.trips),
        "legs": {**_legs(records.trips, placement), "drawn_km": _drawn(records.trips, drawn, ways)},
        "segments": _segments(drawn, [line for line, _ in ways]),
        "uses": {**_columns(drawn.uses, "segment leg forward"), "basis": _bases(drawn, ways)},
        "traced": _traced(drawn, places, traced),
        "events": [asdict(event) for event in records.events],
        "errors": [asdict(error) for error in records.errors],
    }


def _columns(values: Iterable[object], names: str) -> Column:
    values = list(values)
    return {name: [getattr(value, name) for value in values] for name in names.split()}


def _trips(trips: Sequence[Trip]) -> Column:
    return {
        **_columns(trips, "id traveller title occasion outcome mode evidence days met countries"),
        "start": [_iso(trip.start) for trip in trips],
        "end": [_iso(trip.end) for trip in trips],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _legs(trips: Sequence[Trip], placement: Placement) -> Column:
    """`stops` are [place, inferred] or [name] where the place is not known."""
    legs = [leg for trip in trips for leg in trip.legs]
    return {
        **_columns(legs, "mode vehicle note evidence sources"),
        "trip": [number for number, trip in enumerate(trips) for _ in trip.legs],
        "depart": [_text(leg.depart) for leg in legs],
        "arrive": [_text(leg.arrive) for leg in legs],
        "stops": [[_stop(stop, placement) for stop in leg.stops] for leg in legs],
        "published": [[[length.km, length.source] for length in leg.published] for leg in legs],
    }


def _text(when: Moment | None) -> str:
    return when.text if when else ""


def _stop(stop: Stop, placement: Placement) -> list[Any]:
    place = placement.index.get(stop.name)
    return [stop.name] if place is None else [place, int(stop.inferred)]


def _places(places: Sequence[Place], home: Place | None) -> Column:
    away = [round(distance_km(home, place), 1) if home else None for place in places]
    return {**_columns(places, "id name native label country lon lat source"), "from_home_km": away}


def _segments(drawn: Network, lines: Sequence[Way]) -> Column:
    starts, ends, modes = ([segment[part] for segment in drawn.segments] for part in range(3))
    return {"start": starts, "end": ends, "mode": modes, "way": [_deltas(line) for line in lines]}


def _drawn(trips: Sequence[Trip], drawn: Network, ways: Sequence[tuple[Way, bool]]) -> list[float]:
    """The length of each leg's drawn line in km; 0 where nothing is drawn."""
    lengths = [length_km(line) for line, _ in ways]
    legs = [0.0] * sum(len(trip.legs) for trip in trips)
    for use in drawn.uses:
        legs[use.leg] += lengths[use.segment]
    return [round(length, 1) for length in legs]


def _bases(drawn: Network, ways: Sequence[tuple[Way, bool]]) -> list[str]:
    """A line that only stands for a way not known is schematic, whoever reported its ends."""
    return ["schematic" if ways[use.segment][1] else use.basis for use in drawn.uses]


def _traced(drawn: Network, places: Sequence[Place], traced: Mapping[Key, TracedWay]) -> list[str]:
    """Whom the drawn ways are from, to be credited on the map."""
    keys = {way_key(places[start].id, places[end].id, mode) for start, end, mode in drawn.segments}
    return sorted({traced[key].source for key in keys & traced.keys()})


def _deltas(way: Way) -> list[int]:
    points = np.rint(way * DEGREE).astype(np.int64)
    flat: list[int] = np.diff(points, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return flat
