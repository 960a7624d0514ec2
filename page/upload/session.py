"""Upload session: the trips that one reader uploads, kept in that reader's session alone; no cache, no disk.

All of it is one frozen `UploadState` in one key of Streamlit's session state. Streamlit may end a run at each access to
that state, so a change that must not be lost, such as a file that is taken, is one assignment.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from secrets import token_hex
from traceback import format_tb
from typing import Protocol

import streamlit as st

from data.i18n.message import LocalizedText, localize
from data.i18n.messages import DEFAULT_LANGUAGE
from data.i18n.messages import translate as translate_into
from data.reading import Limits, ReadOptions, TableError
from data.reading.formats.trip_link import is_trip_link, read_trip_link
from data.reading.options import DEFAULT_OPTIONS, format_megabytes
from data.records.corrections import is_corrections, read_corrections
from data.records.places import Place
from data.remote.fetch import FetchLimits
from geo.gazetteer import Sureness
from geo.geocode import geocode
from geo.geocoding.resolver import Resolution
from page.fork_server import WorkerLimits
from page.settings import Settings
from page.upload.loading import LoadedTable, LoadedTrips, load_tables
from page.upload.project import (
    LONGEST_NAME,
    LONGEST_TITLE,
    MOST_TABLE_FILES,
    TableFile,
    UploadRequest,
    is_project,
    read_project,
    table_names,
)
from page.worker_pool import (
    JobListener,
    Result,
    WorkerFailedError,
    WorkerPool,
    WorkerStoppedError,
    memory_gate,
    worker_pool,
)

UPLOAD_LOG = logging.getLogger("trip_map.upload")
# Tables of up to so many bytes are first tried within a part of the memory and fewer seconds, so that others find room.
SMALL_BYTES, SMALL_PART, SMALL_S = 200_000, 4, 5
MEDIUM_BYTES, MEDIUM_PART, MEDIUM_S = 8_000_000, 2, 15
KEY = "upload"  # of the session state
MOST_CHOICES = 20  # that are kept for other tables
MOST_NOTICE_FAULTS = 5  # of a file of corrections, shown at once


@dataclass(frozen=True, slots=True)
class TableWorker:
    """Where the work on tables is done, and what a table may take.

    `fetch_limits` are those of an address that a reader pastes, `None` where the host allows none.
    """

    pool: WorkerPool
    limits: Limits
    fetch_limits: FetchLimits | None = None

    def run(
        self, function: Callable[..., Result], request: UploadRequest, *arguments: object, listener: JobListener
    ) -> Result:
        """Do something with a table in a worker; raise `TableError` where it takes too much memory or time.

        A small table need not wait for large ones, and others find memory beside one of medium size. If it proves to
        be much work all the same, it is tried again by the limits of a large one.
        """
        limits, content = self.limits, request.content
        if len(content) > limits.size:
            size, most = format_megabytes(len(content)), format_megabytes(limits.size)
            raise TableError(LocalizedText("refused_size", size=size, most=most))
        call = (function, content, request.without_content())
        if len(content) <= SMALL_BYTES:
            small = replace(limits, memory=limits.memory // SMALL_PART, seconds=SMALL_S)
            with suppress(WorkerStoppedError):
                return self._run(*call, *arguments, limits=small, listener=listener, express=True)
        if len(content) <= MEDIUM_BYTES:
            medium = replace(limits, memory=limits.memory // MEDIUM_PART, seconds=MEDIUM_S)
            with suppress(WorkerStoppedError):
                return self._run(*call, *arguments, limits=medium, listener=listener, express=False)
        try:
            return self._run(*call, *arguments, limits=limits, listener=listener, express=False)
        except WorkerStoppedError as error:
            memory = format_megabytes(limits.memory)
            raise TableError(LocalizedText("refused_greedy", memory=memory, seconds=limits.seconds)) from error

    def _run(
        self,
        function: Callable[..., Result],
        content: bytes,
        request: UploadRequest,
        *arguments: object,
        limits: Limits,
        listener: JobListener,
        express: bool,
    ) -> Result:
        """Do it within limits; the content, which may be large, goes beside the request."""
        bounds = WorkerLimits(limits.memory, limits.seconds)
        return self.pool.run(
            function, content, request, limits, *arguments, limits=bounds, listener=listener, express=express
        )


def table_worker(settings: Settings) -> TableWorker:
    """The worker of this process, by the host's settings."""
    memory = memory_gate(settings).total // settings.upload_workers
    limits = Limits(settings.max_upload_mb * 1_000_000, settings.max_upload_legs, memory=memory)
    fetch_limits = FetchLimits(limits.size, settings.timeout_s, settings.address_ports)
    return TableWorker(worker_pool(settings), limits, fetch_limits if settings.pasted_addresses else None)


