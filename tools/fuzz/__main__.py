"""Fuzzer: random tables through reading, placing, packing and every export. `python -m tools.fuzz --minutes 10`.

Prints each kind of failure once, with its seed and the smallest input that still fails.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from time import monotonic
from traceback import extract_tb

from tools.fuzz.files import WRITERS
from tools.fuzz.journey import check_file
from tools.fuzz.tables import Table, random_tables

SHRINK_SECONDS = 30.0
SHOWN_BYTES = 1_500
BINARY = ("xlsx", "parquet", "sqlite", "zip")  # of these the tables are shown


@dataclass(frozen=True, slots=True)
class Case:
    """A file to try: the seed, the format, and the tables in it."""

    seed: int
    format: str
    tables: tuple[Table, ...]

    def content(self) -> bytes:
        """The file; equal cases give equal files."""
        return WRITERS[self.format](self.tables, Random(self.seed))

    def failure(self) -> str:
        """Run the case; return the exception and the place where the product raised it, or ""."""
        try:
            check_file(self.content(), f"trips.{self.format}", self.seed)
        except Exception as error:  # whatever it is, it is what is looked for
            place = extract_tb(error.__traceback__)[-1]
            where = f"{place.filename.rpartition('/')[2]}:{place.lineno}"
            return f"{type(error).__name__} at {where}: {str(error)[:200]}"
        return ""


def random_case(seed: int) -> Case:
    """The case of a seed."""
    random = Random(seed)
    return Case(seed, random.choice(tuple(WRITERS)), random_tables(random))


def shrink(case: Case, kind: str) -> Case:
    """The smallest case found that fails in the same way: without tables, rows, columns and pieces of cells."""
    until, smaller = monotonic() + SHRINK_SECONDS, True
    while smaller:
        smaller = False
        for simpler in _simpler(case):
            if monotonic() > until:
                return case
            if failure_kind(simpler.failure()) == kind:
                case, smaller = simpler, True
                break
    return case


def failure_kind(failure: str) -> str:
    """The exception and its place without the text, which identify a fault."""
    return failure.partition(": ")[0]


def _simpler(case: Case) -> Iterator[Case]:
    for number, table in enumerate(case.tables):
        others = (*case.tables[:number], *case.tables[number + 1 :])
        if others:
            yield replace(case, tables=others)
        for less in _simpler_table(table):
            yield replace(case, tables=(*case.tables[:number], less, *case.tables[number + 1 :]))


def _simpler_table(table: Table) -> Iterator[Table]:
    half = len(table.rows) // 2
    if half > 1:
        yield replace(table, rows=table.rows[:half])
        yield replace(table, rows=table.rows[half:])
    for number in range(len(table.rows)):
        yield replace(table, rows=(*table.rows[:number], *table.rows[number + 1 :]))
    for column in range(len(table.columns)):
        rows = tuple((*row[:column], *row[column + 1 :]) for row in table.rows)
        yield replace(table, columns=(*table.columns[:column], *table.columns[column + 1 :]), rows=rows)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            for less in _simpler_cell(cell):
                changed = (*row[:column], less, *row[column + 1 :])
                yield replace(table, rows=(*table.rows[:number], changed, *table.rows[number + 1 :]))


def _simpler_cell(cell: str) -> Sequence[str]:
    half = len(cell) // 2
    return (cell[:half], cell[half:]) if half else ()


def main() -> int:
    """Try files until the time is over; return 1 if any failed."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0, help="of the first file; the next ones count on")
    parser.add_argument("--format", choices=sorted(WRITERS), help="only files of this format")
    asked = parser.parse_args()
    until, seed = monotonic() + 60 * asked.minutes, asked.seed
    failures: Counter[str] = Counter()
    while monotonic() < until:
        case = random_case(seed)
        case = replace(case, format=asked.format or case.format)
        failure = case.failure()
        if failure and not failures[failure_kind(failure)]:
            small = shrink(case, failure_kind(failure))
            shown = small.content()[:SHOWN_BYTES] if small.format not in BINARY else small.tables
            print(f"\nseed {seed}, {case.format}: {failure}\n{shown!r}", flush=True)
        if failure:
            failures[failure_kind(failure)] += 1
        seed += 1
    print(f"{seed - asked.seed} files, seeds {asked.seed} to {seed - 1}; failures: {dict(failures) or 'none'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
