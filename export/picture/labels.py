"""Labels: names beside their marks, seated so that none covers another or a mark, and lines as little as may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from export.picture.projection import Box, Points
from export.picture.text import Font, width

GAP = 4.0
AROUND = 2.0  # px kept free around a name
ATTEMPTS = 8  # orders in which labels are tried, those without a seat moving to the front
EDGE = 5.0  # px from the frame's sides
LINE_COST = 1.0  # a point of a line under a name, in steps down the list of seats


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text to be seated at a point: beside a mark of a radius, or on the point itself where there is none.

    `kind` is town, passed, land, ring or scale; a `strict` one stays off lines altogether.
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
    """A text that found its seat."""

    text: str
    kind: str
    font: Font
    box: Box


def seated(wanted: Sequence[Wanted], taken: Sequence[Box], lines: Points, frame: Box) -> list[Label]:
    """The labels that find room, in the order given; each takes the seat that hides least of the lines.

    `lines` are points along the lines drawn, about 3 px apart.
    """
    order, best = list(wanted), list[Label]()
    for _ in range(ATTEMPTS):
        labels, homeless = _seat_all(order, taken, lines, frame)
        if _towns(labels) > _towns(best) or not best:
            best = labels
        if not homeless:
            break
        order = [*homeless, *(label for label in order if label not in homeless)]
    return best


def _towns(labels: Sequence[Label]) -> int:
    return sum(label.kind != "land" for label in labels)


def _seat_all(
    wanted: Sequence[Wanted], taken: Sequence[Box], lines: Points, frame: Box
) -> tuple[list[Label], list[Wanted]]:
    """The labels that found a seat, and the towns in the frame that found none."""
    boxes, labels, homeless = list(taken), list[Label](), list[Wanted]()
    for label in wanted:
        box = _best(label, boxes, lines, frame)
        if box:
            boxes.append(_grown(box))
            labels.append(Label(label.text, label.kind, label.font, box))
        elif label.kind == "town":
            homeless.append(label)
    return labels, homeless


def _best(label: Wanted, boxes: Sequence[Box], lines: Points, frame: Box) -> Box | None:
    best, least = None, float("inf")
    wide, high = width(label.text, label.font), label.font.size * 1.15
    for rank, (left, top) in enumerate(_seats(label, wide, high)):
        if rank >= least:
            break
        box = Box(left, top, left + wide, top + high)
        if not frame.holds(box, EDGE) or any(_grown(box).meets(other) for other in boxes):
            continue
        under = lines_under(box, lines)
        cost = rank + LINE_COST * under
        if cost < least and not (label.strict and under):
            best, least = box, cost
    return best


def lines_under(box: Box, lines: Points) -> int:
    """How many points of lines a name would hide."""
    return _grown(box).count(lines)


def _grown(box: Box) -> Box:
    return Box(box.left - AROUND, box.top - AROUND / 2, box.right + AROUND, box.bottom + AROUND / 2)


def _seats(label: Wanted, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Left top corners, best first: right, left, above, below, the corners; then the same a little farther off."""
    x, y = label.x, label.y
    if not label.radius:
        middles = label.middles or ((x, y),)
        yield from ((middle_x - wide / 2, middle_y - high / 2) for middle_x, middle_y in middles)
        return
    for away in (0.0, 5.0, 11.0, 18.0):
        gap = label.radius + GAP + away
        right, left, above, below = x + gap, x - gap - wide, y - gap - high + 2, y + gap - 2
        middle, centre, nudge = y - high / 2, x - wide / 2, high * 0.45
        yield from ((right, middle), (left, middle), (right, middle - nudge), (right, middle + nudge))
        yield from ((left, middle - nudge), (left, middle + nudge), (centre, above), (centre, below))
        slanted = gap * 0.75
        yield from ((x + slanted, above + gap * 0.3), (x - slanted - wide, above + gap * 0.3))
        yield from ((x + slanted, below - gap * 0.3), (x - slanted - wide, below - gap * 0.3))
