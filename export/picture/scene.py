"""Scene: everything that a picture's map shows, computed and placed, before a drop of ink."""

import math
from dataclasses import dataclass

import numpy as np

from data.i18n.countries import country_name
from data.i18n.messages import DEFAULT, translate, translate_name
from data.records.places import Place
from export.map_content import Line, Visit, home, lines, visits
from export.picture.basemap import Country, Land, countries, is_in_country, land
from export.picture.labels import Label, Wanted, seated
from export.picture.projection import (
    AROUND_KM,
    RADIUS_KM,
    Azimuthal,
    Box,
    Frame,
    Mercator,
    Points,
    Projection,
    ProjectionName,
    at,
    circle,
    fitted,
)
from export.picture.sheet import Sheet
from export.picture.text import clean, shortened, width
from export.view import View
from geo.dataset import Dataset

PAGE_PX = 1100.0  # how wide the page's map is, to which a zoom of a link refers
NICE_KM = [step * 10**power for power in range(5) for step in (1, 2, 5)]
HAIR = "\u200a"  # letter-spacing, which matplotlib does not have
LONGEST_PX = 260.0  # a name beside a mark is cut there
NAMES_EARLIER = 1.2  # zooms before the page does, whose screen is coarser
LARGE = 2  # countries that show from this zoom on are named wherever they are seen
SPREAD = np.array(
    sorted(((dx, dy) for dx in range(-88, 89, 22) for dy in range(-60, 61, 20)), key=lambda at: math.hypot(*at))
)
NAMED = 300  # places with names at the most, the busiest, as on the page


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as drawn, in px. Where two would cover each other the lesser is a dot, and its count in its name."""

    visit: Visit
    x: float
    y: float
    radius: float
    dot: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale bar of `km`; its text is among the labels."""

    km: float
    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn in the frame, all in px of the page; `rings` are circles around home, `km` in their labels."""

    frame: Frame
    land: Land
    lines: tuple[tuple[Line, Points], ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    rings: tuple[Points, ...]
    scale: Scale


def scene(dataset: Dataset, view: View, sheet: Sheet, projection: ProjectionName, language: str = DEFAULT) -> Scene:
    """The map of a view on a sheet, its names in a language."""
    drawn, seen = lines(dataset, view), visits(dataset, view)
    frame = _frame(dataset, view, sheet, projection, drawn, seen)
    px = tuple((line, frame.px(_around(frame, line.way))) for line in drawn)
    samples = np.concatenate([np.empty((0, 2)), *(_dense(points) for _, points in px)])
    marks = _marks(frame, sheet, seen)
    rings = _rings(frame)
    scale, scale_label = _scale(frame, sheet, samples, marks, language)
    taken = [_box(mark) for mark in marks] + [Box(scale.left - 12, scale.y - 6, scale.right + 40, scale.y + 12)]
    names = [*_names(sheet, marks, language), *_ring_names(frame, sheet, rings, scale, language)]
    wanted = [scale_label, *names, *_lands(frame, sheet, language)]
    labels = seated(wanted, taken, samples, frame.box)
    return Scene(frame, land(frame), px, marks, tuple(labels), tuple(ring for _, ring in rings), scale)


def _frame(
    dataset: Dataset, view: View, sheet: Sheet, plane: ProjectionName, drawn: list[Line], seen: list[Visit]
) -> Frame:
    centre = home(dataset) or next((visit.place for visit in seen), None)
    if plane == "mercator" and view.at:
        return at(view.at, sheet.map, PAGE_PX)[1]
    projection = _projection(plane, centre)
    middle = centre.lon if centre else 0.0
    ways = [_near(line.way, middle) for line in drawn]
    points = [np.array([[_near_lon(visit.place.lon, middle), visit.place.lat]]) for visit in seen]
    if centre and not seen:
        points = [np.array([[centre.lon - 20, centre.lat - 15], [centre.lon + 20, centre.lat + 15]])]
    return fitted(projection, sheet.map, np.concatenate([np.empty((0, 2)), *ways, *points]), 46 * sheet.type)


def _projection(plane: ProjectionName, centre: Place | None) -> Projection:
    if plane == "azimuthal":
        return Azimuthal(centre.lon, centre.lat) if centre else Azimuthal(0.0, 0.0)
    return Mercator(centre.lon if centre else 0.0)


def _near_lon(lon: float, middle: float) -> float:
    return lon - 360 * round((lon - middle) / 360)


def _near(way: Points, middle: float) -> Points:
    """A way on the turn of the world that is nearest to the middle."""
    return np.asarray(way - np.array([way[0, 0] - _near_lon(float(way[0, 0]), middle), 0.0]))


def _around(frame: Frame, degrees: Points) -> Points:
    return _near(degrees, frame.projection.middle) if isinstance(frame.projection, Mercator) else degrees


def _dense(points: Points) -> Points:
    """Points about 3 px apart along a line."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = np.linspace(0, along[-1], max(2, min(5000, int(along[-1] / 3))))
    return np.column_stack([np.interp(wanted, along, points[:, axis]) for axis in (0, 1)])


