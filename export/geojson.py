"""GeoJSON (RFC 7946): a feature per leg of a view, cut at the antimeridian, and a point per destination."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Any

import numpy as np

from data.edtf import Moment
from data.i18n.countries import country_name
from data.records.legs import Leg, Stop
from data.records.tables import distinct_names
from data.records.trips import Trip
from export.map_content import VisitedPlace, visited_places
from export.progress import ProgressCallback, ignore_progress, track_progress
from export.view import View, sources_read_to, visible_trips
from geo.dataset import Dataset
from geo.routes.geometry import RouteLine, length_km, route_line
from geo.routes.segments import SegmentNetwork, SegmentUse

COORDINATE_DIGITS = 5  # 1e-5 degrees are about 1 m, more precise than any way is known
Geometry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LegFeature:
    """A leg with its geometry: the parts of its line, one point (as a part), or nothing."""

    trip: Trip
    leg: Leg
    parts: tuple[RouteLine, ...]
    properties: Mapping[str, str | int | float | None]


def to_geojson(dataset: Dataset, view: View, progress: ProgressCallback = ignore_progress) -> bytes:
    """Return the view as a FeatureCollection.

    A leg without a line is a point if one of its places is known; else its geometry is null.
    """
    legs, visited = leg_features(dataset, view, progress), destinations(dataset, view)
    about = dataset.records.about
    head = {
        "type": "FeatureCollection",
        "title": about.title,
        "sources_read_to": sources_read_to(dataset),
        "licence": about.licence,
        "credits": about.credits,
        **_bbox([*(part for feature in legs for part in feature.parts), *map(destination_point, visited)]),
    }
    # Written feature by feature: the lists of all coordinates at once took five times the memory of the text.
    features = [*_features(legs), *(_json(_destination(dataset, visit)) for visit in visited)]
    return f'{_json(head)[:-1]},"features":[{",".join(features)}]}}'.encode()


def leg_features(dataset: Dataset, view: View, progress: ProgressCallback = ignore_progress) -> list[LegFeature]:
    """Return every leg of the visible trips, in order, with its geometry and properties."""
    visible = {trip.id for trip in visible_trips(dataset, view)}
    network = dataset.network
    uses: dict[int, list[SegmentUse]] = {}
    for use in network.uses:
        uses.setdefault(use.leg, []).append(use)
    number, features, drawn = 0, [], _DrawnLines(dataset, network)
    for trip in track_progress(dataset.trips, progress):
        for at in range(1, len(trip.legs) + 1):
            if trip.id in visible:
                features.append(_leg_feature(dataset, trip, at, uses.get(number, []), drawn))
            number += 1
    return features


def destinations(dataset: Dataset, view: View) -> list[VisitedPlace]:
    """Return the places where the visible trips stop, as the map counts them, without home; the busiest first."""
    return [visit for visit in visited_places(dataset, view) if visit.trip_ids and not visit.is_home]


def destination_properties(dataset: Dataset, visit: VisitedPlace) -> dict[str, str | int]:
    """Return the properties of a destination: its names, and the number and ids of its trips in date order."""
    place = visit.place
    ids = [trip.id for trip in dataset.trips if trip.id in visit.trip_ids]
    names = {"place": place.label, "native": place.native, "country": country_name(place.country)}
    return {"feature": "destination", **names, "trips": len(ids), "trip_ids": "; ".join(ids)}


def destination_point(visit: VisitedPlace) -> RouteLine:
    """Return the position of a destination as a line of one point."""
    return np.array([[visit.place.lon, visit.place.lat]])


def _destination(dataset: Dataset, visit: VisitedPlace) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": _geometry([destination_point(visit)]),
        "properties": destination_properties(dataset, visit),
    }


class _DrawnLines:
    """The lines of legs: each segment is laid out once, each sequence of segments joined and cut once."""

    def __init__(self, dataset: Dataset, network: SegmentNetwork) -> None:
        self._dataset, self._network = dataset, network
        self._segments: dict[int, tuple[RouteLine, bool]] = {}
        self._joined: dict[tuple[tuple[int, bool], ...], tuple[tuple[RouteLine, ...], float]] = {}

    def basis(self, use: SegmentUse) -> str:
        """How well the way of a segment is known."""
        return "schematic" if self._segment(use.segment)[1] else use.basis

    def parts_and_km(self, uses: Sequence[SegmentUse]) -> tuple[tuple[RouteLine, ...], float]:
        """The line of a leg, cut at the antimeridian, and its length."""
        key = tuple((use.segment, use.forward) for use in uses)
        if key not in self._joined:
            line = join_lines([self._segment(use.segment)[0][:: 1 if use.forward else -1] for use in uses])
            self._joined[key] = cut_at_antimeridian(line), round(length_km(line), 1)
        return self._joined[key]

    def _segment(self, number: int) -> tuple[RouteLine, bool]:
        if number not in self._segments:
            places, traced = self._dataset.placement.places, self._dataset.traced
            self._segments[number] = route_line(self._network, number, places, traced)
        return self._segments[number]


def _leg_feature(dataset: Dataset, trip: Trip, at: int, uses: Sequence[SegmentUse], drawn: _DrawnLines) -> LegFeature:
    leg, parts, km = trip.legs[at - 1], tuple[RouteLine, ...](), None
    if uses:
        parts, km = drawn.parts_and_km(uses)
    elif known := [place for stop in leg.stops if (place := dataset.placement.place(stop))]:
        parts = (np.array([[known[-1].lon, known[-1].lat]]),)
    basis = _basis(list(map(drawn.basis, uses)))
    way = {"basis": None if basis == "reported" and not leg.evidence else basis, "drawn_km": km}
    properties = {**_properties(dataset, trip, at), **way}
    own = zip(distinct_names(dataset.records.own_columns, tuple(properties)), leg.details, strict=True)
    return LegFeature(trip, leg, parts, {**properties, **dict(own)})


def join_lines(lines: Sequence[RouteLine]) -> RouteLine:
    """Join lines end to end; longitudes run on across the date line."""
    points = [np.empty((0, 2))]
    for line in lines:
        turns = np.round((points[-1][-1, 0] - line[0, 0]) / 360) if len(points) > 1 else 0.0
        points.append(line[1 if len(points) > 1 else 0 :] + np.array([360 * turns, 0]))
    return np.concatenate(points)


def cut_at_antimeridian(line: RouteLine) -> tuple[RouteLine, ...]:
    """Cut an unwrapped line at the antimeridians; the parts have longitudes within 180 degrees.

    >>> [part.tolist() for part in cut_at_antimeridian(np.array([[170.0, 0.0], [190.0, 10.0]]))]
    [[[170.0, 0.0], [180.0, 5.0]], [[-180.0, 5.0], [-170.0, 10.0]]]
    """
    turn = 360 * np.floor((line[0, 0] + 180) / 360)
    if line[:, 0].min() - turn > -180 and line[:, 0].max() - turn < 180 and (line != line[0]).any():
        return (line - np.array([turn, 0]),)  # most lines cross nothing
    parts: list[list[tuple[float, float]]] = [[]]
    for (lon, lat), (to_lon, to_lat) in pairwise(line):
        parts[-1].append((lon, lat))
        for edge in _edges(lon, to_lon):
            crossing = (edge, lat + (to_lat - lat) * (edge - lon) / (to_lon - lon))
            parts[-1].append(crossing)
            parts.append([crossing])
    parts[-1].append((float(line[-1, 0]), float(line[-1, 1])))
    return tuple(_within_180(np.array(part)) for part in parts if len(set(part)) > 1)


def _edges(lon: float, to_lon: float) -> list[float]:
    """Return the antimeridians between two longitudes in order, the first included if the line starts on it."""
    if lon < to_lon:
        return [float(180 + 360 * turn) for turn in range(ceil((lon - 180) / 360), ceil((to_lon - 180) / 360))]
    return [float(180 + 360 * turn) for turn in range(floor((lon - 180) / 360), floor((to_lon - 180) / 360), -1)]


def _within_180(part: RouteLine) -> RouteLine:
    middle = (part[:, 0].min() + part[:, 0].max()) / 2
    return np.asarray(part - np.array([360 * np.floor((middle + 180) / 360), 0]))


def _basis(bases: Sequence[str]) -> str | None:
    """Return the basis of a whole leg: that of all its segments, else schematic if one is, else partly inferred."""
    kinds = set(bases)
    if len(kinds) > 1:
        return "schematic" if "schematic" in kinds else "partly inferred"
    return next(iter(kinds), None)


def _properties(dataset: Dataset, trip: Trip, at: int) -> dict[str, str | int | float | None]:
    """Return the properties of a leg: flat, as geographic systems need them; lists are joined with `; `."""
    leg = trip.legs[at - 1]
    sources = [dataset.records.sources[key].url or key for key in leg.sources]
    return {
        "feature": "leg",
        "trip": trip.id,
        "title": trip.title,
        "traveller": trip.traveller,
        "occasion": trip.occasion,
        "outcome": trip.outcome,
        "met": "; ".join(trip.people_met),
        "leg": at,
        "depart": _text(leg.depart),
        "arrive": _text(leg.arrive),
        "origin": _label(dataset, leg.stops[0]) if leg.stops[0].column == "origin" else "",
        "destination": _label(dataset, leg.stops[-1]),
        "via": "; ".join(_label(dataset, stop) for stop in leg.stops if stop.column == "via"),
        "mode": leg.mode,
        "main": "yes" if leg.main else "",
        "vehicle": leg.vehicle,
        "note": leg.note,
        "evidence": leg.evidence,
        "published_km": "; ".join(f"{length.km:g}" for length in leg.published),
        "sources": "; ".join(sources),
    }


def _text(when: Moment | None) -> str:
    return when.text if when else ""


def _label(dataset: Dataset, stop: Stop) -> str:
    place = dataset.placement.place(stop)
    return place.label if place else stop.name


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _features(legs: Sequence[LegFeature]) -> Iterator[str]:
    """The features of legs as JSON; a line is written once, however many legs go over it."""
    geometries: dict[int, str] = {}
    for leg in legs:
        if id(leg.parts) not in geometries:
            geometries[id(leg.parts)] = _json(_geometry(leg.parts))
        key = _json(f"{leg.trip.id}/{leg.properties['leg']}")
        properties, geometry = _json(dict(leg.properties)), geometries[id(leg.parts)]
        yield f'{{"type":"Feature","id":{key},"geometry":{geometry},"properties":{properties}}}'


def _geometry(parts: Sequence[RouteLine]) -> Geometry | None:
    coordinates = [np.round(part, COORDINATE_DIGITS).tolist() for part in parts]
    if not coordinates:
        return None
    if len(coordinates) > 1:
        return {"type": "MultiLineString", "coordinates": coordinates}
    if len(coordinates[0]) == 1:
        return {"type": "Point", "coordinates": coordinates[0][0]}
    return {"type": "LineString", "coordinates": coordinates[0]}


def _bbox(parts: Sequence[RouteLine]) -> dict[str, list[float]]:
    """Return west, south, east, north of all parts; west exceeds east across the antimeridian (RFC 7946, 5.2)."""
    if not parts:
        return {}
    lats = np.concatenate([part[:, 1] for part in parts])
    west, east = _span(sorted((float(part[:, 0].min()), float(part[:, 0].max())) for part in parts))
    box = [west, float(lats.min()), east, float(lats.max())]
    return {"bbox": [round(value, COORDINATE_DIGITS) for value in box]}


def _span(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the shortest range of longitudes that holds all spans: everything except the widest gap."""
    gaps, reach = [], spans[0][1]
    for west, east in spans[1:]:
        gaps.append((west - reach, west, reach))
        reach = max(reach, east)
    around = spans[0][0] + 360 - reach
    widest = max(gaps, default=(0.0, 0.0, 0.0))
    return (spans[0][0], reach) if around >= widest[0] else widest[1:]
