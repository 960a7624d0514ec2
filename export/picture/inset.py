"""Inset: a closer map of the part of a picture where most stops are close together, in a corner where nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from export.picture.projection import Box, Frame, Points, fit_frame

INSET_MAP_PX = 640.0  # a map that is less wide has no inset
INSET_TYPE = 0.85  # the size of its text, of that of the sheet
SIZES = (0.4, 0.34, 0.28)  # of the inset as a share of the map's width; the first that finds room
RATIO = 0.65  # its height to its width
PARTS = (0.24, 0.16, 0.11)  # of the densest part to look for, as shares of the map's width
LEAST_PLACES, LEAST_SHARE = 4, 0.5  # of the places and of the stops, that lie in it
LEAST_ZOOM = 1.8
PLACES_LOOKED_AT = 30  # the most visited
GAP_PX, MARGIN_PX, OPEN_PX = 12.0, 30.0, 6.0  # to the map's edge, inside it, and around it


@dataclass(frozen=True, slots=True)
class Inset:
    """The frame of an inset, and the part of the map, in px, that it shows."""

    frame: Frame
    part: Box


def find_inset(frame: Frame, stops: Points, lines: Points, taken: Sequence[Box]) -> Inset | None:
    """Return an inset where it helps and there is room: half of the stops, at least four places, in a small part.

    `stops` are positions and trips of places in px, shape (n, 3); `lines` are points along the lines, and `taken` boxes
    that stay free.
    """
    if frame.box.size[0] < INSET_MAP_PX or len(stops) < LEAST_PLACES:
        return None
    found = (_inset_of(frame, _densest(frame, stops, share), lines, taken) for share in PARTS)
    return next((inset for inset in found if inset), None)


def _inset_of(frame: Frame, dense: Points | None, lines: Points, taken: Sequence[Box]) -> Inset | None:
    """Return the inset of a part of the map in the first corner where it is free and closer by enough."""
    if dense is None:
        return None
    for box in _corners(frame.box):
        closer = fit_frame(frame.projection, box, frame.projection.degrees(frame.px_to_plane(dense)), MARGIN_PX)
        if closer.px_per_km < LEAST_ZOOM * frame.px_per_km:
            continue
        part, open_box = _part(frame, closer), _grown(box, OPEN_PX)
        is_free = not open_box.count_points(lines) and not any(open_box.overlaps(other) for other in taken)
        if is_free and not open_box.overlaps(part):
            return Inset(closer, part)
    return None


def _densest(frame: Frame, stops: Points, share: float) -> Points | None:
    """Return the positions of the stops in the part of the map that has most of them."""
    width = share * frame.box.size[0]
    found, most = None, LEAST_SHARE * stops[:, 2].sum()
    at, trips = stops[:, :2], stops[:, 2]
    for left in at[:PLACES_LOOKED_AT, 0]:
        for top in at[:PLACES_LOOKED_AT, 1]:
            inside = ((at >= (left, top)) & (at <= (left + width, top + width * RATIO))).all(axis=1)
            if trips[inside].sum() > most and inside.sum() >= LEAST_PLACES:
                found, most = at[inside], float(trips[inside].sum())
    return found


def _corners(box: Box) -> list[Box]:
    """Return where an inset may stand, the largest first: in the corners of the map, bottom right first."""
    places = []
    for share in SIZES:
        width = share * box.size[0]
        left, right = box.left + GAP_PX, box.right - GAP_PX
        top, bottom = box.top + GAP_PX, box.bottom - GAP_PX
        height = width * RATIO
        for x, y in ((right - width, bottom - height), (left, bottom - height), (right - width, top), (left, top)):
            places.append(Box(x, y, x + width, y + height))
    return places


def _part(frame: Frame, closer: Frame) -> Box:
    """Return the part of the map that an inset shows, in px of the map."""
    west, south, east, north = closer.bounds_km()
    (left, top), (right, bottom) = frame.plane_to_px(np.array([[west, north], [east, south]])).tolist()
    return Box(left, top, right, bottom)


def _grown(box: Box, px: float) -> Box:
    return Box(box.left - px, box.top - px, box.right + px, box.bottom + px)
