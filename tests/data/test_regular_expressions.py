"""Every regular expression of the data and export packages takes linear time on adversarial text.

The rule: a pattern fails if some text of 4,000 characters takes it more than 20 ms and more than 40 times as long as the
same text of 400 (linear is 10, quadratic 100), each the least of three runs; or if 400 characters take more than 20 ms.
"""

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from itertools import product
from time import perf_counter

import pytest

from tests.server import ROOT

FUNCTIONS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
WHOLE = {"match", "fullmatch"}  # tried at one place of the text; all others are tried at each
STARTS = (
    "",
    "1",
    '"1',
    "A",
    "1,",
    "(",
    "[[",
    "{{",
    "<ref",
    "[http://x",
    "rowspan",
    "rowspan=",
    "1:00",
    "<",
    "http://x",
)
UNITS = (
    "a",
    "A",
    "1",
    " ",
    "\n",
    "-",
    ".",
    ",",
    "(",
    "[",
    "{",
    "<",
    "/",
    ":",
    "°",
    "é",
    "_",
    "1.",
    "a-",
    "1 ",
    " /",
    "a\n",
)
ENDS = ("\x00", "x")
Text = str | bytes


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in FUNCTIONS
        ):
            yield node


def uses(name: str, sources: list[str]) -> set[str]:
    """The methods of a pattern that the code calls; all kinds where it is handed on."""
    text = "\n".join(sources)
    names = re.findall(rf"\b{name}\.(\w+)", text)
    return set(names) if names and len(re.findall(rf"\b{name}\b(?! =)", text)) == len(names) else {"finditer"}


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes], bool]]:
    """Each pattern, where it is, and whether it is only tried at one place of a text."""
    files = [file for package in ("data", "export") for file in sorted((ROOT / package).rglob("*.py"))]
    sources = [file.read_text(encoding="utf-8") for file in files]
    for file, source in zip(files, sources, strict=True):
        tree = ast.parse(source)
        owners = {
            id(node.value): ast.unparse(node.targets[0]) for node in ast.walk(tree) if isinstance(node, ast.Assign)
        }
        for call in calls(tree):
            function = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            path = file.relative_to(ROOT)
            module = importlib.import_module(".".join(path.with_suffix("").parts))
            if isinstance(call.args[0], ast.Name) and not hasattr(module, call.args[0].id):
                continue  # a pattern that is an argument: the records' own rows give it, no reader's file does
            flags = [word.value for word in call.keywords if word.arg == "flags"]
            flags += call.args[1:] if function == "compile" else call.args[2:] if function in WHOLE else []
            values = [eval(ast.unparse(node), vars(module)) for node in (call.args[0], *flags)]
            owner = owners.get(id(call), "")
            called = {function} if function != "compile" else uses(owner, sources)
            yield f"{path}:{call.lineno}", re.compile(*values), called <= WHOLE


def least_seconds(run: Callable[[], object], times: int) -> float:
    durations = []
    for _ in range(times):
        start = perf_counter()
        run()
        durations.append(perf_counter() - start)
    return min(durations)


def is_slow(seconds: Callable[[int, int], float]) -> bool:
    """Whether the time grows by more than the rule allows; `seconds` takes a length and a number of runs."""
    if seconds(400, 1) > 0.02 and seconds(400, 3) > 0.02:
        return True
    return seconds(4_000, 1) > 0.02 and (long := seconds(4_000, 3)) > 0.02 and long > 40 * seconds(400, 3)


def slow_texts(pattern: re.Pattern[str] | re.Pattern[bytes], whole: bool) -> Iterator[tuple[str, str, str]]:
    for start, unit, end in product(STARTS, UNITS, ENDS):

        def seconds(length: int, times: int, start: str = start, unit: str = unit, end: str = end) -> float:
            text = start + (unit * length)[:length] + end
            given: Text = text.encode() if isinstance(pattern.pattern, bytes) else text
            tried = pattern.fullmatch if whole else pattern.findall
            return least_seconds(lambda: tried(given), times)  # type: ignore[arg-type]

        if is_slow(seconds):
            yield start, unit, end


FOUND = list(patterns())


@pytest.mark.parametrize(("pattern", "whole"), [found[1:] for found in FOUND], ids=[found[0] for found in FOUND])
def test_a_pattern_takes_linear_time(pattern: re.Pattern[str], whole: bool) -> None:
    assert next(slow_texts(pattern, whole), None) is None


def test_the_rule_finds_what_once_held_the_server() -> None:
    assert any(slow_texts(re.compile(r"\s*[;\n]\s*"), whole=False))
    assert len(FOUND) > 40
