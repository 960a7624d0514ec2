"""Months and weekdays by name, in the languages that tables come in, from the Unicode CLDR through Babel."""

from functools import cache

from babel import Locale

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "pl", "sv", "uk")


@cache
def months() -> dict[str, int]:
    """The number of a month by each of its names, in lower case, without a dot."""
    return {
        "sept": 9,
        **{
            name.casefold().rstrip("."): number
            for language in reversed(LANGUAGES)
            for context in Locale.parse(language).months.values()
            for width, names in context.items()
            if width != "narrow"
            for number, name in names.items()
            if not name.isdigit()
        },
    }


@cache
def weekdays() -> frozenset[str]:
    """Names of weekdays, in lower case, without a dot."""
    return frozenset(
        name.casefold().rstrip(".")
        for language in LANGUAGES[:6]
        for context in Locale.parse(language).days.values()
        for width, names in context.items()
        if width in ("wide", "abbreviated")
        for name in names.values()
    ) - frozenset(months())
