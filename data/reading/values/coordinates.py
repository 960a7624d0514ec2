"""Coordinates as tables write them; parsed points have the longitude first."""

import re

WRITTEN_DEGREES = re.compile(
    r"([-+−]?)(\d{1,3}(?:[.,]\d+)?)\s*(?:°\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'’]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[″\"”]\s*)?)?)?([NSEWOV]?)",
    re.IGNORECASE,
)
TENTHS_OF_MICRODEGREES = re.compile(r"-?\d{5,10}")  # Google's latitudeE7
COORDINATE_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[,;/]\s+|[,;](?=\s*[-+\d]))|(?<=[NSns°])\s+")
MAX_DEGREES = {"lat": 90.0, "lon": 180.0}

Point = tuple[float, float]


def parse_degrees(text: str, axis: str) -> float | None:
    """Parse the degrees of a cell; `None` if there are none or they are out of range; `axis` is lat or lon.

    >>> [parse_degrees(text, "lon") for text in ("39° 54′ E", "-33,45", "1163913000", "181")]
    [39.9, -33.45, 116.3913, None]
    """
    if TENTHS_OF_MICRODEGREES.fullmatch(text):
        value = int(text) / 1e7
        return value if abs(value) <= MAX_DEGREES[axis] else None
    found = WRITTEN_DEGREES.fullmatch(text.strip())
    if not found:
        return None
    sign, whole, minutes, seconds, letter = found.groups()
    size = float(whole.replace(",", ".")) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    negative = (sign in ("-", "−")) != (letter.upper() in ("S", "W") and letter != "")
    return (-size if negative else size) if size <= MAX_DEGREES[axis] else None


def parse_point(text: str) -> Point | None:
    """Parse a cell that holds latitude and longitude, in this order; the returned pair has the longitude first.

    >>> parse_point("44.4000°, -121.1500°")
    (-121.15, 44.4)
    """
    if len(text) > 100:
        return None
    parts = COORDINATE_SEPARATOR.split(text.strip().removeprefix("geo:").removeprefix("POINT").strip("() "))
    if len(parts) != 2:
        return None
    lat, lon = parse_degrees(parts[0], "lat"), parse_degrees(parts[1], "lon")
    return None if lat is None or lon is None else (lon, lat)
