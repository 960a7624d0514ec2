"""Fixtures: the page served and opened in Chromium, with every other origin refused, and tests kept off the network."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Frame, Locator, Route, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page as Tab

from tests import chromium
from tests.server import Server, serve

OPENING_MS = 30_000
# The day on which tests open the page, some days after the sources of the records were read: its clock runs on from there.
TODAY = "2026-04-01"
CLOCK = """(() => { const now = Date.now, ahead = Date.parse("%s") - now(); Date.now = () => now() + ahead; })();"""
BROWSER_OWN = "Unrecognized feature"  # Chromium's word on Streamlit's frames, which ask for features it does not know

# Painted and told: some document of the page has the map's element ready, and the page has its sentence.
OPEN = """() => {
  const documents = [document, ...[...document.querySelectorAll("iframe")].map(frame => frame.contentDocument)];
  return documents.some(each => each?.querySelector("[data-state=ready]"))
    && document.querySelector("#sentence")?.textContent.trim();
}"""

# Two busy cores make a slow example now and then; a slow one is not a wrong one.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@dataclass(frozen=True)
class Page:
    """The page, open in a browser of its own: `page` is Playwright's, `map` the frame that holds the map."""

    page: Tab
    map: Frame
    outside: list[str] = field(default_factory=list)  # addresses of other origins that were asked for, and refused
    errors: list[str] = field(default_factory=list)  # of the console and of scripts

    def sentence(self) -> str:
        """What `#sentence` says, on one line."""
        return " ".join(self.page.locator("#sentence").inner_text().split())

    def map_data(self) -> dict[str, int]:
        """How many `trips`, `lines` and `places` the map shows."""
        shown: dict[str, str] = self.map.locator("[data-state=ready]").evaluate("map => ({...map.dataset})")
        return {name: int(shown[name]) for name in ("trips", "lines", "places")}

    def pill(self, key: str, value: str) -> Locator:
        """The pill of a facet, such as `year`, whose name begins with the value in any case."""
        name = re.compile(rf"\s*{re.escape(value)}(?!\w)", re.IGNORECASE)
        return self.page.locator(f".st-key-{key}").get_by_role("button", name=name)


@dataclass(frozen=True)
class OpenPage:
    """Opens the page at a path such as `?year=2018`, in a fresh context, and returns it painted."""

    browser: Browser
    shared_server: Callable[[], Server]
    contexts: ExitStack
    today: str = TODAY

    def __call__(
        self,
        path: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        server: Server | None = None,
        reduced_motion: bool = False,
        touch: bool = False,
        locale: str = "en-US",
    ) -> Page:
        """The size is in CSS pixels; `server` is the shared one of the built-in records unless another is given."""
        serving = server or self.shared_server()
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if reduced_motion else "no-preference",
            has_touch=touch,
            locale=locale,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.contexts.callback(context.close)
        context.add_init_script(CLOCK % self.today)
        return _opened(context.new_page(), serving, path)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on each connection, and each look-up of a name, that leaves this machine."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked_connect(self: socket.socket, address: Any) -> None:
        _insist_on_here(self, address)
        connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        _insist_on_here(self, address)
        return connect_ex(self, address)

    def checked_look_up(host: Any, *arguments: Any, **named: Any) -> Any:
        _insist_on_loopback(host)
        return look_up(host, *arguments, **named)

    monkeypatch.setattr(socket.socket, "connect", checked_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", checked_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", checked_look_up)


@pytest.fixture(scope="session")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server of the built-in records for all tests, on a machine that has never run Streamlit."""
    with serve(env={"HOME": str(tmp_path_factory.mktemp("home"))}) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each page gets a context of its own in it."""
    executable = _chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=chromium.arguments(), headless=True)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages, as many as a test likes, and closes them after it."""
    with ExitStack() as contexts:
        yield OpenPage(browser, lambda: request.getfixturevalue("page_server"), contexts)


def _opened(tab: Tab, server: Server, path: str) -> Page:
    """Go there with every other origin refused, and wait until map and sentence are there."""
    outside: list[str] = []
    errors: list[str] = []
    _refuse_other_origins(tab, server.url, outside)
    tab.on("console", lambda message: errors.extend(_console_error(message)))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"{server.url}/{path.removeprefix('/')}")
    try:
        tab.wait_for_function(OPEN, timeout=OPENING_MS)
    except PlaywrightError as error:
        told = {"sentence": tab.locator("#sentence").all_inner_texts(), "errors": errors, "outside": outside}
        raise AssertionError(f"{tab.url} was not ready: {told}\n{server.log}") from error
    frame = next(frame for frame in tab.frames if frame.locator("[data-state=ready]").count())
    return Page(tab, frame, outside, errors)


def _refuse_other_origins(tab: Tab, origin: str, outside: list[str]) -> None:
    """Abort and note each request of the context, and note each socket of the tab, that goes elsewhere."""

    def refuse(route: Route) -> None:
        outside.append(route.request.url)
        route.abort()

    elsewhere = re.compile(rf"^(?!{re.escape(origin)}/|data:|blob:)")
    tab.context.route(elsewhere, refuse)
    here = origin.replace("http", "ws", 1) + "/"
    tab.on("websocket", lambda opened: None if opened.url.startswith(here) else outside.append(opened.url))


def _console_error(message: ConsoleMessage) -> list[str]:
    is_ours = message.type == "error" and BROWSER_OWN not in message.text
    return [f"{message.text} ({message.location['url']})"] if is_ours else []


def _chromium() -> Path:
    try:
        return chromium.find()
    except chromium.ChromiumMissing as missing:
        pytest.fail(str(missing), pytrace=False)


def _insist_on_here(connecting: socket.socket, address: Any) -> None:
    if connecting.family in (socket.AF_INET, socket.AF_INET6):
        _insist_on_loopback(address[0])


def _insist_on_loopback(host: Any) -> None:
    """Fail the test for a name or an address that is not this machine's own; no host at all is its own."""
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "", "localhost") and not _is_loopback(name):
        # Not an OSError: the code under test would take that for a failing service, and go on.
        pytest.fail(f"a test asked for {name!r}: tests stay on this machine, so play the service here", pytrace=False)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:  # a name, which only the network could resolve
        return False
