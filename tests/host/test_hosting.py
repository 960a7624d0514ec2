"""The hosted page: `uvicorn asgi:app` serves the same page, guarded and logged, with a card for each link."""

import gzip
import http.client
import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import FilePayload, expect
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from data.records.records import BUILT_IN
from data.selection import Selection
from data.summary import summary_sentence
from geo.dataset import load
from host.guard import RequestGuard
from host.headers import SecurityHeaders
from host.metrics import Metrics
from page.settings import Settings
from tests.conftest import OpenPage
from tests.server import ROOT, Server, serve_asgi, until
from tests.test_house import committed

HOST = "maps.example.org"
SETTINGS = {
    "TRIP_MAP_ALLOWED_HOSTS": f"{HOST} *.staging.example.org 127.0.0.1",
    "TRIP_MAP_FRAME_ANCESTORS": "'self' https://www.example.org",
    "TRIP_MAP_MAX_UPLOAD_MB": "1",
    "TRIP_MAP_MAX_READERS": "20",
}
TILES, CREDIT = "https://tiles.example.org", "© <b>Somebody</b>"
ADDRESSES = ("/", "/livez", "/readyz", "/metrics", "/card.png", "/_stcore/health", "/_stcore/host-config", "/nothing")
FOLDERS = ("/app/static/theme.css", "/assets/nothing.js", "/media/nothing.json")


@dataclass(frozen=True)
class Answer:
    """`headers` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Server, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request; `accept_encoding` is the header `accept-encoding`. Of what opens a socket there is only the head."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    with connection.getresponse() as answer:
        told = {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read() if answer.status != 101 else b""
    connection.close()
    return Answer(answer.status, told, content)


def policy(answer: Answer) -> dict[str, str]:
    """The directives of an answer's policy."""
    parts = (part.strip().partition(" ") for part in answer.headers["content-security-policy"].split(";"))
    return {name: sources for name, _, sources in parts}


@pytest.fixture(scope="module")
def hosted() -> Iterator[Server]:
    with serve_asgi(SETTINGS) as server:
        yield server


@pytest.fixture(scope="module")
def tiled() -> Iterator[Server]:
    """Another replica, with tiles, of which no other page may show anything."""
    chosen = {"TRIP_MAP_TILES": f"{TILES}/{{z}}/{{x}}/{{y}}.png", "TRIP_MAP_TILES_CREDIT": CREDIT}
    with serve_asgi({**chosen, "TRIP_MAP_FRAME_ANCESTORS": "'none'"}) as server:
        yield server


def test_the_page_works_in_chromium_and_its_policy_refuses_nothing(open_page: OpenPage, hosted: Server) -> None:
    page = open_page("?year=2019", server=hosted)
    assert page.sentence().startswith("Showing 4 of 11 trips")
    page.pill("mode", "rail").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 3 of 11")
    page.page.locator("#trips .choose").filter(has_text="Hanoi").click()
    expect(page.page.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    page.map.wait_for_function("() => document.fonts.status === 'loaded'")
    expect(page.page.locator("link[rel=icon]")).to_have_attribute("href", re.compile("^data:"))
    assert (page.errors, page.outside) == ([], [])


def test_share_gives_plain_links_whose_bytes_it_saves_and_says_why_there_is_no_file(
    open_page: OpenPage, hosted: Server
) -> None:
    page = open_page("?year=2019&mode=rail&trip=2019-02-hanoi", server=hosted)
    page.page.get_by_role("button", name="Share").click()
    sharing = page.page.locator("#sharing")
    link = sharing.locator("a[data-form=csv]")
    with page.page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "trips.csv"
    expect(sharing.get_by_role("status")).to_contain_text("trips.csv is ready")
    address = link.get_attribute("href") or ""
    assert address == f"{hosted.url}/trips.csv?year=2019&mode=rail&trip=2019-02-hanoi"
    assert saved.value.path().read_bytes() == ask(hosted, address.removeprefix(hosted.url)).body
    sharing.get_by_label("Size").select_option("card")
    sharing.get_by_label("Colours").select_option("dark")
    picture = sharing.get_by_role("textbox", name="Address of the picture").input_value().removeprefix(hosted.url)
    assert picture == "/picture.png?year=2019&mode=rail&trip=2019-02-hanoi&size=card&theme=dark"
    with page.page.expect_download() as saved:
        sharing.get_by_role("button", name="Make the picture").click()
    assert saved.value.suggested_filename == "trips-card.png"
    assert saved.value.path().read_bytes() == ask(hosted, picture).body
    assert f"{hosted.url}/picture.png?" in sharing.get_by_role("textbox", name="Embed the live page").input_value()
    page.page.route("**/trips.kml*", lambda route: route.fulfill(status=503, content_type="text/plain", body="Wait.\n"))
    sharing.locator("a[data-form=kml]").click()
    expect(sharing.get_by_role("status")).to_have_text("Wait.")


def test_the_page_in_one_file_works_at_its_address_and_its_policy_refuses_nothing(
    open_page: OpenPage, hosted: Server
) -> None:
    tab = open_page.browser.new_context().new_page()
    open_page.contexts.callback(tab.context.close)
    errors = list[str]()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"{hosted.url}/trips.html?year=2019&lang=ko")
    tab.locator("[data-state=ready]").wait_for()
    expect(tab.locator("#trips tbody tr")).to_have_count(4)
    tab.locator(".st-key-mode button").first.click()
    expect(tab.locator("#trips tbody tr")).to_have_count(3)
    assert "mode=rail" in tab.url
    assert errors == []


