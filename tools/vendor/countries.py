"""The outline of each country, coarse, for the data check: closed rings as short integers, by ISO 3166-1 alpha-2."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from tools.vendor import basemap, topology
from tools.vendor.basemap import Bounds, Cells
from tools.vendor.topology import Topology

WORLD = Bounds(-180, -90, 180, 90)
SCALE = 100
TOLERANCE = 0.1  # 11 km of latitude; the check tells of 50
# Natural Earth draws who holds a land. The check takes no side: what lies here counts as theirs too.
CLAIMED = {
    (34.2, 45.2): ("UA",),  # Crimea
    (20.9, 42.6): ("RS",),  # Kosovo
    (45.0, 9.5): ("SO",),  # Somaliland, which has no code of its own
    (33.6, 35.3): ("CY",),  # Northern Cyprus, which has none either
    (77.0, 35.4): ("IN", "PK"),  # Siachen Glacier, nor it
    (-13.0, 25.0): ("EH",),  # Western Sahara, drawn as one with Morocco
}


def outlined(source: Topology) -> dict[str, Any]:
    """The content of the file: `countries` has the rings of each code, for even-odd filling, in 1/`scale` degrees."""
    arcs = topology.decoded(source, 0.0)
    rings: defaultdict[str, list[Cells]] = defaultdict(list)
    for country in source["objects"]["countries"]["geometries"]:
        for references in topology.polygons(country):
            shape = basemap.area(references, arcs, WORLD)
            for code in filter(None, (basemap.country_code(country), *_claimants(shape))):
                rings[code] += coarse(shape)
    return {"scale": SCALE, "countries": {code: sorted(rings[code]) for code in sorted(rings)}}


def _claimants(shape: BaseGeometry) -> Iterator[str]:
    return chain.from_iterable(codes for point, codes in CLAIMED.items() if shape.contains(Point(point)))


def coarse(shape: BaseGeometry) -> list[Cells]:
    """The rings of a shape without small bends; islets that are too small for that stay as they are."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    return list(chain.from_iterable(_rings(part.simplify(TOLERANCE)) or _rings(part) for part in parts))


def _rings(shape: BaseGeometry) -> list[Cells]:
    return list(basemap.encoded(basemap.outer_and_inner(shape), SCALE, closed=True))
