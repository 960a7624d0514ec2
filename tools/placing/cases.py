"""Cases: names whose place is known from elsewhere, from lists that the gazetteer is not made of."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

LISTS = Path(__file__).parent / "lists"
CAPITALS = Path(__file__).parents[2] / "tests" / "geo" / "gazetteer" / "capitals.csv"
CAPITAL_KM = 30.0
LANGUAGES = ("en", "de", "fr", "es", "pt", "ru", "zh", "ko", "ja", "ar")
_SHORTEST_MISSPELT = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Case:
    """A name, a country or region that a row may say beside it, and where the place is: right is within `km` of it."""

    name: str
    hint: str
    lon: float
    lat: float
    km: float


@dataclass(frozen=True, slots=True)
class Passage:
    """An ambiguous name between two others on a way."""

    before: str
    case: Case
    after: str


def read_list(file: str, kind: str = "") -> list[Case]:
    """The cases of a list, or those of one kind of the list made by hand."""
    rows = [row for row in _rows(LISTS / file) if not kind or row["kind"] == kind]
    return [
        Case(row["name"].strip(), row["hint"], float(row["lon"]), float(row["lat"]), float(row["km"])) for row in rows
    ]


def read_capitals(language: str) -> list[Case]:
    """The capitals by their names in a language, with the country's code as hint."""
    rows = [row for row in _rows(CAPITALS) if row[language]]
    return [Case(row[language], row["country"], float(row["lon"]), float(row["lat"]), CAPITAL_KM) for row in rows]


def read_passages() -> list[Passage]:
    """The ambiguous names with the places before and after them."""
    rows = _rows(LISTS / "between.csv")
    return [
        Passage(row["before"], Case(row["name"], "", float(row["lon"]), float(row["lat"]), 60.0), row["after"])
        for row in rows
    ]


def read_country_spellings() -> list[tuple[str, str]]:
    """Countries as people spell them, each with its ISO 3166-1 code."""
    return [(row["spelling"], row["code"]) for row in _rows(LISTS / "countries.csv")]


def misspelt(cases: list[Case], slips: int) -> Iterator[Case]:
    """Each case with a name long enough, with so many random slips; the same ones each time."""
    random = Random(slips)
    for case in cases:
        if len(case.name) >= _SHORTEST_MISSPELT and case.name.isascii():
            name = case.name
            for _ in range(slips):
                name = _slip(name, random)
            if name.casefold() != case.name.casefold():
                yield Case(name, case.hint, case.lon, case.lat, case.km)


def _slip(name: str, random: Random) -> str:
    at = random.randrange(1, len(name) - 1)
    letter = random.choice(_LETTERS)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    changed = (name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :], swapped)
    return random.choice(changed)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
