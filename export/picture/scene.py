"""Scene: everything that the map of a picture shows, with positions in px, before anything is drawn."""

import math
from dataclasses import dataclass, replace

import numpy as np

from data.i18n.countries import country_name
from data.i18n.messages import DEFAULT_LANGUAGE, translate, translate_name
from data.records.places import Place
from export.map_content import SegmentUsage, VisitedPlace, home_place, segment_usage, view_colouring, visited_places
from export.picture.basemap import CountryLabel, Land, country_labels, is_in_country, visible_land
from export.picture.inset import INSET_TYPE, find_inset
from export.picture.labels import Label, LabelRequest, place_labels
from export.picture.projection import (
    EQUATOR_KM,
    RADIUS_KM,
    Azimuthal,
    Box,
    Frame,
    Mercator,
    Points,
    Projection,
    ProjectionName,
    distance_circle,
    fit_frame,
    fit_world,
    frame_at,
    within_world,
)
from export.picture.style import Sheet
from export.picture.text import printable, text_width, truncate
from export.view import View
from geo.colouring import Colouring
from geo.dataset import Dataset

PAGE_MAP_PX = 1100.0  # width of the page's map, to which the zoom in a link refers
NICE_KM = [step * 10**power for power in range(5) for step in (1, 2, 5)]
HAIR_SPACE = "\u200a"  # stands for letter-spacing, which matplotlib lacks
MAX_NAME_PX = 260.0  # longer names beside a marker are truncated
ZOOM_OFFSET = 1.2  # names appear this many zoom levels earlier than on the page, since a picture is finer than a screen
LARGE_COUNTRY_ZOOM = 2  # countries that show from this zoom on may bear their name anywhere in the frame
NAME_OFFSETS = np.array(
    sorted(((dx, dy) for dx in range(-88, 89, 22) for dy in range(-60, 61, 20)), key=lambda at: math.hypot(*at))
)
MAX_NAMED_PLACES = 300  # the busiest places, as on the page


@dataclass(frozen=True, slots=True)
class Marker:
    """A place as drawn, in px. Where two overlap, the less visited is a dot with its count in its name."""

    visit: VisitedPlace
    x: float
    y: float
    radius: float
    dot: bool


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A scale bar of `km`; its text is among the labels."""

    km: float
    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything drawn in the frame, in px of the page; `rings` are circles of equal distance from home.

    `annotated` are the points of the publisher's texts. `colouring` is what the colours of lines stand for, if that is
    not the transport. `inset` is a closer map of `inset_part`, in a corner where nothing else is.
    """

    frame: Frame
    land: Land
    segments: tuple[tuple[SegmentUsage, Points], ...]
    markers: tuple[Marker, ...]
    labels: tuple[Label, ...]
    rings: tuple[Points, ...]
    scale: ScaleBar
    annotated: tuple[tuple[float, float], ...] = ()
    inset: "Scene | None" = None
    inset_part: Box | None = None
    colouring: Colouring | None = None


def build_scene(
    dataset: Dataset,
    view: View,
    sheet: Sheet,
    projection: ProjectionName,
    language: str = DEFAULT_LANGUAGE,
    *,
    has_inset: bool = True,
) -> Scene:
    """Compute the map of a view for a sheet, with names in a language, and an inset where that helps."""
    colouring = view_colouring(dataset, view)
    segments, visited = segment_usage(dataset, view, colouring), visited_places(dataset, view)
    frame = _frame(dataset, view, sheet, projection, segments, visited)
    has_inset &= projection == "mercator" and not view.at and not view.selection.trip
    scene = _scene(dataset, frame, sheet, segments, visited, language, has_inset=has_inset)
    return replace(scene, colouring=colouring)


