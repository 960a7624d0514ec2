"""Fold names to a key that is the same for all spellings of a place's name (case, accents, punctuation)."""

import unicodedata
from collections.abc import Sequence

# Letters that Unicode does not decompose, though readers type the plain one ("Đồng Đăng" and "Dong Dang").
_PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)
# McCune-Reischauer writes P'yŏngyang with any of these; the backtick and the acute accent are what keyboards offer.
_NO_APOSTROPHES = str.maketrans(dict.fromkeys("'`´‘’‛′ʹʼʻʽʾʿˈ＇"))


class _Letters(dict[int, str]):
    """For `str.translate`: a letter stands for itself, a sign for a space. Each is looked up in Unicode once."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _letter_or_space(chr(code))
        return letter


def _letter_or_space(character: str) -> str:
    # The accents of Latin, Greek and Cyrillic have this block to themselves; marks of other scripts are letters to
    # their readers (Thai vowels, the dots of Japanese).
    if "\u0300" <= character <= "\u036f":
        return ""
    category = unicodedata.category(character)
    if category == "Cf":  # soft hyphens, byte order marks, bidi controls: unseen, so not part of a name
        return ""
    return character if category[0] in "LNM" else " "


_LETTERS = _Letters()
_ASCII = {code: "" if chr(code) in "'`" else _letter_or_space(chr(code)) for code in range(128)}


def fold_name(name: str) -> str:
    """`name` in small letters without accents, apostrophes or punctuation, single-spaced; never raises.

    Other scripts stay as they are, Hangul in whole syllables. Folding twice changes nothing; "" if no letter is left.

    >>> fold_name("P’yŏngyang"), fold_name("ĐỒNG-ĐĂNG"), fold_name("Артём")
    ('pyongyang', 'dong dang', 'артем')
    """
    if name.isascii():  # by far the most names; a test compares both ways for every character
        return " ".join(name.lower().translate(_ASCII).split())
    # Apostrophes go before NFKD, which turns a lone acute accent into a space, and after, for those it brings to light.
    bare = unicodedata.normalize("NFKD", name.translate(_NO_APOSTROPHES)).casefold()
    bare = unicodedata.normalize("NFKD", bare).translate(_NO_APOSTROPHES).translate(_PLAIN_LETTERS)
    return " ".join(unicodedata.normalize("NFC", bare.translate(_LETTERS)).split())


def name_key(name: str) -> str:
    """`fold_name(name)` without its spaces, so that "Ha Noi" and "Hanoi", "Ha Long" and "Halong" are one name.

    >>> name_key("Hà Nội") == name_key("HANOI")
    True
    """
    return fold_name(name).replace(" ", "")


def sorted_country_codes(codes: str | Sequence[str] | None) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes as geopy takes them (one, several or none), in capitals, sorted; () is anywhere.

    >>> sorted_country_codes("kr"), sorted_country_codes(["RU", "cn"]), sorted_country_codes(None)
    (('KR',), ('CN', 'RU'), ())
    """
    several = (codes,) if isinstance(codes, str) else codes or ()
    return tuple(sorted({code.strip().upper() for code in several}))
