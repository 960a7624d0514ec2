"""Metadata column: what an exported CSV brings along beside its rows, as JSON: title, home, places and sources.

The first row has the title and the home; each row has the places and sources that no row before it names. What a
workbook has in its sheets `about`, `places` and `sources` is the same.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from data.records.places import PLACE_COLUMNS
from data.records.sources import SOURCE_COLUMNS
from data.records.tables import escape_formula

METADATA_COLUMN = "trip_map_metadata"
ABOUT_COLUMNS = ("title", "home")
SHEET_COLUMNS = {"about": ABOUT_COLUMNS, "places": PLACE_COLUMNS, "sources": SOURCE_COLUMNS}
MAX_ENTRIES = 100_000  # of each sheet


def metadata_cell(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    """Return the rows of some of the sheets as a cell, without what is blank; "" for none.

    >>> metadata_cell({"about": [{"title": "Tour", "home": ""}], "places": []})
    '{"about":[{"title":"Tour"}]}'
    """
    said = {name: [{key: text for key, text in row.items() if text} for row in rows] for name, rows in sheets.items()}
    said = {name: rows for name, rows in said.items() if any(rows)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else ""


def metadata_sheets(cells: Iterable[str]) -> dict[str, list[Sequence[str]]]:
    """Return the sheets that the cells of the column hold, each with its header; what is no metadata is passed over."""
    sheets: dict[str, list[Sequence[str]]] = {name: [columns] for name, columns in SHEET_COLUMNS.items()}
    for cell in filter(None, cells):
        with suppress(ValueError, RecursionError):
            for name, rows in _dictionary(json.loads(cell)).items():
                if name in sheets and isinstance(rows, list):
                    room = MAX_ENTRIES - len(sheets[name])
                    sheets[name] += [_line(SHEET_COLUMNS[name], _dictionary(row)) for row in rows[: max(room, 0)]]
    return {name: lines for name, lines in sheets.items() if len(lines) > 1}


def _dictionary(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _line(columns: Sequence[str], row: Mapping[str, object]) -> list[str]:
    """A row as a table has it, in which texts that look like formulas are escaped."""
    texts = (row.get(column, "") for column in columns)
    return [escape_formula(text) if isinstance(text, str) else "" for text in texts]