def _scene(
    dataset: Dataset,
    frame: Frame,
    sheet: Sheet,
    segments: list[SegmentUsage],
    visited: list[VisitedPlace],
    language: str,
    *,
    has_inset: bool,
) -> Scene:
    """Compute the map in a frame, and the inset of its densest part if it may have one."""
    px = tuple((line, points) for line in segments for points in _copies(frame, line.way))
    samples = np.concatenate([np.empty((0, 2)), *(_dense(points) for _, points in px)])
    markers = _markers(frame, sheet, visited)
    rings = _rings(frame)
    scale, scale_label = _scale(frame, sheet, samples, markers, language)
    taken = [_box(marker) for marker in markers if not _is_passed(marker)]
    dots = [_box(marker) for marker in markers if _is_passed(marker)]
    taken.append(Box(scale.left - 12, scale.y - 6, scale.right + 40, scale.y + 12))
    annotations = _annotations(dataset, frame, sheet)
    annotated = tuple((request.x, request.y) for request in annotations)
    taken += [Box(x - 3, y - 3, x + 3, y + 3) for x, y in annotated]
    inset = find_inset(frame, _stops(markers), samples, [*taken, *dots]) if has_inset else None
    closer = None
    if inset:
        taken.append(inset.frame.box)
        small = replace(sheet, type=INSET_TYPE * sheet.type)
        closer = _scene(dataset, inset.frame, small, segments, visited, language, has_inset=False)
    names = [
        *annotations,
        *_names(sheet, markers, language),
        *_ring_names(frame, sheet, rings, scale, language),
    ]
    requests = [scale_label, *names, *_lands(frame, sheet, language)]
    labels = place_labels(requests, taken, samples, frame.box, dots)
    return Scene(
        frame,
        visible_land(frame),
        px,
        markers,
        tuple(labels),
        tuple(ring for _, ring in rings),
        scale,
        annotated,
        closer,
        inset.part if inset else None,
    )


def _is_passed(marker: Marker) -> bool:
    """Whether no trip stops at a place."""
    return not (marker.visit.is_home or marker.visit.trip_ids)


def _stops(markers: tuple[Marker, ...]) -> Points:
    """Return position and number of trips of each place where trips stop, shape (n, 3)."""
    named = [marker for marker in markers if not _is_passed(marker)]
    return np.array([(each.x, each.y, len(each.visit.trip_ids)) for each in named]).reshape(-1, 3)


def _frame(
    dataset: Dataset,
    view: View,
    sheet: Sheet,
    plane: ProjectionName,
    segments: list[SegmentUsage],
    visited: list[VisitedPlace],
) -> Frame:
    centre = home_place(dataset) or next((visit.place for visit in visited), None)
    if plane == "mercator" and view.at:
        return within_world(frame_at(view.at, sheet.map, PAGE_MAP_PX))
    projection = _projection(plane, centre)
    middle = centre.lon if centre else 0.0
    ways = [_near(line.way, middle) for line in segments if not line.faded]
    framed = [visit for visit in visited if view.selection.trip in visit.trip_ids] or visited
    points = [np.array([[_near_lon(visit.place.lon, middle), visit.place.lat]]) for visit in framed]
    if centre and not visited:
        points = [np.array([[centre.lon - 20, centre.lat - 15], [centre.lon + 20, centre.lat + 15]])]
    lines, margin = [*ways, *points], 46 * sheet.type
    frame = fit_frame(projection, sheet.map, np.concatenate([np.empty((0, 2)), *lines]), margin)
    if within_world(frame) == frame:
        return frame
    return fit_world(sheet.map, lines, margin, fill=sheet.bleed)


def _projection(plane: ProjectionName, centre: Place | None) -> Projection:
    if plane == "azimuthal":
        return Azimuthal(centre.lon, centre.lat) if centre else Azimuthal(0.0, 0.0)
    return Mercator(centre.lon if centre else 0.0)


def _near_lon(lon: float, middle: float) -> float:
    return lon - 360 * round((lon - middle) / 360)


def _near(way: Points, middle: float) -> Points:
    """Shift a line by full turns so that it begins within 180 degrees of the middle."""
    return np.asarray(way - np.array([way[0, 0] - _near_lon(float(way[0, 0]), middle), 0.0]))


def _around(frame: Frame, degrees: Points) -> Points:
    return _near(degrees, frame.projection.middle) if isinstance(frame.projection, Mercator) else degrees


def _copies(frame: Frame, way: Points) -> list[Points]:
    """Return a line in px, and again a world further east or west where that part of it is in the frame."""
    line = frame.degrees_to_px(_around(frame, way))
    if not isinstance(frame.projection, Mercator):
        return [line]
    world, (left, right) = EQUATOR_KM * frame.px_per_km, (line[:, 0].min(), line[:, 0].max())
    turns = [
        turn for turn in (-1, 1) if left + turn * world < frame.box.right and right + turn * world > frame.box.left
    ]
    return [line, *(line + np.array([turn * world, 0.0]) for turn in turns)]


