"""Every regular expression of the product and its tools takes linear time on adversarial text.

The rule: a text of 2,000 characters takes a pattern at most 20 times as long as the same text of 200 (linear is 10,
quadratic 100). Times are of the processor and the least of several runs. What takes less than 0.1 ms is not compared: of
2,000 characters nothing superlinear is that fast. Texts are repetitions between a start and an end: general ones, and
those made from the pattern, of each of its repeats behind the shortest text that leads to it.
"""

import ast
import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from math import inf
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

import pytest

from geo.gc_pause import gc_paused
from tests.server import ROOT

PACKAGES = ("data", "geo", "page", "export", "host", "tools")
SCRIPTS = ("app.py", "asgi.py", "session.py")
FUNCTIONS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
WHOLE = {"match", "fullmatch"}  # tried at one place of the text; all others are tried at each
SHORT, LONG = 200, 2_000  # characters
MOST_TIMES, SMALLEST_S, HANGS_S = 20, 0.0001, 0.005
ENOUGH_S = 0.5  # so long on one text, again and again, is no noise either
NO_NOISE = 2  # so many times more than allowed, in a few runs, is no noise
GROWING = (50, 100, SHORT, 300)  # the last, so that a cubic pattern, of 4 ms at 200, need not run for seconds
STARTS = ("", "1", '"1', "A", "1,", "(", "[[", "{{", "<ref", "[http://x", "rowspan=", "1:00", "<", "http://x")
UNITS = (*"aA1 \n-.,([{</:°é_", "1.", "a-", "1 ", " /", "a\n")
BAD = "\x00"  # no pattern wants it
ANY = "a1 A-.,:/<>()[]{}\"'=_\n°é|;&#@%+*?!~^$\\가東éЖ"  # a letter of each kind
Pattern = re.Pattern[str] | re.Pattern[bytes]


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


@cache
def sources() -> dict[Path, str]:
    """All files of the product and its tools."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return {file: file.read_text(encoding="utf-8") for file in [*files, *(ROOT / script for script in SCRIPTS)]}


def has_calls(source: str) -> bool:
    """Whether a file calls `re`. Another is not imported: a script would run."""
    return bool(re.search(rf"\bre\.(?:{'|'.join(FUNCTIONS)})\(", source)) and any(calls(ast.parse(source)))


def uses(name: str, texts: Iterable[str]) -> set[str]:
    """The methods of a pattern that the code calls; all kinds where it is handed on."""
    text = "\n".join(text for text in texts if name in text)
    names = re.findall(rf"\b{name}\.(\w+)", text)
    return set(names) if names and len(re.findall(rf"\b{name}\b(?! =)", text)) == len(names) else {"finditer"}


def patterns(file: Path) -> Iterator[tuple[str, Pattern, bool]]:
    """Each pattern of a file, where it is, and whether it is only tried at one place of a text."""
    path, source = file.relative_to(ROOT), sources()[file]
    tree = ast.parse(source)
    module = vars(importlib.import_module(".".join(path.with_suffix("").parts)))
    owners = {id(node.value): ast.unparse(node.targets[0]) for node in ast.walk(tree) if isinstance(node, ast.Assign)}
    for call in calls(tree):
        function = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        flags = [word.value for word in call.keywords if word.arg == "flags"]
        flags += call.args[1:] if function == "compile" else call.args[2:] if function in WHOLE else []
        try:
            values = [eval(ast.unparse(node), module) for node in (call.args[0], *flags)]
        except NameError:
            continue  # a pattern of a table of patterns; or an argument, which the records' own rows give
        owner = owners.get(id(call), "")
        users = [source] if owner.startswith("_") else sources().values()
        called = {function} if function != "compile" else uses(owner, users)
        yield f"{path}:{call.lineno}", re.compile(*values), called <= WHOLE
    called = set(re.findall(r"(?<!\bre)\.(match|fullmatch|search|sub|split|findall|finditer)\(", source))
    for name, value in module.items():
        for number, pattern in enumerate(compiled_in(value)):
            yield f"{path}:{name}:{number}", pattern, called <= WHOLE


def compiled_in(value: object) -> Iterator[Pattern]:
    """The patterns in a table of patterns."""
    if isinstance(value, tuple | list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            if isinstance(part, re.Pattern):
                yield part
            else:
                yield from compiled_in(part)


def shortest(tree: Iterable[tuple[Any, Any]]) -> str:
    """A short text that a parsed pattern matches, as far as letters by letters can say."""
    return "".join(_shortest_of(kind, value) for kind, value in tree)


def _shortest_of(kind: Any, value: Any) -> str:  # noqa: C901, PLR0911  a case for each kind
    match kind:
        case sre.LITERAL:
            return chr(value)
        case sre.NOT_LITERAL:
            return next(letter for letter in ANY if ord(letter) != value)
        case sre.ANY:
            return "a"
        case sre.IN:
            negated, parts = value[0][0] is sre.NEGATE, [part for part in value if part[0] is not sre.NEGATE]
            return next((letter for letter in _letters(parts) if _is_in(letter, parts) is not negated), "a")
        case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
            return shortest(value[2]) * int(min(value[0], 3))
        case sre.SUBPATTERN:
            return shortest(value[3])
        case sre.ATOMIC_GROUP:
            return shortest(value)
        case sre.BRANCH:
            return str(min((shortest(branch) for branch in value[1]), key=len))
    return ""


def _letters(parts: list[tuple[Any, Any]]) -> str:
    own = (chr(value if kind is sre.LITERAL else value[0]) for kind, value in parts if kind in (sre.LITERAL, sre.RANGE))
    return "".join(own) + ANY


def _is_in(letter: str, parts: list[tuple[Any, Any]]) -> bool:
    categories = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
    for kind, value in parts:
        if kind is sre.LITERAL and value == ord(letter):
            return True
        if kind is sre.RANGE and value[0] <= ord(letter) <= value[1]:
            return True
        if kind is sre.CATEGORY:
            name = str(value).removeprefix("CATEGORY_")
            inside = bool(re.match(categories[name.removeprefix("NOT_")], letter))
            if inside is not name.startswith("NOT_"):
                return True
    return False


def repeats(tree: Iterable[tuple[Any, Any]], before: str = "") -> Iterator[tuple[str, str]]:  # noqa: C901
    """The shortest text before each repeat of a parsed pattern, and one of what it repeats."""
    for kind, value in tree:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if value[1] > 9:
                yield before, shortest(value[2]) or "a"
            yield from repeats(value[2], before)
        elif kind is sre.SUBPATTERN:
            yield from repeats(value[3], before)
        elif kind is sre.ATOMIC_GROUP:
            yield from repeats(value, before)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repeats(value[1], before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from repeats(branch, before)
        before += _shortest_of(kind, value)


def adversarial_texts(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """Starts and what is repeated after them, without an equal pair."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    own = list(repeats(_parser.parse(text, pattern.flags & ~re.UNICODE)))
    led = [(start, unit + start) for start, unit in own if start]  # the way in, again and again
    wide = [(start, unit + other) for start, unit in own for _, other in own]
    yield from dict.fromkeys(
        [
            *own,
            *led,
            *(("", start) for start, _ in own if start),
            *wide,
            *product([""], UNITS),
            *product(STARTS, " \na1-"),
        ]
    )


