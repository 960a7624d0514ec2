"""KML: points are places, lines are ways, each folder is a table; our own exports come back as they were."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.formats.json import SUMMARY_FEATURE
from data.reading.formats.points import Position, line_cells, merge_columns, parse_position, point_cells
from data.reading.formats.xml import XmlRoot, elements
from data.reading.grid import HEADING_YEAR, Grid, grid_from_rows
from data.records.tables import TableError

DIRECTIONS = re.compile(
    r"(?:Directions from|Route von|Itinéraire de|Cómo llegar de) (.{1,200}?) (?:to|nach|à|a) (.{1,200})"
)
TAG = re.compile(r"<[^<>]{0,1000}>")
NEAR_DEGREES = 0.01  # a point so near to the end of a line is that end
FOLDER_KINDS = ("Document", "Folder")


@dataclass(frozen=True, slots=True)
class _Placemark:
    """A placemark: its cells, and its line, which is one point or more."""

    cells: dict[str, str]
    line: list[Position]


@dataclass(slots=True)
class _Folder:
    """The placemarks of a folder, and the names of it and of those around it, the nearest first."""

    names: tuple[str, ...]
    placemarks: list[_Placemark] = field(default_factory=list)


def kml_grids(root: XmlRoot, taken_for: LocalizedText) -> list[Grid]:
    """Return the placemarks of all folders; of our own export without the points that only count its trips."""
    folders = [folder for folder in _folders(root.value, ()) if folder.placemarks]
    if not folders:
        raise TableError(LocalizedText("refused_no_points"))
    ours = [mark for folder in folders for mark in folder.placemarks if mark.cells.get("feature") == "leg"]
    rows = list(map(_our_row, ours)) if ours else [row for folder in folders for row in _rows(folder)]
    return [grid_from_rows(taken_for, merge_columns(rows), 1)]


def _our_row(mark: _Placemark) -> dict[str, str]:
    cells = {name: text for name, text in mark.cells.items() if name not in ("location name", "begin", "until")}
    ends = line_cells(mark.line) if len(mark.line) > 1 else point_cells(mark.line[0]) if mark.line else {}
    return {**cells, **{name: text for name, text in ends.items() if name != "via"}}


def _folders(value: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[_Folder]:
    """The folders of a document, outer ones first; the document itself is one."""
    name = value.get("name")
    names = (name, *names) if isinstance(name, str) and name else names
    marks = [_placemark(mark) for mark in elements(value, "Placemark") if isinstance(mark, dict)]
    yield _Folder(names, [mark for mark in marks if mark.cells.get("feature") != SUMMARY_FEATURE])
    for inner in chain.from_iterable(elements(value, kind) for kind in FOLDER_KINDS):
        if isinstance(inner, dict):
            yield from _folders(inner, names)


def _placemark(mark: Mapping[str, Any]) -> _Placemark:
    times = [_text(part, name) for kind, name in TIMES for part in elements(mark, kind) if isinstance(part, dict)]
    begin, until = (*filter(None, times), "", "")[:2]
    note = " ".join(unescape(TAG.sub(" ", _text(mark, "description"))).split())
    cells = {"location name": _text(mark, "name"), "begin": begin, "until": until, "note": note}
    return _Placemark({**cells, **dict(_data(mark))}, list(_line(mark)))


TIMES = (("TimeStamp", "when"), ("TimeSpan", "begin"), ("TimeSpan", "end"))


def _data(mark: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The cells that a placemark brings along, by name."""
    for extended in elements(mark, "ExtendedData"):
        if not isinstance(extended, dict):
            continue
        for part in elements(extended, "Data"):
            if isinstance(part, dict) and _text(part, "name"):
                yield _text(part, "name"), _text(part, "value")
        for schema in elements(extended, "SchemaData"):
            if isinstance(schema, dict):
                texts = [part for part in elements(schema, "SimpleData") if isinstance(part, str)]
                yield from zip(map(str, elements(schema, "SimpleData.name")), texts, strict=False)


def _line(value: Mapping[str, Any]) -> Iterator[Position]:
    """The positions of a placemark: of its line, else of its point, also within other geometries."""
    for kind in ("LineString", "Point", "MultiGeometry", "Track", "MultiTrack"):
        found = [position for part in elements(value, kind) if isinstance(part, dict) for position in _positions(part)]
        if found:
            yield from found
            return


def _positions(part: Mapping[str, Any]) -> Iterator[Position]:
    texts = [text for text in elements(part, "coordinates") if isinstance(text, str)]
    parts = [triple.split(",") for text in texts for triple in text.split()]
    parts += [text.split() for text in elements(part, "coord") if isinstance(text, str)]
    for triple in parts:
        if len(triple) > 1 and (position := parse_position(triple[0], triple[1])):
            yield position
    yield from _line(part)


def _rows(folder: _Folder) -> Iterator[dict[str, str]]:
    """A row per line, named by the points that stand at its ends, and a row per other point."""
    index: dict[tuple[int, int], int] = {}
    for number, mark in enumerate(folder.placemarks):
        if len(mark.line) == 1:
            index.setdefault(_square(mark.line[0]), number)
    ends = {
        number: (_nearest(index, mark.line[0]), _nearest(index, mark.line[-1]))
        for number, mark in enumerate(folder.placemarks)
        if len(mark.line) > 1
    }
    used = {end for pair in ends.values() for end in pair}
    years = next((found for name in folder.names if (found := set(HEADING_YEAR.findall(name)))), set())
    year = {"year": years.pop()} if len(years) == 1 else {}
    for number, mark in enumerate(folder.placemarks):
        if number in ends:
            yield year | _way(
                mark, [folder.placemarks[end].cells["location name"] if end >= 0 else "" for end in ends[number]]
            )
        elif number not in used:
            yield {**year, **mark.cells, **(point_cells(mark.line[0]) if mark.line else {})}


def _square(position: Position) -> tuple[int, int]:
    return round(position[0] / NEAR_DEGREES), round(position[1] / NEAR_DEGREES)


def _nearest(index: Mapping[tuple[int, int], int], position: Position) -> int:
    """The number of a point in the same square or beside it, -1 if there is none."""
    column, row = _square(position)
    around = ((column + east, row + north) for east in (0, -1, 1) for north in (0, -1, 1))
    return next((index[square] for square in around if square in index), -1)


def _way(mark: _Placemark, names: Sequence[str]) -> dict[str, str]:
    title = mark.cells["location name"]
    if (directions := DIRECTIONS.fullmatch(title)) and not all(names):
        names = directions.groups()
    cells = {name: text for name, text in mark.cells.items() if name != "location name"}
    return {**cells, "origin": names[0], "location name": names[1], "title": title, **line_cells(mark.line)}


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""
