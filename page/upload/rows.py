"""Rows tab: how many rows of an uploaded table are drawn, and why the others are not, to read and to download."""

from collections.abc import Sequence

import streamlit as st

from data.i18n.messages import join_list
from data.reading.grid import TablePart, name_row
from data.records.fault import Fault
from page.markdown import escape_markdown, strip_controls
from page.upload.loading import LoadedTable, not_drawn_file
from page.upload.session import (
    TableWorker,
    Upload,
    localize_text,
    session_language,
    session_message,
    session_secret,
)
from page.worker_pool import SilentListener

MOST_TABLES = 8  # that are named


def show_rows(upload: Upload, at: int, worker: TableWorker) -> None:
    """Draw what one of the tables was read as, the numbers of its rows, and each row that is not drawn."""
    table = upload.trips.tables[at]
    report = table.rows
    st.markdown(escape_markdown(row_summary(table)))
    if report.partly:
        st.caption(escape_markdown(session_message("rows_partly", n=report.partly)))
    st.text(strip_controls(session_message("read_as", format=localize_text(table.format))))
    if not report.not_drawn:
        return
    language = session_language()  # read now: the click that builds the file is no run of the script
    st.download_button(
        session_message("not_drawn_file"),
        lambda: worker.run(not_drawn_file, upload.request, at, language, listener=SilentListener()),
        file_name="not-drawn.csv",
        # Streamlit's address of a file is a hash of parts of it and of this: with it no other session has the same.
        mime=f"text/csv; reader={session_secret()}",
        on_click="ignore",
        key="upload_not_drawn",
    )
    for fault in report.faults:
        st.text(strip_controls(_sentence(table, fault, language)))
    if report.n_faults > len(report.faults):
        st.caption(escape_markdown(session_message("rows_more", n=report.n_faults - len(report.faults))))


def row_summary(table: LoadedTable) -> str:
    """How many rows there are, how many are drawn, how many are not, and which tables of the file were not read."""
    report = table.rows
    told = session_message("rows_summary", n=report.rows, drawn=report.drawn, rest=report.not_drawn)
    return join_list(filter(None, (told, _left_out(table.parts))), session_language(), "full_stop")


def unread_notice(upload: Upload) -> str:
    """Which tables of the files were not read, for above the map; else ""."""
    tables = upload.trips.tables
    notices = [_left_out(table.parts) for table in tables]
    if len(tables) > 1:
        named = zip(tables, notices, strict=True)
        notices = [session_message("of_table", table=table.name, what=notice) for table, notice in named if notice]
    return join_list(filter(None, notices), session_language(), "full_stop")


def _left_out(parts: Sequence[TablePart]) -> str:
    """The tables of the file that were not read, with their rows."""
    others = [part for part in parts if not part.first_row]
    if not others:
        return ""
    named = [
        session_message("table_of_rows", table=localize_text(part.name), n=part.length) for part in others[:MOST_TABLES]
    ]
    more = [session_message("tables_more", n=len(others) - MOST_TABLES)] if len(others) > MOST_TABLES else []
    return session_message("tables_left_out", n=len(others), tables=join_list([*named, *more], session_language()))


def _sentence(table: LoadedTable, fault: Fault, language: str) -> str:
    value = f" {session_message('quoted', text=fault.value)}" if fault.value else ""
    return session_message(
        "row_not_drawn",
        row=localize_text(name_row(table.parts, fault.row)),
        column=localize_text(fault.column),
        value=value,
        why=fault.reason_in_language(language),
    )
