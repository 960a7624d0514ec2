"""Sounds: a key of a name by its consonants, one for the many ways in which scripts write a foreign name.

ネピドー, 奈比多, نايبيداو and Naypyidaw have one key. Only capitals are in the index by it, and it is looked up last.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from geo.folding import fold_name

_TABLE = Path(__file__).parent / "sounds.csv"
# Consonants that languages exchange for one another are one, and so are vowels: Korean has no "f", Arabic no "p",
# Japanese no "l".
_LATIN = (
    (r"[td]?sch|t?sh|t?ch|t[sz]|d?zh|dj|dg(?=[eiy])|[cg](?=[eiy])|j|[sz]", "S"),
    (r"ph|[fv]", "F"),
    (r"x", "KS"),
    (r"qu(?=[ei])|ck|[kg]h|[kgqc]", "K"),
    (r"th|[td]", "T"),
    (r"[pb]", "P"),
    (r"[lr]", "L"),
    (r"m", "M"),
    (r"ng(?![aeiou])|n", "N"),
    (r"a[iy]|e[iy]?|ae", "E"),
    (r"a[uow]|uo|ou|[ou]w?", "O"),
    (r"a", "A"),
    (r"y?i|y", "I"),
)
_SOUND = re.compile("|".join(f"({pattern})" for pattern, _ in _LATIN))
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[AEIO]")
# With fewer consonants the vowels must agree too; with fewer still too many names are one.
_ENOUGH, _FEWEST = 4, 3
_LONGEST = 40
# What Chinese has its own words for is not written by its sound.
_CHINESE_WORDS = {"苏丹": "sultan", "乔治": "george", "约翰": "john"}
# What the word for a saint becomes: what follows it tells the place, and is shorter than other names are.
_SAINT = re.compile(
    r"(?:s(?:ain)?te?|san(?:kt|ta|to)?|sao|sint|sankt|س[اي]?ن(?:ت[او]?|كت)?|сейнт|сент|сен|сан(?:кт|та|то)?) "
    r"|(?:セント|サン(?:クト|タ|ト)?|ザンクト|シント|세인트|생트|생|장크트|산타|산투|산|[圣聖]) ?"
)
# The last letters of French names are mute: Сен-Дени, 生モリ.
_MUTE = re.compile(r"(?:e?s|[tdxz])$")
# So many names of one place that sound alike are no accident.
_AGREED = 5


def sound_key(name: str) -> str:
    """The key of a name by its sound, as the index has it; "" if it has too few consonants.

    >>> sound_key("멜레케오크") == sound_key("梅莱凯奥克") == sound_key("Melekeok")
    True
    >>> sound_key("نايبيداو") == sound_key("Naypyidaw"), sound_key("Rome")
    (True, '')
    """
    heard = _heard(fold_name(name))
    consonants, together = _consonants(heard)
    if len(consonants) < _FEWEST:
        return ""
    return f"sound:{together if len(consonants) >= _ENOUGH else heard}"


def saint_keys(name: str, written: bool = True) -> list[str]:
    """The keys of a name after a saint, the closest first; none of another name. `written`: with mute letters.

    >>> saint_keys("St. Moritz")[1] == saint_keys("圣莫里茨")[1], saint_keys("Санкт-Мориц"), saint_keys("Rome")
    (True, ['saint:MOLIS', 'saint:MLS'], [])
    """
    folded = fold_name(name)
    if not (saint := _SAINT.match(folded)):
        return []
    rest = folded[saint.end() :]
    heard = _heard(rest if written else _MUTE.sub("", rest))
    consonants, together = _consonants(heard)
    keys = [heard] * bool(consonants) + [together] * (len(consonants) >= _FEWEST)
    return [f"saint:{key}" for key in dict.fromkeys(keys)]


def keys_by_sound(name: str) -> list[str]:
    """The keys to look a name up by, the closest first."""
    return [*saint_keys(name), *filter(None, [sound_key(name)])]


def sound_keys(own: Iterable[str], others: Iterable[str]) -> set[str]:
    """The keys of a place: those of its own names, and those that several of its other names agree in."""
    agreed = Counter(filter(None, map(sound_key, others)))
    return ({sound_key(name) for name in own} | {key for key, n in agreed.items() if n >= _AGREED}) - {""}


def _consonants(heard: str) -> tuple[str, str]:
    """The consonants of a name, and what stands for it if they are enough."""
    consonants = _VOWELS.sub("", heard)
    begins = heard[0] if _VOWELS.match(heard) else ""  # many names differ in that alone
    # Arabic leaves out the vowel between two consonants, which then are one.
    return consonants, begins + _TWICE.sub(r"\1", consonants)


def _heard(name: str) -> str:
    """The sounds of a folded name in one script or another; "" if a letter's sound is not known."""
    latin = _in_latin(name.replace(" ", ""))
    if not latin or len(latin) > _LONGEST:
        return ""
    return _TWICE.sub(r"\1", "".join(_LATIN[(found.lastindex or 1) - 1][1] for found in _SOUND.finditer(latin)))


def _in_latin(folded: str) -> str:
    """A folded name in Latin letters, roughly; "" if it has a letter of which the sound is not known."""
    if folded.isascii():
        return folded
    for word, latin in _CHINESE_WORDS.items():
        folded = folded.replace(word, latin)
    signs = "".join(unicodedata.normalize("NFD", sign) if "가" <= sign <= "힣" else sign for sign in folded)
    sounds = [sign if sign.isascii() else _sounds().get(sign, "?" if sign.isalpha() else "") for sign in signs]
    return "" if "?" in sounds else "".join(sounds)


@cache
def _sounds() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {sign: row["latin"] for row in csv.DictReader(table) for sign in row["signs"]}
