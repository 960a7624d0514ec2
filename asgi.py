"""The page as a hardened ASGI application, by `uvicorn asgi:app` or `streamlit run asgi.py`.

`/` answers with a page that needs no session; Streamlit starts behind it for the readers who bring their own trips.
The layers from outside in: access log and metrics, security headers, request guard, static cache, Streamlit.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import config

from export.file_worker import file_pool
from host import logs
from host.first_answer import FirstAnswers
from host.guard import RequestGuard
from host.headers import SecurityHeaders
from host.metrics import AccessLog, Metrics
from host.negotiation import AcceptedEncoding
from host.routes import routes
from host.static_cache import StaticCache
from page.assets import STATIC
from page.settings import SettingsError, read_settings
from page.shared_data import load_shared_page
from page.streamlit_parts import keep_uploads_in_memory, streamlit_static_folder
from page.worker_pool import worker_pool

ROOT = Path(__file__).parent

try:
    settings = read_settings()
except SettingsError as error:
    sys.exit(str(error))

logs.configure()
keep_uploads_in_memory()
sys.argv[1:] = []  # the script reads its arguments from here, and these are uvicorn's
config.set_option("server.maxUploadSize", settings.max_upload_mb)
html = (streamlit_static_folder() / "index.html").read_text(encoding="utf-8")
folders = {"/static/": streamlit_static_folder() / "static", "/app/static/": STATIC}
metrics, answers = Metrics(), FirstAnswers(settings)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Read the data set before the first reader, and serve the files that browsers request from any replica."""
    shared = await run_in_threadpool(load_shared_page, settings)
    await run_in_threadpool(lambda: shared.dataset.link_values)  # else the first who asks for a file waits
    await run_in_threadpool(answers.prepare, shared)
    yield
    worker_pool(settings).close()
    file_pool(settings).close()


app = st.App(
    ROOT / "session.py",
    lifespan=lifespan,
    routes=routes(settings, metrics, answers, html),
    middleware=[
        Middleware(AccessLog, metrics=metrics),
        Middleware(SecurityHeaders, settings=settings, html=html),
        Middleware(RequestGuard, settings=settings, metrics=metrics),
        Middleware(AcceptedEncoding),
        Middleware(StaticCache, folders=folders),
    ],
    on_script_error=lambda _: metrics.count("script_errors"),
)
