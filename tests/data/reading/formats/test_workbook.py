"""Workbooks: read in a process of its own."""

import csv
from datetime import datetime
from pathlib import Path

import xlsxwriter

from data.reading import read
from tests.read_tables import told
from tests.shapes import SHAPES, TABLES


def test_colt_as_a_workbook_says_what_it_says_as_csv(tmp_path: Path) -> None:
    file = tmp_path / "colt.xlsx"
    with xlsxwriter.Workbook(str(file), {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("Read me").write_column(0, 0, ["Travel of heads of government", "The table is in Master"])
        sheet = book.add_worksheet("Master")
        with (TABLES / "colt.csv").open(encoding="latin-1", newline="") as lines:
            for number, line in enumerate(csv.reader(lines)):
                sheet.write_row(number, 0, map(stored, line))
    found = read(file.read_bytes(), file.name)
    assert found.format == "XLSX, sheet “Master”"
    assert told(found) == SHAPES["colt.csv"]


def stored(cell: str) -> str | int | datetime:
    """A cell as a workbook stores it: dates and numbers are no text there."""
    if cell.isdecimal():
        return int(cell)
    return datetime.strptime(cell, "%m/%d/%Y") if cell.count("/") == 2 and cell[0].isdecimal() else cell
