"""Subprocess that converts one sheet of a spreadsheet from standard input to CSV on standard output.

A malicious workbook may take all memory while it is read. Here that ends only this process.
"""

import csv
import io
import json
import sys
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

EXTRA_SHEETS, MAX_EXTRA_ROWS = (
    ("places", "sources"),
    100_000,
)  # sheets and rows of our own exports
PREFERRED_SHEETS = ("Master",)  # COLT keeps its trips there, behind sheets that explain


def write_sheet(memory: int, seconds: int, columns: int, most: int) -> None:
    """Write a line of JSON and then the sheet as CSV.

    The JSON holds the sheet's name and the extra sheets, or the error, or the number of columns if they are too many.
    """
    _limit_resources(memory, seconds)
    try:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 - once the bounds are set, and in this process only

        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheet = _choose_sheet(book)
        names = EXTRA_SHEETS if sheet and sheet.name == "trips" else ()
        extra = {name: _first_rows(book, name) for name in names if name in book.sheet_names}
    except Exception as error:  # whatever calamine's Rust finds wrong with the file
        _write_header({"wrong": str(error)[:200]})
        return
    if sheet and sheet.total_width > columns:
        _write_header({"columns": sheet.total_width})
        return
    _write_header({"sheet": sheet.name if sheet else "", "extra_sheets": extra})
    if sheet:
        _write(sheet, most)


def _write(sheet: "CalamineSheet", most: int) -> None:
    written = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    writer = csv.writer(written)
    length = 0
    for row in sheet.iter_rows():
        length += writer.writerow(_texts(row))
        if length > most:
            sys.exit("more than is read of any table")


def _texts(row: list[Any]) -> list[str]:
    """The cells as texts, without the blanks at the end."""
    while row and row[-1] == "":
        row.pop()
    return [value if type(value) is str else _text(value) for value in row]


def _first_rows(book: "CalamineWorkbook", name: str) -> list[list[str]]:
    return [_texts(row) for row in islice(book.get_sheet_by_name(name).iter_rows(), MAX_EXTRA_ROWS)]


def _limit_resources(memory: int, seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _choose_sheet(book: "CalamineWorkbook") -> "CalamineSheet | None":
    """The sheet of a known name, else the first with a table: two rows that hold something, and two columns."""
    names = [*(name for name in PREFERRED_SHEETS if name in book.sheet_names), *book.sheet_names]
    first: CalamineSheet | None = None
    for name in names:
        sheet = book.get_sheet_by_name(name)
        full = (True for row in sheet.iter_rows() if sum(value != "" for value in row) > 1)
        if len(list(islice(full, 2))) == 2:
            return sheet
        first = first or (sheet if sheet.height else None)
    return first


def _write_header(what: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(what).encode() + b"\n")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


if __name__ == "__main__":
    write_sheet(*map(int, sys.argv[1:]))
