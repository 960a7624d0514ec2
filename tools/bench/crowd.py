"""`python -m tools.bench.crowd`: 100 readers at once, a filter change every 2 s each, one minute, on each page in turn.

Beside this page stand the bare one, and the bare one without the garbage collection after each run.
Answers are counted from the moment at which they were due to be asked for: a server that falls behind is not spared.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from math import inf

from websockets.exceptions import WebSocketException

from tests.server import Server
from tools.bench.machine import load
from tools.bench.pages import APP_PAGE, BARE, Page
from tools.bench.process import cpu_ms, memory_mb, serve
from tools.bench.reader import CHOICES, Reader, reading, visit

EVERY_S = 2.0
UNSWEPT = Page("bare, postScriptGC=false", BARE.script, BARE.sights, flags=("--runner.postScriptGC=false",))
LEAVING_S = 150  # Streamlit keeps what a reader has left for 120 s
HEAD = (
    "page",
    "answers",
    "failed",
    "p50, ms",
    "p95, ms",
    "p99, ms",
    "server CPU, ms",
    "MB before",
    "with all",
    "after",
)


@dataclass
class Answers:
    """The time of each answer in ms, and the failures."""

    ms: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    cpu_ms: float = 0.0
    before_mb: float = 0.0
    crowded_mb: float = 0.0
    after_mb: float = 0.0

    def share(self, percent: float) -> float:
        """Return the percentile of the answer times; infinite if there was no answer."""
        ranked = sorted(self.ms) or [inf]
        return ranked[min(len(ranked) - 1, int(len(ranked) * percent / 100))]


def main(arguments: Sequence[str]) -> None:
    """Serve the pages, measure the readers on each in turn, and print the table."""
    options = _options(arguments)
    found: dict[Page, Answers] = {}
    with ExitStack() as serving:
        servers = {page: serving.enter_context(serve(page)) for page in (APP_PAGE, BARE, UNSWEPT)}
        print(f"load {load()} before", file=sys.stderr)
        for page, server in servers.items():
            print(f"{options.readers} readers of {page.name}", file=sys.stderr, flush=True)
            found[page] = asyncio.run(crowd(server, options.readers, options.seconds))
        print(f"waiting {LEAVING_S} s for what they left to be forgotten", file=sys.stderr, flush=True)
        time.sleep(LEAVING_S)
        for page, server in servers.items():
            asyncio.run(visit(server))  # the next reader: Streamlit tidies up when it has something to do
            found[page].after_mb = memory_mb(server)
    for row in (HEAD, ("---",) * len(HEAD), *(_row(page, answers) for page, answers in found.items())):
        print(f"| {' | '.join(row)} |")
    print("".join(sorted({f"{page.name}: {text}\n" for page, answers in found.items() for text in answers.failures})))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.crowd", description=__doc__)
    parser.add_argument("--readers", type=int, default=100, metavar="N", help="at once (%(default)s)")
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="on each page (%(default)s)")
    return parser.parse_args(arguments)


async def crowd(server: Server, size: int, seconds: float) -> Answers:
    """Connect the readers, let each change a filter every 2 s, evenly spread, and disconnect them."""
    answers = Answers()
    await visit(server)
    answers.before_mb = memory_mb(server)
    async with AsyncExitStack() as open_pages:
        readers = [await open_pages.enter_async_context(reading(server)) for _ in range(size)]
        used, start = cpu_ms(server), time.monotonic() + 1
        due = [start + EVERY_S * number / size for number in range(size)]
        await asyncio.gather(*(_read(*one, start + seconds, answers) for one in zip(readers, due, strict=True)))
        answers.cpu_ms = (cpu_ms(server) - used) / max(1, len(answers.ms))
        answers.crowded_mb = memory_mb(server)
    return answers


async def _read(reader: Reader, due: float, until: float, answers: Answers) -> None:
    for choice in cycle(CHOICES):
        if due >= until:
            return
        await asyncio.sleep(due - time.monotonic())
        try:
            await reader.choose(*choice)
        except (RuntimeError, OSError, WebSocketException) as error:
            answers.failures.append(repr(error))
            return
        answers.ms.append((time.monotonic() - due) * 1000)
        due += EVERY_S


def _row(page: Page, answers: Answers) -> tuple[str, ...]:
    times = (f"{answers.share(percent):,.0f}" for percent in (50, 95, 99))
    memory = (answers.before_mb, answers.crowded_mb, answers.after_mb)
    counts = (f"{len(answers.ms):,}", str(len(answers.failures)))
    return (page.name, *counts, *times, f"{answers.cpu_ms:.1f}", *(f"{mb:.0f}" for mb in memory))


if __name__ == "__main__":
    main(sys.argv[1:])
