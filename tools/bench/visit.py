"""A visit of a page in a browser context of its own, with an empty cache, and clicks in it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Playwright, Request, WebSocket
from playwright.sync_api import Page as Tab
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import chromium
from tests.server import Server, until
from tools.bench.pages import Page

STOPWATCH = (Path(__file__).parent / "stopwatch.js").read_text(encoding="utf-8")
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
WAITING_MS = 60_000
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

# The middles of the drawn lines, in px of the map's document, that nothing lies over.
FREE_MIDDLES = """() => {
  const {_map: map, lines} = window.tripLayer, {left, top} = map.getContainer().getBoundingClientRect();
  return Array.from(lines.segments, index => {
    const points = lines.points(index), half = 2 * Math.floor(points.length / 4);
    const {x, y} = map.layerPointToContainerPoint(points.slice(half, half + 2));
    return [left + x, top + y];
  }).filter(([x, y]) => document.elementFromPoint(x, y) === lines._container);
}"""
# `wait_for_function` would load a script of 330 kB into the page that is measured.
TIMES = """longest => Promise.race([stopwatch.times(), new Promise((_, fail) => {
  setTimeout(() => fail(new Error(`nothing was painted for ${longest} ms`)), longest);
})])"""
LANDED = "() => !window.tripLayer?.moving && !document.querySelector('.flying')"
# From the pointer's event to the end of the frame that shows the tip, in ms; no task comes between it and the frame.
ARM_TIP = """() => {
  const tip = document.querySelector('.tip');
  let moved;
  document.addEventListener('mousemove', event => { moved ??= event.timeStamp; }, true);
  window.told = new Promise(done => {
    new MutationObserver((_, watching) => {
      if (tip.hidden) return;
      watching.disconnect();
      requestAnimationFrame(() => {
        scheduler.postTask(() => done(performance.now() - moved), {priority: 'user-blocking'});
      });
    }).observe(tip, {attributes: true, childList: true});
  });
}"""

# Routing requests, as the tests do, would switch the browser's cache off; this refuses other origins and keeps it.
HERE_ONLY = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server")


class Traffic:
    """Bytes that one tab receives and sends: responses as transferred, and the frames of the socket."""

    def __init__(self, tab: Tab, server: Server) -> None:
        """Start counting."""
        self.bytes = 0
        self.outside: list[str] = []
        self._origin = server.url + "/"
        self._pending: set[Request] = set()
        tab.on("request", self._begin)
        tab.on("requestfinished", self._end)
        tab.on("requestfailed", self._end)
        tab.on("websocket", self._count_frames)
        network = tab.context.new_cdp_session(tab)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event: self._count(int(event["encodedDataLength"])))

    def _count(self, length: int) -> None:
        self.bytes += length

    def _count_frames(self, socket: WebSocket) -> None:
        self.socket = socket
        for direction in ("framereceived", "framesent"):
            socket.on(direction, lambda frame: self._count(len(frame)))

    @property
    def quiet(self) -> bool:
        """Whether every request has its response, or failed."""
        return not self._pending

    def _end(self, request: Request) -> None:
        self._pending.discard(request)

    def _begin(self, request: Request) -> None:
        self._pending.add(request)
        if not request.url.startswith((self._origin, "data:", "blob:")):
            self.outside.append(request.url)


@dataclass(frozen=True)
class Frame:
    """The first frame that shows something: when the browser begins it, and when it is laid out and drawn, in ms."""

    begun: float
    drawn: float

    def since(self, start: float) -> "Frame":
        """The same times, counted from another moment."""
        return Frame(self.begun - start, self.drawn - start)


@dataclass(frozen=True)
class Visit:
    """An open page. Times are in ms since the epoch."""

    tab: Tab
    traffic: Traffic
    alone: bool = False  # a page that needs no Streamlit

    @property
    def started(self) -> float:
        """When navigation to the page started."""
        return float(self.tab.evaluate("stopwatch.started"))

    def frames(self) -> dict[str, Frame]:
        """Wait for the frame that shows each sight after opening the page or after the last click."""
        times = self.tab.evaluate(TIMES, WAITING_MS)
        return {sight: Frame(**frame) for sight, frame in times.items()}

    def settle(self) -> None:
        """Wait until the page's script is idle and, two frames later, every request has its response."""
        self._idle()
        until(self._quiet, WAITING_MS / 1000, lambda: f"{self.tab.url} never came to rest")

    def click(self, facet: str, value: str) -> dict[str, Frame]:
        """Click a pill and return the frames, counted from pointer down, when the server's run has ended too."""
        pill = self._pill(facet, value)
        self.tab.bring_to_front()
        self.tab.evaluate("stopwatch.arm()")
        with self._run():
            pill.click()
            frames = self.frames()
        self._idle()
        for frame in self.tab.frames:
            frame.wait_for_function(LANDED)  # else the next page's click is measured beside this one's flight
        pressed = float(self.tab.evaluate("stopwatch.pressed"))
        return {sight: frame.since(pressed) for sight, frame in frames.items()}

    def slow_down(self, times: float) -> None:
        """Throttle the processor for this tab, so many times."""
        self.tab.context.new_cdp_session(self.tab).send("Emulation.setCPUThrottlingRate", {"rate": times})

    def hover(self, line: int) -> float:
        """Move the pointer onto a line and off again; return the ms from its event to the end of the tip's frame.

        `line` numbers those whose middle is free to be pointed at, over and over again.
        """
        map_ = next(frame for frame in self.tab.frames if frame.evaluate("() => Boolean(window.tripLayer)"))
        self.tab.bring_to_front()
        points = map_.evaluate(FREE_MIDDLES)
        corner = (map_.frame_element().bounding_box() if map_.parent_frame else None) or {"x": 0, "y": 0}
        x, y = points[line % len(points)]
        map_.evaluate(ARM_TIP)
        self.tab.mouse.move(corner["x"] + x, corner["y"] + y)
        took = float(map_.evaluate("() => window.told"))
        self.tab.mouse.move(1, 1)
        map_.wait_for_function("() => document.querySelector('.tip').hidden")
        return took

    @contextmanager
    def _run(self) -> Iterator[None]:
        """Click something inside the `with`; then wait until the server's run has ended."""
        if self.alone:
            yield
            return
        with self.traffic.socket.expect_event("framereceived", _ends_a_run, timeout=WAITING_MS):
            yield

    def _idle(self) -> None:
        if not self.alone:
            self.tab.locator(IDLE).wait_for(timeout=WAITING_MS)

    def _quiet(self) -> bool:
        self.tab.evaluate(TWO_FRAMES)
        return self.traffic.quiet

    def _pill(self, facet: str, value: str) -> Locator:
        return self.tab.locator(f".st-key-{facet}").get_by_role("button", name=value)


