"""Upload session: the trips that one reader uploads, kept in that reader's session alone; no cache, no disk.

All of it is one frozen `UploadState` in one key of Streamlit's session state. Streamlit may end a run at each access to
that state, so a change that must not be lost, such as a file that is taken, is one assignment.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from traceback import format_tb
from typing import Protocol

import streamlit as st

from data.i18n.message import localize
from data.i18n.messages import DEFAULT_LANGUAGE
from data.i18n.messages import translate as translate_into
from data.reading import Limits, ReadOptions, ReadResult, TableError, read
from data.reading.options import DEFAULT_OPTIONS
from data.records.corrections import is_corrections, read_corrections
from data.records.places import Place
from data.records.records import Records, to_records
from data.selection import year_range
from geo.dataset import Dataset, place_records
from geo.gc_pause import gc_paused
from geo.geocode import geocode
from geo.geocoding.resolver import Resolution, Sureness
from page.shared_data import FacetWords, facet_words
from page.upload.report import RowReport, row_report

UPLOAD_LOG = logging.getLogger("trip_map.upload")
KEY = "upload"  # of the session state
READ_SHARE, PLACED_SHARE = 0.33, 0.5  # of the time that 100,000 rows take, measured
PAINT_S = 3.0  # from when a table is read to when it is painted, at the most
MOST_NOTICE_FAULTS = 5  # of a file of corrections, shown at once


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """A table to load, by name and content, and what the reader says of it.

    `corrections` are places by the name they stand for; `home` of the choice is a place.
    """

    name: str
    content: bytes = field(repr=False)
    title: str = ""
    choice: ReadOptions = DEFAULT_OPTIONS
    corrections: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Upload:
    """A loaded request.

    `guess` is the mapping of columns before the reader chose any; `candidates` is what each name may mean.
    """

    request: UploadRequest
    reading: ReadResult
    guess: Mapping[str, str]
    trips: Dataset
    facets: FacetWords
    years: tuple[int, int] | None
    report: RowReport
    candidates: Mapping[str, Resolution]


@dataclass(frozen=True, slots=True)
class UploadState:
    """What a session knows of its reader's own trips.

    `request` is still to be loaded, `upload` is loaded; `rejected` could not be loaded or was cancelled, so it is not
    tried again by itself, and `notice` says why. `taken_ids` are Streamlit's ids of the files that were taken already.
    `number` counts the tables, so that each has widgets of its own. Nobody can guess an address that has `secret` in
    its hash.
    """

    language: str = DEFAULT_LANGUAGE
    is_open: bool = False
    request: UploadRequest | None = None
    upload: Upload | None = None
    rejected: UploadRequest | None = None
    notice: str = ""
    taken_ids: frozenset[str] = frozenset()
    corrections: Mapping[str, Place] = field(default_factory=dict)
    number: int = 0
    secret: str = field(default_factory=lambda: token_hex(16))


class UploadedFile(Protocol):
    """A file of Streamlit's uploader."""

    @property
    def file_id(self) -> str:
        """Streamlit's id, another for each time that a file is dropped."""

    @property
    def name(self) -> str:
        """The name of the reader's file."""

    def getvalue(self) -> bytes:
        """The content."""


def current_state() -> UploadState:
    """The state of this session."""
    state: UploadState | None = st.session_state.get(KEY)
    return state or store_state(UploadState())


def store_state(state: UploadState) -> UploadState:
    """Make this the state of the session, and return it."""
    st.session_state[KEY] = state
    return state


def take_files(files: Iterable[UploadedFile]) -> None:
    """Take the files that are new: a table is to be loaded, places are corrections. The last table wins.

    A file is marked as taken by the same assignment that keeps what is in it. If the run ends before, the next run
    takes it again; otherwise a file that is dropped while a run starts would be lost.
    """
    before = current_state()
    after = before
    for file in files:
        if file.file_id not in before.taken_ids:
            after = replace(after, taken_ids=after.taken_ids | {file.file_id})
            take = with_corrections if is_corrections(file.name) else with_table
            after = take(after, file.name, file.getvalue())
    if after is not before:
        store_state(after)


