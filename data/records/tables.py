"""Tables: CSV files as rows of text, with the number of each row."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, islice, repeat
from pathlib import Path
from typing import BinaryIO

from data.edtf import DateError, Moment, parse_moment
from data.i18n.message import LocalizedText
from data.records.fault import Fault

TableRow = Mapping[str, str]
# A spreadsheet runs what begins with one of these, the wide ones too; escaped ones match as well. Where it takes
# another divider than ours, a cell may begin in the middle of one of our cells.
FORMULA_SIGNS = r"=+\-@＝＋－＠"
FORMULA = re.compile(rf"'*[{FORMULA_SIGNS}\t\r\n]")
INNER_FORMULA = re.compile(rf"(?<=[;\t\r\n])(?='*[{FORMULA_SIGNS}])")
ESCAPED_INNER_FORMULA = re.compile(rf"(?<=[;\t\r\n])'(?='*[{FORMULA_SIGNS}])")
PLAIN_NUMBER = r"[+-]?\d+(\.\d+)?"
PLAIN_POINT = rf"{PLAIN_NUMBER}(, ?{PLAIN_NUMBER})?\??"
PLAIN_NUMBERS = re.compile(rf"{PLAIN_POINT}(; {PLAIN_POINT})*")  # numbers, coordinates, and lists of them


class TableError(ValueError):
    """Raised for a file that cannot be read as a table; `reason` is one sentence for its owner."""

    def __init__(self, reason: LocalizedText) -> None:
        """Store the reason, which is the message too, in English."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Table:
    """Lines of cells under named columns, and what is wrong with them. `expected` columns that are missing read as "".

    Each line has its number: that of the first below the header is 2, as in a spreadsheet.
    """

    file: str
    columns: tuple[str, ...]
    lines: Iterable[tuple[int, Sequence[str]]]
    expected: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, TableRow]]:
        """Yield the non-blank rows by column name; each is built on demand, so that they take no memory."""
        texts, width = _Texts(), len(self.columns)
        names = (*self.columns, *(name for name in self.expected if name not in self.columns))
        for number, line in self.lines:
            # A first cell that begins with a letter or a digit says enough, and is what most lines have.
            if line and (line[0][:1].isalnum() or any(map(str.strip, line))):
                cells = chain(map(texts.__getitem__, line[:width]), repeat(""))
                yield number, dict(zip(names, cells, strict=False))

    def fault(self, row: int, column: str, value: str, expected: LocalizedText) -> None:
        """Add a fault; reading goes on."""
        self.faults.append(Fault(self.file, row, column, value, expected))

    def moment(self, number: int, row: TableRow, column: str) -> Moment | None:
        """Return the date of a cell; `None` if it is blank, or wrong, which adds a fault."""
        try:
            return parse_moment(row[column]) if row[column] else None
        except DateError as error:
            self.fault(number, column, row[column], error.reason)
            return None


def read_table(path: Path, columns: Sequence[str], required: Sequence[str] = ()) -> Table:
    """Read a CSV file (UTF-8, RFC 4180). One that is not there is an empty table; a wrong one says so in `faults`."""
    if not path.exists():
        return Table(path.name, (), (), tuple(columns))
    with path.open("rb") as content:
        return _parse(path.name, content, columns, required)


def parse_table(file: str, content: bytes, columns: Sequence[str], required: Sequence[str] = ()) -> Table:
    """Parse the bytes of a CSV file, as `read_table` does."""
    return _parse(file, io.BytesIO(content), columns, required)


def _refused(file: str, columns: Sequence[str], why: LocalizedText) -> Table:
    return Table(file, (), (), tuple(columns), [Fault(file, 0, "", "", why)])


