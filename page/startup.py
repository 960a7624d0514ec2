"""Lean: libraries are kept from loading and compiling what the page can do without, and Python from looking for garbage
among what stays.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from geo.gc_pause import gc_paused

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@contextmanager
def block_import(module: str) -> Iterator[None]:
    """Inside the `with`, importing `module` fails as if it were not installed; once loaded, it stays as it is."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # Python's own sign for "not to be had"
    try:
        yield
    finally:
        del sys.modules[module]


@contextmanager
def freeze_gc() -> Iterator[None]:
    """Inside the `with`, Python looks for no garbage, and what is there at its end it never looks at again, since it
    stays: no reader waits while it goes through libraries and trips.

    What is left to look at is little, so it looks five times as often, and less memory waits to be given back.
    """
    with gc_paused():
        yield
        gc.freeze()
        gc.set_threshold(700, 10, 2)


class _LazyTemplate:
    """Jinja's template, compiled when it is first asked for anything."""

    def __init__(self, compiled: Callable[[], "Template"]) -> None:
        self._compiled = cache(compiled)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled(), name)


@contextmanager
def lazy_templates() -> Iterator[None]:
    """Inside the `with`, a template that a library makes is not compiled before it is used, and most never are."""
    from jinja2 import Environment  # noqa: PLC0415  0.02 s, which the first panel need not wait for

    compiled = Environment.from_string

    def later(self: "Environment", *arguments: Any, **named: Any) -> "Template":
        return _LazyTemplate(partial(compiled, self, *arguments, **named))  # type: ignore[return-value]  # stands for it

    Environment.from_string = later  # type: ignore[method-assign]
    try:
        yield
    finally:
        Environment.from_string = compiled  # type: ignore[method-assign]
