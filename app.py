"""The page, from top to bottom: title and sentence, pills, map, then timeline, list and card."""

import sys
from functools import partial
from pathlib import Path

import streamlit as st

from data.messages import LANGUAGES, name, say, spoken
from data.selection import ignored
from data.settings import SettingsError, read_settings
from export import made
from page.choices import show_choices
from page.opening import opened, serve_words
from page.panels import BODY, HEAD, show_panel
from page.share import hand_over
from page.streamlit_parts import serve_file, serve_script
from page.text import plain

MAP_HEIGHT_PX = 600
ICON = Path(__file__).parent / "static" / "icon.svg"

try:
    opening = opened(read_settings(sys.argv[1:]))
except SettingsError as error:
    st.error(plain(str(error)))
    st.stop()

trips, facets = opening.trips, opening.facets
language = spoken(st.query_params.get("lang"), st.context.locale)
title = name(trips.records.about.title, language)
st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")

if "ignored" not in st.session_state:  # only a session's first run sees what the link asked for
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    meant = {name: [facets.get(name, {}).get(word, word) for word in words] for name, words in asked.items()}
    st.session_state.ignored = ignored(meant, trips.trips)

spelt = {facet: {word: value for word, value in words.items() if word != value} for facet, words in facets.items()}
store = {
    "url": serve_file(trips.packed, f"trips-{trips.digest}.json.gz", "application/gzip"),
    "script": serve_script("streamlit"),
    "words": spelt,
    "dress": serve_words(language),
}
notices = {
    "languages": {each: say("language", each) for each in LANGUAGES},
    "ignored": st.session_state.ignored,
    "faults": [str(fault) for fault in trips.faults],
}
wanted = show_panel("head", HEAD, {**store, "title": title, **notices})

show_choices({facet: list(words) for facet, words in facets.items()}, opening.years, language)

# Folium takes 0.3 s to import, in which the first reader's browser already fetches the data.
from page.triplayer import show_map  # noqa: E402

show_map(say("map", language), serve_script("frame"), MAP_HEIGHT_PX)
show_panel("body", BODY, store)
hand_over(wanted, partial(made, trips), store)
