"""The page, from top to bottom: title and sentence, pills, map, then timeline, list and card."""

import sys
from pathlib import Path

import streamlit as st

from data.messages import say
from data.selection import FACETS, facet_options, ignored, restricts
from data.settings import Settings, SettingsError, read_settings
from geo.dataset import Dataset, load
from geo.nominatim import NominatimGeocoder
from page.panels import BODY, HEAD, show_panel
from page.streamlit_parts import serve_file
from page.styles import apply_styles
from page.text import plain
from page.triplayer import show_map

MAP_HEIGHT_PX = 600
ICON = Path(__file__).parent / "static" / "icon.svg"


@st.cache_resource(show_spinner=False)
def dataset(settings: Settings) -> Dataset:
    """The trips, read and placed once for all readers."""
    nominatim = NominatimGeocoder(domain=settings.nominatim, user_agent=settings.user_agent) if settings.nominatim else None
    return load(settings.file, nominatim)


try:
    trips = dataset(read_settings(sys.argv[1:]))
except SettingsError as error:
    st.error(plain(str(error)))
    st.stop()

about = trips.records.about
st.set_page_config(page_title=about.title, page_icon=str(ICON), layout="wide")
apply_styles()

if "ignored" not in st.session_state:  # only a session's first run sees what the link asked for
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    st.session_state.ignored = ignored(asked, trips.trips)

address = serve_file(trips.payload, f"trips-{trips.fingerprint}.json")
notices = {"ignored": st.session_state.ignored, "faults": [str(fault) for fault in trips.faults]}
show_panel("head", HEAD, {"url": address, "title": about.title, **notices})

with st.container(key="facets", horizontal=True):
    for facet in FACETS:
        if restricts(trips.trips, facet):
            st.pills(say(facet), facet_options(trips.trips, facet), selection_mode="multi", key=facet, bind="query-params")

show_map(say("map"), MAP_HEIGHT_PX)
show_panel("body", BODY, {"url": address})
