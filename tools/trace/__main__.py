"""Trace every rail and road segment of the built-in records and write `data/ways.csv`.

Run `python -m tools.trace` from the repository's root, with `pip install scgraph-data==2.0.0`; see `docs/ways.md`.
"""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path

from data.records.records import BUILT_IN
from geo.dataset import load
from geo.routes.traced import ROUTE_COLUMNS, Line
from tools.trace.graph import FILES
from tools.trace.plan import read_plan
from tools.trace.tracing import Traced, tracer

WAYS = BUILT_IN.parent / "ways.csv"


def main() -> None:
    """Trace, print what was measured, and write the file."""
    traced = trace_all(date.today().isoformat())
    for each in traced:
        print(f"{each.way.start:>15} {each.way.end:<15} {each.way.basis:<8} {each.km:6.1f} km", end=" ")
        print(f"x {each.detour:.2f}, {each.stray_km:.2f} km off, {len(each.way.line)} points. {each.way.note}")
    print(f"at the most {max(each.stray_km for each in traced):.2f} km from the graph")
    write(WAYS, traced)


def trace_all(today: str) -> list[Traced]:
    """Trace every way of the built-in records that has a graph, in the order of the records."""
    dataset, plan = load(), read_plan()
    tracers = {mode: tracer(mode, plan, today) for mode in FILES}
    segments = dataset.network.segments
    places = dataset.placement.places
    return [tracers[mode].trace(places[start], places[end]) for start, end, mode in segments if mode in tracers]


def write(path: Path, traced: Iterable[Traced]) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(ROUTE_COLUMNS)
        table.writerows((*astuple(replace(each.way, line=()))[:-1], _text(each.way.line)) for each in traced)


def _text(line: Line) -> str:
    return ",".join(f"{lon:.4f} {lat:.4f}" for lon, lat in line)


if __name__ == "__main__":
    ArgumentParser(prog="python -m tools.trace", description=__doc__).parse_args()
    main()
