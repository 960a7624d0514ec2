"""Fixtures: the page served and opened in Chromium, with every other origin refused, and tests kept off the network."""

import fcntl
import gc
import ipaddress
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Frame,
    Locator,
    Request,
    ViewportSize,
    WebSocket,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page as Tab

from tests import chromium
from tests.server import Server, serve, serve_asgi
from tests.tabs import TabKind, TabPool

# The day on which tests open the page, some days after the sources of the records were read: its clock runs on from there.
TODAY = "2026-04-01"
CLOCK = """(() => { const now = Date.now, ahead = Date.parse("%s") - now(); Date.now = () => now() + ahead; })();"""
PATIENCE_MS = 30_000  # for each condition: on a busy machine a slow page is not a wrong one
# Whatever is not on this machine goes through a proxy that nobody runs, so it is refused; the loopback never does.
NO_NETWORK = "--proxy-server=http://127.0.0.1:1"
SIZE: ViewportSize = {"width": 1280, "height": 900}  # of pages that stay open from one test to the next
TESTS = Path(__file__).parent
SLOW = {"browser": 2, "export": 1, "host": 1}  # folders of tests that take some time, and how long a file of each takes
BROWSER_OWN = "Unrecognized feature"  # Chromium's word on Streamlit's frames, which ask for features it does not know

# The map's element, in whichever document of the page it is, once it is drawn and the page has its sentence.
OPEN = """() => {
  const documents = [document, ...[...document.querySelectorAll("iframe")].map(frame => frame.contentDocument)];
  const map = documents.map(each => each?.querySelector("[data-state=ready]")).find(Boolean);
  return document.querySelector("#sentence")?.textContent.trim() ? map : null;
}"""

expect.set_options(timeout=PATIENCE_MS)


