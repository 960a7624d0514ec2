"""Tables of the panel: which of several is looked at, whether a new one stands beside the others, and the project."""

import streamlit as st

from data.i18n.messages import join_list
from page.markdown import escape_markdown
from page.upload.project import project_file
from page.upload.session import (
    Upload,
    UploadState,
    current_state,
    session_language,
    session_message,
    session_secret,
    store_state,
    with_replaced,
    without_table,
)

MOST_NAMED = 5  # of the tables that were replaced


def offer_replaced(state: UploadState) -> None:
    """Say which tables the last one replaced, and offer to show them together."""
    if not state.upload or not state.replaced or state.request:
        return
    with st.container(key="upload_replaced", border=True):
        quoted = (session_message("quoted", text=table.name) for table in state.replaced[-MOST_NAMED:])
        names = join_list(quoted, session_language())
        new = state.upload.request.tables[-1].name
        st.markdown(escape_markdown(session_message("table_replaced", table=new, others=names)))
        if st.button(session_message("show_together"), key="upload_together"):
            store_state(with_replaced(current_state()))
            st.rerun()


def choose_table(upload: Upload, key: str) -> int:
    """Ask which of several tables to look at, with the rows of each, and return its place among them.

    `key` is that of its widget.
    """
    tables = upload.trips.tables
    if len(tables) == 1:
        return 0
    labels = [session_message("table_of_rows", table=table.name, n=table.rows.rows) for table in tables]
    at: int = st.radio(
        session_message("tables_shown"),
        range(len(tables)),
        format_func=lambda each: escape_markdown(labels[each]),
        key=f"upload_table_{key}",
    )
    if st.button(session_message("remove_table"), key="upload_remove_table"):
        store_state(without_table(current_state(), at))
        st.rerun()
    return at


def offer_project(upload: Upload) -> None:
    """Offer the project file, packed when it is asked for."""
    st.download_button(
        session_message("project_file"),
        lambda: project_file(upload.request),
        "trips-project.zip",
        # See page/upload/rows.py.
        f"application/zip; reader={session_secret()}",
        help=session_message("project_help"),
        on_click="ignore",
        key="upload_project",
    )
