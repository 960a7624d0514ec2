"""What a map shows from nearer: lakes and rivers of Natural Earth as short integers, and cities by number of people."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from math import hypot
from typing import Any

from babel import Locale
from shapely import LineString, MultiLineString

from geo.gazetteer.index import Kind, load_index
from tools.vendor import basemap, topology
from tools.vendor.basemap import Bounds, Cells
from tools.vendor.topology import Geometry, Line, Topology

SCALE = 100
TOLERANCE = 0.02  # degrees; the source has whole 0.036
LAST_ZOOM = 8
FIRST_ZOOMS = {5_000_000: 5, 2_000_000: 6, 1_000_000: 6.5, 500_000: 7, 300_000: LAST_ZOOM}  # by people at the least
CAPITAL_ZOOM = 6
MIN_SPACING_DEGREES = 0.25
LATIN = ("de", "es", "fr", "vi")  # whose readers read an English name on a map
City = tuple[str, float, float, float]  # name, longitude and latitude in degrees, the zoom from which it is shown


def closer(source: Topology, bounds: Bounds) -> dict[str, Any]:
    """The content of the file: rings and lines in 1/`scale` degrees, and the cities, the largest first."""
    arcs, objects = topology.decoded(source, TOLERANCE), source["objects"]
    return {
        "scale": SCALE,
        "lakes": sorted(lakes(objects["lakes"], arcs, bounds)),
        "rivers": sorted(rivers(objects["rivers"], arcs)),
        "cities": list(cities()),
    }


def lakes(layer: Geometry, arcs: list[Line], bounds: Bounds) -> Iterator[Cells]:
    """The rings of all lakes."""
    shapes = (basemap.area(rings, arcs, bounds) for rings in topology.polygons(layer))
    return basemap.encoded(chain.from_iterable(map(basemap.outer_and_inner, shapes)), SCALE, closed=True)


def rivers(layer: Geometry, arcs: list[Line]) -> Iterator[Cells]:
    """The lines of all rivers."""
    parts = [line for geometry in layer["geometries"] for line in topology.lines(geometry, arcs)]
    return basemap.encoded(basemap.merged(MultiLineString([LineString(part) for part in parts])), SCALE, closed=False)


def city_names(language: str) -> dict[str, Any]:
    """The file of names in a language: those of CLDR by the number of the city, and whether others keep the English."""
    own = names(language)
    numbered = {number: own[name] for number, (name, *_) in enumerate(cities()) if name in own}
    return {"names": numbered, "keeps_others": language in LATIN}


def names(language: str) -> dict[str, str]:
    """The names of CLDR for the cities of time zones in a language, by their names in English."""
    english, other = (Locale(each).time_zones for each in ("en", language))
    zones = (
        (english.get(zone, {}).get("city") or str(zone).rpartition("/")[2].replace("_", " "), zone) for zone in other
    )
    found = {name: other[zone]["city"] for name, zone in zones if "city" in other[zone]}
    return {name: found[name] for name, *_ in cities() if name in found}


@cache
def cities() -> tuple[City, ...]:
    """The large cities and the capitals of the gazetteer, the largest first; none that is a part of a larger one."""
    kept: list[City] = []
    for city in _large_cities():
        if all(hypot(city[1] - lon, city[2] - lat) > MIN_SPACING_DEGREES for _, lon, lat, _ in kept):
            kept.append(city)
    return tuple(kept)


def _large_cities() -> Iterator[City]:
    index = load_index()
    rows = [row for row in range(len(index.kinds)) if index.kind(row) in (Kind.CAPITAL, Kind.CITY)]
    for row in sorted(rows, key=index.population, reverse=True):
        people, is_capital = index.population(row), index.kind(row) is Kind.CAPITAL
        first = next((zoom for least, zoom in FIRST_ZOOMS.items() if people >= least), None)
        if is_capital:
            first = min(first or CAPITAL_ZOOM, CAPITAL_ZOOM)
        if first is not None:
            lon, lat = index.point(row)
            yield index.id_and_name(row)[1], round(lon, 2), round(lat, 2), first
