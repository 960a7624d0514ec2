"""Lost servers: a replica is killed, or all are restarted in turn, under fifty readers."""

import asyncio
import time
import urllib.request
from dataclasses import dataclass, field
from functools import partial
from math import inf

from playwright.async_api import Browser

from tools.faults.pages import Page, open_page
from tools.faults.proxy import Replica
from tools.faults.readers import UNVERIFIED, Reader
from tools.faults.waiting import until

SOCKETS = 46
LINKS = ("?year=2019", "?trip=2019-02-hanoi", "?mode=rail&at=41.2,118.9,5", "?with=Vladimir%20Putin")

Rows = list[tuple[str, str]]


@dataclass
class Crowd:
    """All readers of the page: plain sockets, and pages in Chromium."""

    readers: list[Reader]
    pages: list[Page]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def everyone(self) -> list[Reader | Page]:
        """Sockets and pages alike."""
        return [*self.readers, *self.pages]

    def back(self, since: float) -> list[float]:
        """Seconds from `since` until each reader who lost a socket had one again."""
        lost = [each for each in self.everyone if each.lost and each.lost[-1] >= since]
        return [min((moment for moment in each.back if moment > each.lost[-1]), default=inf) - since for each in lost]

    def is_back(self, since: float) -> bool:
        """Whether every reader has a socket."""
        return inf not in self.back(since)

    async def leave(self) -> None:
        """Close all."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        for page in self.pages:
            await page.tab.context.close()


async def gather(browser: Browser, site: str) -> Crowd:
    """Connect fifty readers, each with a session."""
    pages = [await open_page(browser, site, link, number) for number, link in enumerate(LINKS)]
    readers = [Reader(site, number) for number in range(SOCKETS)]
    crowd = Crowd(readers, pages)
    for reader in readers:
        crowd.tasks.append(asyncio.create_task(reader.read()))
        await until(reader.opened)
    return crowd


async def kill_replica(browser: Browser, site: str, replicas: list[Replica]) -> Rows:
    """Kill one of two replicas with `kill -9` and measure when its readers are back."""
    crowd = await gather(browser, site)
    before = [await page.shown() for page in crowd.pages]
    since = time.monotonic()
    replicas[0].kill()
    await asyncio.sleep(2)  # whoever was there has noticed
    await until(partial(crowd.is_back, since))
    back = crowd.back(since)
    after = [await page.shown() for page in crowd.pages]
    rows = [("readers; of them on the replica that is killed", f"{len(crowd.everyone)}; {len(back)}")]
    rows += [("back with their view, median and last", f"{_median(back):.1f} s, {max(back):.1f} s")]
    rows += await _views_unchanged(crowd, before == after)
    await crowd.leave()
    replicas[0].start()
    return rows


async def rolling_restart(browser: Browser, site: str, replicas: list[Replica]) -> Rows:
    """Stop and start each replica in turn, while readers have the page open and others request it."""
    crowd = await gather(browser, site)
    before = [await page.shown() for page in crowd.pages]
    arrivals = Arrivals(site)
    loads = [asyncio.create_task(arrivals.arrive()) for _ in range(4)]
    waits, exits, times = [], [], []
    for replica in replicas:
        since = time.monotonic()
        exits.append(await asyncio.to_thread(replica.stop))
        times.append(time.monotonic() - since)
        await asyncio.to_thread(replica.start)
        await asyncio.sleep(2)
        await until(partial(crowd.is_back, since))
        waits += crowd.back(since)
        await asyncio.sleep(5)  # nginx asks one that failed again after five seconds
    for load in loads:
        load.cancel()
    await asyncio.gather(*loads, return_exceptions=True)
    after = [await page.shown() for page in crowd.pages]
    rows = [("sockets moved; back, median and last", f"{len(waits)}; {_median(waits):.1f} s, {max(waits):.1f} s")]
    rows += [("exit codes; time until the process ends", f"{exits}; {max(times):.1f} s")]
    rows += [
        (
            "requests during this time; failed",
            f"{arrivals.requests}; {len(arrivals.failed)} {sorted(set(arrivals.failed))}",
        )
    ]
    rows += await _views_unchanged(crowd, before == after)
    await crowd.leave()
    return rows


class Arrivals:
    """A client that requests the page again and again, and counts failures."""

    def __init__(self, site: str) -> None:
        """Begin with no requests."""
        self.requests, self.failed = 0, list[str]()
        handlers = urllib.request.HTTPSHandler(context=UNVERIFIED), urllib.request.ProxyHandler({})
        self._opener = urllib.request.build_opener(*handlers)
        self._site = site

    async def arrive(self) -> None:
        """Request the page until cancelled."""
        while True:
            self.requests += 1
            request = urllib.request.Request(self._site, headers={"User-Agent": f"arrival {self.requests}"})
            try:
                await asyncio.to_thread(self._fetch, request)
            except OSError as error:
                self.failed.append(str(error))
            await asyncio.sleep(0.05)

    def _fetch(self, request: urllib.request.Request) -> None:
        with self._opener.open(request, timeout=10) as answer:
            answer.read()


async def _views_unchanged(crowd: Crowd, same: bool) -> Rows:
    errors = [failure for reader in crowd.readers for failure in reader.failures]
    answered = sum([await page.responds() for page in crowd.pages])
    pages = "the same link, sentence, map and card" if same else "CHANGED"
    return [
        ("pages of Chromium afterwards", pages),
        ("of these, follow a click and have their session", f"{answered} of {len(crowd.pages)}"),
        ("tracebacks", str(len(errors))),
    ]


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
