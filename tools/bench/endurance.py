"""`python -m tools.bench.endurance`: 3,000 filter changes and 50 uploads in five minutes, by readers who come and go.

What must not grow, memory, open files and threads of the server, is looked at each half minute.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from tests.server import Server
from tools.bench.pages import APP_PAGE
from tools.bench.process import files, memory_mb, serve, threads
from tools.bench.reader import CHOICES, reading, visit
from tools.bench.synthetic import write

READERS = 10
STAY = 30  # changes that a reader makes before she leaves, and another comes
LOOKS = 10
ROWS = 1000  # of a table that is dropped


def main(arguments: Sequence[str]) -> None:
    """Serve the page, change filters, and print the server's memory, files and threads."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.endurance", description=__doc__)
    parser.add_argument("--changes", type=int, default=3000, metavar="N", help="filter changes (%(default)s)")
    parser.add_argument("--seconds", type=float, default=300, metavar="S", help="in so long (%(default)s)")
    parser.add_argument("--uploads", type=int, default=50, metavar="N", help="tables dropped meanwhile (%(default)s)")
    options = parser.parse_args(arguments)
    with serve(APP_PAGE) as server, tempfile.TemporaryDirectory() as folder:
        table = write(ROWS, Path(folder)).read_bytes()
        asyncio.run(endure(server, options.changes, options.uploads, table, options.seconds))


async def endure(server: Server, changes: int, uploads: int, table: bytes, seconds: float) -> None:
    """Change filters and upload tables evenly, and sample the server ten times; the last row is after all have left."""
    done: list[float] = []
    dropped: list[float] = []
    await visit(server)
    await _drop(server, time.monotonic(), table, [])
    print("| s | changes | MB | files | threads |\n| --- | --- | --- | --- | --- |")
    start, pause = time.monotonic(), seconds / changes * READERS
    readers = [
        _come_and_go(server, start + pause * n / READERS, pause, changes // READERS, done) for n in range(READERS)
    ]
    drops = [_drop(server, start + seconds * n / uploads, table, dropped) for n in range(uploads)]
    reading_all = asyncio.gather(*readers, *drops)
    for look in range(1, LOOKS + 1):
        await asyncio.sleep(start + seconds * look / LOOKS - time.monotonic())
        _look(server, start, len(done))
    await reading_all
    _look(server, start, len(done))
    print(f"\nSlowest answer {max(done):,.0f} ms, {len(done):,} of {changes:,} changes answered.")
    print(f"Slowest upload {max(dropped):,.0f} ms, {len(dropped)} of {uploads} drawn, {ROWS:,} rows each.")


async def _come_and_go(server: Server, due: float, pause: float, changes: int, done: list[float]) -> None:
    choices = cycle(CHOICES)
    for first in range(0, changes, STAY):
        async with reading(server) as reader:
            for number in range(first, min(first + STAY, changes)):
                moment = due + number * pause
                await asyncio.sleep(moment - time.monotonic())
                await reader.choose(*next(choices))
                done.append((time.monotonic() - moment) * 1000)


async def _drop(server: Server, due: float, table: bytes, done: list[float]) -> None:
    """Open the page, upload a table, filter it and leave; raise RuntimeError if the page does not show it."""
    await asyncio.sleep(due - time.monotonic())
    async with reading(server) as reader:
        began = time.monotonic()
        await reader.drop("mine.csv", table)
        done.append((time.monotonic() - began) * 1000)
        if reader.shows != "mine":
            raise RuntimeError(f"the page shows {reader.shows!r}, not the table that was dropped")
        await reader.choose("mode", ("rail",))


def _look(server: Server, start: float, done: int) -> None:
    took = (time.monotonic() - start, done, memory_mb(server), files(server), threads(server))
    print("| {:.0f} | {:,} | {:.1f} | {} | {} |".format(*took), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
