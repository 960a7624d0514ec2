"""Parts: values that stand in several columns, such as year, month and day, or degrees and their hemisphere."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data.reading.columns.ends import DESTINATION, END_WORDS, ORIGIN, Fits, numbered_stops
from data.reading.columns.sample import SampledColumn
from data.reading.columns.vocabulary import normalize_column_name
from data.reading.values.calendar_words import MONTH_NUMBERS, fold

PART_TEXT = (
    "year yr yyyy jahr année annee an año ano anno any jaar år ar vuosi rok év anul yıl έτος год рік година 年 年份 "
    "연도 년 tahun năm שנה سنة السنة",
    "month mon mm monat mois mes mês mese maand månad måned kuukausi miesiąc měsíc mesiac hónap luna ay μήνας "
    "месяц місяць месец 月 月份 월 bulan tháng חודש شهر الشهر",
    "day dd mday dom tag jour día dia giorno dag päivä dzień den deň nap zi ziua gün ημέρα день ден 日 일 hari ngày "
    "יום يوم اليوم",
)
YEAR, MONTH, DAY = (frozenset(map(fold, text.split())) for text in PART_TEXT)
NORTH_SOUTH = frozenset(("n", "s", "north", "south", "nord", "sud", "süd", "norte", "sur"))
EAST_WEST = frozenset(("e", "w", "o", "east", "west", "est", "ouest", "este", "oeste", "ost"))
UNIT = re.compile(r"(?:\.0|(?:(?<!\s)\s+)?[年月日号號년월일]|\.)$")
PART_SHARE = 0.9  # of the cells that must be such a part


@dataclass(frozen=True, slots=True)
class ComposedColumn:
    """A role whose cells are put together from those of several columns, in this order."""

    role: str
    columns: tuple[str, ...]
    join: Callable[[Sequence[str]], str]

    @property
    def name(self) -> str:
        """How the columns are called together."""
        return ", ".join(self.columns)


def find_parts(columns: Sequence[SampledColumn], mapping: Mapping[str, str], fits: Fits) -> tuple[ComposedColumn, ...]:
    """Find dates in parts that no column holds as a whole, hemispheres of degrees, and stops in numbered columns."""
    stops = numbered_stops(columns, fits)
    itinerary = (
        [ComposedColumn("destination", stops, "; ".join)] if {*stops, ""} & {mapping.get("destination", "")} else []
    )
    return (*_dates_in_parts(columns, mapping), *_hemispheres(columns, mapping), *(itinerary if stops else ()))


def _dates_in_parts(columns: Sequence[SampledColumn], mapping: Mapping[str, str]) -> list[ComposedColumn]:
    groups: dict[tuple[str, ...], dict[int, SampledColumn]] = {}
    for column in columns:
        tokens = fold(normalize_column_name(column.name)).split()
        for number, (words, fits) in enumerate(((YEAR, _is_year), (MONTH, _is_month), (DAY, _is_day))):
            named = [token for token in tokens if token in words]
            if len(named) == 1 and column.sample and column.share(fits) >= PART_SHARE:
                rest = tuple(token for token in tokens if token not in words)
                groups.setdefault(rest, {}).setdefault(number, column)
    found: dict[str, ComposedColumn] = {}
    for rest, parts in groups.items():
        role, names = _role(rest), tuple(parts[number].name for number in sorted(parts))
        if 0 in parts and 1 in parts and role not in found and mapping.get(role, names[0]) in names:
            found[role] = ComposedColumn(role, names, join_date)
    return list(found.values())


def _role(rest: Sequence[str]) -> str:
    ends = {end for word in rest for end, _ in END_WORDS.get(word, ())}
    return "start" if ends == {ORIGIN} else "end" if ends == {DESTINATION} else "date"


def _is_year(text: str) -> bool:
    return (year := _bare(text)).isdecimal() and 1 <= int(year) < 2200


def _is_month(text: str) -> bool:
    return fold(text) in MONTH_NUMBERS or ((month := _bare(text)).isdecimal() and int(month) <= 12)


def _is_day(text: str) -> bool:
    return (day := _bare(text)).isdecimal() and int(day) <= 31


def _bare(text: str) -> str:
    """A number without what a spreadsheet or an East Asian language writes after it.

    >>> _bare("5.0"), _bare("2018年"), _bare("5월")
    ('5', '2018', '5')
    """
    return UNIT.sub("", text)


def join_date(parts: Sequence[str]) -> str:
    """Return year, month and perhaps day as ISO 8601, as far as they are filled in.

    >>> join_date(("2020", "5", "3")), join_date(("2020", "May", "")), join_date(("", "5", "3"))
    ('2020-05-03', '2020-05', '')
    """
    year, month, day = (*map(_bare, parts), "")[:3]
    number = MONTH_NUMBERS.get(fold(month), 0) or (int(month) if month.isdecimal() else 0)
    if not year.isdecimal():
        return year
    known = [f"{int(year):04}", *([f"{number:02}"] if number else [])]
    return "-".join([*known, *([f"{int(day):02}"] if number and day.isdecimal() and int(day) else [])])


def _hemispheres(columns: Sequence[SampledColumn], mapping: Mapping[str, str]) -> list[ComposedColumn]:
    found = []
    free = [column for column in columns if column.name not in mapping.values() and column.sample]
    for lat, lon in (("origin lat", "origin lon"), ("lat", "lon")):
        for role, letters in ((lat, NORTH_SOUTH), (lon, EAST_WEST)):
            column = next((one for one in free if letters.issuperset(map(str.casefold, one.sample))), None)
            if column and role in mapping:
                free.remove(column)
                found.append(ComposedColumn(role, (mapping[role], column.name), join_hemisphere))
    return found


def join_hemisphere(parts: Sequence[str]) -> str:
    """Return degrees with the letter of their hemisphere.

    >>> join_hemisphere(("34.0", "South")), join_hemisphere(("34.0", ""))
    ('34.0 S', '34.0')
    """
    degrees, hemisphere = parts
    return f"{degrees} {hemisphere[0].upper()}" if degrees and hemisphere else degrees
