"""Upload panel: in a script of its own, nothing of it is left in Latin letters but the table's own words."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.i18n.messages import all_messages
from page.upload import session
from page.upload.session import TableWorker, UploadState
from page.worker_pool import SilentListener
from tests.browser.test_korean_upload import FAULTY, LATIN, OWN

FORMATS = {"PNG", "JPEG", "WebP"}  # of a logo


def draw() -> None:
    """The panel of the session's table, open, in the language that the session names."""
    import streamlit as st  # noqa: PLC0415 - the script runs by itself

    from page.settings import Settings  # noqa: PLC0415
    from page.upload.panel import show_upload_panel  # noqa: PLC0415
    from page.upload.session import table_worker  # noqa: PLC0415

    show_upload_panel(table_worker(Settings()), st.session_state.language).show_details()


def texts(page: AppTest) -> list[str]:
    """What its elements say, and what they are called."""
    said: list[Any] = [page.text, page.caption, page.markdown, page.warning, page.subheader]
    called: list[Any] = [page.button, page.text_input, page.text_area, page.selectbox, page.radio, page.checkbox]
    called += [page.toggle, page.file_uploader, page.expander, page.tabs]
    return [each.value for kind in said for each in kind] + [each.label for kind in called for each in kind]


@pytest.mark.parametrize("language", ["ar", "ja", "ru", "zh"])
def test_no_text_of_the_panel_is_in_another_script(worker: TableWorker, language: str) -> None:
    """In Korean, and from one language to another in a browser: `tests/browser/test_korean_upload.py`."""
    state = session.with_table(UploadState(), "faulty.csv", FAULTY.encode())
    state = replace(session.after_loading(state, worker, SilentListener()), is_open=True)
    page = AppTest.from_function(draw)
    page.session_state[session.KEY] = state
    page.session_state["language"] = language
    told = texts(page.run(timeout=60))
    assert {word for text in told for word in LATIN.findall(text)} - OWN - FORMATS == set()
    for wanted in (all_messages(language)["tab_places"], "San José", "Start", "Springfeild"):
        assert any(wanted in text for text in told), wanted
