"""What runs in the session of a reader of the hosted page: “Your trips”, in a frame beside the page.

The page around it (`static/entries/hosted.js`) draws; it gets the address of the reader's trips and of files to save.
The script stands beside `app.py`, because Streamlit serves the folder `static` that is beside its script.
"""

import sys
from functools import partial
from secrets import token_hex

import streamlit as st

from data.i18n.messages import negotiate_language, translate
from page.component import SessionData, send_to_page
from page.download import deliver_downloads, pending_downloads
from page.settings import read_settings
from page.shared_data import serve_data
from page.upload.kept import kept_data
from page.upload.panel import show_standing_panel
from page.upload.rows import unread_notice
from page.upload.session import table_worker, take_trip_link

settings = read_settings(sys.argv[1:])
language = negotiate_language(st.query_params.get("lang"), offered=settings.languages)
st.set_page_config(page_title=translate("your_trips", language), layout="wide", initial_sidebar_state="expanded")

worker = table_worker(settings)
panel = show_standing_panel(worker, language)
state = panel.state
upload, secret = state.upload, f"-{state.secret}"  # an upload has an address that only its session knows
data: SessionData = {
    **kept_data(state),
    "url": serve_data(upload.trips, secret) if upload else "",
    "title": upload.trips.title if upload else "",
    "rows": unread_notice(upload) if upload else "",
    "table": state.number if upload else 0,
    "session": st.session_state.setdefault("session", token_hex(4)),
}
sent = send_to_page("session", "<span></span>", data)
if sent.trips and settings.trip_links:
    take_trip_link(sent.trips)
    st.rerun()
panel.show_details()
if (downloads := pending_downloads(sent.download, data["table"])) and upload:
    from export.uploads import build_upload_file

    deliver_downloads(downloads, partial(worker.run, build_upload_file, upload.request), data, secret, send_to_page)
