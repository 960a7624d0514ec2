"""Random tables like real ones, from a seed: odd headings, long remarks, ragged rows, mixed cells."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

Row = tuple[str, ...]

WORDS: dict[str, list[str]] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
HEADINGS: dict[str, list[str]] = WORDS.pop("headings")  # type: ignore[assignment]
MIXED_SHARE, BLANK_SHARE = 0.06, 0.08


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the heading above it (such as a year), its column names, and its rows, some of them ragged."""

    heading: str
    columns: Row
    rows: tuple[Row, ...]


def random_tables(random: Random) -> tuple[Table, ...]:
    """One table or several: of the same columns with a heading each, or of different columns."""
    first = _table(random, "")
    number = random.choice((1, 1, 1, 2, 3))
    if number == 1:
        return (first,)
    headings = random.choice((("2017", "2018", "2019"), ("France", "Italy", "Chad"), ("Sheet1", "Read me", "Airports")))
    if random.random() < 0.3:
        return tuple(_table(random, heading) for heading in headings[:number])
    kinds = [_kind_of(name) for name in first.columns]
    return tuple(Table(heading, first.columns, _rows(random, kinds)) for heading in headings[:number])


def _table(random: Random, heading: str) -> Table:
    kinds = ["place", *random.choices(tuple(HEADINGS), k=random.randint(0, 7))]
    if random.random() < 0.8:
        kinds.insert(random.randint(0, len(kinds)), "date")
    if random.random() < 0.3:
        kinds.insert(0, "origin")
    random.shuffle(kinds)
    columns = tuple(random.choice(HEADINGS[kind]) for kind in kinds)
    return Table(heading, columns, _rows(random, kinds))


def _kind_of(column: str) -> str:
    return next(kind for kind, names in HEADINGS.items() if column in names)


def _rows(random: Random, kinds: list[str]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for _ in range(random.choice((0, 1, 2, 3, 5, 8, 13, 30, 60))):
        if rows and random.random() < 0.05:
            rows.append(random.choice(rows))
            continue
        rows.append(_ragged(random, tuple(_cell(random, kind) for kind in kinds)))
    if random.random() < 0.1:
        rows.insert(random.randint(0, len(rows)), ("City", "Date", "Airport")[: len(kinds)])
    if random.random() < 0.1:
        rows.append(("Total", str(len(rows))))
    return tuple(rows)


def _ragged(random: Random, row: Row) -> Row:
    if random.random() < 0.05:
        return row[: random.randint(0, len(row))]
    return (*row, _remark(random)) if random.random() < 0.03 else row


def _cell(random: Random, kind: str) -> str:
    if random.random() < BLANK_SHARE:
        return ""
    if random.random() < MIXED_SHARE:
        kind = random.choice(tuple(CELLS))
    return CELLS[kind](random)


def _remark(random: Random) -> str:
    """A remark of a few words; one in fifty is long."""
    words = random.choices(
        WORDS["words"] + WORDS["cities"], k=random.choice((1, 2, 3, 8, 20)) if random.random() > 0.02 else 900
    )
    return random.choice((" ", "; ", ", ", "\n", " | ", "\t")).join(words)


def _one_of(words: Sequence[str]) -> Callable[[Random], str]:
    return lambda random: random.choice(words)


CELLS: dict[str, Callable[[Random], str]] = {
    "place": _one_of(WORDS["cities"]),
    "origin": _one_of(WORDS["cities"]),
    "date": _one_of(WORDS["dates"]),
    "end": _one_of(WORDS["dates"]),
    "country": _one_of(WORDS["countries"]),
    "mode": _one_of(WORDS["modes"]),
    "people": _one_of(WORDS["people"]),
    "number": _one_of(WORDS["numbers"]),
    "remark": _remark,
    "blank": lambda _: "",
}
