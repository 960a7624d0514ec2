"""Page sizes of pictures with their layout, and line styles by mode and basis. One px is a CSS pixel, 1/96 inch."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from data.i18n.messages import DEFAULT_LANGUAGE, direction
from export.picture.projection import Box
from export.picture.text import Font

PictureSize = Literal["print", "slide", "card", "square", "portrait"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of `width` x `height` px. A PNG has `scale` times as many pixels; `type` enlarges all text.

    On a sheet with `bleed` the map reaches the edges of the page. On one with a `foot_px` the texts stand above the
    map, in `column_px`, and the legend below it.
    """

    width: float
    height: float
    scale: float
    margin: float
    column_px: float
    type: float
    bleed: bool = False
    foot_px: float = 0
    language: str = DEFAULT_LANGUAGE

    @property
    def from_right(self) -> bool:
        """Whether its texts run from right to left; the column then stands to the right of the map."""
        return direction(self.language) == "rtl"

    @property
    def column(self) -> Box:
        """The box of title, sentence and, unless it stands below the map, legend."""
        margin = max(self.margin, 30.0)
        if self.foot_px:
            return Box(margin, margin, self.width - margin, margin + self.column_px)
        left = self.width - margin - self.column_px if self.from_right else margin
        return Box(left, margin, left + self.column_px, self.height - margin)

    @property
    def map(self) -> Box:
        """The box of the map, beside the column or below it."""
        if self.foot_px:
            return Box(self.column.left, self.column.bottom + 8, self.column.right, self.foot.top - 12)
        edge = 0.0 if self.bleed else self.margin
        if self.from_right:
            return Box(edge, edge, self.column.left - 26, self.height - edge)
        return Box(self.column.right + 26, edge, self.width - edge, self.height - edge)

    @property
    def foot(self) -> Box:
        """The box of the legend and the credits below the map."""
        return Box(
            self.column.left, self.height - self.margin - self.foot_px, self.column.right, self.height - self.margin
        )

    def font(self, size: float, *, bold: bool = False, serif: bool = False) -> Font:
        """Return a font in the size that fits the page."""
        return Font(size * self.type, bold, serif, self.language)


SHEETS: dict[PictureSize, Sheet] = {
    "print": Sheet(1122.52, 793.70, 3.125, 36, 300, 1.0),  # A4 across, 300 dpi
    "slide": Sheet(1280, 720, 1.5, 32, 330, 1.15),  # 1920 x 1080
    "card": Sheet(1200, 630, 1, 40, 372, 1.3, bleed=True),  # what social networks show
    "square": Sheet(720, 720, 1.5, 24, 158, 1.15, foot_px=124),  # 1080 x 1080
    "portrait": Sheet(720, 900, 1.5, 24, 158, 1.15, foot_px=124),  # 1080 x 1350
}

# Of animations: small, since each frame adds to the file.
PLAY_SHEETS: dict[PictureSize, Sheet] = {
    "slide": Sheet(960, 540, 1, 24, 252, 1.05, bleed=True),
    "square": Sheet(720, 720, 1, 22, 124, 1.15, foot_px=86),
    "portrait": Sheet(720, 900, 1, 22, 136, 1.15, foot_px=86),
}

# Line styles, as `static/elements/modes.js` draws them; a test compares the two.
CASING_PX = 2.5  # px of paper colour, both sides of a line together, so that crossings can be told apart
CORE_SHARE = 0.42  # width of a railway's light core as a share of the line


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line style in px: `dash` is () for a solid line, `core` is the dash of a light line inside.

    A dash under 1 px is drawn as a round dot.
    """

    width: float
    dash: tuple[float, ...] = ()
    core: tuple[float, ...] = ()
    alpha: float = 1.0


MODE_STROKES = {
    "rail": Stroke(4.5, core=(6, 6)),
    "air": Stroke(2.75, dash=(10, 7)),
    "road": Stroke(3.25),
    "sea": Stroke(2.75, dash=(12, 5, 2, 5)),
    "foot": Stroke(2.5, dash=(4, 4)),
    "other": Stroke(2.25),
}
BASIS_STROKES = {
    "inferred": Stroke(2.75, dash=(0.1, 5.5), alpha=0.9),
    "schematic": Stroke(1.5, dash=(2, 4), alpha=0.85),
}


def stroke_for(mode: str, basis: str, trips: int = 1) -> Stroke:
    """Return the stroke of a mode and basis; wider where several trips share the segment."""
    own = BASIS_STROKES.get(basis, MODE_STROKES[mode])
    return replace(own, width=own.width + min(5.0, 0.8 * math.log2(trips)))
