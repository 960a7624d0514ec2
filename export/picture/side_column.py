"""Side column of a picture: title, sentence, legend, trips and credits, to the left of the map or around it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from data.i18n.dates import format_day, format_month
from data.i18n.message import translate_title
from data.i18n.messages import format_number, join_pair, translate, translate_name
from data.records.legs import MODES
from data.records.logo import open_logo
from data.records.trips import Trip
from export.map_content import home_place
from export.picture.canvas import Canvas
from export.picture.projection import Box, Points, ProjectionName
from export.picture.scene import Marker, Scene
from export.picture.style import Sheet, Stroke, stroke_for
from export.picture.text import Font, printable, text_width, truncate, wrap
from export.view import (
    View,
    cited_sources,
    data_edition,
    describe_filters,
    sources_read_to,
    view_sentence,
    visible_trips,
)
from geo.colouring import COLOURS, Colouring
from geo.dataset import Dataset

SAMPLE_PX = 40.0
RIGHT_TO_LEFT_MARK = "\u200f"
SWATCH = Stroke(4.5)
PLAY_CAPTION_PX = 112.0
BELOW_HEADING_PX = 4.0  # between a heading and the map below it, besides what the sheet leaves
LOGO_PX, LOGO_WIDTH_PX = 26.0, 150.0  # at the most
EDGES = (0, 0.28, 0.7, 1)  # of the boxes of a legend in the foot; modes have short names
NAMED_EDGES = (0, 0.38, 0.78, 1)  # where lines are coloured by names of travellers and the like
LOGO_PIXELS = (900, 160)  # that are drawn; more are not seen


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in at most so many `lines`, with `space` above it, which the sheet's size of type enlarges."""

    text: str
    font: Font
    colour: str
    lines: int
    leading: float = 1.38
    space: float = 0.0

    @property
    def line_px(self) -> float:
        """The height of a line."""
        return self.font.size * self.leading

    def wrapped(self, width: float, room: float) -> list[str]:
        """Return the lines in a width, as many as there is room for."""
        lines = min(self.lines, int(room / self.line_px + 0.01))
        return wrap(self.text, self.font, width, lines) if lines > 0 else []


class HeadingLines(NamedTuple):
    """How many lines title, filters and sentence may take."""

    title: int
    filters: int
    sentence: int


LINES_ABOVE = HeadingLines(2, 1, 3)  # the map
LINES_BESIDE = HeadingLines(4, 3, 9)
LINES_BESIDE_PLAYED = HeadingLines(4, 2, 6)


