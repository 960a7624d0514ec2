"""Worker pool: a job runs in a process of its own, within its limits, and that process ends with whoever wanted it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from data.i18n.message import LocalizedText
from data.records.tables import TableError
from page import worker_pool
from page.fork_server import WorkerLimits, keep_until_exit
from page.worker_pool import MemoryGate, SilentListener, WorkerFailedError, WorkerPool, WorkerStoppedError
from tests.server import ROOT, until

PRELOAD = "gc:collect"  # these jobs need no library, and loading them takes most of the time
LIMITS = WorkerLimits(memory=300_000_000, seconds=20)
Progress = Callable[[float], None]


class Cancelled(Exception):
    """What the page raises when a reader has left."""


def length(content: bytes, factor: int, progress: Progress) -> int:
    progress(0.5)
    return len(content) * factor


def hoard(_: bytes, progress: Progress) -> int:
    return len(bytearray(400_000_000))


def spin(_: bytes, progress: Progress) -> None:
    while True:
        progress(os.getpid())


def crash(_: bytes, progress: Progress) -> None:
    os.abort()


def refuse(_: bytes, progress: Progress) -> None:
    raise TableError(LocalizedText("refused_empty"))


def stumble(content: bytes, progress: Progress) -> None:
    raise KeyError(content.decode())


class Freed:
    """What ends the process that frees it."""

    def __del__(self) -> None:
        os.abort()


def keep(content: bytes, progress: Progress) -> int:
    keep_until_exit(Freed())
    return len(content)


class Leaving:
    """Leaves as soon as the job runs, and keeps the number of its process; or hears first that it must wait."""

    def __init__(self) -> None:
        self.pid, self.ahead = 0, list[int]()
        self.waits = Event()

    def progress(self, share: float) -> None:
        if share > 1:
            self.pid = int(share)
            raise Cancelled

    def waiting(self, ahead: int) -> None:
        self.ahead.append(ahead)
        self.waits.set()


class Staying(Leaving):
    """Stays until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.runs, self.let_go = Event(), Event()

    def progress(self, share: float) -> None:
        self.runs.set()
        if self.let_go.is_set():
            super().progress(share)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(1, PRELOAD)
    yield pool
    pool.close()


def test_a_job_gets_the_content_and_returns_what_its_function_does(pool: WorkerPool) -> None:
    assert pool.run(length, b"x" * 1_000_000, 3, limits=LIMITS, listener=SilentListener()) == 3_000_000


@pytest.mark.parametrize(
    ("function", "limits"), [(hoard, LIMITS), (crash, LIMITS), (spin, WorkerLimits(LIMITS.memory, 1))]
)
def test_a_job_that_takes_too_much_or_crashes_ends_alone(
    pool: WorkerPool, function: Callable[..., object], limits: WorkerLimits
) -> None:
    with pytest.raises(WorkerStoppedError):
        pool.run(function, b"", limits=limits, listener=SilentListener())
    assert pool.run(length, b"ab", 1, limits=LIMITS, listener=SilentListener()) == 2


def test_a_refusal_comes_back_as_it_is_and_any_other_error_without_its_message(pool: WorkerPool) -> None:
    with pytest.raises(TableError) as refused:
        pool.run(refuse, b"", limits=LIMITS, listener=SilentListener())
    assert refused.value.reason.in_language("ko") == LocalizedText("refused_empty").in_language("ko")
    with pytest.raises(WorkerFailedError, match=r"^KeyError$") as failed:
        pool.run(stumble, b"a reader's secret", limits=LIMITS, listener=SilentListener())
    assert "in stumble" in failed.value.where
    assert "secret" not in f"{failed.value}{failed.value.where}"


def test_a_reader_who_leaves_ends_the_worker(pool: WorkerPool) -> None:
    reader = Leaving()
    with pytest.raises(Cancelled):
        pool.run(spin, b"", limits=LIMITS, listener=reader)
    until(lambda: not is_alive(reader.pid), 5, lambda: "the worker goes on")


