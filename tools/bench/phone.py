"""Benchmark of a phone: click to painted map and sentence in a small window, with the processor slowed four times.

390 x 844 px, the built-in trips; it is Chromium that computes as slowly.
"""

import sys
from statistics import median

from playwright.sync_api import sync_playwright

from tools.bench.machine import format_conditions, load, machine
from tools.bench.pages import APP_PAGE, MAP, SENTENCE
from tools.bench.process import serve
from tools.bench.visit import Frame, launch, opened, reader

CLICKS = 36
SLOWER = 4
PHONE = {"width": 390, "height": 844}


def clicks() -> tuple[str, list[dict[str, Frame]]]:
    """Choose and remove every pill; return the browser's version and the frames of each click."""
    with sync_playwright() as playwright, serve(APP_PAGE) as server:
        browser = launch(playwright)
        phone = reader(browser, APP_PAGE, viewport=PHONE, has_touch=True, is_mobile=True)
        with phone as context, opened(context, APP_PAGE, server) as one:
            one.frames()
            one.settle()
            one.slow_down(SLOWER)
            frames = [one.click(*APP_PAGE.pills[number // 2 % len(APP_PAGE.pills)]) for number in range(CLICKS)]
        return browser.version, frames


def main() -> None:
    """Measure and print."""
    before = load()
    version, frames = clicks()
    for sight in (MAP, SENTENCE):
        ms = [seen[sight].begun for seen in frames]
        print(f"click to {sight}: {median(ms):.1f} ms ({min(ms):.1f} to {max(ms):.1f}, {len(ms)})")
    print(format_conditions({**machine(version), "load_before": before, "load_after": load()}), file=sys.stderr)


if __name__ == "__main__":
    main()
