"""The page as a hardened ASGI application: `uvicorn asgi:app` serves the same page as `streamlit run app.py`.

The layers from outside in: access log and metrics, security headers, request guard, static cache, Streamlit.
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
from host.metrics import AccessLog, Metrics
from host.negotiation import AcceptedEncoding
from host.routes import routes
from host.social_cards import SocialCards
from host.static_cache import StaticCache
from page.assets import STATIC
from page.settings import SettingsError, read_settings
from page.shared_data import load_shared_page, page_files
from page.streamlit_parts import keep_uploads_in_memory, streamlit_static_folder
from page.worker_pool import worker_pool

ROOT = Path(__file__).parent

try:
    settings = read_settings()
except SettingsError as error:
    sys.exit(str(error))

logs.configure()
keep_uploads_in_memory()
sys.argv[1:] = []  # app.py reads its arguments from here, and these are uvicorn's
config.set_option("server.maxUploadSize", settings.max_upload_mb)
html = (streamlit_static_folder() / "index.html").read_text(encoding="utf-8")
folders = {"/static/": streamlit_static_folder() / "static", "/app/static/": STATIC}
metrics = Metrics()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Read the data set before the first reader, and serve the files that browsers request from any replica."""
    # Streamlit-folium warns at its import that no script runs: by now that warning is off.
    from page.folium_map import serve_frame  # noqa: PLC0415

    shared = await run_in_threadpool(load_shared_page, settings)
    await run_in_threadpool(lambda: shared.dataset.link_values)  # else the first who asks for a file waits
    for language in settings.languages:
        await run_in_threadpool(page_files, shared.dataset, language)
    await run_in_threadpool(serve_frame)
    yield
    worker_pool(settings.upload_workers).close()


streamlit_app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=routes(settings, metrics, SocialCards(html, settings.languages)),
    on_script_error=lambda _: metrics.count("script_errors"),
)
guarded = RequestGuard(AcceptedEncoding(StaticCache(streamlit_app, folders)), settings, metrics)
app = AccessLog(SecurityHeaders(guarded, settings, html), metrics)
