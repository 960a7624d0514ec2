"""Panels: what `static/panels/` draws, mounted as Streamlit components without a shadow root."""

import json
from typing import Any

import streamlit as st

from page.assets import page_style

# The script runs from a blob: address, so it names the page's own; a one-line text would be taken for a file name. It
# asks at once for all that the page and the map's frame will need, where each would else wait for the one before it.
# The title need not wait for any of it; a later one comes by `mount`, which knows whether it is out of date.
SCRIPT = """export default component => {
  const here = address => new URL(address, document.baseURI), data = JSON.parse(component.data.json);
  const title = component.parentElement.querySelector("#title:empty");
  if (title) title.textContent = data.title;
  if (!window.tripmapFiles) {
    const world = fetch(here("app/static/basemap/world.json")).then(answer => answer.json());
    window.tripmapFiles = {data: fetch(here(data.url)), world};
    fetch(here("app/static/vendor/leaflet/leaflet.js"));
  }
  const requestDownload = request => component.setTriggerValue("download", request);
  const root = component.parentElement;
  import(here(data.script)).then(page => page.modules.streamlit.mount(root, data, "%s", requestDownload));
}"""


def show_panel(part: str, html: str, data: dict[str, Any]) -> Any:
    """Mount a panel, or hand its new data to the one that stands; each brings the page's style sheet.

    Return the download request of the browser in the one run that receives it, else `None`.
    """
    script = SCRIPT % part
    panel = st.components.v2.component(f"trip_map_{part}", html=html, css=page_style(), js=script, isolate_styles=False)
    text = json.dumps(data)  # as one text, in which Streamlit seeks no data frames
    return panel(key=part, data={"json": text}, on_download_change=_heard).get("download")


def _heard() -> None:
    """Nothing: a trigger is handed on only where there is something to call."""
