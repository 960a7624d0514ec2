"""Options of one reading: the owner's choices, size limits, and the progress callback."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

REPORT_EVERY = 1_000  # rows
MOST_OWN_COLUMNS = 60
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The owner's choices. `columns` maps roles (keys of `ROLES`) to columns, "" meaning none; the rest is guessed.

    `dates` is "day first", "month first", "year first" or "", as guessed.
    `home` is where rows that only name stops begin and end.
    With `chain` the stops of one traveller become one trip where their dates touch.
    `tables` are the names of the tables of the file to read, together if several; none means as guessed.
    `journey` says of rows that only name stops whether they are "one" journey or "many" visits; "" leaves them apart.
    With `no_airports` capitals such as ULM are names and no codes of airports.
    With `mend_points` a point that contradicts the name or country of its row is mended, or gives way to the name.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    home: str = ""
    chain: bool = False
    tables: tuple[str, ...] = ()
    no_airports: bool = False
    mend_points: bool = False
    journey: str = ""


DEFAULT_OPTIONS = ReadOptions()


@dataclass(frozen=True, slots=True)
class Limits:
    """Size limits in bytes; `cell`, `row`, `json` and `markup` (HTML and wiki text) in characters."""

    size: int = 200_000_000
    legs: int = 500_000
    columns: int = 1_000
    details: int = 2_000_000  # cells of columns without a role, and no more than 60 such columns
    cell: int = 100_000
    row: int = 4_000_000
    json: int = 60_000_000  # Python's objects take some ten times as much
    markup: int = 10_000_000
    unpacked: int = 1_500_000_000  # of a workbook, as its directory says
    memory: int = 3_000_000_000  # of the process that reads a workbook
    seconds: int = 60  # of the same

    def own_columns(self, rows: int) -> int:
        """Return how many columns without a role are kept of a table with so many rows.

        >>> DEFAULT_LIMITS.own_columns(40), DEFAULT_LIMITS.own_columns(500_000)
        (60, 4)
        """
        return min(MOST_OWN_COLUMNS, self.details // max(rows, 1))


DEFAULT_LIMITS = Limits()
# Of the host's own file, which no stranger has made: a million rows, and more where the machine has the memory.
HOST_LIMITS = Limits(size=2_000_000_000, legs=5_000_000, details=20_000_000, json=600_000_000, unpacked=4_000_000_000)


def format_megabytes(size: int) -> str:
    """Return a size in megabytes, as text.

    >>> format_megabytes(200_000_000)
    '200 MB'
    """
    return f"{size / 1_000_000:,.0f} MB"


def _unheard(_: float) -> None:
    return


@dataclass(frozen=True, slots=True)
class Progress:
    """A part of the work, from `start` to `end` (0 to 1) of the whole. An exception of `callback` ends the reading."""

    callback: Callable[[float], None] = _unheard
    start: float = 0.0
    end: float = 1.0

    def part(self, start: float, end: float) -> "Progress":
        """Return a part of this part."""
        size = self.end - self.start
        return Progress(self.callback, self.start + start * size, self.start + end * size)

    def report(self, share: float) -> None:
        """Report how much of this part is done, from 0 to 1."""
        self.callback(self.start + (self.end - self.start) * min(share, 1.0))

    def track(self, items: Iterable[Item], about: int) -> Iterator[Item]:
        """Yield the same items, about so many, and report progress every 1,000."""
        for number, item in enumerate(items):
            if not number % REPORT_EVERY:
                self.report(number / max(about, 1))
            yield item
