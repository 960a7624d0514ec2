"""Your rows: how many of a dropped table are drawn, and why the others are not, to read and to take away."""

import streamlit as st

from data.records.fault import Fault
from page.markdown import escape_markdown, strip_controls
from page.upload.session import Upload, localize_text, session_language, session_secret, translate

SHOWN = 25  # faults; all of them are in the file


def show_rows(yours: Upload) -> None:
    """Say what the table was taken for, the sum of its rows, and each row that is not drawn."""
    tally = yours.tally
    st.markdown(escape_markdown(row_summary(yours)))
    if tally.partly:
        st.caption(escape_markdown(translate("rows_partly", n=len(tally.partly))))
    st.text(strip_controls(translate("taken_for", format=localize_text(yours.reading.format))))
    if not tally.not_drawn:
        return
    reader = session_language()  # which is not known when the button is clicked: that is no run of the script
    st.download_button(
        translate("not_drawn_file"),
        lambda: yours.reading.not_drawn_table(tally.faults, reader).encode("utf-8-sig"),
        file_name="not-drawn.csv",
        # Streamlit's address of a file is a hash of parts of it and of this: with it no other session has the same.
        mime=f"text/csv; reader={session_secret()}",
        on_click="ignore",
        key="yours_not_drawn",
    )
    for fault in tally.faults[:SHOWN]:
        st.text(strip_controls(_told(fault)))
    if len(tally.faults) > SHOWN:
        st.caption(escape_markdown(translate("rows_more", n=len(tally.faults) - SHOWN)))


def row_summary(yours: Upload) -> str:
    """The sum: so many rows, so many drawn, so many not."""
    tally = yours.tally
    return translate("rows_told", n=tally.rows, drawn=len(tally.drawn), rest=len(tally.not_drawn))


def _told(fault: Fault) -> str:
    value = f" “{fault.value}”" if fault.value else ""
    return translate(
        "row_told", row=fault.row, column=localize_text(fault.column), value=value, why=fault.why(session_language())
    )
