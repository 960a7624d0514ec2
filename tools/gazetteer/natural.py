"""Natural features: seas, lakes, rivers, mountains, islands, parks and areas, from Natural Earth. Reads two tables."""

import csv
import json
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from data.records.places import LonLat
from geo.check.outlines import OUTLINES_FILE, edges_of
from geo.gazetteer.index import Kind
from tools.gazetteer.entry import Entry, folded

FILE = Path(__file__).parent / "natural_earth.csv"
NAMES_FILE = Path(__file__).parent / "natural_names.csv"
SUBDIVISION = "subdivision"

# Natural Earth's words for the kind, and how well known its largest are: the logarithm of people that count as much,
# and what each step of its rank, 0 to 10, takes off. A river counts less than a state that is named after it.
_KINDS: dict[Kind, tuple[float, float, str]] = {
    Kind.WATER: (6.0, 0.25, "ocean sea bay gulf channel fjord inlet lagoon reef sound strait waterfall"),
    Kind.RIVER: (5.2, 0.3, "river"),
    Kind.MOUNTAIN: (5.6, 0.25, "mountain pass range/mtn foothills"),
    Kind.ISLAND: (6.0, 0.25, "island"),
    Kind.PARK: (5.2, 0.3, "park"),
    Kind.AREA: (
        6.2,
        0.35,
        "basin coast continent delta depression desert geoarea gorge isthmus lowland pen/cape peninsula plain plateau"
        " tundra valley wetlands cape pole",
    ),
}
_KIND_OF = {word: kind for kind, (_, _, words) in _KINDS.items() for word in words.split()} | {
    "island group": Kind.ISLAND,
    "lake centerline": Kind.RIVER,
    **dict.fromkeys(("lake", "reservoir", "alkaline lake"), Kind.WATER),
}
_SHORT = {
    "I.": "Island",
    "Is.": "Islands",
    "Isands": "Islands",
    "Mts.": "Mountains",
    "Mt.": "Mount",
    "Ra.": "Range",
    "Pen.": "Peninsula",
    "Plat.": "Plateau",
    "Arch.": "Archipelago",
    "Pk.": "Peak",
    "Str.": "Strait",
    "G.": "Gulf",
    "L.": "Lake",
    "NP": "National Park",
    "NM": "National Monument",
    "NRA": "National Recreation Area",
    "NS": "National Seashore",
    "PRES": "Preserve",
    "Ft.": "Fort",
    "St.": "Saint",
}
_SMALL_WORDS = frozenset(("of", "de", "do", "da", "la", "las", "los", "el", "del", "des", "du", "the", "dos"))
# A word for the kind that travellers leave out or say: "Sahara Desert", "Lake Titicaca".
_AFTER = {
    Kind.ISLAND: (" Island", " Islands", " Archipelago", " Group"),
    Kind.PARK: (" National Park",),
    Kind.MOUNTAIN: (" Mountains",),
    Kind.AREA: (" Desert", " Peninsula", " Plain"),
}
_BEFORE_WORDS = "Mount;Lake;Lago;Lac;Ozero;Gora;Monte;Cerro;Plateau of;Island of;Isle of;Vale of"
_BEFORE = tuple(f"{words} " for words in _BEFORE_WORDS.split(";"))
_SAID = {
    "river": " River",
    "island": " Island",
    "desert": " Desert",
    "peninsula": " Peninsula",
    "park": " National Park",
}
# A river of this rank is meant though a town is named after it.
_WELL_KNOWN = 3
_INLAND = ("lake", "reservoir", "alkaline lake", "waterfall")
# Points on each side of a bounding box, and the widest box, in degrees; a wider one crosses the date line.
_GRID = 7
_WIDEST = 90.0


def features(taken: Container[str]) -> list[Entry]:
    """Every named feature, the parts of a river or of a group of islands as one; each with the countries it touches.

    `taken`: the folded names of towns and regions. What is called so too, such as a lake, goes by its name in full.
    """
    found = list(_features())
    for entry, _, kept in found:
        short = {name for name in entry.own if folded(name) in taken and name not in _full(entry).union(kept)}
        entry.own -= short
        entry.others |= short if entry.kind is not Kind.WATER else set()
    _add_countries([(entry, grid) for entry, grid, _ in found])
    return [entry for entry, _, _ in found]


def _full(entry: Entry) -> set[str]:
    """The names of a feature that say what it is; of an island, a range or an area every name does."""
    if entry.kind not in (Kind.RIVER, Kind.WATER):
        return {entry.name}
    return {entry.name} if entry.kind is Kind.WATER else {f"{entry.name} River"}


