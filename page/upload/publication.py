"""Publication: byline, note, logo and texts at points that a reader adds to own trips, for those who publish them."""

import streamlit as st

from data.records.logo import MAX_LOGO_BYTES, logo_address
from data.records.publication import (
    MAX_ANNOTATIONS,
    MAX_TEXT_LENGTHS,
    Annotation,
    Publication,
    read_annotation_lines,
)
from page.markdown import escape_markdown
from page.upload.session import session_message

MAX_LINES_LENGTH = MAX_ANNOTATIONS * (MAX_TEXT_LENGTHS["annotation"] + 60)
LOGO_ENDINGS = ("png", "jpg", "jpeg", "webp")


def choose_publication(publication: Publication, number: int) -> Publication:
    """Draw the fields, and return what is in them; what cannot be read is said, and what was there before stays."""
    with st.expander(session_message("for_publication"), key=f"upload_publication_{number}"):
        byline = _choose_text("byline", session_message("byline"), publication.byline, number)
        note = _choose_text("note", session_message("note"), publication.note, number)
        logo = _choose_logo(publication.logo, number)
        annotations = _choose_annotations(publication.annotations, number)
    return Publication(byline, note, logo, annotations)


def _choose_text(name: str, label: str, before: str, number: int) -> str:
    most = MAX_TEXT_LENGTHS[name]
    return st.text_input(label, before, key=f"upload_{name}_{number}", max_chars=most).strip()


def _choose_logo(logo: str, number: int) -> str:
    kb = MAX_LOGO_BYTES // 1000
    file = st.file_uploader(
        session_message("logo", kb=kb), LOGO_ENDINGS, key=f"upload_logo_{number}", max_upload_size=1
    )
    if file:
        chosen = logo_address(file.getvalue())
        if not chosen:
            st.caption(session_message("logo_refused", kb=kb))
        return chosen or logo
    if logo and st.button(session_message("logo_remove"), key=f"upload_logo_remove_{number}"):
        return ""
    return logo


def _choose_annotations(annotations: tuple[Annotation, ...], number: int) -> tuple[Annotation, ...]:
    lines = "\n".join(f"{each.lat:.15g}, {each.lon:.15g}, {each.text}" for each in annotations)
    text = st.text_area(
        session_message("annotations"),
        lines,
        key=f"upload_annotations_{number}",
        max_chars=MAX_LINES_LENGTH,
        help=session_message("annotations_help"),
    )
    read, wrong = read_annotation_lines(text)
    if wrong:
        most = MAX_TEXT_LENGTHS["annotation"]
        told = session_message("annotations_refused", line=wrong[0], most=most, points=MAX_ANNOTATIONS)
        st.caption(escape_markdown(told))
    return read
