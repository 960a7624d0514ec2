"""JSON: the lists of records at any depth of the file; GeoJSON features with their points."""

import json
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.formats.encoding import Encoding
from data.reading.formats.nested import record_grids, record_lists
from data.reading.grid import Grid
from data.reading.options import Limits, format_megabytes
from data.records.tables import TableError

SUMMARY_FEATURE = "destination"  # our own export ends with a point per place, which counts the trips that stand before


def json_grids(text: str, encoding: Encoding, limits: Limits) -> list[Grid]:
    """Return every list of records in a text; raise `ValueError` if it is not JSON."""
    if len(text) > limits.json:
        raise TableError(LocalizedText("refused_long_json", most=format_megabytes(limits.json)))
    if text.count("{") + text.count("[") > 4 * limits.legs or text.count(",") > 40 * limits.legs:
        raise TableError(LocalizedText("refused_much_json", most=4 * limits.legs))
    value = _parsed(text)
    kind = "JSON"
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        kind, value = "GeoJSON", _features(value["features"])
    elif isinstance(value, list) and value and all(_is_feature(part) for part in value):  # a feature a line
        kind, value = "GeoJSON", _features(value)
    lists = list(record_lists(value))
    if not lists:
        raise TableError(LocalizedText("refused_no_records"))
    taken_for = LocalizedText("format_text", kind=kind, encoding=encoding.name)
    return record_grids(lists, taken_for, limits)


def _is_feature(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "Feature" and "geometry" in part


def _features(features: list[Any]) -> list[dict[str, Any]]:
    return [record for record in map(_feature, features) if record.get("feature") != SUMMARY_FEATURE]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.split("\n")  # and nowhere else: U+2028 may stand in a text
        if len(lines) < 2 or not lines[0].strip().endswith("}"):
            raise ValueError(LocalizedText("not_json", error=str(error))) from error
    return [json.loads(line) for line in lines if line.strip()]  # JSON Lines


def _feature(feature: Any) -> dict[str, Any]:
    """The properties of a feature, with the ends of its geometry; GeoJSON puts the longitude first."""
    if not isinstance(feature, dict):
        return {}
    properties, geometry = feature.get("properties"), feature.get("geometry")
    record = {**properties} if isinstance(properties, dict) else {}
    kind, points = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    if kind == "Point":
        record |= _named(points, "lat", "lon")
    elif kind == "LineString" and isinstance(points, list) and len(points) > 1:
        record |= {**_named(points[0], "origin lat", "origin lon"), **_named(points[-1], "lat", "lon")}
    elif (
        kind == "MultiLineString"
        and isinstance(points, list)
        and points
        and all(isinstance(line, list) and line for line in points)
    ):
        record |= {**_named(points[0][0], "origin lat", "origin lon"), **_named(points[-1][-1], "lat", "lon")}
    return record


def _named(point: Any, lat: str, lon: str) -> dict[str, float]:
    if isinstance(point, list) and len(point) > 1 and all(isinstance(degree, int | float) for degree in point[:2]):
        return {lat: point[1], lon: point[0]}
    return {}
