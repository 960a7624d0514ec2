"""Worker pool: does a job with a reader's file in a process of its own, bounded in memory and time, one after another.

The page's process only waits meanwhile, so it answers other readers. Jobs are done in the order in which they came. A
worker is killed when its job is no longer wanted: the listener raises when its reader has left or cancelled. All pools
of the process share one memory gate, so their workers together take no more than the host gives to them.
"""

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Condition, Lock
from time import monotonic
from typing import Any, Protocol, TypeVar

from data.i18n.message import LocalizedText
from data.records.tables import TableError
from page.fork_server import Job, WorkerLimits
from page.settings import Settings

ROOT = Path(__file__).parents[1]
POLL_S = 0.1  # between two looks at whether the job is still wanted
MAX_WAITING = 50  # jobs
UPLOAD_LIBRARIES = "page.upload.loading:warm_up"
MAX_RESULT_BYTES = 100_000_000
MAX_MEMORY = 3_000_000_000  # bytes
CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")  # of versions 2 and 1
HAS_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")

Result = TypeVar("Result")


class JobListener(Protocol):
    """Whoever waits for a job; what either method raises ends it."""

    def progress(self, share: float) -> None:
        """Hear how much is done, from 0 to 1."""

    def waiting(self, ahead: int) -> None:
        """Hear how many jobs have to end before this one begins."""


class SilentListener:
    """Waits for a job to the end."""

    def progress(self, share: float) -> None:
        """Go on."""

    def waiting(self, ahead: int) -> None:
        """Go on."""


class WorkerStoppedError(RuntimeError):
    """A worker took more memory or time than it may."""


class WorkerFailedError(RuntimeError):
    """An error in a worker that nobody foresaw; `where` has the lines of code. Its message is left out."""

    def __init__(self, kind: str, where: str) -> None:
        """`kind` is the error's type."""
        super().__init__(kind)
        self.where = where


class MemoryGate:
    """Lets jobs begin, in the order in which they came, while what all of them may take is within a sum of bytes."""

    def __init__(self, total: int) -> None:
        """`total` is the sum; a job that may take more has it to itself."""
        self.total = total
        self._held: dict[object, int] = {}
        self._waiting: list[object] = []
        self._changed = Condition()

    @contextmanager
    def hold(self, memory: int, waiting: Callable[[int], None]) -> Iterator[None]:
        """Wait until so many bytes are left, and hold them in the `with`; `waiting` hears how many jobs come first."""
        job, memory = object(), min(memory, self.total)
        with self._changed:
            self._waiting.append(job)
        try:
            _wait(self._changed, lambda: self._ahead(job, memory), waiting)
            yield
        finally:
            with self._changed:
                self._held.pop(job, None)
                if job in self._waiting:
                    self._waiting.remove(job)
                self._changed.notify_all()

    def _ahead(self, job: object, memory: int) -> int:
        """How many jobs have to end or begin first; with none, the job holds its memory from here on."""
        with self._changed:
            before = self._waiting.index(job)
            if before or sum(self._held.values()) + memory > self.total:
                return before + len(self._held)
            self._waiting.remove(job)
            self._held[job] = memory
            return 0


class WorkerPool:
    """Workers, at most `size` at a time and one for small jobs, and the queues of those who wait for one."""

    def __init__(self, size: int, preload: str = UPLOAD_LIBRARIES, gate: MemoryGate | None = None) -> None:
        """The fork server is started by `start`, or by the first job; `preload` is `module:function`.

        `gate` is shared with other pools; without one, jobs take what their limits say.
        """
        self._queue, self._express_queue = _Queue(size), _Queue(1)
        self._gate = gate
        self._server = _ForkServer(preload)

    def start(self) -> None:
        """Start the fork server, if there is none, so that the first job finds it ready."""
        if HAS_FORK:
            self._server.start()

    def close(self) -> None:
        """End the fork server, and with it all workers."""
        self._server.close()

    def run(
        self,
        function: Callable[..., Result],
        content: bytes,
        *arguments: object,
        limits: WorkerLimits,
        listener: JobListener,
        express: bool = False,
    ) -> Result:
        """Return `function(content, *arguments, progress)`, worked out in a worker; `express` jobs have their own.

        Raise `WorkerStoppedError`, `WorkerFailedError`, or the `TableError` of the function. Where processes cannot be
        forked, as on Windows, the function runs here, without bounds.
        """
        queue = self._express_queue if express else self._queue
        room = self._gate.hold(limits.memory, listener.waiting) if self._gate else nullcontext()
        with queue.turn(listener.waiting), room:
            if not HAS_FORK:
                return function(content, *arguments, listener.progress)
            with _Worker(self._server.fork()) as worker:
                result: Result = worker.do(Job(function, arguments, limits), content, listener)
                return result


@cache
def worker_pool(settings: Settings) -> WorkerPool:
    """The pool of this process for uploads."""
    return WorkerPool(settings.upload_workers, gate=memory_gate(settings))


