"""Column: title, sentence, legend and credits, beside the map."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from data.i18n.messages import catalogue, translate, translate_name
from data.records.legs import MODES
from data.records.trips import Trip
from export.map_content import home
from export.picture.canvas import Ink
from export.picture.projection import Box, Points, ProjectionName
from export.picture.scene import Mark, Scene
from export.picture.sheet import Sheet
from export.picture.strokes import Stroke, stroke
from export.picture.text import Font, clean, shortened, wrapped
from export.view import View, chosen, cited, edition, shown, sources_read_to, told
from geo.dataset import Dataset

SAMPLE_PX = 40.0
SWATCH = Stroke(4.5)


class Column:
    """Writes from the top of a box downwards, and from its bottom upwards."""

    def __init__(self, ink: Ink, sheet: Sheet, language: str) -> None:
        """An empty column of the sheet, to be written in a language."""
        self.ink, self.sheet, self.box, self.language = ink, sheet, sheet.column, language
        self.top, self.bottom = self.box.top, self.box.bottom

    def paragraph(self, text: str, font: Font, colour: str, lines: int, leading: float = 1.38) -> None:
        """Text from the top on."""
        for line in wrapped(text, font, self.box.size[0], lines):
            self.ink.text(line, self.box.left, self.top + font.size * leading / 2, font, self.ink.colours[colour])
            self.top += font.size * leading

    def closing(self, texts: list[str], font: Font, colour: str, lines: int) -> None:
        """Paragraphs that end at the bottom."""
        written = [line for text in texts if text for line in wrapped(text, font, self.box.size[0], lines)]
        self.bottom -= len(written) * font.size * 1.4
        for number, line in enumerate(written):
            y = self.bottom + (number + 0.5) * font.size * 1.4
            self.ink.text(line, self.box.left, y, font, self.ink.colours[colour])

    def translate(self, key: str, **values: str | int) -> str:
        """A message in the language of the column."""
        return translate(key, self.language, **values)

    def space(self, px: float) -> None:
        """Nothing, for a while."""
        self.top += px * self.sheet.type

    def row(self, words: str, number: str, *, muted: bool = False) -> tuple[float, float] | None:
        """A row of the legend: words, and a number at the right. Where its sample belongs; `None` if it is full."""
        font, high = self.sheet.font(12.5), 22.0 * self.sheet.type
        if self.top + high > self.bottom:
            return None
        y, colours = self.top + high / 2, self.ink.colours
        left = self.box.left + SAMPLE_PX * self.sheet.type + 10
        self.top += high
        words = shortened(words, font, self.box.right - left - 30)
        self.ink.text(words, left, y, font, colours["muted" if muted else "ink"])
        if number:
            bold = self.sheet.font(12.5, bold=True)
            self.ink.text(number, self.box.right, y, bold, colours["muted" if muted else "ink"], align="right")
        return self.box.left, y


def write(
    ink: Ink,
    sheet: Sheet,
    dataset: Dataset,
    view: View,
    picture: Scene,
    projection: ProjectionName,
    language: str,
) -> None:
    """All of the column."""
    column = Column(ink, sheet, language)
    title, text, small = sheet.font(25, bold=True, serif=True), sheet.font(13), sheet.font(9)
    column.closing(_closing(column, dataset, view, projection), small, "muted", 3)
    column.paragraph(translate_name(dataset.records.about.title, language), title, "ink", 4, leading=1.2)
    column.space(9)
    filters = chosen(view, language)
    if filters:
        column.paragraph(filters, sheet.font(13, bold=True), "ink", 3)
        column.space(4)
    column.paragraph(told(dataset, view, language), text, "muted", 9)
    column.space(14)
    ink.fine([_across(column.box, column.top)], ink.colours["hairline"], 1.2)
    column.space(8)
    _legend(column, dataset, view, picture)
    _trips(column, shown(dataset, view))


def _across(box: Box, y: float) -> Points:
    return np.array([[box.left, y], [box.right, y]])


def _closing(column: Column, dataset: Dataset, view: View, projection: ProjectionName) -> list[str]:
    read_to, centre = clean(sources_read_to(dataset, column.language)), home(dataset)
    date = f"{column.translate('sources_read_to', when=read_to)} · " if read_to else ""
    sources = column.translate("source_count", n=len(cited(dataset, view)))
    where = clean(translate_name(centre.label, column.language)) if centre else column.translate("picture_centre")
    true = column.translate("picture_azimuthal", place=where)
    plane = column.translate("picture_mercator") if projection == "mercator" else true
    credits = f"{column.translate('credits_map')} · {column.translate('credits_ways')}"
    return [f"{date}{sources}", plane, credits, column.translate("data_edition", edition=edition(dataset)).capitalize()]


def _legend(column: Column, dataset: Dataset, view: View, picture: Scene) -> None:
    counts = Counter(trip.mode for trip in shown(dataset, view))
    drawn = {line.mode for line, _ in picture.lines if line.basis == "reported"}
    for mode in MODES:
        if counts[mode] or mode in drawn:
            _sample(column, column.row(column.translate(mode).capitalize(), f"{counts[mode]:,}"), mode, "reported")
    for basis in ("inferred", "schematic"):
        modes = Counter(line.mode for line, _ in picture.lines if line.basis == basis)
        for mode, _ in modes.most_common(1):
            _sample(column, column.row(column.translate(basis).capitalize(), "", muted=True), mode, basis)
    _places(column, picture.marks)


def _places(column: Column, marks: Sequence[Mark]) -> None:
    """What the marks mean: home, a count, a place only passed."""
    homes = [clean(translate_name(mark.visit.place.label, column.language)) for mark in marks if mark.visit.home]
    if homes:
        _mark(column, column.row(f"{column.translate('home').capitalize()}: {homes[0]}", "", muted=True), home=True)
    if any(not mark.visit.home and mark.visit.trips for mark in marks):
        _mark(column, column.row(column.translate("picture_stops"), "", muted=True), home=False)
    if any(mark.dot and not mark.visit.trips for mark in marks):
        at = column.row(column.translate("picture_passed"), "", muted=True)
        if at:
            ink = column.ink
            ink.disc(_middle(column, at[0]), at[1], 2.6, ink.colours["paper"], ink.colours["ink"], 1)


def _trips(column: Column, trips: Sequence[Trip]) -> None:
    """The trips by date and title, where there is room for most of them."""
    column.space(12)
    free, least, most = column.bottom - column.top - 14, 14.5 * column.sheet.type, 17.5 * column.sheet.type
    if not trips or free < min(len(trips), 14) * least:
        return
    high = min(most, max(least, free / len(trips)))
    font, room = column.sheet.font(10.5 if high > 15.5 * column.sheet.type else 9.5), int(free / high + 0.01)
    left = column.box.left + 84 * column.sheet.type
    for number, trip in enumerate(trips[: room if room >= len(trips) else room - 1]):
        y = column.top + (number + 0.5) * high
        colours = column.ink.colours
        column.ink.text(_day(trip, column.language), column.box.left, y, font, colours["muted"])
        column.ink.way(np.array([[left, y], [left + 12, y]]), SWATCH, colours[trip.mode])
        title = shortened(clean(translate_name(trip.title, column.language)), font, column.box.right - left - 20)
        column.ink.text(title, left + 20, y, font, colours["ink"])
    if room < len(trips):
        rest = column.translate("stat_rest", n=len(trips) - room + 1)
        column.ink.text(rest, left + 20, column.top + (room - 0.5) * high, font, column.ink.colours["muted"])


def _day(trip: Trip, language: str) -> str:
    """When a trip began, as precisely as it is known."""
    when = min(trip.moments, key=lambda when: (when.first, when.day is None), default=None)
    if when is None:
        return translate("undated", language)
    month = catalogue(language)["months_short"][when.first.month - 1]
    if when.day:
        return translate("day_month_year", language, day=when.day.day, month=month, year=str(when.day.year))
    if when.last.month != when.first.month:
        return translate("year_alone", language, year=str(when.first.year))
    return translate("month_year", language, month=month, year=str(when.first.year))


def _sample(column: Column, at: tuple[float, float] | None, mode: str, basis: str) -> None:
    if at:
        x, y = at
        points = np.array([[x + 1, y], [x + SAMPLE_PX * column.sheet.type, y]])
        column.ink.way(points, stroke(mode, basis), column.ink.colours[mode])


def _middle(column: Column, left: float) -> float:
    return left + SAMPLE_PX * column.sheet.type / 2


def _mark(column: Column, at: tuple[float, float] | None, *, home: bool) -> None:
    if not at:
        return
    ink, x, y = column.ink, _middle(column, at[0]), at[1]
    if home:
        ink.disc(x, y, 6.5, ink.colours["paper"], ink.colours["ink"], 3.2)
    else:
        ink.disc(x, y, 8.5, ink.colours["ink"], ink.colours["paper"], 0)
        ink.text("n", x, y, column.sheet.font(9, bold=True), ink.colours["paper"], align="center")
