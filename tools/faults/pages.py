"""Pages in Chromium, to check what a reader sees when a server is lost."""

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, WebSocket
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page as Tab

OPENED_MS = 30_000
LIVE = "html[data-server=live]"
SHOWN = """() => {
  const map = document.querySelector("#map[data-state=ready]");
  return {
    link: [...new URLSearchParams(location.search)].map(String).sort(),
    sentence: document.querySelector("#sentence")?.textContent,
    map: map && {...map.dataset},
    card: document.querySelector("#card h2")?.textContent,
    line: document.querySelector("#connection")?.textContent,
  };
}"""
READY = f"() => {{ const shown = ({SHOWN})(); return shown.map && shown.sentence?.includes('Showing'); }}"


@dataclass
class Page:
    """A page with its session started, and when its sockets were opened and lost.

    Its view never leaves the browser, so it is back with a new socket.
    """

    tab: Tab
    back: list[float] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)

    async def shown(self) -> dict[str, Any]:
        """What the reader sees: link, sentence, map, card, and what the page says of its server."""
        seen: dict[str, Any] = await self.tab.evaluate(SHOWN)
        return seen

    async def responds(self) -> bool:
        """Whether the page follows a click and a second one, and has its session again."""
        before, pill = await self.shown(), self.tab.locator(".st-key-mode button", has_text="road")
        await pill.click()
        changed = await self.shown() != before
        await pill.click()
        await self.tab.wait_for_selector(LIVE, state="attached", timeout=OPENED_MS)
        return changed and await self.shown() == before

    def follow(self, socket: WebSocket) -> None:
        """Record when a socket opens and when it closes."""
        self.back.append(time.monotonic())
        socket.on("close", lambda _: self.lost.append(time.monotonic()))


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
        await page.tab.locator("#own").hover()
        await page.tab.wait_for_selector(LIVE, state="attached", timeout=OPENED_MS)
    except PlaywrightError as error:
        raise RuntimeError(f"{query} did not open: {await page.shown()}, {wrong}") from error
    return page
