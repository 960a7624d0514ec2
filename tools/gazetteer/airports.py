"""Airports: codes, names and cities, from the package `airportsdata`."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from geo.folding import name_key
from geo.gazetteer.index import Kind
from tools.gazetteer.entry import Entry
from tools.gazetteer.regions import codes as region_codes

_PLAIN = re.compile(
    r"(?<!\s)\s++((International|Intl|Regional|Municipal)\s++)?(Airport|Airfield|Aerodrome)$", re.IGNORECASE
)

_LARGE_CITY = 300_000
_SHARE = 500
_WORDS = re.compile(r"\b(Airport|International|Intl|Intcntl|Ntl|Metropolitan)\b|\([^()]*+\)", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]++)\)")
_NO_NAMES = frozenset(("capital", "city", "central", "north", "south", "east", "west", "southwest", "downtown", "new"))


def airports() -> Iterator[tuple[Entry, str]]:
    """Every airport that has a code of three or four letters, with the city it serves."""
    rows: dict[str, dict[str, Any]] = import_module("airportsdata").load("ICAO")
    regions = region_codes()
    for icao, row in rows.items():
        codes = {f"iata:{row['iata']}"} if row["iata"] else set()
        if re.fullmatch(r"[A-Z]{4}", icao):
            codes.add(f"icao:{icao}")
        if codes and row["name"]:
            region = regions.get((row["country"], name_key(row["subd"])), "")
            yield _airport(icao, row, codes, region), row["city"]


def name_after_city(port: Entry, city: str, people: int) -> None:
    """Give an airport of a large city what is left of its name without the city's: "Heathrow", "O'Hare", "Schiphol".

    It counts as a town of a 500th of the city's people: more than the Heathrow in Florida, less than the city of Orly.
    """
    if people < _LARGE_CITY or not any(code.startswith("iata:") for code in port.codes):
        return
    left = _WORDS.sub(" ", _PLAIN.sub("", port.name))
    names = {left, *_BRACKETED.findall(port.name)}
    for word in city.split():
        names = {re.sub(rf"\b{re.escape(word)}\b", " ", name, flags=re.IGNORECASE) for name in names}
    short = {" ".join(re.sub(r"[()/-]", " ", name).split()) for name in names}
    short = {name for name in short if len(name) > 3 and name.casefold() not in _NO_NAMES and name != port.name}
    if short:
        port.own |= short | {f"{city} {name}" for name in short}
        port.population = max(port.population, people // _SHARE)


def _airport(icao: str, row: dict[str, Any], codes: set[str], region: str) -> Entry:
    plain = _PLAIN.sub("", row["name"])
    # An airstrip on a ranch is not what "Xanadu" means.
    others = {plain, f"{row['city']} {plain}"} if plain and row["iata"] else set()
    # One that has a code of three letters is one that people fly to, so it comes before its namesakes.
    people = 1 if row["iata"] else 0
    place = (icao, row["name"], Kind.AIRPORT, row["country"], region, row["lon"], row["lat"], people)
    return Entry(*place, own={row["name"]}, others=others, codes=codes)
