"""Answer cache: files that are made when asked for, one at a time, and kept while there is room."""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread


class Busy(Exception):
    """As many files are waited for as may be."""


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file as it is sent: its headers, its tag, and its bytes plain and, where that pays, gzipped."""

    headers: Mapping[str, str]
    tag: str
    content: bytes
    gzipped: bytes | None = None

    @property
    def kept_bytes(self) -> int:
        """The memory that it takes."""
        return len(self.content) + len(self.gzipped or b"")


class AnswerCache:
    """Files by request, the most recently asked for. Used on one event loop; files are made in a thread beside it."""

    def __init__(self, max_bytes: int, max_waiting: int) -> None:
        """`max_bytes` are kept at most; `max_waiting` different files are made or wait for that at a time.

        Half of these may be for one network address, so that others find a place.
        """
        self._max_bytes = max_bytes
        self._max_waiting = max_waiting
        self._files: OrderedDict[Hashable, CachedFile] = OrderedDict()
        self._kept_bytes = 0
        self._waiting: dict[Hashable, asyncio.Task[CachedFile]] = {}
        self._addresses: Counter[str] = Counter()  # of those for whom files are made
        self._one_at_a_time = CapacityLimiter(1)

    def find(self, key: Hashable) -> CachedFile | None:
        """The file, if it is kept."""
        if key in self._files:
            self._files.move_to_end(key)
        return self._files.get(key)

    def make(self, key: Hashable, build: Callable[[], CachedFile], address: str) -> Awaitable[CachedFile]:
        """The file once it is made, for a network address; a file that others wait for is made once. Raise `Busy`."""
        if key not in self._waiting:
            if len(self._waiting) >= self._max_waiting or self._addresses[address] >= (self._max_waiting + 1) // 2:
                raise Busy
            self._addresses[address] += 1
            self._waiting[key] = asyncio.create_task(self._make(key, build, address))
        return asyncio.shield(self._waiting[key])  # the file is for all who wait, whoever of them leaves

    async def _make(self, key: Hashable, build: Callable[[], CachedFile], address: str) -> CachedFile:
        try:
            file = await to_thread.run_sync(build, abandon_on_cancel=True, limiter=self._one_at_a_time)
            self._keep(key, file)
        finally:
            del self._waiting[key]
            self._addresses -= Counter([address])
        return file

    def _keep(self, key: Hashable, file: CachedFile) -> None:
        """Keep a file, and let go of those that were not asked for the longest; a very large one is not kept."""
        if file.kept_bytes > self._max_bytes // 2:
            return
        self._files[key] = file
        self._kept_bytes += file.kept_bytes
        while self._kept_bytes > self._max_bytes:
            _, oldest = self._files.popitem(last=False)
            self._kept_bytes -= oldest.kept_bytes
