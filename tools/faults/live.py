"""Live data: the host's table changes in every way, on disk and at an address, while twenty readers filter."""

import asyncio
import io
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from urllib.request import urlopen

import pyarrow.csv
import pyarrow.parquet

from tests import fake_nominatim
from tests.fake_nominatim import Behaviour, sends
from tests.server import until
from tools.faults.lost import Rows
from tools.faults.proxy import Replica

READERS = 20
PAUSE_S = 0.2  # of a reader, between two requests
FILE = "/trips.csv?mode=rail"  # built in a process of its own, which the first who asks for one waits for
LINKS = ("/", "/?mode=rail", "/?mode=air&lang=ko", "/?year=2019", FILE, "/newest.json")
LONGEST_S = 60.0
HEADER = "trip,traveller,title,depart,arrive,origin,destination,mode\n"
GARBAGE = b"%PDF-1.7\n\x00\xff"


def table(rows: int, mode: str = "rail") -> bytes:
    """A table of so many trips; of equal length for modes of equal length."""
    cities = ("Beijing", "Hanoi", "Moscow", "Singapore")
    lines = (
        f"t{n},A,Trip {n},2019-{n % 12 + 1:02}-01,2019-{n % 12 + 1:02}-03,Pyongyang,{cities[n % 4]},{mode}\n"
        for n in range(rows)
    )
    return (HEADER + "".join(lines)).encode()