class SideColumn:
    """A box that is filled with text from the top downwards and from the bottom upwards."""

    def __init__(self, canvas: Canvas, sheet: Sheet, language: str, *boxes: Box) -> None:
        """Start an empty column of the sheet, or other boxes that rows fill one after the other."""
        self.canvas, self.sheet, self.language = canvas, sheet, language
        self.box, *self._next_boxes = boxes or (sheet.column,)
        self.top, self.bottom = self.box.top, self.box.bottom

    def _next_box(self) -> bool:
        """Go on in the next box, if there is one."""
        if not self._next_boxes:
            return False
        self.box, self.top = self._next_boxes[0], self._next_boxes[0].top
        del self._next_boxes[0]
        return True

    def paragraphs(self, texts: Sequence[Paragraph]) -> None:
        """Write texts below what was written before, as much of them as there is room for."""
        for each in texts:
            self.space(each.space)
            for line in each.wrapped(self.box.size[0], self.bottom - self.top):
                self.text(line, self.box.left, self.top + each.line_px / 2, each.font, each.colour)
                self.top += each.line_px

    def closing(self, texts: list[str], font: Font, colour: str, lines: int) -> None:
        """Write paragraphs that end at the bottom of the column."""
        written = [line for text in texts if text for line in wrap(text, font, self.box.size[0], lines)]
        self.bottom -= len(written) * font.size * 1.4
        for number, line in enumerate(written):
            y = self.bottom + (number + 0.5) * font.size * 1.4
            self.text(line, self.box.left, y, font, colour)

    def across(self, x: float) -> float:
        """Return where a point of the column stands, which a language from right to left mirrors."""
        return self.box.left + self.box.right - x if self.sheet.from_right else x

    def text(self, text: str, x: float, y: float, font: Font, colour: str, *, align: str = "left") -> None:
        """Write a line of text from `x` on, or up to it."""
        if self.sheet.from_right:
            text = f"{RIGHT_TO_LEFT_MARK}{text}"  # so runs a line that begins with a name in Latin letters
            align = "right" if align == "left" else "left"
        self.canvas.text(text, self.across(x), y, font, self.canvas.colours[colour], align=align)

    def translate(self, key: str, **values: str | int) -> str:
        """Translate a message into the language of the column."""
        return translate(key, self.language, **values)

    @property
    def forward(self) -> int:
        """1 where lines run from left to right, else -1."""
        return -1 if self.sheet.from_right else 1

    def space(self, px: float) -> None:
        """Leave vertical space."""
        self.top += px * self.sheet.type

    def _row_px(self, number: str) -> float:
        """The width of the words of a row."""
        return self.box.size[0] - SAMPLE_PX * self.sheet.type - 10 - (30 if number else 0)

    def row(self, words: str, number: str, *, muted: bool = False) -> tuple[float, float] | None:
        """Write a row of the legend, with a number at the right; return the position of its sample, `None` if full.

        A row that does not fit into the width goes into the next box, if there is one.
        """
        font, high = self.sheet.font(12.5), 22.0 * self.sheet.type
        is_full = self.top + high > self.bottom
        if (is_full or text_width(words, font) > self._row_px(number)) and not self._next_box() and is_full:
            return None
        y, colour = self.top + high / 2, "muted" if muted else "ink"
        left = self.box.left + SAMPLE_PX * self.sheet.type + 10
        self.top += high
        words = truncate(words, font, self._row_px(number))
        self.text(words, left, y, font, colour)
        if number:
            self.text(number, self.box.right, y, self.sheet.font(12.5, bold=True), colour, align="right")
        return self.across(self.box.left), y


def draw_side_column(
    canvas: Canvas,
    sheet: Sheet,
    dataset: Dataset,
    view: View,
    picture: Scene,
    projection: ProjectionName,
    language: str,
) -> None:
    """Draw all texts of the column and the legend of a scene."""
    column, small = SideColumn(canvas, sheet, language), sheet.font(9)
    closing = _closing(column, dataset, view, projection)
    if sheet.foot_px:
        column.paragraphs(_heading(sheet, dataset, view, language, LINES_ABOVE))
        credits = SideColumn(canvas, sheet, language, sheet.foot)
        publication = dataset.records.about.publication
        note = [publication.note] if publication and publication.note else []
        credits.closing([*note, " · ".join(filter(None, closing))], small, "muted", 1 if note else 2)
        logo_px, _ = _draw_logo(canvas, sheet, dataset, credits.bottom, at_end=True)
        room = _without_end(sheet.foot, logo_px, from_right=sheet.from_right)
        boxes = _thirds(room, NAMED_EDGES if view.colour else EDGES, from_right=sheet.from_right)
        foot = SideColumn(canvas, sheet, language, *boxes)
        foot.bottom = credits.bottom
        _legend(foot, dataset, view, picture)
        return
    column.closing(closing, small, "muted", 3)
    column.bottom -= _draw_logo(canvas, sheet, dataset, column.bottom)[1]
    column.paragraphs(_heading(sheet, dataset, view, language, LINES_BESIDE))
    column.space(14)
    canvas.thin_lines([_across(column.box, column.top)], canvas.colours["hairline"], 1.2)
    column.space(8)
    _legend(column, dataset, view, picture)
    _trips(column, dataset, view, picture.colouring)


