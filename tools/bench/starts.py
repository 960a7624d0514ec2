"""Measure process starts: time to the first reader's painted page, and memory of one and of more readers."""

import compileall
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.server import ROOT
from tools.bench.pages import Page
from tools.bench.process import memory_mb, serve
from tools.bench.visit import Visit, visit

FURTHER_READERS = 5
PACKAGES = ("data", "geo", "page", "export", "host")  # compiled as they are installed, like Streamlit (Containerfile)


@dataclass
class Starts:
    """The figures of one page, one value per start."""

    ms: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    reader_mb: list[float] = field(default_factory=list)


def starts(browser: Browser, pages: Sequence[Page], rounds: Iterable[int]) -> dict[Page, Starts]:
    """Start each page in turn, for a number of rounds."""
    found = {page: Starts() for page in pages}
    for package in PACKAGES:
        compileall.compile_dir(ROOT / package, quiet=1)
    for _ in rounds:
        for page in pages:
            _start(browser, page, found[page])
    return found


def _start(browser: Browser, page: Page, found: Starts) -> None:
    began = time.time() * 1000
    with serve(page) as server, ExitStack() as readers:
        first = readers.enter_context(visit(browser, page, server))
        found.ms.append(first.frames()[page.last_sight].since(began).begun)
        first.settle()
        alone = memory_mb(server)
        for _ in range(FURTHER_READERS):
            _read(readers.enter_context(visit(browser, page, server)))
        found.memory_mb.append(alone)
        found.reader_mb.append((memory_mb(server) - alone) / FURTHER_READERS)


def _read(reader: Visit) -> None:
    reader.frames()
    reader.settle()
