"""Your columns: which column of a dropped table plays which role, as guessed, to be changed."""

import streamlit as st

from data.reading import ReadOptions
from data.reading.columns.vocabulary import ROLES
from data.reading.values.date_column import DAY_FIRST, MONTH_FIRST
from page.markdown import strip_controls
from page.upload.session import Upload, localize_text, translate

FIRST = ("destination", "country", "origin", "start", "end", "date", "mode", "traveller")


def choose_columns(yours: Upload, number: int) -> ReadOptions:
    """Draw the mapping; `number` is the table's, so that another table begins with its own guess."""
    chosen, guess, columns = yours.wish.choice, yours.guess, yours.reading.columns
    every = st.toggle(translate("every_role"), key=f"yours_every_{number}")
    shown = [role for role in (*FIRST, *ROLES) if role in ROLES and (every or role in guess or role in FIRST)]
    changed = {}
    for role in dict.fromkeys(shown):
        if guess.get(role, "") in ("", *columns):  # else several columns at once, one per traveller
            changed[role] = _column(role, {**guess, **chosen.columns}.get(role, ""), columns, number)
    kept = {role: column for role, column in chosen.columns.items() if role not in changed}
    told = {role: column for role, column in changed.items() if column != guess.get(role, "")}
    dates = _date_order(yours, number)
    home = st.text_input(translate("home_asked"), chosen.home, key=f"yours_home_{number}", max_chars=200)
    chain = st.checkbox(translate("chain"), chosen.chain, key=f"yours_chain_{number}")
    return ReadOptions({**kept, **told}, dates, home.strip(), chain)


def _column(role: str, now: str, columns: tuple[str, ...], number: int) -> str:
    options = ["", *columns]
    label = translate(f"role_{role.replace(' ', '_')}")
    at = options.index(now) if now in options else 0
    return st.selectbox(label, options, at, format_func=_named, key=f"yours_role_{role}_{number}")


def _named(column: str) -> str:
    return localize_text(column) or translate("no_column")


def _date_order(yours: Upload, number: int) -> str:
    """Day first or month first, asked only where numbers leave it open; why each column is read as it is."""
    chosen = yours.wish.choice.dates
    told = yours.reading.dates
    if chosen or any(why.startswith((DAY_FIRST, MONTH_FIRST)) for why in told.values()):
        options = {
            "": translate("as_guessed"),
            DAY_FIRST: translate("day_first"),
            MONTH_FIRST: translate("month_first"),
        }
        at = list(options).index(chosen)
        chosen = st.radio(
            translate("date_order"), list(options), at, format_func=options.__getitem__, key=f"yours_dates_{number}"
        )
    for column, why in told.items():
        st.text(strip_controls(translate("date_told", column=localize_text(column), why=localize_text(why))))
    return chosen