def with_table(state: UploadState, name: str, content: bytes) -> UploadState:
    """The state with a new table to load, by the corrections of this session so far."""
    request = UploadRequest(name, content, Path(name).stem, corrections=state.corrections)
    return replace(state, number=state.number + 1, notice="", rejected=None, request=request)


def with_choice(state: UploadState, choice: ReadOptions) -> UploadState:
    """The state with the same table to load by another choice; widgets are new, as old ones keep what was chosen."""
    if not state.upload:
        return state
    request = replace(state.upload.request, choice=choice)
    return replace(state, number=state.number + 1, is_open=True, notice="", rejected=None, request=request)


def with_corrections(state: UploadState, name: str, content: bytes) -> UploadState:
    """The state with the places of a file, for the table that is there and for each that comes."""
    places, faults = read_corrections(content, name)
    corrections = {**state.corrections, **{place.name: place for place in places}}
    request = state.request or (state.upload and state.upload.request)
    return replace(
        state,
        notice=" ".join(fault.in_language(state.language) for fault in faults[:MOST_NOTICE_FAULTS]),
        corrections=corrections,
        request=replace(request, corrections=corrections) if request else None,
    )


def without_request(state: UploadState, reason: str) -> UploadState:
    """The state after a request is given up, for a reason that the reader is told."""
    return replace(state, notice=reason, rejected=state.request, request=None)


def after_loading(state: UploadState, limits: Limits, progress: Callable[[float], None]) -> UploadState:
    """The state after its request is loaded, or given up with one sentence on why.

    An error that nobody foresaw is logged under a reference that the reader is told. The log has where it was raised
    and its type; its message may quote the table, so it is left out.
    """
    if not state.request:
        return state
    try:
        upload = load_upload(state.request, state.upload, limits, progress)
    except TableError as error:
        return without_request(state, error.why.in_language(state.language))
    except Exception as error:
        reference, where = token_hex(4), "".join(format_tb(error.__traceback__))
        UPLOAD_LOG.error("loading a table failed, reference %s: %s\n%s", reference, type(error).__name__, where)
        return without_request(state, session_message("upload_failed", reference=reference))
    return replace(state, upload=upload, request=None)


def load_upload(
    request: UploadRequest, before: Upload | None, limits: Limits, progress: Callable[[float], None]
) -> Upload:
    """Read and place a table; what `before` did of the same table is not done again. May raise `TableError`."""
    same = before if before and before.request.content is request.content else None
    with gc_paused(PAINT_S):
        is_read = same and same.request.choice == request.choice
        reading = same.reading if same and is_read else _read(request, limits, progress)
        progress(READ_SHARE)
        trips = place_records(_records(request, reading), request.name, corrections=tuple(request.corrections.values()))
        progress(PLACED_SHARE)
        trips.digest  # noqa: B018  worked out here, while the progress is shown
        report, facets, years = row_report(reading, trips), facet_words(trips), year_range(trips.trips)
        progress(1)
    guess = same.guess if same else reading.mapping
    candidates = {**(same.candidates if same else {}), **_candidates(trips)}
    return Upload(request, reading, guess, trips, facets, years, report, candidates)


def _records(request: UploadRequest, reading: ReadResult) -> Records:
    return to_records(reading, request.title or request.name, request.choice.home)


def _read(request: UploadRequest, limits: Limits, progress: Callable[[float], None]) -> ReadResult:
    return read(
        request.content, request.name, request.choice, limits, progress=lambda share: progress(share * READ_SHARE)
    )


def _candidates(trips: Dataset) -> dict[str, Resolution]:
    """What names may mean before the reader corrects them: a correction leaves no other candidates."""
    return {
        resolution.label: resolution
        for resolution in trips.placement.resolutions
        if resolution.sureness is not Sureness.GIVEN
    }


def find_place(name: str) -> Place | None:
    """The place of a name, or of “lat, lon”, that a reader types; `None` if there is no such place."""
    location = geocode(name)
    return location.raw["place"] if location else None


def session_language() -> str:
    """The language of this session."""
    return current_state().language


def session_secret() -> str:
    """The secret of this session."""
    return current_state().secret


def session_message(key: str, **values: str | int) -> str:
    """A message in the language of this session."""
    return translate_into(key, session_language(), **values)


def localize_text(text: str) -> str:
    """One of our own texts in the language of this session; the table's own words stay as they are."""
    return localize(text, session_language())
