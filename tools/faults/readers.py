"""Simulated readers without a browser: sockets that open a session, keep it, and reconnect when it is lost."""

import asyncio
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

RETRY_S = 0.5  # Streamlit's page tries again after half a second, then ever more seldom
UNVERIFIED = ssl.create_default_context()
UNVERIFIED.check_hostname = False
UNVERIFIED.verify_mode = ssl.CERT_NONE


@dataclass
class Reader:
    """One session. `runs` are the times when its runs ended."""

    site: str
    number: int
    runs: list[float] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def back(self) -> list[float]:
        """When the reader had a session again, that is, when the run ended."""
        return self.runs

    def opened(self) -> bool:
        """Whether the reader has had a session at least once."""
        return bool(self.runs)

    async def read(self) -> None:
        """Keep the page open until cancelled."""
        while True:
            with suppress(OSError, WebSocketException):
                await self._session()
            if len(self.lost) < len(self.runs):
                self.lost.append(time.monotonic())
            await asyncio.sleep(RETRY_S)

    async def _session(self) -> None:
        address = f"{self.site.replace('http', 'ws')}/_stcore/stream"
        agent = f"reader {self.number}"  # by which nginx tells readers of one address apart
        async with connect(
            address, ssl=UNVERIFIED, origin=Origin(self.site), user_agent_header=agent, proxy=None, open_timeout=10
        ) as socket:
            await socket.send(rerun({}))
            async for packet in socket:
                self._take(ForwardMsg.FromString(packet if isinstance(packet, bytes) else packet.encode()))

    def _take(self, message: ForwardMsg) -> None:
        """Record the errors of a run, and its end."""
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            self.failures.append(element.exception.type)
        if message.WhichOneof("type") == "script_finished":
            self.runs.append(time.monotonic())


async def first_run(site: str, number: int = 0, address: str = "127.0.0.1") -> float:
    """Open the page as a new reader from an address of this machine.

    Return the seconds until its first run ended.
    """
    began, answer = time.monotonic(), ForwardMsg()
    secure = UNVERIFIED if site.startswith("https") else None
    stream = f"{site.replace('http', 'ws')}/_stcore/stream"
    agent = f"new reader {number}"
    opening = connect(
        stream, ssl=secure, origin=Origin(site), user_agent_header=agent, proxy=None, local_addr=(address, 0)
    )
    async with opening as socket:
        await socket.send(rerun({}))
        while answer.WhichOneof("type") != "script_finished":
            packet = await socket.recv(decode=False)
            answer.ParseFromString(packet)
    return time.monotonic() - began


def rerun(view: dict[str, str]) -> bytes:
    """The first message of a page: the query of its URL."""
    message = BackMsg()
    message.rerun_script.query_string = urlencode(view)
    return bytes(message.SerializeToString())
