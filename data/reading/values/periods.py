"""Periods: dates that name a week, a quarter, a season or a decade, and days as programs write them."""

import re
from datetime import date, timedelta
from unicodedata import normalize

from data.reading.values.calendar_words import MONTH_NUMBERS, fold


class UndatedError(ValueError):
    """Raised for a date that is understood and yet names no day of the calendar: a year is missing, or is before 1."""


class MissingYearError(UndatedError):
    """Raised for a date without its year."""


class BeforeChristError(UndatedError):
    """Raised for a date before the year 1."""


_SEASON_TEXT = (
    "spring springtime frühling frühjahr printemps primavera lente voorjaar vår forår kevät wiosna jaro tavasz "
    "primăvară primavara ilkbahar άνοιξη весна весной пролет 春 春季 봄 musim_semi",
    "summer sommer été verano estate verão verao zomer sommar kesä lato léto nyár vară vara yaz καλοκαίρι лето летом "
    "літо лято 夏 夏季 여름",
    "autumn fall herbst automne otoño autunno outono herfst najaar höst høst efterår syksy jesień podzim ősz "
    "toamnă toamna sonbahar φθινόπωρο осень осенью осінь есен 秋 秋季 가을",
    "winter hiver invierno inverno vinter talvi zima tél iarnă iarna kış χειμώνας зима зимой 冬 冬季 겨울",
)
SEASONS = {
    normalize("NFC", fold(word.replace("_", " "))): number
    for number, words in enumerate(_SEASON_TEXT)
    for word in words.split()
}
_SEASON_MONTHS = ((3, 5), (6, 8), (9, 11), (12, 2))  # of the northern half of the world
WEEK = re.compile(r"(\d{4})-?\s?w(?:eek|k)?\s?(\d{1,2})(?:-([1-7]))?", re.ASCII)
WEEK_FIRST = re.compile(
    r"(?:w|wk|week|kw|uke|vecka|v|uge|semaine|sem|semana|settimana|нед)\.? ?(\d{1,2})[ ,/-]+(\d{4})", re.ASCII
)
QUARTER = re.compile(r"(?:q|t|kw?artal|quarter )([1-4])[ ,/-]*(\d{4})|(\d{4})[ ,/-]*(?:q|t)([1-4])", re.ASCII)
ORDINAL_QUARTER = re.compile(
    r"([1-4])(?:st|nd|rd|th|\.|er|e)? ?(?:quarter|quartal|trimestre|q)[ ,/-]*(\d{4})", re.ASCII
)
HALF = re.compile(r"h([12])[ ,/-]*(\d{4})|(\d{4})[ ,/-]*h([12])", re.ASCII)
SEASON = re.compile(
    r"([^\W\d_]{1,12})[ ,.'-]{1,3}(?:of |de )?(\d{4})(?:[/-](\d{2,4}))?|(\d{4})年?[ ,-]{0,2}([^\W\d_]{1,12})"
)
DECADE = re.compile(r"(?:the )?(\d{3}0)(?:s|'s|er|er jahre|-x|年代|년대|-е|-tal)(?: jahre)?")
WITHOUT_DAY = re.compile(r"(\d{4})[-/.](\d\d)[-/.]00(?:[t ].*)?", re.ASCII)
WITHOUT_DAY_LAST = re.compile(r"00[-/.](\d\d)[-/.](\d{4})", re.ASCII)
CLOCK_BEFORE_YEAR = re.compile(
    r"(?:[a-z]{3},? )?([a-z]{3}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d(?: [a-z]{2,5})? (\d{4})", re.ASCII
)
# “1965-68” and “1971–present”; “2005-06” is a month.
SHORT_YEARS = re.compile(r"((?:1[4-9]|20)\d\d) ?[-–—/] ?(\d\d)", re.ASCII)
OPEN_YEARS = re.compile(
    r"((?:1[4-9]|20)\d\d)(?: ?[-–—] ?(?:present|now|today|date|heute|dato|hoy|hoje|oggi|ныне)?|年?至今)", re.IGNORECASE
)
BEFORE_CHRIST = re.compile(
    r"-\d{1,5}(?:-\d\d(?:-\d\d)?)?"
    r"|(?:[^\n]{0,30}\b)?\d{1,5} ?(?:bce?|b\.? ?c\.?(?: ?e\.?)?|v\. ?chr\.?|av\. ?j\.?-?c\.?|a\. ?c\.?"
    r"|p\. ?n\. ?e\.?|до н\. ?[эе]\.?|a\.? ?de ?c\.?|m\.ö\.|π\.χ\.|eaa)"
    r"|(?:紀元前|公元前|前|기원전)\s?\d{1,5}\s?[年년]?[^\n]{0,12}"
)
COMMON_ERA = re.compile(
    r"(?:a\.?d\.? ?|anno )(\d{1,4})|(\d{1,4}) ?(?:a\.?d\.?|c\.?e\.?|n\. ?chr\.?|ap\. ?j\.?-?c\.?|d\. ?c\.?|н\. ?э\.?)",
    re.ASCII,
)
BLANK_DAYS = re.compile(r"0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[t ].{0,20})?", re.IGNORECASE)
WITHOUT_YEAR = re.compile(r"(\d{1,2})[./](\d{1,2})\.?|--(\d\d)-(\d\d)", re.ASCII)


