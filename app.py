"""The page, from top to bottom: title, sentence, pills, map, timeline, list and card; beside them “Your trips”."""

import sys
from functools import partial
from pathlib import Path

import streamlit as st

from data.messages import LANGUAGES, name, say, spoken
from data.selection import ignored
from data.settings import SettingsError, read_settings
from data.tables import NoTable
from export import made
from page.opening import opened, serve_words
from page.panels import BODY, HEAD, show_panel
from page.share import hand_over
from page.streamlit_parts import serve_file, serve_script
from page.text import plain

MAP_HEIGHT_PX = 600
MOST_FAULTS = 200  # told above the map
ICON = Path(__file__).parent / "static" / "icon.svg"

try:
    settings = read_settings(sys.argv[1:])
    trips, facets = opened(settings)
except (SettingsError, NoTable) as error:
    st.error(plain(str(error)))
    st.stop()

language = spoken(st.query_params.get("lang"), st.context.locale)
state, yours = st.session_state, None
if state.get("yours") or state.get("yours_close"):  # the buttons that open the panel and close it
    state.yours_open = bool(state.get("yours"))
if state.get("yours_open") or state.get("yours_held"):
    from data.reading import Limits
    from page.your_rows import rows_told  # the reader of tables is loaded by the first who needs it
    from page.your_trips import your_trips
    from page.yours import held, secret

    state.yours_language = language
    limits = Limits(size=settings.upload_mb * 1_000_000, legs=settings.upload_legs)
    yours = your_trips(limits) if state.yours_open else held()
if yours:
    trips, facets = yours.trips, yours.facets

title = trips.records.about.title if yours else name(trips.records.about.title, language)
st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide", initial_sidebar_state="expanded")

table = state.yours_number if yours else 0
if state.setdefault("table", table) != table:  # another than in the run before, of which nothing is chosen
    state.table, state.ignored = table, ()
    for facet in facets:
        state[facet] = []
if "ignored" not in state:  # only a session's first run sees what the link asked for
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    meant = {name: [facets.get(name, {}).get(word, word) for word in words] for name, words in asked.items()}
    state.ignored = ignored(meant, trips.trips)

spelt = {facet: {word: value for word, value in words.items() if word != value} for facet, words in facets.items()}
# An upload has an address that only its session knows; the page's own trips have one for all readers.
apart = f"-{secret()}" if yours else ""
store = {
    "url": serve_file(trips.payload, f"trips-{trips.digest}{apart}.json"),
    "script": serve_script("streamlit"),
    "words": spelt,
    "dress": serve_words(language),
    "table": table,
}
faults = () if yours else trips.faults
notices = {
    "languages": {each: say("language", each) for each in LANGUAGES},
    "ignored": state.ignored,
    "faults": [str(fault) for fault in faults[:MOST_FAULTS]],
    "n_faults": len(faults),
    "rows": rows_told(yours) if yours and yours.tally.not_drawn else "",
}
wanted = show_panel("head", HEAD, {**store, "title": title, **notices})

with st.container(key="facets", horizontal=True):
    for facet, words in facets.items():
        st.pills(say(facet, language), list(words), selection_mode="multi", key=facet, bind="query-params")
    st.button(say("your_trips", language), key="yours")

# Folium takes 0.3 s to import, in which the first reader's browser already fetches the data.
from page.triplayer import show_map  # noqa: E402

show_map(say("map", language), serve_script("frame"), MAP_HEIGHT_PX)
show_panel("body", BODY, store)
hand_over(wanted, partial(made, trips), store, apart)
