"""Measure page loads, with an empty and a warm cache: time until painted, and bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.server import Server
from tools.bench.pages import Page
from tools.bench.visit import Visit, opened, reader


@dataclass
class Loads:
    """The figures of one page, one value per load; `weight_kb` in thousands of bytes, `again_ms` with a warm cache."""

    ms: list[float] = field(default_factory=list)
    again_ms: list[float] = field(default_factory=list)
    weight_kb: list[float] = field(default_factory=list)


def loads(browser: Browser, servers: Mapping[Page, Server], rounds: Iterable[int]) -> dict[Page, Loads]:
    """Open each page in turn, for a number of rounds."""
    found = {page: Loads() for page in servers}
    for _ in rounds:
        for page, server in servers.items():
            with reader(browser, page) as context:
                with opened(context, page, server) as first:
                    found[page].ms.append(_painted(first, page))
                    found[page].weight_kb.append(first.traffic.bytes / 1000)
                with opened(context, page, server) as again:
                    found[page].again_ms.append(_painted(again, page))
    return found


def _painted(one: Visit, page: Page) -> float:
    """Return the ms until the page was painted, and wait until it is idle."""
    took = one.frames()[page.last_sight].since(one.started).begun
    one.settle()
    return took
