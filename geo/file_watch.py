"""File watch: whether the files of a data set have changed on disk, whatever the clock of the disk."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

# Files that are read beside a table of trips.
COMPANION_FILES = ("places.csv", "people.csv", "sources.csv", "events.csv", "errors.csv", "about.toml")
# After a change the content is compared too: a disk's clock may be so coarse that a second change has the same time.
COARSE_S = 5.0

Stat = tuple[int, int, int] | None  # time of the last change, size, number of the file
Look = tuple[tuple[Stat, ...], str]  # of each file, and the digest of all contents, "" where it was not computed


class FileWatch:
    """Looks at files, and says once after each change that has settled that they are others."""

    def __init__(self, files: Sequence[Path], clock: Callable[[], float] = time.monotonic) -> None:
        """Take the files as they are; `clock` gives seconds."""
        self._files, self._clock = tuple(files), clock
        self._stats: tuple[Stat, ...] = ()
        self._changed_s = 0.0
        self._taken = self._last = self._look()

    def has_changed(self) -> bool:
        """Whether the files are others than before, and the same as at the last look: who writes them has ended."""
        look = self._look()
        settled, self._last = _is_same(look, self._last), look
        if not settled or _is_same(look, self._taken):
            return False
        self._taken = look
        return True

    def _look(self) -> Look:
        stats = tuple(map(_stat, self._files))
        if stats != self._stats:
            self._stats, self._changed_s = stats, self._clock()
        return stats, self._digest() if self._clock() - self._changed_s < COARSE_S else ""

    def _digest(self) -> str:
        digest = sha256()
        for file in self._files:
            with suppress(OSError):
                digest.update(sha256(file.read_bytes()).digest())
        return digest.hexdigest()


def watched_files(table: Path) -> tuple[Path, ...]:
    """A table of trips, the log of one that is an SQLite database, and the files that are read beside it."""
    names = (f"{table.name}-wal", *COMPANION_FILES)
    return (table, *(table.parent / name for name in names if name != table.name))


def _stat(file: Path) -> Stat:
    try:
        found = os.stat(file)  # noqa: PTH116  a tenth of the time, twice a second
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_same(one: Look, other: Look) -> bool:
    return one[0] == other[0] and (not one[1] or not other[1] or one[1] == other[1])
