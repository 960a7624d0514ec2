"""Degrees of two columns: in which unit they are, and whether latitude and longitude are exchanged."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from data.reading.columns.vocabulary import normalize_column_name

SAMPLED_POINTS = 2_000
MERCATOR_RADIUS_M = 6_378_137.0
MERCATOR_EDGE_M = 20_037_509.0
METRE_WORDS = frozenset(("x", "y", "easting", "northing", "mercator", "epsg", "3857", "m", "metre", "meter"))


class Unit(StrEnum):
    """What the numbers of two columns are; plain degrees and tenths of microdegrees are read as they are."""

    DEGREES = "degrees"
    MICRODEGREES = "microdegrees"
    MERCATOR = "mercator"


@dataclass(frozen=True, slots=True)
class DegreeStyle:
    """How the numbers of two columns are read."""

    unit: Unit = Unit.DEGREES
    exchanged: bool = False

    def lat_lon(self, lat: str, lon: str) -> tuple[str, str]:
        """Return the degrees of a row, as texts; what is no number comes back unchanged.

        >>> DegreeStyle(Unit.MICRODEGREES).lat_lon("48850000", "2350000")
        ('48.85', '2.35')
        """
        if self.exchanged:
            lat, lon = lon, lat
        y, x = _number(lat), _number(lon)
        if x is None or y is None or self.unit is Unit.DEGREES:
            return lat, lon
        if self.unit is Unit.MICRODEGREES:
            return f"{y / 1e6:.6f}".rstrip("0").rstrip("."), f"{x / 1e6:.6f}".rstrip("0").rstrip(".")
        north = math.degrees(math.atan(math.sinh(y / MERCATOR_RADIUS_M)))
        return f"{north:.6f}", f"{math.degrees(x / MERCATOR_RADIUS_M):.6f}"


PLAIN_STYLE = DegreeStyle()


def degree_style(lats: Sequence[str], lons: Sequence[str], names: Iterable[str]) -> DegreeStyle:
    """Find out how two columns are read, from their first numbers and their names.

    >>> degree_style(["6250000.5"], ["261600.2"], ["y", "x"]).unit
    <Unit.MERCATOR: 'mercator'>
    >>> degree_style(["151.2", "12.5"], ["-33.9", "41.9"], ["lat", "lon"]).exchanged
    True
    """
    pairs = list(dict.fromkeys(islice(zip(lats, lons, strict=True), SAMPLED_POINTS)))
    numbers = [(y, x) for lat, lon in pairs if (y := _number(lat)) is not None and (x := _number(lon)) is not None]
    if not numbers:
        return PLAIN_STYLE
    north, east = max(abs(y) for y, _ in numbers), max(abs(x) for _, x in numbers)
    if north <= 180 and east <= 180:
        return DegreeStyle(exchanged=north > 90 >= east)
    words = {word for name in names for word in normalize_column_name(name).split()}
    whole = all(y == int(y) and x == int(x) for y, x in numbers)
    if max(north, east) <= MERCATOR_EDGE_M and (not whole or words & METRE_WORDS):
        return DegreeStyle(Unit.MERCATOR)
    if whole and "e7" not in words and max(north, east) > 1e5 and north <= 9e7 and east <= 1.8e8:
        return DegreeStyle(Unit.MICRODEGREES)
    return PLAIN_STYLE


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def is_number(text: str) -> bool:
    """Return whether a text is a number, as a coordinate of any unit is."""
    return _number(text) is not None