def _dense(points: Points) -> Points:
    """Return points about 3 px apart along a line."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    positions = np.linspace(0, along[-1], max(2, min(5000, int(along[-1] / 3))))
    return np.column_stack([np.interp(positions, along, points[:, axis]) for axis in (0, 1)])


def _markers(frame: Frame, sheet: Sheet, visited: list[VisitedPlace]) -> tuple[Marker, ...]:
    kept: list[Marker] = []
    for number, visit in enumerate(visited):
        place = np.array([[visit.place.lon, visit.place.lat]])
        x, y = map(float, frame.degrees_to_px(_around(frame, place))[0])
        radius = _radius(visit) * sheet.type**0.5
        small = 4.0 if visit.trip_ids else 2.6
        dot = (
            number >= MAX_NAMED_PLACES
            or not (visit.trip_ids or visit.is_home)
            or any(_near_marker(x, y, radius, other) for other in kept)
        )
        marker = Marker(visit, x, y, small if dot else radius, dot)
        if frame.box.contains(_box(marker), 1) and not (dot and any(_near_marker(x, y, -3.0, other) for other in kept)):
            kept.append(marker)
    return tuple(kept)


def _near_marker(x: float, y: float, radius: float, other: Marker) -> bool:
    return math.hypot(x - other.x, y - other.y) < radius + other.radius + 1


def _radius(visit: VisitedPlace) -> float:
    return 8.0 if visit.is_home else 10.5 if len(visit.trip_ids) < 1000 else 15.0


def _box(marker: Marker) -> Box:
    return Box(marker.x - marker.radius, marker.y - marker.radius, marker.x + marker.radius, marker.y + marker.radius)


def _names(sheet: Sheet, markers: tuple[Marker, ...], language: str) -> list[LabelRequest]:
    """Request the names of places where trips stop, in the order of their markers; places only passed have none."""
    bold = sheet.font(12.5, bold=True)
    named = [marker for marker in markers if not _is_passed(marker)]
    return [
        LabelRequest(
            truncate(_name(marker, language), bold, MAX_NAME_PX), "town", bold, marker.x, marker.y, marker.radius
        )
        for marker in named
    ]


def _annotations(dataset: Dataset, frame: Frame, sheet: Sheet) -> list[LabelRequest]:
    """Request the texts at points that the publisher adds, before all names."""
    publication, font, requests = dataset.records.about.publication, sheet.font(11.5, serif=True), []
    for note in publication.annotations if publication else ():
        x, y = map(float, frame.degrees_to_px(_around(frame, np.array([[note.lon, note.lat]])))[0])
        if frame.box.count_points(np.array([[x, y]])):
            requests.append(LabelRequest(truncate(printable(note.text), font, MAX_NAME_PX), "town", font, x, y, 3))
    return requests


def _name(marker: Marker, language: str) -> str:
    count = len(marker.visit.trip_ids)
    label = printable(translate_name(marker.visit.place.label, language))
    return f"{label} · {count}" if marker.dot and not marker.visit.is_home else label


def _lands(frame: Frame, sheet: Sheet, language: str) -> list[LabelRequest]:
    """Request the names of the countries that show at this scale, in spaced capitals."""
    world_px = frame.px_per_km * EQUATOR_KM
    zoom = math.log2(max(world_px, 1) / 256) + ZOOM_OFFSET
    font = sheet.font(9.5)
    named = [country for country in country_labels() if country.zoom <= zoom]
    requests = []
    for country in named:
        name = country_name(country.code, language).upper()
        text = name if sheet.from_right else HAIR_SPACE.join(name)  # Arabic letters are joined
        middles = _middles(frame, country, text_width(text, font))
        if middles:
            requests.append(LabelRequest(text, "land", font, *middles[0], strict=True, middles=middles))
    return requests


def _middles(frame: Frame, country: CountryLabel, wide: float) -> tuple[tuple[float, float], ...]:
    """Return positions for a country's name: its middle, points near it, or all visible points of a large country."""
    middle = frame.degrees_to_px(_around(frame, np.array([[country.lon, country.lat]])))[0]
    visible = bool(frame.box.count_points(middle[None]))
    if not visible and country.zoom > LARGE_COUNTRY_ZOOM:
        return ()
    tried = middle + NAME_OFFSETS if visible else _grid(frame.box)
    inside = is_in_country(country.code, frame.px_to_degrees(tried))
    inside[0] |= visible
    tried = tried[inside]
    if not visible:  # a name at the edge of the map must not cross a border
        for end in (-wide / 2, wide / 2):
            tried = tried[is_in_country(country.code, frame.px_to_degrees(tried + np.array([end, 0.0])))]
    nearest = sorted(tried.tolist(), key=lambda point: math.hypot(point[0] - middle[0], point[1] - middle[1]))
    return tuple((x, y) for x, y in nearest)


