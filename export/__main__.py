"""`python -m export FILE --out DIR`: the static site, the one-file page and every file format of a table of trips."""

import argparse
import sys
from pathlib import Path

from data.remote.addresses import FetchError
from export.site import write_site
from geo.dataset import load
from page.settings import SettingsError, read_settings
from page.table_source import open_table


def main(arguments: list[str]) -> int:
    """Write the site; return 2, with one sentence on stderr, if the file is missing."""
    parser = argparse.ArgumentParser(prog="python -m export", description=__doc__)
    parser.add_argument(
        "file", metavar="FILE", help="a table of trips, or its address; data/trips.csv is the built-in one"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write")
    options = parser.parse_args(arguments)
    try:
        table = open_table(read_settings([options.file]))
    except (SettingsError, FetchError) as error:
        print(error, file=sys.stderr)
        return 2
    dataset = load(table.newest, folder=table.folder)
    table.accept()
    write_site(dataset, options.out)
    for fault in dataset.faults:
        print(fault, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
