"""Find trips and legs whose order, time, speed or length is impossible."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from data.edtf import Moment, ends_before_start
from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.legs import Leg
from data.records.places import Place
from data.records.trips import Trip
from geo.geocoding.placement import Placement
from geo.routes.geometry import distance_km

LIMITS_KMH = {
    "rail": 350.0,  # the fastest trains in service, between Beijing and Shanghai
    "air": 1100.0,  # an airliner's 900 with a jet stream behind it
    "road": 200.0,  # a race car's, not a traveller's
    "sea": 100.0,  # the fastest ferries
    "foot": 15.0,  # a good runner's
    "other": 1100.0,  # it may have been a flight
}
MINUTE_H = 1 / 60  # times are given to the minute
ROUNDED = 0.95  # published lengths are round, and towns are wide
DETOUR = 2.0  # no line in use winds more than this between the stops that its passengers name


class CertainSpan(NamedTuple):
    """The days on which a traveller was certainly away, on the trip that begins in a row of the table."""

    start: date
    end: date
    row: int
    trip: str


def implausible_trips(trips: Sequence[Trip], placement: Placement, file: str, traveller: str) -> Iterator[Fault]:
    """Find impossible trips, except by approximate dates; trips without a traveller count as those of `traveller`."""
    groups: defaultdict[str, list[Trip]] = defaultdict(list)
    for trip in trips:
        groups[trip.traveller or traveller].append(trip)
        for one, other in pairwise(trip.legs):
            yield from _disconnected_legs(one, other, placement, file)
        for leg in trip.legs:
            places = [place for stop in leg.stops if (place := placement.place(stop))]
            yield from _too_fast(leg, places, file)
            yield from _wrong_lengths(leg, places, file)
    for group in groups.values():
        yield from _overlapping(group, file)


def _disconnected_legs(leg: Leg, following: Leg, placement: Placement, file: str) -> Iterator[Fault]:
    """Find a second leg that does not begin when and where the first one ended."""
    end, start = leg.arrive or leg.depart, following.depart or following.arrive
    if end and start and not (end.approximate or start.approximate) and ends_before_start(end, start):
        yield Fault(file, following.row, "depart", start.text, LocalizedText("fault_ends_later", end=end.text))
    stop = following.stops[0]
    ends = [placement.place(end) for end in (leg.stops[-1], stop)]
    markers = [(place.label, place.country) for place in ends if place]
    if stop.column == "origin" and len(set(markers)) == 2:
        yield Fault(
            file, following.row, "origin", stop.name, LocalizedText("fault_ends_elsewhere", place=leg.stops[-1].name)
        )


def _too_fast(leg: Leg, places: Sequence[Place], file: str) -> Iterator[Fault]:
    hours, limit = _hours(leg.depart, leg.arrive), LIMITS_KMH[leg.mode]
    km = _through_km(places)
    if leg.arrive and hours and km > hours * limit:
        expected = LocalizedText("fault_fast", km=round(km), hours=f"{hours:.3g}", limit=round(limit), mode=leg.mode)
        yield Fault(file, leg.row, "arrive", leg.arrive.text, expected)


def _hours(depart: Moment | None, arrive: Moment | None) -> float | None:
    """The longest time that a leg may have taken: to the minute if both times are known, else whole days."""
    if not depart or not arrive or depart.approximate or arrive.approximate:
        return None
    if depart.instant and arrive.instant:
        return (arrive.instant - depart.instant).total_seconds() / 3600 + MINUTE_H
    return 24.0 * ((arrive.last - depart.first).days + 1)


def _wrong_lengths(leg: Leg, places: Sequence[Place], file: str) -> Iterator[Fault]:
    if not leg.published or len(places) < len(leg.stops) or not (through := _through_km(places)):
        return
    least, most = distance_km(places[0], places[-1]), DETOUR * through
    for length in leg.published:
        if not ROUNDED * least <= length.km <= most:
            told = LocalizedText("fault_far", least=round(least), most=round(most))
            yield Fault(file, leg.row, "published_km", f"{length.km:g} [{length.source}]", told)


def _through_km(places: Sequence[Place]) -> float:
    return sum(distance_km(one, other) for one, other in pairwise(places))


def _overlapping(trips: Sequence[Trip], file: str) -> Iterator[Fault]:
    """Find trips that certainly share more than the first or last day with an earlier trip."""
    spans = sorted(span for trip in trips for span in _span(trip))
    latest = list(accumulate(spans, _later))
    for number, span in enumerate(spans):
        begun = min(number, bisect_left(spans, span.end, key=lambda other: other.start))
        if begun and latest[begun - 1].end > span.start:
            told = LocalizedText("fault_overlap", trip=latest[begun - 1].trip)
            yield Fault(file, span.row, "trip", span.trip, told)


def _later(one: CertainSpan, other: CertainSpan) -> CertainSpan:
    return max(one, other, key=lambda span: span.end)


def _span(trip: Trip) -> Iterator[CertainSpan]:
    moments = [when for when in trip.moments if not when.approximate]
    if moments:
        first, last = min(when.last for when in moments), max(when.first for when in moments)
        yield CertainSpan(first, last, trip.legs[0].row, trip.id)
