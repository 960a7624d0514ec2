"""Spelling: the key of a name in the index, looser than `geo.folding.name_key` for scripts that have no one spelling.

`adapted_key` is looser still, for names as Portuguese and Spanish write them by their own rules; it is asked last.
"""

import re
from collections.abc import Iterator

from geo.folding import fold_name, name_key
from geo.gazetteer.query import interpretations

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
_RULES = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(.)\1+", r"\1"),
        ("qu(?=[ei])|c(?![eih])", "k"),
        ("gu(?=[ei])", "g"),
        ("ph", "f"),
        ("w", "v"),
        ("y", "i"),
        ("m$", "n"),
        ("(?<=[bdfgkptv])e$", ""),
    )
]
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщъыьэюя")
# Four letters are so near to so many names that one letter off says nothing.
_SHORTEST_SUGGESTED = 5
# Words for what a place is, which name none: German calls Iceland "Island".
_KINDS_OF_PLACE = frozenset(("island", "islands", "isle", "lake", "river", "sea", "mount", "mountains", "park", "bay"))
# Bounds the work to some 3,000 look-ups, 5 ms.
_LONGEST_SUGGESTED = 40


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
    >>> likely_adapted_key("Pyongyangg"), likely_adapted_key("Tashkente")
    ('', '')
    """
    return "" if _FOREIGN.search(name) else adapted_key(name)


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


def suggestion_keys(name: str) -> Iterator[tuple[list[str], bool]]:
    """Folded names to look for, in groups, the likeliest group first; and whether only places really called so count.

    A letter off, then parts, from the left, for what stands there is the name: "Windsor Castle", "Jeju Island".
    """
    for interpretation in interpretations(name):
        folded = spelling_key(interpretation.name)
        if _SHORTEST_SUGGESTED <= len(folded) <= _LONGEST_SUGGESTED:
            yield list(_one_off(folded)), False
    words = fold_name(name[: _LONGEST_SUGGESTED * 2]).split()
    if _KINDS_OF_PLACE.intersection(words):
        words = [word for word in words if word not in _KINDS_OF_PLACE]
        yield [spelling_key("".join(words))], True
    for size in range(len(words) - 1, 0, -1):
        yield from (
            ([spelling_key("".join(words[start : start + size]))], True) for start in range(len(words) - size + 1)
        )


def _one_off(folded: str) -> Iterator[str]:
    letters = next((alphabet for alphabet in _ALPHABETS if folded[0] in alphabet), "")
    for at in range(len(folded) + 1):
        head, tail = folded[:at], folded[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)
