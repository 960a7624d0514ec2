"""The page, from top to bottom: title, sentence, filters, map, timeline, list and card; in the sidebar “Your trips”."""

import sys
from functools import partial
from secrets import token_hex
from urllib.parse import parse_qs

import streamlit as st

from data.i18n.messages import language_names, negotiate_language, translate, translate_name
from data.records.fault import MOST_LISTED
from data.records.tables import TableError
from data.selection import parse_year_range
from page.assets import STATIC
from page.component import HeadData, KeptData, PageData, show_panel
from page.download import BuildsFile, deliver_downloads, pending_downloads
from page.filters import show_filters
from page.markdown import escape_markdown
from page.markup import BODY, header
from page.settings import SettingsError, read_settings
from page.shared_data import PackedTrips, data_notice, load_shared_page, page_files
from page.streamlit_parts import limit_messages

MAP_HEIGHT_PX = 600
UNSTYLED_PX = 4000  # higher than screens are
ICON = STATIC / "icon.svg"

limit_messages()
try:
    settings = read_settings(sys.argv[1:])
    shared = load_shared_page(settings)
except (SettingsError, TableError) as error:
    st.error(escape_markdown(str(error)))
    st.stop()

language = negotiate_language(st.query_params.get("lang"), st.context.locale, offered=settings.languages)
trips, facets, years = shared.dataset, shared.facets, shared.years
own_columns = trips.records.own_columns
drawn: PackedTrips = trips
title = translate_name(trips.records.about.title, language)
state, table, rows, address_secret, upload = st.session_state, 0, "", "", None
kept: KeptData = {"project": "", "digest": "", "refused": "", "widgets": ()}
if "upload" in state or state.get("upload_open"):  # the reader of tables is loaded by the first who needs it
    from page.upload.findings import show_findings
    from page.upload.kept import kept_data
    from page.upload.panel import show_upload_panel
    from page.upload.rows import unread_notice
    from page.upload.session import table_worker

    worker = table_worker(settings)
    panel = show_upload_panel(worker, language)
    uploads = panel.state
    kept = kept_data(uploads)
    if upload := uploads.upload:
        drawn, facets, years, table = upload.trips, upload.trips.facets, upload.trips.years, uploads.number
        title, rows, own_columns = upload.trips.title, unread_notice(upload), upload.trips.own_columns
        # An upload has an address that only its session knows; the page's own trips have one for all readers.
        address_secret = f"-{uploads.secret}"

st.set_page_config(page_title=title, page_icon=str(ICON), initial_sidebar_state="expanded")

if state.setdefault("table", table) != table:  # another than in the run before, of which nothing is chosen
    state.table, state.unknown_parameters = table, ()
    chosen = state.pop("linked_choices", {})  # but for the trips of a link, which says what is
    for facet, offered in facets.items():
        state[facet] = [word for word in chosen.get(facet, ()) if word in offered]
    state.years = parse_year_range(chosen.get("years", ()), years) or years
if "unknown_parameters" not in state:  # only a session's first run sees what the link requested
    words = {name: st.query_params.get_all(name) for name in st.query_params}
    values = {name: [facets.get(name, {}).get(word, word) for word in words[name]] for name in words}
    state.unknown_parameters = trips.unknown_in_link(values)

files = page_files(drawn, language, address_secret)
data: PageData = {
    "url": files.data,
    "script": files.page,
    "comparison": {"script": files.comparison, "countries": files.countries},
    "translation": files.words,
    "names": files.names,
    "aliases": {facet: {word: value for word, value in facets[facet].items() if word != value} for facet in facets},
    "tiles": {"url": settings.tiles, "credit": settings.tiles_credit} if settings.tiles else None,
    "table": table,
    "session": state.setdefault("session", token_hex(4)),
    "trip_links": settings.trip_links,
}
faults = () if upload else shared.faults
head: HeadData = {
    **data,
    **kept,
    "title": title,
    "languages": language_names(settings.languages),
    "unknown_parameters": state.unknown_parameters,
    "faults": [fault.in_language(language) for fault in faults[:MOST_LISTED]],
    "n_faults": len(faults),
    "rows": rows,
    "unavailable": "" if upload else data_notice(shared, language),
}
# Streamlit draws placeholders before the head brings the style sheet: until then they stand below the screen.
with st.container(key="unstyled"):
    st.space(UNSTYLED_PX)
sent = show_panel("head", header(), head)
if sent.trips and settings.trip_links:
    from page.upload.session import take_trip_link  # what reads tables is loaded by the first who needs it

    text, _, query = sent.trips.partition("?")
    take_trip_link(text)
    state.linked_choices = parse_qs(query)
    st.rerun()

show_filters({facet: list(words) for facet, words in facets.items()}, own_columns, years, language)
if upload:
    show_findings(upload)

# Folium takes 0.3 s to import, in which the first reader's browser already fetches the data.
from page.folium_map import show_map  # noqa: E402

show_map(translate("map", language), files.frame, MAP_HEIGHT_PX)
show_panel("body", BODY, data)
if upload:
    panel.show_details()
if downloads := pending_downloads(sent.download, table):
    if upload:
        from export.uploads import build_upload_file

        build: BuildsFile = partial(worker.run, build_upload_file, upload.request)
    else:
        from export.file_worker import file_builder  # the exports are loaded by the first who requests a file

        build = partial(file_builder(settings).build, trips)
    deliver_downloads(downloads, build, data, address_secret, show_panel)
