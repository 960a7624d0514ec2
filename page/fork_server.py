"""Fork server: a process with the libraries loaded, which forks a worker for each job of `page/worker_pool.py`.

A worker starts in some 10 ms, shares the libraries' memory, and does one job: a function of a file's content. It may
take so much memory and time and no more. It dies with the fork server, and the fork server ends when the socket to the
page's process closes, however that process ended. Nothing here knows Streamlit.
"""

import ctypes
import gc
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from data.records.tables import TableError

PROGRESS_STEP_S = 0.05  # between two reports of progress
NICENESS = 1  # others' clicks come first
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's <sys/prctl.h>
FIRST_TO_KILL = "1000"  # oom_score_adj of Linux: where memory runs out all the same, the page's process is spared

_kept: list[object] | None = None  # in a worker, what it keeps to its end


def keep_until_exit(*objects: object) -> None:
    """Do not free these objects in a worker, which ends soon: one by one that takes 0.05 s for 100,000 trips."""
    if _kept is not None:
        _kept.extend(objects)


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What a worker may take: bytes of memory beside the libraries', and seconds, of the processor and by the clock."""

    memory: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Job:
    """A function to call with the file's content, these arguments and a callback for progress."""

    function: Callable[..., object]
    arguments: tuple[object, ...]
    limits: WorkerLimits


def serve(control_fd: int, preload: str) -> None:
    """Fork a worker for each file descriptor that comes over the socket, until it closes.

    `preload` is `module:function`, which loads what all workers share.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the page's process gets it too, and ends this one
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for workers
    module, _, function = preload.partition(":")
    gc.disable()  # what is loaded here lives as long as the server
    getattr(import_module(module), function)()
    gc.freeze()
    server = os.getpid()
    with socket.socket(fileno=control_fd) as control:
        while True:
            message, fds, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                return
            if os.fork() == 0:
                control.close()
                _work(Connection(fds[0]), server)
                os._exit(0)
            os.close(fds[0])


def _work(connection: Connection, server: int) -> None:
    """Do one job, and send progress and the outcome."""
    global _kept  # noqa: PLW0603 - of this process, which does this one job
    _kept = []
    _be_modest()
    if os.getppid() != server:  # it died before the death signal was set
        return
    with suppress(EOFError, OSError):  # whoever asked is gone
        connection.send(("started", os.getpid()))
        connection.send(_outcome(connection))


def _be_modest() -> None:
    """Die with the fork server, come after the page's process, and write nothing: it might quote a reader's file."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
        with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123
            score.write(FIRST_TO_KILL)
    os.nice(NICENESS)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _reporter(connection: Connection) -> Callable[[float], None]:
    due_s = monotonic()

    def report(share: float) -> None:
        nonlocal due_s
        if (now := monotonic()) >= due_s:
            connection.send(("progress", share))
            due_s = now + PROGRESS_STEP_S

    return report


def _outcome(connection: Connection) -> tuple[str, Any]:
    """What the function returned, or why it did not. Of an error nobody foresaw: its type and place, no message."""
    job: Job = connection.recv()
    try:
        _limit(job.limits)
        return "done", job.function(connection.recv_bytes(), *job.arguments, _reporter(connection))
    except TableError as error:
        return "refused", error.reason
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except MemoryError:
        return "exhausted", None
    except Exception as error:
        return "failed", (type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def _limit(limits: WorkerLimits) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    if sys.platform == "linux":  # others do not say what is taken already, or do not heed the limit
        with open("/proc/self/statm") as statm:  # noqa: PTH123
            taken = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + limits.memory, taken + limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
