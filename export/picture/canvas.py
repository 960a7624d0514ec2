"""A matplotlib canvas for one sheet. All coordinates are px of the page from its top left corner."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox, TransformedBbox

from export.picture.projection import Box, Points
from export.picture.style import CASING_PX, CORE_SHARE, Sheet, Stroke
from export.picture.text import PX_PER_POINT, Font

DPI = 96
FADED_ALPHA = 0.25


class Canvas:
    """A sheet and its colours. Later drawings lie above earlier ones; `clip` limits those that follow to a box."""

    def __init__(self, sheet: Sheet, colours: dict[str, str], paper: str = "") -> None:
        """Create an empty canvas of the sheet's size; `paper` is its colour, if not that of the theme."""
        self.colours = colours
        size, paper = (sheet.width / DPI, sheet.height / DPI), paper or colours["paper"]
        self.figure = Figure(figsize=size, dpi=DPI, facecolor=paper)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, sheet.width), ylim=(sheet.height, 0))
        self.axes.set_axis_off()
        self._clip: Any = None
        self._window: TransformedBbox | None = None
        self._order = 0
        self.added: list[Artist] = []

    def clip(self, box: Box | None, corner: float = 8) -> None:
        """Limit the drawings that follow to a box with rounded corners; `None` removes the limit."""
        self._clip = _rounded(box, corner, transform=self.axes.transData) if box else None
        corners = Bbox.from_extents(box.left, box.top, box.right, box.bottom) if box else None
        self._window = TransformedBbox(corners, self.axes.transData) if corners else None

    def fill_rings(self, rings: Sequence[Points], colour: str) -> None:
        """Fill rings as one shape. Holes run the other way around, as in Natural Earth's data."""
        path = Path.make_compound_path(*(_closed(ring) for ring in rings)) if rings else Path(np.empty((0, 2)))
        self._add(
            PathPatch(path, facecolor=colour, edgecolor=colour, linewidth=_points(0.8), joinstyle="round"),
            rounded=True,
        )

    def thin_lines(self, lines: Sequence[Points], colour: str, width: float, dash: tuple[float, ...] = ()) -> None:
        """Draw thin lines of one colour, width and dash."""
        path = Path.make_compound_path(*(Path(line) for line in lines)) if lines else Path(np.empty((0, 2)))
        patch = PathPatch(path, facecolor="none", edgecolor=colour, linewidth=_points(width))
        if dash:
            patch.set_linestyle((0, tuple(part / width for part in dash)))
        self._add(patch)

    def segment(self, points: Points, stroke: Stroke, colour: str, *, faded: bool = False) -> None:
        """Draw a segment: a casing in the paper colour, the line with its dash, and a railway's light core."""
        alpha = FADED_ALPHA if faded else stroke.alpha
        self._line(points, stroke.width + CASING_PX, self.colours["paper"], (), alpha)
        self._line(points, stroke.width, colour, stroke.dash, alpha)
        if stroke.core:
            self._line(points, stroke.width * CORE_SHARE, self.colours["paper"], stroke.core, alpha)

    def _line(self, points: Points, width: float, colour: str, dash: tuple[float, ...], alpha: float) -> None:
        cap = "round" if not dash or dash[0] < 1 else "butt"
        line = Line2D(*points.T, color=colour, linewidth=_points(width), alpha=alpha)
        line.set(solid_capstyle="round", solid_joinstyle="round", dash_capstyle=cap, dash_joinstyle="round")
        if dash:
            # matplotlib multiplies a dash by the width of its line
            line.set_linestyle((0, tuple(part / width for part in dash)))
        self._add(line)

    def circle(self, x: float, y: float, radius: float, fill: str, edge: str, width: float, name: str = "") -> None:
        """Draw a circle; `name` is its id in an SVG."""
        circle = Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=_points(width))
        circle.set_gid(name or None)
        self._add(circle)

    def rectangle(self, box: Box, fill: str, edge: str = "none") -> None:
        """A box."""
        self._add(
            Rectangle((box.left, box.top), *box.size, facecolor=fill, edgecolor=edge, linewidth=_points(1)),
            rounded=True,
        )

    def rounded_outline(self, box: Box, edge: str) -> None:
        """Draw the outline of a box with rounded corners."""
        self._add(_rounded(box, 8, facecolor="none", edgecolor=edge, linewidth=_points(1)))

    def text(
        self, text: str, x: float, y: float, font: Font, colour: str, *, align: str = "left", halo: str = ""
    ) -> None:
        """Draw a line of text whose middle is at the height `y`. The text is never read as markup."""
        effects = [withStroke(linewidth=_points(3.2), foreground=halo)] if halo else []
        # the middle of small letters and capitals alike, so that neighbours stand on one line
        self._order += 1
        written = self.axes.text(
            *(x, y + font.size * 0.36, text),
            fontproperties=font.properties(text),
            color=colour,
            ha=align,
            va="baseline",
            parse_math=False,
            path_effects=effects,
            zorder=self._order,
        )
        self.added.append(written)

    def number(self, number: int, x: float, y: float, radius: float) -> None:
        """Draw a number inside a circle of `radius`."""
        text = f"{number:,}"
        self.text(
            text, x, y, Font(radius * (1.15 - 0.12 * (len(text) - 1)), bold=True), self.colours["paper"], align="center"
        )

    def scale_bar(self, left: float, right: float, y: float) -> None:
        """Draw a scale bar with a tick at each end."""
        bar = np.array([[left, y - 5], [left, y], [right, y], [right, y - 5]])
        self.thin_lines([bar], self.colours["muted"], 1.3)

    def image(self, pixels: npt.NDArray[np.uint8], box: Box) -> None:
        """Draw a picture of shape (height, width, 4) into a box."""
        extent = (box.left, box.right, box.bottom, box.top)
        picture = AxesImage(self.axes, extent=extent, origin="upper", interpolation="lanczos")
        picture.set_data(pixels)
        self._add(picture)

    def _add(self, artist: Any, *, rounded: bool = False) -> None:
        self._order += 1
        artist.set_zorder(self._order)
        self.axes.add_artist(artist)
        self.added.append(artist)
        # A clip path with round corners costs some ms per artist. Only shapes that fill the map need it.
        if self._clip is not None and rounded:
            artist.set_clip_path(self._clip)
        elif self._window is not None:
            artist.set_clip_box(self._window)


class Surface:
    """The pixels of a canvas; what is added to the canvas later is drawn over them when it is painted."""

    def __init__(self, canvas: Canvas) -> None:
        """Draw all that is on the canvas so far."""
        self._canvas = canvas
        self._agg = cast("Any", FigureCanvasAgg(canvas.figure))  # its methods have no types
        self._agg.draw()
        canvas.added.clear()

    @property
    def pixels(self) -> npt.NDArray[np.uint8]:
        """Red, green, blue and opacity, of shape (height, width, 4); what is written there is drawn."""
        return np.asarray(self._agg.buffer_rgba())

    def paint(self) -> None:
        """Draw what was added to the canvas over what is there, and let go of it."""
        for artist in self._canvas.added:
            self._canvas.axes.draw_artist(artist)
            artist.remove()
        self._canvas.added.clear()


def _rounded(box: Box, corner: float, **style: Any) -> FancyBboxPatch:
    return FancyBboxPatch((box.left, box.top), *box.size, boxstyle=f"round,pad=0,rounding_size={corner}", **style)


def _closed(ring: Points) -> Path:
    return Path(np.concatenate([ring, ring[:1]]), closed=True)


def _points(px: float) -> float:
    return px / PX_PER_POINT
