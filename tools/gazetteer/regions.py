"""Regions: the first level within countries, each drawn at its largest city. Reads `regions.csv`."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from geo.folding import name_key
from geo.gazetteer.index import Kind
from tools.gazetteer.entry import Entry

FILE = Path(__file__).parent / "regions.csv"
_WORDS = (
    r"Province|Governorate|Region|State|Prefecture|County|District|Department|Oblast|Krai|Republic|Emirate|Voivodeship"
)
# What is no name without the word.
_WHOLE = frozenset(("District of Columbia",))
_KIND = re.compile(
    rf"(?<!\s)\s++({_WORDS})$|^({_WORDS}|Provincia|Departamento|Région|Wilaya) (of |de |d’|d')?", re.IGNORECASE
)


def table() -> dict[str, str]:
    """GeoNames' names of regions by its codes, such as "US.GA"."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def regions(cities: list[Entry]) -> Iterator[Entry]:
    """Every region that has a city; its population is that of its cities."""
    within: defaultdict[str, list[Entry]] = defaultdict(list)
    for city in cities:
        within[city.region].append(city)
    for code, name in table().items():
        if code in within:
            yield _region(code, name, within[code])


def codes() -> dict[tuple[str, str], str]:
    """Regions' codes by country and folded name, with and without words like "Province"."""
    known = [(code, name) for code, full in table().items() for name in (full, without_kind(full))]
    return {(code.partition(".")[0], name_key(name)): code for code, name in known}


def without_kind(name: str) -> str:
    """A region's name without a word like "Province".

    >>> without_kind("Guangdong Province")
    'Guangdong'
    """
    return name if name in _WHOLE else _KIND.sub("", name)


def _region(code: str, name: str, cities: list[Entry]) -> Entry:
    country, _, number = code.partition(".")
    largest = max(cities, key=lambda city: city.population)
    people = sum(city.population for city in cities)
    codes = {f"region:{country}-{number}"} if number.isalpha() else set()
    place = (code, name, Kind.REGION, country, code, largest.lon, largest.lat, people)
    return Entry(*place, own={name, without_kind(name)}, codes=codes)
