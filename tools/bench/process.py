"""The server process of a page, and its CPU, memory, files and threads as Linux counts them."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server import ROOT, STARTING_S, STOPPING_S, Server, free_port, until
from tools.bench.pages import HEALTH, Page

TICKS_PER_S = os.sysconf("SC_CLK_TCK")

# Streamlit's default settings, but it asks for no e-mail address, opens no browser and reports to nobody.
QUIET = ("--server.headless=true", "--browser.gatherUsageStats=false")


@contextmanager
def serve(page: Page) -> Iterator[Server]:
    """Serve a page in its own process, with a new home folder, until the `with` ends."""
    port = free_port()
    command = _uvicorn(port) if page.hosted else _files(page.folder, port) if page.folder else _streamlit(page, port)
    table = {"TRIP_MAP_FILE": str(page.table)} if page.hosted and page.table else {}
    with tempfile.TemporaryDirectory(prefix="trip-map-bench-") as home, (Path(home) / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT if page.own_settings else home,
            env={**os.environ, "HOME": home, **table},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://127.0.0.1:{port}", process, Path(log.name), *([HEALTH] if page.folder else []))
        try:
            until(server.answers, STARTING_S, lambda: f"the server did not answer ok:\n{server.log}")
            yield server
        except Exception as error:
            state = "still ran" if process.poll() is None else f"had ended with {process.returncode}"
            error.add_note(f"The server of {page.name} {state}, and its log says:\n{server.log}")
            raise
        finally:
            _stop(process)


def _streamlit(page: Page, port: int) -> list[str]:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / page.script), f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", *(() if page.own_settings else QUIET), *page.flags]
    return [*command, *(["--", str(page.table)] if page.table else [])]


def _uvicorn(port: int) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "asgi:app", f"--port={port}", "--log-level=warning"]


def _files(folder: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "http.server", str(port), "--bind=127.0.0.1", f"--directory={folder}"]


def cpu_ms(server: Server) -> float:
    """CPU time that all threads of the server have used since it started, user and system."""
    after_name = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS_PER_S * 1000  # utime and stime, see proc_pid_stat(5)


def memory_mb(server: Server) -> float:
    """Resident memory of the server, in MB of a million bytes."""
    status = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    resident_kib = next(line.split()[1] for line in status if line.startswith("VmRSS:"))
    return int(resident_kib) * 1024 / 1e6


def files(server: Server) -> int:
    """The number of files and sockets that the server has open."""
    return len(list(Path(f"/proc/{server.pid}/fd").iterdir()))


def threads(server: Server) -> int:
    """The number of threads of the server."""
    return len(list(Path(f"/proc/{server.pid}/task").iterdir()))


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOPPING_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
