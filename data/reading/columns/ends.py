"""Ends: which columns are about the origin of a way and which about its destination, found as pairs."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import filterfalse, pairwise, product
from unicodedata import normalize

from data.reading.columns.end_words import (
    CITY_WORDS,
    CODE_WORDS,
    COUNTRY_WORDS,
    DATE_WORDS,
    DESTINATION_WORDS,
    END_FAMILIES,
    END_FILLER_WORDS,
    LATITUDE_WORDS,
    LONGITUDE_WORDS,
    NAME_WORDS,
    OTHER_WORDS,
    PLACE_WORDS,
    POINT_WORDS,
    REGION_WORDS,
    SUFFIX_FAMILIES,
    WEAK_FAMILIES,
)
from data.reading.columns.sample import SampledColumn
from data.reading.columns.vocabulary import normalize_column_name
from data.reading.values.calendar_words import fold, is_mark

ORIGIN, DESTINATION = 0, 1
LONGEST_NAME = 120  # characters; a longer text is no name
LONGEST_WORD = 30  # characters of a word that is looked at as a compound
MOST_OF_A_KIND = 40  # columns of one end and kind; a table with more is no table of ways
CHAIN_SHARE, SHARED_PLACES = 0.3, 0.4  # of the rows, and of the places
STRANGE = 10  # rank of a name with a word that is not known
TRAILING_DIGIT = re.compile(r"(?<=[^\W\d_]{2})(?=\d)")
GEOMETRY_WORDS = frozenset(("geo", "geometry", "geolocation", "coords", "coordinates", "coordinate", "position")) | {
    *("point", "location", "loc", "gps", "latlng", "lat lng", "lat lon", "center", "centre", "centroid")
}

Fits = Callable[[str, SampledColumn], bool]


class EndKind(StrEnum):
    """What a column about an end holds, as its name says; `ANY` where it does not say."""

    ANY = "any"
    PLACE = "place"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    POINT = "point"
    DATE = "date"
    COUNTRY = "country"
    REGION = "region"
    OTHER = "other"


# The first set that holds a word of the name says the kind.
KIND_WORDS = (
    (EndKind.OTHER, OTHER_WORDS),
    (EndKind.LATITUDE, LATITUDE_WORDS),
    (EndKind.LONGITUDE, LONGITUDE_WORDS),
    (EndKind.POINT, POINT_WORDS),
    (EndKind.DATE, DATE_WORDS),
    (EndKind.COUNTRY, COUNTRY_WORDS),
    (EndKind.REGION, REGION_WORDS),
    (EndKind.PLACE, CODE_WORDS | NAME_WORDS | CITY_WORDS | PLACE_WORDS),
)
NOUNS = frozenset(word for _, words in KIND_WORDS for word in words)
# Names for one kind, the best first: a city is found more often than a code, and says more.
PLACE_RANKS = ((CODE_WORDS, 4), (NAME_WORDS, 0), (CITY_WORDS, 1), (PLACE_WORDS, 3))
END_ROLES: Mapping[EndKind, tuple[tuple[str, str], ...]] = {
    EndKind.PLACE: (("origin", "destination"),),
    EndKind.LATITUDE: (("origin lat", "lat"),),
    EndKind.LONGITUDE: (("origin lon", "lon"),),
    EndKind.POINT: (("origin point", "point"),),
    EndKind.DATE: (("start", "end"),),
    EndKind.COUNTRY: (("origin country", "country"),),
}
# Words that mean an end only beside their counterpart: a source may be one of what is said.
PAIRED_FAMILIES = frozenset(("word", number) for number, (words, _) in enumerate(END_FAMILIES) if "source" in words)
END_PLACE_ROLES = (frozenset(("origin", "origin lat", "origin point")), frozenset(("destination", "lat", "point")))
DEGREE_ROLES = frozenset(("lat", "lon", "origin lat", "origin lon"))
ROLES_OF_ORIGIN = frozenset(roles[0] for choices in END_ROLES.values() for roles in choices)
ROLES_OF_DESTINATION = frozenset(roles[1] for choices in END_ROLES.values() for roles in choices) | {"iso", "region"}


PLACES_VISITED = CITY_WORDS | PLACE_WORDS | DESTINATION_WORDS
PLACE_ENDS = tuple(
    fold(word)
    for word in ("ziel", "zielort", "ort", "stadt", "städte", "都市", "城市", "도시", "駅", "地点", "여행지", "resmål")
)
OTHER_KIND_WORDS = COUNTRY_WORDS | REGION_WORDS | DATE_WORDS | LATITUDE_WORDS | LONGITUDE_WORDS | POINT_WORDS


@dataclass(frozen=True, slots=True)
class EndName:
    """What a column's name says of an end.

    `family` are the words it belongs to, `branch` is the path of a nested record before the word, `rest` what else the
    name says. Of names for one kind the lower `rank` is the better.
    """

    end: int
    family: tuple[str, int]
    branch: tuple[str, ...]
    rest: tuple[str, ...]
    kind: EndKind
    rank: int


@dataclass(frozen=True, slots=True)
class _Named:
    """A column with one of the meanings of its name."""

    column: SampledColumn
    meaning: EndName


def _by_word(families: Sequence[tuple[frozenset[str], frozenset[str]]]) -> dict[str, list[tuple[int, int]]]:
    """The ends and families of each word."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, family in enumerate(families):
        for end in (ORIGIN, DESTINATION):
            for word in family[end]:
                found.setdefault(word, []).append((end, number))
    return found


