"""A server on this machine that plays Nominatim, well or badly; what it does next is its `behave`."""

import json
import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TRIPOLI = [
    {
        "place_id": 1,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "lat": "32.8966720",
        "lon": "13.1777923",
        "display_name": "Tripoli, Libya",
        "address": {"city": "Tripoli", "country": "Libya", "country_code": "ly"},
    },
    {
        "place_id": 2,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "lat": "34.4374",
        "lon": "35.8345",
        "display_name": "Tripoli, North Governorate, Lebanon",
        "address": {"city": "Tripoli", "country": "Lebanon", "country_code": "lb"},
    },
]


class FakeNominatim(ThreadingHTTPServer):
    """Answers on 127.0.0.1 only. `asked` holds each request's parameters, `agents` who asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave: Behaviour = answers(TRIPOLI)
        self.released = Event()
        self.asked: list[dict[str, str]] = []
        self.agents: list[str] = []

    @property
    def domain(self) -> str:
        """The address as Nominatim's settings have it, host and port."""
        return f"127.0.0.1:{self.server_port}"

    def server_bind(self) -> None:
        """Bind without asking a name server who 127.0.0.1 is, as `HTTPServer` would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


class _Handler(BaseHTTPRequestHandler):
    server: FakeNominatim

    def do_GET(self) -> None:
        parameters = parse_qs(urlsplit(self.path).query)
        self.server.asked.append({name: values[0] for name, values in parameters.items()})
        self.server.agents.append(self.headers["User-Agent"])
        try:
            self.server.behave(self)
        except ConnectionError:
            self.close_connection = True  # the client gave up, as it should

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: pytest's output is for the tests."""


Behaviour = Callable[[_Handler], None]


@contextmanager
def running() -> Iterator[FakeNominatim]:
    """A server for the length of a `with`; whoever hangs in it is released at its end."""
    with FakeNominatim() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()


def sends(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """Send this body with this status; `Retry_After="7"` is the header `Retry-After: 7`."""

    def behave(handler: _Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def answers(places: object) -> Behaviour:
    """Send this as JSON."""
    return sends(json.dumps(places).encode(), Content_Type="application/json")


def hangs(handler: _Handler) -> None:
    """Accept the question and say nothing until released."""
    handler.server.released.wait()


def drips(handler: _Handler) -> None:
    """Send a header letter by letter, each well within a socket's timeout, until released."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    while not handler.server.released.wait(0.02):
        handler.wfile.write(b"o")


def floods(handler: _Handler) -> None:
    """Send blanks, which JSON allows before a value, until the client has had enough."""
    sends(b"")(handler)
    while not handler.server.released.is_set():
        handler.wfile.write(b" " * 65536)
