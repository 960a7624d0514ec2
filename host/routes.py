"""Routes that we answer ourselves: the page's HTML, the files of a view, probes and metrics."""

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from host.file_requests import without_refused
from host.file_routes import FileRoutes
from host.metrics import Metrics
from host.social_cards import CARD, SocialCards
from page.settings import Settings
from page.shared_data import load_shared_page

FRESH = {"Cache-Control": "no-cache"}
NEVER = {"Cache-Control": "no-store"}


def routes(settings: Settings, metrics: Metrics, cards: SocialCards) -> list[Route]:
    """The routes. Nothing is answered before the data set is read, so a live process is also ready."""

    def page(request: Request) -> Response:
        query: bytes = request.scope["query_string"]
        if (without := without_refused(query)) is not None:
            return RedirectResponse(f"./?{without}" if without else "./", headers=NEVER)
        html = cards.html(load_shared_page(settings), query, str(request.base_url))
        return HTMLResponse(html, headers=FRESH)

    async def livez(_: Request) -> Response:
        return PlainTextResponse("ok", headers=NEVER)

    async def readyz(_: Request) -> Response:
        full = metrics.readers >= settings.max_readers
        return PlainTextResponse("full" if full else "ok", 503 if full else 200, headers=NEVER)

    async def metrics_text(_: Request) -> Response:
        dataset = (await run_in_threadpool(load_shared_page, settings)).dataset
        text = metrics.text(trips=len(dataset.trips), unplaced=len(dataset.unplaced))
        return PlainTextResponse(text, headers=NEVER, media_type="application/openmetrics-text; version=1.0.0")

    return [
        Route("/", page, middleware=[Middleware(GZipMiddleware)]),
        *FileRoutes(settings, metrics).routes(f"/{CARD}"),
        Route("/livez", livez),
        Route("/readyz", readyz),
        Route("/metrics", metrics_text),
    ]
