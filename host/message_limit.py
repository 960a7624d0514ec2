"""Message limit: a socket that sends more than its allowance is closed before Streamlit sees the message."""

import asyncio
import time
from collections.abc import Callable

from starlette.types import Message, Receive, Send

from page.message_allowance import TOO_MANY, MessageAllowance


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
        self._on_close = on_close
        self._allowance = MessageAllowance(clock)
        self._closed = False

    async def receive(self) -> Message:
        """The next message, after others have had their turn; a disconnection once there are too many."""
        message = await self._receive()
        await asyncio.sleep(0)  # messages that wait already would come without a pause
        length = len(message.get("bytes") or message.get("text") or "")
        if message["type"] == "websocket.receive" and not self._allowance.allows(length):
            self._closed = True
            self._on_close()
            await self._send({"type": "websocket.close", "code": TOO_MANY, "reason": "too many messages"})
            return {"type": "websocket.disconnect", "code": TOO_MANY}
        return message

    async def send(self, message: Message) -> None:
        """Send, unless the socket is closed."""
        if not self._closed:
            await self._send(message)
