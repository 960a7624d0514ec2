"""Pages in Chromium, to check what a reader sees when a server is lost."""

import asyncio
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from playwright.async_api import Browser, WebSocket
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page as Tab
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tools.faults.waiting import until

OPENED_MS = 30_000
DRAWN_S = 5.0
SHOWN = """() => {
  const frame = document.querySelector("iframe.stCustomComponentV1");
  const map = frame?.contentDocument?.querySelector("[data-state=ready]");
  return {
    link: [...new URLSearchParams(location.search)].map(String).sort(),
    sentence: document.querySelector("#sentence")?.textContent,
    map: map && {...map.dataset},
    card: document.querySelector("#card h2")?.textContent,
    errors: document.querySelectorAll(".stException, [data-testid=stAlertContentError]").length,
  };
}"""
READY = f"() => {{ const shown = ({SHOWN})(); return shown.map && shown.sentence?.includes('Showing'); }}"


@dataclass
class Page:
    """A page, with the times when its runs ended and its sockets were opened and lost.

    Its view never leaves the browser, so it is back with a new socket: Streamlit runs the script at the next click.
    """

    tab: Tab
    back: list[float] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)

    async def shown(self) -> dict[str, Any]:
        """What the reader sees: link, sentence, map, card, errors."""
        seen: dict[str, Any] = await self.tab.evaluate(SHOWN)
        return seen

    async def answers(self) -> bool:
        """Whether page and server follow a click, and a second click restores the view."""
        before, pill = await self.shown(), self.tab.locator(".st-key-mode button", has_text="road")
        for pressed in ("true", "false") if await pill.get_attribute("aria-pressed") == "false" else ("false", "true"):
            done = len(self.runs)
            await pill.click()
            await self.tab.wait_for_selector(f".st-key-mode button[aria-pressed={pressed}] >> text=road")
            await until(partial(self._ran, done))
        deadline = time.monotonic() + DRAWN_S
        while (after := await self.shown()) != before and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        return after == before

    def follow(self, socket: WebSocket) -> None:
        """Record the ends of runs and of the socket."""
        self.back.append(time.monotonic())
        socket.on("framereceived", self._take)
        socket.on("close", lambda _: self.lost.append(time.monotonic()))

    def _ran(self, times: int) -> bool:
        return len(self.runs) > times

    def _take(self, packet: bytes | str) -> None:
        message = ForwardMsg.FromString(packet if isinstance(packet, bytes) else packet.encode())
        if message.WhichOneof("type") == "script_finished":
            self.runs.append(time.monotonic())


async def open_page(browser: Browser, site: str, query: str, number: int) -> Page:
    """Open the page at a link and wait until it is painted."""
    context = await browser.new_context(ignore_https_errors=True, user_agent=f"page {number}")
    page = Page(await context.new_page())
    page.tab.on("websocket", page.follow)
    wrong: list[str] = []
    page.tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.tab.on("pageerror", lambda error: wrong.append(str(error)))
    page.tab.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}"))
    page.tab.on(
        "response", lambda answer: wrong.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None
    )
    await page.tab.goto(f"{site}/{query}")
    try:
        await page.tab.wait_for_function(READY, timeout=OPENED_MS)
    except PlaywrightError as error:
        raise RuntimeError(f"{query} did not open: {await page.shown()}, {wrong}") from error
    return page
