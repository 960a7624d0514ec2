"""Column roles: guess which column is the date, the place and so on, by its name and its contents."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter

from data.i18n.countries import country_name
from data.reading.columns.contents import (
    are_years,
    fits_role,
    is_airport_cell,
    is_country_cell,
    is_day,
    is_name_cell,
    is_plain_year,
)
from data.reading.columns.end_words import LATITUDE_WORDS, LONGITUDE_WORDS
from data.reading.columns.ends import (
    DESTINATION,
    ORIGIN,
    chain,
    end_of,
    find_pairs,
    find_single_ends,
    is_barred,
    is_degree_of,
    is_named_as_place,
    is_one_stop,
)
from data.reading.columns.modes import recognize_mode
from data.reading.columns.sample import SampledColumn
from data.reading.columns.status import is_cancelled
from data.reading.columns.vocabulary import DATE_ROLES, PLACE_ROLES, ROLES, normalize_column_name, spellings
from data.reading.values.calendar_words import fold
from data.reading.values.cities import PlaceTest, split_cities
from data.reading.values.coordinates import parse_point
from data.reading.values.countries import country_code
from data.reading.values.routes import ROUTE_NAMES, are_routes
from data.reading.values.year_lists import list_years

LYING_SHARE, MOST_COMPARED = 0.6, 20  # of the cells of a column that are compared with the countries beside them
LEAST_PAIRS, SAMPLE_SHARE = 3, 0.8
DATE_NUMBER = re.compile(r"\d{1,8}", re.ASCII)
YEARS_SHARE = 0.8  # of the cells that are years alone
LOCATED_SHARE = 0.6  # of the cells that say their country
CHAIN_NAMES, MOST_CHAINED = 0.8, 8  # the share of the cells that are names, and the columns that are compared
MOST_STATUSES, LONGEST_STATUS = 8, 24  # how many values a column of statuses has, and their letters
START_POINTS = ("origin lat", "origin lon", "origin point")


def guess_roles(columns: Sequence[SampledColumn]) -> dict[str, str]:
    """Guess the column of each role, one role per column, by the names; contents may rule out or stand in.

    Columns that are about the two ends of a way are found as pairs, before each of the others is by itself.
    """
    mapping = find_pairs(columns, fits_role)
    # Columns that are blank so far are asked last: they play a role only where no other does.
    for asked in ([column for column in columns if column.sample], [column for column in columns if not column.sample]):
        for role, names in ROLES.items():
            if role not in mapping and (column := _named(role, names, asked, mapping)):
                mapping[role] = column
    _settle(columns, mapping)
    return mapping


def _named(role: str, names: tuple[str, ...], columns: Sequence[SampledColumn], taken: Mapping[str, str]) -> str:
    """The free column with the best name for a role whose contents allow it, "" where there is none."""
    ranked: list[tuple[int, SampledColumn]] = []
    for column in columns:
        ranks = [names.index(name) for name in _spellings(role, column) if name in names]
        if ranks and column.name not in taken.values() and not is_barred(role, column.name):
            ranked.append((min(ranks), column))
    return next((column.name for _, column in sorted(ranked, key=itemgetter(0)) if fits_role(role, column)), "")


def _spellings(role: str, column: SampledColumn) -> tuple[str, ...]:
    # The name at the end of a path in JSON is that of a place or an airline as often as a traveller's, and an id there
    # is that of a user or a venue.
    found = spellings(column.name)
    if role == "trip":
        return (found[0], *(spelling for spelling in found[1:] if " " in spelling))
    return found[: 1 if role == "traveller" else None]


def _settle(columns: Sequence[SampledColumn], mapping: dict[str, str]) -> None:
    """Fill roles that no name decided from the contents, and drop a latitude without its longitude."""
    _fill_year_lists(columns, mapping)
    free = [column for column in columns if column.name not in mapping.values() and column.sample]
    _fill_days(mapping, free)
    if not mapping.keys() & {"start", "date", "year"}:
        _fill(mapping, free, "date", is_day, SAMPLE_SHARE)
    _fill_ends(columns, mapping, free)
    if not mapping.keys() & {"origin", "destination", "lat", "point"}:
        _fill_route(columns, mapping, free)
    _take_starts(mapping)
    if not mapping.keys() & set(PLACE_ROLES):
        _fill(mapping, free, "point", lambda text: parse_point(text) is not None, 0.8)
    if not mapping.keys() & set(PLACE_ROLES):
        _fill_located(columns, mapping, free)
    if not mapping.keys() & set(PLACE_ROLES):
        _fill_place(mapping, free)
    if "mode" not in mapping:
        _fill(mapping, free, "mode", lambda text: bool(recognize_mode(text)), 0.8)
    _fill_status(mapping, free)
    _take_name(mapping, free)
    _fill_points_beside(columns, mapping)
    _drop_strange_points({column.name: column for column in columns}, mapping)


def _fill_days(mapping: dict[str, str], free: list[SampledColumn]) -> None:
    """Take two columns of dates whose names only say that they are of both ends: “mobility start”, “mobility end”."""
    if mapping.keys() & {"start", "end", "date", "year"}:
        return
    dated = [column for column in free if column.share(is_day) >= SAMPLE_SHARE]
    first, last = ([column for column in dated if end_of(column.name) == end] for end in (ORIGIN, DESTINATION))
    if len(first) == len(last) == 1:
        _take(mapping, free, {"start": first[0].name, "end": last[0].name})


def _take_starts(mapping: dict[str, str]) -> None:
    """Where an activity started is where it was, in a table that says of no other place."""
    if not mapping.keys() & set(PLACE_ROLES):
        mapping.update({role.removeprefix("origin "): mapping.pop(role) for role in START_POINTS if role in mapping})


def _take_name(mapping: dict[str, str], free: Sequence[SampledColumn]) -> None:
    """Let a column “name” name the place where no other column does, or beside a point."""
    pointed = bool(mapping.keys() & {"lat", "point"}) and "destination" not in mapping
    if normalize_column_name(mapping.get("traveller", "")) == "name" and (
        not mapping.keys() & set(PLACE_ROLES) or pointed
    ):
        mapping["destination"] = mapping.pop("traveller")
    elif pointed and (name := next((one.name for one in free if normalize_column_name(one.name) == "name"), "")):
        mapping["destination"] = name


def _fill_year_lists(columns: Sequence[SampledColumn], mapping: dict[str, str]) -> None:
    """Take a column of years, of which a cell may hold several, whatever its name is."""
    if mapping.keys() & {"start", "year"}:
        return
    dated = [column for column in columns if column.name in (mapping.get("date"), mapping.get("end"))]
    free = [column for column in columns if column.name not in mapping.values()]
    for column in (*dated, *free):
        if column.share(are_years) >= YEARS_SHARE and any(len(list_years(cell)) > 1 for cell in column.sample):
            for role in [role for role, name in mapping.items() if name == column.name]:
                del mapping[role]
            mapping["year"] = column.name
            return


def _fill_points_beside(columns: Sequence[SampledColumn], mapping: dict[str, str]) -> None:
    """Find the degrees of each end by the name of its column: “Ort A” beside “Ort A lat” and “Ort A lon”."""
    free = [column for column in columns if column.name not in mapping.values()]
    for place, *roles in (("origin", "origin lat", "origin lon"), ("destination", "lat", "lon")):
        if place not in mapping or any(role in mapping for role in roles):
            continue
        found = [
            next((column.name for column in free if is_degree_of(column.name, mapping[place], words)), "")
            for words in (LATITUDE_WORDS, LONGITUDE_WORDS)
        ]
        if all(found) and all(fits_role(role, _column(free, name)) for role, name in zip(roles, found, strict=True)):
            mapping.update(zip(roles, found, strict=True))


def _column(columns: Sequence[SampledColumn], name: str) -> SampledColumn:
    return next(column for column in columns if column.name == name)


def _drop_strange_points(columns: Mapping[str, SampledColumn], mapping: dict[str, str]) -> None:
    """Drop a latitude without its longitude, and points of another branch of a nested record than the name's."""
    for name, lat, lon, point in (
        ("destination", "lat", "lon", "point"),
        ("origin", "origin lat", "origin lon", "origin point"),
    ):
        if (lat in mapping) != (lon in mapping):
            mapping.pop(lat, None), mapping.pop(lon, None)
        for role in (lat, lon, point):
            if name in mapping and role in mapping and not is_one_stop(mapping[name], mapping[role]):
                rows = zip(columns[mapping[name]].cells, columns[mapping[role]].cells, strict=True)
                if all(stated for stated, degrees in rows if degrees):  # else they are of records of several kinds
                    mapping.pop(lat, None), mapping.pop(lon, None), mapping.pop(point, None)


