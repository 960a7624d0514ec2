"""`python -m tools.bench.million`: a million trips from their prepared file, hosted, with readers and after `kill -9`.

It writes the table and its prepared file into a folder (four minutes; `--folder` keeps both), starts the hosted page,
opens links, lets readers fetch all that a page loads, opens the page in Chromium, clicks, hovers, and kills the process
while a reader has the page open.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from geo.prepared_file import made_of, prepared_path
from tests.server import ROOT, Server, free_port, serve_asgi
from tools.bench.frame_cpu import frame_cpu_ms
from tools.bench.machine import format_conditions, load, machine
from tools.bench.pages import APP_PAGE, MAP, PILLS_OF_MANY, SENTENCE, Page, hosted
from tools.bench.process import cpu_ms, memory_mb
from tools.bench.synthetic import write
from tools.bench.visit import Visit, launch, visit

LINKS = (
    "",
    "?mode=rail",
    "?mode=rail&country=China",
    "?search=guangzhou",
    "?search=leader%20rail",
    "?place=Beijing",
    "?route=Beijing%20%E2%80%93%20Guangzhou",
    "?search=leader&place=Tokyo&mode=air",
)
FILES = re.compile(r'(?:href|src)="((?:assets|static|\.)?[^":?]*\.(?:json\.gz|json|js|css))"')
Row = tuple[str, str]


def main(arguments: Sequence[str]) -> None:
    """Measure all, and print a row for each figure as it is known."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="trip-map-million-") as made, sync_playwright() as playwright:
        page, prepared = _prepared(options.trips, options.folder or Path(made))
        browser = launch(playwright)
        where = machine(browser.version)
        for what, value in _figures(browser, page, prepared, options):
            print(f"| {what} | {value} |", flush=True)
        browser.close()
    print(f"\n{format_conditions({**where, 'load_after': load()})}")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.million", description=__doc__)
    parser.add_argument("--trips", type=int, default=1_000_000, metavar="N", help="of the table (%(default)s)")
    parser.add_argument("--folder", type=Path, help="keeps the table and its prepared file, and uses them again")
    parser.add_argument("--readers", type=int, default=20, metavar="N", help="that fetch a page (%(default)s)")
    parser.add_argument("--loads", type=int, default=4, metavar="N", help="in Chromium (%(default)s)")
    parser.add_argument("--clicks", type=int, default=20, metavar="N", help="and as many hovers (%(default)s)")
    return parser.parse_args(arguments)


def _prepared(trips: int, folder: Path) -> tuple[Page, Path]:
    """The hosted page of a table and its prepared file, each made where it is not there as of today."""
    table = folder / str(trips) / "trips.csv"
    if not table.exists():
        write(trips, table.parent)
    prepared = prepared_path(table)
    if not _is_current(table, prepared):
        began = time.monotonic()
        subprocess.run([sys.executable, "-m", "geo.prepare", str(table), "--out", str(prepared)], cwd=ROOT, check=True)
        print(f"prepared in {time.monotonic() - began:.0f} s", file=sys.stderr)
    page = replace(APP_PAGE, name=f"{trips:,} trips", table=table, trips=trips, pills=PILLS_OF_MANY)
    return hosted(page), prepared


def _is_current(table: Path, prepared: Path) -> bool:
    if not prepared.exists():
        return False
    with np.load(prepared) as arrays:
        return bool(json.loads(arrays["made_of"].tobytes()) == made_of(table))


def _figures(browser: Browser, page: Page, prepared: Path, options: argparse.Namespace) -> Iterator[Row]:
    env, port = {"TRIP_MAP_FILE": str(page.table), "TRIP_MAP_PREPARED": str(prepared)}, free_port()
    began = time.monotonic()
    with serve_asgi(env, flags=("--log-level=warning",), port=port) as server:
        yield "start to the first answer", f"{time.monotonic() - began:.1f} s, {cpu_ms(server) / 1000:.1f} s CPU"
        yield "memory before the first reader", f"{memory_mb(server):.0f} MB"
        yield from _links(server)
        yield from _memory(server, options.readers)
        yield from _loads(browser, page, server, options.loads)
        with visit(browser, page, server) as reader:
            _settled(reader)
            yield from _clicks(reader, page, options.clicks)
            server.process.kill()
            server.process.wait()
            yield "clicks of an open page while the server is gone", _clicks_alone(reader, page)
            yield from _back(browser, page, reader, env, port)


