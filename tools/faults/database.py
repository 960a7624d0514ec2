"""A real PostgreSQL on this machine: rows change, the server is killed, hangs and comes back, the password is wrong."""

import asyncio
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.server import free_port
from tools.faults.live import FilteringReaders, ask, newest, seconds_until, seconds_until_refused, seconds_until_shown
from tools.faults.lost import Rows
from tools.faults.proxy import Replica

USER, PASSWORD = "trip_reader", "s3cret word/of:the@reader"
QUERY = "SELECT trip, traveller, depart, arrive, origin, destination, mode FROM journeys"
TABLE = "trip text, traveller text, depart date, arrive date, origin text, destination text, mode text"
FIRST = "('a', 'A', '2019-01-01', '2019-01-03', 'Pyongyang', 'Beijing', 'rail')"
SECOND = "('b', 'A', '2020-02-01', '2020-02-03', 'Pyongyang', 'Hanoi', 'air')"
PAGES = ("/", "/?lang=ko", "/readyz", "/metrics", "/newest.json", "/trips.csv")


class Postgres:
    """A cluster of its own in a folder, on a port of this machine, run by the user `postgres` where we are root."""

    def __init__(self, folder: Path) -> None:
        """Make the cluster; its files go with the folder."""
        self.port, self._data = free_port(), folder / "postgres"
        self._programs = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path())
        if not (self._programs / "initdb").is_file():
            raise SystemExit("This fault needs PostgreSQL: apt-get install postgresql")
        self._data.mkdir()
        if os.geteuid() == 0:
            folder.chmod(0o711)
            shutil.chown(self._data, "postgres")
        self._run("initdb", "--pgdata", str(self._data), "--auth=trust", "--username=postgres")
        rules = f"host all postgres 127.0.0.1/32 trust\nhost all {USER} 127.0.0.1/32 scram-sha-256\n"
        (self._data / "pg_hba.conf").write_text(rules, encoding="utf-8")

    def start(self) -> None:
        """Start the server."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run(
            "pg_ctl", "start", "--wait", "--pgdata", str(self._data), "-l", str(self._data / "log"), "-o", options
        )

    def kill(self) -> None:
        """Kill all its processes at once, if it runs."""
        if (self._data / "postmaster.pid").exists():
            for pid in self._pids():
                os.kill(pid, signal.SIGKILL)
            while any(Path(f"/proc/{pid}").exists() for pid in self._pids()[:1]):
                time.sleep(0.02)
            (self._data / "postmaster.pid").unlink(missing_ok=True)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Stop all its processes where they are, inside the `with`."""
        pids = self._pids()
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

    def do(self, statement: str) -> None:
        """Run SQL as the owner."""
        at = ["--host=127.0.0.1", f"--port={self.port}", "--username=postgres", "--dbname=postgres", "--quiet"]
        self._run("psql", *at, "--set=ON_ERROR_STOP=1", "--command", statement)

    def _pids(self) -> list[int]:
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children")
        return [first, *map(int, children.read_text().split())] if children.exists() else [first]

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command: Sequence[str] = [*as_user, str(self._programs / program), *arguments]
        with (self._data.parent / "postgres.out").open("ab") as out:
            subprocess.run(command, check=True, stdout=out, stderr=out, cwd=self._data)


async def postgres(folder: Path) -> Rows:
    """Show the rows of a table in PostgreSQL on two replicas, and make all of it fail."""
    return await asyncio.to_thread(_postgres, folder)