@cache
def memory_gate(settings: Settings) -> MemoryGate:
    """The gate of this process; its sum is what the host gives to the workers for uploads."""
    return MemoryGate(settings.upload_memory_mb * 1_000_000 * settings.upload_workers or default_memory())


@cache
def default_memory() -> int:
    """Bytes for all workers together, unless the host says otherwise.

    They are two fifths of what the process and its control group may take, at most 3 GB.
    """
    bounds = [int(text) for file in CGROUP_LIMITS if (text := _read_text(file)).isdecimal()]
    if hasattr(os, "sysconf"):
        bounds.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    return min(MAX_MEMORY, *(bound * 2 // 5 for bound in bounds)) if bounds else MAX_MEMORY


def _read_text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="ascii").strip()
    except OSError:
        return ""


class _Queue:
    """Turns in the order of arrival."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._places: list[object] = []
        self._changed = Condition()

    @contextmanager
    def turn(self, waiting: Callable[[int], None]) -> Iterator[None]:
        """Wait for a turn, and have it inside the `with`."""
        place = object()
        with self._changed:
            if len(self._places) >= self._size + MAX_WAITING:
                raise TableError(LocalizedText("refused_busy"))
            self._places.append(place)
        try:
            _wait(self._changed, lambda: self._ahead(place), waiting)
            yield
        finally:
            with self._changed:
                self._places.remove(place)
                self._changed.notify_all()

    def _ahead(self, place: object) -> int:
        with self._changed:
            return self._places.index(place) - self._size + 1


def _wait(changed: Condition, ahead: Callable[[], int], waiting: Callable[[int], None]) -> None:
    """Wait until no job is `ahead`; meanwhile `waiting` hears how many are."""
    while (jobs := ahead()) > 0:
        waiting(jobs)
        with changed:
            changed.wait(POLL_S)


class _ForkServer:
    """The process of `page/fork_server.py`, started again where it has ended."""

    def __init__(self, preload: str) -> None:
        self._preload = preload
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self) -> socket.socket:
        """Start it unless it runs, and return the socket to it; the libraries are loaded meanwhile."""
        with self._lock:
            if self._control and self._process and self._process.poll() is None:
                return self._control
            if self._control:
                self._control.close()
            self._control, theirs = socket.socketpair()
            code = f"from page.fork_server import serve; serve({theirs.fileno()}, {self._preload!r})"
            # One thread: a process with more should not be forked, and linear algebra is no part of the work.
            more = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", code],
                    stdin=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    env={**os.environ, **more},
                    cwd=ROOT,
                )
            return self._control

    def close(self) -> None:
        """Close the socket, by which it ends, and wait for that."""
        with self._lock:
            if self._control and self._process:
                self._control.close()
                self._process.wait()
            self._control = self._process = None

    def fork(self) -> Connection:
        """The connection to a new worker."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.start(), [b"f"], [theirs.fileno()])
            except OSError as error:  # it has just ended; the next job starts another
                ours.close()
                raise WorkerStoppedError from error
        return Connection(ours.detach())


class _Worker:
    """One worker, killed at the end of the `with`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kill: Callable[[], None] | None = None

    def __enter__(self) -> "_Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()  # one that has not begun ends by that
        if self._kill:
            with suppress(ProcessLookupError):
                self._kill()

    def do(self, job: Job, content: bytes, listener: JobListener) -> Any:
        share, deadline_s = 0.0, monotonic() + 2 * job.limits.seconds
        while monotonic() < deadline_s:
            kind, value = self._heard()
            if kind == "started":
                self._kill = _killer(value)
                self._send(job, content)
            elif kind == "progress":
                share = value
            elif kind != "nothing yet":
                return _result(kind, value)
            listener.progress(share)
        raise WorkerStoppedError

    def _heard(self) -> tuple[str, Any]:
        try:
            if not self._connection.poll(POLL_S):
                return "nothing yet", None
            heard: tuple[str, Any] = pickle.loads(self._connection.recv_bytes(MAX_RESULT_BYTES))
        except (EOFError, OSError) as error:  # it was ended, or says more than it may
            raise WorkerStoppedError from error
        return heard

    def _send(self, job: Job, content: bytes) -> None:
        with suppress(OSError):  # where it ended meanwhile, that is heard next
            self._connection.send(job)
            self._connection.send_bytes(content)  # by itself, so that there is no copy of it


def _result(kind: str, value: Any) -> Any:
    """What a worker's function returned, or the error that stands for its end."""
    if kind == "refused":
        raise TableError(value)
    if kind == "failed":
        raise WorkerFailedError(*value)
    if kind == "exhausted":
        raise WorkerStoppedError
    return value


def _killer(pid: int) -> Callable[[], None]:
    """A function that kills this very process, whoever has its number later."""
    if not hasattr(os, "pidfd_open"):
        return lambda: os.kill(pid, signal.SIGKILL)
    pidfd = os.pidfd_open(pid)

    def kill() -> None:
        try:
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        finally:
            os.close(pidfd)

    return kill
