"""Countries: ISO 3166-1, drawn at their capitals, with CLDR's names in every language that Babel has."""

from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import Any

from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers

from geo.gazetteer.index import Kind
from tools.gazetteer.cities import source
from tools.gazetteer.entry import Entry, folded

# In these a country's name stands before a city's. In others it is one of its names, for somewhere in the world
# everything is called something else.
MAIN = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "ru", "zh", "zh_Hant")

# No seat that GeoNames has above 1,000 people, and several islands: each is drawn at this one.
_SEATS = {"BQ": "Kralendijk", "PW": "Ngerulmud", "TK": "Atafu Village"}

# Antarctica has no city; of its airports the one at the South Pole is at its middle.
_SOUTH_POLE = "NZSP"


def facts() -> dict[str, dict[str, Any]]:
    """GeoNames' countries by alpha-2 code, without former ones."""
    return {code: row for code, row in source("countries").items() if code not in {"AN", "CS"}}


def capitals() -> dict[str, str]:
    """Each country's capital, by alpha-2 code."""
    return {code: _SEATS.get(code, row["capital"]) for code, row in facts().items()}


def countries(cities: Sequence[Entry], airports: Sequence[Entry]) -> Iterator[Entry]:
    """Every country, at its capital, else at its largest city, else at an airport (Antarctica's is the South Pole)."""
    seats: dict[str, Entry] = {}
    called = {folded(name) for city in cities for name in city.own}
    towns = sorted(cities, key=lambda city: (city.kind is not Kind.CAPITAL, -city.population))
    ports = sorted(airports, key=lambda airport: airport.id != _SOUTH_POLE)
    for place in (*towns, *ports):
        seats.setdefault(place.country, place)
    for code, row in facts().items():
        if code in seats:
            yield _country(code, row, seats[code], called)


def _country(code: str, row: dict[str, Any], seat: Entry, called: Container[str]) -> Entry:
    """A country; `called` are the names of towns, before which no country by a foreign name comes: "Granada"."""
    official = {language for language in get_official_languages(code, de_facto=True) if language in languages()}
    names = {language: name for language in {*MAIN, *official} if (name := territories(language).get(code))}
    main = {name for language, name in names.items() if language in {"en", *official} or folded(name) not in called}
    name = territories("en").get(code, row["name"])
    place = (code, name, Kind.COUNTRY, code, "", seat.lon, seat.lat, row["population"])
    own = {*main, *(_turned(name) for name in main), row["name"]}
    others = {name for language in languages() if (name := territories(language).get(code))}
    return Entry(*place, own=own, others=others, codes={f"iso:{code}", f"iso:{row['iso3']}"})


def _turned(name: str) -> str:
    """Undo CLDR's additions for clarity, as in "Hong Kong SAR China" and "Myanmar (Burma)"."""
    return name.replace(" SAR China", "").partition(" (")[0]


@cache
def languages() -> tuple[str, ...]:
    """CLDR's languages in each of their scripts, and the main ones as written in each country ("pt_PT")."""
    parsed = (Locale.parse(name) for name in locale_identifiers())
    kept = (locale for locale in parsed if not locale.variant and (not locale.territory or locale.language in MAIN))
    return tuple(sorted(map(str, kept)))


@cache
def territories(language: str) -> dict[str, str]:
    """Names of countries in a language, by alpha-2 code."""
    return dict(Locale.parse(language).territories)