def is_place_name(name: str) -> bool:
    """Return whether a column's name says that its cells are places or ways between them."""
    known = {*ROLES["destination"], *ROLES["origin"], *ROLES["country"]}
    return is_route_name(name) or any(spelling in known for spelling in spellings(name)) or end_of(name) is not None


def is_route_name(name: str) -> bool:
    """Return whether a column's name says that its cells are ways: “Route”, “Strecke”, “区間”."""
    return fold(normalize_column_name(name)) in ROUTE_NAMES


def _fill_ends(columns: Sequence[SampledColumn], mapping: dict[str, str], free: list[SampledColumn]) -> None:
    """Fill the ends of a way that no pair of names told: one end alone, a city by its name, or columns that chain."""
    _take(mapping, free, find_single_ends(free, mapping, fits_role))
    named = [column for column in free if is_named_as_place(column.name) and fits_role("destination", column)]
    if "destination" not in mapping and named:
        _take(mapping, free, {"destination": named[0].name})
    places = [column for column in free if column.cells and column.share(is_name_cell) >= CHAIN_NAMES]
    others = {column.name: column for column in columns}
    latest_first = _is_newest_first(mapping, others)
    known = [others[mapping[role]] for role in ("origin", "destination") if role in mapping]
    if len(known) == 2 or "lat" in mapping or "point" in mapping:
        return
    pairs = [(known[0], column) for column in places] if known else list(combinations(places[:MOST_CHAINED], 2))
    for one, other in pairs:
        first, second = sorted((one, other), key=columns.index)
        if direction := chain(first.cells, second.cells, latest_first):
            origin, destination = (first, second) if direction > 0 else (second, first)
            mapping.pop("origin", None), mapping.pop("destination", None)
            _take(mapping, free, {"origin": origin.name, "destination": destination.name})
            return


