"""Chinese: add the simplified or traditional form of names if the sources have only one (基輔, 基辅)."""

from functools import cache
from importlib import import_module
from pathlib import Path


def both(name: str) -> set[str]:
    """A name in simplified and in traditional characters, by the package `opencc-python-reimplemented`."""
    return {name.translate(_table("TSCharacters")), name.translate(_table("STCharacters"))}


@cache
def _table(name: str) -> dict[int, str]:
    file = Path(str(import_module("opencc").__file__)).parent / "dictionary" / f"{name}.txt"
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    # The first of several is the usual one; a mark outside the basic plane is none of a name's.
    return {ord(line[0]): line[1] for line in lines if len(line) > 1}
