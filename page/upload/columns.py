"""Columns tab: which column of an uploaded table plays which role, as guessed, for the reader to change."""

import re
from dataclasses import replace

import streamlit as st

from data.reading import ReadOptions
from data.reading.columns.reasons import END_PAIRS
from data.reading.columns.vocabulary import ROLES
from data.reading.values.date_column import DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from page.markdown import escape_markdown, strip_controls
from page.upload.loading import LoadedTable
from page.upload.session import current_state, localize_text, session_message, store_state, with_choice

FIRST = ("destination", "country", "origin", "start", "end", "date", "mode", "traveller")

MOST_SHOWN = 40  # characters of a cell
LOOKS_LIKE_AIRPORT = re.compile(r"^[A-Z]{3,4}$|\([A-Z]{3}\)")


def choose_columns(table: LoadedTable, at: int, key: str) -> ReadOptions:
    """Draw the mapping of the table that stands at a place among others; it begins with its guess.

    `key` is that of its widgets.
    """
    chosen, guess, columns = table.choice, table.guess, table.columns
    tables = _choose_tables(table, at, key)
    _draw_swap(table, at)
    every = st.toggle(session_message("every_role"), key=f"upload_every_{key}")
    roles = [role for role in (*FIRST, *ROLES) if role in ROLES and (every or role in guess or role in FIRST)]
    mapping = {}
    for role in dict.fromkeys(roles):
        if guess.get(role, "") in ("", *columns):  # else several columns at once, one per traveller
            mapping[role] = _choose_column(table, role, {**guess, **chosen.columns}.get(role, ""), key)
    unseen = {role: column for role, column in chosen.columns.items() if role not in mapping}
    changed = {role: column for role, column in mapping.items() if column != guess.get(role, "")}
    no_airports = _choose_airports(table, key)
    dates = _choose_date_order(table, key)
    home = st.text_input(session_message("home_label"), chosen.home, key=f"upload_home_{key}", max_chars=200)
    chain = st.checkbox(session_message("chain"), chosen.chain, key=f"upload_chain_{key}")
    return ReadOptions(
        {**unseen, **changed}, dates, home.strip(), chain, tables, no_airports, chosen.mend_points, chosen.journey
    )


def _choose_tables(table: LoadedTable, at: int, key: str) -> tuple[str, ...]:
    """Ask which tables of the file to read, if it has several; others have other columns, so all widgets are new."""
    parts, chosen = table.parts, table.choice
    if len(parts) < 2:
        return chosen.tables
    read = [part.name for part in parts if part.first_row]
    picked = st.multiselect(
        session_message("tables_to_read"),
        [part.name for part in parts],
        read,
        format_func=lambda name: escape_markdown(localize_text(name)),
        key=f"upload_tables_{key}",
    )
    if set(picked) != set(read):
        _choose_anew(at, replace(chosen, tables=tuple(picked), columns={}))
    return chosen.tables


def _draw_swap(table: LoadedTable, at: int) -> None:
    """A button that exchanges where the rows begin and where they go to, with all columns of both."""
    mapping, chosen = table.mapping, table.choice
    if "origin" not in mapping or "destination" not in mapping:
        return
    if st.button(session_message("swap_ends"), key="upload_swap"):
        pairs = [(here, there) for here, there in END_PAIRS.items() if here != "start"]
        both = {role: mapping.get(other, "") for pair in pairs for role, other in (pair, reversed(pair))}
        known = {role: column for role, column in both.items() if column or role in mapping}
        _choose_anew(at, replace(chosen, columns={**chosen.columns, **known}))


def _choose_anew(at: int, choice: ReadOptions) -> None:
    store_state(with_choice(current_state(), at, choice))
    st.rerun()


def _choose_airports(table: LoadedTable, key: str) -> bool:
    """Ask whether capitals are the codes of airports, where any cells of a place look like one."""
    chosen = table.choice.no_airports
    cells = [cell for role in ("origin", "destination") for cell in table.samples.get(table.mapping.get(role, ""), ())]
    if not chosen and not any(LOOKS_LIKE_AIRPORT.search(cell) for cell in cells):
        return False
    return st.checkbox(session_message("no_airports"), chosen, key=f"upload_airports_{key}")


def _choose_column(table: LoadedTable, role: str, column: str, key: str) -> str:
    """Ask for the column of a role; below it stand its first cells, and why it was taken."""
    options = ["", *table.columns]
    label = session_message(f"role_{role.replace(' ', '_')}")
    index = options.index(column) if column in options else 0
    picked = st.selectbox(label, options, index, format_func=_column_label, key=f"upload_role_{role}_{key}")
    if picked and picked == table.mapping.get(role):
        cells = " · ".join(cell[:MOST_SHOWN] for cell in table.samples.get(picked, ()))
        reason = localize_text(table.reasons.get(role, ""))
        st.caption(escape_markdown(session_message("column_sample", cells=cells, why=reason) if cells else reason))
    elif not picked and role not in table.mapping and role in table.reasons:  # no column, but the table says it
        st.caption(escape_markdown(localize_text(table.reasons[role])))
    return picked


def _column_label(column: str) -> str:
    return localize_text(column) or session_message("no_column")


def _choose_date_order(table: LoadedTable, key: str) -> str:
    """Ask which part of a date is first, only where numbers leave it open; then why each column is read as it is."""
    chosen = table.choice.dates
    reasons = table.dates
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
            key=f"upload_dates_{key}",
        )
    for column, reason in reasons.items():
        st.text(strip_controls(session_message("date_note", column=localize_text(column), why=localize_text(reason))))
    return chosen
