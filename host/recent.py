"""Recent values: a small cache that any thread may use, which forgets what was not used for the longest."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

RecentValue = TypeVar("RecentValue")


class RecentValues(Generic[RecentValue]):
    """Values by key, the most recently used.

    >>> values = RecentValues[int](2)
    >>> [values.keep(key, number) for number, key in enumerate("aba")], values.keep("c", 3), values.find("b")
    ([0, 1, 2], 3, None)
    """

    def __init__(self, most: int) -> None:
        """Keep so many at the most."""
        self._most = most
        self._values: OrderedDict[Hashable, RecentValue] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> RecentValue | None:
        """The value of a key, if it is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: Hashable, value: RecentValue) -> RecentValue:
        """Keep a value, and return it."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
