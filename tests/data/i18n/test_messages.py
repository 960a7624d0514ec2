"""Messages: what the page says is in the catalogue, what is in it is said, in every plural of the language."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.numbers import format_decimal

from data.i18n.messages import (
    DEFAULT_LANGUAGE,
    FOLDER,
    LANGUAGES,
    NON_MESSAGE_KEYS,
    all_messages,
    catalogue,
    direction,
    format_number,
    language_name,
    negotiate_language,
    record_texts,
    translate,
)
from data.records.legs import EVIDENCE, MODES
from data.records.records import read_records
from data.selection import FACETS
from geo.trip_places import PLACE_FACETS

ROOT = Path(__file__).parents[3]
# Keys that only languages need whose months are inflected, or whose dates differ with them.
OPTIONAL = {"months_alone", "months_short_alone", "month_year_full", "day_month_year_full"}
SERVER = all_messages().keys() - catalogue().keys()

# What an expression that stands for a key, or for a part of one, can be; the first table is for one file alone. One in
# neither counts as any key that its file names or that fits, so a typo in it is not found here: better add it.
OF_ONE_FILE: dict[tuple[str, str], tuple[str, ...]] = {
    ("gestures.js", "key"): ("hint_wheel", "hint_touch"),
    ("card.js", "key"): ("away", "occasion", "met", "outcome"),
    ("list.js", "name"): ("start", "title", "mode", "met", "days", "evidence", "sources"),
    ("play.js", "name"): ("play", "previous", "next"),
    ("statistics.js", "facet"): ("year", "mode", "country", "with"),
}
COMPUTED: dict[str, tuple[str, ...]] = {
    "mode": MODES,
    "trip.mode": MODES,
    "facet": (*FACETS, *PLACE_FACETS),
    "trip.evidence": EVIDENCE,
    "value": (*MODES, *EVIDENCE),
    "basisName(basis)": ("inferred", "schematic"),
}
DEFINES = {
    ("words.js", "key"),
    ("messages.py", "key: str"),
    ("session.py", "key: str"),
    ("file_routes.py", "key: str"),
    ("file_routes.py", "key"),
    ("message.py", "key"),
    ("message.py", "self._key"),
}  # the functions themselves
# Written for what the page does not do yet: a key leaves this set as soon as something says it.
AWAITED: set[str] = set()

LITERAL = re.compile(r"""(?<![\w$])f?(['"`])((?:(?!\1).)*)\1""")
READ_DIRECTLY = re.compile(r'(?:\bmessages\.|catalogue\(\w+\)\["|\bjoint(?:: str)? = ["\'])(\w+)')
HOLE = re.compile(r"\$?\{([^}]*)\}")


def sources() -> Iterator[tuple[str, str]]:
    """Name and text of each file that may use a message."""
    files = [
        *(file for file in ROOT.glob("static/**/*.js") if "vendor" not in file.parts),
        *(file for folder in ("data", "geo", "page", "export", "host") for file in (ROOT / folder).rglob("*.py")),
    ]
    return ((file.name, file.read_text(encoding="utf-8")) for file in [*files, ROOT / "app.py"])


def server_texts() -> set[str]:
    """Every key of a `LocalizedText` in the code, with each value that its placeholders can have."""
    files = [file for folder in ("data", "geo", "page") for file in (ROOT / folder).rglob("*.py")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    arguments = [found[1] for text in texts for found in re.finditer(r"\bLocalizedText\(([^,)]*)", text)]
    keys = {key for argument in arguments for _, key in LITERAL.findall(argument)}
    holes = [key for key in keys if "{" in key]
    fits = [re.compile(HOLE.sub(r"\\w+", key)) for key in holes]
    return keys.difference(holes) | {key for key in SERVER if any(each.fullmatch(key) for each in fits)}


def first_argument(text: str) -> str:
    """What stands before the first comma, or the closing bracket, of a call."""
    depth = 0
    for at, letter in enumerate(text):
        if depth == 0 and letter in ",)":
            return text[:at]
        depth += (letter in "([{") - (letter in ")]}")
    raise AssertionError(f"never closed: {text[:60]}")


def translate_calls() -> Iterator[tuple[str, str, str]]:
    """Every call of `translate`, as the file, its text, and what it passes as the key."""
    for name, text in sources():
        for call in re.finditer(r"\b(?:translate|session_message|_unavailable)\(", text):
            yield name, text, first_argument(text[call.end() :])


def known(file: str) -> Mapping[str, Any]:
    """The messages that a file may use: a script has those that browsers receive."""
    return catalogue() if file.endswith(".js") else all_messages()


def named(file: str, text: str) -> Iterator[str]:
    """The keys that a file names anywhere in quotes."""
    return (key for _, key in LITERAL.findall(text) if key in known(file))


def expanded(file: str, literal: str) -> Iterator[str]:
    """The keys that a literal can be: itself, or with every value in its holes."""
    pieces = HOLE.split(literal)
    choices = [OF_ONE_FILE.get((file, piece)) or COMPUTED.get(piece) for piece in pieces[1::2]]
    if all(choices):
        for chosen in product(*(choice for choice in choices if choice)):
            yield "".join(part for pair in zip(pieces[::2], [*chosen, ""], strict=True) for part in pair)
    else:
        fits = re.compile(r"\w+".join(map(re.escape, pieces[::2])))
        yield from [key for key in known(file) if fits.fullmatch(key)] or [literal]


def keys(file: str, text: str, argument: str) -> Iterator[str]:
    """The keys that an argument can be: those of its literals, or what its expression can be."""
    literals = [literal for _, literal in LITERAL.findall(argument)]
    for literal in literals:
        yield from expanded(file, literal)
    if not literals and (file, argument) not in DEFINES:
        yield from OF_ONE_FILE.get((file, argument)) or COMPUTED.get(argument) or named(file, text)


def used() -> dict[str, str]:
    """Every key that is used, with a file that does."""
    found = {key: file for file, text, argument in translate_calls() for key in keys(file, text, argument)}
    for file, text in sources():
        found |= dict.fromkeys(READ_DIRECTLY.findall(text), file)
    return found


def forms(message: Any) -> list[str]:
    """The texts of a message: one, or one for each plural form or month."""
    if isinstance(message, dict):
        return [text for form, text in message.items() if form != "by"]
    return message if isinstance(message, list) else [message]


def test_every_key_that_is_used_is_in_the_catalogue() -> None:
    assert {key: file for key, file in used().items() if key not in all_messages().keys() | OPTIONAL} == {}
    scripts = [call for call in translate_calls() if call[0].endswith(".js")]
    assert {key: call[0] for call in scripts for key in keys(*call) if key not in known(call[0])} == {}


def test_server_messages_are_those_that_python_uses() -> None:
    assert server_texts() | (SERVER & used().keys()) == SERVER


def test_every_key_of_the_catalogue_is_used() -> None:
    assert set(catalogue()) - used().keys() == AWAITED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_keys_of_the_english_one_and_its_language_plurals(language: str) -> None:
    assert catalogue(language).keys() - OPTIONAL == catalogue().keys()
    assert all_messages(language).keys() - OPTIONAL == all_messages().keys()
    plurals = Locale.parse(language).plural_form.tags | {"other"}
    messages = all_messages(language).items()
    assert [key for key, each in messages if isinstance(each, dict) and each.keys() - {"by"} != plurals] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_the_values_of_the_english_one(language: str) -> None:
    def holes(message: Any) -> set[str]:
        return {hole for text in forms(message) for hole in re.findall(r"\{(\w*)(?::[^}]*)?\}", text)}

    own, english = all_messages(language), all_messages()
    different = [key for key in english if holes(own[key]) != holes(english[key])]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_blank_and_no_key_stands_twice(language: str) -> None:
    assert [
        key for key, message in all_messages(language).items() if not all(text.strip() for text in forms(message))
    ] == []
    pairs: list[tuple[str, Any]] = json.loads(
        (FOLDER / f"{language}.json").read_text(encoding="utf-8"), object_pairs_hook=list
    )
    assert len(pairs) == len(catalogue(language)) + len(NON_MESSAGE_KEYS)
    assert [len(value) for key, value in pairs if key == "server"] == [len(SERVER)]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != DEFAULT_LANGUAGE])
def test_every_free_text_of_the_trips_is_translated_and_no_other(language: str) -> None:
    records = read_records()
    legs = [leg for trip in records.trips for leg in trip.legs]
    texts = {text for trip in records.trips for text in (trip.occasion, trip.outcome)}
    texts |= {text for leg in legs for text in (leg.vehicle, leg.note)}
    texts |= {title.title for person in records.people.values() for title in person.titles}
    assert record_texts(language).keys() == texts - {""}
    assert all(text.strip() for text in record_texts(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_months(language: str) -> None:
    messages = catalogue(language)
    assert [key for key in messages if key.startswith("months") and isinstance(messages[key], list)] != []
    assert {len(months) for months in messages.values() if isinstance(months, list)} == {12}


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_as_the_cldr_has_them(language: str) -> None:
    own = Locale.parse(language)
    for number in (0, 12, 999, 12345, 1234567):
        assert format_number(number, language) == format_decimal(number, locale=own, numbering_system="latn")
    assert format_number(123456.5, language, decimals=1) == format_decimal(
        123456.5, locale=own, numbering_system="latn"
    )
    four = "1234" if language == "es" else format_decimal(1234, locale=own, numbering_system="latn")
    assert format_number(1234, language) == four  # Babel does not know that Spanish groups from five digits on


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_calls_itself_as_the_cldr_does(language: str) -> None:
    assert language_name(language) == catalogue(language)["language"]
    assert language_name(language).lower().startswith(str(Locale.parse(language).get_language_name(language)).lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_direction_is_that_of_the_cldr(language: str) -> None:
    assert direction(language) == Locale.parse(language).text_direction


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (("zh-CN",), "zh"),
        (("zh-Hans-SG",), "zh"),
        (("zh-TW",), "zh"),
        (("zh_Hant_HK",), "zh"),
        (("ar-EG",), "ar"),
        (("pt-BR",), "en"),
        (("pt", "fr-CA"), "fr"),
        (("KO",), "ko"),
        (("", None, "*"), "en"),
    ],
)
def test_a_tag_finds_the_language_that_is_offered(tags: tuple[str | None, ...], language: str) -> None:
    assert negotiate_language(*tags, offered=("ar", "en", "fr", "ko", "zh")) == language


@pytest.mark.parametrize(("n", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1234, "1,234 days")])
def test_the_number_chooses_the_plural(n: int, text: str) -> None:
    assert translate("days", n=n) == text


@pytest.mark.parametrize("title", ["{days}", "{0}", "{title!r}", "{{x}}"])
def test_a_value_is_filled_in_once_and_never_read_again(title: str) -> None:
    assert translate("longest", title=title, days="1 day") == f"Longest, door to door: {title}, 1 day."


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        translate("nonsense")


def test_the_value_that_a_message_names_chooses_its_plural(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = {"by": "total", "one": "{n} of {total} trip", "other": "{n} of {total} trips"}
    monkeypatch.setitem(all_messages("en"), "showing", forms)
    assert [translate("showing", n=1, total=total) for total in (1, 2)] == ["1 of 1 trip", "1 of 2 trips"]


def test_a_text_that_runs_against_its_sentence_is_set_apart() -> None:
    assert translate("share_selected", title="مكة") == "Selected: \u2067مكة\u2069."
    assert translate("share_selected", title="Mecca") == "Selected: Mecca."
