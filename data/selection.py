"""Selection: which trips a view shows. Values of one facet widen it; facets narrow each other.

The countries of trips come from outside, by the ids of the trips, for they are known only once stops have places.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from data.i18n.countries import country_name, translate_country
from data.i18n.messages import has_catalogue, translate, translate_name
from data.records.legs import MODES
from data.records.trips import Trip

FACETS = ("year", "mode", "with", "country", "traveller", "evidence")
CONFIRMED = "confirmed"
COLUMN_FACETS = tuple(f"column{number}" for number in range(1, 13))  # the first columns that only the table has
MAX_COLUMN_VALUE = 40  # characters; a longer text is no value to choose
COLOUR_VALUES = 7  # with colours of their own; the others share one
MAX_MAPS = 9  # travellers that have small maps side by side
OptionCounts = Mapping[str, Mapping[str, int]]  # of trips, by facet and value
Countries = Mapping[str, tuple[str, ...]]  # ISO 3166-1 codes by the id of the trip
# The options of each facet but the years, by what a trip has of it.
_VALUES: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "mode": lambda mode: [mode],
    "with": lambda people: people,
    "country": lambda countries: map(country_name, countries),
    "traveller": lambda traveller: [traveller] if traveller else [],
    "evidence": lambda evidence: [evidence] if evidence == CONFIRMED else [],
}
DECIMAL = re.compile(r"\s*+[+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:e[+-]?[0-9]++)?\s*+", re.IGNORECASE | re.ASCII)
MAX_SEPARATE_VALUES = 12  # more years become a range, more values of another facet a list to search


@dataclass(frozen=True, slots=True)
class Selection:
    """The values chosen in each facet, as they stand in the URL; `trip` is the id of the selected trip, or "".

    `years` are the first and the last of a range, or None. `columns` are the choices in the table's own columns, by
    facet, such as `column1`.
    """

    year: frozenset[str] = frozenset()
    mode: frozenset[str] = frozenset()
    people_met: frozenset[str] = frozenset()
    country: frozenset[str] = frozenset()
    traveller: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    trip: str = ""
    years: tuple[int, int] | None = None
    columns: tuple[tuple[str, frozenset[str]], ...] = ()

    def chosen(self) -> dict[str, frozenset[str]]:
        """Return what is chosen, by facet; facets in which nothing is chosen are left out."""
        values = zip(FACETS, (getattr(self, field.name) for field in fields(self)[: len(FACETS)]), strict=True)
        return {facet: chosen for facet, chosen in (*values, *self.columns) if chosen}

    def without(self, facet: str) -> Self:
        """Return the selection without the choice in a facet."""
        if facet in COLUMN_FACETS:
            return replace(self, columns=tuple(pair for pair in self.columns if pair[0] != facet))
        emptied: dict[str, Any] = {fields(self)[FACETS.index(facet)].name: frozenset()}
        return replace(self, **emptied)


def _column_values(cells: Iterable[str]) -> Iterable[str]:
    return filter(None, cells)


def option_words(facet: str, value: Any) -> Iterable[str]:
    """Return the options of a facet that trips with a value have; the value is as a trip has it, such as its mode."""
    return _VALUES.get(facet, _column_values)(value)


def own_facets(counts: OptionCounts) -> tuple[str, ...]:
    """Return the facets of those columns that only the table has and that offer a few values."""
    return tuple(facet for facet in COLUMN_FACETS if facet in counts and _parts_trips(counts[facet]))


def colour_facets(values: Mapping[str, Collection[object]], legs: int) -> tuple[str, ...]:
    """Return what lines can be coloured by besides the transport, of facets with the values that trips and legs have:
    what parts the trips.

    A column of the table's own is left out where nearly every one of the legs has a text of its own in it.
    """
    most = max(COLOUR_VALUES, legs / 2)
    return tuple(
        facet
        for facet, own in values.items()
        if len(own) > 1 and (facet not in COLUMN_FACETS or len(own) - ("" in own) <= most)
    )


def open_maps(counts: OptionCounts) -> tuple[str, ...]:
    """Return the small maps that a link may open: one for each traveller where they are few, one of countries."""
    travellers = 2 <= len(counts["traveller"]) <= MAX_MAPS
    return (*(("traveller",) if travellers else ()), *(("country",) if counts["country"] else ()))


def facet_name(facet: str, own_columns: Sequence[str], language: str) -> str:
    """Return the name of a facet: that of the table's own column, else a message."""
    return own_columns[COLUMN_FACETS.index(facet)] if facet in COLUMN_FACETS else translate(facet, language)


