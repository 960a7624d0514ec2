"""Animation of a view: its trips played one after the other, as an animated WebP or GIF, without a browser.

Each frame is the picture of the view, so far as its trips are played: the lines are drawn by the same code. All frames
have one palette, so that what does not change takes no room in the file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from PIL import Image

from data.i18n.dates import format_span
from data.i18n.message import translate_title
from data.records.legs import MODES
from data.records.trips import Trip
from export.map_content import SegmentUsage, uses_by_trip
from export.picture.canvas import FADED_ALPHA, Canvas, Surface
from export.picture.drawing import RC_PARAMS, RENDER_LOCK, draw_ground, draw_places, draw_segment
from export.picture.projection import Points, ProjectionName
from export.picture.scene import Scene, build_scene
from export.picture.side_column import draw_play_caption, draw_play_texts, without_blank
from export.picture.style import PLAY_SHEETS, PictureSize, Sheet
from export.picture.text import printable
from export.progress import ProgressCallback, ignore_progress
from export.view import View, visible_trips
from geo.dataset import Dataset
from geo.routes.segments import SegmentUse
from page.assets import theme_colours

AnimationFormat = Literal["webp", "gif"]
FRAME_MS = 100
BEFORE_MS = 500  # the map before the first trip
AFTER_MS = 3_000  # the last frame; then it stays, for the animation plays once
TRIPS_MS = 16_500  # all trips together; with the first and the last frame 20 s
LONGEST_STEP_MS, SHORTEST_STEP_MS = 2_500, 200
MOVING_SHARE = 0.7  # of a trip's time
MAX_BYTES = 6_000_000
PALETTE_COLOURS = 255  # of 256, as GIF marks with one what does not change
DRAWN_SHARE = 0.8  # of the time that an animation takes
MARK_PX = 7.0

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Step:
    """Trips that are played together, one unless there are many; `number` is that of the last among all."""

    trips: tuple[Trip, ...]
    number: int
    duration_ms: int

    @property
    def moving_frames(self) -> int:
        """How many frames have the mark on its way; 0 where there is no time for that."""
        frames = round(self.duration_ms * MOVING_SHARE / FRAME_MS)
        return frames if frames > 2 else 0


@dataclass(frozen=True, slots=True)
class TimedPicture:
    """A picture of the animation, and how long it stands."""

    picture: Image.Image
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of a trip in the direction travelled, in px, with its copies of a world further east or west."""

    line: SegmentUsage
    copies: tuple[Points, ...]

    @property
    def length(self) -> float:
        """The length in px."""
        return float(_along(self.copies[0])[-1])


