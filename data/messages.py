"""Messages: every word of the interface, one catalogue per language for Python and JavaScript alike.

A catalogue is a JSON object. `{name}` is a value; a message that depends on a number is an object of CLDR plural forms.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

FOLDER = Path(__file__).parent / "messages"


@cache
def catalogue(language: str = "en") -> dict[str, Any]:
    """All messages of a language, by key."""
    messages: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return messages


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def say(key: str, language: str = "en", **values: str | int) -> str:
    """A message with its values filled in, each exactly once; `n` chooses the plural form.

    >>> say("days", n=1)
    '1 day'
    """
    message = catalogue(language)[key]
    if isinstance(message, dict):
        message = message[_locale(language).plural_form(int(values["n"]))]
    shown = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in values.items()}
    return str(message).format_map(shown)
