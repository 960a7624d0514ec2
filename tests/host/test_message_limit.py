"""Message limit: a socket that sends without end is closed with a reason, and one that is used by a person never is."""

from collections.abc import Iterable

from starlette.types import Message

from host.message_limit import MessageLimit
from page.message_allowance import BURST, BYTES_PER_MESSAGE, TOO_MANY
from tests.asgi_client import in_own_thread


def received(messages: Iterable[tuple[float, bytes]]) -> tuple[int, list[Message], int]:
    """How many messages come through, what is sent to the browser meanwhile, and how often a closing is counted."""
    now, sent, closings = 0.0, list[Message](), list[None]()
    coming = iter(messages)

    async def receive() -> Message:
        nonlocal now
        pause_s, content = next(coming, (0.0, b""))
        now += pause_s
        return {"type": "websocket.receive", "bytes": content} if content else {"type": "websocket.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def socket() -> int:
        limit, through = MessageLimit(receive, send, lambda: closings.append(None), lambda: now), 0
        while (await limit.receive())["type"] == "websocket.receive":
            through += 1
        await limit.send({"type": "websocket.send", "bytes": b"late"})
        return through

    return in_own_thread(socket), sent, len(closings)


def test_ten_thousand_messages_at_once_close_the_socket_after_a_burst() -> None:
    through, sent, closings = received([(0.0, b"x" * 13)] * 10_000)
    assert through <= BURST
    assert sent == [{"type": "websocket.close", "code": TOO_MANY, "reason": "too many messages"}]
    assert closings == 1


def test_long_messages_count_as_several() -> None:
    assert received([(0.0, b"x" * 10 * BYTES_PER_MESSAGE)] * 10)[0] == 3


def test_a_page_that_loads_and_a_person_who_clicks_fast_for_minutes_are_never_closed() -> None:
    loading, clicks = [(0.0, b"x" * 500)] * 30, [(0.15, b"x" * 2_000)] * 2_000
    through, sent, closings = received([*loading, *clicks])
    assert (through, closings) == (2_030, 0)
    assert [message["type"] for message in sent] == ["websocket.send"]
