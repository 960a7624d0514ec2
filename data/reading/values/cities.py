"""City names of one cell; a comma separates two cities, or a city from its country."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from data.i18n.countries import country_name
from data.reading.values.coordinates import parse_point
from data.reading.values.countries import CITY_STATES, common_country_name, country_code, country_hint, us_state
from data.reading.values.east_asian import town_of_chain, without_particle
from data.reading.values.provinces import province

BOTH_AIRPORT_CODES = re.compile(r"[A-Z]{3}/[A-Z]{4}\)")
ANY_AIRPORT_CODES = re.compile(r"[A-Z0-9]{3}(/[A-Z0-9]{4})?\)")
MAX_CITY_CELL_LENGTH = 1_000  # characters: beyond it a cell is a text that names no places
# White space is taken from the start of its run only: a try from each of its characters takes quadratic time.
CITY_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[;\n|→⇒•]|->|=>|\s[–—]\s|\s-\s|\s\+\s|\s/\s)\s*")
# “Germany: Berlin”, beside what parts two cities.
PAIR_SEPARATOR = re.compile(rf"{CITY_SEPARATOR.pattern}|:\s+")
AND_WORDS = re.compile(r"(?:,|(?<!\s))\s+(?:and|und|et|y|&)\s+")
ANY_COMMA = re.compile(r"(?:(?<!\s)\s+)?[,、，،]\s*")
COMMAS, OPENING, CLOSING = ",、，،", "([（【", ")]）】"
LAST_BRACKET = re.compile(r"([^()]+)\(([^()]{2,40})\)", re.DOTALL)
ANY_BRACKET = re.compile(r"([^(（【]{2,60}?)\s*[(（【]([^)）】]{2,60})[)）】]", re.DOTALL)
RAISED_NUMBER = re.compile(r"(?<=[^\W\d_])[¹²³⁴-⁹†‡]{1,3}(?=\s{0,3}(?:[,;/()]|$))")
CODE = re.compile(r"[A-Z]{2,3}")
BRACKETED_CODE = re.compile(r"\(([A-Z]{3})\)")
# Cities that some language calls a country by: Grenada and El Salvador.
CITIES_LIKE_COUNTRIES = frozenset(("granada", "salvador"))
SAMPLED_CELLS = 500  # of a column, to see what its codes mean
# What follows a name and its comma without being a place of its own.
NAME_SUFFIX = re.compile(
    r"d\.?\s?c\.?|d\.?\s?f\.?|north|south|east|west|the"
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


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """What three capitals in brackets after a name mean in a column: mostly airports, or else countries."""

    airports: bool = False


def code_style(cells: Iterable[str]) -> CodeStyle:
    """Find out what codes in brackets mean: airports where most of them are the code of no country.

    >>> code_style(["Paris (CDG)", "Frankfurt (FRA)"]).airports, code_style(["Paris (FRA)", "Vienna (AUT)"]).airports
    (True, False)
    """
    codes = [code for cell in islice(cells, SAMPLED_CELLS) for code in BRACKETED_CODE.findall(cell)]
    countries = sum(bool(country_hint(code)) for code in codes)
    return CodeStyle(airports=countries * 3 < len(codes) * 2)


COUNTRY_CODES_STYLE = CodeStyle()


PlaceTest = Callable[[str], bool]


def no_place_test(_: str) -> bool:
    """The answer where nobody knows places: a text may be several."""
    return False


def split_cities(
    cell: str, country: str = "", style: CodeStyle = COUNTRY_CODES_STYLE, is_one_place: PlaceTest = no_place_test
) -> tuple[City, ...]:
    """Split a cell into its places, in order; `country` is the code of the row's country or "".

    A text of which `is_one_place` is true is not split: “Treinta y Tres”, “Salisbury, Rhodesia”.

    >>> [city.name for city in split_cities("Washington, D.C.; Paris, Lyon and Rome")]
    ['Washington, D.C.', 'Paris', 'Lyon', 'Rome']
    >>> split_cities("London, UK") + split_cities("Paris (FRA)")
    (City(name='London', country='GB', region=''), City(name='Paris', country='FR', region=''))
    """
    cell = RAISED_NUMBER.sub("", cell)
    if len(cell) > MAX_CITY_CELL_LENGTH or is_airport_name(cell) or parse_point(cell):
        return (City(cell),)
    if town := town_of_chain(cell, is_one_place):
        return (City(*town),)
    if one := _with_its_country(cell, is_one_place):
        return (one,)
    cell = without_particle(cell, is_one_place)
    named = [
        city for part in CITY_SEPARATOR.split(cell) for city in _between_commas(part, country, style, is_one_place)
    ]
    once = [city for number, city in enumerate(named) if number == 0 or city != named[number - 1]]
    return tuple(once)


def _with_its_country(cell: str, is_one_place: PlaceTest) -> City | None:
    """A city and the country that it lies in, in either order: “Berlin / Germany”, “Norway – Oslo”; else `None`.

    After a comma or in brackets the city is the second: “Kenya, Mombasa”, “Japan (Osaka)”; “Singapore (2 nights)” has a
    note there.
    """
    text = cell.strip()
    parts, bracketed = PAIR_SEPARATOR.split(text), ANY_BRACKET.fullmatch(text)
    countries_first = [parts, ANY_COMMA.split(text)]
    if bracketed and not (bracketed[2][:1].islower() or any(map(str.isdecimal, bracketed[2]))):
        countries_first.append([*bracketed.groups()])
    orders = [parts, *(each[::-1] for each in countries_first)]
    for name, country in (order for order in orders if len(order) == 2 and all(order)):
        code = country_code(country)
        if not code or country_hint(name):
            continue
        if (part := province(country, name)) and is_one_place(f"{name}, {country}"):  # “Georgia, Atlanta”
            return City(name, part.country, part.name)
        if is_one_place(f"{name}, {country_name(code)}"):
            return City(name, code)
    return None


def _between_commas(part: str, country: str, style: CodeStyle, is_one_place: PlaceTest) -> list[City]:
    if country_code(part):
        return [City(common_country_name(part.strip()) if len(part) > len("HND") else part)]  # which is an airport too
    cities: list[City] = []
    for text in _comma_parts(part):
        names = _without_and(text)
        if len(names) > 1 and is_one_place(text.strip()):
            names = [text]
        for index, name in enumerate(names):
            _add(cities, name.strip(), country, style, first=index > 0)
    return [City(part.strip())] if len(cities) > 1 and is_one_place(part.strip()) else cities


def _comma_parts(text: str) -> list[str]:
    """The parts of a text between its commas; one in brackets divides nothing: “Nusa Dua (Bali, Indonesia)”."""
    if not any(mark in text for mark in OPENING):
        return ANY_COMMA.split(text)
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        depth = depth + (letter in OPENING) - (letter in CLOSING and depth > 0)
        if letter in COMMAS and not depth:
            parts.append(text[start:index])
            start = index + 1
    return [part.strip() for part in (*parts, text[start:])]


def _without_and(text: str) -> list[str]:
    text = re.sub(r"^(and|und|et|y|&)\s+", "", text)
    return [text] if country_code(text) else AND_WORDS.split(text)


def _add(cities: list[City], name: str, country: str, style: CodeStyle, first: bool) -> None:
    """Add a place, or what is said of the one before."""
    before = cities[-1] if cities and not first else None
    if not name:
        return
    if before and NAME_SUFFIX.fullmatch(name):
        cities[-1] = City(f"{before.name}, {name}", before.country, before.region)
    elif before and (told := _told_of(before, name, country)):
        cities[-1] = told
    else:
        cities.append(_with_bracket(name, style))


def _told_of(before: City, name: str, country: str) -> City | None:
    """The city with what a text after its comma says of it; `None` where the text is a place of its own.

    Two or three capitals after a name are a province or a country, known or not; only among codes they are another.
    """
    if CODE.fullmatch(before.name) and CODE.fullmatch(name) and len(name) == 3:
        return None
    if not before.region and not before.country and (part := province(name, before.name, country)):
        return City(before.name, part.country, part.name)
    code = "" if name.casefold() in CITIES_LIKE_COUNTRIES else country_hint(name)
    if code and country_code(before.name) not in ("", code) and not us_state(before.name):
        return None  # “France, Italy”
    fits = code in (country, before.country) if country or before.country else code not in CITY_STATES
    if code and (fits or (len(name) <= 3 and not country)):
        return City(before.name, code, before.region)
    if CODE.fullmatch(name) and not code:
        return City(before.name, before.country, before.region or name)
    return None


def _with_bracket(name: str, style: CodeStyle) -> City:
    """A place with the country or province that stands in brackets after its name."""
    found = LAST_BRACKET.fullmatch(name) if name.endswith(")") else None
    if not found or not (bare := found[1].strip()):
        return City(name)
    said = found[2].strip()
    if len(said) == 3 and said.isupper() and style.airports:
        return City(name)
    part = province(said, bare) if len(said) > 2 or not country_code(said) else None
    code = country_hint(said) if len(said) > 2 else ""
    if code:
        return City(bare, code)
    return City(bare, part.country, part.name) if part else City(name)
