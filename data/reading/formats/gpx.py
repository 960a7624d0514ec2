"""GPX: waypoints are places; each route and each track is a way from its first point to its last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.formats.nested import RecordList, record_grids
from data.reading.formats.points import Position, line_cells, merge_columns, parse_position
from data.reading.formats.xml import XmlRoot, elements
from data.reading.grid import Grid, grid_from_rows
from data.reading.options import Limits
from data.records.tables import TableError

MAX_ROUTE_STOPS = 100  # named points of a route, beyond which it is a recorded line


def gpx_grids(root: XmlRoot, taken_for: LocalizedText, limits: Limits) -> list[Grid]:
    """Return the waypoints, and the routes and tracks; where there are waypoints the lines are read only if chosen."""
    waypoints = elements(root.value, "wpt")
    tracks = (row for track in elements(root.value, "trk") for row in _track(track))
    ways = merge_columns([*_routes(root.value), *tracks])
    grids = record_grids([RecordList(("wpt",), waypoints)], taken_for, limits) if waypoints else []
    if len(ways) > 1:
        grid = grid_from_rows(taken_for, ways, 1)
        grids.append(replace(grid, headings=("rte, trk",), hidden=True) if waypoints else grid)
    if not grids:
        raise TableError(LocalizedText("refused_no_points"))
    return grids


def _routes(value: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """A row per stop of a route whose points have names, else a row per route."""
    for number, route in enumerate(part for part in elements(value, "rte") if isinstance(part, dict)):
        points = [point for point in elements(route, "rtept") if isinstance(point, dict)]
        named = [point for point in points if point.get("name")]
        if 2 <= len(named) <= MAX_ROUTE_STOPS:
            for order, (point, onward) in enumerate(pairwise(named), 1):
                yield {"trip id": f"route {number + 1}", "order": str(order), **_leg(route, point, onward)}
        elif line := list(_positions(points)):
            yield {"trip id": f"route {number + 1}", **_about(route), **line_cells(line)}


def _leg(route: Mapping[str, Any], point: Mapping[str, Any], onward: Mapping[str, Any]) -> dict[str, str]:
    ends = list(_positions([point, onward]))
    cells = {"origin": str(point["name"]), "destination": str(onward["name"]), **_about(route)}
    return {**cells, **(line_cells(ends) if len(ends) == 2 else {}), "start": _time(point), "end": _time(onward)}


def _track(track: Any) -> Iterator[dict[str, str]]:
    """The row of a track; the parts of one that was interrupted are one line."""
    if not isinstance(track, dict):
        return
    points = [
        point
        for segment in elements(track, "trkseg")
        if isinstance(segment, dict)
        for point in elements(segment, "trkpt")
        if isinstance(point, dict)
    ]
    if line := list(_positions(points)):
        yield {"start": _time(points[0]), "end": _time(points[-1]), **_about(track), **line_cells(line)}


def _about(line: Mapping[str, Any]) -> dict[str, str]:
    return {"title": _text(line, "name"), "note": _text(line, "desc"), "type": _text(line, "type")}


def _positions(points: Sequence[Mapping[str, Any]]) -> Iterator[Position]:
    found = (parse_position(point.get("lon"), point.get("lat")) for point in points)
    return (position for position in found if position)


def _time(point: Mapping[str, Any]) -> str:
    return _text(point, "time")


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""