def localize_value(facet: str, value: str, language: str) -> str:
    """Translate a value of a facet.

    >>> [localize_value(*value, "ko") for value in (("country", "Vietnam"), ("mode", "rail"), ("year", "2019"))]
    ['베트남', '철도', '2019']
    """
    match facet:
        case "year":
            return value
        case "mode" | "evidence":
            return translate(value, language)
        case "country":
            return translate_country(value, language)
        case _:
            return value if facet in COLUMN_FACETS else translate_name(value, language)


def available_options(counts: OptionCounts, total: int) -> dict[str, tuple[str, ...]]:
    """Return the options of each facet that would leave out at least one of `total` trips; `counts` are of all."""
    parting = {
        facet: _ordered(facet, trips)
        for facet, trips in counts.items()
        if any(count < total for count in trips.values())
    }
    return {facet: values for facet, values in parting.items() if values}


def _ordered(facet: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    if facet == "year":
        return tuple(sorted(counts)) if len(counts) <= MAX_SEPARATE_VALUES else ()
    if facet == "mode":
        return tuple(mode for mode in MODES if mode in counts)
    if facet in COLUMN_FACETS and not _parts_trips(counts):
        return ()
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _parts_trips(counts: Mapping[str, int]) -> bool:
    """Whether a column has a few short values that trips share; else it is a text of each trip."""
    is_few = 2 <= len(counts) <= MAX_SEPARATE_VALUES and max(map(len, counts)) <= MAX_COLUMN_VALUE
    return is_few and sum(counts.values()) > len(counts)


def year_range(counts: OptionCounts) -> tuple[int, int] | None:
    """Return the first and last year of the trips, or `None` if they are few and each is offered by itself."""
    years = list(map(int, counts["year"]))
    return (min(years), max(years)) if len(years) > MAX_SEPARATE_VALUES else None


def parse_year_range(words: Sequence[str], offered: tuple[int, int] | None) -> tuple[int, int] | None:
    """Parse the first and last year in a link; `None` if they are not two years within the range offered.

    >>> parse_year_range(["1994", "1999"], (1990, 2024)), parse_year_range(["1999", "1994"], (1990, 2024))
    ((1994, 1999), None)
    """
    years = [int(word) for word in words if re.fullmatch("[0-9]{4}", word)]
    if offered is None or not len(words) == len(years) == 2 or not offered[0] <= years[0] <= years[1] <= offered[1]:
        return None
    return years[0], years[1]


def link_values(trips: Iterable[Trip], counts: OptionCounts) -> dict[str, frozenset[str]]:
    """Return the values that a link may name, by parameter: those of each facet, and as `trip` the ids of the trips."""
    values = {facet: frozenset(_ordered(facet, trips_of)) for facet, trips_of in counts.items()}
    return {**values, "trip": frozenset(trip.id for trip in trips)}


def unknown_parameters(
    query: Mapping[str, Sequence[str]], known: Mapping[str, frozenset[str]], span: tuple[int, int] | None
) -> tuple[str, ...]:
    """List the parameters of a link that match nothing, such as `year 1066`; foreign parameters are not listed.

    `known` are the values of the trips (`link_values`), `span` their years if these are a range (`year_range`).
    """
    wrong = [f"{key} {value}" for key, values in known.items() for value in query.get(key, ()) if value not in values]
    wrong += [f"lang {tag}" for tag in query.get("lang", ()) if not has_catalogue(tag)]
    years = query.get("years", ())
    if years and not parse_year_range(years, span):
        wrong.append(f"years {' '.join(years)}")
    return (*wrong, *(f"at {value}" for value in query.get("at", ()) if not is_map_position(value)))


def is_map_position(text: str) -> bool:
    """Return whether a text is a map position: bounds `south,west,north,east`, or `lat,lng,zoom`.

    >>> is_map_position("30,110,45,130"), is_map_position("40,120,5"), is_map_position("north")
    (True, True, False)
    """
    parts = text.split(",")
    if not all(map(DECIMAL.fullmatch, parts)):
        return False
    match [float(part) for part in parts]:
        case [south, west, north, east]:
            return -90 <= south < north <= 90 and -540 <= west < east <= 540 and east - west <= 360
        case [lat, lng, zoom]:
            return abs(lat) <= 90 and abs(lng) <= 540 and 0 <= zoom <= 20
    return False