def _marks(frame: Frame, sheet: Sheet, seen: list[Visit]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for number, visit in enumerate(seen):
        place = np.array([[visit.place.lon, visit.place.lat]])
        x, y = map(float, frame.px(_around(frame, place))[0])
        radius = _radius(visit) * sheet.type**0.5
        small = 4.0 if visit.trips else 2.6
        dot = (
            number >= NAMED or not (visit.trips or visit.home) or any(_near_mark(x, y, radius, other) for other in kept)
        )
        mark = Mark(visit, x, y, small if dot else radius, dot)
        if frame.box.holds(_box(mark), 1) and not (dot and any(_near_mark(x, y, -3.0, other) for other in kept)):
            kept.append(mark)
    return tuple(kept)


def _near_mark(x: float, y: float, radius: float, other: Mark) -> bool:
    return math.hypot(x - other.x, y - other.y) < radius + other.radius + 1


def _radius(visit: Visit) -> float:
    return 8.0 if visit.home else 10.5 if len(visit.trips) < 1000 else 15.0


def _box(mark: Mark) -> Box:
    return Box(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)


def _names(sheet: Sheet, marks: tuple[Mark, ...], language: str) -> list[Wanted]:
    """Names of the places where trips stop, in the order of their marks; those only passed have none."""
    bold = sheet.font(12.5, bold=True)
    named = [mark for mark in marks if mark.visit.home or mark.visit.trips]
    return [
        Wanted(shortened(_name(mark, language), bold, LONGEST_PX), "town", bold, mark.x, mark.y, mark.radius)
        for mark in named
    ]


def _name(mark: Mark, language: str) -> str:
    count = len(mark.visit.trips)
    label = clean(translate_name(mark.visit.place.label, language))
    return f"{label} · {count}" if mark.dot and not mark.visit.home else label


def _lands(frame: Frame, sheet: Sheet, language: str) -> list[Wanted]:
    """Names of the countries that are wide enough at this scale, in spaced capitals."""
    world_px = frame.px_per_km * AROUND_KM
    zoom = math.log2(max(world_px, 1) / 256) + NAMES_EARLIER
    font = sheet.font(9.5)
    named = [country for country in countries() if country.zoom <= zoom]
    wanted = []
    for country in named:
        text = HAIR.join(country_name(country.code, language).upper())
        middles = _middles(frame, country, width(text, font))
        if middles:
            wanted.append(Wanted(text, "land", font, *middles[0], strict=True, middles=middles))
    return wanted


def _middles(frame: Frame, country: Country, wide: float) -> tuple[tuple[float, float], ...]:
    """Where a country's name may stand: in its middle, else near it or, of a large one, wherever it is seen."""
    middle = frame.px(_around(frame, np.array([[country.lon, country.lat]])))[0]
    seen = bool(frame.box.count(middle[None]))
    if not seen and country.zoom > LARGE:
        return ()
    tried = middle + SPREAD if seen else _grid(frame.box)
    inside = is_in_country(country.code, frame.degrees(tried))
    inside[0] |= seen
    tried = tried[inside]
    if not seen:  # a name at the map's edge must not reach over a border
        for end in (-wide / 2, wide / 2):
            tried = tried[is_in_country(country.code, frame.degrees(tried + np.array([end, 0.0])))]
    found = sorted(tried.tolist(), key=lambda point: math.hypot(point[0] - middle[0], point[1] - middle[1]))
    return tuple((x, y) for x, y in found)


def _grid(box: Box) -> Points:
    across, down = np.meshgrid(np.arange(box.left + 30, box.right, 50), np.arange(box.top + 16, box.bottom, 36))
    return np.column_stack([across.ravel(), down.ravel()])


def _rings(frame: Frame) -> list[tuple[float, Points]]:
    """Circles around home, three to five in the frame, by their distance in km."""
    if not isinstance(frame.projection, Azimuthal):
        return []
    west, south, east, north = frame.reach_km()
    farthest = max(math.hypot(x, y) for x in (west, east) for y in (south, north))
    step = next((km for km in NICE_KM if km * 4 >= farthest), NICE_KM[-1])
    distances = [float(step * number) for number in range(1, 6) if step * number < min(farthest, 20_000)]
    return [(km, frame.placed(circle(frame.projection, km))) for km in distances]


def _ring_names(
    frame: Frame, sheet: Sheet, rings: list[tuple[float, Points]], scale: Scale, language: str
) -> list[Wanted]:
    """Each ring's distance, on the ring, at the bearing nearest to the south-east that lies well inside the frame."""
    font, wanted = sheet.font(9.5), []
    near_scale = Box(scale.left - 40, scale.y - 70, scale.right + 60, scale.y + 40)
    for km, ring in rings:
        text = translate("picture_km", language, km=round(km))
        room = width(text, font) / 2 + 12
        inner = Box(frame.box.left + room, frame.box.top + 16, frame.box.right - room, frame.box.bottom - 16)
        order = sorted(range(0, 180, 3), key=lambda index: abs(index * 2 - 110))
        points = [ring[index : index + 1] for index in order]
        inside = [point for point in points if inner.count(point) and not near_scale.count(point)]
        free = [(float(point[0, 0]), float(point[0, 1])) for point in inside]
        if free:
            wanted.append(Wanted(text, "ring", font, *free[0], strict=True, middles=tuple(free)))
    return wanted


def _scale(frame: Frame, sheet: Sheet, samples: Points, marks: tuple[Mark, ...], language: str) -> tuple[Scale, Wanted]:
    """A bar in the corner that hides least, with its label above it."""
    lat = _middle_lat(frame)
    per_px = frame.km_per_px(lat)
    km = max((nice for nice in NICE_KM if nice / per_px <= 130 * sheet.type), default=1)
    long, font = km / per_px, sheet.font(9.5)
    text = translate("picture_km", language, km=round(km))
    if isinstance(frame.projection, Mercator):
        text = translate("picture_km_north" if lat >= 0 else "picture_km_south", language, km=text, lat=round(abs(lat)))
    box, wide = frame.box, max(long, width(text, font) + 10)
    corners = [
        (box.left + 18, box.bottom - 20),
        (box.right - 18 - wide, box.bottom - 20),
        (box.right - 18 - wide, box.top + 36),
        (box.left + 18, box.top + 36),
    ]
    busy = np.concatenate([samples, np.array([[mark.x, mark.y] for mark in marks]).reshape(-1, 2)])
    left, y = min(corners, key=lambda at: Box(at[0] - 10, at[1] - 40, at[0] + wide + 10, at[1] + 20).count(busy))
    high = font.size * 1.15
    label = Wanted(text, "scale", font, left + width(text, font) / 2, y - 8 - high / 2)
    return Scale(km, left, left + long, y), label


def _middle_lat(frame: Frame) -> float:
    return math.degrees(math.atan(math.sinh(frame.middle[1] / RADIUS_KM)))
