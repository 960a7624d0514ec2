"""A network for tests of what is fetched: names are resolved from lists, and every socket leads to this machine."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field

PUBLIC = "93.184.215.14"  # an address of the public Internet, which nobody connects to


@dataclass
class FakeNetwork:
    """The names that are known have one answer after another, the last one for ever; others are public."""

    port: int
    names: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    connected: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The next answer for a name."""
        self.looked_up.append(host)
        answers = self.names.get(host, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, timeout_s: float) -> socket.socket:
        """A socket to the server of the test, whatever the address."""
        self.connected.append((address, port))
        return socket.create_connection(("127.0.0.1", self.port), timeout_s)