def plan_steps(trips: Sequence[Trip]) -> list[Step]:
    """Return the steps of an animation of trips, which together take no longer than it may."""
    if not trips:
        return []
    together = -(-len(trips) // (TRIPS_MS // SHORTEST_STEP_MS))
    starts = range(0, len(trips), together)
    duration_ms = min(LONGEST_STEP_MS, TRIPS_MS // len(starts) // FRAME_MS * FRAME_MS)
    parts = [tuple(trips[start : start + together]) for start in starts]
    return [Step(part, start + len(part), duration_ms) for start, part in zip(starts, parts, strict=True)]


def render_animation(
    dataset: Dataset,
    view: View,
    kind: AnimationFormat,
    *,
    projection: ProjectionName = "mercator",
    size: PictureSize = "slide",
    dark: bool = False,
    language: str,
    progress: ProgressCallback = ignore_progress,
) -> bytes:
    """Return the animation as a file of at most 6 MB; equal views of equal data give equal bytes.

    A selected trip is played alone.
    """
    sheet = without_blank(replace(PLAY_SHEETS[size], language=language), dataset, view)
    colours = theme_colours(dark)
    with RENDER_LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(RC_PARAMS)
        scene = build_scene(dataset, view, sheet, projection, language, has_inset=False)
        player = _Player(dataset, view, scene, sheet, colours, language)
        palette = _palette(player.last_frame(), colours)
        frames = list(_with_palette(palette, player.frames(), progress, player.frame_count))
    return _file(frames, kind)


def _file(frames: Sequence[TimedPicture], kind: AnimationFormat) -> bytes:
    """Write frames; where that takes too much room, every second one."""
    while len(content := _encode(frames, kind)) > MAX_BYTES and len(frames) > 2:
        frames = _halved(frames)
    return content


def _halved(frames: Sequence[TimedPicture]) -> list[TimedPicture]:
    """Every second frame, counted from the last, each for as long as both stood."""
    kept = frames[::-1][::2][::-1]
    left_out = ([] if len(frames) % 2 == 0 else [0]) + [frame.duration_ms for frame in frames[::-1][1::2][::-1]]
    return [TimedPicture(frame.picture, frame.duration_ms + more) for frame, more in zip(kept, left_out, strict=True)]


def _encode(frames: Sequence[TimedPicture], kind: AnimationFormat) -> bytes:
    file, (first, *others) = BytesIO(), [frame.picture for frame in frames]
    options: dict[str, Any] = {"save_all": True, "append_images": others}
    options["duration"] = [frame.duration_ms for frame in frames]
    if kind == "webp":
        # Without key frames (`kmax`) the file is a third; nobody winds through it.
        first.save(file, "WEBP", lossless=True, quality=60, method=2, kmin=0, kmax=0, loop=1, **options)
    else:
        first.save(file, "GIF", optimize=True, disposal=1, **options)
    return file.getvalue()


def _palette(last: Image.Image, colours: Mapping[str, str]) -> Image.Image:
    """An image with a palette for all frames: the theme's colours, lines that fade, and those of the last frame."""
    theme = {name: np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) for name, colour in colours.items()}
    grounds, lines = [theme[name] for name in ("ground", "water")], [theme[mode] for mode in MODES]
    faded = [line * FADED_ALPHA + ground * (1 - FADED_ALPHA) for line in lines for ground in grounds]
    sure = np.unique(np.array([*theme.values(), *faded]).round().astype(np.uint8), axis=0)
    palette = last.quantize(PALETTE_COLOURS - len(sure), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.putpalette([*(palette.getpalette() or []), *sure.ravel().tolist()])
    return palette


def _with_palette(
    palette: Image.Image, frames: Iterable[tuple[Image.Image, int]], progress: ProgressCallback, count: int
) -> Iterator[TimedPicture]:
    """Yield frames in a palette."""
    for number, (picture, duration_ms) in enumerate(frames):
        progress(DRAWN_SHARE * number / count)
        yield TimedPicture(picture.quantize(palette=palette, dither=Image.Dither.NONE), duration_ms)


class _Player:
    """Draws the frames: the ground with the trips so far, the trip that moves, and the places above them."""

    def __init__(
        self, dataset: Dataset, view: View, scene: Scene, sheet: Sheet, colours: dict[str, str], language: str
    ) -> None:
        self._scene, self._sheet, self._language = scene, sheet, language
        trips = visible_trips(dataset, view)
        chosen = tuple(trip for trip in trips if trip.id == view.selection.trip)
        self._trips = chosen or trips
        self._steps = plan_steps(self._trips)
        self._uses = uses_by_trip(dataset, self._trips)
        self._copies = _copies_by_segment(scene)
        self._places = self._draw_places(Canvas(sheet, colours, "#ffffff00"))
        self._canvas = Canvas(sheet, colours)
        self._caption = draw_play_texts(self._canvas, sheet, dataset, view, scene, language)
        draw_ground(self._canvas, scene, sheet.bleed)
        self._surface = Surface(self._canvas)
        self._ground = self._surface.pixels.copy()

    @property
    def frame_count(self) -> int:
        """How many frames there are."""
        return 2 + sum(step.moving_frames + 1 for step in self._steps)

    def last_frame(self) -> Image.Image:
        """The whole view: all lines as on the page."""
        self._surface.pixels[:] = self._ground
        for line, points in self._scene.segments:
            draw_segment(self._canvas, line, points, faded=line.faded)
        return self._picture()

    def frames(self) -> Iterator[tuple[Image.Image, int]]:
        """Yield each frame with its time in ms."""
        background, played = self._ground, set[int]()
        self._surface.pixels[:] = background
        yield self._picture(), BEFORE_MS
        for step in self._steps:
            pieces = self._pieces(step)
            yield from self._play(step, pieces, background)
            self._surface.pixels[:] = background
            for piece in pieces:
                if piece.line.number not in played:
                    self._draw(piece, piece.copies, faded=True)
                    played.add(piece.line.number)
            self._surface.paint()
            background = self._surface.pixels.copy()
        yield self.last_frame(), AFTER_MS

    def _play(self, step: Step, pieces: Sequence[Piece], background: Pixels) -> Iterator[tuple[Image.Image, int]]:
        """Yield the frames of one step: the way grows, and at last it is whole."""
        moving = step.moving_frames if pieces else 0
        total = sum(piece.length for piece in pieces)
        for number in range(1, moving + 1):
            self._surface.pixels[:] = background
            yield self._moment(step, pieces, total * number / moving), FRAME_MS
        self._surface.pixels[:] = background
        yield self._moment(step, pieces, total), step.duration_ms - moving * FRAME_MS

    def _moment(self, step: Step, pieces: Sequence[Piece], left: float) -> Image.Image:
        """The picture in which so many px of the way are travelled."""
        ends = np.array([[marker.x, marker.y] for marker in self._visited(step)]).reshape(-1, 2)
        for piece in pieces:
            copies = tuple(_first_part(points, left) for points in piece.copies)
            self._draw(piece, copies, faded=False)
            ends = np.array([points[-1] for points in copies])
            left -= piece.length
            if left <= 0:
                break
        draw_play_caption(self._canvas, self._sheet, self._caption, self._texts(step), self._language)
        return self._picture(ends)

    def _visited(self, step: Step) -> list[Any]:
        """The markers of a trip, for one without a line."""
        return [marker for marker in self._scene.markers if step.trips[0].id in marker.visit.trip_ids][:1]

    def _texts(self, step: Step) -> tuple[str, str, str]:
        first, last = step.trips[0], step.trips[-1]
        number = f"{step.number:,} / {len(self._trips):,}"
        title = printable(translate_title(first.title, self._language)) if len(step.trips) == 1 else ""
        return number, title, format_span(first.start, last.end or last.start, self._language)

    def _pieces(self, step: Step) -> list[Piece]:
        """The segments of the step's trips in the order travelled; of several trips each segment once."""
        uses = list(chain.from_iterable(self._uses[trip.id] for trip in step.trips))
        if len(step.trips) > 1:
            uses = list({use.segment: use for use in uses}.values())
        return [_piece(use, *self._copies[use.segment]) for use in uses if use.segment in self._copies]

    def _draw(self, piece: Piece, copies: tuple[Points, ...], *, faded: bool) -> None:
        for points in copies:
            draw_segment(self._canvas, piece.line, points, faded=faded)

    def _picture(self, marks: Points | None = None) -> Image.Image:
        """The picture as drawn, with the places above it, and above them a mark at each of these points."""
        self._surface.paint()
        pixels = self._surface.pixels
        at, colour, share = self._places
        pixels[at] = np.round(pixels[at] * (1 - share) + colour * share).astype(np.uint8)
        ink, paper = self._canvas.colours["ink"], self._canvas.colours["paper"]
        for x, y in marks if marks is not None else ():
            self._canvas.circle(x, y, MARK_PX, ink, paper, 3)
        self._surface.paint()
        return Image.fromarray(pixels[:, :, :3].copy())

    def _draw_places(self, canvas: Canvas) -> tuple[Any, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """The pixels of markers and names: where they are, their colours, and how much they cover, from 0 to 1."""
        canvas.clip(self._scene.frame.box, 0.01)
        draw_places(canvas, self._scene)
        if not self._sheet.bleed:
            canvas.rounded_outline(self._scene.frame.box, canvas.colours["hairline"])
        pixels = Surface(canvas).pixels
        at = np.nonzero(pixels[:, :, 3])
        covered = pixels[at].astype(float)
        colour, share = covered.copy(), covered[:, 3:] / 255
        colour[:, 3] = 255
        return at, colour, share


def _copies_by_segment(scene: Scene) -> Mapping[int, tuple[SegmentUsage, tuple[Points, ...]]]:
    copies: dict[int, tuple[SegmentUsage, tuple[Points, ...]]] = {}
    for line, points in scene.segments:
        copies[line.number] = line, (*copies.get(line.number, (line, ()))[1], points)
    return copies


def _piece(use: SegmentUse, line: SegmentUsage, copies: tuple[Points, ...]) -> Piece:
    return Piece(line, copies if use.forward else tuple(points[::-1] for points in copies))


def _along(points: Points) -> npt.NDArray[np.float64]:
    """The distance of each point from the first one along the line, in px."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])


def _first_part(points: Points, length: float) -> Points:
    """The first part of a line, `length` px of it."""
    along = _along(points)
    if length >= along[-1]:
        return points
    end = [np.interp(length, along, points[:, axis]) for axis in (0, 1)]
    return np.concatenate([points[along < length], [end]])
