"""Strokes: how each mode and basis looks, in px, as `static/map/modes.js` draws it; a test holds the two together."""

import math
from dataclasses import dataclass, replace

CASING = 2.5  # px of paper on both sides of a line together, so that crossings read
CORE = 0.42  # the width of a railway's light core, of the whole


@dataclass(frozen=True, slots=True)
class Stroke:
    """`dash` is () for a solid line; `core` the dash of a light line inside; a dash under 1 px is a round dot."""

    width: float
    dash: tuple[float, ...] = ()
    core: tuple[float, ...] = ()
    alpha: float = 1.0


MODES = {
    "rail": Stroke(4.5, core=(6, 6)),
    "air": Stroke(2.75, dash=(10, 7)),
    "road": Stroke(3.25),
    "sea": Stroke(2.75, dash=(12, 5, 2, 5)),
    "foot": Stroke(2.5, dash=(4, 4)),
    "other": Stroke(2.25),
}
BASES = {
    "inferred": Stroke(2.75, dash=(0.1, 5.5), alpha=0.9),
    "schematic": Stroke(1.5, dash=(2, 4), alpha=0.85),
}


def stroke(mode: str, basis: str, trips: int = 1) -> Stroke:
    """The stroke of a mode as well known as `basis` says; wider where several trips share it."""
    own = BASES.get(basis, MODES[mode])
    return replace(own, width=own.width + min(5.0, 0.8 * math.log2(trips)))
