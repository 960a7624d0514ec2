"""Pause the cyclic garbage collector while bulk objects are built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer


class _Pauses:
    """Count the pauses of all threads; the collector is switched on again when the last pause ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._depth = 0
        self._was_enabled = False

    def begin(self) -> None:
        with self._lock:
            if not self._depth:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._depth += 1

    def end(self) -> None:
        with self._lock:
            self._depth -= 1
            if not self._depth and self._was_enabled:
                gc.enable()


_pauses = _Pauses()


@contextmanager
def gc_paused(rest_s: float = 0.0) -> Iterator[None]:
    """Pause the collector inside the `with`, and for `rest_s` seconds after it.

    100,000 rows make millions of objects, none of which is garbage, and going through them takes a third of the time.
    The first collection after the pause goes through all of them, so it can wait until the reader sees the result.
    """
    _pauses.begin()
    try:
        yield
    finally:
        if rest_s:
            rest = Timer(rest_s, _pauses.end)
            rest.daemon = True
            rest.start()
        else:
            _pauses.end()
