"""Sheet: the pages that pictures are made for, and what stands where on them. One px is a CSS pixel, 1/96 inch."""

from dataclasses import dataclass
from typing import Literal

from export.picture.projection import Box
from export.picture.text import Font

SizeName = Literal["print", "slide", "card"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: `width` x `height` px, of which a PNG has `scale` times as many; `type` enlarges all text."""

    width: float
    height: float
    scale: float
    margin: float
    column_px: float
    type: float
    bleed: bool

    @property
    def column(self) -> Box:
        """Where title, sentence and legend stand."""
        margin = max(self.margin, 30.0)
        return Box(margin, margin, margin + self.column_px, self.height - margin)

    @property
    def map(self) -> Box:
        """Where the map stands: to the right of the column, to the page's edge where it bleeds."""
        edge = 0.0 if self.bleed else self.margin
        return Box(self.column.right + 26, edge, self.width - edge, self.height - edge)

    def font(self, size: float, *, bold: bool = False, serif: bool = False) -> Font:
        """A face in the size that fits the page."""
        return Font(size * self.type, bold, serif)


SHEETS: dict[SizeName, Sheet] = {
    "print": Sheet(1122.52, 793.70, 3.125, 36, 300, 1.0, bleed=False),  # A4 across, 300 dpi
    "slide": Sheet(1280, 720, 1.5, 32, 330, 1.15, bleed=False),  # 1920 x 1080
    "card": Sheet(1200, 630, 1, 40, 372, 1.3, bleed=True),  # what social networks show
}
