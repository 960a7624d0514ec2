"""Spelling: the key of a name in the index, looser than `geo.folding.name_key` for scripts that have no one spelling.

`adapted_key` is looser still, for names as Portuguese and Spanish write them by their own rules; it is asked last.
"""

import re
from functools import lru_cache

from geo.folding import name_key

# Arabic writes hamza, the feminine ending and a foreign "g" in several ways, and its vowel signs at will.
_ARABIC = str.maketrans(
    {
        **dict(zip("أإآٱةىئؤیکگغڤ", "ااااهييويكججف", strict=True)),
        **dict.fromkeys(map(chr, [*range(0x64B, 0x660), 0x640, 0x670])),
    }
)
# Japanese writes "v" as "b", long vowels or not, and small vowels large: ヴィリニュス and ビリニュス are one city.
_V = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}
_VS = re.compile("|".join(_V))
_KATAKANA = str.maketrans("ァィゥェォヂヅヶ", "アイウエオジズケ", "ー")
# Arabic writes the article with some names of other languages or not.
_THE = "ال"
_LOOSE = re.compile("[\u0600-\u06ff\u30a0-\u30ff]")
# Of fewer letters, too many names are one.
_SHORTEST = 5
# Portuguese has no "k", "w" or "y" and no doubled letters of its own, and ends no word in most consonants: Tasquente is
# Tashkent by way of Taskent, Brazavile Brazzaville. It writes a last "an" or "am" as a nasal vowel: Amsterdão.
_NASAL = re.compile("[ãÃ][oO]?$")
_FOREIGN = re.compile(r"[kwy]|([^rs\W])\1", re.IGNORECASE)
# With an accent, as "Naipyidó" has, a "y" is no slip of a finger.
_ACCENTED = re.compile("[áéíóúâêôãõ]", re.IGNORECASE)
_RULES = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(.)\1+", r"\1"),
        ("qu(?=[ei])|c(?![eih])", "k"),
        ("gu(?=[ei])", "g"),
        ("ph", "f"),
        ("aw$", "o"),
        ("w", "v"),
        ("y", "i"),
        ("m$", "n"),
        ("(?<=[bdfgkptv])e$", ""),
    )
]


@lru_cache(2048)  # a name is looked up in several ways, one after another
def spelling_key(name: str) -> str:
    """`geo.folding.name_key(name)` with Arabic and Katakana in one spelling; never raises.

    >>> spelling_key("ヴィリニュス") == spelling_key("ビリニュス"), spelling_key("أبو ظبي") == spelling_key("ابوظبي")
    (True, True)
    >>> spelling_key("Hà Nội")
    'hanoi'
    """
    folded = name_key(name)
    if not _LOOSE.search(folded):
        return folded
    one = _VS.sub(lambda v: _V[v[0]], folded).translate(_KATAKANA).translate(_ARABIC)
    return one.removeprefix(_THE) if len(one) > len(_THE) + 2 else one


def likely_adapted_key(name: str) -> str:
    """`adapted_key(name)` if the name may be written by those rules, so that a slip of a finger is none: "" if not.

    >>> likely_adapted_key("Brazavile") == adapted_key("Brazzaville")
    True
    >>> likely_adapted_key("Naipyidó") == adapted_key("Naypyidaw")
    True
    >>> likely_adapted_key("Pyongyangg"), likely_adapted_key("Tashkente")
    ('', '')
    """
    written = re.sub("y", "", name, flags=re.IGNORECASE) if _ACCENTED.search(name) else name
    return "" if _FOREIGN.search(written) else adapted_key(name)


def adapted_key(name: str) -> str:
    """A Latin name in one spelling by the rules of Portuguese and Spanish, as the index has it; "" if it is too short.

    >>> adapted_key("Brazavile") == adapted_key("Brazzaville"), adapted_key("Amsterdão") == adapted_key("Amsterdam")
    (True, True)
    >>> adapted_key("Москва")
    ''
    """
    plain = name_key(_NASAL.sub("an", name.strip()))
    if not plain.isascii() or not plain.isalpha():
        return ""
    for pattern, one in _RULES:
        plain = pattern.sub(one, plain)
    return f"adapted:{plain}" if len(plain) >= _SHORTEST else ""
