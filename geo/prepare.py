"""Prepare a table for quick starts: `python -m geo.prepare FILE` reads it once and writes its prepared file."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from data.records.tables import TableError
from geo.dataset import load
from geo.prepared_file import made_of, prepared_path, write_prepared


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the prepared file of a table and say what it holds; return the exit code, 1 if there is no table."""
    parser = ArgumentParser(
        prog="python -m geo.prepare",
        description="Write a file beside a table of trips that the page opens in a fraction of the time.",
    )
    parser.add_argument("file", type=Path, help="a table of trips, as the page reads it")
    parser.add_argument("--out", type=Path, help="the file to write, instead of one beside the table")
    parser.add_argument("--title", default="", help="the title that the page has (TRIP_MAP_TITLE)")
    options = parser.parse_args(arguments)
    table = options.file.resolve()
    if not table.is_file():
        print(f"{table.name}: there is no such file; give the path of a table of trips", file=sys.stderr)
        return 1
    target = options.out or prepared_path(table)
    made = made_of(table, options.title)
    try:
        dataset = load(table, title=options.title)
        if made_of(table, options.title) != made:
            print(f"{table.name} has changed while it was read; run the command again", file=sys.stderr)
            return 1
        write_prepared(dataset, target, made)
    except TableError as error:
        print(f"{table.name}: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{target.name} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    trips, faults = len(dataset.trips), len(dataset.faults)
    print(f"{target.name}: {trips:,} trips, {target.stat().st_size / 1e6:,.1f} MB; faults in the table: {faults:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
