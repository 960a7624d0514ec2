"""Country names by ISO 3166-1 code, from the Unicode CLDR through Babel."""

from functools import cache

from babel import Locale


@cache
def country_names(language: str) -> dict[str, str]:
    """Return every country's name in a language, by alpha-2 code."""
    territories = Locale.parse(language).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country code, or the text itself if it is not a code.

    >>> country_name("KR")
    'South Korea'
    """
    return country_names(language).get(code, code)


def translate_country(english: str, language: str) -> str:
    """Translate a country's English name, or return it unchanged if there is no such country.

    >>> translate_country("Vietnam", "ko"), translate_country("Ruritania", "ko")
    ('베트남', 'Ruritania')
    """
    codes = {name: code for code, name in country_names("en").items()}
    return country_name(codes[english], language) if english in codes else english
