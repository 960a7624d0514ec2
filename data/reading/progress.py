"""Progress: how far a reading is, told now and then to whoever waits for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

EVERY = 1_000  # rows
Item = TypeVar("Item")


def _unheard(_: float) -> None:
    return


@dataclass(frozen=True, slots=True)
class Progress:
    """One part of the work, from `start` to `end` of the whole, 1 being all. What `tell` raises ends the reading."""

    tell: Callable[[float], None] = _unheard
    start: float = 0.0
    end: float = 1.0

    def part(self, start: float, end: float) -> "Progress":
        """A part of this part."""
        size = self.end - self.start
        return Progress(self.tell, self.start + start * size, self.start + end * size)

    def at(self, share: float) -> None:
        """Say how much of this part is done."""
        self.tell(self.start + (self.end - self.start) * min(share, 1.0))

    def over(self, items: Iterable[Item], about: int) -> Iterator[Item]:
        """The same items, of which there are about so many, told as they pass."""
        for number, item in enumerate(items):
            if not number % EVERY:
                self.at(number / max(about, 1))
            yield item
