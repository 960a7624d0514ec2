"""Uploads, many or large: ten readers drop 100,000 rows at once, and the largest files come in 1 GiB of memory."""

import asyncio
import json
import time
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median, quantiles

from data.reading import DEFAULT_LIMITS
from tools.bench.reader import Reader, reading
from tools.bench.upload import table
from tools.faults.lost import Rows
from tools.faults.proxy import Replica
from tools.faults.waiting import until

READERS, ROWS = 10, 100_000
MANY, MANY_MB = 50, 40
PAUSE_S = 0.1
CGROUP = Path("/sys/fs/cgroup/memory")  # of version 1, and in version 2 one folder up
MEMORY = 2**30
# As in a container of 1 GiB by deploy/kubernetes.yaml; the group itself cannot be seen from inside here.
SETTINGS = {"TRIP_MAP_MAX_UPLOAD_MB": "100", "TRIP_MAP_UPLOAD_MEMORY_MB": "429", "TRIP_MAP_UPLOADS_HELD_MB": "214"}


async def many_uploads(replica: Replica) -> Rows:
    """Ten readers drop a large table at once, while another filters and a probe asks."""
    content, drawn, done = table(ROWS), list[float](), asyncio.Event()
    async with AsyncExitStack() as held:
        readers = [await held.enter_async_context(reading(replica)) for _ in range(READERS)]
        other = await held.enter_async_context(reading(replica))
        choices = asyncio.create_task(_timed(lambda: other.choose("mode", ("rail",)), done))
        probes = asyncio.create_task(_timed(lambda: asyncio.to_thread(_probe, replica), done))
        begun = time.monotonic()

        async def drop(reader: Reader) -> None:
            await reader.drop("large.csv", content)
            drawn.append(time.monotonic() - begun)

        failed = [each for each in await asyncio.gather(*map(drop, readers), return_exceptions=True) if each]
        done.set()
        return [
            (f"of {READERS} tables of {ROWS:,} rows drawn; the first and the last after", _drawn(drawn, failed)),
            ("another reader's filter: median, 95 %, slowest", _times(await choices)),
            ("a probe of /livez: median, 95 %, slowest", _times(await probes)),
            ("memory of the page's process afterwards", f"{replica.memory_mb:.0f} MB"),
        ]


async def large_uploads(folder: Path) -> Rows:
    """The largest files that are allowed, one after another and many at once, in a control group of 1 GiB."""
    async with _control_group() as group:
        enter = ["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh"]
        replica = Replica(folder, SETTINGS, enter)
        try:
            replica.start()
            rows = [(name, await _answer(replica, name, make())) for name, make in LARGEST.items()]
            rows.append((f"{MANY} uploads of {MANY_MB} MB at once", await _flood(replica)))
            rows.append(("/livez afterwards", await asyncio.to_thread(_probe, replica)))
            rows.append(("most memory of the group, of 1,074 MB", f"{_most_memory(group) / 1e6:,.0f} MB"))
            return rows
        finally:
            replica.close()


def _csv() -> bytes:
    row = b"Rome,2019-01-01,%s\n" % (b"x" * 180)
    return b"City,Date,Note\n" + row * (99_900_000 // len(row))


def _json() -> bytes:
    """Just under the limit of JSON."""
    row = json.dumps({"city": "Rome", "date": "2019-01-01", "n": 1}).encode()
    return b"[" + b", ".join([row] * ((DEFAULT_LIMITS.json - 10) // (len(row) + 2))) + b"]"


def _xlsx() -> bytes:
    import io  # noqa: PLC0415  only here

    import xlsxwriter  # noqa: PLC0415

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number in range(300_000):
            sheet.write_row(number, 0, ["City", "Date"] if not number else [f"Rome {number}", "2019-01-01"])
    return file.getvalue()


LARGEST: dict[str, Callable[[], bytes]] = {"largest.csv": _csv, "largest.json": _json, "largest.xlsx": _xlsx}


async def _answer(replica: Replica, name: str, content: bytes) -> str:
    """What the reader of a file sees: the sentence, or that it is drawn."""
    size, begun = f"{len(content) / 1e6:.0f} MB", time.monotonic()
    async with reading(replica) as reader:
        before = reader.shows
        try:
            await reader.drop(name, content)
        except RuntimeError as error:
            return f"{size}: {error}"
        shown = "drawn" if reader.shows != before else "; ".join(reader.notices) or "nothing is said"
    return f"{size}, {time.monotonic() - begun:.0f} s: {shown}"


async def _flood(replica: Replica) -> str:
    content = b"City\n" + b"Rome\n" * (MANY_MB * 200_000)
    async with AsyncExitStack() as held:
        readers = [await held.enter_async_context(reading(replica)) for _ in range(MANY)]
        answers = await asyncio.gather(
            *(reader.send("many.csv", content) for reader in readers), return_exceptions=True
        )
    taken = sum(not isinstance(answer, BaseException) for answer in answers)
    others = sorted({str(answer) for answer in answers if isinstance(answer, BaseException)})
    return f"{taken} taken; {'; '.join(others)}"


async def _timed(act: Callable[[], Awaitable[object]], done: asyncio.Event) -> list[float]:
    """Seconds that each act takes, again and again until it is done."""
    times = []
    while not done.is_set():
        begun = time.monotonic()
        await act()
        times.append(time.monotonic() - begun)
        await asyncio.sleep(PAUSE_S)
    return times


def _probe(replica: Replica) -> str:
    with urllib.request.urlopen(f"{replica.url}/livez", timeout=60) as answer:
        text: bytes = answer.read()
    return text.decode()


def _drawn(drawn: list[float], failed: list[BaseException]) -> str:
    times = f"{min(drawn):.1f} s, {max(drawn):.1f} s" if drawn else "never"
    return f"{len(drawn)}; {times}{''.join(f'; {type(each).__name__} {each}' for each in failed)}"


def _times(times: list[float]) -> str:
    return ", ".join(f"{1000 * each:.0f} ms" for each in (median(times), quantiles(times, n=20)[-1], max(times)))


@asynccontextmanager
async def _control_group() -> AsyncIterator[Path]:
    if not CGROUP.is_dir():
        raise SystemExit("The scenario “memory” needs root and the memory controller of control groups, version 1")
    group = CGROUP / f"trip-map-{time.time_ns()}"
    group.mkdir()
    try:
        (group / "memory.limit_in_bytes").write_text(str(MEMORY))
        yield group
    finally:
        await until(lambda: not (group / "cgroup.procs").read_text())
        group.rmdir()


def _most_memory(group: Path) -> int:
    return int((group / "memory.max_usage_in_bytes").read_text())
