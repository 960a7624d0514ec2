"""Tables in the manner of real ones, written by someone who did not write the reader: drawn right without a click.

Beside each table stand its trips: when, by what, and through which cities, whose points are in `cities.csv`.
"""

import csv
import json
from math import dist

import pytest

from data.reading import read
from data.records.records import to_records
from data.records.trips import Trip
from geo.dataset import Dataset, place_records
from tests.read_tables import when
from tests.server import ROOT

MADE = ROOT / "tests" / "made_tables"
TABLES = sorted(file.name.removesuffix(".trips.json") for file in MADE.glob("*.trips.json"))
NEAR_DEGREES = 0.5  # an airport lies some way from its city
with (MADE / "cities.csv").open(encoding="utf-8") as lines:
    CITIES = {row["name"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(lines)}


def city(dataset: Dataset, trip: Trip) -> list[str]:
    """The cities of a trip in order, each once in a row; coordinates where it is none of those that are known."""
    names: list[str] = []
    for stop in (stop for leg in trip.legs for stop in leg.stops):
        place = dataset.placement.place(stop)
        near = min(CITIES, key=lambda name: dist(CITIES[name], (place.lon, place.lat))) if place else ""
        known = place and dist(CITIES[near], (place.lon, place.lat)) < NEAR_DEGREES
        names.append(near if known else f"{stop.name}: {place and (place.lon, place.lat)}")
    return [name for number, name in enumerate(names) if not number or name != names[number - 1]]


@pytest.mark.parametrize("name", TABLES)
def test_a_made_table_is_drawn_right_without_a_click(name: str) -> None:
    found = read((MADE / name).read_bytes(), name)
    dataset = place_records(to_records(found, name), name)
    moments = [(when(trip).split("/"), trip) for trip in dataset.trips]
    drawn = [["/".join(dict.fromkeys((days[0][:10], days[-1][:10]))), trip.mode] for days, trip in moments]
    ways = [city(dataset, trip) for _, trip in moments]
    assert [[*row, *way] for row, way in zip(drawn, ways, strict=True)] == json.loads(
        (MADE / f"{name}.trips.json").read_text(encoding="utf-8")
    )
