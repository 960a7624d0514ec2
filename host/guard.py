"""Doors: who may come in, to what, and with how much; anything else is refused before Streamlit sees it."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.metrics import Metrics
from page.settings import Settings

PROBES = ("/livez", "/readyz")  # asked by machines that know an address and no name
UPLOAD = "/_stcore/upload_file/"
SOCKET = "/_stcore/stream"
FILES = ("/", "/card.png", "/favicon.png", "/manifest.json", "/metrics", *PROBES)
FOLDERS = ("/app/static/", "/component/", "/media/", "/static/")
CORE = ("/_stcore/bidi-components/", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", UPLOAD)

QUERY_BYTES = 4096  # a link with every pill of 100,000 trips chosen is no link that anyone shares
BODY_BYTES = 16_384  # nothing but an upload has a body
MULTIPART_BYTES = 1_000_000  # what an upload may have around its file
MB = 10**6


class BodyTooLarge(Exception):
    """A body that is longer than it may be."""


class RequestGuard:
    """ASGI middleware. Counts the readers whose sockets are open."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        """`settings` has the hosts, and how many readers and MB there may be."""
        self._app = app
        self._hosts = settings.allowed_hosts
        self._upload_bytes = settings.max_upload_mb * MB + MULTIPART_BYTES
        self._most = settings.max_readers
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass, and answer the rest."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif refusal := self._refusal(scope, Headers(scope=scope)):
            await self._refuse(*refusal, scope, receive, send)
        elif scope["type"] == "websocket":
            with self._metrics.reader():
                await self._app(scope, receive, send)
        else:
            await self._measured(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """The status and the reason, one word, of what may not pass."""
        host = headers.get("host", "")
        if scope["path"] not in PROBES and not self._listed(host):
            return 421, "host"
        if scope["type"] == "websocket":
            return self._no_socket(scope, headers.get("origin"), host)
        return self._no_request(scope, headers.get("content-length", "0"))

    def _listed(self, host: str) -> bool:
        name, _, port = host.lower().rpartition(":")
        name = name if port.isdecimal() else host.lower()
        return not self._hosts or any(_covers(each, name) for each in self._hosts)

    def _no_socket(self, scope: Scope, origin: str | None, host: str) -> tuple[int, str] | None:
        if not same_origin(origin, host, encrypted=scope["scheme"] == "wss"):
            return 403, "origin"
        if scope["path"] != SOCKET:
            return 404, "path"
        return (503, "readers") if self._metrics.readers >= self._most else None

    def _no_request(self, scope: Scope, length: str) -> tuple[int, str] | None:
        if not is_known_path(scope["path"]):
            return 404, "path"
        if scope["method"] not in allowed_methods(scope["path"]):
            return 405, "method"
        if len(scope["query_string"]) > QUERY_BYTES:
            return 414, "query"
        return (413, "size") if not length.isdecimal() or int(length) > self._limit(scope["path"]) else None

    def _limit(self, path: str) -> int:
        return self._upload_bytes if path.startswith(UPLOAD) else BODY_BYTES

    async def _measured(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a body on as long as it keeps within its limit: a length may be left out, or be untrue."""
        left, begun = self._limit(scope["path"]), False

        async def bounded() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise BodyTooLarge
            return message

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, bounded, sent)
        except BodyTooLarge:
            if not begun:
                await self._refuse(413, "size", scope, receive, send)

    async def _refuse(self, status: int, reason: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._metrics.count("refused", reason=reason)
        if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = PlainTextResponse(f"refused: {reason}\n", status, {"Cache-Control": "no-store"})
        await answer(scope, receive, send)


def _covers(pattern: str, name: str) -> bool:
    return name.endswith(pattern[1:]) if pattern.startswith("*") else name == pattern


def same_origin(origin: str | None, host: str, *, encrypted: bool) -> bool:
    """Whether a socket is opened by this page itself, or by no page: browsers always say by whose.

    Where the socket is encrypted the page must be; without, TLS may end at a proxy that does not tell of it.

    >>> origins = "https://a.example", "http://a.example", "https://b.example", "null", None
    >>> [same_origin(origin, "a.example", encrypted=True) for origin in origins]
    [True, False, False, False, True]
    """
    if origin is None:
        return True
    scheme, _, opener = origin.partition("://")
    return opener == host != "" and (scheme == "https" or not encrypted)


def is_known_path(path: str) -> bool:
    """Whether there is such an address; to any other Streamlit answers with its page.

    >>> [is_known_path(path) for path in ("/_stcore/health", "/wp-admin", "/_stcore/agent/mcp")]
    [True, False, False]
    """
    return path in (*FILES, *CORE) or path.startswith((*FOLDERS, "/_stcore/bidi-components/", UPLOAD))


def allowed_methods(path: str) -> tuple[str, ...]:
    """The methods of an address."""
    return ("PUT", "DELETE", "OPTIONS") if path.startswith(UPLOAD) else ("GET", "HEAD", "OPTIONS")
