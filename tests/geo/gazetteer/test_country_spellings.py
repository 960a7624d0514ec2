"""Countries as people spell them: codes of several lists, flags, brackets, former states and other languages."""

import csv
from functools import cache
from itertools import chain

import numpy as np
import pytest
from babel import Locale

from geo.gazetteer.country_spellings import SPELLINGS_FILE
from geo.gazetteer.index import Kind, load_index
from geo.gazetteer.scope import Scopes

INDEX = load_index()
SCOPES = Scopes(INDEX)
NATIVE = ("de", "fr", "es", "pt", "it", "nl", "pl", "cs", "hu", "fi", "sv", "nb", "da", "tr", "el", "ru", "uk", "he")
EASTERN = ("ja", "ko", "zh", "vi", "th", "hi", "fa", "ar")


def countries(text: str) -> set[str]:
    """The countries that a text stands for."""
    return set(SCOPES.countries([text]).countries)


def spellings() -> list[tuple[str, str, set[str]]]:
    """(what, spelling, countries) of the table."""
    with SPELLINGS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (row["what"], one.strip(), set(row["countries"].split())) for row in rows for one in row["spellings"].split(";")
    ]


@cache
def iso_codes() -> list[str]:
    """The alpha-2 codes of the index's countries."""
    return [INDEX.country(int(row)) for row in np.flatnonzero(INDEX.columns["kind"] == Kind.COUNTRY)]


def test_every_code_and_name_of_the_table_is_understood() -> None:
    wrong = [
        (spelling, codes, countries(spelling)) for _, spelling, codes in spellings() if not codes <= countries(spelling)
    ]
    assert wrong == []


def test_every_ioc_code_is_its_country_and_the_table_names_no_country_that_is_not() -> None:
    codes = [spelling for what, spelling, _ in spellings() if what == "ioc"]
    assert len(codes) > 85
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert set(chain.from_iterable(found for _, _, found in spellings())) <= set(iso_codes())


def test_every_flag_is_its_country() -> None:
    flags = {code: "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code) for code in iso_codes()}
    assert len(flags) > 240
    assert all(countries(flag) == {code} for code, flag in flags.items())
    assert all(countries(f"{flag} somewhere") == {code} for code, flag in flags.items())


@pytest.mark.parametrize("language", [*NATIVE, *EASTERN])
def test_a_country_is_known_by_its_name_in_the_languages_of_travellers(language: str) -> None:
    names = Locale.parse(language).territories
    known = [code in countries(names[code]) for code in iso_codes() if code in names]
    assert sum(known) >= 0.98 * len(known)


@pytest.mark.parametrize("pattern", ["{} ({})", "{}/{}", "{} [{}]"])
def test_a_country_written_twice_is_one_country(pattern: str) -> None:
    german = Locale.parse("de").territories
    texts = {code: pattern.format(german[code], code) for code in iso_codes() if "(" not in german[code]}
    assert sum(countries(text) >= {code} for code, text in texts.items()) >= 0.98 * len(texts)
    assert len(texts) > 200


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("United Kingdom (Scotland)", "GB"),
        ("Burma (Myanmar)", "MM"),
        ("Ukrainian SSR", "UA"),
        ("Belgian Congo", "CD"),
        ("Dem. Rep. Congo", "CD"),
        ("S. Korea", "KR"),
        ("Korea", "KP KR"),
        ("D", "DE"),
        ("SUI", "CH"),
        ("Rep. of Georgia", "GE"),
        ("Georgia, USA", "AS GU MP PR US"),
        ("Irish Free State", "IE"),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "GB"),
        ("d", ""),
        ("Atlantis", ""),
        ("Atlantis (Xanadu)", ""),
    ],
)
def test_hard_spellings(text: str, codes: str) -> None:
    assert countries(text) == set(codes.split())
