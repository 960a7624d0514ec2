"""Label placement: names beside their markers. No name covers another or a marker, and few cover a line."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from export.picture.projection import Box, Points
from export.picture.text import Font, text_width

MARKER_GAP = 4.0
PADDING = 2.0  # px kept free around a name
ATTEMPTS = 8  # orders of the requests that are tried; those that found no position move to the front
EDGE_MARGIN = 5.0  # px from the frame's sides
NEAR_COST = 2.0  # the cost of each px by which a name is nearer to another marker than to its own, in the same steps
MOST_NEARER = 6.0  # px; a name that is so much nearer to another marker would be read as that one's
LAST_NEARER = 14.0  # px, for the names that would else be left out
LINE_COST = 1.0  # the cost of a line's point under a name, in steps down the list of positions


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A text that needs a position: beside a marker of `radius`, or on the point itself where `radius` is 0.

    `kind` is town, land, ring or scale. A `strict` label covers no line at all.
    """

    text: str
    kind: str
    font: Font
    x: float
    y: float
    radius: float = 0.0
    strict: bool = False
    middles: tuple[tuple[float, float], ...] = ()  # where else its middle may be, instead of around the point


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its position."""

    text: str
    kind: str
    font: Font
    box: Box


def place_labels(
    requests: Sequence[LabelRequest], taken: Sequence[Box], lines: Points, frame: Box, dots: Sequence[Box] = ()
) -> list[Label]:
    """Place labels in the order given, each at the free position that covers least of the lines.

    `taken` are boxes that must stay free; `lines` are points along the lines, about 3 px apart. `dots` are places that
    are only passed: a name that finds no room elsewhere may cover one. A label for which there is no room is left out.
    """
    order, best, missing = list(requests), list[Label](), list[LabelRequest]()
    marks = [request for request in requests if request.radius]
    for _ in range(ATTEMPTS):
        labels, unplaced = _place_all(order, [*taken, *dots], lines, frame, marks)
        if _count_names(labels) > _count_names(best) or not best:
            best, missing = labels, unplaced
        if not unplaced:
            break
        order = [*unplaced, *(label for label in order if label not in unplaced)]
    for also_taken in (dots, ()):
        used = [*taken, *also_taken, *(_grown(label.box) for label in best)]
        labels, missing = _place_all(missing, used, lines, frame, marks, LAST_NEARER)
        best = [*best, *labels]
    return best


def _count_names(labels: Sequence[Label]) -> int:
    return sum(label.kind != "land" for label in labels)


def _place_all(
    requests: Sequence[LabelRequest],
    taken: Sequence[Box],
    lines: Points,
    frame: Box,
    marks: Sequence[LabelRequest],
    most_nearer: float = MOST_NEARER,
) -> tuple[list[Label], list[LabelRequest]]:
    """Return the labels that found a position, and the requests of towns that found none."""
    boxes, labels, unplaced = list(taken), list[Label](), list[LabelRequest]()
    for label in requests:
        box = _best(label, boxes, lines, frame, marks, most_nearer)
        if box:
            boxes.append(_grown(box))
            labels.append(Label(label.text, label.kind, label.font, box))
        elif label.kind == "town":
            unplaced.append(label)
    return labels, unplaced


def _best(
    label: LabelRequest,
    boxes: Sequence[Box],
    lines: Points,
    frame: Box,
    marks: Sequence[LabelRequest],
    most_nearer: float,
) -> Box | None:
    best, least = None, float("inf")
    width, height = text_width(label.text, label.font), label.font.size * 1.15
    for rank, (left, top) in enumerate(_positions(label, width, height)):
        if rank >= least:
            break
        box = Box(left, top, left + width, top + height)
        if not frame.contains(box, EDGE_MARGIN) or any(_grown(box).overlaps(other) for other in boxes):
            continue
        under = count_line_points(box, lines)
        nearer = nearer_by(label, box, marks) if label.radius else 0.0
        cost = rank + LINE_COST * under + NEAR_COST * nearer
        if cost < least and nearer <= most_nearer and not (label.strict and under):
            best, least = box, cost
    return best


def count_line_points(box: Box, lines: Points) -> int:
    """Count the points of lines that a name in this box would cover."""
    return _grown(box).count_points(lines)


def nearer_by(label: LabelRequest, box: Box, marks: Sequence[LabelRequest]) -> float:
    """Return by how many px a name in this box is nearer to another marker than to its own, 0 if to none."""
    own = _gap(label, box)
    return max((0.0, *(own - _gap(other, box) for other in marks if other is not label)))


def _gap(mark: LabelRequest, box: Box) -> float:
    """The distance of a marker from a box."""
    across = max(box.left - mark.x, 0.0, mark.x - box.right)
    down = max(box.top - mark.y, 0.0, mark.y - box.bottom)
    return math.hypot(across, down) - mark.radius


def _grown(box: Box) -> Box:
    return Box(box.left - PADDING, box.top - PADDING / 2, box.right + PADDING, box.bottom + PADDING / 2)


def _positions(label: LabelRequest, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Yield top left corners, best first: right, left, above, below, diagonal; then the same farther away."""
    x, y = label.x, label.y
    if not label.radius:
        middles = label.middles or ((x, y),)
        yield from ((middle_x - width / 2, middle_y - height / 2) for middle_x, middle_y in middles)
        return
    for away in (0.0, 5.0, 11.0, 18.0):
        gap = label.radius + MARKER_GAP + away
        right, left, above, below = x + gap, x - gap - width, y - gap - height + 2, y + gap - 2
        middle, centre, nudge = y - height / 2, x - width / 2, height * 0.45
        yield from ((right, middle), (left, middle), (right, middle - nudge), (right, middle + nudge))
        yield from ((left, middle - nudge), (left, middle + nudge), (centre, above), (centre, below))
        slanted = gap * 0.75
        yield from ((x + slanted, above + gap * 0.3), (x - slanted - width, above + gap * 0.3))
        yield from ((x + slanted, below - gap * 0.3), (x - slanted - width, below - gap * 0.3))
