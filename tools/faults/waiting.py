"""Wait for a condition, with a time limit."""

import asyncio
import time
from collections.abc import Callable

LONGEST_S = 60.0
POLL_S = 0.02


async def until(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition holds; raise TimeoutError after a minute."""
    deadline = time.monotonic() + LONGEST_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not come true within a minute")
        await asyncio.sleep(POLL_S)