@dataclass(frozen=True, slots=True)
class Upload:
    """A loaded request; `candidates` is what each name may mean before any correction."""

    request: UploadRequest
    trips: LoadedTrips
    candidates: Mapping[str, Resolution]


@dataclass(frozen=True, slots=True)
class UploadState:
    """What a session knows of its reader's own trips.

    `address` is still to be fetched, `request` to be loaded, `upload` is loaded; `rejected` could not be loaded or was
    cancelled, so it is not tried again by itself, and `notice` says why. `taken_ids` are Streamlit's ids of the files
    that were taken already. `number` counts what was asked for, so that each has widgets of its own. `replaced` are the
    tables in whose place the last one is shown, which the reader may have beside it. `choices` are what the reader
    chose for tables, by their columns; the next table of the same columns begins with it. Nobody can guess an address
    that has `secret` in its hash.
    """

    language: str = DEFAULT_LANGUAGE
    is_open: bool = False
    address: str = ""
    request: UploadRequest | None = None
    upload: Upload | None = None
    rejected: UploadRequest | None = None
    notice: str = ""
    taken_ids: frozenset[str] = frozenset()
    corrections: Mapping[str, Place] = field(default_factory=dict)
    number: int = 0
    replaced: tuple[TableFile, ...] = ()
    choices: Mapping[tuple[str, ...], ReadOptions] = field(default_factory=dict)
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


def take_files(files: Iterable[UploadedFile], most_bytes: int) -> None:
    """Take the files that are new: tables and projects are to be loaded, places are corrections. The last table wins.

    A file is marked as taken by the same assignment that keeps what is in it. If the run ends before, the next run
    takes it again; otherwise a file that is dropped while a run starts would be lost. The tables of a project may
    unpack to `most_bytes`.
    """
    before = current_state()
    after = before
    for file in files:
        if file.file_id not in before.taken_ids:
            after = replace(after, taken_ids=after.taken_ids | {file.file_id})
            after = with_file(after, file.name, file.getvalue(), most_bytes)
    if after is not before:
        store_state(after)


def with_file(state: UploadState, name: str, content: bytes, most_bytes: int) -> UploadState:
    """The state with a file of any kind that this page takes."""
    if is_project(content):
        return with_project(state, content, most_bytes)
    if is_trip_link(content):
        return with_trip_link(state, content)
    return (with_corrections if is_corrections(name) else with_table)(state, name, content)


def with_table(state: UploadState, name: str, content: bytes) -> UploadState:
    """The state with a new table to load in place of those that are there, by the corrections of this session so far.

    Those that are replaced can be shown beside it (`with_replaced`), but for an earlier state of the same file.
    """
    before = state.request or (state.upload and state.upload.request)
    others = (*state.replaced, *(before.tables if before else ()))
    others = tuple(table for table in others if table.name != name)[-(MOST_TABLE_FILES - 1) :]
    request = replace(
        UploadRequest.of_table(name, content), corrections=state.corrections, earlier_choices=state.choices
    )
    return replace(_asking(state, request), replaced=others)


def with_replaced(state: UploadState) -> UploadState:
    """The state with the tables that the last one replaced beside it, in the order in which they came."""
    if not state.upload or not state.replaced:
        return state
    request = state.upload.request
    tables = (*state.replaced, *request.tables)[-MOST_TABLE_FILES:]
    return replace(_asking(state, replace(request, tables=tables, title=table_names(tables))), replaced=())


def without_table(state: UploadState, number: int) -> UploadState:
    """The state without one of several tables."""
    if not state.upload:
        return state
    request = state.upload.request
    tables = tuple(table for at, table in enumerate(request.tables) if at != number)
    title = table_names(tables) if request.title == table_names(request.tables) else request.title
    return _asking(state, replace(request, tables=tables, title=title))


def with_project(state: UploadState, content: bytes, most_bytes: int) -> UploadState:
    """The state with the project of a file to load, in place of all that is there."""
    try:
        request = read_project(content, most_bytes)
    except TableError as error:
        return replace(state, notice=error.reason.in_language(state.language))
    return replace(_asking(state, request), corrections=request.corrections, replaced=())


