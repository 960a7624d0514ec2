"""Segments, the lines that the map draws: each joins two consecutive places by one mode, and legs share them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from data.records.legs import Leg
from data.records.trips import Trip
from geo.geocoding.placement import Placement

SegmentKey = tuple[int, int, str]
LANES = 100  # segments by sea that follow a sea lane, the busiest: each lane takes 10 ms to find


@dataclass(frozen=True, slots=True)
class SegmentUse:
    """The use of a segment by a leg: forward from its start or back, with a basis."""

    segment: int
    leg: int
    forward: bool
    basis: str


@dataclass(frozen=True, slots=True)
class SegmentNetwork:
    """`segments` are (start, end, mode), ends being indices of places; `uses` in the order of legs.

    `lanes` are the numbers of the segments by sea that follow a sea lane; the others stand for a way not known.
    """

    segments: tuple[SegmentKey, ...]
    uses: tuple[SegmentUse, ...]
    lanes: frozenset[int]


def build_network(trips: tuple[Trip, ...], placement: Placement) -> SegmentNetwork:
    """The segments of all legs, each once whatever the direction. Legs count through the trips in order."""
    segments: dict[SegmentKey, int] = {}
    uses = []
    # Legs between the same places mostly share one tuple of stops.
    known: dict[tuple[int, str], list[tuple[int, bool, str]]] = {}
    for number, leg in enumerate(leg for trip in trips for leg in trip.legs):
        way = id(leg.stops), leg.mode
        if way not in known:
            known[way] = [_use(step, leg.mode, segments) for step in _steps(leg, placement)]
        uses += [SegmentUse(segment, number, forward, basis) for segment, forward, basis in known[way]]
    return SegmentNetwork(tuple(segments), tuple(uses), _lanes(tuple(segments), uses))


def _use(step: tuple[int, int, str], mode: str, segments: dict[SegmentKey, int]) -> tuple[int, bool, str]:
    """The number of the segment of a step, a new one if need be, whether the step runs forward, and its basis."""
    start, end, basis = step
    return segments.setdefault((min(start, end), max(start, end), mode), len(segments)), start < end, basis


def _lanes(segments: tuple[SegmentKey, ...], uses: Iterable[SegmentUse]) -> frozenset[int]:
    by_sea = Counter(use.segment for use in uses if segments[use.segment][2] == "sea")
    return frozenset(number for number, _ in by_sea.most_common(LANES))


def _steps(leg: Leg, placement: Placement) -> list[tuple[int, int, str]]:
    """Pairs of places with the basis of the way between them; a segment is inferred if either end is."""
    numbers = [(placement.number(stop), stop.inferred) for stop in leg.stops]
    stops = [(number, inferred) for number, inferred in numbers if number is not None]
    complete = len(stops) == len(leg.stops)
    steps = []
    for (start, guessed), (end, guessed_too) in pairwise(stops):
        basis = "inferred" if guessed or guessed_too else "reported"
        steps.append((start, end, basis if complete else "schematic"))
    return [step for step in steps if step[0] != step[1]]