def parse_period(text: str) -> tuple[str, str] | None:
    """Return the first and the last date of a period as EDTF; `None` if the text is none.

    Raise `UndatedError` for a date that no calendar of the page holds.

    >>> [parse_period(text) for text in ("2024-W05", "Q1 2024", "Spring 2019")]
    [('2024-01-29', '2024-02-04'), ('2024-01', '2024-03'), ('2019-03~', '2019-05~')]
    """
    plain = normalize("NFC", fold(text.strip()))  # Hangul as it is written
    if BEFORE_CHRIST.fullmatch(plain):
        raise BeforeChristError(text)
    if plain in SEASONS:
        raise MissingYearError(text)
    if found := COMMON_ERA.fullmatch(plain):
        return f"{int(found[1] or found[2]):04}", ""
    for parse in (_week, _part_of_year, _season, _as_programs_write):
        if period := parse(plain):
            return period
    return None


def parse_years(text: str) -> tuple[str, str] | None:
    """Return the first and the last of two years of which the last is short or open; `None` of any other text.

    >>> [parse_years(text) for text in ("1965-68", "1971–present", "2005-06")]
    [('1965', '1968'), ('1971', ''), None]
    """
    if (found := SHORT_YEARS.fullmatch(text)) and int(found[2]) > max(12, int(found[1][2:])):
        return found[1], found[1][:2] + found[2]
    found = OPEN_YEARS.fullmatch(text)
    return (found[1], "") if found else None


def is_without_year(text: str) -> bool:
    """Return whether a text is a day and a month in numbers.

    >>> is_without_year("3.5."), is_without_year("10/1"), is_without_year("10/2018")
    (True, True, False)
    """
    found = WITHOUT_YEAR.fullmatch(text.strip())
    if not found:
        return False
    one, other = sorted(int(number) for number in found.groups() if number)
    return 1 <= one <= 12 and 1 <= other <= 31


def _week(text: str) -> tuple[str, str] | None:
    if found := WEEK.fullmatch(text):
        year, week, day = int(found[1]), int(found[2]), found[3]
    elif found := WEEK_FIRST.fullmatch(text):
        year, week, day = int(found[2]), int(found[1]), None
    else:
        return None
    first = date.fromisocalendar(year, week, int(day or 1))
    return first.isoformat(), "" if day else (first + timedelta(days=6)).isoformat()


def _part_of_year(text: str) -> tuple[str, str] | None:
    if found := QUARTER.fullmatch(text):
        quarter, year = int(found[1] or found[4]), found[2] or found[3]
        return f"{year}-{quarter * 3 - 2:02}", f"{year}-{quarter * 3:02}"
    if found := ORDINAL_QUARTER.fullmatch(text):
        return f"{found[2]}-{int(found[1]) * 3 - 2:02}", f"{found[2]}-{int(found[1]) * 3:02}"
    if found := HALF.fullmatch(text):
        half, year = int(found[1] or found[4]), found[2] or found[3]
        return f"{year}-{half * 6 - 5:02}", f"{year}-{half * 6:02}"
    if found := DECADE.fullmatch(text):
        return f"{found[1]}~", f"{int(found[1]) + 9}~"
    return None


def _season(text: str) -> tuple[str, str] | None:
    found = SEASON.fullmatch(text)
    if not found or (season := SEASONS.get(found[1] or found[5])) is None:
        return None
    first, last = _SEASON_MONTHS[season]
    year = int(found[2] or found[4])
    return f"{year:04}-{first:02}~", f"{year + (last < first):04}-{last:02}~"


def _as_programs_write(text: str) -> tuple[str, str] | None:
    if found := WITHOUT_DAY.fullmatch(text):
        return (found[1] if found[2] == "00" else f"{found[1]}-{found[2]}"), ""
    if found := WITHOUT_DAY_LAST.fullmatch(text):
        return (found[2] if found[1] == "00" else f"{found[2]}-{found[1]}"), ""
    if (found := CLOCK_BEFORE_YEAR.fullmatch(text)) and found[1] in MONTH_NUMBERS:
        return f"{found[3]}-{MONTH_NUMBERS[found[1]]:02}-{int(found[2]):02}", ""
    return None
