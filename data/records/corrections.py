"""Corrections: the places that a reader chose for names, as a `places.csv` to keep and upload again."""

import csv
import io
from collections.abc import Iterable

from data.records.fault import Fault
from data.records.places import PLACE_COLUMNS, Place, parse_places
from data.records.tables import escape_formula, parse_table


def is_corrections(file: str) -> bool:
    """Return whether an uploaded file is a table of places, by its name.

    >>> is_corrections("places.csv"), is_corrections("places (2).csv"), is_corrections("my places.xlsx")
    (True, True, False)
    """
    return file.lower().startswith("places") and file.lower().endswith(".csv")


def read_corrections(content: bytes, file: str) -> tuple[tuple[Place, ...], list[Fault]]:
    """Read the places of such a file and its faults; rows without a usable point are left out."""
    return parse_places(parse_table(file, content, PLACE_COLUMNS, required=("name", "lat", "lon")))


def corrections_table(places: Iterable[Place]) -> str:
    """Return places as CSV text, which `read_corrections` reads back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(PLACE_COLUMNS)
    for place in places:
        told = (place.id, place.name, place.native, place.label, place.country)
        rest = (place.lat, place.lon, escape_formula("; ".join(place.aliases)), escape_formula(place.source))
        writer.writerow((*map(escape_formula, told), *rest))
    return text.getvalue()
