"""Messages of the interface: one catalogue per language, shared by Python and JavaScript.

A catalogue is a JSON object. `{name}` is a value; a message that depends on a number is an object of CLDR plural forms,
chosen by the value `n` or by that which `by` names. A Korean value may take a particle that fits its end,
`{name:을/를}`. In a language from right to left each text is set apart from what is around it, so that its own
direction moves nothing else. The sections `names` and `records` hold
proper names and free texts of the built-in records. The section `server` holds messages that only the server needs:
faults of a table, and how its columns were understood.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel import Locale

FOLDER = Path(__file__).parent / "messages"
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))
DEFAULT_LANGUAGE = "en"
NON_MESSAGE_KEYS = ("names", "server", "records")  # what is no message itself
OWN_NAME = re.compile(r'"language": "([^"]+)"')
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# Unicode's marks around a text of its own direction. That direction is told, and not left to be found by those who show
# the text, since they look for it outside texts that are set apart in turn.
LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, END_OF_ISOLATE = "\u2066", "\u2067", "\u2069"
DIGITS = re.compile("[0-9]+")
FIRST_LETTER = re.compile(r"[^\W\d_]")
WRITTEN_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
FIRST_SYLLABLE, FINALS, RIEUL = ord("가"), 28, 8
DIGIT_FINALS = (21, 8, 0, 16, 0, 0, 1, 8, 8, 0)  # 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구


@cache
def _file(language: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return content


@cache
def language_name(language: str) -> str:
    """Return what a language is called in itself, without reading more of its catalogue than the first line.

    >>> language_name("ko")
    '한국어'
    """
    with (FOLDER / f"{language}.json").open(encoding="utf-8") as file:
        found = OWN_NAME.search(file.read(100))
    return found[1] if found else language


def language_names(offered: Iterable[str]) -> dict[str, str]:
    """Return languages, each under its own name, in the order of those names.

    >>> language_names(["ko", "en"])
    {'en': 'English', 'ko': '한국어'}
    """
    return {language: language_name(language) for language in sorted(offered, key=language_name)}


def direction(language: str) -> str:
    """Return the direction of a language as HTML has it: `ltr` or `rtl`.

    >>> direction("en"), direction("ar")
    ('ltr', 'rtl')
    """
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


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


def names_in_all_languages() -> dict[str, list[str]]:
    """Return the translations of each proper name, by which readers of any language find it; nothing is kept of them.

    >>> "하노이" in names_in_all_languages()["Hanoi"]
    True
    """
    found: dict[str, dict[str, None]] = {}
    for language in LANGUAGES:
        for own, name in json.loads((FOLDER / f"{language}.json").read_bytes())["names"].items():
            found.setdefault(own, {})[name] = None
    return {own: list(names) for own, names in found.items()}


def catalogue_digest(*languages: str) -> str:
    """Return the SHA-256 of catalogues as they are on disk, hexadecimal; none of them is read as a catalogue."""
    digest = sha256()
    for language in languages:
        digest.update((FOLDER / f"{language}.json").read_bytes())
    return digest.hexdigest()


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


def _language(tag: str) -> str:
    """The language of a BCP 47 tag; Chinese is one, whatever its script or country."""
    return re.split("[-_]", tag.strip(), maxsplit=1)[0].lower()


def has_catalogue(tag: str) -> bool:
    """Return whether there is a catalogue for a language, given as a BCP 47 tag.

    >>> has_catalogue("ko-KR"), has_catalogue("pt")
    (True, False)
    """
    return _language(tag) in LANGUAGES


def negotiate_language(*tags: str | None, offered: Sequence[str] = LANGUAGES) -> str:
    """Choose the first requested language (BCP 47 tags) that is offered; else English, else the first offered.

    >>> negotiate_language(None, "ko-KR"), negotiate_language("pt", "nl"), negotiate_language("en", offered=["ko"])
    ('ko', 'en', 'ko')
    """
    fallback = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in offered else offered[0]
    return next((language for language in (_language(tag) for tag in tags if tag) if language in offered), fallback)


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


@cache
def _number_style(language: str) -> tuple[str, str, int]:
    """How numbers are written: the mark between groups, that before decimals, and the least number with groups."""
    sample: str = catalogue(language)["number"]
    return sample[-6], sample[-2], int("1".ljust(len(sample) - 3, "0"))


def format_number(number: float, language: str = DEFAULT_LANGUAGE, decimals: int = 0) -> str:
    """Return a number as the language writes it.

    >>> format_number(12345), format_number(0.25, decimals=2)
    ('12,345', '0.25')
    """
    group, decimal, least = _number_style(language)
    text = f"{number:,.{decimals}f}" if abs(number) >= least else f"{number:.{decimals}f}"
    return decimal.join(part.replace(",", group) for part in text.split("."))


def isolate(text: str, language: str) -> str:
    """Set a text apart where it may run against what is around it, so that each keeps its own order.

    >>> isolate("Hanoi", "en"), isolate("Hanoi", "ar") == "\N{LEFT-TO-RIGHT ISOLATE}Hanoi\N{POP DIRECTIONAL ISOLATE}"
    ('Hanoi', True)
    """
    runs_against = language in RIGHT_TO_LEFT or (not text.isascii() and WRITTEN_FROM_RIGHT.search(text))
    if not text or not runs_against or DIGITS.fullmatch(text):
        return text
    first = FIRST_LETTER.search(text)
    is_from_right = first and WRITTEN_FROM_RIGHT.match(first[0])
    return f"{RIGHT_TO_LEFT_ISOLATE if is_from_right else LEFT_TO_RIGHT_ISOLATE}{text}{END_OF_ISOLATE}"


def join_list(texts: Iterable[str], language: str = DEFAULT_LANGUAGE, joint: str = "list_comma") -> str:
    """Return texts as a list in words.

    >>> join_list(["Hanoi", "Beijing"]), join_list(["left", "arrived"], joint="semicolon")
    ('Hanoi, Beijing', 'left; arrived')
    """
    return str(catalogue(language)[joint]).join(isolate(text, language) for text in texts)


def join_pair(name: str, value: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a value after its name.

    >>> join_pair("Year", "2019")
    'Year: 2019'
    """
    return f"{name}{catalogue(language)['colon']}{isolate(value, language)}"


def end_sentence(text: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a text with the full stop of the language; "" stays so.

    >>> end_sentence("2018 to 2019")
    '2018 to 2019.'
    """
    return f"{text}{catalogue(language)['full_stop'].rstrip(' ')}" if text else ""


def join_sentences(sentences: Iterable[str], language: str = DEFAULT_LANGUAGE) -> str:
    """Return sentences one after another, with the space between them that the language has; blank ones are left out.

    >>> join_sentences(["It left.", "", "It arrived."])
    'It left. It arrived.'
    """
    return (" " if catalogue(language)["full_stop"].endswith(" ") else "").join(filter(None, sentences))


def translate(key: str, language: str = DEFAULT_LANGUAGE, **values: str | int) -> str:
    """Return a message with its values filled in; `n`, or what the message names, chooses the plural form.

    >>> translate("days", n=1)
    '1 day'
    """
    message = all_messages(language)[key]
    if isinstance(message, dict):
        message = message[_locale(language).plural_form(int(values[message.get("by", "n")]))]
    formatted = {
        name: _Value(format_number(value, language) if isinstance(value, int) else isolate(value, language))
        for name, value in values.items()
    }
    return str(message).format_map(formatted)
