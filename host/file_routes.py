"""File routes: the files and pictures of a view at addresses of their own, which need no session.

The bytes are those that the Share dialog gives. They are made in workers beside the readers, pictures one at a
time, and kept for the next who asks; `docs/exports.md` has the addresses.
"""

import gzip
import logging
from functools import cache
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.i18n.messages import translate
from export.file_worker import file_builder
from export.files import ANIMATION_FORMATS, PICTURE_FORMATS
from export.page import one_file_scripts
from geo.dataset import Dataset
from host.answer_cache import AnswerCache, Busy, CachedFile
from host.file_requests import VIEW_FILES, FileRequest, LinkError, card_request, read_file_request, read_page_link
from host.guard import network_address
from host.headers import script_sources
from host.metrics import Metrics
from host.negotiation import accepts_gzip, is_known
from page.settings import Settings
from page.shared_data import load_shared_page
from page.worker_pool import WorkerFailedError, WorkerStoppedError

FILE_LOG = logging.getLogger("trip_map.files")
MAX_KEPT_BYTES = 32_000_000  # of pictures, and as many of other files, animations among them
MAX_UNBUILT_FILES = 8  # pictures, each of which takes half a second; and as many other files
RETRY_AFTER_S = 5
NEVER_CACHED = {"Cache-Control": "no-store"}
# For five minutes nobody asks again. For an hour more a cache may give what it has and ask meanwhile, and for a day if
# it is answered nothing.
CACHED = {"Cache-Control": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400"}
EMBEDDABLE = {"Cross-Origin-Resource-Policy": "cross-origin"}  # a picture may stand in any page

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
    "html": "text/html; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "webp": "image/webp",
    "gif": "image/gif",
}
SHOWN = ("html", "png", "svg", "webp", "gif")  # by browsers, if opened; others are saved
COMPRESSED_FORMATS = ("csv", "geojson", "kml", "html", "svg")
# A file from this page's origin runs nothing and asks for nothing, whatever the data hold.
# A picture may have a logo in it.
FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; sandbox"
)
# The page in one file runs its own three scripts, each by its hash. It may not be sandboxed: the clipboard and the
# browser's history are closed to a page without an origin.
ONE_FILE_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


class FileRoutes:
    """The files of a view, and the social card, which is one of them."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        """`settings` has the data set and the languages; `metrics` gets the counts."""
        self._settings = settings
        self._metrics = metrics
        self._pictures = AnswerCache(MAX_KEPT_BYTES, MAX_UNBUILT_FILES)
        self._tables = AnswerCache(MAX_KEPT_BYTES, MAX_UNBUILT_FILES)

    def routes(self, card: str) -> list[Route]:
        """The routes; `card` is the address of the social card."""
        return [*(Route(path, self._view_file) for path in VIEW_FILES), Route(card, self._card)]

    async def _view_file(self, request: Request) -> Response:
        try:
            dataset, wanted = await run_in_threadpool(self._read, request)
        except LinkError as error:
            return PlainTextResponse(f"{error}\n", 400, headers=NEVER_CACHED)
        return await self._respond(request, dataset, wanted)

    def _read(self, request: Request) -> tuple[Dataset, FileRequest]:
        page, scope = load_shared_page(self._settings), request.scope
        return page.dataset, read_file_request(scope["path"], scope["query_string"], page, self._settings.languages)

    async def _card(self, request: Request) -> Response:
        dataset, wanted = await run_in_threadpool(self._read_card, request)
        return await self._respond(request, dataset, wanted)

    def _read_card(self, request: Request) -> tuple[Dataset, FileRequest]:
        page = load_shared_page(self._settings)
        return page.dataset, card_request(
            *read_page_link(request.scope["query_string"], page, self._settings.languages)
        )

    async def _respond(self, request: Request, dataset: Dataset, wanted: FileRequest) -> Response:
        files = self._pictures if wanted.format in PICTURE_FORMATS else self._tables
        key = dataset.digest, wanted
        file = files.find(key)
        answer = "kept"
        try:
            if file is None:
                answer, address = "made", network_address(request.scope)
                file = await files.make(key, lambda: self._make_file(dataset, wanted), address)
        except Busy:
            answer = "busy"
            return _unavailable("files_busy", wanted.language, seconds=RETRY_AFTER_S)
        except WorkerStoppedError:
            answer = "failed"
            return _unavailable("file_too_costly", wanted.language)
        except WorkerFailedError as error:  # matplotlib needs a temporary folder; without one pictures are missing
            answer = "failed"
            FILE_LOG.error("a file cannot be built", extra={"fields": {"error": str(error), "where": error.where}})
            return _unavailable("file_not_built", wanted.language)
        finally:
            self._metrics.count("files", answer=answer)
        return _file_response(request, file)

    def _make_file(self, dataset: Dataset, wanted: FileRequest) -> CachedFile:
        file = file_builder(self._settings).build(dataset, wanted.as_options())
        tag = f"{dataset.digest[:8]}-{sha256(file.content).hexdigest()[:24]}"
        gzipped = gzip.compress(file.content, mtime=0) if wanted.format in COMPRESSED_FORMATS else None
        return CachedFile(_file_headers(wanted.format, file.name), tag, file.content, gzipped)


def _file_headers(format: str, name: str) -> dict[str, str]:
    disposition = "inline" if format in SHOWN else "attachment"
    return {
        **CACHED,
        **(EMBEDDABLE if format in (*PICTURE_FORMATS, *ANIMATION_FORMATS) else {}),
        **({"Vary": "Accept-Encoding"} if format in COMPRESSED_FORMATS else {}),
        "Content-Type": MEDIA_TYPES[format],
        "Content-Disposition": f'{disposition}; filename="{name}"',
        "Content-Security-Policy": one_file_policy() if format == "html" else FILE_POLICY,
    }


@cache
def one_file_policy() -> str:
    """The policy of the page in one file: its scripts are allowed as we wrote them, whatever stands in the file."""
    return ONE_FILE_POLICY.format(scripts=" ".join(script_sources(one_file_scripts())))


def _file_response(request: Request, file: CachedFile) -> Response:
    content, tag = file.content, f'"{file.tag}"'
    headers = dict(file.headers)
    if file.gzipped is not None and accepts_gzip(request.headers.get("accept-encoding", "")):
        content, tag = file.gzipped, f'"{file.tag}-gzip"'
        headers["Content-Encoding"] = "gzip"
    headers["ETag"] = tag
    if is_known(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(headers={**headers, "Content-Length": str(len(content))})
    return Response(content, headers=headers)


def _unavailable(key: str, language: str, **values: int) -> Response:
    headers = {**NEVER_CACHED, "Retry-After": str(RETRY_AFTER_S)}
    return PlainTextResponse(f"{translate(key, language, **values)}\n", 503, headers=headers)
