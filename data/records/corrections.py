"""Corrections: the places that a reader chose for names, as a `places.csv` to keep and to give with the next upload."""

import csv
import io
from collections.abc import Iterable

from data.records.fault import Fault
from data.records.places import COLUMNS, Place, places_of
from data.records.tables import guarded, table_of


def is_corrections(file: str) -> bool:
    """Whether a file given with an upload is a table of places, by its name.

    >>> is_corrections("places.csv"), is_corrections("places (2).csv"), is_corrections("my places.xlsx")
    (True, True, False)
    """
    return file.lower().startswith("places") and file.lower().endswith(".csv")


def read_corrections(content: bytes, file: str) -> tuple[tuple[Place, ...], list[Fault]]:
    """The places of such a file, and what is wrong with it; rows without a usable point are left out."""
    return places_of(table_of(file, content, COLUMNS, required=("name", "lat", "lon")))


def corrections_table(places: Iterable[Place]) -> str:
    """Places as CSV text; `read_corrections` reads it back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for place in places:
        told = (place.id, place.name, place.native, place.label, place.country)
        rest = (place.lat, place.lon, guarded("; ".join(place.aliases)), guarded(place.source))
        writer.writerow((*map(guarded, told), *rest))
    return text.getvalue()
