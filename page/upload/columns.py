"""Columns tab: which column of an uploaded table plays which role, as guessed, for the reader to change."""

import streamlit as st

from data.reading import ReadOptions
from data.reading.columns.vocabulary import ROLES
from data.reading.values.date_column import DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from page.markdown import strip_controls
from page.upload.session import Upload, localize_text, session_message

FIRST = ("destination", "country", "origin", "start", "end", "date", "mode", "traveller")


def choose_columns(upload: Upload, number: int) -> ReadOptions:
    """Draw the mapping; `number` is the table's, so that another table begins with its own guess."""
    chosen, guess, columns = upload.request.choice, upload.guess, upload.table.columns
    every = st.toggle(session_message("every_role"), key=f"upload_every_{number}")
    roles = [role for role in (*FIRST, *ROLES) if role in ROLES and (every or role in guess or role in FIRST)]
    mapping = {}
    for role in dict.fromkeys(roles):
        if guess.get(role, "") in ("", *columns):  # else several columns at once, one per traveller
            mapping[role] = _choose_column(role, {**guess, **chosen.columns}.get(role, ""), columns, number)
    unseen = {role: column for role, column in chosen.columns.items() if role not in mapping}
    changed = {role: column for role, column in mapping.items() if column != guess.get(role, "")}
    dates = _choose_date_order(upload, number)
    home = st.text_input(session_message("home_label"), chosen.home, key=f"upload_home_{number}", max_chars=200)
    chain = st.checkbox(session_message("chain"), chosen.chain, key=f"upload_chain_{number}")
    return ReadOptions({**unseen, **changed}, dates, home.strip(), chain)


def _choose_column(role: str, column: str, columns: tuple[str, ...], number: int) -> str:
    options = ["", *columns]
    label = session_message(f"role_{role.replace(' ', '_')}")
    index = options.index(column) if column in options else 0
    return st.selectbox(label, options, index, format_func=_column_label, key=f"upload_role_{role}_{number}")


def _column_label(column: str) -> str:
    return localize_text(column) or session_message("no_column")


def _choose_date_order(upload: Upload, number: int) -> str:
    """Ask which part of a date is first, only where numbers leave it open; then why each column is read as it is."""
    chosen = upload.request.choice.dates
    reasons = upload.table.dates
    if chosen or any(reason.startswith((DAY_FIRST, MONTH_FIRST, YEAR_FIRST)) for reason in reasons.values()):
        options = {
            "": session_message("as_guessed"),
            DAY_FIRST: session_message("day_first"),
            MONTH_FIRST: session_message("month_first"),
            YEAR_FIRST: session_message("year_first"),
        }
        index = list(options).index(chosen)
        chosen = st.radio(
            session_message("date_order"),
            list(options),
            index,
            format_func=options.__getitem__,
            key=f"upload_dates_{number}",
        )
    for column, reason in reasons.items():
        st.text(strip_controls(session_message("date_note", column=localize_text(column), why=localize_text(reason))))
    return chosen
