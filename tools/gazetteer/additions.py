"""Additions: former states, parts and names of countries, and one place that no package has; each with its source."""

import csv
from pathlib import Path

from geo.gazetteer.index import Kind
from tools.gazetteer.entry import Entry

FILE = Path(__file__).parent / "additions.csv"


def add(entries: dict[str, Entry]) -> None:
    """Add names to entries, remove names from them, and add new places. Raises KeyError if a row names no entry."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        names = [name.strip() for name in row["names"].split(";")]
        if row["what"] == "name":
            entries[row["id"]].own.update(names)
        elif row["what"] == "not":
            for own in (entries[row["id"]].own, entries[row["id"]].others):
                own.difference_update(names)
        elif row["what"] == "parts":
            entries[row["id"]].members = (row["id"], *row["country"].split())
        elif row["what"] == "former":
            entries[f"former {row['id']}"] = _former(row, names, entries)
        else:
            entries[f"added {row['id']}"] = _place(row, names)


def _former(row: dict[str, str], names: list[str], entries: dict[str, Entry]) -> Entry:
    """A former state, drawn at its capital; `country` lists its successors."""
    seat, heirs = entries[row["at"]], row["country"].split()
    country = heirs[0] if len(heirs) == 1 else ""
    place = (row["id"], names[0], Kind.FORMER, country, "", seat.lon, seat.lat, 1_000_000)
    return Entry(*place, own=set(names), members=tuple(heirs))


def _place(row: dict[str, str], names: list[str]) -> Entry:
    """A new place; `at` is its region."""
    lon, lat = float(row["lon"]), float(row["lat"])
    return Entry(row["id"], names[0], Kind.ADDED, row["country"], row["at"], lon, lat, 0, own=set(names))