def draw_play_texts(canvas: Canvas, sheet: Sheet, dataset: Dataset, view: View, picture: Scene, language: str) -> Box:
    """Draw the texts that stay while trips are played, and return the box for those of each trip."""
    column, small = SideColumn(canvas, sheet, language), sheet.font(8.5)
    credits = f"{column.translate('credits_map')} · {column.translate('credits_ways')}"
    if sheet.foot_px:
        column.paragraphs(_heading(sheet, dataset, view, language, LINES_ABOVE))
        foot = SideColumn(canvas, sheet, language, sheet.foot)
        foot.closing([credits], small, "muted", 1)
        logo_px, _ = _draw_logo(canvas, sheet, dataset, foot.bottom, at_end=True)
        return _without_end(replace(foot.box, bottom=foot.bottom), logo_px, from_right=sheet.from_right)
    column.closing([credits], small, "muted", 3)
    column.bottom -= _draw_logo(canvas, sheet, dataset, column.bottom)[1]
    column.paragraphs(_heading(sheet, dataset, view, language, LINES_BESIDE_PLAYED))
    column.space(12)
    caption = Box(column.box.left, column.top, column.box.right, column.top + PLAY_CAPTION_PX * sheet.type)
    column.top = caption.bottom
    canvas.thin_lines([_across(column.box, column.top)], canvas.colours["hairline"], 1.2)
    column.space(6)
    _legend(column, dataset, view, picture)
    return caption


def draw_play_caption(canvas: Canvas, sheet: Sheet, box: Box, texts: tuple[str, str, str], language: str) -> None:
    """Draw which trip is played: its number, title and time."""
    column, (number, title, time) = SideColumn(canvas, sheet, language, box), texts
    if sheet.foot_px:
        below = " · ".join(filter(None, (time, number)))
        lines = [Paragraph(title, sheet.font(15, bold=True, serif=True), "ink", 1, 1.3)]
        column.paragraphs([*lines, Paragraph(below, sheet.font(12), "muted", 1)])
        return
    column.paragraphs(
        [
            Paragraph(number, sheet.font(11), "muted", 1),
            Paragraph(title, sheet.font(15, bold=True, serif=True), "ink", 3, 1.25),
            Paragraph(time, sheet.font(12), "muted", 1),
        ]
    )


def _draw_logo(
    canvas: Canvas, sheet: Sheet, dataset: Dataset, bottom: float, *, at_end: bool = False
) -> tuple[float, float]:
    """Draw the publisher's logo above `bottom`, and return the width and height that it takes; 0 without one."""
    publication, box = dataset.records.about.publication, sheet.column
    logo = open_logo(publication.logo) if publication else None
    try:
        pixels = logo.convert("RGBA") if logo else None
    except (OSError, ValueError, SyntaxError):  # it is cut short
        pixels = None
    if not pixels:
        return 0.0, 0.0
    pixels.thumbnail(LOGO_PIXELS)
    width, height = pixels.size
    scale = min(LOGO_PX * sheet.type / height, LOGO_WIDTH_PX * sheet.type / width)
    left, gap = (box.right - width * scale if at_end != sheet.from_right else box.left), 8 * sheet.type
    canvas.image(np.asarray(pixels), Box(left, bottom - gap - height * scale, left + width * scale, bottom - gap))
    return float(width * scale + 2 * gap), float(height * scale + 2 * gap)


def _heading(sheet: Sheet, dataset: Dataset, view: View, language: str, lines: HeadingLines) -> list[Paragraph]:
    """Return title, byline, filters, sentence and note, the first ones in at most so many lines."""
    title = sheet.font(25, bold=True, serif=True)
    texts = [Paragraph(translate_name(dataset.records.about.title, language), title, "ink", lines.title, 1.2)]
    publication, above = dataset.records.about.publication, 9.0
    if publication and publication.byline:
        byline = sheet.font(11, bold=True)
        texts.append(Paragraph(publication.byline, byline, "ink", 2 if lines.title > 2 else 1, space=4))
    filters = describe_filters(view, language, dataset.records.own_columns)
    if filters:
        texts.append(Paragraph(filters, sheet.font(13, bold=True), "ink", lines.filters, space=above))
        above = 4.0
    sentence = view_sentence(dataset, view, language)
    texts.append(Paragraph(sentence, sheet.font(13), "muted", lines.sentence, space=above))
    if publication and publication.note and not sheet.foot_px:
        texts.append(Paragraph(publication.note, sheet.font(11), "muted", 4, space=4))
    return texts


