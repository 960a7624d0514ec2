"""Routes that we answer ourselves: the page's HTML, its card, probes and metrics."""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from host.metrics import Metrics
from host.social_cards import CARD, SocialCards
from page.settings import Settings
from page.shared_data import load_shared_page

CARD_LOG = logging.getLogger("trip_map.card")
# Other sites may cache a picture for an hour, but not the page's HTML, since it names the newest files.
HOUR = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
FRESH = {"Cache-Control": "no-cache"}
NEVER = {"Cache-Control": "no-store"}


def routes(settings: Settings, metrics: Metrics, cards: SocialCards) -> list[Route]:
    """The routes. Nothing is answered before the data set is read, so a live process is also ready."""

    def page(request: Request) -> Response:
        address = str(request.base_url)
        return HTMLResponse(cards.html(load_shared_page(settings), request.url.query, address), headers=FRESH)

    def card(request: Request) -> Response:
        try:
            picture = cards.picture(load_shared_page(settings).dataset, request.url.query)
        except OSError:  # matplotlib needs a temporary folder; without one only this picture is missing
            CARD_LOG.exception("no card can be drawn")
            return PlainTextResponse("no picture can be drawn now\n", 503, headers=NEVER)
        return Response(picture, media_type="image/png", headers=HOUR)

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
        Route(f"/{CARD}", card),
        Route("/livez", livez),
        Route("/readyz", readyz),
        Route("/metrics", metrics_text),
    ]
