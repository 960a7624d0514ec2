"""Benchmark of a phone: click to the end of its frame in a small window, with the processor slowed four times.

390 x 844 px; it is Chromium that computes as slowly. `python -m tools.bench` measures it too, beside the rest.
"""

from collections.abc import Iterable

from playwright.sync_api import Browser, sync_playwright

from tests.server import Server
from tools.bench.figures import Bar, Figure, sample
from tools.bench.machine import format_conditions, load, machine
from tools.bench.pages import APP_PAGE, Page, hosted
from tools.bench.process import serve
from tools.bench.table import table
from tools.bench.visit import launch, opened, reader

CLICKS = 36
SLOWER = 4
PHONE = {"width": 390, "height": 844}
FRAME_END = Bar(at_most=90)


def phone_clicks(browser: Browser, page: Page, server: Server, rounds: Iterable[int]) -> list[float]:
    """Choose and remove the pills of a page in turn; return the ms from each click to the end of its frame."""
    phone = reader(browser, page, viewport=PHONE, has_touch=True, is_mobile=True)
    with phone as context, opened(context, page, server) as one:
        one.frames()
        one.settle()
        one.slow_down(SLOWER)
        clicked = [one.click(*page.pills[number // 2 % len(page.pills)]) for number in rounds]
    return [max(frame.drawn for frame in frames.values()) for frames in clicked]


def phone_figure(page: Page, ms: list[float]) -> Figure:
    """The row of the table for one page."""
    served = "hosted, " if page.hosted else ""
    what = f"{PHONE['width']} px, {SLOWER} x slower: {served}click to its frame's end, {page.trips:,} trips"
    return Figure(what, "ms", sample(ms), None, FRAME_END)


def main() -> None:
    """Measure the built-in trips, plain and hosted, and print."""
    before, hosted_page = load(), hosted(APP_PAGE)
    with sync_playwright() as playwright, serve(APP_PAGE) as plain, serve(hosted_page) as host:
        browser = launch(playwright)
        pages = {APP_PAGE: plain, hosted_page: host}
        found = [phone_figure(page, phone_clicks(browser, page, pages[page], range(CLICKS))) for page in pages]
        print(table(found))
        print(format_conditions({**machine(browser.version), "load_before": before, "load_after": load()}))


if __name__ == "__main__":
    main()
