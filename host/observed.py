"""Observed: every answer is counted and told in the log, by the kind of its address, for addresses can name readers."""

import logging
import time
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.metrics import Metrics

LOG = logging.getLogger("trip_map.requests")
KINDS = ("/_stcore/upload_file", "/_stcore/stream", "/_stcore", "/app/static", "/component", "/media", "/static")
ALONE = ("/", "/card.png", "/favicon.png", "/livez", "/metrics", "/readyz")
LOUD = ("/", "/card.png", "/_stcore/stream", "/_stcore/upload_file")  # the rest comes by the dozen or every few seconds


def address_kind(path: str) -> str:
    """What is asked for, without what could tell who asks.

    >>> paths = "/media/3f.json", "/_stcore/upload_file/a-session/a-file", "/etc/passwd"
    >>> [address_kind(path) for path in paths]
    ['/media', '/_stcore/upload_file', 'other']
    """
    return path if path in ALONE else next((each for each in KINDS if unquote(path).startswith(f"{each}/")), "other")


class AccessLog:
    """ASGI middleware, the outermost."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """`metrics` gets the counts."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and take note of the answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        began, status, sent_bytes = time.perf_counter(), 0, 0

        async def noted(message: Message) -> None:
            nonlocal status, sent_bytes
            status = message.get("status", 101 if message["type"] == "websocket.accept" else status)
            sent_bytes += len(message.get("body", b"") or message.get("bytes", b"") or b"")
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._note(address_kind(scope["path"]), status or 500, time.perf_counter() - began, sent_bytes)

    def _note(self, asked: str, status: int, seconds: float, sent_bytes: int) -> None:
        self._metrics.count("requests", kind=asked, status=status)
        self._metrics.count("request_seconds", seconds, kind=asked)
        level = logging.INFO if asked in LOUD or status >= 400 else logging.DEBUG
        told = {"asked": asked, "status": status, "ms": round(seconds * 1000, 1), "bytes": sent_bytes}
        LOG.log(level, "answered", extra={"told": told})
