"""Places of rows: points in degrees, whether a cell names a way, and what capitals are codes of airports."""

import re
from collections.abc import Mapping
from itertools import pairwise

from data.reading.columns.roles import is_route_name
from data.reading.options import ReadOptions
from data.reading.rows import RawRows
from data.reading.values.degrees import PLAIN_STYLE, DegreeStyle, degree_style
from data.reading.values.routes import are_routes

NUMBERED = re.compile(r"[#(（]?(\d{1,3})(?:[.)）:、．]\s*|\s+(?:[-–—]\s+)?)(?=[^\W\d_])")
LEAST_NUMBERED = 3  # places, to see that numbers count them
AIRPORT_CODE = re.compile(r"[A-Z]{3,4}")


def in_degrees(
    rows: RawRows, mapping: Mapping[str, str], options: ReadOptions
) -> tuple[RawRows, dict[str, DegreeStyle]]:
    """The rows with points in degrees, latitude first, and how those of each end were read."""
    styles: dict[str, DegreeStyle] = {}
    for lat, lon in (("lat", "lon"), ("origin lat", "origin lon")):
        if not {lat, lon} <= rows.cells.keys():
            continue
        style = degree_style(rows.cells[lat], rows.cells[lon], (mapping[lat], mapping[lon]))
        if style == PLAIN_STYLE or (style.exchanged and lat in options.columns):
            continue
        styles[lat] = style
        pairs = [style.lat_lon(*pair) for pair in zip(rows.cells[lat], rows.cells[lon], strict=True)]
        rows = rows.with_cells({lat: [pair[0] for pair in pairs], lon: [pair[1] for pair in pairs]})
    return rows, styles


def names_ways(rows: RawRows, mapping: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether the cells of the destination name ways, and whether its column's name says so."""
    if "origin" in mapping or "destination" not in mapping:
        return False, False
    named = is_route_name(mapping["destination"])
    return are_routes(dict.fromkeys(filter(None, rows.cells["destination"])), named), named


def end_cells(rows: RawRows) -> dict[str, None]:
    """The distinct cells that name where a row begins or goes to."""
    return dict.fromkeys((*rows.cells.get("origin", ()), *rows.cells.get("destination", ())))


def without_numbers(rows: RawRows) -> dict[str, list[str]]:
    """The cells of places without the numbers that count them, as in “1. Paris”, “2. Rome”; {} where none do."""
    found: dict[str, list[str]] = {}
    for role in ("origin", "destination"):
        cells = rows.cells.get(role, ())
        if not NUMBERED.match(next(filter(None, cells), "")):  # as in most tables
            continue
        numbered = [NUMBERED.match(cell) for cell in cells if cell]
        numbers = [int(one[1]) for one in numbered if one]
        steps = {later - earlier for earlier, later in pairwise(numbers)}
        if (
            len(numbered) == len(numbers) >= LEAST_NUMBERED
            and min(numbers) < 2
            and steps in ({1}, {0, 1}, {-1}, {0, -1})
        ):
            found[role] = [NUMBERED.sub("", cell) for cell in cells]
    return found


def without_codes(rows: RawRows) -> dict[str, list[str]]:
    """The same cells, capitals that might be the code of an airport written as a name."""
    roles = [role for role in ("origin", "destination", "via", "diverted") if role in rows.cells]
    return {
        role: [cell.title() if AIRPORT_CODE.fullmatch(cell) else cell for cell in rows.cells[role]] for role in roles
    }
