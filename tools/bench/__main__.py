"""Benchmark in Chromium, at 11 to 100,000 trips: this page beside a bare Streamlit page and a page without a server.

Tables of more than the built-in 11 trips are synthetic (`tools/bench/synthetic.py`), the same for the same number.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.bench.clicks import Clicks, clicks
from tools.bench.figures import Bar, Figure, Sample, sample
from tools.bench.loads import Loads, loads
from tools.bench.machine import format_conditions, load, machine
from tools.bench.pages import APP_PAGE, BARE, MAP, SENTENCE, Page, client, hosted, our_page
from tools.bench.phone import phone_clicks, phone_figure
from tools.bench.picture import picture
from tools.bench.process import serve
from tools.bench.starts import Starts, starts
from tools.bench.table import table
from tools.bench.upload import NAMES, ROWS, placed_s, uploaded
from tools.bench.visit import launch

SIZES = (11, 1_000, 10_000, 100_000)
FRAME_END = {11: Bar(at_most=30, times=0.4), 1_000: Bar(times=0.5), 10_000: Bar(times=0.7), 100_000: Bar(times=1.0)}
HOSTED_LOAD = {11: Bar(times=0.5), 100_000: Bar(times=1.2)}
CLICK = "click to its frame's end, "
MEMORY = {11: Bar(beyond=100), 100_000: Bar(beyond=250)}


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, and write the files that the options name."""
    options = _options(arguments)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        where = machine(browser.version)
        figures = _measure(browser, options)
        browser.close()
    where["load_after"] = load()
    print(f"{format_conditions(where)}\n\n{table(figures)}")
    if options.picture:
        clicks = {figure.what.removeprefix(CLICK): figure for figure in figures if figure.what.startswith(CLICK)}
        options.picture.write_text(picture(clicks), encoding="utf-8")
    if options.out:
        record = {"machine": where, "figures": [figure.record() for figure in figures]}
        options.out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--trips", type=_count, nargs="+", default=SIZES, metavar="N", help="in the tables %(default)s")
    parser.add_argument("--starts", type=_count, default=3, metavar="N", help="processes, each page (%(default)s)")
    parser.add_argument("--loads", type=_count, default=9, metavar="N", help="first loads, each page (%(default)s)")
    parser.add_argument("--clicks", type=_count, default=36, metavar="N", help="clicks, each page (%(default)s)")
    parser.add_argument("--uploads", type=int, default=3, metavar="N", help="of 100,000 rows (%(default)s; 0: none)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write every value as JSON")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the clicks as SVG")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _measure(browser: Browser, options: argparse.Namespace) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="trip-map-bench-") as folder, ExitStack() as serving:
        sizes = [our_page(trips, Path(folder)) for trips in options.trips]
        clients = {page: client(page, Path(folder)) for page in sizes}
        hosts = {page: hosted(page) for page in sizes}
        started = starts(browser, (*sizes, BARE), _progress("starts", options.starts))
        pages = (*sizes, BARE, *hosts.values(), *clients.values())
        servers = {page: serving.enter_context(serve(page)) for page in pages}
        loaded = loads(browser, servers, _progress("loads", options.loads))
        clicked = clicks(browser, servers, _progress("clicks", options.clicks))
        tapped = {
            page: phone_clicks(browser, page, servers[page], _progress("clicks of a phone", options.clicks))
            for page in (*sizes, *hosts.values())
        }
    figures = [
        (
            _of_clicks(clicked, page, plain),
            _of_hosted_clicks(clicked, hosts[page]),
            [phone_figure(each, tapped[each]) for each in (page, hosts[page])],
            _of_loads(loaded, page, plain),
            _of_hosted_loads(loaded, hosts[page]),
            _of_starts(started, page),
        )
        for page, plain in clients.items()
    ]
    rows = [figure for kind in zip(*figures, strict=True) for rows in zip(*kind, strict=True) for figure in rows]
    return [*rows, *_of_uploads(browser, _progress("uploads", options.uploads))] if options.uploads else rows


