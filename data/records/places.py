"""Places: names with their points on the map. Reads `places.csv`."""

from dataclasses import dataclass
from pathlib import Path

from data.i18n.countries import country_names
from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.tables import Table, TableRow, read_table, split_list

PLACE_COLUMNS = ("id", "name", "native", "label", "country", "lat", "lon", "aliases", "source")


LonLat = tuple[float, float]  # in degrees


@dataclass(frozen=True, slots=True)
class Place:
    """A named point. `country` is ISO 3166-1 alpha-2 as stated, never derived from the point; degrees are WGS 84."""

    id: str
    name: str
    native: str
    label: str
    country: str
    lon: float
    lat: float
    aliases: tuple[str, ...]
    source: str


def read_places(path: Path) -> tuple[tuple[Place, ...], list[Fault]]:
    """Read the places of a file, in its order, and its faults; rows without a usable point are left out."""
    return parse_places(read_table(path, PLACE_COLUMNS, required=("name", "lat", "lon")))


def parse_places(table: Table) -> tuple[tuple[Place, ...], list[Fault]]:
    """Parse the places of a table, in its order, and its faults; rows without a usable point are left out."""
    places: dict[str, Place] = {}
    for number, row in table:
        place = _place(table, number, row)
        if place and place.id in places:
            table.fault(number, "id", place.id, LocalizedText("fault_place_twice"))
        elif place:
            places[place.id] = place
    return tuple(places.values()), table.faults


def _place(table: Table, number: int, row: TableRow) -> Place | None:
    lat = _degrees(table, number, row, "lat", 90)
    lon = _degrees(table, number, row, "lon", 180)
    name = row["name"]
    if not name:
        table.fault(number, "name", "", LocalizedText("fault_place_name"))
    if lat is None or lon is None or not name:
        return None
    key, label, aliases = row["id"] or name, row["label"] or name, tuple(split_list(row["aliases"]))
    return Place(key, name, row["native"], label, _country(table, number, row), lon, lat, aliases, row["source"])


def _country(table: Table, number: int, row: TableRow) -> str:
    code = row["country"].upper()
    if not code or code in country_names("en"):
        return code
    table.fault(number, "country", row["country"], LocalizedText("fault_country"))
    return ""


def _degrees(table: Table, number: int, row: TableRow, column: str, limit: int) -> float | None:
    value = row[column]
    try:
        degrees = float(value)
    except ValueError:
        degrees = float("nan")
    if abs(degrees) <= limit:
        return degrees
    table.fault(number, column, value, LocalizedText("fault_degrees", limit=limit))
    return None
