"""The page as an ASGI application, for containers: `uvicorn asgi:app` serves what `streamlit run app.py` does, guarded.

From outside in: every answer is noted (`host/observed.py`), gets its headers, passes the doors, and files their lives.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from streamlit import config

from host import logs
from host.guard import RequestGuard
from host.headers import SecurityHeaders
from host.metrics import Metrics
from host.observed import AccessLog
from host.routes import routes
from host.social_cards import SocialCards
from host.static_cache import StaticCache
from page.assets import STATIC
from page.settings import SettingsError, read_settings
from page.shared_data import load_shared_page, page_files
from page.streamlit_parts import streamlit_static_folder

ROOT = Path(__file__).parent

try:
    settings = read_settings()
except SettingsError as error:
    sys.exit(str(error))

logs.configure()
sys.argv[1:] = []  # the script reads its own arguments, and these are uvicorn's
config.set_option("server.maxUploadSize", settings.max_upload_mb)
html = (streamlit_static_folder() / "index.html").read_text(encoding="utf-8")
folders = {"/static/": streamlit_static_folder() / "static", "/app/static/": STATIC}
metrics = Metrics()


@asynccontextmanager
async def reading(_: st.App) -> AsyncIterator[None]:
    """Read the data set before the first reader is let in; what browsers ask for is the same on every replica."""
    # Streamlit-folium warns, while it is imported, of a run that is not there: by now the log is ours.
    from page.folium_map import serve_frame  # noqa: PLC0415

    shown = await run_in_threadpool(load_shared_page, settings)
    for language in settings.languages:
        await run_in_threadpool(page_files, shown.dataset, language)
    await run_in_threadpool(serve_frame)
    yield


page = st.App(
    ROOT / "app.py",
    lifespan=reading,
    routes=routes(settings, metrics, SocialCards(html, settings.languages)),
    on_script_error=lambda _: metrics.count("script_errors"),
)
guarded = SecurityHeaders(RequestGuard(StaticCache(page, folders), settings, metrics), settings, html)
app = AccessLog(guarded, metrics)
