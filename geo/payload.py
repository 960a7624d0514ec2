"""The payload: one data set as the compact JSON that the page and every export give to the same scripts.

Tables are columnar (`geo.payload_tables` has their shape), and repeated values stand once, referred to by number. Rows
of one table belong to rows of another by counts: `trips.legs` says how many legs each trip has, in order. The lines of
segments are flattened longitude, latitude in 1e-4 degrees, the first point absolute, the rest deltas. A segment without
a line runs straight over the ellipsoid, and the browser lays the geodesic out (`static/model/geodesic.js`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
import orjson

from data.edtf import Moment
from data.i18n.countries import country_names
from data.i18n.message import RouteTitle
from data.i18n.messages import DEFAULT_LANGUAGE, catalogue, proper_names, record_texts
from data.records.legs import Leg, PublishedLength, Stop
from data.records.places import Place
from data.records.records import Records
from data.records.trips import Trip
from geo.column_bytes import ColumnBytes
from geo.geocoding.placement import Placement
from geo.payload_tables import (
    AboutTable,
    Coded,
    DetailColumn,
    LegTable,
    NumberColumn,
    PlaceTable,
    SegmentTable,
    StopTable,
    Tables,
    TripTable,
    UseTable,
    Value,
)
from geo.routes.geometry import RouteLine, distance_km, route_geometry, traced_sources
from geo.routes.segments import SegmentNetwork
from geo.routes.traced import TracedRoutes
from geo.search import other_names
from geo.trip_columns import NOT_KNOWN, CodedColumn, TripColumns

DEGREE = 10_000
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Payload:
    """`content` is JSON in UTF-8, after which long columns stand as bytes. `fingerprint` is the SHA-256 of its tables,
    hexadecimal: equal data, equal fingerprint.
    """

    content: bytes
    fingerprint: str


def payload(
    records: Records,
    placement: Placement,
    columns: TripColumns,
    network: SegmentNetwork,
    traced: TracedRoutes,
    rows_not_drawn: int = 0,
) -> Payload:
    """The data set in English words; equal records give equal bytes."""
    moved = ColumnBytes()
    tables = _dumped(moved.moved(_tables(records, placement, columns, network, traced, rows_not_drawn)))
    fingerprint = sha256(moved.after(tables)).hexdigest()
    head = {"fingerprint": fingerprint, **_english()}
    return Payload(moved.after(b"".join((_dumped(head)[:-1], b",", tables[1:]))), fingerprint)


@cache
def words(language: str) -> bytes:
    """The messages of a language and its translations of the records, as UTF-8 JSON, for a page in that language.

    It is short: messages stand without their keys, in the order of the English ones that the page has, whose hash it
    names; a name that is as in English is left out; the translation of a text stands under a hash of the text.
    """
    own, keys, english = catalogue(language), list(catalogue()), country_names(DEFAULT_LANGUAGE)
    return _dumped(
        {
            "language": language,
            "texts": [own[key] for key in keys],
            "keys": text_hash(",".join(keys)),
            "more": {key: message for key, message in own.items() if key not in keys},
            "names": {own: name for own, name in proper_names(language).items() if name != own},
            "countries": {code: name for code, name in country_names(language).items() if name != english.get(code)},
            "records": {text_hash(text): translated for text, translated in record_texts(language).items()},
        }
    )


@cache
def search_names() -> bytes:
    """The names by which trips are searched in languages other than the reader's, as UTF-8 JSON."""
    return _dumped(other_names())


def text_hash(text: str) -> str:
    """The FNV-1a hash of a text's UTF-16 units, as `static/model/words.js` makes it too.

    >>> text_hash("Armoured train")
    '48d27ad2'
    """
    units = np.frombuffer(text.encode("utf-16-le"), np.uint16).tolist()
    value = 0x811C9DC5
    for unit in units:
        value = (value ^ unit) * 0x01000193 & 0xFFFFFFFF
    return f"{value:x}"


def _english() -> dict[str, object]:
    return {"language": DEFAULT_LANGUAGE, "messages": catalogue(), **_names(DEFAULT_LANGUAGE)}


def _names(language: str) -> dict[str, object]:
    return {"names": proper_names(language), "countries": country_names(language)}


