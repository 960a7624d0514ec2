"""Lean: libraries are kept from loading, compiling and holding what the page can do without."""

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import Any

from jinja2 import Environment, Template

M_ARENA_MAX = -8  # of glibc's malloc.h


@contextmanager
def without(module: str) -> Iterator[None]:
    """Inside the `with`, importing `module` fails as if it were not installed; once loaded, it stays as it is."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # Python's own sign for "not to be had"
    try:
        yield
    finally:
        del sys.modules[module]


class _Later:
    """Jinja's template, compiled when it is first asked for anything."""

    def __init__(self, compiled: Callable[[], Template]) -> None:
        self._compiled = cache(compiled)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled(), name)


@contextmanager
def compiled_later() -> Iterator[None]:
    """Inside the `with`, a template that a library makes is not compiled before it is used, and most never are."""
    compiled = Environment.from_string

    def later(self: Environment, *arguments: Any, **named: Any) -> Template:
        return _Later(partial(compiled, self, *arguments, **named))  # type: ignore[return-value]  # stands for it

    Environment.from_string = later  # type: ignore[method-assign]
    try:
        yield
    finally:
        Environment.from_string = compiled  # type: ignore[method-assign]


def one_arena() -> None:
    """Let all threads take memory from one place, of which more comes back when readers have left (docs/scale.md).

    Only glibc gives each thread a place of its own. Streamlit runs pages in threads, and Python one of them at a time.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, 1)
