"""Traced routes: the real lines of rail and road segments, traced once by `tools.trace`. Reads `ways.csv`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.places import LonLat
from data.records.tables import Table, TableRow, read_table

Line = tuple[LonLat, ...]
RouteKey = tuple[str, str, str]  # ids of two places, the smaller first, and the mode

ROUTE_COLUMNS = ("start", "end", "mode", "basis", "source", "licence", "traced", "note", "line")


@dataclass(frozen=True, slots=True)
class TracedRoute:
    """The route between two places. `basis` is `railway`, `road` or `by hand`; `traced` is the day, ISO 8601.

    `line` runs from `start` to `end` in degrees, longitude first, unwrapped across the date line.
    """

    start: str
    end: str
    mode: str
    basis: str
    source: str
    licence: str
    traced: str
    note: str
    line: Line

    def line_from(self, place: str) -> Line:
        """The line from the end that `place` names to the other end."""
        return self.line if place == self.start else self.line[::-1]


TracedRoutes = Mapping[RouteKey, TracedRoute]


def route_key(start: str, end: str, mode: str) -> RouteKey:
    """The key of a route, the same in both directions.

    >>> route_key("sinuiju", "dandong", "rail")
    ('dandong', 'sinuiju', 'rail')
    """
    return min(start, end), max(start, end), mode


def read_traced_routes(path: Path) -> tuple[dict[RouteKey, TracedRoute], list[Fault]]:
    """Read the traced routes of a file by key, and its faults. A row without a usable line is left out."""
    table = read_table(path, ROUTE_COLUMNS, required=("start", "end", "mode", "line"))
    ways: dict[RouteKey, TracedRoute] = {}
    for number, row in table:
        way = _way(table, number, row)
        if way and route_key(way.start, way.end, way.mode) in ways:
            table.fault(number, "end", way.end, LocalizedText("fault_way_twice", start=way.start, mode=way.mode))
        elif way:
            ways[route_key(way.start, way.end, way.mode)] = way
    return ways, table.faults


def _way(table: Table, number: int, row: TableRow) -> TracedRoute | None:
    line = _line(table, number, row["line"])
    missing = [column for column in ("start", "end", "mode") if not row[column]]
    for column in missing:
        table.fault(number, column, "", LocalizedText("fault_way_ends"))
    if line is None or missing:
        return None
    return TracedRoute(**{name: row[name] for name in ROUTE_COLUMNS[:-1]}, line=line)


def _line(table: Table, number: int, cell: str) -> Line | None:
    points = [_point(text) for text in cell.split(",")]
    line = tuple(point for point in points if point)
    wrong = [text for text, point in zip(cell.split(","), points, strict=True) if not point]
    if wrong or len(line) < 2:
        table.fault(number, "line", wrong[0] if wrong else cell, LocalizedText("fault_way_line"))
    elif any(abs(a - b) > 180 for (a, _), (b, _) in pairwise(line)):
        table.fault(number, "line", "", LocalizedText("fault_way_jump"))
    else:
        return line
    return None


def _point(text: str) -> LonLat | None:
    try:
        lon, lat = (float(number) for number in text.split())
    except ValueError:
        return None
    return (lon, lat) if math.isfinite(lon) and abs(lat) <= 90 else None
