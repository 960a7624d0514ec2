"""KML 2.2: a folder per trip of a view, a placemark per leg with its time span, a style per mode; then destinations."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from data.edtf import Moment
from data.i18n.message import translate_title
from data.i18n.messages import DEFAULT_LANGUAGE, translate, translate_name, translate_record
from data.records.legs import MODES
from data.records.trips import Trip
from export.geojson import (
    COORDINATE_DIGITS,
    LegFeature,
    destination_point,
    destination_properties,
    destinations,
    leg_features,
)
from export.progress import ProgressCallback, ignore_progress
from export.view import View, read_to_line, view_sentence, visible_trips
from geo.dataset import Dataset
from geo.routes.geometry import RouteLine
from page.assets import theme_colours

NAMESPACE = "http://www.opengis.net/kml/2.2"
INVALID = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
WIDTH_PX = 3


def to_kml(
    dataset: Dataset,
    view: View,
    progress: ProgressCallback = ignore_progress,
    language: str = DEFAULT_LANGUAGE,
) -> bytes:
    """Return the view as a KML document with names in a language; its `Data` values stay as in the records.

    No text is a `description`, since KML readers take that for HTML.
    """
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    _put(document, "name", translate_name(dataset.records.about.title, language))
    about = (
        view_sentence(dataset, view, language),
        read_to_line(dataset, language),
        _translated(dataset, view, language),
    )
    _put(document, "Snippet", " ".join(filter(None, about)))
    for mode in MODES:
        _style(document, mode)
    legs: dict[str, list[LegFeature]] = {}
    for feature in leg_features(dataset, view, progress):
        legs.setdefault(feature.trip.id, []).append(feature)
    coordinates = _Coordinates()
    for trip in visible_trips(dataset, view):
        _folder(document, trip, legs[trip.id], coordinates, language)
    _destinations(dataset, document, view, language)
    indent(root, "")
    file = BytesIO()
    ElementTree(root).write(file, encoding="UTF-8", xml_declaration=True)
    return file.getvalue()


def _translated(dataset: Dataset, view: View, language: str) -> str:
    """Return the remark that texts of the visible trips are translated, or ""."""
    texts = [text for trip in visible_trips(dataset, view) for text in (trip.occasion, trip.outcome)]
    return translate("translated", language) if any(translate_record(text, language) != text for text in texts) else ""


def _put(parent: Element, tag: str, text: str) -> None:
    """Add an element that holds a text, without characters that XML forbids."""
    SubElement(parent, tag).text = INVALID.sub("", text)


def _style(document: Element, mode: str) -> None:
    line = SubElement(SubElement(document, "Style", id=mode), "LineStyle")
    red, green, blue = re.findall("..", theme_colours(dark=False)[mode].removeprefix("#"))
    _put(line, "color", f"ff{blue}{green}{red}")
    _put(line, "width", str(WIDTH_PX))


def _folder(
    document: Element, trip: Trip, features: Sequence[LegFeature], coordinates: "_Coordinates", language: str
) -> None:
    folder = SubElement(document, "Folder")
    _put(folder, "name", translate_title(trip.title, language))
    if texts := [translate_record(own, language) for own in (trip.occasion, trip.outcome) if own]:
        _put(folder, "Snippet", " – ".join(texts))
    for feature in features:
        _placemark(folder, feature, coordinates, language)


def _placemark(folder: Element, feature: LegFeature, coordinates: "_Coordinates", language: str) -> None:
    properties, leg = feature.properties, feature.leg
    placemark = SubElement(folder, "Placemark")
    ends = [translate_name(str(end), language) for end in (properties["origin"], properties["destination"]) if end]
    _put(placemark, "name", " – ".join(ends))
    _time_span(placemark, leg.depart or leg.arrive, leg.arrive or leg.depart)
    _put(placemark, "styleUrl", f"#{leg.mode}")
    _data(placemark, properties)
    _geometry(placemark, coordinates.texts(feature.parts))


def _destinations(dataset: Dataset, document: Element, view: View, language: str) -> None:
    folder = SubElement(document, "Folder")
    _put(folder, "name", translate("destinations", language))
    for visit in destinations(dataset, view):
        placemark = SubElement(folder, "Placemark")
        _put(placemark, "name", translate_name(visit.place.label, language))
        _data(placemark, destination_properties(dataset, visit))
        _geometry(placemark, [_coordinates(destination_point(visit))])


def _data(placemark: Element, properties: Mapping[str, str | int | float | None]) -> None:
    extended = SubElement(placemark, "ExtendedData")
    for key, value in properties.items():
        if value not in (None, ""):
            data = SubElement(extended, "Data", name=key)
            _put(data, "value", str(value))


def _time_span(placemark: Element, start: Moment | None, end: Moment | None) -> None:
    """Add the span from the earliest to the latest that the dates may mean.

    Times are written only where both are known: KML readers end a day at its midnight, before any time on that day.
    """
    if not start or not end:
        return
    begin, until = (start.instant, end.instant) if start.instant and end.instant else (start.first, end.last)
    span = SubElement(placemark, "TimeSpan")
    _put(span, "begin", begin.isoformat())
    _put(span, "end", until.isoformat())


class _Coordinates:
    """The coordinates of lines as KML writes them; those of a line that many legs have are written once."""

    def __init__(self) -> None:
        self._texts: dict[int, list[str]] = {}

    def texts(self, parts: Sequence[RouteLine]) -> list[str]:
        """The coordinates of each part of a line, which must be kept while this is in use."""
        if id(parts) not in self._texts:
            self._texts[id(parts)] = list(map(_coordinates, parts))
        return self._texts[id(parts)]


def _geometry(placemark: Element, texts: Sequence[str]) -> None:
    parent = SubElement(placemark, "MultiGeometry") if len(texts) > 1 else placemark
    for text in texts:
        is_line = " " in text
        shape = SubElement(parent, "LineString" if is_line else "Point")
        if is_line:
            _put(shape, "tessellate", "1")
        _put(shape, "coordinates", text)


def _coordinates(part: RouteLine) -> str:
    return " ".join(f"{_degrees(lon)},{_degrees(lat)}" for lon, lat in part.tolist())


def _degrees(value: float) -> str:
    """Format degrees as precisely as GeoJSON, without trailing zeros and without an exponent.

    >>> [_degrees(value) for value in (127.0, -0.000001, 12.345678)]
    ['127', '-0', '12.34568']
    """
    return f"{value:.{COORDINATE_DIGITS}f}".rstrip("0").rstrip(".")
