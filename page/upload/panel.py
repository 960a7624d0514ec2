"""Upload panel: the sidebar “Your trips”, where a reader drops a table and sees what was read."""

from dataclasses import dataclass, replace
from time import monotonic, sleep

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from page.markdown import escape_markdown
from page.streamlit_parts import keep_upload_addresses, keep_uploads_in_memory
from page.upload.columns import choose_columns
from page.upload.findings import show_findings
from page.upload.journeys import ask_journeys
from page.upload.loading import DEMO_TABLES
from page.upload.pasted_address import is_pasted_address, with_fetched
from page.upload.places import choose_places
from page.upload.publication import choose_publication
from page.upload.rows import show_rows
from page.upload.session import (
    TableWorker,
    Upload,
    UploadState,
    after_loading,
    current_state,
    session_message,
    store_state,
    take_files,
    with_file,
    with_table,
    without_request,
)
from page.upload.tables import choose_table, offer_project, offer_replaced
from page.worker_pool import POLL_S, SilentListener

MAX_PASTED = 300_000  # characters, of three bytes each at the most: a message may have 1 MiB (deploy/Containerfile)
PASTED = "upload_pasted"  # in the session: a text is new in the field
PATIENCE_S = 0.5  # before progress is shown
PROGRESS_S = 0.1  # between two moves of the progress bar; as it moves, Streamlit looks whether the reader has cancelled
# A browser draws the widgets of the panel for 0.4 s, and first what came first. The map of many trips takes it as long,
# so these widgets come after it.
LARGE_BYTES, DRAWN_S = 300_000, 0.8

keep_upload_addresses()
keep_uploads_in_memory()


@dataclass(frozen=True, slots=True)
class UploadPanel:
    """The panel as it is drawn so far, with the state of the session's upload.

    What was read from the tables has its place, and is drawn once the page has the trips: the map need not wait for it.
    """

    state: UploadState
    worker: TableWorker
    details: DeltaGenerator | None
    is_new: bool

    def show_details(self) -> None:
        """Draw what was read from the tables, and what the reader may change; of many new trips after the map."""
        if self.details and self.state.upload:
            if self.is_new and len(self.state.upload.trips.packed) > LARGE_BYTES:
                _let_browser_draw()
            with self.details:
                offer_replaced(self.state)
                _draw_details(self.state.upload, self.worker)


def show_upload_panel(worker: TableWorker, language: str) -> UploadPanel:
    """Draw the panel if it is open, but for its details."""
    opened, closed = st.session_state.get("upload_open"), st.session_state.get("upload_close")
    before = current_state()
    shown = before.upload
    state = replace(before, language=language, is_open=bool(opened) if opened or closed else before.is_open)
    store_state(state)
    details = None
    if state.is_open:
        worker.pool.start()  # ready by the time that a file is chosen
        with st.sidebar:
            _draw_heading()
            questions = st.container()
            details = _draw(worker)
            with questions:
                ask_journeys(current_state().upload)
    elif current_state().request:  # the trips of a link, which nobody opened a panel for
        store_state(after_loading(current_state(), worker, SilentListener()))
    return UploadPanel(current_state(), worker, details, current_state().upload is not shown)


def show_standing_panel(worker: TableWorker, language: str) -> UploadPanel:
    """Draw the panel, but for its details, where the page around it opens and closes it."""
    state = store_state(replace(current_state(), language=language, is_open=True))
    worker.pool.start()  # ready by the time that a file is chosen
    with st.sidebar:
        findings = st.container()
        details = _draw(worker)
        with findings:
            ask_journeys(current_state().upload)
            if upload := current_state().upload:
                show_findings(upload)
    return UploadPanel(current_state(), worker, details, current_state().upload is not state.upload)


def _let_browser_draw() -> None:
    """Wait as long as a browser takes to draw many trips; a click ends the run meanwhile."""
    due_s = monotonic() + DRAWN_S
    while monotonic() < due_s:
        sleep(POLL_S)
        current_state()


def _draw(worker: TableWorker) -> DeltaGenerator:
    """Draw the inputs, load what is asked for, and return the place of the details."""
    if st.session_state.get("upload_cancel"):  # what is dropped from here on is not meant by it
        store_state(without_request(current_state(), session_message("cancelled")))
    _draw_inputs(worker)
    progress = st.empty()
    if current_state().address and worker.fetch_limits:
        store_state(with_fetched(current_state(), worker.fetch_limits, _ProgressBar(progress)))
        progress.empty()
    if current_state().request:  # a click meanwhile ends this run, and the next begins anew
        store_state(after_loading(current_state(), worker, _ProgressBar(progress)))
        progress.empty()
    state = current_state()
    if state.notice:
        st.warning(escape_markdown(state.notice))
    if not state.upload:
        st.caption(session_message("your_trips_private"))
    return st.container()


