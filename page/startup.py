"""Start sooner and use less memory: do not load, compile or garbage-collect what is not needed."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from geo.gc_pause import gc_paused

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@contextmanager
def block_import(module: str) -> Iterator[None]:
    """Make the import of a module fail inside the `with`, as if it were not installed, unless it is already loaded."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # Python's own mark for a module that cannot be imported
    try:
        yield
    finally:
        del sys.modules[module]


class _LaterModule(ModuleType):
    """A module that is imported when something of it is first used."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


@contextmanager
def delay_import(module: str) -> Iterator[None]:
    """Let what is imported inside the `with` load a module only when it uses something of it, if it ever does."""
    if module in sys.modules:
        yield
        return
    later = sys.modules[module] = _LaterModule(module)
    try:
        yield
    finally:
        if sys.modules.get(module) is later:
            del sys.modules[module]


@contextmanager
def freeze_gc() -> Iterator[None]:
    """Pause the garbage collector inside the `with`, and exempt all objects that exist at its end from collection.

    Libraries and trips live as long as the process, so no reader waits while the collector goes through them. Few
    objects are left to go through, so it runs five times as often, and memory is given back sooner.
    """
    with gc_paused():
        yield
        gc.freeze()
        gc.set_threshold(700, 10, 2)


class _LazyTemplate:
    """A template of Jinja that is compiled at its first use."""

    def __init__(self, compile_now: Callable[[], "Template"]) -> None:
        self._compiled = cache(compile_now)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled(), name)


@contextmanager
def lazy_templates() -> Iterator[None]:
    """Compile the templates that a library makes inside the `with` only at their first use; most are never used."""
    from jinja2 import Environment  # noqa: PLC0415  0.02 s, which the first panel need not wait for

    compile_now = Environment.from_string

    def compile_later(self: "Environment", *arguments: Any, **named: Any) -> "Template":
        return _LazyTemplate(partial(compile_now, self, *arguments, **named))  # type: ignore[return-value]  # stands for it

    Environment.from_string = compile_later  # type: ignore[method-assign]
    try:
        yield
    finally:
        Environment.from_string = compile_now  # type: ignore[method-assign]