class FilteringReaders:
    """Readers who ask a replica for one view after another; `errors` are answers that they should not get."""

    def __init__(self, url: str) -> None:
        """Begin with no request."""
        self.times_s: dict[str, list[float]] = {link: [] for link in LINKS}
        self.errors: list[str] = []
        self._url, self._over = url, Event()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let all of them read inside the `with`."""
        threads = [Thread(target=self._read, args=(number,), daemon=True) for number in range(READERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def _read(self, number: int) -> None:
        while not self._over.wait(PAUSE_S):
            number += 1
            link, begun_s = LINKS[number % len(LINKS)], time.monotonic()
            try:
                ask(self._url, link)
            except OSError as error:  # also of a status
                self.errors.append(f"{link}: {error}")
            self.times_s[link].append(time.monotonic() - begun_s)

    def rows(self) -> Rows:
        """What they met with."""
        pages = [seconds for link in LINKS if link != FILE for seconds in self.times_s[link]]
        requests = len(pages) + len(self.times_s[FILE])
        return [
            (f"{READERS} readers: requests, errors", f"{requests}, {len(self.errors)} {self.errors[:3] or ''}"),
            ("a page: median, 95 %, slowest", _times(pages)),
            ("a file: median, 95 %, slowest", _times(self.times_s[FILE])),
        ]


def _times(seconds: list[float]) -> str:
    figures = median(seconds), quantiles(seconds, n=20)[-1], max(seconds)
    return ", ".join(f"{figure * 1000:.0f} ms" for figure in figures)


def ask(url: str, path: str) -> str:
    """The text of an answer."""
    with urlopen(f"{url}{path}", timeout=LONGEST_S) as answer:
        return str(answer.read().decode(errors="replace"))


def newest(url: str) -> str:
    """The address of the data that new readers get."""
    return str(json.loads(ask(url, "/newest.json"))["data"])


def is_failing(url: str) -> bool:
    """Whether the probe says that the newest data is not shown."""
    return "cannot be read" in ask(url, "/readyz")


def seconds_until(condition: Callable[[], bool]) -> float:
    """Wait for a condition, and return how long it took."""
    begun_s = time.monotonic()
    until(condition, LONGEST_S, lambda: "it did not come true")
    return time.monotonic() - begun_s


def seconds_until_shown(url: str, change: Callable[[], object]) -> float:
    """Make a change, and return the seconds until new readers get other data."""
    before = newest(url)
    change()
    return seconds_until(lambda: newest(url) != before and not is_failing(url))


def seconds_until_refused(url: str, change: Callable[[], object]) -> float:
    """Break the data, and return the seconds until the probe says so; readers still get the last good version."""
    before = newest(url)
    change()
    seconds = seconds_until(lambda: is_failing(url))
    assert newest(url) == before
    assert 'class="notice"' in ask(url, "/")
    return seconds


def _renamed(file: Path, content: bytes) -> None:
    other = file.with_name("other")
    other.write_bytes(content)
    other.rename(file)


def _with_same_time(file: Path, content: bytes) -> None:
    """As on a disk whose clock is coarse: size and time are those of before."""
    when = file.stat()
    assert when.st_size == len(content)
    file.write_bytes(content)
    os.utime(file, ns=(when.st_atime_ns, when.st_mtime_ns))


def _in_pieces(file: Path, content: bytes) -> None:
    with file.open("wb") as target:
        for start in range(0, len(content), 1 + len(content) // 5):
            target.write(content[start : start + 1 + len(content) // 5])
            target.flush()
            time.sleep(0.2)


def _unknown_place(file: Path) -> None:
    file.write_bytes(table(5).replace(b"Hanoi", b"Qqtown"))


def _placed(file: Path) -> None:
    file.with_name("places.csv").write_text("id,name,country,lat,lon\nqqtown,Qqtown,VN,21.0,105.8\n", encoding="utf-8")


async def changed_file(folder: Path) -> Rows:
    """Change the file of a page in every way; measure when it is shown, and what readers met with."""
    return await asyncio.to_thread(_changed_file, folder)


def _changed_file(folder: Path) -> Rows:
    file = folder / "live" / "trips.csv"
    file.parent.mkdir()
    file.write_bytes(table(3))
    replica = Replica(folder, {"TRIP_MAP_FILE": str(file), "HOME": str(folder)})
    replica.start()
    readers, rows = FilteringReaders(replica.url), Rows()
    shown: Mapping[str, Callable[[], object]] = {
        "changed in place": lambda: file.write_bytes(table(4)),
        "written in pieces, for a second": lambda: _in_pieces(file, table(50)),
        "equal size and time, other content": lambda: _with_same_time(file, table(50, "road")),
        "replaced by rename": lambda: _renamed(file, table(6)),
        "a place that is unknown": lambda: _unknown_place(file),
        "places.csv beside it": lambda: _placed(file),
    }
    broken: Mapping[str, Callable[[], object]] = {
        "garbage": lambda: file.write_bytes(GARBAGE),
        "no trips": lambda: file.write_text(HEADER),
        "removed": file.unlink,
    }
    try:
        with readers.reading():
            for name, change in shown.items():
                rows.append((f"{name}: shown after", f"{seconds_until_shown(replica.url, change):.1f} s"))
            for number, (name, change) in enumerate(broken.items()):
                refused_s = seconds_until_refused(replica.url, change)
                mended = table(7 + number)
                shown_s = seconds_until_shown(replica.url, lambda mended=mended: file.write_bytes(mended))  # type: ignore[misc]
                rows.append((f"{name}: host told after; mended, shown after", f"{refused_s:.1f} s; {shown_s:.1f} s"))
    finally:
        replica.close()
    rows += [*readers.rows(), ("lines of the log on data", _data_lines(replica))]
    return [*rows, *_changed_sqlite(folder), *_changed_parquet(folder)]


def _changed_sqlite(folder: Path) -> Rows:
    """Insert a row into an SQLite file that stays open, so that the row is in its log alone."""
    file = folder / "live" / "trips.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(f"CREATE TABLE trips ({HEADER.strip()})")
        insert = "INSERT INTO trips VALUES ('a', 'A', 'Trip', '2019-01-01', '2019-01-03', 'Pyongyang', ?, 'rail')"
        database.execute(insert, ["Beijing"])
        replica = Replica(folder, {"TRIP_MAP_FILE": str(file), "HOME": str(folder)})
        replica.start()
        try:
            seconds = seconds_until_shown(replica.url, lambda: database.execute(insert, ["Hanoi"]))
        finally:
            replica.close()
    return [("SQLite, a row inserted that is in the -wal file alone: shown after", f"{seconds:.1f} s")]


def _changed_parquet(folder: Path) -> Rows:
    """Replace a Parquet file."""
    file, new = folder / "live" / "trips.parquet", folder / "live" / "new"
    for path, rows in ((file, 3), (new, 4)):
        pyarrow.parquet.write_table(pyarrow.csv.read_csv(io.BytesIO(table(rows))), path)
    replica = Replica(folder, {"TRIP_MAP_FILE": str(file), "HOME": str(folder)})
    replica.start()
    try:
        seconds = seconds_until_shown(replica.url, lambda: new.rename(file))
    finally:
        replica.close()
    return [("Parquet, replaced by rename: shown after", f"{seconds:.1f} s")]


def _data_lines(replica: Replica) -> str:
    lines = [json.loads(line) for line in replica.log.read_text().splitlines() if '"trip_map.data"' in line]
    levels = [line["level"] for line in lines]
    return f"{levels.count('error')} errors, {levels.count('info')} others"


ANSWERS: Mapping[str, Behaviour] = {
    "429, Retry-After 3": sends(b"", 429, Retry_After="3"),
    "500": sends(b"", 500),
    "garbage": sends(GARBAGE),
    "an empty page": sends(b""),
    "hangs": fake_nominatim.hangs,
    "sends one byte at a time": fake_nominatim.drips,
    "10 GB announced": sends(b"", Content_Length=str(10**10)),
    "cut short": sends(table(9), Content_Length="100000"),
    "redirects without end": sends(b"", 302, Location="/again"),
    "redirects to a file": sends(b"", 302, Location="file:///etc/passwd"),
    "redirects to a port that is not allowed": sends(b"", 302, Location="http://127.0.0.1:1/"),
}


async def changed_address(folder: Path) -> Rows:
    """Let the server of the host's address fail in every way, and answer again."""
    return await asyncio.to_thread(_changed_address, folder)