def _draw_heading() -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(session_message("your_trips"), anchor=False)
        st.button(session_message("close"), key="upload_close")


def _draw_inputs(worker: TableWorker) -> None:
    """The ways to give a table: drop a file, paste a text or where allowed an address, try a demo."""
    limits = worker.limits
    files = st.file_uploader(
        session_message("drop"),
        accept_multiple_files=True,
        key="upload_files",
        max_upload_size=limits.size // 1_000_000,
        help=session_message("drop_help"),
    )
    take_files(files, limits.size)
    with st.expander(session_message("paste")):
        text = st.text_area(
            session_message("paste_here"), key="upload_text", height=160, max_chars=MAX_PASTED, on_change=_note_pasted
        )
        st.caption(session_message("paste_limit", n=MAX_PASTED))
        if worker.fetch_limits:
            st.caption(session_message("paste_address"))
        is_asked = st.button(session_message("paste_read"), key="upload_paste")
        if (is_asked or st.session_state.pop(PASTED, False)) and text.strip():
            _take_pasted(text, worker)
    with st.container(horizontal=True, key="upload_demos", vertical_alignment="center"):
        st.caption(session_message("demo"))
        for name in ("tour", "flights"):
            if st.button(session_message(f"demo_{name}"), key=f"upload_{name}"):
                file = DEMO_TABLES / f"{name}.csv"
                store_state(with_table(current_state(), file.name, file.read_bytes()))


def _note_pasted() -> None:
    """Read the text in this run: it is new, by Ctrl+Enter or because the reader went on elsewhere."""
    st.session_state[PASTED] = True


def _take_pasted(text: str, worker: TableWorker) -> None:
    if is_pasted_address(text):
        notice = "" if worker.fetch_limits else session_message("paste_no_address")
        store_state(replace(current_state(), address="" if notice else text, notice=notice))
        return
    content = text.encode("utf-8", "replace")
    store_state(with_file(current_state(), session_message("pasted"), content, worker.limits.size))


class _ProgressBar:
    """How far the reading is or how many tables come before, and a button to cancel, once it takes more than a moment.

    As it moves, Streamlit looks whether the reader has left or cancelled, and if so ends the run.
    """

    def __init__(self, place: DeltaGenerator) -> None:
        self._place = place
        self._bar: DeltaGenerator | None = None
        self._due_s = monotonic() + PATIENCE_S

    def progress(self, share: float) -> None:
        """Show how much is done."""
        self._show(share, "reading")

    def waiting(self, ahead: int) -> None:
        """Show how many tables are read before this one."""
        self._show(0.0, "reading_later", n=ahead)

    def _show(self, share: float, key: str, **values: int) -> None:
        if monotonic() < self._due_s:
            return
        if not self._bar:
            box = self._place.container()
            self._bar = box.empty()
            box.button(session_message("cancel"), key="upload_cancel")
        self._bar.progress(min(share, 1.0), text=session_message(key, **values))
        self._due_s = monotonic() + PROGRESS_S


def _draw_details(upload: Upload, worker: TableWorker) -> None:
    """What was read from the tables, and what the reader may change; a change is the request of the next run."""
    before, request = current_state(), upload.request
    number = before.number
    key = f"{number}_{before.language}"  # browsers send a choice by its text: in another language it would be a new one
    title = st.text_input(session_message("your_title"), request.title, key=f"upload_title_{number}", max_chars=200)
    at = choose_table(upload, key)
    rows, places, columns = st.tabs(
        [session_message("tab_rows"), session_message("tab_places"), session_message("tab_columns")],
        key=f"upload_tab_{number}",
    )
    with rows:
        show_rows(upload, at, worker)
    with places:
        corrections = choose_places(upload, number)
    with columns:
        choice = choose_columns(upload.trips.tables[at], at, f"{key}_{at}" if at else key)
    publication = choose_publication(request.publication, number)
    changed = replace(
        request.with_choice(at, choice),
        title=title or request.title,
        corrections=corrections,
        publication=publication,
    )
    if changed not in (request, before.rejected):
        store_state(replace(before, corrections=corrections, notice="", request=changed))
        st.rerun()
    offer_project(upload)
    if st.button(session_message("back_to_page_trips"), key="upload_remove"):
        store_state(replace(before, corrections=corrections, upload=None, replaced=()))
        st.rerun()
    store_state(replace(before, corrections=corrections))
