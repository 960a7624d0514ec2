"""Country spellings that the index does not have: IOC and car codes, flags, former states and short forms."""

import csv
import re
from functools import cache
from pathlib import Path

from geo.gazetteer.spelling import spelling_key

SPELLINGS_FILE = Path(__file__).parent / "country_spellings.csv"
# A flag is two regional indicators; the flags of England, Scotland and Wales are a black flag and tag letters.
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0061-\U000e007a]{2}")
_INDICATORS = range(0x1F1E6, 0x1F200)
# "Republic of Malta", "Rep. of Georgia", "Kingdom of Norway"; the names where the form decides are in the tables.
_FORMAL = re.compile(
    r"(?:the )?(?:(?:people'?s|democratic|islamic|federal|socialist|arab|united|hashemite|co-?operative) ){0,3}"
    r"(?:republic|rep\.?|kingdom|state|principality|grand duchy|sultanate|commonwealth|union) of (?:the )?(?=\w)",
    re.IGNORECASE,
)


def countries_of_flags(text: str) -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes of the emoji flags in a text; empty if there is none.

    >>> sorted(countries_of_flags("🇩🇪 Germany")), countries_of_flags("Germany")
    (['DE'], frozenset())
    """
    return frozenset("".join(map(_letter, flag[-2:])) for flag in _FLAG.findall(text))


def countries_of_code(code: str) -> frozenset[str]:
    """Countries of an IOC or car code in capitals; several where two lists disagree, none if it is not known.

    >>> sorted(countries_of_code("GER")), sorted(countries_of_code("A")), sorted(countries_of_code("XX"))
    (['DE'], ['AT'], [])
    """
    return _spellings().get(f"code:{code}", frozenset())


def countries_of_name(name: str) -> frozenset[str]:
    """Countries of a short, former or foreign name; none if the table does not have it.

    >>> sorted(countries_of_name("S. Korea")), sorted(countries_of_name("Ceylon"))
    (['KR'], ['LK'])
    """
    return _spellings().get(spelling_key(name), frozenset())


def without_form_of_state(name: str) -> str:
    """A country's name without its form of government.

    >>> without_form_of_state("Rep. of Georgia"), without_form_of_state("Malta")
    ('Georgia', 'Malta')
    """
    return _FORMAL.sub("", name.strip(), count=1)


@cache
def _spellings() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    with SPELLINGS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for spelling in row["spellings"].split(";"):
                key = spelling_key(spelling) if row["what"] == "name" else f"code:{spelling.strip()}"
                known[key] = known.get(key, frozenset()) | frozenset(row["countries"].split())
    return known


def _letter(sign: str) -> str:
    point = ord(sign)
    return chr(ord("A") + point - _INDICATORS.start) if point in _INDICATORS else chr(point - 0xE0000).upper()
