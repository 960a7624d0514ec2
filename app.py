"""The page, from top to bottom: title and sentence, pills, map, then timeline, list and card."""

import sys
from functools import partial
from pathlib import Path

import streamlit as st

from data.messages import name, say, spoken
from data.selection import ignored
from data.settings import SettingsError, read_settings
from export import made
from page.opening import opened, page_files, unavailable
from page.panels import BODY, HEAD, show_panel
from page.share import hand_over
from page.text import plain

MAP_HEIGHT_PX = 600
ICON = Path(__file__).parent / "static" / "icon.svg"

try:
    settings = read_settings(sys.argv[1:])
    shown = opened(settings)
except SettingsError as error:
    st.error(plain(str(error)))
    st.stop()

language = spoken(st.query_params.get("lang"), st.context.locale, offered=settings.languages)
trips, facets = shown.dataset, shown.facets
title = name(trips.records.about.title, language)
st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")

if "ignored" not in st.session_state:  # only a session's first run sees what the link asked for
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    meant = {name: [facets.get(name, {}).get(word, word) for word in words] for name, words in asked.items()}
    st.session_state.ignored = ignored(meant, trips.trips)

spelt = {facet: {word: value for word, value in words.items() if word != value} for facet, words in facets.items()}
files = page_files(trips, language)
tiles = {"url": settings.tiles, "credit": settings.tiles_credit} if settings.tiles else None
store = {"url": files.data, "script": files.page, "words": spelt, "dress": files.words, "tiles": tiles}
notices = {
    "languages": {each: say("language", each) for each in settings.languages},
    "ignored": st.session_state.ignored,
    "faults": shown.faults,
    "unavailable": unavailable(shown, language),
}
wanted = show_panel("head", HEAD, {**store, "title": title, **notices})

with st.container(key="facets", horizontal=True):
    for facet, words in facets.items():
        st.pills(say(facet, language), list(words), selection_mode="multi", key=facet, bind="query-params")

# Folium takes 0.3 s to import, in which the first reader's browser already fetches the data.
from page.triplayer import show_map  # noqa: E402

show_map(say("map", language), files.frame, MAP_HEIGHT_PX)
show_panel("body", BODY, store)
hand_over(wanted, partial(made, trips), store)
