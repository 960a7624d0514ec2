"""Journeys: asks whether the rows of a table that only name stops are one journey or many visits."""

from dataclasses import replace

import streamlit as st

from data.reading.columns.journeys import MANY_VISITS, ONE_JOURNEY
from page.markdown import escape_markdown
from page.upload.session import Upload, current_state, session_message, store_state, with_choice


def ask_journeys(upload: Upload | None) -> None:
    """Ask of each table whose rows leave it open; what is drawn is marked, and the other is one click away."""
    tables = upload.trips.tables if upload else ()
    for at, table in enumerate(tables):
        if not table.journey:
            continue
        question = session_message("journey_question")
        if len(tables) > 1:
            question = session_message("of_table", table=table.name, what=question)
        with st.container(key=f"upload_journey_{at}", gap="small"):
            st.markdown(escape_markdown(question))
            with st.container(horizontal=True, gap="small"):
                for answer in (ONE_JOURNEY, MANY_VISITS):
                    _draw_answer(at, answer, table.journey == answer)


def _draw_answer(at: int, answer: str, is_drawn: bool) -> None:
    label, key = session_message(f"journey_{answer}"), f"upload_journey_{at}_{answer}"
    if st.button(label, key=key, type="primary" if is_drawn else "secondary") and not is_drawn:
        state = current_state()
        if state.upload:
            choice = state.upload.trips.tables[at].choice
            store_state(with_choice(state, at, replace(choice, journey=answer)))
            st.rerun()
