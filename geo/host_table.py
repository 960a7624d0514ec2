"""Host table: the table that a page shows, as it stands on this machine's disk and as it changes.

A table elsewhere, at an address or in a database, is copied into a folder here. The copy on disk is the last one that
could be shown, so a restart without network begins with it.
"""

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Protocol

from data.records.tables import TableError
from data.remote.addresses import FetchError
from geo.file_watch import FileWatch, watched_files

REMOTE_LOG = logging.getLogger("trip_map.data")
BUSY_SHARE = 10  # reading takes at most a tenth of the time, whatever the interval
FIRST_RETRY_S, LONGEST_RETRY_S = 1.0, 30.0  # after a failure, doubled at each that follows
PATIENCE = 1.5  # times the time limit, after which a reading that has not ended is a failure
NO_ANSWER = "it does not answer"
CANDIDATE_FOLDER = ".new-"  # in the folder of the copy
LEFTOVER_S = 3_600.0


class HostTable(Protocol):
    """A table and its versions. `problem` says why the newest is not shown, "" if it is."""

    @property
    def file(self) -> Path:
        """The version that is shown."""

    @property
    def newest(self) -> Path:
        """The newest version, to be read; then it is accepted or rejected."""

    @property
    def folder(self) -> Path:
        """Where the files beside the table are."""

    @property
    def problem(self) -> str:
        """Why the newest version is not shown."""

    def wait(self, seconds: float) -> None:
        """Wait until there may be a new version, at most so long."""

    def has_changed(self) -> bool:
        """Whether the newest version, or a file beside it, is another than before."""

    def accept(self) -> None:
        """Show the newest version from here on."""

    def reject(self, problem: str) -> None:
        """Keep what is shown."""


class LocalTable:
    """A table on a disk of this machine, which its host changes in place."""

    def __init__(self, file: Path) -> None:
        """Begin with the file as it is."""
        self.file = self.newest = file
        self.folder = file.parent
        self.problem = ""
        self._watch = FileWatch(watched_files(file))

    def wait(self, seconds: float) -> None:
        """Wait for the next look."""
        time.sleep(seconds)

    def has_changed(self) -> bool:
        """Look at the files."""
        return self._watch.has_changed()

    def accept(self) -> None:
        """Note that the file as it is can be shown."""
        self.problem = ""

    def reject(self, problem: str) -> None:
        """Note why it cannot."""
        self.problem = problem


class RemoteTable(Protocol):
    """A table elsewhere."""

    def read(self) -> bytes | None:
        """The whole table, or `None` if it is as it was; raise `TableError`, with one sentence."""