def _parse(file: str, content: BinaryIO, columns: Sequence[str], required: Sequence[str]) -> Table:
    cells: dict[str, str] = {}  # equal cells are one text: of 100,000 trips most are
    # Decoded piece by piece: the text of a million trips is 130 MB, and four times as much in `StringIO`.
    text = io.TextIOWrapper(content, "utf-8-sig", newline="")
    try:
        lines = [tuple(map(cells.setdefault, line, line)) for line in csv.reader(text, strict=True)]
    except UnicodeDecodeError:
        content.seek(0)
        return _refused(file, columns, LocalizedText("fault_not_utf8", byte=str(_undecodable_byte(content.read()))))
    except csv.Error as error:
        return _refused(file, columns, LocalizedText("fault_not_csv", error=str(error)))
    finally:
        text.detach()
    header = [name.strip() for name in lines[0]] if lines else []
    missing = [name for name in required if name not in header]
    if missing:
        absent = ", ".join(f"“{name}”" for name in missing)
        present = ", ".join(header) or LocalizedText("none")
        return _refused(file, columns, LocalizedText("fault_no_column", absent=absent, columns=present))
    table = Table(file, tuple(header), _NumberedLines(lines), tuple(columns))
    for unknown in sorted({name for name in header if name not in columns}):
        table.fault(1, unknown, "", LocalizedText("fault_unknown_column", columns=", ".join(columns)))
    for repeated in sorted({name for name in header if header.count(name) > 1}):
        table.fault(1, repeated, "", LocalizedText("fault_column_twice"))
    for number, line in table.lines:
        if len(line) > len(header) and any(map(str.strip, line[len(header) :])):
            table.fault(number, "", ", ".join(line[len(header) :]), LocalizedText("fault_more_cells", n=len(header)))
    return table


def _undecodable_byte(content: bytes) -> int:
    """The number of the first byte that is not UTF-8."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return 0


@dataclass(frozen=True, slots=True)
class _NumberedLines:
    """Lines with their numbers, without the header; a pair for each is made on demand."""

    lines: Sequence[Sequence[str]]

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        return enumerate(islice(self.lines, 1, None), 2)


def escape_formula(text: str) -> str:
    """Prefix a cell with ' if a spreadsheet would run it as a formula; numbers and points stay as they are.

    >>> escape_formula("=1+1"), escape_formula("-33.9, 151.2"), escape_formula("'=1"), escape_formula("a;=1+1;b")
    ("'=1+1", '-33.9, 151.2', "''=1", "a;'=1+1;b")
    """
    if PLAIN_NUMBERS.fullmatch(text):
        return text
    text = INNER_FORMULA.sub("'", text)
    return f"'{text}" if FORMULA.match(text) else text


def unescape_formula(cell: str) -> str:
    """Return the text of a cell without surrounding spaces and without the ' of `escape_formula`.

    >>> unescape_formula(" Rome "), unescape_formula("'=1+1"), unescape_formula("'t Harde"), unescape_formula("a;'=1")
    ('Rome', '=1+1', "'t Harde", 'a;=1')
    """
    text = cell.strip()
    if "'" not in text:
        return text
    text = ESCAPED_INNER_FORMULA.sub("", text)
    return text[1:] if text[:1] == "'" and FORMULA.match(text) else text


class _Texts(dict[str, str]):
    """The text of each cell by what stands in it: most cells of a table repeat others."""

    def __missing__(self, cell: str) -> str:
        text = self[cell] = unescape_formula(cell)
        return text


def distinct_names(names: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    """Return the names, numbered where one is taken already.

    >>> distinct_names(["Class", "note"], ["note"])
    ('Class', 'note (2)')
    """
    used, found = set(taken), list[str]()
    for name in names:
        again = (f"{name} ({number})" for number in count(2))
        found.append(name if name not in used else next(other for other in again if other not in used))
        used.add(found[-1])
    return tuple(found)


def split_list(cell: str) -> list[str]:
    """Split a cell that holds a list, separated by `;`, into its parts.

    >>> split_list("sinuiju; dandong?")
    ['sinuiju', 'dandong?']
    """
    return [stripped for part in cell.split(";") if (stripped := part.strip())] if cell else []
