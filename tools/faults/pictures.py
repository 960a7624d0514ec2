"""Many pictures at once: 200 different ones, ten of them animations, in ten seconds, and what readers notice."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median, quantiles
from urllib.parse import urlsplit

from tools.faults.lost import Rows
from tools.faults.proxy import Replica
from tools.faults.readers import first_run

PICTURES = 200
ANIMATION_EVERY = 20  # one of so many is an animation, which takes seconds to make
FLOOD_S = 10.0
PROBES = ("/", "/app/static/theme.css", "/_stcore/health")
PROBE_S = 0.1  # between two probes of an address


async def many_pictures(replica: Replica) -> Rows:
    """Ask for pictures without nginx, which would hold most of them back, and measure readers before and meanwhile."""
    before = await _readers(replica)
    memory = replica.memory_mb
    async with _flood(replica) as answers:
        during = await _readers(replica)
    statuses = Counter(status for status, _ in answers)
    drawn = [seconds for status, seconds in answers if status == 200]
    refused = [seconds for status, seconds in answers if status == 503]
    return [
        ("pictures asked for; drawn, 503", f"{len(answers)}; {statuses[200]}, {statuses[503]}"),
        ("a picture drawn after, median and last", f"{median(drawn):.1f} s, {max(drawn):.1f} s"),
        ("a 503 after, median and last", f"{1000 * median(refused):.0f} ms, {1000 * max(refused):.0f} ms"),
        *((f"{what}, median and p95: before, meanwhile", f"{before[what]}; {during[what]}") for what in before),
        ("memory: before, after", f"{memory:.0f} MB, {replica.memory_mb:.0f} MB"),
    ]


@asynccontextmanager
async def _flood(replica: Replica) -> AsyncIterator[list[tuple[int, float]]]:
    """Ask for pictures of different parts of the map meanwhile, one every 50 ms; the list has status and seconds."""
    answers: list[tuple[int, float]] = []

    async def ask_one(number: int) -> None:
        await asyncio.sleep(number * FLOOD_S / PICTURES)
        name = "picture.png" if number % ANIMATION_EVERY else "play.gif"
        answers.append(await _ask(replica, f"/{name}?at={20 + number / 10:g},{60 + number / 2:g},4&size=slide"))

    tasks = [asyncio.create_task(ask_one(number)) for number in range(PICTURES)]
    yield answers
    await asyncio.gather(*tasks)


async def _readers(replica: Replica) -> dict[str, str]:
    """Median and p95 of each address, and of the first run of new readers, over the time of the flood."""
    seconds: dict[str, list[float]] = {what: [] for what in (*PROBES, "first run of a session")}
    end = time.monotonic() + FLOOD_S

    async def probe(path: str) -> None:
        while time.monotonic() < end:
            seconds[path].append((await _ask(replica, path))[1])
            await asyncio.sleep(PROBE_S)

    async def come() -> None:
        number = 0
        while time.monotonic() < end:
            number += 1
            seconds["first run of a session"].append(await first_run(replica.url, number))
            await asyncio.sleep(PROBE_S)

    await asyncio.gather(come(), *map(probe, PROBES))
    return {
        what: f"{1000 * median(each):.0f} ms, {1000 * quantiles(each, n=20)[-1]:.0f} ms"
        for what, each in seconds.items()
    }


async def _ask(replica: Replica, path: str) -> tuple[int, float]:
    """The status of an answer, and the seconds until all of it had come."""
    where, began = urlsplit(replica.url), time.monotonic()
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n\r\n".encode())
    status = int((await reader.readline()).split()[1])
    await reader.read()
    writer.close()
    return status, time.monotonic() - began
