"""City names of one cell; a comma separates two cities, or a city from its country."""

import re
from dataclasses import dataclass
from itertools import count

from data.reading.values.countries import CITY_STATES, EXTRA_COUNTRY_NAMES, country_code, us_state

BOTH_AIRPORT_CODES = re.compile(r"[A-Z]{3}/[A-Z]{4}\)")
ANY_AIRPORT_CODES = re.compile(r"[A-Z0-9]{3}(/[A-Z0-9]{4})?\)")
MAX_CITY_CELL_LENGTH = 1_000  # characters: beyond it a cell is a text that names no places
WRITTEN_POINT = re.compile(
    r"[-+]?\d++([.,]\d++)?\s*+(?:°\s*+)?(?:[NS]\s*+)?[,;]\s*+[-+]?\d++([.,]\d++)?\s*+(?:°\s*+)?[EWOV]?",
    re.IGNORECASE,
)
# White space is taken from the start of its run only: a try from each of its characters takes quadratic time.
CITY_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[;\n|→⇒•]|->|=>|\s[–—]\s|\s-\s|\s\+\s|\s/\s)\s*")
AND_WORDS = re.compile(r"(?:,|(?<!\s))\s+(?:and|und|et|y|&)\s+")
ANY_COMMA = re.compile(r"(?:(?<!\s)\s+)?[,、，،]\s*")
BRACKETS = re.compile(r"\([^()]*\)")
# What follows a name and its comma without being a place of its own.
NAME_SUFFIX = re.compile(
    r"d\.?\s?c\.?|d\.?\s?f\.?|b\.?c\.?|north|south|east|west|the"
    r"|((people's |people’s )?(democratic |islamic |federal |federated |socialist |arab |united )*"
    r"(republic|kingdom|state|states|federation|union|commonwealth|principality)( of( the)?)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class City:
    """A named place. `country` is a code or "", `region` a state of the US or ""."""

    name: str
    country: str = ""
    region: str = ""


def is_airport_name(text: str) -> bool:
    """Return whether a cell names an airport as flight logs do, with its codes in brackets at the end.

    >>> is_airport_name("Dunedin / Momona (DUD/NZDN)"), is_airport_name("Beijing (PEK/ZBAA)"), is_airport_name("A (B)")
    (True, True, False)
    """
    if not text.endswith(")") or len(text) > MAX_CITY_CELL_LENGTH:
        return False
    name, _, codes = text.rpartition("(")
    if "\n" in name or not name:
        return False
    two_names = name.endswith(" ") and " / " in name[1:-2]
    return bool(BOTH_AIRPORT_CODES.fullmatch(codes) or (two_names and ANY_AIRPORT_CODES.fullmatch(codes)))


def split_cities(cell: str, country: str = "") -> tuple[City, ...]:
    """Split a cell into its places, in order; `country` is the code of the row's country or "".

    >>> [city.name for city in split_cities("Washington, D.C.; Paris, Lyon and Rome")]
    ['Washington, D.C.', 'Paris', 'Lyon', 'Rome']
    >>> split_cities("London, UK")
    (City(name='London', country='GB', region=''),)
    """
    if len(cell) > MAX_CITY_CELL_LENGTH or is_airport_name(cell) or WRITTEN_POINT.fullmatch(cell):
        return (City(cell),)
    named = [city for part in CITY_SEPARATOR.split(cell) for city in _between_commas(part, country)]
    once = [city for number, city in enumerate(named) if number == 0 or city != named[number - 1]]
    return tuple(once)


def _between_commas(part: str, country: str) -> list[City]:
    if country_code(part):
        return [City(part)]
    # A comma in brackets divides nothing: “Nusa Dua (Bali, Indonesia)”.
    part = part.replace("\x1f", "")
    kept, order = BRACKETS.findall(part), count()
    bare = BRACKETS.sub(lambda _: f"\x1f{next(order)}\x1f", part)
    cities: list[City] = []
    for text in ANY_COMMA.split(bare):
        for index, name in enumerate(_without_and(text)):
            whole = re.sub(r"\x1f(\d+)\x1f", lambda found: kept[int(found[1])], name).strip()
            _add(cities, whole, country, first=index > 0)
    return cities


def _without_and(text: str) -> list[str]:
    text = re.sub(r"^(and|und|et|y|&)\s+", "", text)
    return [text] if country_code(text) else AND_WORDS.split(text)


def _add(cities: list[City], name: str, country: str, first: bool) -> None:
    """Add a place, or what is said of the one before."""
    before = cities[-1] if cities and not first else None
    # Three letters may be an airport; those that everyone writes for a country are known.
    code = country_code(name) if len(name) > 3 or name.casefold() in EXTRA_COUNTRY_NAMES else ""
    if not name:
        return
    if before and NAME_SUFFIX.fullmatch(name):
        cities[-1] = City(f"{before.name}, {name}", before.country, before.region)
    elif before and (state := us_state(name)) and country in ("", "US"):
        cities[-1] = City(before.name, "US", state)
    elif before and code and (code == country or (not country and code not in CITY_STATES)):
        cities[-1] = City(before.name, code, before.region)
    else:
        cities.append(City(name))
