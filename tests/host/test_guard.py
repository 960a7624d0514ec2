"""Request guard: hosts, origins, numbers of sockets and messages, sizes and paths that are refused."""

from contextlib import ExitStack
from urllib.parse import quote

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets import Origin
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from host.guard import RequestGuard
from host.metrics import Metrics
from page.settings import Settings
from tests.host_client import HOST, ask, first_run, open_socket
from tests.server import ROOT, Server, until
from tests.test_house import committed


@pytest.mark.parametrize("host", [HOST, "a.staging.example.org", f"{HOST}:443"])
def test_listed_hosts_are_served(hosted: Server, host: str) -> None:
    assert ask(hosted, "/", host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "staging.example.org.evil.example", f"{HOST}.", ""])
def test_other_hosts_are_refused_but_for_the_probes(hosted: Server, host: str) -> None:
    assert ask(hosted, "/", host=host).status == 421
    assert [ask(hosted, probe, host=host).status for probe in ("/livez", "/readyz")] == [200, 200]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "http://localhost:1"])
def test_another_origin_cannot_open_the_websocket(hosted: Server, origin: str) -> None:
    stream = f"{hosted.url.replace('http', 'ws')}/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"), connect(stream, origin=Origin(origin), proxy=None):
        pass


def test_readers_beyond_the_limit_are_sent_elsewhere_until_one_leaves(hosted: Server) -> None:
    with ExitStack() as sockets:
        taken = [fill(hosted, "127.0.0.1", sockets), fill(hosted, "127.0.0.2", sockets)]
        assert taken[1] == 10  # of 20: one address has left the other its half
        assert 8 <= taken[0] <= 10  # a page of another test may still be open
        with pytest.raises(InvalidStatus, match="503"):
            open_socket(hosted, "127.0.0.3")
        assert ask(hosted, "/readyz").status == 503
        assert ask(hosted, "/livez").status == 200
    until(lambda: ask(hosted, "/readyz").status == 200, 30, lambda: "no reader left")
    assert 'refused_total{reason="address"}' in ask(hosted, "/metrics").body.decode()


def fill(server: Server, address: str, sockets: ExitStack) -> int:
    """Open sockets from an address until the server refuses one; return how many it took."""
    for count in range(100):
        try:
            sockets.enter_context(open_socket(server, address))
        except InvalidStatus:
            return count
    raise AssertionError("no socket is refused")


def test_what_is_too_large_is_refused_whatever_its_length_claims(hosted: Server) -> None:
    upload = "/_stcore/upload_file/a/b"
    assert ask(hosted, f"/?{'x' * 5000}").status == 414
    assert ask(hosted, "/", body=b"x" * 20_000).status == 413
    assert ask(hosted, upload, "PUT", b"x" * 2_100_000).status == 413


def test_a_body_that_tells_no_length_is_cut_off_at_its_limit() -> None:
    read, told = [], []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["more_body"]:
            read.append(len(message["body"]))

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 1_000, "more_body": True}

    async def send(message: Message) -> None:
        told.append(message.get("status"))

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    with pytest.raises(StopIteration):  # nothing in it waits, so one step is all of it
        RequestGuard(app, Settings(max_upload_mb=1), Metrics())(scope, receive, send).send(None)
    assert sum(read) == 16_000
    assert told[0] == 413


NO_FILE = ("%00", "a%00.js", "%0a", "%C2%85.css", "x" * 240, "x" * 3000, "%FF%FE", "js/nothing.js", "../index.html")


@pytest.mark.parametrize(
    "path",
    ["/wp-admin", "/_stcore/agent/mcp", "/trips.csv/", "/trips.exe"]
    + [f"{folder}{name}" for folder in ("/static/", "/app/static/", "/component/", "/media/") for name in NO_FILE],
)
def test_what_is_not_there_is_not_found(hosted: Server, path: str) -> None:
    assert ask(hosted, path).status in (400, 404)  # Streamlit itself says 400 to a name with dots


@pytest.mark.parametrize("serving", ["page_server", "hosted"])
def test_no_python_file_is_served(request: pytest.FixtureRequest, serving: str) -> None:
    """`page_server` is `streamlit run app.py`, `hosted` is `uvicorn asgi:app`."""
    server: Server = request.getfixturevalue(serving)
    static = {file.relative_to("static").as_posix() for file in committed() if file.parts[0] == "static"}
    sources = [file.as_posix() for file in committed("*.py")]
    assert "app.py" in sources
    for name in (*static, *sources, *(f"../{name}" for name in sources)):
        answer = ask(server, f"/app/static/{quote(name)}")
        assert name not in static or answer.status == 200, name
        assert "python" not in answer.headers.get("content-type", ""), name
        if name.endswith(".py") and answer.status == 200:  # Streamlit may answer with its page
            assert answer.body != (ROOT / name.removeprefix("../")).read_bytes(), name


def flood(server: Server) -> None:
    """Send ten thousand short messages over one socket, then read until it closes."""
    rerun = BackMsg()
    rerun.rerun_script.query_string = "year=2019"
    message = rerun.SerializeToString()
    with connect(f"{server.url.replace('http', 'ws')}/_stcore/stream", proxy=None) as socket:
        for _ in range(10_000):
            socket.send(message)
        while True:
            socket.recv(timeout=20)


def test_a_socket_that_floods_is_closed_with_a_reason_and_the_others_are_answered(hosted: Server) -> None:
    with pytest.raises(ConnectionClosed) as closed:
        flood(hosted)
    assert closed.value.rcvd
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1008, "too many messages")
    assert ask(hosted, "/livez").status == 200
    assert first_run(hosted)


def test_under_streamlit_run_too_a_socket_that_floods_is_closed(page_server: Server) -> None:
    assert first_run(page_server)  # the limit comes with the script
    with pytest.raises(ConnectionClosed):
        flood(page_server)
    assert ask(page_server, "/_stcore/health").status == 200
    assert first_run(page_server)
