"""Additions: former states, parts and names of countries, closed airports, and one place; each with its source."""

import csv
import re
from pathlib import Path

from geo.gazetteer.country_spellings import SPELLINGS_FILE
from geo.gazetteer.index import Kind
from tools.gazetteer.entry import Entry, folded

_CODES_OF_STATES = re.compile(r"SUN|ZAR|CSK|YUG|SCG|ANT|BUR")
# An area was added because it is better known than the towns that are named like it.
_AREA = 60_000
FILE = Path(__file__).parent / "additions.csv"


def add(entries: dict[str, Entry]) -> None:
    """Add names to entries, remove names from them, and add new places. Raises KeyError if a row names no entry."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        names = [name.strip() for name in row["names"].split(";")]
        if row["what"] == "name":
            entries[row["id"]].own.update(name for name in names if not _CODES_OF_STATES.fullmatch(name))
            entries[row["id"]].codes |= {f"iso:{name}" for name in names if _CODES_OF_STATES.fullmatch(name)}
        elif row["what"] == "not":
            for own in (entries[row["id"]].own, entries[row["id"]].others):
                own.difference_update(names)
        elif row["what"] == "parts":
            entries[row["id"]].members = (row["id"], *row["country"].split())
        else:
            entries[f"{row['what']} {row['id']}"] = _added_entry(row, names, entries)


def add_spellings(entries: dict[str, Entry]) -> None:
    """Countries by the short, former and foreign names that a column of countries may have, as `geo` reads them.

    A name for several countries, such as "Austria-Hungary", is a former state at the first one's capital. What another
    place is called is left out.
    """
    taken = {folded(name) for entry in entries.values() for name in entry.own}
    with SPELLINGS_FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["what"] == "name"]
    for row in rows:
        names = {name.strip() for name in row["spellings"].split(";")}
        own = {name for name in names if folded(name) not in taken and not name.endswith(" Berlin")}
        first, *others = row["countries"].split()
        if not others:
            entries[first].own |= own
        elif own:
            seat = entries[first]
            id = " ".join(sorted(own)[:1])
            place = (id, id, Kind.FORMER, "", "", seat.lon, seat.lat, 1_000_000)
            entries.setdefault(f"former {id}", Entry(*place, own=own, members=(first, *others)))


def _added_entry(row: dict[str, str], names: list[str], entries: dict[str, Entry]) -> Entry:
    match row["what"]:
        case "former":
            return _former(row, names, entries)
        case "airport":
            return _airport(row, names)
        case "area":
            return _area(row, names)
        case _:
            return _place(row, names)


def _former(row: dict[str, str], names: list[str], entries: dict[str, Entry]) -> Entry:
    """A former state, drawn at its capital; `country` lists its successors."""
    seat, heirs = entries[row["at"]], row["country"].split()
    country = heirs[0] if len(heirs) == 1 else ""
    place = (row["id"], names[0], Kind.FORMER, country, "", seat.lon, seat.lat, 1_000_000)
    codes = {name for name in names if _CODES_OF_STATES.fullmatch(name)}  # "Sun" is no Soviet Union
    iso = {f"iso:{code}" for code in codes}
    return Entry(*place, own=set(names) - codes, codes=iso, members=tuple(heirs))


def _area(row: dict[str, str], names: list[str]) -> Entry:
    """An area that Natural Earth does not name; `at` is its kind, `country` lists the countries that it touches."""
    countries = tuple(row["country"].split())
    country = countries[0] if len(countries) == 1 else ""
    point = (float(row["lon"]), float(row["lat"]))
    kind = Kind[row["at"].upper()]
    return Entry(f"area {row['id']}", names[0], kind, country, "", *point, _AREA, own=set(names), members=countries)


def _airport(row: dict[str, str], names: list[str]) -> Entry:
    """An airport that is closed and whose code is no other's; `id` is its ICAO code, the last name that of IATA."""
    *own, iata = names
    codes = {f"iata:{iata}", f"icao:{row['id']}"}
    point = (float(row["lon"]), float(row["lat"]))
    return Entry(row["id"], own[0], Kind.AIRPORT, row["country"], "", *point, 1, own=set(own), codes=codes)


def _place(row: dict[str, str], names: list[str]) -> Entry:
    """A new place; `at` is its region."""
    lon, lat = float(row["lon"]), float(row["lat"])
    return Entry(row["id"], names[0], Kind.ADDED, row["country"], row["at"], lon, lat, 0, own=set(names))
