"""Static cache: compress scripts, styles and maps once per process, and tell browsers how long to keep them."""

import gzip
import mimetypes
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.negotiation import accepts_gzip, is_known
from page.streamlit_parts import is_shared_file

COMPRESSED = (".css", ".js", ".json", ".svg")
HASHED = re.compile(r"\.[0-9a-zA-Z_-]{8}\.(chunk\.)?\w+$")  # names that change with the content
FOREVER = "max-age=31536000, immutable"


class StaticCache:
    """ASGI middleware that serves static files compressed; Streamlit does this at each request, or never."""

    def __init__(self, app: ASGIApp, folders: dict[str, Path]) -> None:
        """`folders` by address; an address ends with a slash."""
        self._app = app
        self._folders = folders

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a compressed file if there is one; add the lifetime to other answers."""
        address = next((each for each in self._folders if scope.get("path", "").startswith(each)), "")
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif not address:
            await self._app(scope, receive, _with_lifetime(scope["path"], send))
        elif not (file := _find(self._folders[address], scope["path"].removeprefix(address))):
            await Response(status_code=404)(scope, receive, send)  # Streamlit would answer with its HTML
        elif file.suffix in COMPRESSED and accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
            answer = await run_in_threadpool(
                _respond, file, scope["path"], Headers(scope=scope).get("if-none-match", "")
            )
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, _with_lifetime(scope["path"], send))


def _find(folder: Path, name: str) -> Path | None:
    """The file of a name, or `None`; also for a name that no file can have."""
    try:
        file = (folder / name).resolve(strict=True)
    except (OSError, ValueError):
        return None
    return file if file.is_relative_to(folder.resolve()) and file.is_file() else None


def _respond(file: Path, path: str, known: str) -> Response:
    content, tag = _compressed(file, file.stat().st_mtime_ns)
    headers = {"Cache-Control": lifetime(path), "ETag": tag, "Vary": "Accept-Encoding"}
    if is_known(known, tag):
        return Response(status_code=304, headers=headers)
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    return Response(content, headers={**headers, "Content-Encoding": "gzip"}, media_type=kind)


@cache
def _compressed(file: Path, _changed_ns: int) -> tuple[bytes, str]:
    """A file's compressed bytes and their tag; both folders together take about 6 MB, a page needs a tenth of that."""
    content = gzip.compress(file.read_bytes(), mtime=0)
    return content, f'"{sha256(content).hexdigest()[:32]}"'


def lifetime(path: str) -> str:
    """How long a browser may keep a response, or "" if the app decides.

    What a reader uploaded or asked for is kept nowhere: the browser's cache outlives the session.

    >>> lifetime("/media/5c1e.json"), lifetime("/app/static/theme.css"), lifetime("/")
    ('no-store', 'public, max-age=600', '')
    """
    if path.startswith("/media/"):  # named by its content
        return f"private, {FOREVER}" if is_shared_file(path) else "no-store"
    if path.startswith("/static/") and HASHED.search(path):
        return f"public, {FOREVER}"
    return "public, max-age=600" if path.startswith("/app/static/") else ""


def _with_lifetime(path: str, send: Send) -> Send:
    value = lifetime(path)

    async def send_with_lifetime(message: Message) -> None:
        if value and message["type"] == "http.response.start" and message["status"] in (200, 206, 304):
            MutableHeaders(scope=message)["Cache-Control"] = value
        await send(message)

    return send_with_lifetime
