"""Points and lines of GeoJSON, KML and GPX, as the cells of a row: both ends of a line, or one point."""

from collections.abc import Mapping, Sequence

Position = tuple[float, float]  # longitude, latitude


def parse_position(lon: object, lat: object) -> Position | None:
    """Return a position of degrees; `None` if they are none.

    >>> parse_position("2.35", "48.85"), parse_position("2,35", "48.85"), parse_position("200", "0")
    ((2.35, 48.85), None, None)
    """
    try:
        position = float(str(lon)), float(str(lat))
    except ValueError:
        return None
    return position if abs(position[0]) <= 180 and abs(position[1]) <= 90 else None


def point_cells(position: Position) -> dict[str, str]:
    """Return the cells of a point."""
    return {"lat": repr(position[1]), "lon": repr(position[0])}


def line_cells(line: Sequence[Position]) -> dict[str, str]:
    """Return the cells of a line: where it begins and ends, and between them how far out a round trip goes."""
    first, last = line[0], line[-1]
    cells = {"origin lat": repr(first[1]), "origin lon": repr(first[0]), **point_cells(last)}
    if first == last or max(abs(first[0] - last[0]), abs(first[1] - last[1])) < ROUND_TRIP_DEGREES:
        far = max(line, key=lambda point: (point[0] - first[0]) ** 2 + (point[1] - first[1]) ** 2)
        cells["via"] = f"{far[1]!r}, {far[0]!r}"
    return cells


ROUND_TRIP_DEGREES = 0.02  # about 2 km: whoever ends so near to the start has come back


def merge_columns(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """Return rows of named cells as lines, the names of all columns that hold something first."""
    columns = list(dict.fromkeys(name for row in rows for name, cell in row.items() if cell))
    return [columns, *([row.get(name, "") for name in columns] for row in rows)]
