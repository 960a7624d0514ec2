"""Corrections: the places that a reader chose for names, as a `places.csv` to keep and upload again."""

import csv
import io
from collections.abc import Iterable

from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.places import PLACE_COLUMNS, Place, parse_places
from data.records.tables import escape_formula, parse_table

MAX_CORRECTIONS = 10_000  # rows; 200,000 took 7 s to read, and 0.8 s more at every click
MAX_CORRECTIONS_BYTES = 2_000_000


def is_corrections(file: str) -> bool:
    """Return whether an uploaded file is a table of places, by its name.

    >>> is_corrections("places.csv"), is_corrections("places (2).csv"), is_corrections("my places.xlsx")
    (True, True, False)
    """
    return file.lower().startswith("places") and file.lower().endswith(".csv")


def read_corrections(content: bytes, file: str) -> tuple[tuple[Place, ...], list[Fault]]:
    """Read the places of such a file and its faults; rows without a usable point are left out.

    A file over the limits is a fault and has no places: all of them stay in memory and are looked up at each click.
    """
    # Line ends are counted before the table is parsed; a quoted one counts too, and places have none.
    if len(content) > MAX_CORRECTIONS_BYTES or content.count(b"\n") > MAX_CORRECTIONS + 1:
        size = f"{MAX_CORRECTIONS_BYTES // 1_000_000} MB"
        return (), [Fault(file, 0, "", "", LocalizedText("fault_many_places", most=MAX_CORRECTIONS, size=size))]
    return parse_places(parse_table(file, content, PLACE_COLUMNS, required=("name", "lat", "lon")))


def corrections_table(places: Iterable[Place]) -> str:
    """Return places as CSV text, which `read_corrections` reads back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(PLACE_COLUMNS)
    for place in places:
        texts = (place.id, place.name, place.native, place.label, place.country)
        rest = (place.lat, place.lon, escape_formula("; ".join(place.aliases)), escape_formula(place.source))
        writer.writerow((*map(escape_formula, texts), *rest))
    return text.getvalue()
