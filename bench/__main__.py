"""`python -m bench`: this page beside a bare one in Chromium, measured in turn, as a table against the bars."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.clicks import Clicks, clicks
from bench.figures import Bar, Figure, sample
from bench.loads import Loads, loads
from bench.machine import load, machine, told
from bench.pages import BARE, MAP, OURS, PAGES, SENTENCE, Page
from bench.process import serve
from bench.starts import Starts, starts
from bench.table import table
from bench.visit import launch

FAST = Bar(at_most=40, times=0.5)


def main(arguments: Sequence[str]) -> None:
    """Measure, print, and write what is asked for."""
    options = _options(arguments)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        where = machine(browser.version)
        figures = _measure(browser, options)
        browser.close()
    where["load_after"] = load()
    print(f"{told(where)}\n\n{table(figures)}")
    if options.out:
        record = {"machine": where, "figures": [figure.record() for figure in figures]}
        options.out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--starts", type=_count, default=3, metavar="N", help="processes, each page (%(default)s)")
    parser.add_argument("--loads", type=_count, default=9, metavar="N", help="first loads, each page (%(default)s)")
    parser.add_argument("--clicks", type=_count, default=36, metavar="N", help="clicks, each page (%(default)s)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write every value as JSON")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _measure(browser: Browser, options: argparse.Namespace) -> list[Figure]:
    started = starts(browser, _progress("starts", options.starts))
    with ExitStack() as serving:
        servers = {page: serving.enter_context(serve(page)) for page in PAGES}
        loaded = loads(browser, servers, _progress("loads", options.loads))
        clicked = clicks(browser, servers, _progress("clicks", options.clicks))
    return [*_of_clicks(clicked), *_of_loads(loaded), *_of_starts(started)]


def _of_clicks(found: dict[Page, Clicks]) -> list[Figure]:
    ours, bare = found[OURS], found[BARE]
    begun = {sight: sample([seen[sight].begun for seen in ours.frames]) for sight in (MAP, SENTENCE)}
    answer = sample([seen[SENTENCE].begun for seen in bare.frames])
    drawn = [sample([max(frame.drawn for frame in seen.values()) for seen in page.frames]) for page in (ours, bare)]
    return [
        Figure("click to painted map", "ms", begun[MAP], answer, FAST),
        Figure("click to new sentence", "ms", begun[SENTENCE], answer, FAST),
        Figure("click to that frame's end", "ms", drawn[0], drawn[1], Bar()),
        Figure("bytes per filter change", "kB", sample(ours.kb), sample(bare.kb), Bar(at_most=16)),
        Figure("server CPU per filter change", "ms", sample([ours.cpu_ms]), sample([bare.cpu_ms]), Bar(times=0.5)),
    ]


def _of_loads(found: dict[Page, Loads]) -> list[Figure]:
    ours, bare = found[OURS], found[BARE]
    return [
        Figure("first load, empty cache", "ms", sample(ours.ms), sample(bare.ms), Bar(times=1.6)),
        Figure("page weight", "kB", sample(ours.weight_kb), sample(bare.weight_kb), Bar(beyond=600)),
    ]


def _of_starts(found: dict[Page, Starts]) -> list[Figure]:
    ours, bare = found[OURS], found[BARE]
    return [
        Figure("process start", "ms", sample(ours.ms), sample(bare.ms), Bar(times=1.6)),
        Figure("memory", "MB", sample(ours.memory_mb), sample(bare.memory_mb), Bar(beyond=100)),
        Figure("memory per further reader", "MB", sample(ours.reader_mb), sample(bare.reader_mb), Bar(at_most=1)),
    ]


def _progress(what: str, rounds: int) -> Iterator[int]:
    """The numbers of the rounds, each shown on standard error as it begins."""
    for number in range(rounds):
        print(f"\r{what} {number + 1} of {rounds} ", end="", file=sys.stderr, flush=True)
        yield number
    print(file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