def test_all_that_a_page_asks_for_is_there_before_the_first_reader(hosted: Server, tiled: Server) -> None:
    """So a page that one replica began can be finished by another. The first reader of `tiled` comes in the next test."""
    html = ask(hosted, "/?lang=ko").body.decode()
    assets = sorted({f"/{address}" for address in re.findall(r"assets/[\w.]+", html)})
    assert [address.split(".")[0] for address in assets] == [
        f"/assets/{name}" for name in ("korea", "leaflet", "map", "page", "trips", "words", "world")
    ]
    answers = [ask(tiled, address, accept_encoding="gzip") for address in assets]
    assert [answer.status for answer in answers] == [200] * len(assets)
    assert {answer.headers["cache-control"] for answer in answers} == {"public, max-age=31536000, immutable"}


def test_the_hosts_tiles_are_asked_for_and_credited_as_text_and_nothing_else_is(
    open_page: OpenPage, tiled: Server
) -> None:
    """The tests let no tile through: what counts is who is asked, and that the policy lets the map ask."""
    page = open_page(server=tiled)
    expect(page.map.locator(".leaflet-control-attribution")).to_contain_text(CREDIT)
    until(lambda: page.page.evaluate("true") and bool(page.outside), 30, lambda: "no tile was asked for")
    assert [address for address in page.outside if not re.match(rf"{TILES}/\d/\d+/\d+\.png", address)] == []
    assert [error for error in page.errors if "Content Security Policy" in error] == []


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


def open_socket(server: Server, address: str) -> ClientConnection:
    """A socket of the page from one of this machine's addresses."""
    where = urlsplit(server.url)
    sock = socket.create_connection((where.hostname, where.port or 0), source_address=(address, 0))
    return connect(f"ws://{where.netloc}/_stcore/stream", sock=sock, proxy=None)


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


def test_what_is_versioned_is_kept_for_a_year_and_compressed(hosted: Server) -> None:
    html = ask(hosted, "/", accept_encoding="gzip")
    assert (html.headers["content-encoding"], "s-maxage=60" in html.headers["cache-control"]) == ("gzip", True)
    assert ask(hosted, "/", accept_encoding="gzip", if_none_match=html.headers["etag"]).status == 304
    assert gzip.decompress(html.body) == ask(hosted, "/").body
    script = re.search(r'src="\.(/static/js/index[^"]+)', ask(hosted, "/?session=1").body.decode())
    assert script
    answer = ask(hosted, script[1], accept_encoding="gzip")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(answer.body) == ask(hosted, script[1]).body
    assert len(answer.body) < 0.4 * len(gzip.decompress(answer.body))


@pytest.mark.parametrize("path", ["/", "/app/static/theme.css", "/trips.csv", "/_stcore/host-config"])
def test_nothing_is_compressed_for_who_does_not_take_it(hosted: Server, path: str) -> None:
    plain = ask(hosted, path)
    for header in ("gzip;q=0", "*;q=0", "gzip; q=0.000, br", "identity", ""):
        answer = ask(hosted, path, accept_encoding=header)
        assert ("content-encoding" not in answer.headers, answer.body) == (True, plain.body), header


def test_our_own_files_are_asked_for_again_and_not_sent_again(hosted: Server) -> None:
    first = ask(hosted, FOLDERS[0], accept_encoding="gzip")
    assert first.headers["cache-control"] == "public, max-age=600"
    again = ask(hosted, FOLDERS[0], accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


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


@pytest.mark.parametrize(
    ("query", "card", "title", "shown"),
    [
        ("", "", "", Selection()),
        (
            *("?mode=rail&year=2019", "?year=2019&mode=rail"),
            *("Year: 2019; Transport: rail", Selection(frozenset(["2019"]), frozenset(["rail"]))),
        ),
        ("?trip=2019-02-hanoi", "?trip=2019-02-hanoi", "Hanoi", Selection()),
        ("?year=1066&nonsense=%3Cscript%3E", "", "", Selection()),
    ],
)
def test_a_link_has_the_card_of_its_view(hosted: Server, query: str, card: str, title: str, shown: Selection) -> None:
    dataset = load(BUILT_IN)
    html = ask(hosted, f"/{query}", host=HOST).body.decode()
    tags = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))
    about = dataset.records.about.title
    assert tags["og:title"] == (f"{title} · {about}" if title else about)
    assert tags["og:description"] == summary_sentence(
        shown.filter(dataset.trips, dataset.countries), 11, dataset.countries
    )
    assert tags["og:image"] == f"http://{HOST}/card.png{card}".replace("&", "&amp;")
    assert f"<title>{tags['og:title']}</title>" in html
    assert html.count("<script>") == 1


