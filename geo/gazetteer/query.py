"""Gazetteer queries and answers, and the ways to interpret a cell's text as a name with hints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from data.i18n.message import LocalizedText
from data.records.places import LonLat

# "Christchurch / Christchurch (CHC/NZCH)", "Beijing Capital (PEK)", as flight logs write airports.
_CODES = re.compile(r"\(\s*+(?:([A-Z]{3})(?![A-Z]))?+\s*+/?+\s*+([A-Z]{4})?+\s*+\)\s*+$")
# UN/LOCODE: a country, and the airport's code where a place has one.
_LOCODE = re.compile(r"([A-Z]{2}) ?([A-Z]{3})")
_BARE_CODE = re.compile(r"[A-Z]{3,4}")
_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_SHORT = re.compile(r"\b(st|ste|mt|ft)\b\.?\s*(?=\w)|\b(afb|nas|intl|str)\b\.?", re.IGNORECASE)
_LONG = {
    "st": "Saint ",
    "ste": "Sainte ",
    "mt": "Mount ",
    "ft": "Fort ",
    "afb": "Air Force Base",
    "nas": "Naval Air Station",
    "intl": "International",
    "str": "Strait",
}
# "Kuwait City", "Cidade do Panamá", "مدينة بنما", "科威特城", "도쿄도": the city may be known without the word for it,
# and so may a capital without its district: "ワシントンD.C.".
_CITY = re.compile(
    r"^(?:city of|ciudad de|cidade d[aeo]|cit[ée] d[eu]|ville de|stadt|مدينة|г\.)\s*(?=\S)"
    r"|(?<=[\w.])(?:[\s＝=・-]+(?:city|stadt|ville|сити|вилль|سيتي|العاصمة|ヴィル|シティ)"
    r"|\s?(?:市|城|시|都|도|州|島|섬|d\.?\s?c\.?|哥伦比亚特区))$",
    re.IGNORECASE,
)
# "South Tarawa" in the languages that readers write; of one letter ("南塔拉瓦"), what is left must be more than that.
_SIDE = re.compile(
    r"(?:(?:north|south|east|west)(?:ern)?[\s-]+|(?:nord|süd|ost)[\s-]+|(?:северн|южн|восточн|западн)\w+[\s-]+"
    r"|(?:شمال|جنوب|شرق|غرب)\s+|(?:ノース|サウス|イースト|ウエスト|ウェスト)[\s・]*|[北南东東西](?=\w\w))(?P<after>\w.*)"
    r"|(?P<before>.*?\w)[\s-]+(?:d[eo]l?\s+)?(?:norte|sur|sul|este|leste|oeste|nord|sud|est|ouest)",
    re.IGNORECASE,
)
# A longer text is a sentence, not a name; reading it in all ways would cost more than it could find.
_LONGEST = 200


class Sureness(StrEnum):
    """How sure a name's place is, the surest first."""

    GIVEN = "given"  # the table, or the places.csv next to it, say where it is
    SURE = "sure"  # only one place is known by that name, and it is no small one, or lies where the row says
    LIKELY = "likely"  # it outranks its namesakes by far
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GazetteerQuery:
    """A name to place. `countries` (ISO 3166-1 or names) mean any of them, `region` is a name.

    Countries and region are hints, unless `strict`: then a place elsewhere is no answer. `near`: points, in degrees,
    that the place should be near. `in_capitals`: the column writes names in capitals, so three letters are no code.
    """

    name: str
    countries: tuple[str, ...] = ()
    region: str = ""
    near: tuple[LonLat, ...] = ()
    strict: bool = False
    in_capitals: bool = False


class Candidate(NamedTuple):
    """A place that a query may mean. `country` is ISO 3166-1 alpha-2 or ""; degrees are WGS 84; 0 people: not known.

    `label` tells namesakes apart, as "Springfield (Missouri)" does. `kind` is that of `index.Kind`, in small letters.
    """

    id: str
    name: str
    label: str
    country: str
    region: str
    lon: float
    lat: float
    population: int
    source: str
    kind: str = "city"


class GazetteerAnswer(NamedTuple):
    """The candidates of a query, best first, at most ten of `total`; `reason` is that for the first, or for none.

    `lead`: by how many powers of ten of population, or of what counts as much, the first outranks the second.
    """

    query: GazetteerQuery
    candidates: tuple[Candidate, ...]
    total: int
    reason: LocalizedText
    sureness: Sureness = Sureness.UNKNOWN
    lead: float = 0.0


def locode(text: str) -> tuple[str, str] | None:
    """The country of a UN/LOCODE, and the airport whose code its last letters mostly are; `None` if it is none.

    >>> locode("DEHAM"), locode("NL RTM"), locode("PARIS X")
    (('DE', 'iata:HAM'), ('NL', 'iata:RTM'), None)
    """
    found = _LOCODE.fullmatch(text.strip())
    return (found[1], f"iata:{found[2]}") if found else None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to interpret a text: a name, and hints at where it is, each of which must be known.

    `part`: the text names a part of the place, as "West Berlin" does: of a country, a capital or a large city.
    """

    name: str
    hints: tuple[str, ...] = ()
    part: bool = False


def airport_codes(text: str) -> tuple[str, ...]:
    """The airport codes that a text ends with in brackets, or is; as the index has them.

    >>> airport_codes("Dunedin / Momona (DUD/NZDN)"), airport_codes("KJFK"), airport_codes("Rome")
    (('icao:NZDN', 'iata:DUD'), ('icao:KJFK',), ())
    """
    if (last := text.rstrip()[-1:]) != ")" and not last.isupper():
        return ()
    bracketed = _CODES.search(text[-_LONGEST:]) if last == ")" else None
    if bracketed:
        iata, icao = bracketed.groups()
    else:
        bare = text.strip() if _BARE_CODE.fullmatch(text.strip()) else ""
        iata, icao = (bare, "") if len(bare) == 3 else ("", bare)
    return tuple(f"{kind}:{code}" for kind, code in (("icao", icao), ("iata", iata)) if code)


def interpretations(text: str) -> Iterator[Interpretation]:
    """The ways to interpret a text, the most literal first.

    >>> [one.name for one in interpretations("St. Moritz, Switzerland")]
    ['St. Moritz, Switzerland', 'Switzerland St. Moritz', 'St. Moritz']
    """
    if len(text) > _LONGEST:
        return
    yield Interpretation(text)
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        yield Interpretation(bracketed[1], (bracketed[2],))
    name, *hints = (part.strip() for part in re.split("[,，、;]", text))
    if hints:
        # "Korea, South" and "Congo, Democratic Republic of" are names turned round for sorting.
        yield Interpretation(" ".join([*hints, name]))
        yield Interpretation(name, tuple(hint for hint in hints if hint))
    elif " / " in text:
        yield from (Interpretation(part) for part in text.split(" / "))
    elif text.lower().startswith("the "):
        yield Interpretation(text[4:])
    elif (bare := _CITY.sub("", text.strip())) != text.strip():
        yield Interpretation(bare)
    elif side := _SIDE.fullmatch(text.strip()):
        yield Interpretation(side["after"] or side["before"], part=True)


def expand_abbreviations(name: str) -> str | None:
    """A name with "St.", "Mt.", "AFB" and such in full; `None` if it has none.

    >>> expand_abbreviations("St. Petersburg"), expand_abbreviations("Boston")
    ('Saint Petersburg', None)
    """
    full = _SHORT.sub(lambda short: _LONG[(short[1] or short[2]).lower()], name)
    return full if full != name else None
