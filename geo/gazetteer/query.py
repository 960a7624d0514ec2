"""Queries: what is asked of the gazetteer, and the ways in which a cell's text can be read as a name with hints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "Christchurch / Christchurch (CHC/NZCH)", "Beijing Capital (PEK)", as flight logs write airports.
_CODES = re.compile(r"\(\s*([A-Z]{3})?\s*/?\s*([A-Z]{4})?\s*\)\s*$")
_BARE_CODE = re.compile(r"[A-Z]{3,4}")
_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_SAINT = re.compile(r"\b(st|ste|mt|ft)\b\.?\s*(?=\w)", re.IGNORECASE)
_LONG = {"st": "Saint ", "ste": "Sainte ", "mt": "Mount ", "ft": "Fort "}
# "Kuwait City", "Cidade do Panamá", "مدينة بنما", "科威特城": the city may be known without the word for it.
_CITY = re.compile(
    r"^(?:city of|ciudad de|cidade d[aeo]|cit[ée] d[eu]|ville de|stadt|مدينة|г\.)\s*(?=\S)"
    r"|(?<=[\w.])(?:[\s-]+(?:city|stadt|ville|сити|вилль|سيتي|العاصمة)|\s?(?:市|城|시))$",
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


@dataclass(frozen=True, slots=True)
class Query:
    """A name to place. `country` is ISO 3166-1 or a name, `region` a name; `near` is (lon, lat) in degrees."""

    name: str
    country: str = ""
    region: str = ""
    near: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: a name, and hints at where it is, each of which must be understood.

    `part`: the text names a part of the place, as "West Berlin" does: of a country, a capital or a large city.
    """

    name: str
    hints: tuple[str, ...] = ()
    part: bool = False


def codes(text: str) -> tuple[str, ...]:
    """The airport codes that a text ends with in brackets, or is; as the index has them.

    >>> codes("Dunedin / Momona (DUD/NZDN)"), codes("KJFK"), codes("Rome")
    (('icao:NZDN', 'iata:DUD'), ('icao:KJFK',), ())
    """
    bracketed = _CODES.search(text[-_LONGEST:])
    if bracketed:
        iata, icao = bracketed.groups()
    else:
        bare = text.strip() if _BARE_CODE.fullmatch(text.strip()) else ""
        iata, icao = (bare, "") if len(bare) == 3 else ("", bare)
    return tuple(f"{kind}:{code}" for kind, code in (("icao", icao), ("iata", iata)) if code)


def readings(text: str) -> Iterator[Reading]:
    """The ways to read a text, the most literal first.

    >>> [reading.name for reading in readings("St. Moritz, Switzerland")]
    ['St. Moritz, Switzerland', 'Switzerland St. Moritz', 'St. Moritz']
    """
    if len(text) > _LONGEST:
        return
    yield Reading(text)
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        yield Reading(bracketed[1], (bracketed[2],))
    name, *hints = (part.strip() for part in re.split("[,，、;]", text))
    if hints:
        # "Korea, South" and "Congo, Democratic Republic of" are names turned round for sorting.
        yield Reading(" ".join([*hints, name]))
        yield Reading(name, tuple(hint for hint in hints if hint))
    elif " / " in text:
        yield from (Reading(part) for part in text.split(" / "))
    elif text.lower().startswith("the "):
        yield Reading(text[4:])
    elif (bare := _CITY.sub("", text.strip())) != text.strip():
        yield Reading(bare)
    elif side := _SIDE.fullmatch(text.strip()):
        yield Reading(side["after"] or side["before"], part=True)


def spelled_out(name: str) -> str | None:
    """A name with "St.", "Mt." and "Ft." in full; `None` if it has none.

    >>> spelled_out("St. Petersburg"), spelled_out("Boston")
    ('Saint Petersburg', None)
    """
    full = _SAINT.sub(lambda short: _LONG[short[1].lower()], name)
    return full if full != name else None
