"""Messages of the interface: one catalogue per language, shared by Python and JavaScript.

A catalogue is a JSON object. `{name}` is a value; a message that depends on a number is an object of CLDR plural forms.
A Korean value may take a particle that fits its end, `{name:을/를}`. The sections `names` and `records` hold
proper names and free texts of the built-in records. The section `server` holds messages that only the server needs:
faults of a table, and how its columns were understood.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

FOLDER = Path(__file__).parent / "messages"
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))
DEFAULT_LANGUAGE = "en"
NON_MESSAGE_KEYS = ("names", "server", "records")  # what is no message itself
FIRST_SYLLABLE, FINALS, RIEUL = ord("가"), 28, 8
DIGIT_FINALS = (21, 8, 0, 16, 0, 0, 1, 8, 8, 0)  # 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구


@cache
def _file(language: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return content


@cache
def catalogue(language: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Return the messages of a language that browsers receive, by key."""
    return {key: message for key, message in _file(language).items() if key not in NON_MESSAGE_KEYS}


@cache
def all_messages(language: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Return all messages of a language by key, including those that only the server uses."""
    return {**catalogue(language), **_file(language)["server"]}


@cache
def proper_names(language: str = DEFAULT_LANGUAGE) -> dict[str, str]:
    """Return the translated proper names of the built-in records, by name; no others are translated."""
    names: dict[str, str] = _file(language)["names"]
    return names


def translate_name(name: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Translate a proper name, or return it as the records have it.

    >>> translate_name("Hanoi", "ko"), translate_name("Hanoi")
    ('하노이', 'Hanoi')
    """
    return proper_names(language).get(name, name)


@cache
def record_texts(language: str = DEFAULT_LANGUAGE) -> dict[str, str]:
    """Return the translated free texts of the built-in records, by English text; the page marks them as such."""
    texts: dict[str, str] = _file(language)["records"]
    return texts


def translate_record(text: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Translate a free text of the records, or return it as written if there is no translation.

    >>> translate_record("Armoured train", "ko"), translate_record("A bicycle", "ko")
    ('방탄열차', 'A bicycle')
    """
    return record_texts(language).get(text, text)


def has_catalogue(tag: str) -> bool:
    """Return whether there is a catalogue for a language, given as a BCP 47 tag.

    >>> has_catalogue("ko-KR"), has_catalogue("fr")
    (True, False)
    """
    return tag.split("-", maxsplit=1)[0].lower() in LANGUAGES


def negotiate_language(*tags: str | None, offered: Sequence[str] = LANGUAGES) -> str:
    """Choose the first requested language (BCP 47 tags) that is offered; else English, else the first offered.

    >>> negotiate_language(None, "ko-KR"), negotiate_language("fr", "de"), negotiate_language("en", offered=["ko"])
    ('ko', 'en', 'ko')
    """
    requested = (tag.split("-")[0].lower() for tag in tags if tag)
    fallback = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in offered else offered[0]
    return next((tag for tag in requested if tag in offered), fallback)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


class _Value(str):
    """A value in a message; its format is the particle that follows it, `after a final consonant/after a vowel`."""

    __slots__ = ()

    def __format__(self, particles: str) -> str:
        return f"{self}{korean_particle(self, particles)}" if particles else str(self)


def korean_particle(text: str, particles: str) -> str:
    """Return the Korean particle that fits the end of a text; both forms if that is neither Hangul nor a digit.

    >>> [korean_particle(place, "으로/로") for place in ("하노이", "베이징", "서울", "Dalian")]
    ['로', '으로', '로', '(으)로']
    """
    consonant, vowel = particles.split("/")
    last = text[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - FIRST_SYLLABLE) % FINALS
    elif last.isascii() and last.isdigit():
        final = DIGIT_FINALS[int(last)]
    else:
        return f"({consonant.removesuffix(vowel)}){vowel}" if consonant.endswith(vowel) else f"{consonant}({vowel})"
    return vowel if not final or (final == RIEUL and consonant == "으로") else consonant


def translate(key: str, language: str = DEFAULT_LANGUAGE, **values: str | int) -> str:
    """Return a message with its values filled in; `n` chooses the plural form.

    >>> translate("days", n=1)
    '1 day'
    """
    message = all_messages(language)[key]
    if isinstance(message, dict):
        message = message[_locale(language).plural_form(int(values["n"]))]
    formatted = {name: _Value(f"{value:,}" if isinstance(value, int) else value) for name, value in values.items()}
    return str(message).format_map(formatted)
