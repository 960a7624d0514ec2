"""Findings above the map: what is doubtful about how a table was read, each with its remedy in one click."""

import streamlit as st

from page.markdown import escape_markdown
from page.upload.session import Upload, current_state, localize_text, session_message, store_state, with_choice

MOST_FINDINGS = 5  # above the map; a table with more is wrong as a whole


def show_findings(upload: Upload) -> None:
    """Draw the doubts about the tables; a click on a remedy is the request of the next run."""
    tables = upload.trips.tables
    findings = [(at, finding) for at, table in enumerate(tables) for finding in table.findings]
    for number, (at, finding) in enumerate(findings[:MOST_FINDINGS]):
        text = localize_text(finding.text)
        if len(tables) > 1:
            text = session_message("of_table", table=tables[at].name, what=text)
        with st.container(key=f"upload_finding_{number}", horizontal=True, vertical_alignment="center", gap="small"):
            st.warning(escape_markdown(text))
            if (
                finding.choice
                and finding.remedy
                and st.button(escape_markdown(localize_text(finding.remedy)), key=f"upload_remedy_{number}")
            ):
                store_state(with_choice(current_state(), at, finding.choice))
                st.rerun()
    if len(findings) > MOST_FINDINGS:
        st.caption(escape_markdown(session_message("findings_more", n=len(findings) - MOST_FINDINGS)))
