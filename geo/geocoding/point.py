"""Points: the place that a cell “lat, lon” names by itself."""

import re

from data.records.places import Place

POINT = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")


def point(name: str) -> Place | None:
    """The place at a cell's degrees, one place however the cell writes them; `None` if it is no point of the globe.

    >>> point("39.030 , 125.75").id
    '39.03, 125.75'
    """
    degrees = POINT.fullmatch(name)
    lat, lon = map(float, degrees.groups()) if degrees else (0.0, 0.0)
    if not degrees or abs(lat) > 90 or abs(lon) > 180:
        return None
    written = f"{lat}, {lon}"
    return Place(written, written, "", written, "", lon, lat, (), "the table")