def test_the_card_speaks_the_language_of_its_link(hosted: Server) -> None:
    dataset = load(BUILT_IN)
    html = ask(hosted, "/?lang=ko&trip=2019-02-hanoi").body.decode()
    assert f'content="{summary_sentence(dataset.trips, 11, dataset.countries, "ko")}"' in html
    assert "<title>하노이 · " in html
    assert f'content="http://{HOST}/card.png?lang=ko"' in ask(hosted, "/?lang=ko", host=HOST).body.decode()
    korean, english = (ask(hosted, f"/card.png{query}").body for query in ("?lang=ko", ""))
    assert korean.startswith(b"\x89PNG")
    assert korean != english


def test_the_card_is_a_picture_that_others_may_show(hosted: Server) -> None:
    answer = ask(hosted, "/card.png")
    assert answer.body.startswith(b"\x89PNG")
    assert int.from_bytes(answer.body[16:20]) == 1200
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_an_upload_is_kept_by_no_browser_and_a_long_title_leaves_the_buttons_on_the_screen(
    open_page: OpenPage, hosted: Server
) -> None:
    page = open_page(server=hosted)
    page.page.get_by_role("button", name="Your trips").click()
    name = f"my_trips_{'_'.join(map(str, range(1990, 2020)))}_affairs.csv"
    file: FilePayload = {"name": name, "mimeType": "", "buffer": b"City,Date\nRome,2019-01-01\n"}
    streamlit = page.page.frame_locator("#own-panel iframe")
    streamlit.locator("input[type=file]").set_input_files(file)
    expect(page.page.locator("#title")).to_contain_text("_affairs")
    address = page.page.evaluate(
        "() => performance.getEntriesByType('resource').map(({name}) => name).findLast(name => name.includes('/media/'))"
    )
    assert ask(hosted, urlsplit(address).path).headers["cache-control"] == "no-store"
    page.page.get_by_role("button", name="Close", exact=True).click()
    for width in (1280, 390):
        page.page.set_viewport_size({"width": width, "height": 800})
        box = page.page.locator("#share").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.page.route("**/_stcore/upload_file/**", lambda route: route.fulfill(status=403))
    page.page.get_by_role("button", name="Your trips").click()
    streamlit.locator("input[type=file]").set_input_files({**file, "name": "other.csv"})
    expect(streamlit.locator(".upload-error")).to_contain_text("Allow cookies")


def test_the_hosts_of_streamlit_may_send_the_page_no_messages(hosted: Server) -> None:
    assert json.loads(ask(hosted, "/_stcore/host-config").body)["allowedOrigins"] == []


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


def test_metrics_count_answers_refusals_and_trips(hosted: Server) -> None:
    ask(hosted, "/wp-admin")
    text = ask(hosted, "/metrics").body.decode()
    assert re.search(r'^trip_map_refused_total\{reason="path"\} [1-9]', text, re.MULTILINE)
    assert re.search(r'^trip_map_requests_total\{kind="other",status="404"\} [1-9]', text, re.MULTILINE)
    assert "\ntrip_map_trips 11\n" in text
    assert text.endswith("# EOF\n")
    assert b"session_events" in ask(hosted, "/_stcore/metrics").body


def test_the_log_is_json_and_names_no_reader(hosted: Server) -> None:
    first_run(hosted)
    ask(hosted, "/?trip=2019-02-hanoi", user_agent="a reader's own browser", host=HOST)
    until(lambda: hosted.log.count('"asked": "/"') > 0, 30, lambda: hosted.log)
    lines = [json.loads(line) for line in hosted.log.splitlines()]
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, lines))
    assert any(line.get("asked") == "/" and line["status"] == 200 for line in lines)
    for personal in ("2019-02-hanoi", "a reader's own browser", "_streamlit_xsrf", '- \\"WebSocket'):
        assert personal not in hosted.log


def gauge(server: Server, name: str) -> str:
    """The value of one of our gauges."""
    found = re.search(rf"^trip_map_{name} (\S+)$", ask(server, "/metrics").body.decode(), re.MULTILINE)
    assert found
    return found[1]


def first_run(server: Server) -> str:
    """What a new session is sent, as text in which addresses can be found."""
    request, answer = BackMsg(), ForwardMsg()
    request.rerun_script.query_string = ""
    received = ""
    with connect(f"{server.url.replace('http', 'ws')}/_stcore/stream", proxy=None) as socket:
        socket.send(request.SerializeToString())
        while answer.WhichOneof("type") != "script_finished":
            answer.ParseFromString(socket.recv(timeout=20, decode=False))
            received += str(answer)
    return received
