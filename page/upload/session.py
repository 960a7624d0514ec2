"""Yours: the trips that one reader dropped, held by that reader's session alone; no cache, no disk, no other reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_hex

import streamlit as st

from data.i18n.message import localize
from data.i18n.messages import translate as say_in
from data.reading import Limits, ReadOptions, ReadResult, read
from data.reading.options import DEFAULT_OPTIONS
from data.records.places import Place
from data.records.records import Records, to_records
from data.selection import year_range
from geo.dataset import Dataset, place_records
from geo.gc_pause import gc_paused
from geo.geocode import geocode
from geo.geocoding.resolver import Resolution, Sureness
from page.shared_data import Facets, facet_options
from page.upload.report import RowReport, row_report

READ, PLACED = 0.33, 0.5  # shares of the time that 100,000 rows take, measured
SHOWN_S = 3.0  # from when a table is read to when it is painted, at the most


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """What a reader wants to see: a table by name and content, and what they say of it.

    `corrections` are places by the name they stand for; `home` of the choice is a place.
    """

    name: str
    content: bytes = field(repr=False)
    title: str = ""
    choice: ReadOptions = DEFAULT_OPTIONS
    corrections: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Upload:
    """A wish that was met. `guess` is the mapping before anything was chosen, `offered` what each name may mean."""

    wish: UploadRequest
    reading: ReadResult
    guess: Mapping[str, str]
    trips: Dataset
    facets: Facets
    years: tuple[int, int] | None
    tally: RowReport
    offered: Mapping[str, Resolution]


def load_upload(
    wish: UploadRequest, before: Upload | None, limits: Limits, progress: Callable[[float], None]
) -> Upload:
    """Read and place what is wished, as far as it was not done before; raise `TableError` where there is no table."""
    same = before if before and before.wish.content is wish.content else None
    with gc_paused(SHOWN_S):
        kept = same and same.wish.choice == wish.choice
        reading = same.reading if same and kept else _read(wish, limits, progress)
        progress(READ)
        trips = place_records(_records(wish, reading), wish.name, corrections=tuple(wish.corrections.values()))
        progress(PLACED)
        trips.digest  # noqa: B018  made here, while the progress is shown
        told, facets, years = row_report(reading, trips), facet_options(trips), year_range(trips.trips)
        progress(1)
    guess = same.guess if same else reading.mapping
    offered = {**(same.offered if same else {}), **_offered(trips)}
    return Upload(wish, reading, guess, trips, facets, years, told, offered)


def _records(wish: UploadRequest, reading: ReadResult) -> Records:
    return to_records(reading, wish.title or wish.name, wish.choice.home)


def _read(wish: UploadRequest, limits: Limits, progress: Callable[[float], None]) -> ReadResult:
    return read(wish.content, wish.name, wish.choice, limits, progress=lambda share: progress(share * READ))


def _offered(trips: Dataset) -> dict[str, Resolution]:
    """What names may mean, as long as nobody has said it: a correction leaves no other candidates."""
    return {one.label: one for one in trips.placement.resolutions if one.sureness is not Sureness.GIVEN}


def find_place(name: str) -> Place | None:
    """The place of a name, or of “lat, lon”, that a reader gives; `None` if there is no such place."""
    location = geocode(name)
    return location.raw["place"] if location else None


def current_upload() -> Upload | None:
    """What this session holds, if anything."""
    return st.session_state.get("yours_held")


def store_upload(yours: Upload | None) -> None:
    """Hold it, in place of what was held."""
    st.session_state.yours_held = yours


def translate(key: str, **values: str | int) -> str:
    """A message in the language of this session."""
    return say_in(key, session_language(), **values)


def session_language() -> str:
    """The language of this session."""
    return str(st.session_state.yours_language)


def localize_text(text: str) -> str:
    """A text in the language of this session where it is ours; the table's own words as they are."""
    return localize(text, session_language())


def session_secret() -> str:
    """A word that only this session knows: no other reader can guess an address that has it in its hash."""
    return str(st.session_state.setdefault("yours_secret", token_hex(16)))
