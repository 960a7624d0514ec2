"""Tables: CSV files as rows of text, with the number of each row."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.edtf import Moment, moment
from data.fault import Fault

Row = Mapping[str, str]
GUARD = re.compile(r"'(?='*[=+\-@\t\r])")  # what an export sets before a text that a spreadsheet would compute


@dataclass(frozen=True)
class Table:
    """Rows of text by column name; `number` of the first row is 2, as in a spreadsheet. Missing columns read as ""."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]
    faults: list[Fault] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        return iter(self.rows)

    def fault(self, row: int, column: str, value: str, expected: str) -> None:
        """Note what is wrong with a value; reading goes on."""
        self.faults.append(Fault(self.file, row, column, value, expected))

    def moment(self, number: int, row: Row, column: str) -> Moment | None:
        """The date of a cell; `None` where it is blank, or wrong, which is noted."""
        try:
            return moment(row[column]) if row[column] else None
        except ValueError as error:
            self.fault(number, column, row[column], str(error))
            return None


def read_table(path: Path, columns: Sequence[str], required: Sequence[str] = ()) -> Table:
    """Read a CSV file (UTF-8, RFC 4180). One that is not there is an empty table; a wrong one says so in `faults`."""
    if not path.exists():
        return Table(path.name, tuple(columns), ())
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused(path.name, columns, f"is not UTF-8 text (byte {error.start}); save it as CSV UTF-8")
    return _parse(path.name, text, columns, required)


def _refused(file: str, columns: Sequence[str], why: str) -> Table:
    return Table(file, tuple(columns), (), [Fault(file, 0, "", "", why)])


def _parse(file: str, text: str, columns: Sequence[str], required: Sequence[str]) -> Table:
    try:
        cells: dict[str, str] = {}  # equal cells are one text: of 100,000 trips most are
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines = [[cells.setdefault(cell, cell) for cell in line] for line in reader]
    except csv.Error as error:
        return _refused(file, columns, f"is not a CSV table ({error}); quote cells that hold commas or quotes")
    header = [name.strip() for name in lines[0]] if lines else []
    missing = [name for name in required if name not in header]
    if missing:
        absent = ", ".join(f"“{name}”" for name in missing)
        return _refused(file, columns, f"has no column {absent}; its columns are {', '.join(header) or 'none'}")
    table = Table(file, tuple(header), tuple(_rows(dict.fromkeys(columns, ""), header, lines[1:])))
    for unknown in sorted({name for name in header if name not in columns}):
        table.fault(1, unknown, "", f"unknown column; expected {', '.join(columns)}")
    for repeated in sorted({name for name in header if header.count(name) > 1}):
        table.fault(1, repeated, "", "this column stands twice; give each its own name")
    for number, line in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in line[len(header) :]):
            table.fault(number, "", ", ".join(line[len(header) :]), f"more cells than the {len(header)} columns")
    return table


def _rows(blank: Row, header: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(lines, 2):
        if any(cell.strip() for cell in line):
            yield number, {**blank, **{name: _text(cell) for name, cell in zip(header, line, strict=False)}}


def _text(cell: str) -> str:
    bare = cell.strip()
    guard = GUARD.match(bare)
    return bare[guard.end() :] if guard else bare


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds a list, `; ` between.

    >>> listed("sinuiju; dandong?")
    ['sinuiju', 'dandong?']
    """
    return [part.strip() for part in cell.split(";") if part.strip()]
