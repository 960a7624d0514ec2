"""Loads: opening a served page with an empty cache: how long until it is painted, and how heavy it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from bench.pages import Page
from bench.visit import visit
from tests.server import Server


@dataclass
class Loads:
    """A page's figures, one of each per load; `weight_kb` in thousands of bytes."""

    ms: list[float] = field(default_factory=list)
    weight_kb: list[float] = field(default_factory=list)


def loads(browser: Browser, servers: Mapping[Page, Server], rounds: Iterable[int]) -> dict[Page, Loads]:
    """Open each page in turn, as often as there are rounds."""
    found = {page: Loads() for page in servers}
    for _ in rounds:
        for page, server in servers.items():
            with visit(browser, page, server) as reader:
                found[page].ms.append(reader.seen()[page.last_sight].since(reader.started).begun)
                reader.settle()
                found[page].weight_kb.append(reader.traffic.bytes / 1000)
    return found