def test_who_comes_second_hears_it_and_has_the_next_turn(pool: WorkerPool) -> None:
    first, second = Staying(), Leaving()
    with ThreadPoolExecutor(2) as readers:
        running = readers.submit(pool.run, spin, b"", limits=LIMITS, listener=first)
        assert first.runs.wait(10)
        waiting = readers.submit(pool.run, length, b"abc", 1, limits=LIMITS, listener=second)
        assert second.waits.wait(10)
        first.let_go.set()
        assert waiting.result(10) == 3
        assert isinstance(running.exception(10), Cancelled)
    assert set(second.ahead) == {1}


def test_a_small_job_does_not_wait_for_a_large_one(pool: WorkerPool) -> None:
    large, small = Staying(), Leaving()
    with ThreadPoolExecutor(1) as readers:
        running = readers.submit(pool.run, spin, b"", limits=LIMITS, listener=large)
        assert large.runs.wait(10)
        assert pool.run(length, b"abc", 1, limits=LIMITS, listener=small, express=True) == 3
        large.let_go.set()
        assert isinstance(running.exception(10), Cancelled)
    assert small.ahead == []


def test_a_queue_that_is_too_long_is_said_so(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "MAX_WAITING", 0)
    first = Staying()
    with ThreadPoolExecutor(1) as readers:
        running = readers.submit(pool.run, spin, b"", limits=LIMITS, listener=first)
        assert first.runs.wait(10)
        with pytest.raises(TableError, match="Too many tables are waiting"):
            pool.run(length, b"abc", 1, limits=LIMITS, listener=SilentListener())
        first.let_go.set()
        assert isinstance(running.exception(10), Cancelled)


def test_jobs_of_all_pools_begin_in_order_and_while_their_sum_is_within_the_gate() -> None:
    gate, first, large, small = MemoryGate(LIMITS.memory), Staying(), Leaving(), Leaving()
    tables, files = WorkerPool(2, PRELOAD, gate), WorkerPool(1, PRELOAD, gate)
    part = replace(LIMITS, memory=LIMITS.memory // 2)
    with closing(tables), closing(files), ThreadPoolExecutor(3) as readers:
        running = readers.submit(tables.run, spin, b"", limits=part, listener=first)
        assert first.runs.wait(10)
        assert files.run(length, b"ab", 1, limits=part, listener=small) == 2  # both fit
        whole = readers.submit(files.run, length, b"abc", 1, limits=LIMITS, listener=large)
        assert large.waits.wait(10)
        after = readers.submit(tables.run, length, b"abcd", 1, limits=part, listener=small)
        assert small.waits.wait(10)  # it would fit, but is not before its turn
        first.let_go.set()
        assert (whole.result(10), after.result(10)) == (3, 4)
        assert isinstance(running.exception(10), Cancelled)
    assert set(large.ahead) == {1}
    assert small.ahead[0] == 2


def test_a_job_that_may_take_more_than_the_sum_has_it_to_itself() -> None:
    heard = list[int]()
    with MemoryGate(100).hold(101, heard.append):
        assert heard == []


SERVER = """
from page.worker_pool import WorkerPool
from tests.page.test_worker_pool import LIMITS, PRELOAD, SilentListener, spin
class Loud(SilentListener):
    def progress(self, share):
        if share > 1:
            print(int(share), flush=True)
WorkerPool(1, PRELOAD).run(spin, b"", limits=LIMITS, listener=Loud())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker ends at its limit of time")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_ends_with_the_server_however_that_ends(end: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout
        worker = int(server.stdout.readline())
        assert is_alive(worker)
        server.send_signal(end)
        server.stdout.close()
    until(lambda: not is_alive(worker), 5, lambda: "an orphan goes on")


def test_what_a_worker_keeps_is_not_freed_before_it_answers(pool: WorkerPool) -> None:
    assert pool.run(keep, b"abc", limits=LIMITS, listener=SilentListener()) == 3