def without_blank(sheet: Sheet, dataset: Dataset, view: View) -> Sheet:
    """Return a sheet whose map begins below the title and the sentence, if they take less room than there is."""
    if not sheet.foot_px:
        return sheet
    px, (width, _) = 0.0, sheet.column.size
    for each in _heading(sheet, dataset, view, sheet.language, LINES_ABOVE):
        px += each.space * sheet.type
        px += len(each.wrapped(width, sheet.column_px - px)) * each.line_px
    return replace(sheet, column_px=min(sheet.column_px, px + BELOW_HEADING_PX))


def _thirds(box: Box, shares: Sequence[float], *, from_right: bool) -> list[Box]:
    """Three boxes side by side in a box: for the modes or groups, the bases and the places."""
    gap, edges = 20.0, [box.left + share * box.size[0] for share in shares]
    thirds = [Box(left, box.top, right - gap, box.bottom) for left, right in pairwise(edges)]
    return thirds[::-1] if from_right else thirds


def _capitalized(text: str) -> str:
    """A text with a capital at its start; the rest is as the language writes it."""
    return text[:1].upper() + text[1:]


def _without_end(box: Box, px: float, *, from_right: bool) -> Box:
    """A box without so many px where its lines end."""
    return replace(box, left=box.left + px) if from_right else replace(box, right=box.right - px)


def _across(box: Box, y: float) -> Points:
    return np.array([[box.left, y], [box.right, y]])


def _closing(column: SideColumn, dataset: Dataset, view: View, projection: ProjectionName) -> list[str]:
    read_to, centre = printable(sources_read_to(dataset, column.language)), home_place(dataset)
    date = column.translate("sources_read_to", when=read_to) if read_to else ""
    count = len(cited_sources(dataset, view))
    sources = column.translate("source_count", n=count) if count else ""
    where = printable(translate_name(centre.label, column.language)) if centre else column.translate("picture_centre")
    true = column.translate("picture_azimuthal", place=where)
    plane = column.translate("picture_mercator") if projection == "mercator" else true
    credits = f"{column.translate('credits_map')} · {column.translate('credits_ways')}"
    return [
        " · ".join(filter(None, (date, sources))),
        plane,
        credits,
        _capitalized(column.translate("data_edition", edition=data_edition(dataset))),
    ]


def _legend(column: SideColumn, dataset: Dataset, view: View, picture: Scene) -> None:
    counts = Counter(trip.mode for trip in visible_trips(dataset, view))
    _groups(column, dataset, view, picture)
    drawn = {line.mode for line, _ in picture.segments if line.basis == "reported"}
    for mode in MODES:
        if counts[mode] or mode in drawn:
            number = format_number(counts[mode], column.language)
            _sample(column, column.row(_capitalized(column.translate(mode)), number), mode, "reported", view.colour)
    for basis in ("inferred", "schematic"):
        modes = Counter(line.mode for line, _ in picture.segments if line.basis == basis)
        for mode, _ in modes.most_common(1):
            _sample(column, column.row(_capitalized(column.translate(basis)), "", muted=True), mode, basis, view.colour)
    _places(column, picture.markers)


def _groups(column: SideColumn, dataset: Dataset, view: View, picture: Scene) -> None:
    """Explain the colours of lines that do not have those of the transport, where there are lines."""
    colouring = picture.colouring
    if colouring is None or not picture.segments:
        return
    drawn = {line.colour for line, _ in picture.segments}
    counts, texts = colouring.counts(visible_trips(dataset, view)), colouring.texts(column.language)
    for colour, text, count in zip(COLOURS, texts, counts, strict=True):
        at = column.row(printable(text), f"{count:,}" if count else "") if count or colour in drawn else None
        if at:
            points = np.array([[at[0] + 1, at[1]], [at[0] + SAMPLE_PX * column.sheet.type, at[1]]])
            column.canvas.segment(points, SWATCH, column.canvas.colours[colour])


