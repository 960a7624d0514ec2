"""Spelling: the key of a name in the index, looser than `geo.names.key` for scripts that have no one spelling."""

import re

from geo.names import key

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


def spelled(name: str) -> str:
    """`geo.names.key(name)` with Arabic and Katakana in one spelling; never raises.

    >>> spelled("ヴィリニュス") == spelled("ビリニュス"), spelled("أبو ظبي") == spelled("ابوظبي"), spelled("Hà Nội")
    (True, True, 'hanoi')
    """
    folded = key(name)
    if not _LOOSE.search(folded):
        return folded
    one = _VS.sub(lambda v: _V[v[0]], folded).translate(_KATAKANA).translate(_ARABIC)
    return one.removeprefix(_THE) if len(one) > len(_THE) + 2 else one
