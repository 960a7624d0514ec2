"""Request guard: hosts, origins, paths, methods and body sizes that are allowed.

All other requests are refused before Streamlit sees them.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_network

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.file_requests import VIEW_FILES
from host.message_limit import MessageLimit
from host.metrics import Metrics
from host.upload_limit import MB, UPLOAD, upload_limit
from page.settings import Settings

PROBES = ("/livez", "/readyz")  # requested by machines that know the address but not the host's name
SOCKET = "/_stcore/stream"
FILES = ("/", "/card.png", "/favicon.png", "/manifest.json", "/metrics", "/newest.json", *PROBES, *VIEW_FILES)
FOLDERS = ("/app/static/", "/assets/", "/media/", "/static/")
CORE = ("/_stcore/bidi-components/", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", UPLOAD)

MAX_PATH = 250  # characters; ours have fewer than 150, and a file's name may have 255 bytes
QUERY_BYTES = 4096  # nobody shares a longer link, which would have every pill of 100,000 trips chosen
BODY_BYTES = 16_384  # of any request but an upload, which is the only one with a body
MULTIPART_BYTES = 1_000_000  # for what surrounds the file in an upload


class BodyTooLarge(Exception):
    """A body that is longer than its limit."""


class RequestGuard:
    """ASGI middleware that refuses requests, and counts the readers whose sockets are open."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        """`settings` has the allowed hosts and the limits of readers and MB."""
        self._app = app
        self._hosts = settings.allowed_hosts
        self._upload_bytes = settings.max_upload_mb * MB + MULTIPART_BYTES
        self._max_readers = settings.max_readers
        self._sockets: Counter[str] = Counter()  # open ones, by network address
        self._uploads = upload_limit(settings)
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif refusal := self._refusal(scope, Headers(scope=scope)):
            await self._refuse(*refusal, scope, receive, send)
        elif scope["type"] == "websocket":
            limit = MessageLimit(receive, send, partial(self._metrics.count, "refused", reason="messages"))
            with self._metrics.reader(), self._counted(network_address(scope)):
                await self._app(scope, limit.receive, limit.send)
        elif _is_upload(scope):
            with self._uploads.receiving(scope["path"], _length(scope)):
                await self._pass_on_bounded(scope, receive, send)
        else:
            await self._pass_on_bounded(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """The status and the reason, one word, if a request is refused."""
        host = headers.get("host", "")
        if scope["path"] not in PROBES and not self._is_allowed_host(host):
            return 421, "host"
        if scope["type"] == "websocket":
            return self._socket_refusal(scope, headers.get("origin"), host)
        refusal = self._request_refusal(scope, headers.get("content-length", "0"))
        return refusal or (self._uploads.refusal(scope["path"], _length(scope)) if _is_upload(scope) else None)

    def _is_allowed_host(self, host: str) -> bool:
        name, _, port = host.lower().rpartition(":")
        name = name if port.isdecimal() else host.lower()
        return not self._hosts or any(_matches(each, name) for each in self._hosts)

    def _socket_refusal(self, scope: Scope, origin: str | None, host: str) -> tuple[int, str] | None:
        if not same_origin(origin, host, encrypted=scope["scheme"] == "wss"):
            return 403, "origin"
        if scope["path"] != SOCKET:
            return 404, "path"
        if self._sockets[network_address(scope)] >= max(1, self._max_readers // 2):
            return 503, "address"  # one network may have half of the places, so that others find one
        return (503, "readers") if self._metrics.readers >= self._max_readers else None

    @contextmanager
    def _counted(self, address: str) -> Iterator[None]:
        """Count an address's socket inside the `with`; nothing of the address is left after its last."""
        self._sockets[address] += 1
        try:
            yield
        finally:
            self._sockets -= Counter([address])

    def _request_refusal(self, scope: Scope, length: str) -> tuple[int, str] | None:
        if not is_known_path(scope["path"]):
            return 404, "path"
        if scope["method"] not in allowed_methods(scope["path"]):
            return 405, "method"
        if len(scope["query_string"]) > QUERY_BYTES:
            return 414, "query"
        if _is_upload(scope) and length == "0":
            return 411, "length"  # what is not told in advance cannot be weighed
        return (413, "size") if not length.isdecimal() or int(length) > self._limit(scope["path"]) else None

    def _limit(self, path: str) -> int:
        return self._upload_bytes if path.startswith(UPLOAD) else BODY_BYTES

    async def _pass_on_bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on until its body is over its limit: the header for its length may be missing or wrong."""
        left_bytes, begun = self._limit(scope["path"]), False

        async def receive_bounded() -> Message:
            nonlocal left_bytes
            message = await receive()
            left_bytes -= len(message.get("body", b""))
            if left_bytes < 0:
                raise BodyTooLarge
            return message

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive_bounded, send_noted)
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


def _is_upload(scope: Scope) -> bool:
    return bool(scope["method"] == "PUT" and scope["path"].startswith(UPLOAD))


def _length(scope: Scope) -> int:
    return int(Headers(scope=scope).get("content-length", "0"))


def network_address(scope: Scope) -> str:
    """The address from which a request comes; of IPv6 the first half, since one household has all the rest.

    >>> clients = ["192.0.2.1", 5000], ["2001:db8:1:2:3:4:5:6", 5000], ["a:b", 5000], None
    >>> [network_address({"client": client}) for client in clients]
    ['192.0.2.1', '2001:db8:1:2::/64', 'a:b', '']
    """
    address = str((scope.get("client") or [""])[0])
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
    except ValueError:  # a proxy's own word
        return address


def _matches(pattern: str, name: str) -> bool:
    return name.endswith(pattern[1:]) if pattern.startswith("*") else name == pattern


def same_origin(origin: str | None, host: str, *, encrypted: bool) -> bool:
    """Whether a socket is opened by this page itself, or by no page: browsers always send the page's origin.

    An encrypted socket needs an encrypted page. For another, TLS may end at a proxy that does not say so, and the page
    may be either.

    >>> origins = "https://a.example", "http://a.example", "https://b.example", "null", None
    >>> [same_origin(origin, "a.example", encrypted=True) for origin in origins]
    [True, False, False, False, True]
    """
    if origin is None:
        return True
    scheme, _, opener = origin.partition("://")
    return opener == host != "" and (scheme == "https" or not encrypted)


def is_known_path(path: str) -> bool:
    """Whether an address exists; to any other Streamlit would answer with its page.

    >>> [is_known_path(path) for path in ("/_stcore/health", "/wp-admin", "/_stcore/agent/mcp")]
    [True, False, False]
    """
    if len(path) > MAX_PATH or not path.isprintable():  # no file system knows such a name
        return False
    return path in (*FILES, *CORE) or path.startswith((*FOLDERS, "/_stcore/bidi-components/", UPLOAD))


def allowed_methods(path: str) -> tuple[str, ...]:
    """The methods that an address allows."""
    return ("PUT", "DELETE", "OPTIONS") if path.startswith(UPLOAD) else ("GET", "HEAD", "OPTIONS")
