"""A simulated reader without a browser: a websocket that sends the messages of Streamlit's front end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect

from data.selection import FACETS
from tests.server import Server
from tools.faults.proxy import Replica

ANSWERING_S = 180.0
CHOICES = (("mode", ("rail",)), ("", ()), ("mode", ("air", "road")), ("", ()))
CONTROLS = (*FACETS, "upload_open", "upload_files")
BOUNDARY = "a-table-of-trips"
RERUN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


@dataclass
class Reader:
    """`widgets` are the ids of pills and of what uploads by their key; `kept` the hashes of messages that need not come
    again; `shows` is the title that the page has now, `notices` all warnings so far.
    """

    socket: ClientConnection
    server: str
    widgets: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    page: str = ""
    session: str = ""
    shows: str = ""
    notices: list[str] = field(default_factory=list)

    async def choose(self, facet: str = "", values: tuple[str, ...] = ()) -> None:
        """Choose these values of one facet and no others, and wait until the server's run has ended.

        Raises RuntimeError where the script failed, TimeoutError where the answer took more than three minutes.
        """

        def chosen(states: WidgetStates) -> None:
            for key in self.widgets.keys() - {"upload_open", "upload_files"}:
                state = states.widgets.add(id=self.widgets[key])
                state.string_array_value.SetInParent()
                state.string_array_value.data.extend(values if key == facet else ())

        await self._run(chosen, "&".join(f"{facet}={value}" for value in values))

    async def drop(self, name: str, content: bytes) -> None:
        """Open “Your trips”, drop a table there, and wait until it is drawn; raises the same errors as `choose`."""
        addresses = await self.send(name, content)

        def dropped(states: WidgetStates) -> None:
            files = states.widgets.add(id=self.widgets["upload_files"]).file_uploader_state_value
            files.uploaded_file_info.add(file_id=addresses.file_id, name=name, size=len(content), file_urls=addresses)

        await self._run(dropped)

    async def send(self, name: str, content: bytes) -> FileURLs:
        """Open “Your trips” and send a file, of which the page hears nothing yet."""
        if "upload_files" not in self.widgets:
            await self._run(lambda states: self._click(states.widgets.add(id=self.widgets["upload_open"])))
        addresses = await self._addresses(name)
        await asyncio.to_thread(_put, self.server, addresses.upload_url, name, content)
        return addresses

    @staticmethod
    def _click(state: WidgetState) -> None:
        state.trigger_value = True

    async def _run(self, fill: Callable[[WidgetStates], None], query: str = "") -> None:
        """Run the script with changed widgets, to its end."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = query
        state.page_script_hash = self.page
        state.cached_message_hashes.extend(self.kept)
        state.context_info.timezone = "UTC"
        fill(state.widget_states)
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWERING_S):
            while not self._ends(await self._hear()):
                pass

    async def _hear(self) -> ForwardMsg:
        message: ForwardMsg = ForwardMsg.FromString(await self.socket.recv(decode=False))
        return message

    async def _addresses(self, name: str) -> FileURLs:
        """Request the addresses for an upload."""
        request = BackMsg()
        request.file_urls_request.request_id = name
        request.file_urls_request.file_names.append(name)
        request.file_urls_request.session_id = self.session
        await self.socket.send(request.SerializeToString())
        async with asyncio.timeout(ANSWERING_S):
            while (message := await self._hear()).WhichOneof("type") != "file_urls_response":
                pass
        addresses: FileURLs = message.file_urls_response.file_urls[0]
        return addresses

    def _ends(self, message: ForwardMsg) -> bool:
        """Process a message of the server; return whether it is the last one of a run."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.kept.add(message.hash)
        if kind == "new_session":
            self.page = message.new_session.page_script_hash
            self.session = message.new_session.initialize.session_id
        if kind == "page_config_changed":
            self.shows = message.page_config_changed.title
        if kind == "delta":
            self._process(message.delta.new_element)
        return kind == "script_finished" and message.script_finished != RERUN

    def _process(self, element: Element) -> None:
        """Keep what an element of the page says."""
        what = element.WhichOneof("type")
        if what == "exception":
            raise RuntimeError(element.exception.message)
        if what == "alert":
            self.notices.append(element.alert.body)
        if what in ("button_group", "button", "file_uploader"):
            widget = getattr(element, what).id
            if (key := widget.rpartition("-")[2]) in CONTROLS:
                self.widgets[key] = widget


def _put(server: str, address: str, name: str, content: bytes) -> None:
    """Send a file as Streamlit's front end does; raises RuntimeError where it is refused."""
    connection = HTTPConnection(urlsplit(server).netloc, timeout=ANSWERING_S)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    token = SimpleCookie(answer.headers["Set-Cookie"])["_streamlit_xsrf"].value
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    connection.request("PUT", address, body, {**kind, "X-Xsrftoken": token, "Cookie": f"_streamlit_xsrf={token}"})
    status = connection.getresponse().status
    connection.close()
    if status != 204:
        raise RuntimeError(f"the upload of {name} was answered {status}")


@asynccontextmanager
async def reading(server: Server | Replica) -> AsyncIterator[Reader]:
    """Connect a reader, wait for the first run, and disconnect when the `with` ends."""
    address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as socket:  # type: ignore[list-item]
        reader = Reader(socket, server.url)
        await reader.choose()
        yield reader


async def visit(server: Server) -> None:
    """Open the page as the only reader, choose some filters, and leave."""
    async with reading(server) as reader:
        for choice in CHOICES:
            await reader.choose(*choice)