END_WORDS, WEAK_WORDS = _by_word(END_FAMILIES), _by_word(WEAK_FAMILIES)
SUFFIXES = _by_word([(frozenset((one,)), frozenset((other,))) for one, other in SUFFIX_FAMILIES])
FILLERS = END_FILLER_WORDS | WEAK_WORDS.keys()


def end_names(name: str) -> tuple[EndName, ...]:
    """Return what a column's name may say of an end of a way.

    >>> [(one.end, one.branch, one.rest, str(one.kind)) for one in end_names("trip.departureAirport.lat")]
    [(0, ('trip',), ('airport', 'lat'), 'latitude')]
    """
    return _end_names(name[: LONGEST_NAME + 1])


def end_of(name: str) -> int | None:
    """Return the only end that a name can be about, `None` if it says none or leaves it open.

    >>> end_of("dest_city"), end_of("City"), end_of("lat.x")
    (1, None, None)
    """
    ends = {meaning.end for meaning in end_names(name) if meaning.family[0] == "word"}
    return ends.pop() if len(ends) == 1 else None


def are_short_ends(origin: str, destination: str) -> bool:
    """Return whether two names are short words that mean the ends of a way beside each other.

    >>> are_short_ends("De", "À"), are_short_ends("De", "Ville")
    (True, False)
    """
    one, other = (
        {each.family for each in end_names(name) if each.family[0] == "weak"} for name in (origin, destination)
    )
    return not one.isdisjoint(other)


def is_barred(role: str, name: str) -> bool:
    """Return whether a column about one end of a way would play a role of the other end."""
    end = end_of(name)
    return (end == ORIGIN and role in ROLES_OF_DESTINATION) or (end == DESTINATION and role in ROLES_OF_ORIGIN)


