"""German names of towns as timetables and lists write them: short words, regions in brackets, and parts of a town."""

import re

# "Altenstadt a. d. Waldnaab", "Buchholz i.d.Nordheide", "Frankfurt a. M.": what the letters stand for.
_SHORT_WORDS = re.compile(r"(?<=\w) ?\b(?P<at>[aibv])(?:\. ?| (?=[A-ZÄÖÜ]))(?P<the>d\. ?)?(?=\w)", re.IGNORECASE)
_LONG_WORDS = {"a": ("am", "an der"), "i": ("im", "in der"), "b": ("bei", "bei der"), "v": ("vor", "vor der")}
_RIVERS = (("M.", "Main"), ("Rh.", "Rhein"), ("D.", "Donau"), ("S.", "Saale"), ("Odw.", "Odenwald"), ("W.", "Wald"))
# "Biberach (Riß)" is Biberach an der Riß.
_JOINTS = ("an der", "am", "im", "in der", "bei", "ob der", "auf dem", "auf der", "vor der")
# Regions in brackets after a name, by how they begin: the state, as the gazetteer calls it.
_STATES = {
    "westf": "Nordrhein-Westfalen",
    "rheinl": "Nordrhein-Westfalen",
    "erft": "Nordrhein-Westfalen",
    "hess": "Hessen",
    "oberhess": "Hessen",
    "thür": "Thüringen",
    "meckl": "Mecklenburg-Vorpommern",
    "vorp": "Mecklenburg-Vorpommern",
    "saar": "Saarland",
    "oberfr": "Bayern",
    "unterfr": "Bayern",
    "mittelfr": "Bayern",
    "oberpf": "Bayern",
    "oberbay": "Bayern",
    "niederbay": "Bayern",
    "württ": "Baden-Württemberg",
    "baden": "Baden-Württemberg",
    "vogtl": "Sachsen",
    "sachs": "Sachsen",
    "anh": "Sachsen-Anhalt",
    "han": "Niedersachsen",
    "holst": "Schleswig-Holstein",
    "schlesw": "Schleswig-Holstein",
    "pfalz": "Rheinland-Pfalz",
    "westerw": "Rheinland-Pfalz",
    "eifel": "Rheinland-Pfalz",
    "mosel": "Rheinland-Pfalz",
    "mark": "Brandenburg",
}
_SHORTEST_STATE = 3
# "Holle OT Derneburg", "Lorch-Waldhausen", "Eutingen/Gäu": a municipality and a part of it.
_PART = re.compile(r"[ /]OT |/|-")
# Where towns' parts are written so.
PART_COUNTRIES = frozenset(("DE", "AT", "CH", "LI", "LU"))


def long_names(text: str) -> list[str]:
    """A name with its short words in full; none if it has none.

    >>> long_names("Buchholz i.d.Nordheide"), long_names("Frankfurt a. M."), long_names("St. Moritz")
    (['Buchholz in der Nordheide'], ['Frankfurt am Main'], [])
    >>> long_names("Neunkirchen a Sand"), long_names("Vitamin b")
    (['Neunkirchen am Sand'], [])
    """
    found = _SHORT_WORDS.search(text)
    if not found or found.start() == 0:
        return []
    rest = text[found.end() :]
    rest = next((river for short, river in _RIVERS if rest == short), rest)
    word = _LONG_WORDS[found["at"].lower()][bool(found["the"])]
    return [f"{text[: found.start()]} {word} {rest}"]


def names_at(base: str, word: str) -> list[str]:
    """The names of a town that stands with what it lies at in brackets.

    >>> names_at("Biberach", "Riß")[:2]
    ['Biberach an der Riß', 'Biberach am Riß']
    """
    return [f"{base} {joint} {word}" for joint in _JOINTS]


def state_of(word: str) -> str:
    """The German state in which a region lies that stands in brackets; "" if it is none.

    >>> state_of("Westf"), state_of("Oberfr."), state_of("Ontario")
    ('Nordrhein-Westfalen', 'Bayern', '')
    """
    plain = word.casefold().rstrip(".")
    if len(plain) < _SHORTEST_STATE:
        return ""
    return next((state for begin, state in _STATES.items() if plain.startswith(begin)), "")


def town_and_part(text: str) -> tuple[str, str] | None:
    """A municipality and the part of it that a text names; `None` if it names none.

    >>> town_and_part("Holle OT Derneburg"), town_and_part("Lorch-Waldhausen"), town_and_part("Rome")
    (('Holle', 'Derneburg'), ('Lorch', 'Waldhausen'), None)
    """
    town, *part = (one.strip(" /") for one in _PART.split(text, maxsplit=1))
    return (town, part[0].removeprefix("OT ")) if town and part and part[0] else None
