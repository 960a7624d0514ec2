"""Limits: how much a table may ask of the server, and the one sentence that refuses what is no table."""

from dataclasses import dataclass

from data.records.tables import NoTable

__all__ = ["LIMITS", "Limits", "NoTable", "megabytes"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, but `cell`, `row`, `json` and `markup` (HTML and wiki text) in characters."""

    size: int = 200_000_000
    legs: int = 500_000
    columns: int = 1_000
    cell: int = 100_000
    row: int = 4_000_000
    json: int = 60_000_000  # Python's objects take some ten times as much
    markup: int = 10_000_000
    unpacked: int = 1_500_000_000  # of a workbook, as its directory says
    memory: int = 3_000_000_000  # of the process that reads a workbook
    seconds: int = 60  # of the same


LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size as a reader knows it.

    >>> megabytes(200_000_000)
    '200 MB'
    """
    return f"{size / 1_000_000:,.0f} MB"