def _grid(box: Box) -> Points:
    across, down = np.meshgrid(np.arange(box.left + 30, box.right, 50), np.arange(box.top + 16, box.bottom, 36))
    return np.column_stack([across.ravel(), down.ravel()])


def _rings(frame: Frame) -> list[tuple[float, Points]]:
    """Return three to five circles around home that lie in the frame, with their distance in km."""
    if not isinstance(frame.projection, Azimuthal):
        return []
    west, south, east, north = frame.bounds_km()
    farthest = max(math.hypot(x, y) for x in (west, east) for y in (south, north))
    step = next((km for km in NICE_KM if km * 4 >= farthest), NICE_KM[-1])
    distances = [float(step * number) for number in range(1, 6) if step * number < min(farthest, 20_000)]
    return [(km, frame.plane_to_px(distance_circle(frame.projection, km))) for km in distances]


def _ring_names(
    frame: Frame, sheet: Sheet, rings: list[tuple[float, Points]], scale: ScaleBar, language: str
) -> list[LabelRequest]:
    """Request each ring's distance, on the ring, at the bearing nearest to south-east that is well inside the frame."""
    font, requests = sheet.font(9.5), []
    near_scale = Box(scale.left - 40, scale.y - 70, scale.right + 60, scale.y + 40)
    for km, ring in rings:
        text = translate("picture_km", language, km=round(km))
        room = text_width(text, font) / 2 + 12
        inner = Box(frame.box.left + room, frame.box.top + 16, frame.box.right - room, frame.box.bottom - 16)
        order = sorted(range(0, 180, 3), key=lambda index: abs(index * 2 - 110))
        points = [ring[index : index + 1] for index in order]
        inside = [point for point in points if inner.count_points(point) and not near_scale.count_points(point)]
        free = [(float(point[0, 0]), float(point[0, 1])) for point in inside]
        if free:
            requests.append(LabelRequest(text, "ring", font, *free[0], strict=True, middles=tuple(free)))
    return requests


def _scale(
    frame: Frame, sheet: Sheet, samples: Points, markers: tuple[Marker, ...], language: str
) -> tuple[ScaleBar, LabelRequest]:
    """Return a scale bar in the corner where it covers least, and the request of the label above it."""
    lat = _middle_lat(frame)
    per_px = frame.km_per_px(lat)
    km = max((nice for nice in NICE_KM if nice / per_px <= 130 * sheet.type), default=1)
    long, font = km / per_px, sheet.font(9.5)
    text = translate("picture_km", language, km=round(km))
    if isinstance(frame.projection, Mercator):
        text = translate("picture_km_north" if lat >= 0 else "picture_km_south", language, km=text, lat=round(abs(lat)))
    box, wide = frame.box, max(long, text_width(text, font) + 10)
    corners = [
        (box.left + 18, box.bottom - 20),
        (box.right - 18 - wide, box.bottom - 20),
        (box.right - 18 - wide, box.top + 36),
        (box.left + 18, box.top + 36),
    ]
    busy = np.concatenate([samples, np.array([[marker.x, marker.y] for marker in markers]).reshape(-1, 2)])
    left, y = min(corners, key=lambda at: Box(at[0] - 10, at[1] - 40, at[0] + wide + 10, at[1] + 20).count_points(busy))
    high = font.size * 1.15
    label = LabelRequest(text, "scale", font, left + text_width(text, font) / 2, y - 8 - high / 2)
    return ScaleBar(km, left, left + long, y), label


def _middle_lat(frame: Frame) -> float:
    return math.degrees(math.atan(math.sinh(frame.middle[1] / RADIUS_KM)))