def _features() -> Iterator[tuple[Entry, list[LonLat], tuple[str, ...]]]:
    """Each feature with a grid of its points and the names that were given by hand."""
    named: defaultdict[tuple[Kind, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows():
        if row["kind"] != SUBDIVISION:
            named[_KIND_OF[row["kind"]], folded(row["name"])].append(row)
    more = _other_names()
    for (kind, key), parts in named.items():
        apart: list[list[dict[str, str]]] = []
        for part in sorted(parts, key=lambda row: (int(row["rank"]), row["lat"], row["lon"])):
            near = next((group for group in apart if _is_near(group[0], part)), None)
            near.append(part) if near else apart.append([part])
        for number, group in enumerate(apart):
            id = f"{key} {kind.name.lower()}" + (f" {number + 1}" if number else "")
            given = more.get(id, ())
            if int(group[0]["rank"]) <= _WELL_KNOWN:
                given += tuple(_written(part["name"]) for part in group)
            yield _feature(id, kind, group, given), _grid(kind, group), given


def rows() -> list[dict[str, str]]:
    """The rows of Natural Earth's names, subdivisions too."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _other_names() -> dict[str, tuple[str, ...]]:
    """Names that we add by hand, such as English ones, by the id of the feature."""
    with NAMES_FILE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: tuple(name.strip() for name in row["names"].split(";")) for row in csv.DictReader(file)}


def _is_near(one: dict[str, str], other: dict[str, str]) -> bool:
    degrees = 40 if "river" in one["kind"] or "lake c" in one["kind"] else 8
    return all(abs(float(one[axis]) - float(other[axis])) < degrees for axis in ("lat", "lon"))


def _feature(id: str, kind: Kind, parts: list[dict[str, str]], more: tuple[str, ...]) -> Entry:
    first = parts[0]
    top, step, _ = _KINDS[kind]
    rank = 0 if first["kind"] == "ocean" else min(int(first["rank"]), 12)  # whose ranks say when a map names them
    prominence = round(10 ** max(0.5, top - step * rank))
    name, *_ = _written(first["name"]).split("/")
    own = {one for part in parts for one in _written(part["name"]).split("/")} | {*more}
    own |= {bare for one in list(own) for bare in _bare(one, kind)}
    own |= {f"{name}{word}" for word in [_SAID.get(first["kind"], "")] if word.strip() not in name.split()}
    others = {_written(other) for part in parts for other in part["other_names"].split(";") if other.strip()}
    place = (id, name, kind, "", "", float(first["lon"]), float(first["lat"]), prominence)
    return Entry(*place, own=own - {""}, others=others)


def _written(name: str) -> str:
    """A name as people write it: no capitals throughout, no abbreviations.

    >>> _written("ROCKY MTS."), _written("PLATEAU OF TIBET")
    ('Rocky Mountains', 'Plateau of Tibet')
    """
    words = name.split()
    if words[0] == "I." and len(words) > 2:
        words[0] = "Isla"
    if name.isupper():
        words = [word.lower() if word.lower() in _SMALL_WORDS and at else word.title() for at, word in enumerate(words)]
    return " ".join(_SHORT.get(word, word) for word in words)


def _bare(name: str, kind: Kind) -> Iterator[str]:
    """A name without the word for its kind: "Titicaca", "Sahara"."""
    for word in _AFTER.get(kind, ()):
        if name.endswith(word) and len(name) > len(word) + 3:
            yield name.removesuffix(word)
    for word in _BEFORE:
        if name.startswith(word):
            yield name.removeprefix(word)


def _grid(kind: Kind, parts: list[dict[str, str]]) -> list[LonLat]:
    """Points of a feature, by a grid over its bounding boxes; none of a sea, whose shores are many countries'."""
    if kind is Kind.WATER and parts[0]["kind"] not in _INLAND:
        return []
    points: dict[LonLat, None] = {}
    for part in parts:
        points[float(part["lon"]), float(part["lat"])] = None
        west, south, east, north = (float(part[side]) for side in ("west", "south", "east", "north"))
        if east - west < _WIDEST:
            grid = product(np.linspace(west, east, _GRID).tolist(), np.linspace(south, north, _GRID).tolist())
            points |= dict.fromkeys(grid)
    return list(points)


def _add_countries(entries: Sequence[tuple[Entry, list[LonLat]]]) -> None:
    """Say of each feature which countries it touches, those with most of its points first."""
    points = np.array([point for _, grid in entries for point in grid])
    owner = np.repeat(np.arange(len(entries)), [len(grid) for _, grid in entries])
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for country in _outlined_countries():
        inside = owner[_inside(country, points)]
        for number, count in zip(*np.unique(inside, return_counts=True), strict=True):
            counts[int(number)][country] = int(count)
    for number, found in counts.items():
        entry = entries[number][0]
        entry.members = tuple(sorted(found, key=lambda code: (-found[code], code)))
        entry.country = entry.members[0] if len(entry.members) == 1 else ""


def _outlined_countries() -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of the countries that have an outline."""
    return tuple(json.loads(OUTLINES_FILE.read_text(encoding="utf-8"))["countries"])


def _inside(country: str, points: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Even-odd: a ray to the east crosses the outline an odd number of times."""
    edges = edges_of(country)
    found = np.zeros(len(points), dtype=np.bool_)
    if edges is None:
        return found
    low, high = edges[0].min(axis=0), edges[0].max(axis=0)
    for at in np.flatnonzero(((points >= low) & (points <= high)).all(axis=1)):
        lon, lat = points[at]
        (x, y), (to_x, to_y) = edges[0].T, edges[1].T
        across = (y > lat) != (to_y > lat)
        crossing = x[across] + (lat - y[across]) / (to_y - y)[across] * (to_x - x)[across]
        found[at] = np.count_nonzero(lon < crossing) % 2
    return found