def _postgres(folder: Path) -> Rows:
    server = Postgres(folder)
    server.start()
    server.do(f"CREATE TABLE journeys ({TABLE}); INSERT INTO journeys VALUES {FIRST}")
    server.do(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'; GRANT SELECT ON journeys TO {USER}")
    replicas = [_replica(folder, server, number) for number in range(2)]
    readers = FilteringReaders(replicas[0].url)
    try:
        for replica in replicas:
            replica.start()
        with readers.reading():
            rows = _changes(server, replicas)
        rows += readers.rows()
        rows += _last_good_copy(server, replicas[1])
        return [*rows, ("user, password, address and query in logs and pages", _leaks(replicas))]
    finally:
        for replica in replicas:
            replica.close()
        server.kill()


def _replica(folder: Path, server: Postgres, number: int) -> Replica:
    word = PASSWORD.replace("/", "%2F").replace(":", "%3A").replace("@", "%40").replace(" ", "%20")
    environment = {
        "TRIP_MAP_FILE": f"postgresql://{USER}:{word}@127.0.0.1:{server.port}/postgres",
        "TRIP_MAP_QUERY": QUERY,
        "TRIP_MAP_FOLDER": str(folder / f"copy-{number}"),
        "TRIP_MAP_TIMEOUT_S": "3",
        "HOME": str(folder),
    }
    return Replica(folder, environment)


def _changes(server: Postgres, replicas: list[Replica]) -> Rows:
    url, other = (replica.url for replica in replicas)
    shown: dict[str, Callable[[], object]] = {
        "a row is inserted": lambda: server.do(f"INSERT INTO journeys VALUES {SECOND}"),
        "a row is changed": lambda: server.do("UPDATE journeys SET destination = 'Moscow' WHERE trip = 'a'"),
        "a row is deleted": lambda: server.do("DELETE FROM journeys WHERE trip = 'b'"),
    }
    rows = [(f"{name}: shown after", f"{seconds_until_shown(url, change):.1f} s") for name, change in shown.items()]
    agree_s = seconds_until(lambda: newest(url) == newest(other))
    rows.append(("the other replica has the same fingerprint after", f"{agree_s:.1f} s"))
    failures: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "server killed": (server.kill, server.start),
        "table renamed": (
            lambda: server.do("ALTER TABLE journeys RENAME TO trips"),
            lambda: server.do("ALTER TABLE trips RENAME TO journeys"),
        ),
        "password changed, connections ended": (
            lambda: server.do(f"ALTER ROLE {USER} PASSWORD 'other'; {END_CONNECTIONS}"),
            lambda: server.do(f"ALTER ROLE {USER} PASSWORD '{PASSWORD}'"),
        ),
        "table locked": (lambda: _lock(server), lambda: server.do(END_OTHERS)),
        "all rows deleted": (
            lambda: server.do("CREATE TABLE kept AS TABLE journeys; DELETE FROM journeys"),
            lambda: server.do("INSERT INTO journeys SELECT * FROM kept; DROP TABLE kept"),
        ),
    }
    for name, (fail, mend) in failures.items():
        told_s = seconds_until_refused(url, fail)
        mend()
        rows.append((f"{name}: host told after; mended after", f"{told_s:.1f} s; {_mended(url):.1f} s"))
    with server.hanging():
        told_s = seconds_until_refused(url, lambda: None)
    return [*rows, ("server hangs: host told after; mended after", f"{told_s:.1f} s; {_mended(url):.1f} s")]


END_CONNECTIONS = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{USER}'"
END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'postgres'"
)


def _lock(server: Postgres) -> None:
    command = ["psql", "--host=127.0.0.1", f"--port={server.port}", "--username=postgres", "--dbname=postgres"]
    lock = "BEGIN; LOCK TABLE journeys; SELECT pg_sleep(60)"
    subprocess.Popen([*command, "--command", lock], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _mended(url: str) -> float:
    return seconds_until(lambda: "cannot be read" not in ask(url, "/readyz"))


def _last_good_copy(server: Postgres, replica: Replica) -> Rows:
    """Restart a replica while the server is down."""
    before = newest(replica.url)
    replica.kill()
    server.kill()
    replica.start()
    same = newest(replica.url) == before
    return [("replica killed, restarted without a server: the last good copy", "shown" if same else "LOST")]


def _leaks(replicas: list[Replica]) -> str:
    texts = [ask(replica.url, page) for replica in replicas for page in PAGES]
    texts += [replica.log.read_text() for replica in replicas]
    words = (USER, PASSWORD, "s3cret", "postgresql:", "FROM journeys")
    return str(sum(text.count(word) for text in texts for word in words))
