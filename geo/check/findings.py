"""Check a table of trips and its companion files: what cannot be true, and what is not used.

`docs/check.md` says what is checked, and the limits.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.i18n.countries import country_name
from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.places import Place
from data.records.records import Records
from data.records.sources import is_link
from data.records.tables import TableError
from geo.check.evidence import denied, lengths_of_the_other_way, unfindable, without_offset
from geo.check.outlines import outside_km
from geo.check.plausible import implausible_trips
from geo.dataset import Dataset, load

FAR_KM = 50.0  # a border post and an islet lie within this of an outline that is right to about 10 km


def findings(file: Path) -> tuple[Fault, ...]:
    """All findings, by file and row: the faults of reading and placing, and those of the check."""
    try:
        dataset = load(file)
    except TableError as error:
        return (Fault(file.name, 0, "", "", error.reason),)
    records = dataset.records
    legs = [leg for trip in dataset.trips for leg in trip.legs]
    found = {
        *dataset.faults,
        *implausible_trips(dataset.trips, dataset.placement, file.name, records.about.traveller),
        *without_offset(legs, file.name),
        *lengths_of_the_other_way(dataset.trips, dataset.placement, file.name),
        *denied(legs, file.name),
        *unfindable(records.sources.values()),
        *_misplaced(records.places),
        *_at_zero(dataset, file.name),
        *_sources(records),
        *_people(records),
        *_unused_places(dataset),
    }
    return tuple(sorted(found))


def _misplaced(places: Sequence[Place]) -> Iterator[Fault]:
    """Places at 0, 0, and places far outside the country that they state."""
    for place in places:
        outside = outside_km(place.country, place.lon, place.lat)
        if _is_zero(place):
            yield Fault("places.csv", 0, "id", place.id, LocalizedText("fault_zero"))
        elif outside and outside > FAR_KM:
            told = LocalizedText("fault_outside", km=round(outside), country=country_name(place.country))
            yield Fault("places.csv", 0, "id", place.id, told)


def _at_zero(dataset: Dataset, file: str) -> Iterator[Fault]:
    """Points at 0, 0 in the table itself."""
    own = {place.id for place in dataset.records.places}
    placement = dataset.placement
    for leg in (leg for trip in dataset.trips for leg in trip.legs):
        for stop in leg.stops:
            place = placement.place(stop)
            if place and _is_zero(place) and place.id not in own:
                yield Fault(file, leg.row, stop.column, stop.name, LocalizedText("fault_stop_zero"))


def _is_zero(place: Place) -> bool:
    return place.lon == place.lat == 0


def _sources(records: Records) -> Iterator[Fault]:
    """Sources that nothing cites, and unknown sources that the claim in about.toml cites."""
    legs = [leg for trip in records.trips for leg in trip.legs]
    claimed = records.about.claim.sources if records.about.claim else ()
    cited = {length.source for leg in legs for length in leg.published}
    cited |= {source for leg in legs for source in leg.sources}
    cited |= {source for event in records.events for source in event.sources}
    cited |= {source for error in records.errors for source in error.sources}
    for source in claimed:
        if source not in records.sources and not is_link(source):
            yield Fault("about.toml", 0, "claim.sources", source, LocalizedText("fault_source"))
    for source in records.sources.keys() - cited - {*claimed}:
        yield Fault("sources.csv", 0, "id", source, LocalizedText("fault_uncited"))


def _people(records: Records) -> Iterator[Fault]:
    met = {name for trip in records.trips for name in trip.people_met}
    for person in records.people.values():
        if person.name not in met:
            yield Fault("people.csv", 0, "id", person.id, LocalizedText("fault_unmet"))


def _unused_places(dataset: Dataset) -> Iterator[Fault]:
    """Places that no leg and no text names, and whose marker has no used place: a city keeps its airport."""
    records = dataset.records
    markers = {(place.label, place.country) for place in dataset.placement.places}
    texts = [text for event in records.events for text in (event.what, event.why)]
    texts += [text for error in records.errors for text in (error.claim, error.truth)]
    for place in records.places:
        if (place.label, place.country) not in markers and not any(place.name in text for text in texts):
            yield Fault("places.csv", 0, "id", place.id, LocalizedText("fault_unused"))
