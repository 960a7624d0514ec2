"""Message limit: how much one socket may send, since Streamlit starts a run of the page for each message."""

import asyncio
import time
from collections.abc import Callable

from starlette.types import Message, Receive, Send

BURST = 40  # messages at once: more than a page sends while it loads
PER_S = 10  # messages a second after that: faster than anybody clicks
BYTES_PER_MESSAGE = 200_000  # a longer message counts as several
TOO_MANY = 1008  # the close code for a violation of policy


class MessageLimit:
    """The receiving and sending side of one socket, closed when it sends too much. Streamlit's page then reconnects."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        on_close: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`on_close` is called once if the socket is closed; `clock` gives seconds."""
        self._receive = receive
        self._send = send
        self._clock = clock
        self._on_close = on_close
        self._allowance, self._at_s = float(BURST), clock()
        self._closed = False

    async def receive(self) -> Message:
        """The next message, after others have had their turn; a disconnection once there are too many."""
        message = await self._receive()
        await asyncio.sleep(0)  # messages that wait already would come without a pause
        if message["type"] == "websocket.receive" and not self._allows(message):
            self._closed = True
            self._on_close()
            await self._send({"type": "websocket.close", "code": TOO_MANY, "reason": "too many messages"})
            return {"type": "websocket.disconnect", "code": TOO_MANY}
        return message

    async def send(self, message: Message) -> None:
        """Send, unless the socket is closed."""
        if not self._closed:
            await self._send(message)

    def _allows(self, message: Message) -> bool:
        now_s = self._clock()
        self._allowance = min(BURST, self._allowance + (now_s - self._at_s) * PER_S)
        self._at_s = now_s
        length = len(message.get("bytes") or message.get("text") or "")
        self._allowance -= 1 + length / BYTES_PER_MESSAGE
        return self._allowance >= 0