def _links(server: Server) -> Iterator[Row]:
    for link in LINKS:
        before, began = cpu_ms(server), time.monotonic()
        with urllib.request.urlopen(f"{server.url}/{link}", timeout=60) as answer:
            answer.read()
        took = time.monotonic() - began
        yield f"first answer of `/{link}`", f"{took * 1000:.0f} ms, {cpu_ms(server) - before:.0f} ms CPU"


def _memory(server: Server, readers: int) -> Iterator[Row]:
    """Let readers fetch the page and all its files, all at once, and hold their connections."""
    connections = [HTTPConnection(urlsplit(server.url).netloc, timeout=60) for _ in range(readers + 1)]
    weight = _fetch_all(connections[0])  # the first makes what is made once
    before, began = memory_mb(server), time.monotonic()
    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(_fetch_all, connections[1:]))
    each = (memory_mb(server) - before) / readers
    yield f"{readers} readers at once, {weight / 1e6:.1f} MB each", f"{time.monotonic() - began:.1f} s"
    yield "memory of each further reader", f"{each:.2f} MB, of {before:.0f} MB"
    for connection in connections:
        connection.close()


def _fetch_all(connection: HTTPConnection) -> int:
    """The number of bytes of a page and the files that it names."""
    page = _fetch(connection, "/")
    return len(page) + sum(len(_fetch(connection, f"/{name}")) for name in sorted(set(FILES.findall(page.decode()))))


def _fetch(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    with connection.getresponse() as answer:
        content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return content


def _loads(browser: Browser, page: Page, server: Server, loads: int) -> Iterator[Row]:
    took = []
    for _ in range(loads):
        with visit(browser, page, server) as reader:
            took.append(reader.frames()[MAP].since(reader.started).begun)
            reader.settle()
    yield f"first load, {loads} times", f"{min(took) / 1000:.1f} to {max(took) / 1000:.1f} s"
    yield "memory of the process then", f"{memory_mb(server):.0f} MB"


def _settled(reader: Visit) -> None:
    reader.frames()
    reader.settle()


def _clicks(reader: Visit, page: Page, clicks: int) -> Iterator[Row]:
    steps = [page.pills[number // 2 % len(page.pills)] for number in range(clicks)]
    for step in steps[: 2 * len(page.pills)]:
        reader.click(*step)  # what is compiled at first is compiled
    drawn = [reader.click(*step)[MAP].drawn for step in steps]
    yield "click, until its frame is drawn", _spread(drawn)
    yield "CPU of the main thread from click to the commit of its frame", _spread(frame_cpu_ms(reader, steps))
    yield "hover until the tip is drawn", _spread([reader.hover(number) for number in range(clicks)])


def _spread(times_ms: Sequence[float]) -> str:
    return f"median {median(times_ms):.0f} ms, largest {max(times_ms):.0f} ms"


def _clicks_alone(reader: Visit, page: Page) -> str:
    """Click while no server answers: the page draws by itself."""
    took = [reader.click(*pill)[SENTENCE].drawn for pill in page.pills for _ in range(2)]
    told = reader.tab.locator("#connection").inner_text().strip()
    return f"{len(took)} of {2 * len(page.pills)} drawn, {_spread(took)}; the page says {told!r}"


def _back(browser: Browser, page: Page, reader: Visit, env: Mapping[str, str], port: int) -> Iterator[Row]:
    began = time.monotonic()
    with serve_asgi(env, flags=("--log-level=warning",), port=port) as server:
        yield "`kill -9` and a new start, until it answers", f"{time.monotonic() - began:.1f} s"
        yield "clicks of the same page after it", _clicks_alone(reader, page)
        yield from _loads(browser, page, server, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
