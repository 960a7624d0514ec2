"""Security headers: on every answer, on refusals and on sockets; what a policy lets a page do."""

import json
import re

import pytest
from starlette.types import Message, Receive, Scope, Send

from host.headers import SecurityHeaders
from page.settings import Settings
from tests.host_client import HOST, ask, policy
from tests.server import Server

ADDRESSES = ("/", "/livez", "/readyz", "/metrics", "/card.png", "/_stcore/health", "/_stcore/host-config", "/nothing")


FOLDERS = ("/app/static/theme.css", "/assets/nothing.js", "/media/nothing.json")


@pytest.mark.parametrize("path", [*ADDRESSES, *FOLDERS])
def test_every_answer_has_the_headers(hosted: Server, path: str) -> None:
    answer = ask(hosted, path)
    assert answer.status == (404 if "nothing" in path else 200)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert policy(answer)["default-src"] == "'none'"
    assert policy(answer)["frame-ancestors"] == "'self' https://www.example.org"


@pytest.mark.parametrize(
    ("path", "method", "host", "status"),
    [
        ("/", "POST", HOST, 405),
        (f"/?{'x' * 5000}", "GET", HOST, 414),
        ("/", "GET", "evil.example", 421),
        ("/_stcore/upload_file/a/b", "PUT", HOST, 411),
        ("/static/js/nothing.js", "GET", HOST, 404),
    ],
)
def test_refusals_have_the_headers_too(hosted: Server, path: str, method: str, host: str, status: int) -> None:
    answer = ask(hosted, path, method, host=host)
    assert (answer.status, answer.headers["x-content-type-options"]) == (status, "nosniff")
    assert policy(answer)["default-src"] == "'none'"


@pytest.mark.parametrize(("origin", "status"), [("http://evil.example", 403), (f"http://{HOST}", 101)])
def test_sockets_have_the_headers_opened_or_refused(hosted: Server, origin: str, status: int) -> None:
    answer = ask(
        hosted,
        "/_stcore/stream",
        host=HOST,
        origin=origin,
        upgrade="websocket",
        connection="Upgrade",
        sec_websocket_version="13",
        sec_websocket_key="MDEyMzQ1Njc4OWFiY2RlZg==",
    )
    assert (answer.status, answer.headers["x-content-type-options"]) == (status, "nosniff")
    assert policy(answer)["default-src"] == "'none'"


def test_what_fails_is_answered_with_the_headers_and_told_to_the_server() -> None:
    told: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise OSError("full")

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        told.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http", "headers": []}
    with pytest.raises(OSError, match="full"):  # nothing in it waits, so one step is all of it
        SecurityHeaders(app, Settings(), "")(scope, receive, send).send(None)
    assert told[0]["status"] == 500
    assert b"x-content-type-options" in dict(told[0]["headers"])


def test_no_page_runs_a_script_that_stands_in_it_but_the_one_that_is_known(hosted: Server) -> None:
    assert re.fullmatch(r"'self' 'sha256-[\w+/]{43}='", policy(ask(hosted, "/"))["script-src"])
    session = policy(ask(hosted, "/?session=1"))
    assert re.fullmatch(r"'self' blob: 'sha256-[\w+/]{43}='", session["script-src"])
    assert session["frame-ancestors"] == "'self' https://www.example.org"


def test_a_page_that_nobody_may_frame_still_frames_its_own(tiled: Server) -> None:
    assert policy(ask(tiled, "/"))["frame-ancestors"] == "'none'"
    assert policy(ask(tiled, "/?session=1"))["frame-ancestors"] == "'self'"


def test_behind_tls_cookies_and_browsers_keep_to_it(hosted: Server) -> None:
    plain = ask(hosted, "/_stcore/health")
    assert "strict-transport-security" not in plain.headers
    secure = ask(hosted, "/_stcore/health", x_forwarded_proto="https")
    assert secure.headers["strict-transport-security"] == "max-age=31536000"
    assert secure.headers["set-cookie"].endswith("; Secure")


def test_the_hosts_of_streamlit_may_send_the_page_no_messages(hosted: Server) -> None:
    assert json.loads(ask(hosted, "/_stcore/host-config").body)["allowedOrigins"] == []
