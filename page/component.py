"""Components: the panels of `static/panels/` as Streamlit components without a shadow root."""

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, cast

import streamlit as st

from page.assets import page_style
from page.download import DownloadRequest

# The script runs from a blob: address, so it resolves addresses against the page's own. (Streamlit would take a text of
# one line for a file name.) It requests at once all that the page and the map's frame need, which would otherwise load
# one after another. It writes the first title itself, before all that; `mount` writes the later ones, since it knows
# whether they are out of date.
SCRIPT = """export default component => {
  const here = address => new URL(address, document.baseURI), data = JSON.parse(component.data.json);
  const title = component.parentElement.querySelector("#title:empty");
  const linked = performance.getEntriesByType("navigation")[0]?.name.includes("#trips=");
  if (linked && !window.tripmap) document.documentElement.classList.add("linked");
  if (title && !linked) title.textContent = data.title;
  if (!window.tripmapFiles) {
    const world = fetch(here("app/static/basemap/world.json")).then(answer => answer.json());
    window.tripmapFiles = {data: fetch(here(data.url)), world};
    fetch(here("app/static/vendor/leaflet/leaflet.js"));
  }
  for (const script of data.widgets ?? []) import(here(script));
  const requestDownload = request => component.setTriggerValue("download", request);
  const root = component.parentElement;
  const sendTrips = trips => component.setTriggerValue("trips", trips);
  Promise.all([import(here(data.script)), window.tripmapStyled])
    .then(([page]) => page.modules.streamlit.mount(root, data, "%s", requestDownload, sendTrips));
}"""

# Behind the first answer, Streamlit's page is a frame: its component speaks to the page around it, which draws.
SESSION_SCRIPT = """export default component => {
  const data = JSON.parse(component.data.json), session = window.parent.tripmapSession;
  for (const script of data.widgets ?? []) import(new URL(script, document.baseURI));
  const requestDownload = request => component.setTriggerValue("download", request);
  session?.receive("%s", data, requestDownload, trips => component.setTriggerValue("trips", trips));
}"""


# The style sheet comes compressed, since Streamlit's socket would carry four times as much. Nothing is seen before it
# is unpacked, a few ms later.
UNSTYLED = ":root:not(.styled) .stApp {\n  visibility: hidden;\n}\n:has(> .st-key-unstyled) {\n  display: none;\n}"
STYLE_SCRIPT = """window.tripmapStyled ??= (async () => {
  const packed = Uint8Array.from(atob("%s"), letter => letter.charCodeAt(0)), style = document.createElement("style");
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  style.textContent = await new Response(unpacked).text();
  document.body.append(style); // after those of Streamlit
  document.documentElement.classList.add("styled");
})();
"""

# As each part that Streamlit adds would move those below it, all below the head is unseen until it stands: the scripts
# of the page add the class once head and body are filled. Where they do not come, it is seen after some seconds.
UNFINISHED = """
html:not(.drawn) .stMainBlockContainer { visibility: hidden; animation: appear 0s 5s forwards; }
html.styled:not(.drawn) .st-key-head { visibility: visible; }
.st-key-facets label { visibility: inherit; }
@keyframes appear { to { visibility: visible; } }
"""


class Tiles(TypedDict):
    """Map tiles that the host chose: the pattern of their addresses, and the credit."""

    url: str
    credit: str


class PageData(TypedDict):
    """Data of every panel.

    `url`, `script`, `translation` and `names` are addresses, `translation` "" for none, and `comparison` those of what
    is loaded once the reader compares trips; `aliases` are the values of pills whose label is escaped; `table` is the
    number of the upload shown, 0 for none; `session` identifies the session; with `trip_links` a link may hold trips.
    """

    url: str
    script: str
    translation: str
    comparison: Mapping[str, str]
    names: str
    aliases: Mapping[str, Mapping[str, str]]
    tiles: Tiles | None
    table: int
    session: str
    trip_links: bool


class KeptData(TypedDict):
    """What the reader's browser keeps of own trips: the address of their project file, "" where there is none, and the
    SHA-256 of the payload; `refused` says why no trips are there, if any were to be. `widgets` are the scripts of what
    Streamlit will show of them, which the browser loads while the server still reads.
    """

    project: str
    digest: str
    refused: str
    widgets: Sequence[str]


class HeadData(PageData, KeptData):
    """Data of the head: also the title, the languages by code, unknown parameters of the link, and notices."""

    title: str
    languages: Mapping[str, str]
    unknown_parameters: Sequence[str]
    faults: Sequence[str]
    n_faults: int
    rows: str
    unavailable: str


class SessionData(KeptData):
    """What the page around Streamlit's frame gets: the address of the reader's own trips and their title, "" without
    any; what is to be said of their rows; the number of the upload, 0 for none; an id of the session.
    """

    url: str
    title: str
    rows: str
    table: int
    session: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What the browser sends to one run: a request for a file, and the trips of a link, "" for none."""

    download: DownloadRequest | None
    trips: str


def show_panel(part: str, html: str, data: Mapping[str, object], key: str = "") -> Sent:
    """Mount a panel, or give its new data to the mounted one; the head, which is always there, brings the style sheet.

    Panels of the same part need a `key` each. Return what the browser sends, in the one run that receives it.
    """
    return _show(part, html, data, SCRIPT, key, UNSTYLED + UNFINISHED if part == "head" else None)


def send_to_page(part: str, html: str, data: Mapping[str, object], key: str = "") -> Sent:
    """Give data to the page around Streamlit's frame, as `show_panel` does to a panel."""
    return _show(part, html, data, SESSION_SCRIPT, key, UNSTYLED)


def _show(part: str, html: str, data: Mapping[str, object], template: str, key: str, style: str | None) -> Sent:
    """Show a component; one with a `style` brings the whole style sheet, and the `style` stands until that is there."""
    script = (_style_script() if style else "") + template % part
    panel = st.components.v2.component(f"trip_map_{part}", html=html, css=style, js=script, isolate_styles=False)
    text = json.dumps(data)  # as one text, in which Streamlit does not look for data frames
    sent = panel(key=key or part, data={"json": text}, on_download_change=_ignore, on_trips_change=_ignore)
    request, trips = sent.get("download"), sent.get("trips")
    download = cast(DownloadRequest, request) if isinstance(request, dict) else None
    return Sent(download, trips if isinstance(trips, str) else "")


@cache
def _style_script() -> str:
    """The script that gives Streamlit's page its style sheet, once."""
    return STYLE_SCRIPT % b64encode(gzip.compress(page_style().encode(), mtime=0)).decode()


def _ignore() -> None:
    """Do nothing: Streamlit sends a trigger only if it has a callback."""
