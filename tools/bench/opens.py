"""`python -m tools.bench.opens`: 10,000 opens of the hosted page in a minute, beside 100 readers with sessions.

The opens are made by `ab` (Debian's `apache2-utils`), straight to the process, without a cache in front: first all as
fast as they are answered, then a sixtieth of them each second. Each reader with a session runs its script every 2 s, as
in `tools.bench.crowd`.
"""

import argparse
import asyncio
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.server import Server
from tools.bench.crowd import Answers, crowd
from tools.bench.machine import load
from tools.bench.pages import APP_PAGE, hosted
from tools.bench.process import memory_mb, serve

AT_ONCE = 20
SLICES = 60  # one begins each second
HEAD = ("opens", "failed", "all, s", "p50, ms", "p95, ms", "p99, ms", "MB before", "MB after", "readers' p95, ms")


@dataclass(frozen=True)
class Opens:
    """What `ab` says of the opens: how many failed, seconds for all, and percentiles of the times in ms.

    Of several slices the percentiles are those of the slowest.
    """

    failed: int
    seconds: float
    percentiles: tuple[int, int, int]


def main(arguments: Sequence[str]) -> None:
    """Serve the page, open it that often, and print the table."""
    options = _options(arguments)
    if not shutil.which("ab"):
        sys.exit("ab is not here: install apache2-utils.")
    with serve(hosted(APP_PAGE)) as server:
        print(f"load {load()} before", file=sys.stderr)
        _ab(server, 200)  # what is made once is made
        before = memory_mb(server)
        alone = _ab(server, options.opens)
        rows = [_row(alone, before, memory_mb(server), None)]
        before = memory_mb(server)
        beside, answers = asyncio.run(_opens_with_readers(server, options.opens, options.readers))
        rows.append(_row(beside, before, memory_mb(server), answers))
    for row in (HEAD, ("---",) * len(HEAD), *rows):
        print(f"| {' | '.join(row)} |")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.opens", description=__doc__)
    parser.add_argument("--opens", type=int, default=10_000, metavar="N", help="each time (%(default)s)")
    parser.add_argument("--readers", type=int, default=100, metavar="N", help="with sessions (%(default)s)")
    return parser.parse_args(arguments)


def _ab(server: Server, opens: int) -> Opens:
    command = ["ab", "-q", "-n", str(opens), "-c", str(AT_ONCE), "-H", "Accept-Encoding: gzip", f"{server.url}/"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def number(pattern: str) -> str:
        match = re.search(pattern, told)
        if not match:
            raise RuntimeError(f"ab did not say {pattern}:\n{told}")
        return match[1]

    others = int(number(r"Non-2xx responses: +(\d+)")) if "Non-2xx" in told else 0
    first, second, third = (int(number(rf" {share}% +(\d+)")) for share in (50, 95, 99))
    seconds = float(number(r"Time taken for tests: +([\d.]+)"))
    return Opens(int(number(r"Failed requests: +(\d+)")) + others, seconds, (first, second, third))


def _paced(server: Server, opens: int) -> Opens:
    """Open the page for a minute, as often in each second."""
    start, found = time.monotonic(), []
    for number in range(SLICES):
        time.sleep(max(0.0, start + number - time.monotonic()))
        found.append(_ab(server, opens // SLICES))
    slowest = max(found, key=lambda each: each.percentiles[1])
    return Opens(sum(each.failed for each in found), time.monotonic() - start, slowest.percentiles)


async def _opens_with_readers(server: Server, opens: int, readers: int) -> tuple[Opens, Answers]:
    """Open the page while readers with sessions run their scripts."""
    answering = asyncio.create_task(crowd(server, readers, SLICES))
    return await asyncio.to_thread(_paced, server, opens), await answering


def _row(opens: Opens, before: float, after: float, answers: Answers | None) -> tuple[str, ...]:
    times = (str(opens.failed), f"{opens.seconds:.1f}", *map(str, opens.percentiles), f"{before:.0f}", f"{after:.0f}")
    if not answers:
        return ("at once", *times, "")
    failures = f", {len(answers.failures)} failed" if answers.failures else ""
    return ("in a minute, beside readers", *times, f"{answers.share(95):,.0f}{failures}")


if __name__ == "__main__":
    main(sys.argv[1:])
