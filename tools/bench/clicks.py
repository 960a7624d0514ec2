"""Measure clicks on filters and hovers over lines: time until painted, bytes and server CPU."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.server import Server
from tools.bench.pages import MAP, Page
from tools.bench.process import cpu_ms
from tools.bench.visit import Frame, Visit, visit

HOVERS = 24


@dataclass
class Clicks:
    """The figures of one page, one value per click; CPU only as an average, since Linux counts it in steps of 10 ms."""

    frames: list[dict[str, Frame]] = field(default_factory=list)
    kb: list[float] = field(default_factory=list)
    cpu_ms: float = 0.0
    hover_ms: list[float] = field(default_factory=list)


def clicks(browser: Browser, servers: Mapping[Page, Server], rounds: Iterable[int]) -> dict[Page, Clicks]:
    """Click a pill in each page in turn, for a number of rounds.

    Each pill is chosen, then given up, so every click changes how many trips are shown.
    """
    found = {page: Clicks() for page in servers}
    with ExitStack() as visits:
        readers = {page: visits.enter_context(visit(browser, page, server)) for page, server in servers.items()}
        for reader in readers.values():
            reader.frames()
            reader.settle()
        for number in rounds:
            for page, reader in readers.items():
                before = cpu_ms(servers[page])  # what it takes while other pages are clicked is no part of a click
                _click(reader, page.pills[number // 2 % len(page.pills)], found[page])
                found[page].cpu_ms += cpu_ms(servers[page]) - before
        for each in found.values():
            each.cpu_ms /= len(each.frames)
        for number in range(HOVERS):
            for page, reader in readers.items():
                if page.last_sight == MAP:
                    found[page].hover_ms.append(reader.hover(number))
    return found


def _click(reader: Visit, step: tuple[str, str], found: Clicks) -> None:
    before = reader.traffic.bytes
    found.frames.append(reader.click(*step))
    found.kb.append((reader.traffic.bytes - before) / 1000)