def with_trip_link(state: UploadState, content: bytes) -> UploadState:
    """The state with the trips of a link to load, in place of all that is there; the link has their places too."""
    try:
        link = read_trip_link(content)
    except TableError as error:
        return replace(state, notice=error.reason.in_language(state.language))
    name = link.title[:LONGEST_NAME] or session_message("your_trips")
    request = UploadRequest((TableFile(name, content, ReadOptions(home=link.home)),), link.title[:LONGEST_TITLE])
    return replace(_asking(state, request), corrections={}, replaced=())


def take_trip_link(text: str) -> None:
    """Take the trips of the link that this reader has opened, which the browser sends as it stands in the address."""
    store_state(with_trip_link(current_state(), f"#trips={text}".encode()))


def with_choice(state: UploadState, table: int, choice: ReadOptions) -> UploadState:
    """The state with a table to load by another choice; widgets are new, as old ones keep what was chosen."""
    if not state.upload:
        return state
    return replace(_asking(state, state.upload.request.with_choice(table, choice)), is_open=True)


def _asking(state: UploadState, request: UploadRequest) -> UploadState:
    """The state with another request, and new widgets for it."""
    return replace(state, number=state.number + 1, notice="", rejected=None, request=request)


def with_corrections(state: UploadState, name: str, content: bytes) -> UploadState:
    """The state with the places of a file, for the tables that are there and for each that comes."""
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
    return replace(state, notice=reason, rejected=state.request, request=None, address="")


def after_loading(state: UploadState, worker: TableWorker, listener: JobListener) -> UploadState:
    """The state after its request is loaded, or given up with one sentence on why.

    An error that nobody foresaw is logged under a reference that the reader is told. The log has where it was raised
    and its type; its message may quote the table, so it is left out.
    """
    if not state.request:
        return state
    try:
        upload = load_upload(state.request, state.upload, worker, listener)
    except TableError as error:
        return without_request(state, error.reason.in_language(state.language))
    except Exception as error:
        return without_request(state, log_failure(error))
    return replace(state, upload=upload, request=None, choices=_choices(state, upload))


def _choices(state: UploadState, upload: Upload) -> dict[tuple[str, ...], ReadOptions]:
    """What the reader chose for the last tables, by their columns."""
    choices = dict(state.choices)
    for table in upload.trips.tables:
        choices.pop(table.first_columns, None)
        if table.choice != DEFAULT_OPTIONS:
            choices[table.first_columns] = table.choice
    return dict([*choices.items()][-MOST_CHOICES:])


def log_failure(error: Exception) -> str:
    """Log an error under a reference, and return the sentence that has it."""
    kind, where = type(error).__name__, "".join(format_tb(error.__traceback__))
    if isinstance(error, WorkerFailedError):
        kind, where = str(error), error.where
    reference = token_hex(4)
    UPLOAD_LOG.error("loading a table failed, reference %s: %s\n%s", reference, kind, where)
    return session_message("upload_failed", reference=reference)


def load_upload(request: UploadRequest, before: Upload | None, worker: TableWorker, listener: JobListener) -> Upload:
    """Read and place tables in a worker; what is known from `before` of the same tables is kept."""
    trips = worker.run(load_tables, request, listener=listener)
    request = replace(request.with_choices([table.choice for table in trips.tables]), title=trips.title)
    first = {}
    if before:
        known = zip(before.request.tables, before.trips.tables, strict=True)
        first = {id(file.content): (file.choice.tables, table) for file, table in known}
    tables = tuple(
        _as_first_guessed(table, *first.get(id(file.content), ((), None)))
        for file, table in zip(request.tables, trips.tables, strict=True)
    )
    same = before and {id(file.content) for file in request.tables} <= first.keys()
    candidates = {**(before.candidates if before and same else {}), **_candidates(trips)}
    return Upload(request, replace(trips, tables=tables), candidates)


def _as_first_guessed(table: LoadedTable, tables: tuple[str, ...], before: LoadedTable | None) -> LoadedTable:
    """A table with its guess of before any choice, if it is known for the same `tables` of its file."""
    if not before:
        return table
    guess = before.guess if tables == table.choice.tables else table.guess
    return replace(table, guess=guess, first_columns=before.first_columns)


def _candidates(trips: LoadedTrips) -> dict[str, Resolution]:
    """What names may mean before the reader corrects them: a correction leaves no other candidates."""
    return {
        resolution.label: resolution
        for resolution in trips.names.resolutions
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