def pytest_configure(config: pytest.Config) -> None:
    """Let what is compiled be kept, though the machine may say otherwise: the tests start some sixty processes of Python.

    Each compiled all modules that it imports: a server for 0.3 s, each of pytest's processes for 5 s.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        import hypothesis  # noqa: PLC0415  the process that hands out the tests runs none, and the others wait for it

        # Two busy cores make a slow example now and then; a slow one is not a wrong one.
        hypothesis.settings.register_profile("house", deadline=None)
        hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each of pytest's processes begin with its share of what takes long, so that all end at the same time.

    Each process is given as many tests as the others, in this order, and takes some from the end of another's when it has
    none left. The tests of a file stay together.
    """
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    slow = [item for item in items if _weight(item.path)]
    quick = [item for item in items if not _weight(item.path)]
    files = {item.path: _weight(item.path) for item in slow}
    before = dict(zip(files, accumulate(files.values(), initial=0), strict=False))
    whole, size = sum(files.values()) or 1, -(-len(items) // processes)
    ordered: list[pytest.Item] = []
    for number in range(processes):
        share = [item for item in slow if before[item.path] * processes // whole == number]
        rest = max(0, size - len(share)) if number < processes - 1 else len(quick)
        ordered += [*share, *quick[:rest]]
        del quick[:rest]
    items[:] = ordered


@cache
def _weight(file: Path) -> int:
    """How long the tests of a file take, roughly: those of the browser 10 s of CPU time on average."""
    return next((weight for folder, weight in SLOW.items() if TESTS / folder in file.parents), 0)


def pytest_collection_finish() -> None:
    """Spare the collector what stays, the modules and the tests: a tenth of the time of those without a browser."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


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

    def reloaded(self) -> "Page":
        """The page, loaded anew in its tab: to its server a new reader."""
        self.page.reload()
        return replace(self, map=_map_frame(self.page))

    def pill(self, key: str, value: str) -> Locator:
        """The pill of a facet, such as `year`, whose name begins with the value in any case."""
        name = re.compile(rf"\s*{re.escape(value)}(?!\w)", re.IGNORECASE)
        return self.page.locator(f".st-key-{key}").get_by_role("button", name=name)


# Another view in the page that is open, as a link to it would show it.
GO = """query => {
  history.replaceState(history.state, '', query || location.pathname);
  window.dispatchEvent(new PopStateEvent('popstate'));
}"""
# As it was opened: nothing unfolded, selected, written, focused or said, and at its top.
TIDY = """() => {
  document.querySelectorAll('details[open]:not(.legend)').forEach(each => { each.open = false; });
  document.querySelectorAll('dialog[open]').forEach(each => each.close());
  document.scrollingElement.scrollTop = 0;
  document.activeElement?.blur();
}"""

AT_REST = "() => !window.tripLayer.moving"
# Sums up in `window.shift` by how much the layout shifts from now on.
SHIFT = """() => {
  window.shift = 0;
  window.shifts?.disconnect();
  window.shifts = new PerformanceObserver(list => list.getEntries().forEach(each => { window.shift += each.value; }));
  window.shifts.observe({type: 'layout-shift'});
}"""


class Watch:
    """Notes what a tab asks of other origins than its page's, and its errors, until it ends."""

    def __init__(self, tab: Tab, origin: str) -> None:
        self.tab = tab
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._own = re.compile(
            rf"{re.escape(origin)}/|{re.escape(origin.replace('http', 'ws', 1))}/|data:|blob:|about:"
        )
        self._listeners: dict[str, Callable[[Any], None]] = {
            "request": self._note_address,
            "websocket": self._note_address,
            "console": lambda message: self.errors.extend(_console_error(message)),
            "pageerror": lambda error: self.errors.append(str(error)),
        }
        for event, listener in self._listeners.items():
            tab.on(event, listener)  # type: ignore[call-overload]  # one overload for each name of an event

    def end(self) -> None:
        """Listen no more, so that the tab can be another test's."""
        for event, listener in self._listeners.items():
            self.tab.remove_listener(event, listener)

    def _note_address(self, asked: Request | WebSocket) -> None:
        if not self._own.match(asked.url):
            self.outside.append(asked.url)


@dataclass(frozen=True)
class OpenPage:
    """Opens the page at a path such as `?year=2018`, in a tab of its own context, and returns it painted."""

    browser: Browser
    tabs: TabPool
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
        reduced_motion: bool = True,
        touch: bool = False,
        locale: str = "en-US",
    ) -> Page:
        """The size is in CSS pixels; `server` is the shared one of the built-in records unless another is given.

        Motion is reduced: frames of a flight take more processor time than the rest of most tests. Tests of it ask for it.
        """
        serving = server or self.shared_server()
        kind = TabKind(touch, locale, script=CLOCK % self.today)
        tab = self.tabs.take(kind)
        self.contexts.callback(self.tabs.give_back, tab, kind, serving.url)
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(
            color_scheme="dark" if dark else "light", reduced_motion="reduce" if reduced_motion else "no-preference"
        )
        watch = Watch(tab, serving.url)
        self.contexts.callback(watch.end)
        frame = _load(watch, serving, path)
        return Page(tab, frame, watch.outside, watch.errors)


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
def hosted_server() -> Iterator[Server]:
    """One server of the built-in records as `uvicorn asgi:app` serves them."""
    with serve_asgi() as server:
        yield server


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests of a process, which reaches this machine alone."""
    executable = _chromium(tmp_path_factory.getbasetemp().parent / "chromium.lock")
    arguments = [*chromium.arguments(), NO_NETWORK]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=arguments, headless=True)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> TabPool:
    """Tabs that one test after the other uses."""
    return TabPool(browser)


class ShowView:
    """Shows views in a page of the built-in records that stays open, 1280 by 900 px, light.

    One is in English, another in the other languages, one after the other. It is for tests of what a view shows, not of how
    the page comes, and only for those that leave nothing behind but what another view, Escape and `TIDY` take away.
    """

    def __init__(self, open_page: OpenPage) -> None:
        self._open_page = open_page
        self._pages: dict[bool, Page] = {}
        self._language = "en"

    def __call__(self, query: str = "", language: str = "en") -> Page:
        """The page at a query such as `?year=2018`, which names no language."""
        page = self._page(language)
        if page.page.viewport_size != SIZE:
            page.page.set_viewport_size(SIZE)
        page.page.mouse.move(-1, -1)
        page.page.keyboard.press("Escape")
        page.page.evaluate(TIDY)
        for each in dict.fromkeys(("", query.removeprefix("?"))):
            self.go(page, "&".join(filter(None, (f"?lang={language}", each))))
            page.map.wait_for_function(AT_REST)
        page.outside.clear()
        page.errors.clear()
        return page

    def go(self, page: Page, query: str) -> None:
        """Let the page show the view of a query, as a step back in the browser would."""
        page.page.evaluate(GO, query)

    def _page(self, language: str) -> Page:
        is_english = language == "en"
        if is_english not in self._pages:
            self._pages[is_english] = self._open_page(f"?lang={language}")
        elif not is_english and language != self._language:
            tab = self._pages[is_english].page
            tab.goto(f"{self._open_page.shared_server().url}/?lang={language}")
            tab.wait_for_function(OPEN)
        if not is_english:
            self._language = language
        return self._pages[is_english]


@pytest.fixture(scope="session")
def show_view(browser: Browser, tabs: TabPool, hosted_server: Server) -> Iterator[ShowView]:
    """Shows a view in a page that is open: `show_view("?year=2018", language="ko")`."""
    with ExitStack() as contexts:
        yield ShowView(OpenPage(browser, tabs, lambda: hosted_server, contexts))


@pytest.fixture
def open_hosted(browser: Browser, tabs: TabPool, hosted_server: Server) -> Iterator[OpenPage]:
    """Opens the page as a host serves it, which needs no session, in half a second of CPU time."""
    with ExitStack() as contexts:
        yield OpenPage(browser, tabs, lambda: hosted_server, contexts)


@pytest.fixture
def open_page(browser: Browser, tabs: TabPool, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens the page of `streamlit run app.py`, as often as a test likes, and leaves it after it."""
    with ExitStack() as contexts:
        yield OpenPage(browser, tabs, lambda: request.getfixturevalue("page_server"), contexts)


def _load(watch: Watch, server: Server, path: str) -> Frame:
    """Go there, wait until map and sentence are there, and return the map's frame."""
    tab = watch.tab
    tab.goto(f"{server.url}/{path.removeprefix('/')}")
    try:
        return _map_frame(tab)
    except PlaywrightError as error:
        seen = {
            "sentence": tab.locator("#sentence").all_inner_texts(),
            "errors": watch.errors,
            "outside": watch.outside,
        }
        raise AssertionError(f"{tab.url} was not ready: {seen}\n{server.log}") from error


def _map_frame(tab: Tab) -> Frame:
    """The frame of the map, once the page is there."""
    found = tab.wait_for_function(OPEN, timeout=PATIENCE_MS).as_element()
    frame = found.owner_frame() if found else None
    assert frame, f"{tab.url} lost its map"
    return frame


def _console_error(message: ConsoleMessage) -> list[str]:
    is_ours = message.type == "error" and BROWSER_OWN not in message.text
    return [f"{message.text} ({message.location['url']})"] if is_ours else []


def _chromium(lock: Path) -> Path:
    """Chromium's executable; of several processes only one at a time looks for it, since it may have to be installed."""
    try:
        with lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
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
