"""The proxy in front: a real nginx with the deployed file keeps what may be kept, refuses bodies, and logs no reader."""

import http.client
import os
import re
import shutil
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from host.metrics import Metrics
from page.settings import Settings
from tests.host_app import host_app
from tests.server import free_port, until
from tools.faults.proxy import is_listening, nginx
from tools.faults.readers import UNVERIFIED

HAS_NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = pytest.mark.skipif(not HAS_NGINX, reason="needs nginx: apt-get install nginx-light")
UPLOAD = "/_stcore/upload_file/session/file"


@dataclass
class Site:
    """nginx in front of one replica; `asked` are the requests that reached it, `received` the bytes of uploads."""

    folder: Path
    url: str = ""
    asked: list[str] = field(default_factory=list)
    received: list[int] = field(default_factory=list)

    def ask(
        self, path: str, method: str = "GET", body: bytes | Iterator[bytes] | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by lower-case names, body."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPSConnection(urlsplit(self.url).netloc, timeout=20, context=UNVERIFIED)) as line:
            line.request(method, path, body, named, encode_chunked=not isinstance(body, bytes | None))
            with line.getresponse() as answer:
                told = {name.lower(): value for name, value in answer.getheaders()}
                assert len(told) == len(answer.getheaders())  # no header comes twice, from nginx and from the replica
                return answer.status, told, answer.read()

    @property
    def logs(self) -> str:
        """All that nginx has written."""
        return "".join(file.read_text() for file in self.folder.glob("std*"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two addresses of one replica: our layers and routes, and a place for uploads."""
    site = Site(tmp_path_factory.mktemp("nginx"))

    async def upload(request: Request) -> Response:
        size = 0
        try:
            async for part in request.stream():
                size += len(part)
        except ClientDisconnect:
            pass
        site.received.append(size)
        return PlainTextResponse("", 204, headers={"Cache-Control": "public, max-age=60"})

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    more = [Route(UPLOAD, upload, methods=["PUT"]), Route("/_stcore/health", health)]
    app = host_app(Settings(), Metrics(), more)

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            site.asked.append(scope["path"])
        await app(scope, receive, send)

    with running(noted) as port, nginx(site.folder, [port, port]) as url:
        site.url = url
        yield site


@contextmanager
def running(app: ASGIApp) -> Iterator[int]:
    """The port at which a thread of this process serves an application."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, lifespan="off", log_level="critical"))
    thread = Thread(target=server.run)
    thread.start()
    until(lambda: is_listening(port), 30, lambda: "no replica")
    yield port
    server.should_exit = True
    thread.join()


def test_what_is_the_same_for_all_is_asked_for_once(site: Site) -> None:
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(site.ask, ["/picture.svg?size=card&year=2018&fbclid=IwAR"] * 8))
    assert [status for status, *_ in answers] == [200] * 8
    assert site.asked.count("/picture.svg") == 1
    status, headers, body = site.ask("/picture.svg?utm_source=a&size=card&year=2018&utm_medium=b&gclid=c")
    assert (status, headers["x-cache"], body) == (200, "HIT", answers[0][2])
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src")
    assert headers["strict-transport-security"] == "max-age=31536000"
    again, _, nothing = site.ask("/picture.svg?size=card&year=2018", if_none_match=headers["etag"])
    assert (again, nothing) == (304, b"")
    assert site.asked.count("/picture.svg") == 1


def test_the_page_is_asked_for_once_however_many_come(site: Site) -> None:
    before = site.asked.count("/")
    links = [f"/?year=2019&fbclid={number}" for number in range(30)]
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(site.ask, links))
    assert {(status, body) for status, _, body in answers} == {(200, answers[0][2])}
    assert site.asked.count("/") == before + 1
    assert "no-store" not in answers[0][1]["cache-control"]
    assert answers[0][1]["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    asset = re.findall(rb'src="(assets/page[^"]+)"', answers[0][2])[0].decode()
    assert [site.ask(f"/{asset}")[1]["x-cache"] for _ in range(2)] == ["MISS", "HIT"]


def test_a_page_is_kept_in_each_language(site: Site) -> None:
    def asked_in(accepted: str) -> str:
        html = site.ask("/?year=2023", accept_language=accepted)[2].decode()
        return html.partition('<html lang="')[2][:2]

    tags = ("ko-KR,ko;q=0.9,en-US;q=0.8", "en-US,en;q=0.9,ko;q=0.8", "fr-FR, ko;q=0.5", "pt-BR, de", "*", "ko")
    for _ in range(2):
        assert [asked_in(accepted) for accepted in tags] == ["ko", "en", "fr", "de", "en", "ko"]
    redirected = site.ask("/?staticAppId=evil&year=2018")
    assert (redirected[0], redirected[1]["location"].partition("?")[2]) == (307, "year=2018")


def test_answers_that_differ_are_kept_apart(site: Site) -> None:
    plain, zipped = (site.ask("/trips.csv?year=2018", accept_encoding=coding) for coding in ("identity", "br, gzip"))
    assert "content-encoding" not in plain[1]
    assert zipped[1]["content-encoding"] == "gzip"
    assert site.ask("/trips.csv?year=2018", accept_encoding="gzip;q=0")[2] == plain[2]
    assert site.ask("/trips.csv?year=2018", accept_encoding="gzip, deflate, zstd")[1]["x-cache"] == "HIT"
    assert site.ask("/trips.csv?year=2019")[2] != plain[2]
    assert site.ask("/trips.csv?year=2018&year=2019")[2] not in (plain[2], site.ask("/trips.csv?year=2019")[2])


@pytest.mark.parametrize(
    ("path", "status"),
    [("/trips.csv?year=1066", 400), ("/wp-admin", 404), ("/livez", 200), ("/_stcore/health", 200), (UPLOAD, 405)],
)
def test_refusals_probes_and_a_readers_own_are_not_kept(site: Site, path: str, status: int) -> None:
    before = len(site.asked)
    for _ in range(2):
        answer = site.ask(path)
        assert (answer[0], answer[1].get("x-cache", "")) in ((status, ""), (status, "MISS"))
    assert len(site.asked) == before + 2


def test_an_upload_goes_through_and_is_neither_kept_nor_written(site: Site) -> None:
    for _ in range(2):
        status, headers, _ = site.ask(UPLOAD, "PUT", bytes(5_000_000))
        assert (status, "x-cache" in headers) == (204, False)
    assert site.received[-2:] == [5_000_000] * 2
    assert [file for file in site.folder.glob("body/**/*") if file.is_file()] == []


@pytest.mark.parametrize("path", ["/", "/trips.csv", "/nothing-here", "/_stcore/stream", "/media/a.json"])
def test_no_other_address_takes_a_body(site: Site, path: str) -> None:
    before = len(site.asked)
    assert site.ask(path, "POST", bytes(20_000))[0] == 413
    assert site.ask(path, "POST", (bytes(1000) for _ in range(20)))[0] == 413
    assert len(site.asked) == before


def test_an_upload_that_is_too_large_is_refused_before_it_is_sent(site: Site) -> None:
    head = f"PUT {UPLOAD} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2100000000\r\n\r\n"
    host, port = urlsplit(site.url).netloc.split(":")
    with socket.create_connection((host, int(port))) as raw, UNVERIFIED.wrap_socket(raw) as line:
        line.sendall(head.encode())
        assert b" 413 " in line.recv(4000)


def test_what_is_kept_has_no_limit(site: Site) -> None:
    with ThreadPoolExecutor(10) as readers:
        answers = list(readers.map(site.ask, ["/trips.kml?year=2023"] * 100))
    assert {status for status, *_ in answers} == {200}
    assert answers[0][1]["strict-transport-security"] == "max-age=31536000"


def test_one_address_cannot_take_all_the_drawing(site: Site) -> None:
    with ThreadPoolExecutor(10) as readers:
        answers = list(readers.map(site.ask, [f"/trips.csv?year=1066&at=1,2,{number}" for number in range(60)]))
    put_off = [answer for answer in answers if answer[0] == 429]
    assert 5 < len(put_off) < 50  # 40 at once, and five a second
    assert put_off[0][1]["retry-after"] == "10"
    assert put_off[0][2].startswith(b"Too many requests at a time from your network")
    assert put_off[0][1]["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_no_line_of_the_log_names_a_reader(site: Site) -> None:
    """What was logged: a body over its buffer, a body too large, a replica that cuts off, what is no TLS, too many requests."""
    site.ask(UPLOAD, "PUT", bytes(60_000))
    site.ask("/private-link", "POST", bytes(20_000))
    port = int(site.url.rpartition(":")[2])
    for nonsense in (b"GET /private-link HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", bytes(500)):
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(nonsense)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("AES128-SHA:@SECLEVEL=0")
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection(("127.0.0.1", port)) as line, pytest.raises(ssl.SSLError):
        old.wrap_socket(line)
    site.ask("/livez")
    until(lambda: '"status": 413' in site.logs, 10, lambda: site.logs)
    for personal in ('127.0.0.1"', "client:", "session", "private-link", "year="):
        assert personal not in site.logs.replace('"replica": "127.0.0.1', "")