def _changed_address(folder: Path) -> Rows:
    rows = Rows()
    with fake_nominatim.running() as server:
        server.behave = sends(table(3))
        environment = {
            "TRIP_MAP_FILE": f"http://{server.domain}/trips.csv?key=secret-in-query",
            "TRIP_MAP_FOLDER": str(folder / "copy"),
            "TRIP_MAP_INTERVAL_S": "1",
            "TRIP_MAP_TIMEOUT_S": "2",
            "TRIP_MAP_PRIVATE_ADDRESSES": "on",
            "TRIP_MAP_ADDRESS_PORTS": f"80 443 {server.server_port}",
            "HOME": str(folder),
        }
        replica = Replica(folder, environment)
        replica.start()
        readers = FilteringReaders(replica.url)
        try:
            with readers.reading():
                for number, (name, behave) in enumerate(ANSWERS.items(), 4):
                    refused_s = seconds_until_refused(replica.url, lambda to=behave: setattr(server, "behave", to))  # type: ignore[misc]
                    good = sends(table(number))
                    shown_s = seconds_until_shown(replica.url, lambda to=good: setattr(server, "behave", to))  # type: ignore[misc]
                    rows.append(
                        (f"{name}: host told after; mended, shown after", f"{refused_s:.1f} s; {shown_s:.1f} s")
                    )
            shown = newest(replica.url)
            replica.kill()
            server.behave = sends(b"", 500)
            replica.start()
            same = newest(replica.url) == shown
            rows.append(("killed, restarted without an answer: the last good copy", "shown" if same else "LOST"))
        finally:
            replica.close()
    rows += [*readers.rows(), ("lines of the log on data", _data_lines(replica))]
    return [*rows, ("the address's query in the log", str(replica.log.read_text().count("secret-in-query")))]
