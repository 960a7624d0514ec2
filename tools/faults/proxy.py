"""nginx with the deployed configuration, on loopback, in front of replicas that can be stopped and killed."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.server import ROOT, free_port, until

STARTING_S = 60.0
STOPPING_S = 20.0
FLAGS = ("--no-server-header", "--ws-max-size=1048576", "--timeout-keep-alive=75", "--timeout-graceful-shutdown=10")


class Replica:
    """One process of `asgi.py`, started as in the container file. All its runs write to one `log`."""

    def __init__(self, folder: Path, environment: Mapping[str, str], prefix: Sequence[str] = ()) -> None:
        """Prepare a replica without starting it; `prefix` is a command that runs it."""
        self.port = free_port()
        self.log = folder / f"replica-{self.port}.log"
        self.url = f"http://127.0.0.1:{self.port}"
        self._prefix = prefix
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process
        return self._process.pid

    @property
    def memory_mb(self) -> float:
        """Resident memory, as Linux counts it."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else 0.0

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [*self._prefix, sys.executable, "-m", "uvicorn", "asgi:app", f"--port={self.port}", *FLAGS]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        until(self._answers, STARTING_S, lambda: f"a replica did not start:\n{self.log.read_text()}")

    def stop(self) -> int:
        """Send SIGTERM, wait for the end, and return the exit code."""
        assert self._process
        self._process.terminate()
        return self._process.wait(STOPPING_S)

    def kill(self) -> None:
        """Kill it with `kill -9`."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Kill it if it still runs."""
        if self._process and self._process.poll() is None:
            self.kill()

    def _answers(self) -> bool:
        assert self._process
        if self._process.poll() is not None:
            raise RuntimeError(f"a replica ended:\n{self.log.read_text()}")
        return is_listening(self.port)


def is_listening(port: int) -> bool:
    """Return whether a port of this machine accepts connections."""
    with socket.socket() as probe:
        return bool(probe.connect_ex(("127.0.0.1", port)) == 0)


def certificate(folder: Path) -> Path:
    """Write a self-signed certificate for localhost into the folder, and return the folder."""
    names = [f"-keyout={folder / 'privkey.pem'}", f"-out={folder / 'fullchain.pem'}"]
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += [word for name in names for word in name.split("=", 1)] + ["-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def nginx_conf(folder: Path, replicas: list[int], ports: list[int]) -> str:
    """Return `deploy/nginx.conf` with these ports for HTTP and HTTPS, and another folder."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8").replace(" /tmp/", f" {folder}/")
    text = text.replace("unix:/tmp/", f"unix:{folder}/")
    for number, port in enumerate(replicas, 1):
        text = text.replace(f"replica-{number}:8501", f"127.0.0.1:{port}")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{ports[0]}")
    text = text.replace("listen 8443", f"listen 127.0.0.1:{ports[1]}")
    return text.replace("/etc/nginx/tls", str(folder)).replace("/dev/std", f"{folder}/std")


@contextmanager
def nginx(folder: Path, replicas: list[int]) -> Iterator[str]:
    """Run nginx in front of the replicas; yield its address."""
    binary = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not binary:
        raise SystemExit("The fault lab needs nginx: apt-get install nginx-light")
    ports = [free_port(), free_port()]
    conf = folder / "nginx.conf"
    conf.write_text(nginx_conf(certificate(folder), replicas, ports), encoding="utf-8")
    mine = "daemon off; user root;" if os.geteuid() == 0 else "daemon off;"  # else it could not write where we can
    with subprocess.Popen([binary, "-c", str(conf), "-g", mine], stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: is_listening(ports[1]), STARTING_S, lambda: "nginx did not start")
            yield f"https://127.0.0.1:{ports[1]}"
        finally:
            process.terminate()
