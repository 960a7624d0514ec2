"""Relay: an address that leads to one server and then to another, as that of a server which is started again."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

from tests.server import Server


class Relay(ThreadingTCPServer):
    """Passes on what comes to `url`. Two servers that run anyway cost less than one that is started for a test."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.target: tuple[str, int] | None = None
        self.connections: set[socket.socket] = set()

    def lead_to(self, server: Server | None) -> None:
        """End all connections, as a server does that ends, and lead the next ones to another, or nowhere."""
        address = urlsplit(server.url) if server else None
        self.target = (address.hostname or "", address.port or 0) if address else None
        for connection in list(self.connections):
            with suppress(OSError):  # it ended by itself
                connection.shutdown(socket.SHUT_RDWR)


class _Connection(BaseRequestHandler):
    server: Relay

    def handle(self) -> None:
        if not self.server.target:
            return
        browser: socket.socket = self.request
        with socket.create_connection(self.server.target) as onward:
            other = {browser: onward, onward: browser}
            self.server.connections.add(browser)
            try:
                while all(_passed(each, other[each]) for each in select(list(other), [], [])[0]):
                    pass
            except OSError:  # one side has gone
                pass
            finally:
                self.server.connections.discard(browser)


def _passed(source: socket.socket, to: socket.socket) -> bool:
    """Pass on what has come, and say whether more may come."""
    data = source.recv(65_536)
    to.sendall(data)
    return bool(data)


@contextmanager
def relayed(server: Server) -> Iterator[Relay]:
    """An address that leads to a server, until the `with` ends."""
    with Relay() as relay:
        threading.Thread(target=relay.serve_forever, daemon=True).start()
        relay.lead_to(server)
        yield relay
        relay.lead_to(None)
        relay.shutdown()