def _dumped(values: Mapping[str, object]) -> bytes:
    """JSON without blanks; records in it become objects of their fields, and a number that is none becomes null."""
    return orjson.dumps(values, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)


def coded(values: Iterable[Value]) -> Coded[Value]:
    """Encode a column: the distinct values in order of first use, and the number of its value for each row.

    >>> coded(["rail", "air", "rail"])
    {'values': ['rail', 'air'], 'codes': array([0, 1, 0], dtype=int32)}
    """
    values = list(values)
    if values and values.count(values[0]) == len(values):  # as in most columns, and 20 times as fast
        return {"values": values[:1], "codes": np.zeros(len(values), np.int32)}
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return {"values": list(numbers), "codes": _numbers(map(numbers.__getitem__, values))}


def _numbers(values: Iterable[int]) -> NumberColumn:
    """A column of whole numbers, in half the memory of a list of them."""
    return np.fromiter(values, np.int32)


def _tables(
    records: Records,
    placement: Placement,
    columns: TripColumns,
    network: SegmentNetwork,
    traced: TracedRoutes,
    rows_not_drawn: int,
) -> Tables:
    places, home = placement.places, placement.home_number
    geometry = route_geometry(network, places, traced)
    legs = [leg for trip in records.trips for leg in trip.legs]
    return {
        "about": _about(records, home, rows_not_drawn),
        "places": _places(places, None if home is None else places[home]),
        "people": {person.name: person for person in records.people.values()},
        "sources": records.sources,
        "trips": _trips(records.trips, columns),
        "legs": _legs(legs, network),
        "details": _details(legs, records.own_columns),
        "stops": _stops(legs, placement),
        "segments": _segments(network, geometry.km),
        "geometries": {number: _deltas(line) for number, line in geometry.lines.items()},
        "uses": _uses(network, geometry.schematic),
        "traced": traced_sources(network, places, traced),
        "events": records.events,
        "errors": records.errors,
    }


def _about(records: Records, home: int | None, rows_not_drawn: int) -> AboutTable:
    about = records.about
    table: AboutTable = {
        "title": about.title,
        "traveller": about.traveller,
        "home": home,
        "sources_read_to": about.sources_read_to,
        "sources_note": about.sources_note,
        "counting": about.counting,
        "places_note": about.places_note,
        "licence": about.licence,
        "credits": about.credits,
        "corrections": about.corrections,
        "claim": about.claim,
    }
    if records.states_homes:
        table["states_homes"] = True
    if rows_not_drawn:
        table["rows_not_drawn"] = rows_not_drawn
    if records.unread_rows:
        table["unread_rows"] = records.unread_rows
    return {**table, "publication": about.publication} if about.publication else table


def _places(places: Sequence[Place], home: Place | None) -> PlaceTable:
    return {
        "id": [place.id for place in places],
        "name": [place.name for place in places],
        "native": [place.native for place in places],
        "label": [place.label for place in places],
        "country": [place.country for place in places],
        "lon": [place.lon for place in places],
        "lat": [place.lat for place in places],
        "source": [place.source for place in places],
        "from_home_km": [round(distance_km(home, place), 1) if home else None for place in places],
    }


def _trips(trips: Sequence[Trip], columns: TripColumns) -> TripTable:
    titles, facets = coded(map(attrgetter("title"), trips)), columns.facets
    return {
        "id": [trip.id for trip in trips],
        "traveller": _stored(facets["traveller"]),
        "title": {"values": list(map(_title, titles["values"])), "codes": titles["codes"]},
        "occasion": coded(map(attrgetter("occasion"), trips)),
        "outcome": coded(map(attrgetter("outcome"), trips)),
        "mode": _stored(facets["mode"]),
        "evidence": _stored(facets["evidence"]),
        "met": _stored(facets["with"]),
        "countries": _stored(facets["country"]),
        "start": _known(columns.start, EPOCH),
        "end": _known(columns.end, EPOCH),
        "days": _known(columns.days),
        "legs": _numbers(len(trip.legs) for trip in trips),
    }


def _stored(column: CodedColumn) -> Coded[Any]:
    return {"values": list(column.values), "codes": column.codes.astype(np.int32, copy=False)}