def launch(playwright: Playwright) -> Browser:
    """Launch Chromium as the tests do, for all pages of a run, without access to other machines."""
    arguments = [*chromium.arguments(), *HERE_ONLY]
    return playwright.chromium.launch(executable_path=chromium.find(), args=arguments, headless=True)


@contextmanager
def visit(browser: Browser, page: Page, server: Server) -> Iterator[Visit]:
    """Open a page. Raises RuntimeError at the end if the page requested anything from another origin."""
    with reader(browser, page) as context, opened(context, page, server) as one:
        yield one


@contextmanager
def reader(browser: Browser, page: Page, **device: Any) -> Iterator[BrowserContext]:
    """A browser context with its own empty cache; `device` is one of Playwright's descriptions."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-US", **device})
    try:
        sights = json.dumps([vars(sight) for sight in page.sights])
        context.add_init_script(f"({STOPWATCH})({sights})")
        yield context
    finally:
        context.close()


@contextmanager
def opened(context: BrowserContext, page: Page, server: Server) -> Iterator[Visit]:
    """Open the page in a new tab. Raises the same error as `visit`."""
    tab = context.new_page()
    traffic = Traffic(tab, server)
    tab.goto(server.url + "/", wait_until="commit")
    yield Visit(tab, traffic, alone=page.needs_no_session)
    if traffic.outside:
        raise RuntimeError(f"{page.name} asked for {traffic.outside}")
    tab.close()


def _ends_a_run(frame: bytes | str) -> bool:
    return isinstance(frame, bytes) and ForwardMsg.FromString(frame).HasField("script_finished")
