"""Rows tab: how many rows of an uploaded table are drawn, and why the others are not, to read and to download."""

import streamlit as st

from data.records.fault import Fault
from page.markdown import escape_markdown, strip_controls
from page.upload.loading import not_drawn_file
from page.upload.session import (
    TableWorker,
    Upload,
    localize_text,
    session_language,
    session_message,
    session_secret,
)
from page.worker_pool import SilentListener


def show_rows(upload: Upload, worker: TableWorker) -> None:
    """Draw what the table was read as, the numbers of its rows, and each row that is not drawn."""
    report = upload.table.rows
    st.markdown(escape_markdown(row_summary(upload)))
    if report.partly:
        st.caption(escape_markdown(session_message("rows_partly", n=report.partly)))
    st.text(strip_controls(session_message("read_as", format=localize_text(upload.table.format))))
    if not report.not_drawn:
        return
    language = session_language()  # read now: the click that builds the file is no run of the script
    st.download_button(
        session_message("not_drawn_file"),
        lambda: worker.run(not_drawn_file, upload.request, language, listener=SilentListener()),
        file_name="not-drawn.csv",
        # Streamlit's address of a file is a hash of parts of it and of this: with it no other session has the same.
        mime=f"text/csv; reader={session_secret()}",
        on_click="ignore",
        key="upload_not_drawn",
    )
    for fault in report.faults:
        st.text(strip_controls(_sentence(fault, language)))
    if report.n_faults > len(report.faults):
        st.caption(escape_markdown(session_message("rows_more", n=report.n_faults - len(report.faults))))


def row_summary(upload: Upload) -> str:
    """How many rows there are, how many are drawn, and how many are not."""
    report = upload.table.rows
    return session_message("rows_summary", n=report.rows, drawn=report.drawn, rest=report.not_drawn)


def _sentence(fault: Fault, language: str) -> str:
    value = f" “{fault.value}”" if fault.value else ""
    return session_message(
        "row_not_drawn",
        row=fault.row,
        column=localize_text(fault.column),
        value=value,
        why=fault.reason_in_language(language),
    )