def _fill_status(mapping: dict[str, str], free: list[SampledColumn]) -> None:
    """Take a column that says of some rows that they were cancelled, whatever its name is."""
    found = next((column for column in free if _is_status_column(column)), None)
    if found and "cancelled" not in mapping:
        _take(mapping, free, {"cancelled": found.name})


def _is_status_column(column: SampledColumn) -> bool:
    """Whether a column of any name has a few short values of which one says that a trip was cancelled."""
    few = len(column.sample) <= MOST_STATUSES and all(len(cell) <= LONGEST_STATUS for cell in column.sample)
    return few and any(map(is_cancelled, column.sample))


def _take(mapping: dict[str, str], free: list[SampledColumn], found: Mapping[str, str]) -> None:
    mapping.update(found)
    free[:] = [column for column in free if column.name not in found.values()]


def _is_newest_first(mapping: Mapping[str, str], columns: Mapping[str, SampledColumn]) -> bool:
    """Whether the dates of the rows, where they are written year first, run backwards."""
    column = columns.get(mapping.get("start", mapping.get("date", "")))
    # As numbers: “2023/9/5” is before “2023/10/2”.
    cells = column.cells if column else ()
    days = [[*map(int, DATE_NUMBER.findall(cell)[:3])] for cell in cells if cell[:4].isdecimal()]
    return len(days) > 1 and days[0] > days[-1]


def _fill_route(columns: Sequence[SampledColumn], mapping: dict[str, str], free: list[SampledColumn]) -> None:
    """Take a column whose cells are ways for the destination, though it may be named as if it held an id or a title."""
    named = [column for column in columns if is_route_name(column.name) and column.sample]
    texts = {"trip", "title", "note", "occasion", "traveller"}
    taken = {column for role, column in mapping.items() if role not in texts}
    for column in (*named, *free):
        # One cell beside one other may be a sentence.
        several = len(column.sample) > 1 or len(columns) > 2 or is_route_name(column.name)
        if several and column.name not in taken and are_routes(column.sample, is_route_name(column.name)):
            for role in [role for role, chosen in mapping.items() if chosen == column.name]:
                del mapping[role]
            mapping["destination"] = column.name
            free[:] = [one for one in free if one.name != column.name]
            return