class CopiedTable:
    """A table elsewhere, copied into a folder here whenever it has changed."""

    def __init__(
        self,
        remote: RemoteTable,
        file: Path,
        interval_s: float,
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the table now. Without an answer, begin with the copy in `file`; raise `TableError` if there is none."""
        self.file, self.folder = file, file.parent
        self._remote, self._interval_s, self._timeout_s, self._clock = remote, interval_s, timeout_s, clock
        self._lock, self._wake = Lock(), Event()
        self._latest = _digest(file.read_bytes()) if file.is_file() else ""
        self._waiting: bytes | None = None  # read, but not yet on disk
        self._candidate: Path | None = None
        self._error: TableError | None = None
        self._rejected = ""
        self._failures, self._begun_s, self._logged_s = 0, 0.0, 0.0
        _remove_leftovers(self.folder)
        self._watch = FileWatch(watched_files(file)[1:])
        self.poll()
        self.has_changed()
        self._require_copy()

    @property
    def newest(self) -> Path:
        """The copy that is not shown yet, else the one that is."""
        return self._candidate or self.file

    @property
    def problem(self) -> str:
        """Why the table could not be read, or why what was read is not shown."""
        return NO_ANSWER if self._is_hanging() else str(self._error or self._rejected)

    def start(self) -> None:
        """Read the table again and again in a thread, which ends with the process."""
        Thread(target=self._poll_on, name="remote table", daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait for the thread to read another version, at most until the next look at the files beside the table."""
        self._wake.wait(seconds)
        self._wake.clear()

    def has_changed(self) -> bool:
        """Whether the thread has read another version, or a file beside it has changed."""
        self._log_hanging()
        with self._lock:
            content, self._waiting = self._waiting, None
        if content is not None:
            self._write_candidate(content)
        return self._watch.has_changed() or self._candidate is not None

    def accept(self) -> None:
        """Make the newest version the copy that is shown."""
        if self._candidate:
            os.replace(self._candidate, self.file)  # noqa: PTH105  in one step, whoever reads it meanwhile
            self._forget_candidate()
            self._rejected = ""

    def reject(self, problem: str) -> None:
        """Throw the newest version away, and keep the copy."""
        self._rejected = problem
        self._forget_candidate()

    def poll(self) -> float:
        """Read the table once; return the seconds until it should be read again."""
        self._begun_s = self._clock()
        try:
            content = self._remote.read()
        except TableError as error:
            return self._failed(error)
        finally:
            took_s, self._begun_s = self._clock() - self._begun_s, 0.0
        if self._error:
            REMOTE_LOG.info("%s can be read again", self.file.name)
        self._error, self._failures = None, 0
        if content is not None and (digest := _digest(content)) != self._latest:
            self._latest = digest
            with self._lock:
                self._waiting = content
            self._wake.set()
        return max(self._interval_s, BUSY_SHARE * took_s)

    def _require_copy(self) -> None:
        if self._error and not self.file.is_file():
            raise self._error

    def _failed(self, error: TableError) -> float:
        """Note a failure, log it unless it is that of before, and return the seconds until the next try."""
        if str(error) != str(self._error or ""):
            REMOTE_LOG.error("%s cannot be read: %s", self.file.name, error)
        self._error = error
        retry_s = min(FIRST_RETRY_S * 2.0**self._failures, LONGEST_RETRY_S)
        self._failures = min(self._failures + 1, 10)
        wanted_s = error.retry_s if isinstance(error, FetchError) else 0.0
        return max(min(self._interval_s, LONGEST_RETRY_S), retry_s, wanted_s)

    def _poll_on(self) -> None:
        wait_s = self._interval_s
        while True:
            time.sleep(wait_s)
            try:
                wait_s = self.poll()
            except Exception as error:  # whatever it is, the next version must not be missed
                wait_s = LONGEST_RETRY_S
                REMOTE_LOG.error("%s cannot be read: %s", self.file.name, type(error).__name__)

    def _is_hanging(self) -> bool:
        begun_s = self._begun_s
        return begun_s > 0 and self._clock() - begun_s > PATIENCE * self._timeout_s

    def _log_hanging(self) -> None:
        """Log, once for each reading, that it does not end; the thread that reads cannot."""
        if self._is_hanging() and self._logged_s != self._begun_s:
            self._logged_s = self._begun_s
            REMOTE_LOG.error("%s cannot be read: %s", self.file.name, NO_ANSWER)

    def _write_candidate(self, content: bytes) -> None:
        self._forget_candidate()
        try:
            candidate = Path(tempfile.mkdtemp(prefix=CANDIDATE_FOLDER, dir=self.folder)) / self.file.name
            self._candidate = candidate
            candidate.write_bytes(content)
        except OSError as error:  # such as a full disk; the next look tries again
            self._forget_candidate()
            with self._lock:
                self._waiting = content if self._waiting is None else self._waiting
            problem = f"no copy can be written ({error.strerror})"
            if problem != self._rejected:
                REMOTE_LOG.error("%s: %s", self.file.name, problem)
            self._rejected = problem

    def _forget_candidate(self) -> None:
        if self._candidate:
            shutil.rmtree(self._candidate.parent, ignore_errors=True)
            self._candidate = None


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _remove_leftovers(folder: Path) -> None:
    """Remove what a process that was killed left behind; that of another replica is younger."""
    for left in folder.glob(f"{CANDIDATE_FOLDER}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFTOVER_S:
                shutil.rmtree(left, ignore_errors=True)
