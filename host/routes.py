"""Routes that we answer ourselves: the page's HTML, the files of a view, probes and metrics."""

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from host.file_requests import without_refused
from host.file_routes import FileRoutes
from host.first_answer import FirstAnswer, FirstAnswers, is_session
from host.hashed_files import ASSETS
from host.metrics import Metrics
from host.negotiation import accepts_gzip, is_known
from host.social_cards import CARD
from page.settings import Settings
from page.shared_data import load_shared_page

FRESH = {"Cache-Control": "no-cache"}
# A browser asks whether the page has changed, for it names the newest files; a shared cache asks once a minute.
SHARED = {"Cache-Control": "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"}
NEWEST = {"Cache-Control": "public, max-age=2"}  # pages that are open ask for it
NEVER = {"Cache-Control": "no-store"}


def routes(settings: Settings, metrics: Metrics, answers: FirstAnswers, streamlit: str) -> list[Route]:
    """The routes. Nothing is answered before the data set is read, so a live process is also ready.

    `streamlit` is the HTML of Streamlit's own page, which the first answer shows in a frame.
    """
    files = FileRoutes(settings, metrics).routes(f"/{CARD}")
    return [*_pages(settings, answers, streamlit), *files, *_probes(settings, metrics)]


def _pages(settings: Settings, answers: FirstAnswers, streamlit: str) -> list[Route]:
    one_at_a_time = CapacityLimiter(1)

    async def page(request: Request) -> Response:
        query: bytes = request.scope["query_string"]
        if (without := without_refused(query)) is not None:
            return RedirectResponse(f"./?{without}" if without else "./", headers=NEVER)
        if is_session(query):
            return HTMLResponse(streamlit, headers=FRESH)
        accepted = request.headers.get("accept-language", "")
        shared = await run_in_threadpool(load_shared_page, settings)
        link = answers.read(shared, query, accepted)
        parts = answers.known_parts(shared, link)
        if parts is None:
            parts = await to_thread.run_sync(answers.build_parts, shared, link, limiter=one_at_a_time)
        return _html_response(request, answers.answer(shared, link, parts, str(request.base_url)))

    async def newest(_: Request) -> Response:
        shared = await run_in_threadpool(load_shared_page, settings)
        return JSONResponse(answers.newest(shared), headers=NEWEST)

    return [Route("/", page), Route("/newest.json", newest), Route(f"{ASSETS}{{name}}", answers.files.answer)]


def _html_response(request: Request, answer: FirstAnswer) -> Response:
    gzipped = accepts_gzip(request.headers.get("accept-encoding", ""))
    tag = f'"{answer.tag}-gzip"' if gzipped else f'"{answer.tag}"'
    headers = {**SHARED, "Vary": "Accept-Encoding, Accept-Language", "ETag": tag}
    if gzipped:
        headers["Content-Encoding"] = "gzip"
    if is_known(request.headers.get("if-none-match", ""), tag):
        # The browser has the files too: it need not read the page first. On a first visit they would delay its paint.
        return Response(status_code=304, headers={**headers, "Link": answer.preloads})
    return HTMLResponse(answer.packed if gzipped else answer.plain, headers=headers)


def _probes(settings: Settings, metrics: Metrics) -> list[Route]:
    async def livez(_: Request) -> Response:
        return PlainTextResponse("ok", headers=NEVER)

    async def readyz(_: Request) -> Response:
        if metrics.readers >= settings.max_readers:
            return PlainTextResponse("full", 503, headers=NEVER)
        problem = (await run_in_threadpool(load_shared_page, settings)).problem
        return PlainTextResponse("ok, but the newest data cannot be read" if problem else "ok", headers=NEVER)

    async def metrics_text(_: Request) -> Response:
        shared = await run_in_threadpool(load_shared_page, settings)
        trips, unplaced = len(shared.dataset.trips), len(shared.dataset.unplaced)
        text = metrics.text(trips=trips, unplaced=unplaced, data_failed=float(bool(shared.problem)))
        return PlainTextResponse(text, headers=NEVER, media_type="application/openmetrics-text; version=1.0.0")

    return [
        Route("/livez", livez),
        Route("/readyz", readyz),
        Route("/metrics", metrics_text),
    ]
