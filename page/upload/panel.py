"""Your trips: the panel beside the map, where a reader drops a table and sees what became of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.reading import Limits, TableError
from data.records.corrections import is_corrections, read_corrections
from page.markdown import escape_markdown
from page.upload.columns import choose_columns
from page.upload.places import choose_places
from page.upload.rows import show_rows
from page.upload.session import (
    Upload,
    UploadRequest,
    current_upload,
    load_upload,
    session_language,
    store_upload,
    translate,
)

DEMOS = Path(__file__).parents[2] / "data" / "demo"
PATIENCE_S = 0.5  # before progress is shown
OFTEN_S = 0.1  # between two looks at whether the reader has cancelled, which Streamlit takes as the bar moves
state = st.session_state


def show_upload_panel(limits: Limits) -> Upload | None:
    """Draw the panel, and return what is to be seen in place of the page's own trips, if anything."""
    with st.sidebar:
        _heading()
        _drop(limits)
        told = st.empty()
        if state.get("yours_cancel"):
            _leave(translate("cancelled"))
        if wish := state.get("yours_wish"):
            _meet(wish, limits, told)
        if state.get("yours_told"):
            st.warning(escape_markdown(state.yours_told))
        if yours := current_upload():
            _details(yours)
        else:
            st.caption(translate("your_trips_private"))
    return current_upload()


def _heading() -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(translate("your_trips"), anchor=False)
        st.button(translate("close"), key="yours_close")


def _drop(limits: Limits) -> None:
    """What is dropped, pasted or tried becomes the wish of this run."""
    most = limits.size // 1_000_000
    files = st.file_uploader(
        translate("drop"),
        accept_multiple_files=True,
        key="yours_files",
        max_upload_size=most,
        help=translate("drop_help"),
    )
    seen = state.setdefault("yours_seen", set())
    new = [file for file in files if file.file_id not in seen]
    seen |= {file.file_id for file in new}
    for file in new:
        (_correct if is_corrections(file.name) else _wish)(file.name, file.getvalue())
    with st.expander(translate("paste")):
        text = st.text_area(translate("paste_here"), key="yours_text", height=160)
        if st.button(translate("paste_read"), key="yours_paste") and text.strip():
            _wish(translate("pasted"), text.encode("utf-8", "replace"))
    with st.container(horizontal=True, key="yours_demos", vertical_alignment="center"):
        st.caption(translate("demo"))
        for name in ("tour", "flights"):
            if st.button(translate(f"demo_{name}"), key=f"yours_{name}"):
                _wish(f"{name}.csv", (DEMOS / f"{name}.csv").read_bytes())


def _wish(name: str, content: bytes) -> None:
    """Wish for a table that is new, with the places that this session has corrected so far."""
    state.yours_number = state.get("yours_number", 0) + 1
    state.yours_told = ""
    state.yours_refused = None
    state.yours_wish = UploadRequest(name, content, Path(name).stem, corrections=state.get("yours_places", {}))


def _correct(name: str, content: bytes) -> None:
    """Take the places of a file for this session, whatever table is or will be dropped."""
    places, faults = read_corrections(content, name)
    state.yours_told = " ".join(fault.in_language(session_language()) for fault in faults[:5])
    state.yours_places = {**state.get("yours_places", {}), **{place.name: place for place in places}}
    wish = state.get("yours_wish") or (yours.wish if (yours := current_upload()) else None)
    if wish:
        state.yours_wish = replace(wish, corrections=state.yours_places)


def _meet(wish: UploadRequest, limits: Limits, told: DeltaGenerator) -> None:
    """Read it, or say in one sentence why not. A click meanwhile ends this run, and the next one begins anew."""
    try:
        store_upload(load_upload(wish, current_upload(), limits, _waiting(told)))
    except TableError as error:
        _leave(error.why.in_language(session_language()))
    state.yours_wish = None
    told.empty()


def _leave(why: str) -> None:
    """Give up what was wished, and do not wish it again by itself."""
    state.yours_told, state.yours_refused, state.yours_wish = why, state.get("yours_wish"), None


def _waiting(told: DeltaGenerator) -> Callable[[float], None]:
    """What says how far the reading is, with a button to end it, once it takes longer than a moment."""
    due = monotonic() + PATIENCE_S
    bars: list[DeltaGenerator] = []

    def progress(share: float) -> None:
        nonlocal due
        if monotonic() < due:
            return
        if not bars:
            box = told.container()
            bars.append(box.empty())
            box.button(translate("cancel"), key="yours_cancel")
        bars[0].progress(share, text=translate("reading"))
        due = monotonic() + OFTEN_S

    return progress


def _details(yours: Upload) -> None:
    """What was made of the table, and what the reader may change; a change is the wish of the next run."""
    number = state.get("yours_number", 0)
    title = st.text_input(translate("your_title"), yours.wish.title, key=f"yours_title_{number}", max_chars=200)
    rows, places, columns = st.tabs(
        [translate("tab_rows"), translate("tab_places"), translate("tab_columns")], key=f"yours_tab_{number}"
    )
    with rows:
        show_rows(yours)
    with places:
        corrections = choose_places(yours, number)
    with columns:
        choice = choose_columns(yours, number)
    state.yours_places = corrections
    wanted = replace(yours.wish, title=title or yours.wish.title, choice=choice, corrections=corrections)
    if wanted not in (yours.wish, state.get("yours_refused")):
        state.yours_told = ""
        state.yours_wish = wanted
        st.rerun()
    if st.button(translate("own_trips"), key="yours_drop"):
        store_upload(None)
        st.rerun()
