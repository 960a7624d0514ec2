"""Measure uploads: time from the drop of a large table to its paint, and time to place many names.

Run `python -m tools.bench.upload [ROWS]`; it prints one JSON object. The table is made up, equal for equal ROWS.
"""

import csv
import io
import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from geo.gazetteer import Gazetteer, GazetteerQuery
from geo.gazetteer.index import load_index
from tools.bench.pages import APP_PAGE
from tools.bench.process import cpu_ms, memory_mb, serve
from tools.bench.visit import launch

ROWS = 100_000
NAMES = 10_000
CITIES = 200
LEADERS = 12
DROPPED_MS = 120_000
PAINTED = """rows => document.querySelector("#sentence")?.textContent.includes(` of ${rows} trips`)
  && [...document.querySelectorAll("iframe")].some(frame =>
    frame.contentDocument?.querySelector("[data-state=ready]")?.dataset.trips === rows.replaceAll(",", ""))"""


@dataclass(frozen=True)
class Uploaded:
    """The times of one upload from the drop to the paint, and the server's CPU and memory since it started."""

    painted_s: float
    server_cpu_s: float
    server_mb: float


def table(rows: int) -> bytes:
    """Return a table of visits in a researcher's form: one row each, 200 cities, ISO dates."""
    chance, text = random.Random(rows), io.StringIO()
    cities = names(CITIES)
    writer = csv.writer(text)
    writer.writerow(("TripID", "LeaderFullName", "CityVisited", "TripStartDate", "TripEndDate", "Notes"))
    for number in range(rows):
        year, month, day = chance.randrange(1990, 2025), chance.randrange(1, 13), chance.randrange(1, 27)
        dates = (f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day + 2:02}")
        writer.writerow((f"{number}-A-B-1", f"Leader {chance.randrange(LEADERS)}", chance.choice(cities), *dates, ""))
    return text.getvalue().encode()


def names(many: int) -> list[str]:
    """Different names of the gazetteer, the same in each call."""
    index, found = load_index(), dict.fromkeys(("Rome",))
    chance = random.Random(many)
    while len(found) < many:
        found[index.id_and_name(chance.randrange(len(index.columns["lat"])))[1]] = None
    return list(found)[:many]


def placed_s() -> float:
    """Seconds to place many names, with the loading of the gazetteer's file."""
    queries = [GazetteerQuery(name) for name in names(NAMES)]
    load_index.cache_clear()
    begun = time.perf_counter()
    Gazetteer().answers(queries)
    return time.perf_counter() - begun


def painted_s(tab: Page, url: str, rows: int) -> float:
    """Seconds from the drop until map and sentence are painted, in a browser with the page open."""
    tab.goto(url)
    tab.wait_for_function(PAINTED, arg="11")
    tab.locator(".st-key-upload_open button").click()
    tab.locator(".st-key-upload_demos").wait_for()
    # From the disk, as a reader drops it: bytes that Playwright itself hands over take it a second and more.
    with TemporaryDirectory() as folder:
        file = Path(folder) / "visits.csv"
        file.write_bytes(table(rows))
        begun = time.perf_counter()
        tab.locator("input[type=file]").set_input_files(file)
        tab.wait_for_function(PAINTED, arg=f"{rows:,}", timeout=DROPPED_MS)
        return time.perf_counter() - begun


def uploaded(browser: Browser, rows: int) -> Uploaded:
    """Drop a table into a page of a new server."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    with serve(APP_PAGE) as server:
        painted = painted_s(tab, server.url, rows)
        tab.close()
        return Uploaded(painted, cpu_ms(server) / 1000, memory_mb(server))


def main(rows: int) -> None:
    """Measure in a new server and a new browser, and print."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        result = {name: round(value, 2) for name, value in asdict(uploaded(browser, rows)).items()}
        browser.close()
    print(json.dumps({"rows": rows, **result, "names": NAMES, "placed_s": round(placed_s(), 2)}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
