"""Server: the page as it is served, `streamlit run app.py` or `uvicorn asgi:app`, on a free port of this machine."""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STARTING_S = 120.0  # a cold start takes 3 to 6 s on two cores, and longer while other tests load them
STOPPING_S = 10.0
POLL_S = 0.02
PORTS = range(20_000, 32_000)


@dataclass(frozen=True)
class Server:
    """A running page. `url` has no slash at its end."""

    url: str
    process: subprocess.Popen[bytes]
    log_file: Path
    health: str = "_stcore/health"

    @property
    def pid(self) -> int:
        """The process that serves the page."""
        return self.process.pid

    @property
    def log(self) -> str:
        """All that it has printed so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def freeze(self) -> None:
        """Stop it where it stands, as a server that hangs; `frozen` is safer, for it thaws when a test fails."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Frozen inside the `with`, and thawed after it whatever happens."""
        self.freeze()
        try:
            yield
        finally:
            self.thaw()

    def answers(self) -> bool:
        """Whether its health address says `ok`. Raises RuntimeError, with the log, once the process has ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.log}")
        try:
            with _direct.open(f"{self.url}/{self.health}", timeout=5) as answer:
                return bool(answer.read() == b"ok")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


@contextmanager
def serve(
    file: Path | None = None,
    *,
    env: Mapping[str, str] | None = None,
    flags: Sequence[str] = (),
    script: str = "app.py",
    port: int = 0,
) -> Iterator[Server]:
    """Serve the built-in records, or FILE, until the `with` ends; `flags` are Streamlit's, `env` is added to ours."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.address=127.0.0.1", f"--server.port={port}"]
    command += [*flags, *(["--", str(file)] if file else [])]
    with _running(command, port, "_stcore/health", env or {}) as server:
        yield server


@contextmanager
def serve_asgi(env: Mapping[str, str] | None = None, *, flags: Sequence[str] = (), port: int = 0) -> Iterator[Server]:
    """Serve `asgi.py` by uvicorn until the `with` ends; `flags` are uvicorn's, `env` is added to ours."""
    port = port or free_port()
    command = [sys.executable, "-m", "uvicorn", "asgi:app", f"--port={port}", *flags]
    with _running(command, port, "livez", env or {}) as server:
        yield server


@contextmanager
def _running(command: Sequence[str], port: int, health: str, env: Mapping[str, str]) -> Iterator[Server]:
    """The process of a command, from the moment that it answers."""
    with tempfile.TemporaryDirectory(prefix="trip-map-") as folder, (Path(folder) / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://127.0.0.1:{port}", process, Path(log.name), health)
        try:
            until(server.answers, STARTING_S, lambda: f"the server did not answer ok:\n{server.log}")
            yield server
        finally:
            _stop(server)


def until(condition: Callable[[], bool], timeout_s: float, complaint: Callable[[], str]) -> None:
    """Return as soon as the condition holds. Raises TimeoutError with the complaint when it does not in time."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(complaint())
        time.sleep(POLL_S)


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on. Systems give none of `PORTS` to outgoing connections meanwhile."""
    return next(port for port in random.sample(PORTS, 100) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _stop(server: Server) -> None:
    """End it as Ctrl+C would, frozen or not; a server that will not end is killed and told of."""
    if server.process.poll() is not None:
        return
    server.thaw()
    server.process.send_signal(signal.SIGINT)
    try:
        server.process.wait(STOPPING_S)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


# A proxy that the machine names is for the world outside, never for a server on this machine.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