def _fill_located(columns: Sequence[SampledColumn], mapping: dict[str, str], free: list[SampledColumn]) -> None:
    """Take a column for the destination whose cells mostly say their country, though it is named as if for people."""
    texts = [column for column in columns if column.sample and column.share(_says_country) >= LOCATED_SHARE]
    if texts:
        for role in [role for role, name in mapping.items() if name == texts[0].name]:
            del mapping[role]
        _take(mapping, free, {"destination": texts[0].name})


def _says_country(text: str) -> bool:
    """Whether a cell is a name with its country, as “Paris (FRA)” and “Lyon, France” are."""
    if not text.endswith(")") and "," not in text:
        return False
    return any(city.country for city in split_cities(text)[:1])


def _fill_place(mapping: dict[str, str], free: list[SampledColumn]) -> None:
    airports = [column for column in free if column.share(is_airport_cell) >= 0.8][:2]
    if len(airports) == 2 and _lengths(airports[0]).isdisjoint(_lengths(airports[1])):
        # Three letters in one and four in the other: a list of airports, each named twice.
        mapping["destination"] = max(airports, key=lambda column: len(column.sample)).name
        return
    # Three capitals may be a country's code as well, but hardly in both columns.
    if len(airports) == 2 and min(column.share(is_country_cell) for column in airports) < 0.8:
        mapping["origin"], mapping["destination"] = airports[0].name, airports[1].name
    elif not _fill(mapping, free, "country", is_country_cell, 0.6) and mapping.keys() & {"start", "date", "year"}:
        _fill(mapping, free, "destination", is_name_cell, 0.8)


def _lengths(column: SampledColumn) -> set[int]:
    return set(map(len, column.sample))


def _fill(
    mapping: dict[str, str], free: list[SampledColumn], role: str, fits: Callable[[str], bool], least: float
) -> bool:
    found = next((column for column in free if column.share(fits) >= least), None)
    if found:
        mapping[role] = found.name
        free.remove(found)
    return found is not None


def find_cities(
    columns: Sequence[SampledColumn], mapping: Mapping[str, str], is_one_place: PlaceTest
) -> dict[str, str]:
    """Find the column of destinations, whatever its name is, whose places lie in the countries beside them."""
    taken = {name for role, name in mapping.items() if role not in ("traveller", "title", "occasion", "note", "trip")}
    country = next((column for column in columns if column.name == mapping.get("country")), None)
    if not country or mapping.keys() & {"origin", "destination", "lat", "point"}:
        return {}
    codes = [country_code(cell) for cell in country.cells]
    for column in columns:
        rows = [(cell, code) for cell, code in zip(column.cells, codes, strict=True) if cell and code]
        named = list(dict.fromkeys(rows))[:MOST_COMPARED]
        if column.name in taken or len(named) < 2 or not all(is_name_cell(cell) for cell, _ in named):
            continue
        lying = sum(is_one_place(f"{cell}, {country_name(code)}") for cell, code in named)
        if lying >= LYING_SHARE * len(named):
            return {"destination": column.name}
    return {}


def are_pairs(lines: Sequence[Sequence[str]]) -> bool:
    """Return whether all lines, the first too, are two names each: pairs of places without names of columns."""
    pairs = [[cell.strip() for cell in line] for line in lines if any(map(str.strip, line))]
    names = [name for pair in pairs for name in pair]
    return (
        len(pairs) >= LEAST_PAIRS
        and all(len(pair) == 2 for pair in pairs)
        and all(is_name_cell(name) and (name[0].isupper() or not name[0].islower()) for name in names)
        and 2 * len(set(names)) > len(names)
    )


def find_year_columns(columns: Sequence[SampledColumn], mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Find columns, one per traveller, that hold the year of a visit, as in a list of countries and first visits."""
    if mapping.keys() & {*DATE_ROLES, "year", "traveller", "trip", "origin"} or not mapping.keys() & set(PLACE_ROLES):
        return ()
    taken = set(mapping.values())
    free = [column for column in columns if column.name not in taken and column.sample]
    return tuple(column.name for column in free if all(map(is_plain_year, column.sample)))


def apply_choices(guess: Mapping[str, str], choice: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """Replace guesses by the owner's choices; "" means no column, and unknown roles and columns are ignored."""
    asked = {role: column for role, column in choice.items() if role in ROLES and (not column or column in columns)}
    taken = set(asked.values())
    kept = {role: column for role, column in guess.items() if role not in asked and column not in taken}
    return {**kept, **{role: column for role, column in asked.items() if column}}
