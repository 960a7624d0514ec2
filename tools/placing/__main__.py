"""Measure how well names are placed, on lists that the gazetteer is not made of; see docs/gazetteer.md.

Run `python -m tools.placing` from the repository's root; `--wrong` lists what is wrong too.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial

from geo.gazetteer import Gazetteer, GazetteerQuery, Sureness
from tools.placing.cases import (
    LANGUAGES,
    Case,
    misspelt,
    read_capitals,
    read_country_spellings,
    read_list,
    read_passages,
)
from tools.placing.measures import (
    Calibration,
    Figure,
    known_cases,
    measure,
    measure_cells,
    measure_passages,
    measure_suggestions,
)
from tools.placing.namesakes import measure_beside_namesakes

CLAIMS = {Sureness.SURE: 0.3, Sureness.LIKELY: 5.0}  # per cent wrong at the most
KINDS = {
    "region": 90,
    "island": 90,
    "nature": 90,
    "base": 90,
    "former": 90,
    "airport": 95,
    "station": 85,
    "venue": 60,
}
NOTES = ("{} (2 nights)", "{} (business)", "{} (transit)", "{} (via train)")


def figures(calibration: Calibration) -> Iterator[Figure]:
    """Every figure, measured one after another; `calibration` counts the answers meanwhile."""
    for language in LANGUAGES:
        capitals = read_capitals(language)
        yield measure(f"capitals, {language}, by name alone", capitals, 98.5, calibration)
        yield measure(f"capitals, {language}, with country", capitals, 98.5, calibration, with_hint=True)
    for file, what in (("cities", "cities"), ("towns", "German towns"), ("airport_cities", "cities with an airport")):
        cases = read_list(f"{file}.csv")
        yield measure(f"{what}, by name alone", cases, 90, calibration)
        yield measure(f"{what}, with country", cases, 95, calibration, with_hint=True)
    for kind, aim in KINDS.items():
        yield measure(f"by hand: {kind}", read_list("by_hand.csv", kind), aim, calibration)
    for number in ("first", "second", "third", "fourth"):
        strangers = read_list("strangers.csv", number)
        yield measure_suggestions(f"strangers, {number} list: right, or right first", strangers, 90)
    yield measure("German stations", read_list("stations.csv"), 85, calibration)
    cities = read_list("cities.csv")
    yield measure_cells("one cell: City, State or Country", cities, 95, lambda case: f"{case.name}, {case.hint}")
    yield measure_cells("one cell: City (State or Country)", cities, 95, lambda case: f"{case.name} ({case.hint})")
    for note in NOTES:
        yield measure_cells(f"one cell: {note.format('City')}", cities, 90, partial(_with_note, note))
    passages = read_passages()
    yield measure_passages("between two of the same trip", passages, 90, in_one_trip=True)
    yield measure_passages("rows one after another", passages, 85, in_one_trip=False)
    capitals = [case for language in LANGUAGES for case in read_capitals(language)]
    yield measure_beside_namesakes("capitals beside a namesake's city", capitals, 95)
    yield measure_beside_namesakes("capitals between two such cities", capitals, 80, between=True)
    yield country_spellings()
    known = known_cases(cities)
    yield measure_suggestions("one slip: right, or right first", list(misspelt(known, 1)), 97)
    yield measure_suggestions("two slips: right, or right first", list(misspelt(known, 2)), 80)


def _with_note(note: str, case: Case) -> str:
    return note.format(case.name)


def country_spellings() -> Figure:
    """Spellings of countries beside a name that is in each: the gazetteer's own answer to the name of the country."""
    spellings = read_country_spellings()
    scopes = Gazetteer().answers([GazetteerQuery("Zzyzx", (spelling,)) for spelling, _ in spellings])
    # An unknown country is told as such; a known one leaves "no such place".
    unknown = [
        spelling
        for (spelling, _), answer in zip(spellings, scopes, strict=True)
        if spelling in answer.reason and "no country" in answer.reason
    ]
    right = 100 * (len(spellings) - len(unknown)) / len(spellings)
    return Figure("spellings of countries", len(spellings), right, 95, 0.0, tuple(unknown))


def main(arguments: Sequence[str]) -> int:
    """Print every figure with its aim; 1 if an answer that calls itself sure or likely is wrong too often."""
    parser = argparse.ArgumentParser(prog="python -m tools.placing", description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the names that are placed wrong, too")
    options = parser.parse_args(arguments)
    calibration = Calibration()
    print(f"{'':44}{'n':>6}{'right':>8}{'aim':>7}{'silent':>8}")
    for figure in figures(calibration):
        print(f"{figure.what:44}{figure.n:6}{figure.right:8.1f}{figure.aim:7.1f}{figure.silent:8.2f}")
        if options.wrong:
            print("\n".join(f"    {name}" for name in figure.wrong))
    held = True
    for sureness, aim in CLAIMS.items():
        total, wrong = calibration.total[sureness], calibration.wrong[sureness]
        share = 100 * wrong / total
        held &= share <= aim
        print(f"{sureness.value}: {wrong} of {total} wrong, {share:.2f} %; at the most {aim} %")
        if options.wrong:
            print("\n".join(f"    {name}" for name in calibration.names.get(sureness, ())))
    return int(not held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
