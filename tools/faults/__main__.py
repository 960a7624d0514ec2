"""Fault injection: run nginx and two replicas on this machine, make parts fail, and measure what readers notice."""

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests import chromium
from tools.bench.machine import format_conditions, load, machine
from tools.faults import abuse, database, handover, live, lost, outside, pictures, uploads
from tools.faults.lost import Rows
from tools.faults.proxy import Replica, nginx

Scenario = Callable[[Browser, str, list[Replica], Path], Awaitable[Rows]]
SCENARIOS: dict[str, Scenario] = {
    "kill": lambda browser, site, replicas, _: lost.kill_replica(browser, site, replicas),
    "rolling": lambda browser, site, replicas, _: lost.rolling_restart(browser, site, replicas),
    "nominatim": lambda _, __, ___, folder: outside.nominatim(folder),
    "disk": lambda _, __, ___, ____: outside.disks(),
    "handover": lambda browser, site, _, __: handover.handover(browser, site),
    "slow": lambda _, site, replicas, __: abuse.slow_clients(site, replicas),
    "idle": lambda _, __, replicas, ___: abuse.idle_sockets(replicas[0]),
    "pictures": lambda _, __, replicas, ___: pictures.many_pictures(replicas[0]),
    "uploads": lambda _, __, replicas, ___: uploads.many_uploads(replicas[0]),
    "memory": lambda _, __, ___, folder: uploads.large_uploads(folder),
    "live": lambda _, __, ___, folder: live.changed_file(folder),
    "address": lambda _, __, ___, folder: live.changed_address(folder),
    "database": lambda _, __, ___, folder: database.postgres(folder),
    "malformed": lambda _, site, replicas, __: abuse.malformed_requests(site, replicas),
}


async def faults(names: Sequence[str]) -> None:
    """Run the named faults, and print a table for each."""
    with tempfile.TemporaryDirectory(prefix="trip-map-faults-") as made, ExitStack() as held:
        folder = Path(made)
        replicas = [Replica(folder, {"HOME": made}) for _ in range(2)]
        for replica in replicas:
            held.callback(replica.close)
            replica.start()
        site = held.enter_context(nginx(folder, [replica.port for replica in replicas]))
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium.find(), args=chromium.arguments())
            where = machine(browser.version)
            for name in names:
                _print(name, await SCENARIOS[name](browser, site, replicas, folder))
            await browser.close()
        print(f"\n{format_conditions({**where, 'load_after': load()})}")
        logs = "".join(replica.log.read_text(encoding="utf-8", errors="replace") for replica in replicas)
        access = (folder / "stdout").read_text(encoding="utf-8")
        answers = re.findall(r'"status": (5\d\d)', access)
        # Where no replica could be asked, nginx writes the name of all of them.
        wanting = len(re.findall(r'"replica": "(?:[^"]*, )?page"', access))
        errors = str(logs.count('"level": "error"'))
        refused = f"{len(answers)}; {wanting}"
        _print("logs", [("errors of both replicas", errors), ("nginx answered 5xx; for want of a replica", refused)])


def _print(name: str, rows: Rows) -> None:
    lines = [f"| {what} | {figure} |" for what, figure in rows]
    print("\n".join([f"\n## {name}\n", "| what | figure |", "|---|---|", *lines]), flush=True)


def main(arguments: Sequence[str]) -> None:
    """Run all faults, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCENARIOS))
    asyncio.run(faults(parser.parse_args(arguments).names or list(SCENARIOS)))


if __name__ == "__main__":
    main(sys.argv[1:])
