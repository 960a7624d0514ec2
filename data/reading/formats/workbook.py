"""Subprocess that converts the sheets of a spreadsheet from standard input to CSV on standard output.

A malicious workbook may take all memory while it is read. Here that ends only this process.
"""

import csv
import ctypes
import io
import json
import signal
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's <sys/prctl.h>: end with the process that reads the table
MAX_SHEETS, MAX_MERGED = 200, 100_000  # sheets of a workbook, cells that are merged with others


def write_sheets(memory: int, seconds: int, columns: int, most: int) -> None:
    """Write each sheet as a line of JSON and then as CSV, of which the line says the number of bytes.

    The JSON holds the sheet's name and whether it is hidden, or the number of columns if they are too many. A line with
    the error stands where the workbook cannot be read.
    """
    _limit_resources(memory, seconds)
    try:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 - once the bounds are set, and in this process only

        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for sheet in book.sheets_metadata[:MAX_SHEETS]:
            if str(sheet.typ).endswith("WorkSheet"):
                most -= _write(book, sheet.name, not str(sheet.visible).endswith("Visible"), columns, most)
    except Exception as error:  # whatever calamine's Rust finds wrong with the file
        _write_header({"wrong": str(error)[:200]})


def _write(book: "CalamineWorkbook", name: str, hidden: bool, columns: int, most: int) -> int:
    """Write a sheet, and return how many bytes it takes."""
    sheet = book.get_sheet_by_name(name)
    said = {"sheet": name, "hidden": hidden}
    if sheet.total_width > columns:
        _write_header({**said, "columns": sheet.total_width, "length": 0})
        return 0
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    length = 0
    for row in _filled(sheet):
        length += writer.writerow(_texts(row))
        if length > most:
            sys.exit("more than is read of any table")
    table = text.getvalue().encode()
    _write_header({**said, "length": len(table)})
    sys.stdout.buffer.write(table)
    return length


def _filled(sheet: "CalamineSheet") -> Iterator[list[Any]]:
    """The rows of a sheet, with the value of merged cells in each of them, as in a table of HTML."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:MAX_MERGED]:
        if (bottom - top + 1) * (right - left + 1) <= MAX_MERGED:
            merged |= {
                (row, column): (top, left) for row in range(top, bottom + 1) for column in range(left, right + 1)
            }
        if len(merged) > MAX_MERGED:
            break
    values: dict[tuple[int, int], Any] = {}
    for number, row in enumerate(sheet.iter_rows()):
        if merged:
            for column in range(len(row)):
                if corner := merged.get((number, column)):
                    row[column] = values.setdefault(corner, row[column])
        yield row


def _texts(row: list[Any]) -> list[str]:
    """The cells as texts, without the blanks at the end."""
    while row and row[-1] == "":
        row.pop()
    return [value if type(value) is str else _text(value) for value in row]


def _limit_resources(memory: int, seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
    write_sheets(*map(int, sys.argv[1:]))
