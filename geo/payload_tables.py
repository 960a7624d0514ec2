"""The shape of the payload's tables, as the browser reads them (`static/model/columns.js`, `static/model/trips.js`)."""

from collections.abc import Hashable
from typing import Generic, NotRequired, TypedDict, TypeVar

import numpy as np
import numpy.typing as npt

from data.records.about import Claim
from data.records.events import Event
from data.records.people import Person
from data.records.press_errors import PressError
from data.records.publication import Publication
from data.records.sources import Source

NumberColumn = npt.NDArray[np.int32]
Value = TypeVar("Value", bound=Hashable)


class Coded(TypedDict, Generic[Value]):
    """A column of repeated values: the distinct ones in order of first use, and the number of each row's value."""

    values: list[Value]
    codes: NumberColumn


class AboutTable(TypedDict):
    """Texts about the data set; `home` is the number of a place."""

    title: str
    traveller: str
    home: int | None
    sources_read_to: str
    sources_note: str
    counting: str
    places_note: str
    licence: str
    credits: str
    corrections: str
    claim: Claim | None
    publication: NotRequired[Publication]
    states_homes: NotRequired[bool]
    rows_not_drawn: NotRequired[int]
    unread_rows: NotRequired[int]


class PlaceTable(TypedDict):
    """Places, one row each; degrees are WGS 84."""

    id: list[str]
    name: list[str]
    native: list[str]
    label: list[str]
    country: list[str]
    lon: list[float]
    lat: list[float]
    source: list[str]
    from_home_km: list[float | None]


class TripTable(TypedDict):
    """Trips in date order. `start` and `end` are days since 1 January 1970; `legs` counts the legs of each trip."""

    id: list[str]
    traveller: Coded[str]
    title: Coded[str | tuple[str, str]]
    occasion: Coded[str]
    outcome: Coded[str]
    mode: Coded[str]
    evidence: Coded[str]
    met: Coded[tuple[str, ...]]
    countries: Coded[tuple[str, ...]]
    start: list[int | None]
    end: list[int | None]
    days: list[int | None]
    legs: NumberColumn


class DetailColumn(Coded[str]):
    """A column of the uploaded table that has no role: its name, and a cell for each leg."""

    name: str


class LegTable(TypedDict):
    """Legs in the order of the trips. `stops` and `uses` count the rows of those tables that belong to each leg.

    `stay` is 1 where the dates of a leg are those of a visit.
    """

    mode: Coded[str]
    vehicle: Coded[str]
    note: Coded[str]
    evidence: Coded[str]
    sources: Coded[tuple[str, ...]]
    depart: Coded[str]
    arrive: Coded[str]
    published: Coded[tuple[tuple[float, str], ...]]
    stay: Coded[int]
    stops: NumberColumn
    uses: NumberColumn


class StopTable(TypedDict):
    """Stops in the order of the legs. `place` is the number of a place; -1, -2 and so on are `names` without one."""

    place: NumberColumn
    inferred: NumberColumn
    names: list[str]


class SegmentTable(TypedDict):
    """Segments between two places, by number; `km` is the length of the drawn line."""

    start: NumberColumn
    end: NumberColumn
    mode: Coded[str]
    km: list[float]


class UseTable(TypedDict):
    """The segments that legs run over, in the order of the legs; `forward` is 1 from start to end, else 0."""

    segment: NumberColumn
    forward: NumberColumn
    basis: Coded[str]


class Tables(TypedDict):
    """All tables of a data set, as the browser reads them (`static/model/trips.js`).

    `details` are columns that only the uploaded table has, a cell for each leg. `geometries` has the lines of segments
    by number, as deltas of longitude and latitude; `traced` the sources to credit.
    """

    about: AboutTable
    places: PlaceTable
    people: dict[str, Person]
    sources: dict[str, Source]
    trips: TripTable
    legs: LegTable
    details: list[DetailColumn]
    stops: StopTable
    segments: SegmentTable
    geometries: dict[int, list[int]]
    uses: UseTable
    traced: list[str]
    events: tuple[Event, ...]
    errors: tuple[PressError, ...]
