"""Records: a whole data set as read from its files, with all its faults."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from data.records.about import About, read_about
from data.records.events import Event, read_events
from data.records.fault import Fault
from data.records.metadata import METADATA_COLUMN
from data.records.people import Person, read_people
from data.records.places import Place, read_places
from data.records.press_errors import PressError, read_press_errors
from data.records.sources import Source, read_sources, source_from_cell
from data.records.trips import DISTINCTIVE_COLUMNS, TRIP_COLUMNS, Trip, read_trips

if TYPE_CHECKING:
    from data.reading import ReadResult

MAX_HEADER_LENGTH = 100_000  # characters
BUILT_IN = Path(__file__).parents[1] / "trips.csv"


@dataclass(frozen=True, slots=True)
class Records:
    """Trips in date order and the tables beside them; `sources` holds what cells cite by themselves too.

    `own_columns` are the columns of an upload that have no role; each leg has their cells as `details`. With
    `states_homes` a column of the table says where travellers live, and their trips start there. `unread_rows` says how
    many rows of the table make no leg.
    """

    about: About
    trips: tuple[Trip, ...]
    places: tuple[Place, ...]
    people: dict[str, Person]
    sources: dict[str, Source]
    events: tuple[Event, ...]
    errors: tuple[PressError, ...]
    faults: tuple[Fault, ...]
    own_columns: tuple[str, ...] = ()
    states_homes: bool = False
    unread_rows: int = 0


def read_records(path: Path = BUILT_IN, folder: Path | None = None) -> Records:
    """Read a table of trips and the files beside it (places, people, sources, events, errors, about), all optional.

    They are in `folder`, if that is not the table's own.
    """
    folder = folder or path.parent
    about, about_faults = read_about(folder / "about.toml", title=path.stem)
    places, place_faults = _built_in_places() if path == BUILT_IN else read_places(folder / "places.csv")
    people, person_faults = read_people(folder / "people.csv")
    sources, source_faults = read_sources(folder / "sources.csv")
    events, event_faults = read_events(folder / "events.csv", sources)
    trips, trip_faults = read_trips(path, people, sources)
    errors, error_faults = read_press_errors(folder / "errors.csv", {trip.id for trip in trips}, sources)
    cited = [*_cited(trips), *(event.sources for event in events), *(error.sources for error in errors)]
    beside_faults = (*place_faults, *person_faults, *source_faults, *event_faults, *error_faults, *about_faults)
    faults = (*trip_faults, *beside_faults)
    read = {leg.row for trip in trips for leg in trip.legs} if trip_faults else set()
    unread = len({fault.row for fault in trip_faults if fault.row} - read)
    links = _with_links(sources, cited)
    return Records(about, trips, places, people, links, events, errors, faults, unread_rows=unread)


@cache
def _built_in_places() -> tuple[tuple[Place, ...], list[Fault]]:
    return read_places(BUILT_IN.parent / "places.csv")


def built_in_places() -> tuple[Place, ...]:
    """Return the places of the built-in records, in their order; the file is read once."""
    return _built_in_places()[0]


def forget_built_in_places() -> None:
    """Read the file of the built-in places again when they are next wanted: the host has changed it."""
    _built_in_places.cache_clear()


def read_any_table(
    path: Path, is_one_place: Callable[[str], bool] | None = None, folder: Path | None = None
) -> Records:
    """Read the records of a table in any format; raise `TableError`, with one sentence, if it is not a table.

    `is_one_place` says of a text of an upload whether it is one place.

    A table with the columns of `trips.csv` is read with all files beside it, any other with places.csv and about.toml.
    These are in `folder`, if that is not the table's own.
    """
    if not path.exists() or has_record_columns(path):
        return read_records(path, folder)
    from data.reading import HOST_LIMITS, ReadOptions, no_place_test, read  # noqa: PLC0415  0.1 s, of which the built-in records have no need
    from data.reading.formats.sqlite import file_content  # noqa: PLC0415

    folder = folder or path.parent
    about, about_faults = read_about(folder / "about.toml", title=path.stem)
    places, place_faults = read_places(folder / "places.csv")
    options, is_place = ReadOptions(home=about.home), is_one_place or no_place_test
    reading = read(file_content(path), path.name, options, HOST_LIMITS, is_one_place=is_place)
    if not (folder / "about.toml").exists():
        about = replace(about, title=reading.title or about.title, home=reading.home)
    records = to_records(reading, about.title, about.home)
    faults = (*reading.faults, *place_faults, *about_faults)
    return replace(records, about=about, places=(*places, *reading.places), faults=faults)


def has_record_columns(path: Path) -> bool:
    """Return whether a CSV file has the columns of `trips.csv`; then a missing or an extra column is a fault."""
    if path.suffix.lower() != ".csv":
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        header = {name.strip().strip('"') for name in file.readline(MAX_HEADER_LENGTH).split(",")}
    if METADATA_COLUMN in header:  # an exported table of own trips, which brings along what stands beside it
        return False
    return header <= {*TRIP_COLUMNS, ""} or len(header & DISTINCTIVE_COLUMNS) > 1


def to_records(reading: "ReadResult", title: str, home: str = "") -> Records:
    """Convert the result of reading a single table to records; `home` is a place, or "" if it is not known."""
    sources = _with_links(reading.sources, _cited(reading.trips))
    about, own = About(title, home=home), reading.own_columns
    states = reading.states_homes or ("home" in reading.mapping and "origin" not in reading.mapping)
    unread = len(reading.not_drawn) + reading.unread_rows
    return Records(about, reading.trips, reading.places, {}, sources, (), (), reading.faults, own, states, unread)


def _cited(trips: Iterable[Trip]) -> Iterator[tuple[str, ...]]:
    return (leg.sources for trip in trips for leg in trip.legs)


def _with_links(sources: Mapping[str, Source], cited: Iterable[Sequence[str]]) -> dict[str, Source]:
    links = [name for name in dict.fromkeys(chain.from_iterable(cited)) if name not in sources]
    return {**sources, **{name: source_from_cell(name) for name in links}}
