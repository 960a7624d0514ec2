"""Date rewriting: dates in another calendar, script or form as the common date that they are."""

import re
from unicodedata import decimal

from data.reading.values.calendar_words import MONTH_NUMBERS, fold

# The first year of each era, less one: Reiwa 1 is 2019.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911}
ERA_LETTERS = {"R": 2018, "H": 1988, "S": 1925}
ERA_DATE = re.compile(r"(?:中華)?(令和|平成|昭和|大正|明治|民[國国])\s*(\d{1,3}|元)\s*年?")
ERA_LETTER = re.compile(r"^([RHS])(\d{1,2})(?=[./-]\d{1,2}[./-]\d{1,2}$)")
BUDDHIST_MARK = re.compile(r"พ\.?\s?ศ\.?|\bB\.?E\.?\b")
BUDDHIST_YEAR = re.compile(r"(?<!\d)2[4-6]\d\d(?!\d)")
BUDDHIST_AHEAD = 543
THAI_MONTHS = {
    "มกราคม": "January", "กุมภาพันธ์": "February", "มีนาคม": "March", "เมษายน": "April", "พฤษภาคม": "May",
    "มิถุนายน": "June", "กรกฎาคม": "July", "สิงหาคม": "August", "กันยายน": "September", "ตุลาคม": "October",
    "พฤศจิกายน": "November", "ธันวาคม": "December",
}  # fmt: skip
ROMAN_MONTHS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMAN_DATE = re.compile(r"(?<!\w)(\d{1,2})\.?([ ./-]?)([IVX]{1,4}|[ivx]{1,4})\.?[ ./-](\d{4}|\d\d)(?!\d)")
NUMERALS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
NUMERAL_PART = re.compile(r"(?<![〇零○一二三四五六七八九十])([〇零○一二三四五六七八九十]++)(?=\s*[年月日号號])")
ZONE_AND_CLOCK = re.compile(
    r"(?:T|,?\s{1,3}|،\s{0,3})(?:at |um |à |às )?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d{1,9})?)?\s{0,3}(?:[ap]\.?\s?m\.?)?"
    r"\s{0,3}(?:\(?(?:UTC|GMT|[A-Z]{2,5})?\s?(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)?\s{0,3}(?:\[[\w/+-]{1,40}\])?$",
    re.IGNORECASE,
)
SHORT_QUARTER = re.compile(r"\b([QT][1-4])\s*['’](\d\d)$")
ORDINAL = re.compile(r"(?<=\d):[ae](?=\s)")
# “20 ile 24 Temmuz 2019 arası”, “22日から25日まで”, “3 إلى 8”: a word between two dates, and one around both.
UNTIL = re.compile(r"から|부터|\s(?:ile|إلى|الى|حتى)\s|(?<=[日号號\d])\s*(?:至|到)\s*")
AROUND = re.compile(r"(?:まで|까지|为止|為止|\sarası(?:nda)?)$|^(?:从|從|自|من)\s*")
ABOUT_TEXT = (
    "hacia cerca_de por_volta_de vers omstreeks rond około okolo ok ок прибл примерно около yaklaşık tahminen asi cca "
    "přibližně zhruba حوالي نحو تقريبا ungefähr gegen zirka noin körülbelül kb περίπου omkring cirka dolaylarında"
)
ABOUT = re.compile(
    r"^(?:(?:"
    + "|".join(word.replace("_", r"\s") for word in ABOUT_TEXT.split())
    + r")\b\.?\s*|[≈≃∼～]\s*|[约約大]約?\s*|약\s*)"
    r"|(?:(?<!\s)\s+)?(?:\(\s?\?\s?\)|頃|ごろ|ころ|左右|前后|前後|경|쯤)$",
    re.IGNORECASE,
)
# Tuesday in French, Spanish, Italian and Romanian, and Sunday in Turkish, are the abbreviations of months elsewhere.
LIKE_MONTH = re.compile(r"(?:mar|mart|paz)[.,]*\s+(?=\S)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")


def rewrite_date(text: str) -> tuple[str, bool]:
    """Return a date in a common form, and whether it is only about so; the text itself where nothing is known of it.

    >>> rewrite_date("令和6年5月3日"), rewrite_date("3 V 2024"), rewrite_date("około 1995")
    (('2024年5月3日', False), ('3.5.2024', False), ('1995', True))
    """
    plain = ABOUT.sub("", _in_digits(text.strip()))
    about = plain != _in_digits(text.strip())
    plain = _without_era(plain)
    plain = ROMAN_DATE.sub(_roman, ORDINAL.sub(".", plain).replace("،", ","))
    plain = SHORT_QUARTER.sub(r"\1 20\2", plain)
    plain = AROUND.sub("", UNTIL.sub(" - ", AROUND.sub("", plain)))
    return ZONE_AND_CLOCK.sub("", plain).strip(" ,"), about


def without_weekday_like_month(text: str) -> str:
    """Return a text without a first word that is a weekday where the rest has a month of its own.

    >>> without_weekday_like_month("mar 12 nov 2019"), without_weekday_like_month("mar 12 2019")
    ('12 nov 2019', 'mar 12 2019')
    """
    found = LIKE_MONTH.match(text)
    rest = text[found.end() :] if found else ""
    has_month = any(fold(word) in MONTH_NUMBERS for word in WORD.findall(rest))
    return rest if has_month and rest[0].isdecimal() else text


def without_era_letter(text: str) -> str:
    """Return a Japanese date with the letter of its era as one of our calendar.

    >>> without_era_letter("R6.5.3"), without_era_letter("Rome")
    ('2024.5.3', 'Rome')
    """
    return ERA_LETTER.sub(lambda found: str(ERA_LETTERS[found[1]] + int(found[2])), text)


def gregorian_year(year: str) -> str:
    """Return a year of the Buddhist calendar, which lies centuries ahead, as that of ours.

    >>> gregorian_year("2567"), gregorian_year("2024")
    ('2024', '2024')
    """
    return str(int(year) - BUDDHIST_AHEAD) if "2400" <= year < "2700" and len(year) == 4 else year


def _in_digits(text: str) -> str:
    """A text with plain digits for those of any script, and for numbers in Chinese."""
    if text.isascii():
        return text
    digits = "".join(sign if sign.isascii() else str(decimal(sign, sign)) for sign in text)
    return NUMERAL_PART.sub(lambda found: _number(found[1]), digits)


def _number(numerals: str) -> str:
    if "十" not in numerals:
        return "".join(str(NUMERALS[sign]) for sign in numerals)
    tens, _, ones = numerals.partition("十")
    return str(10 * NUMERALS.get(tens, 1) + NUMERALS.get(ones, 0))


def _without_era(text: str) -> str:
    text = ERA_DATE.sub(lambda found: f"{ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年", text)
    for thai, english in THAI_MONTHS.items():
        text = text.replace(thai, english)
    return BUDDHIST_YEAR.sub(lambda found: gregorian_year(found[0]), BUDDHIST_MARK.sub(" ", text))


def _roman(found: re.Match[str]) -> str:
    roman = found[3].lower()
    return f"{found[1]}.{ROMAN_MONTHS.index(roman)}.{found[4]}" if roman in ROMAN_MONTHS else found[0]
