"""Requests to a hosted page by HTTP and by socket, without a browser."""

import http.client
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.server import Server

HOST = "maps.example.org"
TILES, CREDIT = "https://tiles.example.org", "© <b>Somebody</b>"


@dataclass(frozen=True)
class Answer:
    """`headers` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Server, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request; `accept_encoding` is the header `accept-encoding`. Of what opens a socket there is only the head."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    with connection.getresponse() as answer:
        told = {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read() if answer.status != 101 else b""
    connection.close()
    return Answer(answer.status, told, content)


def policy(answer: Answer) -> dict[str, str]:
    """The directives of an answer's policy."""
    parts = (part.strip().partition(" ") for part in answer.headers["content-security-policy"].split(";"))
    return {name: sources for name, _, sources in parts}


def open_socket(server: Server, address: str) -> ClientConnection:
    """A socket of the page from one of this machine's addresses."""
    where = urlsplit(server.url)
    sock = socket.create_connection((where.hostname, where.port or 0), source_address=(address, 0))
    return connect(f"ws://{where.netloc}/_stcore/stream", sock=sock, proxy=None)


def first_run(server: Server) -> str:
    """What a new session is sent, as text in which addresses can be found."""
    request, answer = BackMsg(), ForwardMsg()
    request.rerun_script.query_string = ""
    received = ""
    with connect(f"{server.url.replace('http', 'ws')}/_stcore/stream", proxy=None) as socket:
        socket.send(request.SerializeToString())
        while answer.WhichOneof("type") != "script_finished":
            answer.ParseFromString(socket.recv(timeout=20, decode=False))
            received += str(answer)
    return received
