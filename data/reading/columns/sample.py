"""Sampled columns: the name of a column and the cells of its first rows, by which its role is guessed."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampledColumn:
    """A column's name, the distinct cells of its first rows without blanks, and all of these cells row by row."""

    name: str
    sample: tuple[str, ...]
    cells: tuple[str, ...] = ()

    def share(self, fits: Callable[[str], bool]) -> float:
        """Return the share of the cells that fit; 1 if there are none."""
        return sum(map(fits, self.sample)) / len(self.sample) if self.sample else 1.0
