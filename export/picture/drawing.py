"""Draw a scene and its side column, and save them as SVG, PNG or PDF."""

import re
import threading
from dataclasses import replace
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np

from data.i18n.messages import translate_name
from export.map_content import SegmentUsage
from export.picture.basemap import is_land
from export.picture.canvas import DPI, Canvas
from export.picture.projection import Points, ProjectionName
from export.picture.scene import Marker, Scene, build_scene
from export.picture.side_column import draw_side_column, without_blank
from export.picture.style import SHEETS, PictureSize, stroke_for
from export.picture.text import printable
from export.view import View, view_sentence
from geo.dataset import Dataset
from page.assets import theme_colours

PictureFormat = Literal["svg", "png", "pdf"]
RC_PARAMS: dict[Any, Any] = {
    "svg.hashsalt": "trip-map",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "path.simplify_threshold": 0.3,
}
METADATA = {
    "svg": dict.fromkeys(("Creator", "Date", "Format", "Type")),
    "png": {"Software": None},
    "pdf": dict.fromkeys(("Creator", "Producer", "CreationDate")),
}
# The default level, 6, takes twice as long and saves 5 %.
SAVE_OPTIONS: dict[str, dict[str, Any]] = {"svg": {}, "pdf": {}, "png": {"pil_kwargs": {"compress_level": 4}}}
RENDER_LOCK = threading.Lock()  # matplotlib's settings belong to the process
DOCTYPE = re.compile(rb"<!DOCTYPE[^<>]*+>\s*+")


def render_file(
    dataset: Dataset,
    view: View,
    kind: PictureFormat,
    projection: ProjectionName,
    size: PictureSize,
    *,
    dark: bool,
    language: str,
) -> bytes:
    """Return the picture as a file; equal views of equal data give equal bytes."""
    sheet = without_blank(replace(SHEETS[size], language=language), dataset, view)
    colours = theme_colours(dark)
    title = printable(translate_name(dataset.records.about.title, language))
    with RENDER_LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(RC_PARAMS)
        picture, canvas = build_scene(dataset, view, sheet, projection, language), Canvas(sheet, colours)
        _map(canvas, picture, sheet.bleed)
        draw_side_column(canvas, sheet, dataset, view, picture, projection, language)
        file = BytesIO()
        metadata = {**METADATA[kind], **({} if kind == "svg" else {"Title": title})}
        canvas.figure.savefig(file, format=kind, dpi=DPI * sheet.scale, metadata=metadata, **SAVE_OPTIONS[kind])
    return (
        _titled(file.getvalue(), title, printable(view_sentence(dataset, view, language)))
        if kind == "svg"
        else file.getvalue()
    )


def _map(canvas: Canvas, picture: Scene, bleed: bool, prefix: str = "place") -> None:
    draw_ground(canvas, picture, bleed)
    for line, points in picture.segments:
        draw_segment(canvas, line, points, faded=line.faded)
    draw_places(canvas, picture, prefix)
    if picture.inset and picture.inset_part:
        canvas.rounded_outline(picture.inset_part, canvas.colours["muted"])
        _map(canvas, picture.inset, bleed=False, prefix="inset-place")
        canvas.rounded_outline(picture.inset.frame.box, canvas.colours["muted"])
    if not bleed:
        canvas.rounded_outline(picture.frame.box, canvas.colours["hairline"])


def draw_ground(canvas: Canvas, picture: Scene, bleed: bool) -> None:
    """Draw sea, land, borders and circles; what is drawn next stays in the frame."""
    colours, frame = canvas.colours, picture.frame.box
    canvas.clip(frame, 0.01 if bleed else 8)
    canvas.rectangle(frame, colours["water"])
    canvas.fill_rings(picture.land.rings, colours["ground"])
    canvas.thin_lines(picture.land.borders, colours["border"], 0.9)
    canvas.thin_lines(picture.rings, colours["muted"], 0.8, (2, 3))


def draw_segment(canvas: Canvas, line: SegmentUsage, points: Points, *, faded: bool) -> None:
    """Draw a segment, or the part of it that `points` are."""
    stroke, colour = stroke_for(line.mode, line.basis, line.trip_count), canvas.colours[line.colour]
    canvas.segment(points, stroke, colour, faded=faded)


def draw_places(canvas: Canvas, picture: Scene, prefix: str = "place") -> None:
    """Draw markers, annotated points and all names; what is drawn next may stand anywhere.

    In an SVG the id of a marker is the prefix and its number.
    """
    colours = canvas.colours
    for number, marker in sorted(enumerate(picture.markers), key=lambda pair: -pair[0]):
        _marker(canvas, marker, f"{prefix}-{number}")
    for x, y in picture.annotated:
        canvas.circle(x, y, 3, colours["paper"], colours["ink"], 1.2)
    canvas.clip(None)
    _labels(canvas, picture)


def _marker(canvas: Canvas, marker: Marker, gid: str) -> None:
    dark, paper = canvas.colours["ink"], canvas.colours["paper"]
    if marker.visit.is_home:
        canvas.circle(marker.x, marker.y, marker.radius + 1, paper, paper, 1)
        canvas.circle(marker.x, marker.y, marker.radius - 2, paper, dark, 3.5, gid)
    elif not marker.dot:
        canvas.circle(marker.x, marker.y, marker.radius - 0.5, dark, paper, 1.6, gid)
    elif marker.visit.trip_ids:
        canvas.circle(marker.x, marker.y, marker.radius, dark, paper, 1.2, gid)
    else:
        canvas.circle(marker.x, marker.y, marker.radius, paper, dark, 1, gid)


def _labels(canvas: Canvas, picture: Scene) -> None:
    colours, scale = canvas.colours, picture.scale
    roles = {"town": "ink", "land": "land", "ring": "muted", "scale": "muted"}
    boxes = [label.box for label in picture.labels]
    middles = np.array([((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]).reshape(-1, 2)
    for label, (x, y), on_land in zip(picture.labels, middles, is_land(picture.land, middles), strict=True):
        below = "ground" if label.kind == "town" or on_land else "water"
        halo = colours[below] if label.kind in ("town", "ring") else ""
        canvas.text(label.text, x, y, label.font, colours[roles[label.kind]], align="center", halo=halo)
    canvas.scale_bar(scale.left, scale.right, scale.y)
    for marker in picture.markers:
        if not marker.dot and not marker.visit.is_home:
            canvas.number(len(marker.visit.trip_ids), marker.x, marker.y, marker.radius)


def _titled(svg: bytes, title: str, description: str) -> bytes:
    """Add a title and a description for screen readers, and remove the address of the DTD."""
    title_and_description = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>".encode()
    head, tag, rest = DOCTYPE.sub(b"", svg).partition(b"<svg ")
    attributes, end, body = rest.partition(b">")
    return b"".join([head, tag, b'role="img" ', attributes, end, title_and_description, body])
