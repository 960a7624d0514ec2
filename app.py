"""The page, from top to bottom: title, sentence, pills, map, timeline, list and card; beside them “Your trips”."""

import sys
from functools import partial
from secrets import token_hex

import streamlit as st

from data.i18n.messages import negotiate_language, translate, translate_name
from data.records.tables import TableError
from data.selection import unknown_parameters
from page.assets import STATIC
from page.component import show_panel
from page.download import deliver_download
from page.filters import show_filters
from page.markdown import escape_markdown
from page.markup import BODY, header
from page.settings import SettingsError, read_settings
from page.shared_data import load_shared_page, lookup_notice, page_files

MAP_HEIGHT_PX = 600
MOST_FAULTS = 200  # told above the map
ICON = STATIC / "icon.svg"

try:
    settings = read_settings(sys.argv[1:])
    shown = load_shared_page(settings)
except (SettingsError, TableError) as error:
    st.error(escape_markdown(str(error)))
    st.stop()

language = negotiate_language(st.query_params.get("lang"), st.context.locale, offered=settings.languages)
trips, facets, years = shown.dataset, shown.facets, shown.years
state, yours = st.session_state, None
if state.get("yours") or state.get("yours_close"):  # the buttons that open the panel and close it
    state.yours_open = bool(state.get("yours"))
if state.get("yours_open") or state.get("yours_held"):
    from data.reading import Limits
    from page.upload.panel import show_upload_panel
    from page.upload.rows import row_summary  # the reader of tables is loaded by the first who needs it
    from page.upload.session import current_upload, session_secret

    state.yours_language = language
    limits = Limits(size=settings.max_upload_mb * 1_000_000, legs=settings.max_upload_legs)
    yours = show_upload_panel(limits) if state.yours_open else current_upload()
if yours:
    trips, facets, years = yours.trips, yours.facets, yours.years

title = trips.records.about.title if yours else translate_name(trips.records.about.title, language)
st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide", initial_sidebar_state="expanded")

table = state.yours_number if yours else 0
if state.setdefault("table", table) != table:  # another than in the run before, of which nothing is chosen
    state.table, state.ignored = table, ()
    for facet in facets:
        state[facet] = []
    state.years = years
if "ignored" not in state:  # only a session's first run sees what the link asked for
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    meant = {name: [facets.get(name, {}).get(word, word) for word in words] for name, words in asked.items()}
    state.ignored = unknown_parameters(meant, trips.trips, trips.countries)

aliases = {facet: {word: value for word, value in words.items() if word != value} for facet, words in facets.items()}
# An upload has an address that only its session knows; the page's own trips have one for all readers.
apart = f"-{session_secret()}" if yours else ""
files = page_files(trips, language, apart)
tiles = {"url": settings.tiles, "credit": settings.tiles_credit} if settings.tiles else None
store = {
    "url": files.data,
    "script": files.page,
    "translation": files.words,
    "aliases": aliases,
    "tiles": tiles,
    "table": table,
    "session": state.setdefault("session", token_hex(4)),
}
faults = () if yours else shown.faults
notices = {
    "languages": {each: translate("language", each) for each in settings.languages},
    "ignored": state.ignored,
    "faults": [fault.in_language(language) for fault in faults[:MOST_FAULTS]],
    "n_faults": len(faults),
    "rows": row_summary(yours) if yours and yours.tally.not_drawn else "",
    "unavailable": "" if yours else lookup_notice(shown, language),
}
wanted = show_panel("head", header(), {**store, "title": title, **notices})

show_filters({facet: list(words) for facet, words in facets.items()}, years, language)

# Folium takes 0.3 s to import, in which the first reader's browser already fetches the data.
from page.folium_map import show_map  # noqa: E402

show_map(translate("map", language), files.frame, MAP_HEIGHT_PX)
show_panel("body", BODY, store)
if wanted:
    from export.files import build_file  # the exports are loaded by the first who asks for a file

    deliver_download(wanted, partial(build_file, trips), store, apart)
