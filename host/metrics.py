"""Metrics for Prometheus, and the access log. Neither contains anything that identifies a reader.

Streamlit's own metrics stand at `/_stcore/metrics`.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.file_requests import VIEW_FILES

REQUEST_LOG = logging.getLogger("trip_map.requests")
KIND_FOLDERS = ("/_stcore/upload_file", "/_stcore/stream", "/_stcore", "/app/static", "/assets", "/media", "/static")
KIND_PATHS = ("/", "/card.png", "/favicon.png", "/livez", "/metrics", "/newest.json", "/readyz", *VIEW_FILES)
# Logged at level INFO; of the others a page asks for dozens, or probes ask every few seconds.
LOGGED = ("/", "/card.png", "/_stcore/stream", "/_stcore/upload_file", *VIEW_FILES)

METRIC_PREFIX = "trip_map"
# Name: type and meaning, in the order of the output.
FAMILIES = {
    "requests": ("counter", "Answers, by kind of address and status."),
    "request_seconds": ("counter", "Time until answers were sent, summed by kind of address."),
    "refused": ("counter", "Requests refused at the door, by reason."),
    "files": ("counter", "Files and pictures of a view, by how they were answered: kept, made, busy or failed."),
    "script_errors": ("counter", "Runs of the page that failed."),
    "readers": ("gauge", "Open pages."),
    "trips": ("gauge", "Trips of the data set."),
    "data_failed": ("gauge", "1 while the newest version of the data cannot be read, and the last good one is shown."),
    "unplaced": ("gauge", "Names of places that are not on the map."),
}


class Metrics:
    """Counters and gauges, for any thread."""

    def __init__(self) -> None:
        """Begin with all counters at zero."""
        self.readers = 0
        self._lock = Lock()
        self._values: defaultdict[tuple[str, str], float] = defaultdict(float)

    def count(self, family: str, by: float = 1, **labels: str | int) -> None:
        """Add to a counter. Each label has few values, and none comes from a request."""
        pairs = ",".join(f'{name}="{value}"' for name, value in labels.items())
        with self._lock:
            self._values[family, f"{{{pairs}}}" if pairs else ""] += by

    @contextmanager
    def reader(self) -> Iterator[None]:
        """Count one more reader inside the `with`."""
        self.readers += 1
        try:
            yield
        finally:
            self.readers -= 1

    def text(self, **gauges: float) -> str:
        """All metrics in the OpenMetrics format; `gauges` are values that the caller measures."""
        with self._lock:
            values = sorted(self._values.items())
        all_gauges = {"readers": self.readers, **gauges}
        lines = [line for family in FAMILIES for line in _family(family, values, all_gauges)]
        return "\n".join([*lines, "# EOF\n"])


def _family(family: str, values: list[tuple[tuple[str, str], float]], gauges: dict[str, float]) -> list[str]:
    kind, meaning = FAMILIES[family]
    head = [f"# TYPE {METRIC_PREFIX}_{family} {kind}", f"# HELP {METRIC_PREFIX}_{family} {meaning}"]
    if kind == "gauge":
        return [*head, f"{METRIC_PREFIX}_{family} {gauges[family]:g}"]
    return [
        *head,
        *(f"{METRIC_PREFIX}_{family}_total{labels} {value:g}" for (name, labels), value in values if name == family),
    ]


def address_kind(path: str) -> str:
    """The kind of an address, without the parts that could identify a reader.

    >>> paths = "/media/3f.json", "/_stcore/upload_file/a-session/a-file", "/etc/passwd"
    >>> [address_kind(path) for path in paths]
    ['/media', '/_stcore/upload_file', 'other']
    """
    folders = (folder for folder in KIND_FOLDERS if unquote(path).startswith(f"{folder}/"))
    return path if path in KIND_PATHS else next(folders, "other")


class AccessLog:
    """The outermost ASGI middleware: counts and logs each response by the kind of its address."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """`metrics` gets the counts."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and record status, time and size of the response."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        started, status, sent_bytes = time.perf_counter(), 0, 0

        async def send_noted(message: Message) -> None:
            nonlocal status, sent_bytes
            status = message.get("status", 101 if message["type"] == "websocket.accept" else status)
            sent_bytes += len(message.get("body", b"") or message.get("bytes", b"") or b"")
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            self._note(address_kind(scope["path"]), status or 500, time.perf_counter() - started, sent_bytes)

    def _note(self, kind: str, status: int, seconds: float, sent_bytes: int) -> None:
        self._metrics.count("requests", kind=kind, status=status)
        self._metrics.count("request_seconds", seconds, kind=kind)
        level = logging.INFO if kind in LOGGED or status >= 400 else logging.DEBUG
        fields = {"asked": kind, "status": status, "ms": round(seconds * 1000, 1), "bytes": sent_bytes}
        REQUEST_LOG.log(level, "answered", extra={"fields": fields})
