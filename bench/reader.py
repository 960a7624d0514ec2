"""Reader: one who has a page open, without a browser: a websocket, and the messages of Streamlit's front end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.server import Server

ANSWERING_S = 60.0
CHOICES = (("mode", ("rail",)), ("", ()), ("mode", ("air", "road")), ("", ()))
RERUN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


@dataclass
class Reader:
    """`pills` are the ids of the widgets by their key; `kept` the hashes of messages that need not come again."""

    socket: ClientConnection
    pills: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    page: str = ""

    async def choose(self, facet: str = "", values: tuple[str, ...] = ()) -> None:
        """Choose these values of one facet and give up all others, and wait until the server has answered to the end.

        Raises RuntimeError where the script failed, TimeoutError where the answer took more than a minute.
        """
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = "&".join(f"{facet}={value}" for value in values)
        state.page_script_hash = self.page
        state.cached_message_hashes.extend(self.kept)
        state.context_info.timezone = "UTC"
        for key, widget in self.pills.items():
            chosen = state.widget_states.widgets.add(id=widget)
            chosen.string_array_value.SetInParent()
            chosen.string_array_value.data.extend(values if key == facet else ())
        await self.socket.send(asked.SerializeToString())
        async with asyncio.timeout(ANSWERING_S):
            while not self._ends(ForwardMsg.FromString(await self.socket.recv(decode=False))):
                pass

    def _ends(self, message: ForwardMsg) -> bool:
        """Take note of a message of the server; whether it is the last one of a run."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.kept.add(message.hash)
        if kind == "new_session":
            self.page = message.new_session.page_script_hash
        if kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(element.exception.message)
            if element.WhichOneof("type") == "button_group":
                self.pills[element.button_group.id.rpartition("-")[2]] = element.button_group.id
        return kind == "script_finished" and message.script_finished != RERUN


@asynccontextmanager
async def reading(server: Server) -> AsyncIterator[Reader]:
    """A reader whose page has been answered once, until the `with` ends."""
    address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as socket:  # type: ignore[list-item]
        reader = Reader(socket)
        await reader.choose()
        yield reader


async def visit(server: Server) -> None:
    """Read the page alone, choose this and that, and leave."""
    async with reading(server) as reader:
        for choice in CHOICES:
            await reader.choose(*choice)
