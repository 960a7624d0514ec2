"""Cities: the places that one cell names. A comma divides two, or a city from its country."""

import re
from dataclasses import dataclass
from itertools import count

from data.reading.values.countries import ALSO, CITY_STATES, code_of, state_of

AIRPORT = re.compile(r".+ / .+ \([A-Z0-9]{3}(/[A-Z0-9]{4})?\)|.+\([A-Z]{3}/[A-Z]{4}\)")  # Dunedin / Momona (DUD/NZDN)
LONGEST = 1_000  # characters: beyond it a cell is a text that names no places
POINT = re.compile(r"[-+]?\d+([.,]\d+)?\s*°?\s*[NS]?\s*[,;]\s*[-+]?\d+([.,]\d+)?\s*°?\s*[EWOV]?", re.IGNORECASE)
STRONG = re.compile(r"\s*(?:[;\n|→⇒•]|->|=>|\s[–—]\s|\s-\s|\s\+\s|\s/\s)\s*")
AND = re.compile(r",?\s+(?:and|und|et|y|&)\s+")
COMMA = re.compile(r"\s*[,、，،]\s*")
BRACKETS = re.compile(r"\([^()]*\)")
# What follows a name and its comma without being a place of its own.
PARTS = re.compile(
    r"d\.?\s?c\.?|d\.?\s?f\.?|b\.?c\.?|north|south|east|west|the"
    r"|((people's |people’s )?(democratic |islamic |federal |federated |socialist |arab |united )*"
    r"(republic|kingdom|state|states|federation|union|commonwealth|principality)( of( the)?)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class City:
    """A place as named. `country` is a code or "", `region` a state of the US or ""."""

    name: str
    country: str = ""
    region: str = ""


def cities_in(cell: str, country: str = "") -> tuple[City, ...]:
    """The places of a cell in order; `country` is the code of the row's country, "" where it has none.

    >>> [city.name for city in cities_in("Washington, D.C.; Paris, Lyon and Rome")]
    ['Washington, D.C.', 'Paris', 'Lyon', 'Rome']
    >>> cities_in("London, UK")
    (City(name='London', country='GB', region=''),)
    """
    if len(cell) > LONGEST or AIRPORT.fullmatch(cell) or POINT.fullmatch(cell):
        return (City(cell),)
    named = [city for part in STRONG.split(cell) for city in _between_commas(part, country)]
    once = [city for number, city in enumerate(named) if number == 0 or city != named[number - 1]]
    return tuple(once)


def _between_commas(part: str, country: str) -> list[City]:
    if code_of(part):
        return [City(part)]
    # A comma in brackets divides nothing: “Nusa Dua (Bali, Indonesia)”.
    part = part.replace("\x1f", "")
    kept, order = BRACKETS.findall(part), count()
    bare = BRACKETS.sub(lambda _: f"\x1f{next(order)}\x1f", part)
    cities: list[City] = []
    for text in COMMA.split(bare):
        for index, name in enumerate(_without_and(text)):
            whole = re.sub(r"\x1f(\d+)\x1f", lambda found: kept[int(found[1])], name).strip()
            _add(cities, whole, country, first=index > 0)
    return cities


def _without_and(text: str) -> list[str]:
    text = re.sub(r"^(and|und|et|y|&)\s+", "", text)
    return [text] if code_of(text) else AND.split(text)


def _add(cities: list[City], name: str, country: str, first: bool) -> None:
    """Add a place, or what is said of the one before."""
    before = cities[-1] if cities and not first else None
    # Three letters may be an airport; those that everyone writes for a country are known.
    code = code_of(name) if len(name) > 3 or name.casefold() in ALSO else ""
    if not name:
        return
    if before and PARTS.fullmatch(name):
        cities[-1] = City(f"{before.name}, {name}", before.country, before.region)
    elif before and (state := state_of(name)) and country in ("", "US"):
        cities[-1] = City(before.name, "US", state)
    elif before and code and (code == country or (not country and code not in CITY_STATES)):
        cities[-1] = City(before.name, code, before.region)
    else:
        cities.append(City(name))
