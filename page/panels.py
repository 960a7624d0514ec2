"""Panels: what `static/panels.js` draws, mounted as Streamlit components without a shadow root."""

from typing import Any

import streamlit as st

HEAD = """
<div class="head">
  <button type="button" id="skip" hidden></button>
  <div class="title"><h1 id="title"></h1><button type="button" id="copy" class="quiet" hidden></button></div>
  <p id="sentence" aria-live="polite"></p>
  <p id="copied" role="status"></p>
  <div id="loosen"></div>
  <div id="notices"></div>
</div>
"""
BODY = '<div class="body"></div>'

# The script runs from a blob: address, so it names the page's own; a one-line text would be taken for a file name.
SCRIPT = """export default component => {
  import(new URL("app/static/streamlit.js", document.baseURI)).then(page => page.mount(component, "%s"));
}"""


def show_panel(part: str, html: str, data: dict[str, Any]) -> None:
    """Mount a panel, or hand its new data to the one that stands."""
    panel = st.components.v2.component(f"trip_map_{part}", html=html, js=SCRIPT % part, isolate_styles=False)
    panel(key=part, data=data)