def _of_clicks(found: dict[Page, Clicks], page: Page, client: Page) -> list[Figure]:
    mine, bare, plain = found[page], found[BARE], found[client]
    begun, alone = (
        {sight: sample([seen[sight].begun for seen in each.frames]) for sight in (MAP, SENTENCE)}
        for each in (mine, plain)
    )
    answer = sample([seen[SENTENCE].begun for seen in bare.frames])
    drawn, answered, there = map(_frame_ends, (mine, bare, plain))
    return [
        Figure(_at("click to painted map", page), "ms", begun[MAP], answer, Bar(), alone[MAP]),
        Figure(_at("click to new sentence", page), "ms", begun[SENTENCE], answer, Bar(), alone[SENTENCE]),
        Figure(f"{CLICK}{page.trips:,} trips", "ms", drawn, answered, FRAME_END.get(page.trips, Bar()), there),
        Figure(_at("hover to tip", page), "ms", sample(mine.hover_ms), None, Bar(at_most=16), sample(plain.hover_ms)),
        Figure(_at("bytes per filter change", page), "kB", sample(mine.kb), sample(bare.kb), Bar(at_most=16)),
        Figure(
            _at("server CPU per filter change", page),
            "ms",
            sample([mine.cpu_ms]),
            sample([bare.cpu_ms]),
            Bar(times=0.5),
        ),
    ]


def _of_hosted_clicks(found: dict[Page, Clicks], page: Page) -> list[Figure]:
    drawn, answered = _frame_ends(found[page]), _frame_ends(found[BARE])
    return [Figure(_at("hosted: click to its frame's end", page), "ms", drawn, answered, Bar(at_most=40))]


def _frame_ends(found: Clicks) -> Sample:
    return sample([max(frame.drawn for frame in seen.values()) for seen in found.frames])


def _of_loads(found: dict[Page, Loads], page: Page, client: Page) -> list[Figure]:
    mine, bare, plain, known = found[page], found[BARE], found[client], page == APP_PAGE
    first, weight = (Bar(times=1.6), Bar(beyond=600)) if known else (Bar(), Bar())
    kept = [sample(each.again_ms) for each in (mine, bare, plain)]
    return [
        Figure(_at("first load, empty cache", page), "ms", sample(mine.ms), sample(bare.ms), first, sample(plain.ms)),
        Figure(_at("second load, warm cache", page), "ms", kept[0], kept[1], Bar(), kept[2]),
        Figure(_at("page weight", page), "kB", sample(mine.weight_kb), sample(bare.weight_kb), weight),
    ]


def _of_hosted_loads(found: dict[Page, Loads], page: Page) -> list[Figure]:
    mine, bare = found[page], found[BARE]
    first, again = HOSTED_LOAD.get(page.trips, Bar()), Bar(times=0.4) if page.trips == APP_PAGE.trips else Bar()
    weight = Bar(at_most=330) if page.trips == APP_PAGE.trips else Bar()
    return [
        Figure(_at("hosted: first load, empty cache", page), "ms", sample(mine.ms), sample(bare.ms), first),
        Figure(_at("hosted: second load, warm cache", page), "ms", sample(mine.again_ms), sample(bare.again_ms), again),
        Figure(_at("hosted: page weight", page), "kB", sample(mine.weight_kb), sample(bare.weight_kb), weight),
    ]


def _of_starts(found: dict[Page, Starts], page: Page) -> list[Figure]:
    mine, bare, start = found[page], found[BARE], Bar(times=1.6) if page == APP_PAGE else Bar()
    memory, reader = (sample(mine.memory_mb), sample(bare.memory_mb)), (sample(mine.reader_mb), sample(bare.reader_mb))
    return [
        Figure(_at("process start", page), "ms", sample(mine.ms), sample(bare.ms), start),
        Figure(_at("memory", page), "MB", *memory, MEMORY.get(page.trips, Bar())),
        Figure(_at("memory per further reader", page), "MB", *reader, Bar(at_most=1)),
    ]


def _of_uploads(browser: Browser, rounds: Iterable[int]) -> list[Figure]:
    painted, placed = zip(*((uploaded(browser, ROWS).painted_s, placed_s()) for _ in rounds), strict=True)
    return [
        Figure(f"a table of {ROWS:,} rows, dropped to painted", "s", sample(painted), None, Bar(at_most=5)),
        Figure(f"{NAMES:,} names placed", "s", sample(placed), None, Bar(at_most=2)),
    ]


def _at(what: str, page: Page) -> str:
    return f"{what}, {page.trips:,} trips"


def _progress(what: str, rounds: int) -> Iterator[int]:
    """Yield the numbers of the rounds; report each on standard error as it begins."""
    for number in range(rounds):
        print(f"\r{what} {number + 1} of {rounds} ", end="", file=sys.stderr, flush=True)
        yield number
    print(file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
