"""KML 2.2: a folder per trip of a view, a placemark per leg with its time span, a style per mode; then destinations."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

import numpy as np

from data.edtf import Moment
from data.i18n.messages import DEFAULT, translate, translate_name
from data.records.legs import MODES
from data.records.trips import Trip
from export.geojson import DIGITS, LegFeature, destinations, leg_features, point, told_of
from export.picture.palette import palette
from export.view import View, shown, sources_read_to, told
from geo.dataset import Dataset
from geo.routes.geometry import Way

NAMESPACE = "http://www.opengis.net/kml/2.2"
INVALID = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
WIDTH_PX = 3


def to_kml(dataset: Dataset, view: View, language: str = DEFAULT) -> bytes:
    """The view as a KML document, its names in a language; its data stay the records' own, for programs.

    No text of it is a `description`, which readers take for HTML.
    """
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    _put(document, "name", translate_name(dataset.records.about.title, language))
    _put(document, "Snippet", " ".join(filter(None, [told(dataset, view, language), _read_to(dataset, language)])))
    for mode in MODES:
        _style(document, mode)
    legs: dict[str, list[LegFeature]] = {}
    for feature in leg_features(dataset, view):
        legs.setdefault(feature.trip.id, []).append(feature)
    for trip in shown(dataset, view):
        _folder(document, trip, legs[trip.id], language)
    _destinations(dataset, document, view, language)
    indent(root, "")
    file = BytesIO()
    ElementTree(root).write(file, encoding="UTF-8", xml_declaration=True)
    return file.getvalue()


def _read_to(dataset: Dataset, language: str) -> str:
    day = sources_read_to(dataset, language)
    return f"{translate('sources_read_to', language, when=day)}." if day else ""


def _put(parent: Element, tag: str, text: str) -> None:
    """An element that holds a text, without what XML cannot carry."""
    SubElement(parent, tag).text = INVALID.sub("", text)


def _style(document: Element, mode: str) -> None:
    line = SubElement(SubElement(document, "Style", id=mode), "LineStyle")
    red, green, blue = re.findall("..", palette(dark=False)[mode].removeprefix("#"))
    _put(line, "color", f"ff{blue}{green}{red}")
    _put(line, "width", str(WIDTH_PX))


def _folder(document: Element, trip: Trip, features: Sequence[LegFeature], language: str) -> None:
    folder = SubElement(document, "Folder")
    _put(folder, "name", translate_name(trip.title, language))
    for feature in features:
        _placemark(folder, feature, language)


def _placemark(folder: Element, feature: LegFeature, language: str) -> None:
    told, leg = feature.properties, feature.leg
    placemark = SubElement(folder, "Placemark")
    ends = [translate_name(str(end), language) for end in (told["origin"], told["destination"]) if end]
    _put(placemark, "name", " – ".join(ends))
    _time_span(placemark, leg.depart or leg.arrive, leg.arrive or leg.depart)
    _put(placemark, "styleUrl", f"#{leg.mode}")
    _data(placemark, told)
    _geometry(placemark, feature.parts)


def _destinations(dataset: Dataset, document: Element, view: View, language: str) -> None:
    folder = SubElement(document, "Folder")
    _put(folder, "name", translate("destinations", language))
    for visit in destinations(dataset, view):
        placemark = SubElement(folder, "Placemark")
        _put(placemark, "name", translate_name(visit.place.label, language))
        _data(placemark, told_of(dataset, visit))
        _geometry(placemark, [point(visit)])


def _data(placemark: Element, told: Mapping[str, str | int | float | None]) -> None:
    extended = SubElement(placemark, "ExtendedData")
    for key, value in told.items():
        if value not in (None, ""):
            data = SubElement(extended, "Data", name=key)
            _put(data, "value", str(value))


def _time_span(placemark: Element, start: Moment | None, end: Moment | None) -> None:
    """From the earliest to the latest that the dates may mean; times where both are known, for a day ends at its
    midnight to readers, before any time of it."""
    if not start or not end:
        return
    begin, until = (start.instant, end.instant) if start.instant and end.instant else (start.first, end.last)
    span = SubElement(placemark, "TimeSpan")
    _put(span, "begin", begin.isoformat())
    _put(span, "end", until.isoformat())


def _geometry(placemark: Element, parts: Sequence[Way]) -> None:
    parent = SubElement(placemark, "MultiGeometry") if len(parts) > 1 else placemark
    for part in parts:
        shape = SubElement(parent, "Point" if len(part) == 1 else "LineString")
        if len(part) > 1:
            _put(shape, "tessellate", "1")
        _put(shape, "coordinates", " ".join(f"{_degrees(lon)},{_degrees(lat)}" for lon, lat in part))


def _degrees(value: float) -> str:
    """As precise as GeoJSON, without zeros at its end."""
    return np.format_float_positional(round(value, DIGITS), trim="-")
