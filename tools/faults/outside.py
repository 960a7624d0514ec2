"""Faults outside the process: Nominatim fails in several ways; the disk is full, or read-only."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from statistics import median
from urllib.error import HTTPError
from urllib.request import urlopen

from data.records.records import BUILT_IN
from tests import fake_nominatim
from tools.faults.lost import Rows
from tools.faults.proxy import Replica
from tools.faults.readers import first_run

BEHAVIOURS = {
    "answers": fake_nominatim.answers(fake_nominatim.TRIPOLI),
    "hangs": fake_nominatim.hangs,
    "sends one byte at a time": fake_nominatim.drips,
    "answers 429": fake_nominatim.sends(b"", 429),
    "answers 500": fake_nominatim.sends(b"", 500),
    "answers garbage": fake_nominatim.sends(b"<html>"),
    "answers without end": fake_nominatim.floods,
}
PLACES = 5
TIMES = 5
SETTLED_S = 4  # twice as long as the service is waited for

# In a mount namespace of its own: every disk read-only, or the folders for temporary files full.
READ_ONLY = "for disk in / /tmp; do mount -o remount,ro,bind $disk 2>/dev/null; done; ! touch ./x 2>/dev/null"
FULL = "mount -t tmpfs -o size=4k none $HOME && ! cat /dev/zero > $HOME/x 2>/dev/null"
DISKS = {"read-only": READ_ONLY, "full": FULL}


async def nominatim(folder: Path) -> Rows:
    """Serve a table with unknown places while the service fails; measure the wait and the notice."""
    table = _table(folder)
    plain = await _opened(Replica(folder, {"TRIP_MAP_FILE": str(table)}))
    rows = [("is not set: page, memory", f"{plain[0]:.0f} ms, {plain[1]:.0f} MB")]
    for name, behave in BEHAVIOURS.items():
        with fake_nominatim.running() as service:
            service.behave = behave
            settings = {"TRIP_MAP_NOMINATIM": f"http://{service.domain}", "TRIP_MAP_NOMINATIM_TIMEOUT_S": "2"}
            replica = Replica(folder, {**settings, "TRIP_MAP_FILE": str(table), "TRIP_MAP_USER_AGENT": "fault lab"})
            ms, mb, notice = await _opened(replica)
        rows.append((f"{name}: page, memory, notice", f"{ms:.0f} ms, {mb:.0f} MB, {notice}"))
    return rows


def _table(folder: Path) -> Path:
    table = folder / "table"
    table.mkdir()
    shutil.copy(BUILT_IN.parent / "places.csv", table)
    rows = [f"t{n},2024-01-0{n},pyongyang,Nowhere that is known {n},air" for n in range(1, PLACES + 1)]
    text = "\n".join(["trip,depart,origin,destination,mode", *rows, ""])
    (table / "trips.csv").write_text(text, encoding="utf-8")
    return table / "trips.csv"


async def _opened(replica: Replica) -> tuple[float, float, str]:
    """Measure a first run in ms, and a little later memory in MB and the notice of the page."""
    replica.start()
    try:
        times = [await first_run(replica.url, number) for number in range(TIMES + 1)][1:]
        await asyncio.sleep(SETTLED_S)
        text = await asyncio.to_thread(_fetch, replica.url)
        memory = replica.memory_mb
    finally:
        replica.close()
    notices = [words for words in ("is being asked", "cannot be reached") if words in text]
    return median(times) * 1000, memory, f"“{notices[0]}”" if notices else "nothing is missing"


def _fetch(url: str) -> str:
    with urlopen(url, timeout=60) as answer:
        return str(answer.read().decode())


async def disks() -> Rows:
    """Serve from a disk that cannot be written, so that the log cannot be written either."""
    rows = []
    for name, command in DISKS.items():
        with tempfile.TemporaryDirectory(prefix="trip-map-disk-") as made:
            folder = Path(made)
            environment = {"HOME": made, "TMPDIR": made, "MPLCONFIGDIR": made}
            script = f'{command} || exit 9; exec "$@" > /dev/full 2>&1'
            replica = Replica(folder, environment, ["unshare", "-m", "sh", "-c", script, "sh"])
            replica.start()
            try:
                seconds = [await first_run(replica.url, number) for number in range(TIMES + 1)][1:]
                card = await _card(replica.url)
            finally:
                replica.close()
        rows.append((f"disk {name}, log too: page, card's picture", f"{median(seconds) * 1000:.0f} ms, {card}"))
    return rows


async def _card(url: str) -> str:
    try:
        with await asyncio.to_thread(urlopen, f"{url}/card.png", timeout=60) as answer:
            return f"{answer.status}, {len(answer.read()) / 1000:.0f} kB"
    except HTTPError as error:
        with error:
            return str(error.code)
