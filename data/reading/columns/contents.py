"""Contents of columns: what the cells of a column must hold for it to play a role."""

from collections.abc import Callable, Mapping

from data.reading.columns.modes import recognize_mode
from data.reading.columns.sample import SampledColumn
from data.reading.columns.status import is_status
from data.reading.columns.vocabulary import DATE_ROLES, normalize_column_name
from data.reading.values.cities import is_airport_name
from data.reading.values.coordinates import parse_degrees, parse_point
from data.reading.values.countries import country_code, country_hint
from data.reading.values.dates import FULL_EARLY_YEAR, is_blank_date, is_date
from data.reading.values.degrees import is_number
from data.reading.values.periods import is_without_year
from data.reading.values.year_lists import list_years
from data.records.legs import EVIDENCE

MINUTES = 60  # of an hour
NUMBER_NAMES, COUNT_SHARE = frozenset(("#", "no", "number")), 0.9  # of columns that may count the rows
QUALIFIERS = frozenset(("c", "ca", "circa", "approx", "about", "before", "after", "uncertain"))  # of a date or a place
TITLE_WORDS, TITLE_SHARE = frozenset(("at", "for", "in", "of", "on", "the")), 0.4  # in no name of a person
URL_WORDS = frozenset(("url", "link", "link1"))
YES_NO_WORDS = ("true", "false", "yes", "no", "0", "1")


def _is_place(text: str) -> bool:
    if _is_number(text) or text.strip(".?").casefold() in QUALIFIERS:
        return False
    return parse_point(text) is not None or not (is_date(text) or is_blank_date(text))


def _is_number(text: str) -> bool:
    return not any(map(str.isalpha, text)) and parse_point(text) is None


def is_plain_year(text: str) -> bool:
    """Whether a cell is the number of a year."""
    return text.removesuffix(".0").isdecimal() and 1000 <= float(text) < 2200


def are_years(text: str) -> bool:
    """Whether a cell holds nothing but years, one or several."""
    return is_plain_year(text) or bool(FULL_EARLY_YEAR.fullmatch(text)) or bool(list_years(text))


def _is_moment(text: str) -> bool:
    return is_blank_date(text) or is_date(text) or is_without_year(text)


def is_day(text: str) -> bool:
    """Whether a cell is a date that is more than a number."""
    return is_date(text) and not text.isdecimal()


def is_country_cell(text: str) -> bool:
    """Whether a cell is a country, by name or code."""
    return bool(country_code(text))


def _is_code(text: str) -> bool:
    return len(text) in (2, 3) and text.isalpha()


def is_airport_cell(text: str) -> bool:
    """Whether a cell is an airport, by name or by a code in capitals."""
    return is_airport_name(text) or (len(text) in (3, 4) and text.isupper() and text.isascii() and text.isalpha())


# What a column must hold to play a role, and for which share of its cells; without an entry its name is enough.
CONTENT_RULES: Mapping[str, tuple[Callable[[str], bool], float]] = {
    **dict.fromkeys(DATE_ROLES, (_is_moment, 0.3)),
    "year": (are_years, 0.5),
    **dict.fromkeys(("origin", "destination"), (_is_place, 0.5)),
    "via": (lambda text: _is_place(text) and text[0] not in "{[", 0.5),
    "iso": (_is_code, 0.5),
    "country": (lambda text: (_is_place(text) and text[0] not in "{[") or bool(country_hint(text)), 0.5),
    "region": (_is_place, 0.5),
    **dict.fromkeys(
        ("lat", "origin lat"), (lambda text: is_number(text) or parse_degrees(text, "lat") is not None, 0.5)
    ),
    **dict.fromkeys(
        ("lon", "origin lon"), (lambda text: is_number(text) or parse_degrees(text, "lon") is not None, 0.5)
    ),
    **dict.fromkeys(("point", "origin point"), (lambda text: parse_point(text) is not None, 0.5)),
    "mode": (lambda text: bool(recognize_mode(text)), 0.3),
    "main": (lambda text: text.casefold() in YES_NO_WORDS, 0.5),
    "traveller": (lambda text: not _is_number(text), 0.5),
    **dict.fromkeys(("title", "occasion", "with"), (lambda text: len(text) > 2 and not _is_number(text), 0.5)),
    "source": (lambda text: text.startswith(("http://", "https://")), 0.3),
    "evidence": (lambda text: text.casefold() in EVIDENCE, 0.5),
    "cancelled": (lambda text: text.casefold() in YES_NO_WORDS or is_status(text), 0.5),
}


def is_name_cell(text: str) -> bool:
    """Whether a cell may be the name of a place, and is no mode and no status."""
    if len(text) < 2 and text.isascii():
        return False
    return (
        _is_place(text) and len(text) <= 60 and text[:1].isalpha() and not recognize_mode(text) and not is_status(text)
    )


def fits_role(role: str, column: SampledColumn) -> bool:
    """Return whether a column holds what its role needs."""
    if role == "trip" and _is_vehicle_number(column):
        return False
    if role == "source" and not URL_WORDS & set(normalize_column_name(column.name).split()):
        return True
    if role not in CONTENT_RULES:
        return True
    if role in DATE_ROLES and _is_clock(column):
        return False
    if role == "traveller" and normalize_column_name(column.name) == "name" and _holds_titles(column):
        return False
    fits, least = CONTENT_RULES[role]
    return column.share(fits) >= least


def _is_vehicle_number(column: SampledColumn) -> bool:
    """Whether a column that is only named for numbers holds those of flights or trains, such as “RJX 63”."""
    return normalize_column_name(column.name) in NUMBER_NAMES and column.share(_is_count) < COUNT_SHARE


def _holds_titles(column: SampledColumn) -> bool:
    """Whether names are those of events, such as “PyCon 2024” or “Progress in Complex Geometry”, and not of people."""
    return (
        column.share(lambda text: any(map(str.isdigit, text)) or not TITLE_WORDS.isdisjoint(text.casefold().split()))
        >= TITLE_SHARE
    )


def _is_count(text: str) -> bool:
    return text.split(" ", maxsplit=1)[0].removeprefix("#").removesuffix(".").removesuffix(".0").isdecimal()


def _is_clock(column: SampledColumn) -> bool:
    """Whether numbers without marks are times of the day (517 is 5:17) rather than years."""
    if not column.sample or not all(cell.isdecimal() and len(cell) <= 4 for cell in column.sample):
        return False
    if any(FULL_EARLY_YEAR.fullmatch(cell) and int(cell[2:]) >= MINUTES for cell in column.sample):
        return False
    years = column.share(is_plain_year)
    return years < 0.9 or bool({"time", "hour", "clock"} & set(normalize_column_name(column.name).split()))