def _known(numbers: NumberColumn, epoch: int = 0) -> list[int | None]:
    """Days or lengths, days since an epoch; `None` where they are not known."""
    return [None if number == NOT_KNOWN else number - epoch for number in numbers.tolist()]


def _details(legs: Sequence[Leg], own_columns: Sequence[str]) -> list[DetailColumn]:
    return [
        {"name": str(name), **coded(leg.details[number] for leg in legs)} for number, name in enumerate(own_columns)
    ]


def _title(title: str) -> str | tuple[str, str]:
    """The title of a trip, or the two places that it is made of."""
    return title.ends if isinstance(title, RouteTitle) else title


def _legs(legs: Sequence[Leg], network: SegmentNetwork) -> LegTable:
    uses = np.bincount(_numbers(use.leg for use in network.uses), minlength=len(legs)).astype(np.int32)
    published, stay = coded(map(attrgetter("published"), legs)), coded(map(attrgetter("stay"), legs))
    return {
        "mode": coded(map(attrgetter("mode"), legs)),
        "vehicle": coded(map(attrgetter("vehicle"), legs)),
        "note": coded(map(attrgetter("note"), legs)),
        "evidence": coded(map(attrgetter("evidence"), legs)),
        "sources": coded(map(attrgetter("sources"), legs)),
        "depart": _moments(map(attrgetter("depart"), legs)),
        "arrive": _moments(map(attrgetter("arrive"), legs)),
        "published": {"values": list(map(_lengths, published["values"])), "codes": published["codes"]},
        "stay": {"values": list(map(int, stay["values"])), "codes": stay["codes"]},
        "stops": _numbers(len(leg.stops) for leg in legs),
        "uses": uses,
    }


def _moments(moments: Iterable[Moment | None]) -> Coded[str]:
    """A column of dates as they are written; legs mostly share one object for each."""
    moments = list(moments)
    distinct = dict(zip(map(id, moments), moments, strict=True))
    texts = coded(moment.text if moment else "" for moment in distinct.values())
    numbers = dict(zip(distinct, texts["codes"].tolist(), strict=True))
    return {"values": texts["values"], "codes": _numbers(map(numbers.__getitem__, map(id, moments)))}


def _lengths(published: Iterable[PublishedLength]) -> tuple[tuple[float, str], ...]:
    return tuple((length.km, length.source) for length in published)


def _stops(legs: Sequence[Leg], placement: Placement) -> StopTable:
    unknown: dict[str, int] = {}
    ways: dict[int, list[int]] = {}  # legs between the same places mostly share one tuple of stops
    for leg in legs:
        if id(leg.stops) not in ways:
            ways[id(leg.stops)] = [_place_number(stop, placement, unknown) for stop in leg.stops]
    return {
        "place": _numbers(chain.from_iterable(ways[id(leg.stops)] for leg in legs)),
        "inferred": _numbers(int(stop.inferred) for leg in legs for stop in leg.stops),
        "names": list(unknown),
    }


def _place_number(stop: Stop, placement: Placement, unknown: dict[str, int]) -> int:
    """The number of a stop's place; of one without, that of its name, from -1 down."""
    number = placement.number(stop)
    return unknown.setdefault(stop.name, -1 - len(unknown)) if number is None else number


def _segments(network: SegmentNetwork, lengths_km: Sequence[float]) -> SegmentTable:
    return {
        "start": _numbers(start for start, _, _ in network.segments),
        "end": _numbers(end for _, end, _ in network.segments),
        "mode": coded(mode for _, _, mode in network.segments),
        "km": [round(km, 2) for km in lengths_km],
    }


def _uses(network: SegmentNetwork, schematic: Collection[int]) -> UseTable:
    return {
        "segment": _numbers(use.segment for use in network.uses),
        "forward": _numbers(int(use.forward) for use in network.uses),
        # A line that only stands for a way not known is schematic, whoever reported its ends.
        "basis": coded("schematic" if use.segment in schematic else use.basis for use in network.uses),
    }


def _deltas(way: RouteLine) -> list[int]:
    points = np.rint(way * DEGREE).astype(np.int64)
    flat: list[int] = np.diff(points, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return flat