def _places(column: SideColumn, markers: Sequence[Marker]) -> None:
    """Explain the markers: home, a count of trips, a place only passed."""
    homes = [
        printable(translate_name(marker.visit.place.label, column.language))
        for marker in markers
        if marker.visit.is_home
    ]
    if homes:
        home = join_pair(_capitalized(column.translate("home")), homes[0], column.language)
        _mark(column, column.row(home, "", muted=True), home=True)
    if any(not marker.visit.is_home and marker.visit.trip_ids for marker in markers):
        _mark(column, column.row(column.translate("picture_stops"), "", muted=True), home=False)
    if any(marker.dot and not marker.visit.trip_ids for marker in markers):
        at = column.row(column.translate("picture_passed"), "", muted=True)
        if at:
            canvas = column.canvas
            canvas.circle(_middle(column, at[0]), at[1], 2.6, canvas.colours["paper"], canvas.colours["ink"], 1)


def _trips(column: SideColumn, dataset: Dataset, view: View, colouring: Colouring | None) -> None:
    """List the trips by date and title, if there is room for most of them."""
    trips = visible_trips(dataset, view)
    column.space(12)
    free, least, most = column.bottom - column.top - 14, 14.5 * column.sheet.type, 17.5 * column.sheet.type
    if not trips or free < min(len(trips), 14) * least:
        return
    high = min(most, max(least, free / len(trips)))
    font, room = column.sheet.font(10.5 if high > 15.5 * column.sheet.type else 9.5), int(free / high + 0.01)
    left = column.box.left + 84 * column.sheet.type
    for number, trip in enumerate(trips[: room if room >= len(trips) else room - 1]):
        y = column.top + (number + 0.5) * high
        colour = COLOURS[colouring.group(trip)] if colouring else trip.mode
        column.text(_day(trip, column.language), column.box.left, y, font, "muted")
        swatch = np.array([[column.across(left), y], [column.across(left + 12), y]])
        column.canvas.segment(swatch, SWATCH, column.canvas.colours[colour])
        title = truncate(printable(translate_title(trip.title, column.language)), font, column.box.right - left - 20)
        column.text(title, left + 20, y, font, "ink")
    if room < len(trips):
        rest = column.translate("stat_rest", n=len(trips) - room + 1)
        column.text(rest, left + 20, column.top + (room - 0.5) * high, font, "muted")


def _day(trip: Trip, language: str) -> str:
    """Return when a trip began, as precisely as it is known."""
    when = min(trip.moments, key=lambda when: (when.first, when.day is None), default=None)
    if when is None:
        return translate("undated", language)
    if when.day:
        return format_day(when.day, language)
    if when.last.month != when.first.month:
        return translate("year_alone", language, year=str(when.first.year))
    return format_month(when.first, language, full=False)


def _sample(column: SideColumn, at: tuple[float, float] | None, mode: str, basis: str, colour_facet: str) -> None:
    """Draw a piece of a line, in the colour of its mode unless the colours stand for something else."""
    if at:
        x, y = at
        points = np.array([[x + column.forward, y], [x + column.forward * SAMPLE_PX * column.sheet.type, y]])
        column.canvas.segment(points, stroke_for(mode, basis), column.canvas.colours["ink" if colour_facet else mode])


def _middle(column: SideColumn, left: float) -> float:
    return left + column.forward * SAMPLE_PX * column.sheet.type / 2


def _mark(column: SideColumn, at: tuple[float, float] | None, *, home: bool) -> None:
    if not at:
        return
    canvas, x, y = column.canvas, _middle(column, at[0]), at[1]
    if home:
        canvas.circle(x, y, 6.5, canvas.colours["paper"], canvas.colours["ink"], 3.2)
    else:
        canvas.circle(x, y, 8.5, canvas.colours["ink"], canvas.colours["paper"], 0)
        canvas.text("n", x, y, column.sheet.font(9, bold=True), canvas.colours["paper"], align="center")
