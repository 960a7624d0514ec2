"""Evidence: statements of a data set about its own times and sources that cannot be true."""

import re
from collections.abc import Iterable, Iterator

from data.edtf import parse_moment
from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.legs import Leg, Stop
from data.records.sources import Source
from data.records.trips import Trip
from geo.geocoding.placement import Placement

Ends = tuple[tuple[str, str], tuple[str, str]]  # label and country of the origin, and of the destination

SENTENCE = re.compile(r"[^.]+\.?")
# “No source names another way-station” is no denial: one is named.
DENIAL = re.compile(r"\b(no source|(not|nowhere) \w+ (in|by) any source)\b(?!.*\b(an)?other\b)", re.IGNORECASE)
WAY = re.compile(r"\b(way|ways|way-stations?|road|route)\b", re.IGNORECASE)
ARRIVAL = re.compile(r"\barriv|\btime at\b", re.IGNORECASE)


def without_offset(legs: Iterable[Leg], file: str) -> Iterator[Fault]:
    """Departures and arrivals with a time of day whose offset from UTC is not given."""
    for leg in legs:
        for column, when in (("depart", leg.depart), ("arrive", leg.arrive)):
            if when and "T" in when.text and not when.instant:
                yield Fault(file, leg.row, column, when.text, LocalizedText("fault_no_offset"))


def lengths_of_the_other_way(trips: Iterable[Trip], placement: Placement, file: str) -> Iterator[Fault]:
    """Find published lengths that the same source also gives for a leg in the other direction.

    A source that measured both ways hardly found the same round figure twice: more often one was copied.
    """
    seen: dict[tuple[Ends, float, str], int] = {}
    for leg in (leg for trip in trips for leg in trip.legs):
        start, end = (_marker(stop, placement) for stop in (leg.stops[0], leg.stops[-1]))
        for length in leg.published:
            other = seen.get(((end, start), length.km, length.source))
            if other and start != end:
                told = LocalizedText("fault_other_way", row=str(other))
                yield Fault(file, leg.row, "published_km", f"{length.km:g} [{length.source}]", told)
            seen.setdefault(((start, end), length.km, length.source), leg.row)


def denied(legs: Iterable[Leg], file: str) -> Iterator[Fault]:
    """Find sentences of a note which say that no source gives the places passed or the arrival that the leg has."""
    for leg in legs:
        passed = any(stop.column == "via" and not stop.inferred for stop in leg.stops)
        timed = bool(leg.arrive and leg.arrive.instant)
        for sentence in SENTENCE.findall(leg.note):
            about_way, about_arrival = bool(WAY.search(sentence)), bool(ARRIVAL.search(sentence))
            if DENIAL.search(sentence) and ((passed and about_way) or (timed and about_arrival)):
                yield Fault(file, leg.row, "note", sentence.strip(), LocalizedText("fault_denied"))


def unfindable(sources: Iterable[Source]) -> Iterator[Fault]:
    """Find sources that have no title, no address and no day."""
    for source in sources:
        if not (source.title or source.url or source.archived or (source.date and parse_moment(source.date).day)):
            yield Fault("sources.csv", 0, "id", source.id, LocalizedText("fault_unfindable"))


def _marker(stop: Stop, placement: Placement) -> tuple[str, str]:
    place = placement.place(stop)
    return (place.label, place.country) if place else (stop.name, "")
