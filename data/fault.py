"""Faults: what is wrong with one value of one table, said in one sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One bad value. `row` is the line of a spreadsheet, the header being row 1; 0 means the file as a whole.

    `expected` says what is wrong, or what was expected instead; `remedy` what to do, where that is another thing.
    """

    file: str
    row: int
    column: str
    value: str
    expected: str
    remedy: str = ""

    def __str__(self) -> str:
        where = ", ".join(filter(None, [self.file, f"row {self.row}" if self.row else "", self.column]))
        quoted = f" “{self.value}”" if self.value else ""
        return f"{where}{quoted}: {'; '.join(filter(None, [self.expected, self.remedy]))}"