@lru_cache(maxsize=10_000)
def _end_names(name: str) -> tuple[EndName, ...]:
    if len(name) > LONGEST_NAME:
        return ()
    parts = name.split(".")
    paths = [_tokens(part) for part in parts] if all(parts) else [_tokens(name)]
    found: dict[EndName, None] = {}
    for number, tokens in enumerate(paths):
        before = tuple(" ".join(part) for part in paths[:number])
        after = tuple(token for part in paths[number + 1 :] for token in part)
        for end, family, rest in _worded(tokens):
            found[_meaning(end, ("word", family), before, (*rest, *after))] = None
    every = tuple(token for part in paths for token in part)
    if len(every) == 1:
        for end, family in WEAK_WORDS.get(every[0], ()):
            found[_meaning(end, ("weak", family), (), ())] = None
    if len(every) > 1:
        for end, family in SUFFIXES.get(every[-1], ()):
            found[_meaning(end, ("suffix", family), (), every[:-1])] = None
    return tuple(found)


def _tokens(part: str) -> tuple[str, ...]:
    # Marks are no letters to a regular expression: they would part the words of Thai and Hindi.
    bare = part if part.isascii() else "".join(filterfalse(is_mark, normalize("NFD", part)))
    return tuple(fold(normalize_column_name(TRAILING_DIGIT.sub(" ", bare))).split())


