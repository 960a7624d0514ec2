"""Records: a data set as read, with everything that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path

from data.about import About, read_about
from data.errors import PressError, read_errors
from data.events import Event, read_events
from data.fault import Fault
from data.people import Person, read_people
from data.places import Place, read_places
from data.sources import Source, linked, read_sources
from data.trips import Trip, read_trips

BUILT_IN = Path(__file__).parent / "trips.csv"


@dataclass(frozen=True, slots=True)
class Records:
    """Trips in date order and the tables beside them; `sources` holds bare URLs of cells too."""

    about: About
    trips: tuple[Trip, ...]
    places: tuple[Place, ...]
    people: dict[str, Person]
    sources: dict[str, Source]
    events: tuple[Event, ...]
    errors: tuple[PressError, ...]
    faults: tuple[Fault, ...]


def read_records(path: Path = BUILT_IN) -> Records:
    """Read a table of trips and the files beside it (places, people, sources, events, errors, about), all optional."""
    beside = path.parent
    about, about_faults = read_about(beside / "about.toml", title=path.stem)
    places, place_faults = read_places(beside / "places.csv")
    people, person_faults = read_people(beside / "people.csv")
    sources, source_faults = read_sources(beside / "sources.csv")
    events, event_faults = read_events(beside / "events.csv", sources)
    trips, trip_faults = read_trips(path, people, sources)
    errors, error_faults = read_errors(beside / "errors.csv", {trip.id for trip in trips}, sources)
    legs = [leg for trip in trips for leg in trip.legs]
    cited = [*(leg.sources for leg in legs), *(event.sources for event in events), *(error.sources for error in errors)]
    links = {name: linked(name) for names in cited for name in names if name not in sources}
    beside_faults = (*place_faults, *person_faults, *source_faults, *event_faults, *error_faults, *about_faults)
    faults = (*trip_faults, *beside_faults)
    return Records(about, trips, places, people, {**sources, **links}, events, errors, faults)
