"""Garbage: Python is kept from looking for it where there is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer


@contextmanager
def gc_paused(rest_s: float = 0.0) -> Iterator[None]:
    """Inside the `with`, Python looks for no garbage: 100,000 rows make millions of values, none of which is any, and
    the looking takes a third of the time.

    Nor for so many seconds after it, in which a reader can be shown what was made: the first look goes through all.
    """
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if rest_s:
            rest = Timer(rest_s, gc.enable)
            rest.daemon = True
            rest.start()
        elif looked_for:
            gc.enable()