def _worded(tokens: tuple[str, ...]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each end that a word of these says, its family, and the other words."""
    for start in range(len(tokens)):
        for size in (2, 1):
            phrase = " ".join(tokens[start : start + size])
            for end, family in END_WORDS.get(phrase, ()):
                yield end, family, (*tokens[:start], *tokens[start + size :])
        compound = () if tokens[start] in END_WORDS else _compound(tokens[start])
        for end, family, nouns in compound:
            yield end, family, (*tokens[:start], *nouns, *tokens[start + 1 :])


def _compound(token: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The ends of a word made of two, such as Abfahrtsort, originlat and 出発空港."""
    for cut in range(1, len(token)) if len(token) <= LONGEST_WORD else ():
        head, tail = token[:cut], token[cut:]
        for word, noun in ((head, tail), (tail, head)):
            if word in END_WORDS and (nouns := _nouns(noun)):
                yield from ((*one, nouns) for one in END_WORDS[word] if len(word) > 1 or not word.isascii())


def _nouns(text: str) -> tuple[str, ...]:
    """The nouns that a text is made of, () where it is made of others."""
    if text in NOUNS:
        return (text,)
    if text[:1] == "s" and text[1:] in NOUNS:  # Abfahrt-s-ort
        return (text[1:],)
    cuts = range(len(text) - 1, 0, -1)
    return next(((text[:cut], text[cut:]) for cut in cuts if text[:cut] in NOUNS and text[cut:] in NOUNS), ())


def _meaning(end: int, family: tuple[str, int], branch: tuple[str, ...], words: tuple[str, ...]) -> EndName:
    rest = tuple(word for word in words if word not in FILLERS or word in NOUNS)
    said = [word for word in rest if word not in END_WORDS] or list(rest)
    kind = next((kind for kind, nouns in KIND_WORDS if not nouns.isdisjoint(said)), EndKind.ANY)
    ranks = [rank for nouns, rank in PLACE_RANKS if not nouns.isdisjoint(said)]
    strange = sum(word not in NOUNS and word not in END_WORDS for word in rest)
    return EndName(end, family, branch, rest, kind, (min(ranks) if ranks else 2) + STRANGE * strange + len(rest))


def find_pairs(columns: Sequence[SampledColumn], fits: Fits) -> dict[str, str]:
    """Find the columns of both ends of a way by their names; the column of each role, always for both ends.

    The names of the ends come first. Coordinates and countries must be of the same branch of a nested record as they.
    """
    named = [_Named(column, meaning) for column in columns if column.sample for meaning in end_names(column.name)]
    several = {tokens[:-1] for column in columns if (tokens := _tokens(column.name))[-1:] == ("3",)}
    named = [one for one in named if one.meaning.family[0] != "suffix" or one.meaning.rest not in several]
    mapping: dict[str, str] = {}
    branch: tuple[str, ...] | None = None
    for kind in (EndKind.PLACE, EndKind.LATITUDE, EndKind.LONGITUDE, EndKind.POINT, EndKind.COUNTRY, EndKind.DATE):
        found = _best_pair(named, kind, None if kind is EndKind.DATE else branch, mapping, fits)
        if found:
            origin, destination = found
            roles = END_ROLES[kind][0]
            mapping |= {roles[0]: origin.column.name, roles[1]: destination.column.name}
            branch = origin.meaning.branch if kind is not EndKind.DATE else branch
    if ("lat" in mapping) != ("lon" in mapping):
        return {role: column for role, column in mapping.items() if role not in DEGREE_ROLES}
    return mapping


def _best_pair(
    named: Sequence[_Named], kind: EndKind, branch: tuple[str, ...] | None, taken: Mapping[str, str], fits: Fits
) -> tuple[_Named, _Named] | None:
    """The best named pair of a kind whose cells fit."""
    roles = END_ROLES[kind][0]
    kinds = (kind, EndKind.ANY) if kind in (EndKind.PLACE, EndKind.DATE, EndKind.POINT) else (kind,)
    of_end: list[list[_Named]] = [
        [
            one
            for one in named
            if one.meaning.end == end
            and one.meaning.kind in kinds
            and (kind is EndKind.PLACE or one.meaning.rank < STRANGE)
            and branch in (None, one.meaning.branch)
            and one.column.name not in taken.values()
        ][:MOST_OF_A_KIND]
        for end in (ORIGIN, DESTINATION)
    ]
    pairs = [
        (one, other)
        for one, other in product(*of_end)
        if one.column.name != other.column.name and _belong(one.meaning, other.meaning)
    ]
    # “From” and “End” are no pair beside “Start” and “End”, which hold dates.
    united = {one.column.name for pair in pairs if pair[0].meaning.family == pair[1].meaning.family for one in pair}
    pairs = [
        (one, other)
        for one, other in pairs
        if one.meaning.family == other.meaning.family or united.isdisjoint((one.column.name, other.column.name))
    ]
    ranked = sorted(pairs, key=lambda pair: _rank(pair[0].meaning, pair[1].meaning))
    return next((pair for pair in ranked if all(map(fits, roles, (one.column for one in pair)))), None)


def _belong(one: EndName, other: EndName) -> bool:
    """Whether two names can be those of one way."""
    if one.branch != other.branch:
        return False
    strange = max(one.rank, other.rank) >= STRANGE
    if one.family[0] != "word" or other.family[0] != "word":
        return one.family == other.family and one.rest == other.rest and (one.family[0] == "weak" or bool(one.rest))
    return one.rest == other.rest or not strange


def _rank(one: EndName, other: EndName) -> tuple[bool, bool, bool, int]:
    worded = one.family[0] != "suffix"
    return not worded, one.rest != other.rest, one.family != other.family, one.rank + other.rank


def is_one_stop(name: str, point: str) -> bool:
    """Return whether two columns of nested records can be the name and the point of one stop.

    >>> is_one_stop("venue.name", "venue.location.lat"), is_one_stop("status.origin.name", "trip.origin.lat")
    (True, False)
    """
    paths = [tuple(normalize_column_name(part) for part in path.split(".")[:-1]) for path in (name, point)]
    one, other = ([part for part in path if part] for path in paths)
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    own, apart = one[shared:], other[shared:]
    return not own or not apart or (GEOMETRY_WORDS.issuperset(apart) and all(map(_is_place_word, own)))


def _is_place_word(part: str) -> bool:
    words = fold(part).split()
    return any(word in PLACE_WORDS or word in CITY_WORDS or word in NAME_WORDS for word in words)


def is_degree_of(name: str, place: str, words: frozenset[str]) -> bool:
    """Return whether a name is that of a column of places with one of the words for a latitude or a longitude.

    >>> is_degree_of("Ort A lat", "Ort A", LATITUDE_WORDS), is_degree_of("lon_b", "b", LONGITUDE_WORDS)
    (True, True)
    """
    own, other = _tokens(name), _tokens(place)
    return bool(other) and ((own[:-1] == other and own[-1] in words) or (own[1:] == other and own[0] in words))


def find_single_ends(columns: Sequence[SampledColumn], taken: Mapping[str, str], fits: Fits) -> dict[str, str]:
    """Find columns about one end whose counterpart has no name that is known; `taken` are the roles that are filled."""
    found: dict[str, str] = {}
    for column in columns:
        for meaning in end_names(column.name):
            if (
                meaning.family[0] != "word"
                or meaning.family in PAIRED_FAMILIES
                or meaning.rank >= STRANGE
                or end_of(column.name) is None
            ):
                continue
            if "." in column.name and taken.keys() & END_PLACE_ROLES[meaning.end]:
                continue  # of another branch than the end that is known
            kinds = (EndKind.DATE, EndKind.PLACE) if meaning.kind is EndKind.ANY else (meaning.kind,)
            roles = [END_ROLES[kind][0][meaning.end] for kind in kinds if kind in END_ROLES]
            role = next((role for role in roles if role not in {*taken, *found} and fits(role, column)), "")
            if role and column.name not in found.values():
                found[role] = column.name
    return found


def is_named_as_place(name: str) -> bool:
    """Return whether a name has a word for a place, and none for what else a column of an end may hold.

    >>> [is_named_as_place(name) for name in ("Ciudades visitadas", "訪問都市", "Reiseziel", "City id")]
    [True, True, True, False]
    """
    tokens = [word for part in name[:LONGEST_NAME].split(".") for word in _tokens(part)]
    if not tokens or not OTHER_WORDS.isdisjoint(tokens) or not OTHER_KIND_WORDS.isdisjoint(tokens):
        return False
    return any(token in PLACES_VISITED or token.endswith(PLACE_ENDS) for token in tokens)


def chain(one: Sequence[str], other: Sequence[str], newest_first: bool = False) -> int:
    """Return 1 where rows lead from the one column to the other, -1 where they lead back, and 0 where they do neither.

    They lead on where a row mostly begins at the place where the row before it ended. Columns that share many places
    lead from the first to the second.

    >>> chain(["Lyon", "Paris"], ["Paris", "Lille"]), chain(["Paris", "Lille"], ["Lyon", "Paris"])
    (1, -1)
    """
    rows = [(here.casefold(), there.casefold()) for here, there in zip(one, other, strict=True) if here and there]
    apart = [row for row in rows if row[0] != row[1]]
    if 2 * len(apart) < len(rows) or not apart:
        return 0
    steps = list(pairwise(apart))
    onward = sum(before[1] == after[0] for before, after in steps)
    back = sum(before[0] == after[1] for before, after in steps)
    if newest_first:
        onward, back = back, onward
    starts, ends = {row[0] for row in apart}, {row[1] for row in apart}
    shared = len(starts & ends)
    if max(onward, back) < CHAIN_SHARE * len(steps) or not steps:
        return 1 if shared >= 2 and shared >= SHARED_PLACES * min(len(starts), len(ends)) else 0
    return 1 if onward >= back else -1


def numbered_stops(columns: Sequence[SampledColumn], fits: Fits) -> tuple[str, ...]:
    """Return the columns of an itinerary in order, such as “Stop 1”, “Stop 2” and “Stop 3”; () where there is none."""
    groups: dict[tuple[str, ...], dict[int, str]] = {}
    for column in columns:
        tokens = _tokens(column.name)
        numbered = len(tokens) > 1 and tokens[-1].isdecimal() and is_named_as_place(" ".join(tokens[:-1]))
        if numbered and (not column.sample or fits("destination", column)):
            groups.setdefault(tokens[:-1], {})[int(tokens[-1])] = column.name
    found = max(groups.values(), key=len, default={})
    return tuple(found[number] for number in sorted(found)) if len(found) > 2 else ()
