"""`python -m tools.letters`: counts the letters of names of places, by which old encodings are told apart.

It writes `data/reading/formats/letters.csv` from the names of the gazetteer, which are GeoNames' (CC BY 4.0).
"""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator

import numpy as np

from data.reading.formats.letters import CENTRAL, LETTERS_FILE, TURKISH, WESTERN, neighbour
from geo.gazetteer.index import Kind, load_index

COUNTRIES = {
    WESTERN: "FR ES PT BR MX DE AT CH IT SE NO DK FI IS CO AR CL PE BE NL LU IE CA VE EC BO PY UY CR PA GT HN SV DO FO",
    CENTRAL: "CZ SK PL HU SI HR BA RO RS ME",
    TURKISH: "TR",
}
FEW_TOWNS = {"IS": 10, "FO": 10}  # times that each name counts, where letters of their own stand in few names
LEAST = 2  # what occurs once is left out
# Letters of Romanian, which old encodings have with a cedilla.
COMMA_BELOW = str.maketrans("șțȘȚ", "şţŞŢ")


def counted(group: str) -> Counter[tuple[str, str, str]]:
    """How often each letter beyond ASCII stands between which others in the names of a group of countries."""
    counts = Counter[tuple[str, str, str]]()
    for name, times in _names(frozenset(COUNTRIES[group].split())):
        padded = f" {name} "
        for left, letter, right in zip(padded, padded[1:], padded[2:], strict=False):
            if not letter.isascii():
                counts[neighbour(left), letter.lower(), neighbour(right)] += times
    return counts


def _names(countries: frozenset[str]) -> Iterator[tuple[str, int]]:
    index = load_index()
    for row in np.flatnonzero(np.isin(index.columns["kind"], (Kind.CAPITAL, Kind.CITY))).tolist():
        if index.country(row) in countries:
            yield index.id_and_name(row)[1].translate(COMMA_BELOW), FEW_TOWNS.get(index.country(row), 1)


def main() -> None:
    """Write the file."""
    with LETTERS_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("group", "left", "letter", "right", "times"))
        for group in COUNTRIES:
            for (left, letter, right), times in sorted(counted(group).items()):
                if times >= LEAST:
                    writer.writerow((group, left, letter, right, times))


if __name__ == "__main__":
    ArgumentParser(prog="python -m tools.letters", description=__doc__).parse_args()
    main()
