"""JSON: a list of records, wherever it stands in the file; GeoJSON with the points of its features."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.reading.limits import Limits, NoTable, megabytes
from data.told import Told

DEEP = 4  # records below this are parts of others
PARTS = 6  # names in a path, such as placeVisit.location.latitudeE7

COUNTED = "destination"  # our own export ends with a point per place, which counts the trips that stand before


def json_table(text: str, limits: Limits) -> tuple[str, list[list[str]]]:
    """What the file was taken for, and its rows, the header first. Raise `ValueError` at what is no JSON."""
    if len(text) > limits.json:
        raise NoTable(Told("refused_long_json", most=megabytes(limits.json)))
    if text.count("{") + text.count("[") > 4 * limits.legs or text.count(",") > 40 * limits.legs:
        raise NoTable(Told("refused_much_json", most=4 * limits.legs))
    value = _parsed(text)
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        features = [feature for feature in map(_feature, value["features"]) if feature.get("feature") != COUNTED]
        return "GeoJSON", _table(features, limits)
    records = max(_lists(value, DEEP), key=len, default=[])
    if not records:
        raise NoTable(Told("refused_no_records"))
    if all(isinstance(record, list) for record in records):
        return "JSON", [[_text(cell) for cell in record] for record in records]
    return "JSON", _table([record if isinstance(record, dict) else {} for record in records], limits)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        if len(lines) < 2 or not lines[0].strip().endswith("}"):
            raise ValueError(Told("not_json", error=str(error))) from error
    return [json.loads(line) for line in lines if line.strip()]  # JSON Lines


def _lists(value: Any, deep: int) -> Iterator[list[Any]]:
    """Every list of objects or of lists, also within objects."""
    if isinstance(value, list) and value and all(isinstance(part, dict | list) for part in value):
        yield value
    elif isinstance(value, dict) and deep:
        for part in value.values():
            yield from _lists(part, deep - 1)


def _table(records: Sequence[Mapping[str, Any]], limits: Limits) -> list[list[str]]:
    rows: list[dict[str, str]] = []
    columns: dict[str, int] = {}
    for record in records:
        row = dict(_flat(record, "", PARTS))
        for name in row:
            columns.setdefault(name, len(columns))
        if len(columns) > limits.columns:
            raise NoTable(Told("refused_names", most=limits.columns))
        rows.append(row)
    return [list(columns), *([row.get(name, "") for name in columns] for row in rows)]


def _flat(record: Mapping[str, Any], path: str, deep: int) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, dict) and value and deep:
            yield from _flat(value, f"{path}{name}.", deep - 1)
        else:
            yield f"{path}{name}", _text(value)


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, list) and all(isinstance(part, str | int | float) for part in value):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


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