def least_seconds(run: Callable[[], object], runs: int, loops: int) -> float:
    """Seconds of the processor that one run takes, at the least."""
    durations = []
    for _ in range(runs):
        start = process_time()
        for _ in range(loops):
            run()
        durations.append((process_time() - start) / loops)
    return min(durations)


@gc_paused()  # the matches of a long text set off collections, which take longer the more the process holds
def is_superlinear(run: Callable[[int], object]) -> bool:
    """Whether the time grows by more than the rule allows; `run` takes a length. Noise is told apart by repetition."""
    start = process_time()
    for length in GROWING:  # what is worse than quadratic would not end at the full length
        run(length)
        if process_time() - start > HANGS_S and least_seconds(lambda length=length: run(length), 3, 1) > HANGS_S:  # type: ignore[misc]
            return True
    long = short = inf
    for runs in (1, 3, 9, 27, 81, 243, 729):
        long = min(long, least_seconds(lambda: run(LONG), runs, 1))
        if long < SMALLEST_S:
            return False
        short = min(short, least_seconds(lambda: run(SHORT), runs, 3))
        if long <= MOST_TIMES * short:
            return False
        if (runs > 1 and long > NO_NOISE * MOST_TIMES * short) or runs * long > ENOUGH_S:
            return True
    return True


def slow_texts(pattern: Pattern, whole: bool) -> Iterator[tuple[str, str]]:
    tried: Callable[[Any], object] = pattern.fullmatch if whole else pattern.findall
    for start, unit in adversarial_texts(pattern):
        texts = {length: start + (unit * length)[:length] + BAD for length in (*GROWING, LONG)}
        given = {length: text if isinstance(pattern.pattern, str) else text.encode() for length, text in texts.items()}
        if is_superlinear(lambda length, given=given: tried(given[length])):  # type: ignore[misc]
            yield start, unit


FILES = [file for file, source in sources().items() if has_calls(source)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_patterns_of_a_file_take_linear_time(file: Path) -> None:
    slow = {where: next(slow_texts(pattern, whole), None) for where, pattern, whole in patterns(file)}
    assert {where: text for where, text in slow.items() if text} == {}


@pytest.mark.parametrize(
    ("once", "whole"),
    [
        (r"\s*[;\n]\s*", False),  # held the server for seconds: each of these was in the tree
        (r"\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*[NS]?\s*,", True),
        (r"\(\s*([A-Z]{3})?\s*/?\s*([A-Z]{4})?\s*\)\s*$", False),
    ],
)
def test_the_rule_finds_what_once_held_the_server(once: str, whole: bool) -> None:
    assert next(slow_texts(re.compile(once), whole), None)


def test_the_rule_looks_at_all_packages() -> None:
    assert {file.relative_to(ROOT).parts[0] for file in FILES} == set(PACKAGES)
    assert sum(1 for file in FILES for _ in calls(ast.parse(sources()[file]))) > 70
