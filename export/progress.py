"""Progress of a file that is built: how much of it is written, from 0 to 1."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

TRACKED_ITEMS = 500  # items

Tracked = TypeVar("Tracked")
ProgressCallback = Callable[[float], None]


def ignore_progress(_share: float) -> None:
    """Do nothing, for those who only want the file."""


def track_progress(items: Sequence[Tracked], progress: ProgressCallback) -> Iterator[Tracked]:
    """Yield the same items, and report progress every 500.

    >>> shares = []
    >>> len(list(track_progress(range(1000), shares.append))), shares
    (1000, [0.0, 0.5])
    """
    for number, item in enumerate(items):
        if not number % TRACKED_ITEMS:
            progress(number / len(items))
        yield item
