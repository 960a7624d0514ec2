"""Write a table of N synthetic trips between 200 cities, 1990 to 2024; the same N gives the same table.

A third of the trips have a leg back. Big cities are met more often, modes follow the distance, and none of it happened.
"""

import csv
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from random import Random

CITIES = Path(__file__).parent / "cities.csv"
COLUMNS = (
    *("trip", "traveller", "title", "occasion", "with", "depart", "arrive", "origin", "destination"),
    *("mode", "evidence", "vehicle"),
)
FIRST_DAY = date(1990, 1, 1)
DAYS = (date(2024, 12, 20) - FIRST_DAY).days
NEAR = {"rail": 45, "road": 35, "air": 15, "sea": 3, "foot": 1, "other": 1}  # up to 800 km, in a hundred
FAR = {"air": 86, "rail": 7, "sea": 4, "road": 3}
EVIDENCE = {"confirmed": 70, "reported": 25, "disputed": 5}
OCCASIONS = ("summit", "state visit", "conference", "private", "inspection", "working visit")
VEHICLES = {"air": ("IL-62", "A330", "B747"), "rail": ("night train", "special train")}
EARTH_KM = 6371.0
FAR_KM = 800.0


def write(trips: int, folder: Path) -> Path:
    """Write `trips.csv` and the cities as its `places.csv` into a folder, and return the path of the table."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(CITIES, folder / "places.csv")
    table = folder / "trips.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows(row for number in range(trips) for row in _trip(number))
    return table


def _trip(number: int) -> Iterator[dict[str, str]]:
    random = Random(number)
    cities, weights = _cities(), [1 / (rank + 20) for rank in range(len(_cities()))]
    start, end = random.choices(cities, weights, k=2)
    mode = _weighted(random, NEAR if _km(start, end) < FAR_KM else FAR)
    leave = FIRST_DAY + timedelta(random.randrange(DAYS))
    home = leave + timedelta(min(60, int(random.expovariate(0.2))))
    of_the_trip = {
        "trip": f"t{number:06}",
        "traveller": f"Traveller {1 + min(59, int(random.expovariate(0.08))):02}",
        "title": end["name"],
        "occasion": random.choice(OCCASIONS),
        "with": f"Leader {random.randrange(80):02}" if random.random() < 0.3 else "",
    }
    leg = {"mode": mode, "evidence": _weighted(random, EVIDENCE), "vehicle": random.choice(VEHICLES.get(mode, ("",)))}
    there = {"depart": leave.isoformat(), "origin": start["id"], "destination": end["id"], **leg}
    back = random.random() < 1 / 3 and home > leave
    yield {**of_the_trip, **there, "arrive": (leave if back else home).isoformat()}
    if back:
        again = {"depart": home.isoformat(), "origin": end["id"], "destination": start["id"], **leg}
        yield {"trip": of_the_trip["trip"], **again, "arrive": home.isoformat()}


@cache
def _cities() -> list[dict[str, str]]:
    with CITIES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _weighted(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _km(one: dict[str, str], other: dict[str, str]) -> float:
    lat, lon, to_lat, to_lon = (radians(float(city[axis])) for city in (one, other) for axis in ("lat", "lon"))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])))
