"""Drawing: a scene and its column in ink, saved as SVG, PNG or PDF."""

import re
import threading
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np

from data.i18n.messages import translate_name
from export.picture.basemap import is_land
from export.picture.canvas import DPI, Ink
from export.picture.column import write
from export.picture.palette import palette
from export.picture.projection import ProjectionName
from export.picture.scene import Mark, Scene, scene
from export.picture.sheet import SHEETS, SizeName
from export.picture.strokes import stroke
from export.picture.text import clean
from export.view import View, told
from geo.dataset import Dataset

KindName = Literal["svg", "png", "pdf"]
SETTINGS: dict[Any, Any] = {
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
# The default, 6, takes twice as long and saves a twentieth.
OPTIONS: dict[str, dict[str, Any]] = {"svg": {}, "pdf": {}, "png": {"pil_kwargs": {"compress_level": 4}}}
ONE_AT_A_TIME = threading.Lock()  # matplotlib's settings are those of the process
DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>\s*")


def drawing(
    dataset: Dataset,
    view: View,
    kind: KindName,
    projection: ProjectionName,
    size: SizeName,
    *,
    dark: bool,
    language: str,
) -> bytes:
    """The picture's file; equal views of equal data give equal bytes."""
    sheet, colours = SHEETS[size], palette(dark)
    title = clean(translate_name(dataset.records.about.title, language))
    with ONE_AT_A_TIME, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        picture, ink = scene(dataset, view, sheet, projection, language), Ink(sheet, colours)
        _map(ink, picture, sheet.bleed)
        write(ink, sheet, dataset, view, picture, projection, language)
        file = BytesIO()
        metadata = {**METADATA[kind], **({} if kind == "svg" else {"Title": title})}
        ink.figure.savefig(file, format=kind, dpi=DPI * sheet.scale, metadata=metadata, **OPTIONS[kind])
    return _titled(file.getvalue(), title, clean(told(dataset, view, language))) if kind == "svg" else file.getvalue()


def _map(ink: Ink, picture: Scene, bleed: bool) -> None:
    colours, frame = ink.colours, picture.frame.box
    ink.clip(frame, 0.01 if bleed else 8)
    ink.box(frame, colours["water"])
    ink.land(picture.land.rings, colours["ground"])
    ink.fine(picture.land.borders, colours["border"], 0.9)
    ink.fine(picture.rings, colours["muted"], 0.8, (2, 3))
    for line, points in picture.lines:
        ink.way(points, stroke(line.mode, line.basis, line.trips), colours[line.mode], faded=line.faded)
    for number, mark in sorted(enumerate(picture.marks), key=lambda pair: -pair[0]):
        _mark(ink, mark, number)
    ink.clip(None)
    _labels(ink, picture)
    if not bleed:
        ink.rounded(frame, colours["hairline"])


def _mark(ink: Ink, mark: Mark, number: int) -> None:
    ink_colour, paper, gid = ink.colours["ink"], ink.colours["paper"], f"place-{number}"
    if mark.visit.home:
        ink.disc(mark.x, mark.y, mark.radius + 1, paper, paper, 1)
        ink.disc(mark.x, mark.y, mark.radius - 2, paper, ink_colour, 3.5, gid)
    elif not mark.dot:
        ink.disc(mark.x, mark.y, mark.radius - 0.5, ink_colour, paper, 1.6, gid)
    elif mark.visit.trips:
        ink.disc(mark.x, mark.y, mark.radius, ink_colour, paper, 1.2, gid)
    else:
        ink.disc(mark.x, mark.y, mark.radius, paper, ink_colour, 1, gid)


def _labels(ink: Ink, picture: Scene) -> None:
    colours, scale = ink.colours, picture.scale
    roles = {"town": "ink", "land": "land", "ring": "muted", "scale": "muted"}
    boxes = [label.box for label in picture.labels]
    middles = np.array([((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]).reshape(-1, 2)
    for label, (x, y), on_land in zip(picture.labels, middles, is_land(picture.land, middles), strict=True):
        below = "ground" if label.kind == "town" or on_land else "water"
        halo = colours[below] if label.kind in ("town", "ring") else ""
        ink.text(label.text, x, y, label.font, colours[roles[label.kind]], align="center", halo=halo)
    ink.scale(scale.left, scale.right, scale.y)
    for mark in picture.marks:
        if not mark.dot and not mark.visit.home:
            ink.count(len(mark.visit.trips), mark.x, mark.y, mark.radius)


def _titled(svg: bytes, title: str, description: str) -> bytes:
    """The SVG with a title and a description for those who cannot see it, and without the address of its DTD."""
    told_twice = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>".encode()
    head, tag, rest = DOCTYPE.sub(b"", svg).partition(b"<svg ")
    attributes, end, body = rest.partition(b">")
    return b"".join([head, tag, b'role="img" ', attributes, end, told_twice, body])
