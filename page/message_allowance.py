"""Message allowance: how much one socket may send, since Streamlit starts a run of the page for each message."""

import time
from collections.abc import Callable

BURST = 40  # messages at once: more than a page sends while it loads
PER_S = 10  # messages a second after that: faster than anybody clicks
BYTES_PER_MESSAGE = 200_000  # a longer message counts as several
TOO_MANY = 1008  # the close code for a violation of policy


class MessageAllowance:
    """The messages that a socket may still send."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._clock = clock
        self._left, self._at_s = float(BURST), clock()

    def allows(self, length: int) -> bool:
        """Whether a message of so many bytes is within it; it is counted."""
        now_s = self._clock()
        self._left = min(BURST, self._left + (now_s - self._at_s) * PER_S)
        self._at_s = now_s
        self._left -= 1 + length / BYTES_PER_MESSAGE
        return self._left >= 0
