"""Abusive clients: sockets that never read, requests that never end, and bytes that are not a request."""

import asyncio
import socket
import ssl
import time
import urllib.request
from contextlib import AsyncExitStack, suppress
from statistics import median

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from tools.faults.lost import Rows
from tools.faults.proxy import Replica
from tools.faults.readers import UNVERIFIED, first_run, rerun

SLOW = 200
IDLE = 500
TIMES = 10
HEAD = b"Host: 127.0.0.1\r\n"
MALFORMED = {
    "bytes that are not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "a method of 100 kB": b"A" * 100_000 + b" / HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a link of 100 kB": b"GET /?" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a link of 5 kB": b"GET /?" + b"a" * 5_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a header of 1 MB": b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "10,000 headers": b"GET / HTTP/1.1\r\n" + HEAD + b"X: a\r\n" * 10_000 + b"\r\n",
    "two Content-Lengths": b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "a Content-Length and chunks": b"POST / HTTP/1.1\r\n"
    + HEAD
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a negative Content-Length": b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: -1\r\n\r\n",
    "a body of 10 MB": b"GET / HTTP/1.1\r\n" + HEAD + b"Content-Length: 10000000\r\n\r\n" + b"a" * 1_000_000,
    "a path outside the folder": b"GET /app/static/../../data/settings.py HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a path outside the folder, encoded": b"GET /app/static/%2e%2e/%2e%2e/data/settings.py HTTP/1.1\r\n"
    + HEAD
    + b"\r\n",
    "zero bytes": b"GET /\x00 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "no Host header": b"GET / HTTP/1.1\r\n\r\n",
    "an unknown method": b"BREW / HTTP/1.1\r\n" + HEAD + b"\r\n",
}


async def idle_sockets(replica: Replica) -> Rows:
    """Open sockets from one address that never send anything; then come as a reader from another."""
    before = median([await first_run(replica.url, number, "127.0.0.2") for number in range(TIMES)])
    memory, taken = replica.memory_mb, 0
    stream = f"{replica.url.replace('http', 'ws')}/_stcore/stream"
    async with AsyncExitStack() as stack:
        for _ in range(IDLE):
            with suppress(InvalidStatus):
                await stack.enter_async_context(connect(stream, origin=Origin(replica.url), proxy=None))
                taken += 1
        grown = replica.memory_mb - memory
        during = median([await first_run(replica.url, number, "127.0.0.2") for number in range(TIMES)])
    return [
        ("idle sockets of one address: tried, taken; memory", f"{IDLE}, {taken}; {grown:.0f} MB"),
        (
            "a reader of another address, first run: before, meanwhile",
            f"{before * 1000:.0f} ms, {during * 1000:.0f} ms",
        ),
    ]


async def slow_clients(site: str, replicas: list[Replica]) -> Rows:
    """Open sockets that send and never read, and as many requests that never end."""
    before = median([await first_run(site, number) for number in range(TIMES)])
    memory = sum(replica.memory_mb for replica in replicas)
    async with AsyncExitStack() as stack:
        for number in range(SLOW):
            stream = f"{site.replace('http', 'ws')}/_stcore/stream"
            opening = connect(
                stream, ssl=UNVERIFIED, origin=Origin(site), user_agent_header=f"slow {number}", max_queue=1, proxy=None
            )
            await (await stack.enter_async_context(opening)).send(rerun({}))
        unfinished = [stack.enter_context(_unfinished(site)) for _ in range(SLOW)]
        during = median([await first_run(site, 100 + number) for number in range(TIMES)])
        grown = sum(replica.memory_mb for replica in replicas) - memory
        seconds = await asyncio.to_thread(_seconds_until_closed, unfinished)
    return [
        (
            "first run of a new reader: before, during",
            f"{before * 1000:.0f} ms, {during * 1000:.0f} ms",
        ),
        ("memory of the sockets, both replicas", f"{grown:.0f} MB, {grown / SLOW:.2f} MB each"),
        (f"{SLOW} requests that never end are closed by nginx after", f"{seconds:.0f} s"),
    ]


def _unfinished(site: str) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", int(site.rpartition(":")[2])))
    wrapped = UNVERIFIED.wrap_socket(plain, server_hostname="localhost")
    wrapped.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    return wrapped


def _seconds_until_closed(sockets: list[ssl.SSLSocket]) -> float:
    since = time.monotonic()
    for each in sockets:
        each.settimeout(60)
        while each.recv(1000):
            pass
    return time.monotonic() - since


async def malformed_requests(site: str, replicas: list[Replica]) -> Rows:
    """Send invalid requests to nginx, to a replica and to a socket; then ask whether both replicas still answer."""
    rows = []
    for name, content in MALFORMED.items():
        by_nginx = await asyncio.to_thread(_status, int(site.rpartition(":")[2]), content, UNVERIFIED)
        by_replica = await asyncio.to_thread(_status, replicas[0].port, content, None)
        rows.append((f"{name}: nginx, a replica itself", f"{by_nginx}, {by_replica}"))
    rows += [(f"on a socket, {name}", await _closed(site, message)) for name, message in _messages().items()]
    alive = [urllib.request.urlopen(f"{replica.url}/livez", timeout=5).read().decode() for replica in replicas]
    return [*rows, ("both replicas afterwards", ", ".join(alive))]


def _status(port: int, content: bytes, context: ssl.SSLContext | None) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=15) as plain:
        channel = context.wrap_socket(plain, server_hostname="localhost") if context else plain
        try:
            channel.sendall(content)
            answer = channel.recv(100)
        except OSError:
            return "closed"
    return answer.split(b" ", 2)[1].decode() if answer.startswith(b"HTTP/") else "closed"


def _messages() -> dict[str, bytes | str]:
    deep = BackMsg()
    deep.rerun_script.query_string = "a=" + "b" * 500_000
    return {
        "2 MB": b"a" * 2_000_000,
        "text": "hello",
        "bytes that are not a Streamlit message": b"\xff" * 100,
        "a query of 500 kB": deep.SerializeToString(),
    }


async def _closed(site: str, message: bytes | str) -> str:
    stream = f"{site.replace('http', 'ws')}/_stcore/stream"
    async with connect(stream, ssl=UNVERIFIED, origin=Origin(site), proxy=None) as opened:
        try:
            await opened.send(message)
            async with asyncio.timeout(5):
                async for _ in opened:
                    pass
        except ConnectionClosed:
            pass
        except TimeoutError:
            return "accepted"
        return f"closed with {opened.close_code}"
