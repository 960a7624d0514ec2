"""Countries: names of ISO 3166-1 codes, from the Unicode CLDR through Babel."""

from functools import cache

from babel import Locale


@cache
def country_names(language: str) -> dict[str, str]:
    """Every country's name in a language, by alpha-2 code."""
    territories = Locale.parse(language).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def country_name(code: str, language: str = "en") -> str:
    """The name of a code; a code that is none is its own name.

    >>> country_name("KR")
    'South Korea'
    """
    return country_names(language).get(code, code)


def translate_country(english: str, language: str) -> str:
    """A country's English name in another language, or as it is where there is no such country.

    >>> translate_country("Vietnam", "ko"), translate_country("Ruritania", "ko")
    ('베트남', 'Ruritania')
    """
    codes = {name: code for code, name in country_names("en").items()}
    return country_name(codes[english], language) if english in codes else english
