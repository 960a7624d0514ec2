"""Doubts about an uploaded table that its places show: points against names and countries, columns of no places."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from data.i18n.message import LocalizedCountry, LocalizedText
from data.reading.columns.ends import are_short_ends
from data.reading.columns.roles import is_place_name
from data.reading.finding import Finding
from data.reading.options import Limits, ReadOptions
from data.reading.reader import read
from data.reading.result import ReadResult
from data.reading.values.coordinates import parse_point
from data.records.legs import PlaceKey, Stop
from data.records.places import LonLat, Place
from geo.check.outlines import outside_km
from geo.folding import name_key
from geo.gazetteer import Candidate, Gazetteer, GazetteerAnswer, GazetteerQuery, Sureness
from geo.geocoding.whole_cells import is_one_place
from geo.routes.geometry import distance_km

MOST_CHECKED_NAMES = 300  # distinct, that are looked at
NEAR_KM, EXCHANGED_KM, FAR_KM = 200.0, 100.0, 500.0
OUTSIDE_KM = 150.0  # a coast, an islet and a border post lie within this of an outline
MOST_REPAIRS = 2  # of how a table is read
KNOWN_PEOPLE = 50_000  # of a place that a name can be held against
LARGE_PEOPLE = 100_000
LEAST_SHARED, SHARED_SHARE = 2, 0.3  # of the names of two columns
LEAST_NAMES = 4  # to say of a column named for places that it holds hardly any
PLACE_SHARE, NAMED_PLACE_SHARE = 0.5, 0.3
MIRRORED = {"south": (-1, 1), "west": (1, -1), "both": (-1, -1)}  # what to multiply latitude and longitude by


@dataclass(frozen=True, slots=True)
class _Pointed:
    """A stop with a point, the row that has it first, and what its point is like beside its name or country.

    `verdict` is near, exchanged, south, west, both, far or outside, or "" where nothing can be said. `known` is whether
    the name has a place in the country of the row.
    """

    row: int
    stop: Stop
    verdict: str
    known: bool

    def mended(self) -> Stop:
        """The stop with the point that is meant; without one where the name says more."""
        lon, lat = self.stop.point or (0.0, 0.0)
        if self.verdict in MIRRORED:
            north, east = MIRRORED[self.verdict]
            return replace(self.stop, point=(east * lon, north * lat))
        if self.verdict == "exchanged":
            return replace(self.stop, point=(lat, lon))
        by_name = self.verdict == "far" or (self.verdict == "outside" and self.known)
        return replace(self.stop, point=None) if by_name else self.stop


def placed_doubts(reading: ReadResult, choice: ReadOptions) -> tuple[Finding, ...]:
    """Return the doubts about a table that was read by this choice, the most serious first."""
    stops = _first_stops(reading)
    points = _with_points(stops)
    names = [(row, stop) for stop, row in stops if not stop.point and not parse_point(stop.name)]
    gazetteer = Gazetteer()
    return (
        *_point_doubts(_held_against_names(points[:MOST_CHECKED_NAMES], gazetteer), reading.mapping, choice),
        *_column_doubts(names, reading.mapping, choice, gazetteer),
    )


def read_and_check(
    content: bytes, name: str, choice: ReadOptions, limits: Limits, progress: Callable[[float], None]
) -> tuple[ReadResult, tuple[Finding, ...]]:
    """Read a table, and again where its places show for certain that it is to be read otherwise; with all doubts.

    May raise `TableError`.
    """
    repairs: list[Finding] = []
    while True:
        reading = read(content, name, choice, limits, progress=progress, is_one_place=is_one_place)
        doubts = placed_doubts(reading, choice)
        repair = next((doubt for doubt in doubts if doubt.certain and doubt.choice), None)
        if not repair or not repair.choice or len(repairs) >= MOST_REPAIRS:
            if choice.mend_points:
                reading, mended = _with_points_mended(reading, choice)
                doubts = (*mended, *placed_doubts(reading, choice))
            return reading, (*repairs, *doubts, *reading.findings)
        undone = _as_guessed(reading, choice, repair.choice)
        repairs.append(replace(repair, remedy=LocalizedText("remedy_undo"), choice=undone))
        choice = repair.choice


def _as_guessed(reading: ReadResult, choice: ReadOptions, repaired: ReadOptions) -> ReadOptions:
    """The choice that keeps the columns which a repair would change, as the reader asks for by undoing it."""
    changed = [role for role, column in repaired.columns.items() if choice.columns.get(role) != column]
    return replace(choice, columns={**choice.columns, **{role: reading.mapping.get(role, "") for role in changed}})


def _with_points_mended(reading: ReadResult, choice: ReadOptions) -> tuple[ReadResult, list[Finding]]:
    """The reading with mended points in place of those that contradict their rows, and what is told of it."""
    held = _held_against_names(_with_points(_first_stops(reading)), Gazetteer())
    mended = {one.stop: one.mended() for one in held}
    changed = [one for one in held if mended[one.stop] != one.stop]
    if not changed:
        return reading, []
    trips = tuple(
        replace(
            trip,
            legs=tuple(replace(leg, stops=tuple(mended.get(stop, stop) for stop in leg.stops)) for leg in trip.legs),
        )
        for trip in reading.trips
    )
    text = LocalizedText("finding_mended", n=len(changed), name=changed[0].stop.name)
    undone = replace(choice, mend_points=False)
    told = Finding(text, LocalizedText("remedy_undo"), undone, min(one.row for one in changed))
    return replace(reading, trips=trips), [told]


def _first_stops(reading: ReadResult) -> list[tuple[Stop, int]]:
    return list(islice(_first_rows(reading).items(), 20 * MOST_CHECKED_NAMES))


def _with_points(stops: Iterable[tuple[Stop, int]]) -> list[tuple[int, Stop]]:
    return [(row, stop) for stop, row in stops if stop.point and not parse_point(stop.name)]


def _first_rows(reading: ReadResult) -> dict[Stop, int]:
    rows: dict[Stop, int] = {}
    seen: set[int] = set()
    for trip in reading.trips:
        for leg in trip.legs:
            if id(leg.stops) in seen:  # legs between the same places mostly share one tuple
                continue
            seen.add(id(leg.stops))
            for stop in leg.stops:
                rows.setdefault(stop, leg.row)
    return rows


def _held_against_names(points: Sequence[tuple[int, Stop]], gazetteer: Gazetteer) -> list[_Pointed]:
    queries = [GazetteerQuery(stop.name, (stop.country,) if stop.country else ()) for _, stop in points]
    answers = gazetteer.answers(queries)
    return [
        _Pointed(
            row,
            stop,
            _verdict(stop, _known(answer.candidates), answer.total <= len(answer.candidates)),
            any(one.country == stop.country for one in answer.candidates),
        )
        for (row, stop), answer in zip(points, answers, strict=True)
    ]


def _known(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The places that a name can be held against: a small one may be another of the name."""
    return candidates if candidates and candidates[0].population >= KNOWN_PEOPLE else ()


def _verdict(stop: Stop, candidates: Sequence[Candidate], complete: bool) -> str:
    """What the point of a stop is like; `complete` is whether no other place has the name."""
    if stop.point is None:
        return ""
    if candidates:
        return _beside_name(stop.point, candidates, complete)
    return _beside_country(stop.point, stop.country) if len(stop.country) == 2 else ""


def _beside_name(point: LonLat, candidates: Sequence[Candidate], complete: bool) -> str:
    lon, lat = point
    apart = _nearest_km(candidates, point)
    if apart <= NEAR_KM:
        return "near"
    others = {"exchanged": (lat, lon)} | {name: (east * lon, north * lat) for name, (north, east) in MIRRORED.items()}
    fitting = (name for name, other in others.items() if _nearest_km(candidates, other) <= EXCHANGED_KM)
    return next(fitting, "far" if apart > FAR_KM and complete else "")


def _beside_country(point: LonLat, country: str) -> str:
    lon, lat = point
    outside = outside_km(country, lon, lat)
    if outside is None or outside <= OUTSIDE_KM:
        return "" if outside is None else "near"
    if abs(lon) <= 90 and outside_km(country, lat, lon) == 0.0:
        return "exchanged"
    mirrored = ((name, outside_km(country, east * lon, north * lat)) for name, (north, east) in MIRRORED.items())
    return next((name for name, away_km in mirrored if away_km == 0.0), "outside")


def _nearest_km(candidates: Sequence[Candidate], point: LonLat) -> float:
    lon, lat = point
    if abs(lat) > 90:
        return float("inf")
    return min(distance_km(_at(lon, lat), _at(one.lon, one.lat)) for one in candidates)


def _at(lon: float, lat: float) -> Place:
    return Place("", "", "", "", "", lon, lat, (), "")


def _point_doubts(points: Sequence[_Pointed], mapping: Mapping[str, str], choice: ReadOptions) -> Iterator[Finding]:
    verdicts = Counter(point.verdict for point in points)
    told = sum(count for verdict, count in verdicts.items() if verdict)
    exchanged = [point for point in points if point.verdict == "exchanged"]
    if exchanged and 2 * len(exchanged) > told:
        yield _exchanged(exchanged, mapping, choice, certain=not verdicts["near"])
    elif exchanged:
        name = exchanged[0].stop.name
        yield _of_points(LocalizedText("finding_exchanged_points", n=len(exchanged), name=name), exchanged, choice)
    for verdict in MIRRORED:
        if wrong := [point for point in points if point.verdict == verdict]:
            yield _of_points(LocalizedText("finding_sign", n=len(wrong), name=wrong[0].stop.name), wrong, choice)
    if far := [point for point in points if point.verdict == "far"]:
        yield _of_points(LocalizedText("finding_far", n=len(far), name=far[0].stop.name), far, choice)
    if outside := [point for point in points if point.verdict == "outside"]:
        country = LocalizedCountry(outside[0].stop.country)
        yield _of_points(LocalizedText("finding_outside", n=len(outside), country=country), outside, choice)


def _of_points(text: LocalizedText, points: Sequence[_Pointed], choice: ReadOptions) -> Finding:
    """A finding of points that contradict their rows; a click mends all such points that can be."""
    row = min(point.row for point in points)
    told = LocalizedText("finding_in_row", finding=text, row=str(row))
    if choice.mend_points or not any(point.mended() != point.stop for point in points):
        return Finding(told, row=row)
    return Finding(told, LocalizedText("remedy_mend"), replace(choice, mend_points=True), row)


def _exchanged(points: Sequence[_Pointed], mapping: Mapping[str, str], choice: ReadOptions, certain: bool) -> Finding:
    """Latitude and longitude stand in each other's column; a click, or certainty, exchanges both ends' columns."""
    columns = {
        role: mapping[other]
        for lat, lon in (("lat", "lon"), ("origin lat", "origin lon"))
        for role, other in ((lat, lon), (lon, lat))
        if {lat, lon} <= mapping.keys()
    }
    text = LocalizedText("finding_exchanged_points", n=len(points), name=points[0].stop.name)
    row = min(point.row for point in points)
    if not columns:
        return Finding(LocalizedText("finding_in_row", finding=text, row=str(row)), row=row)
    remedy = replace(choice, columns={**choice.columns, **columns})
    certain = certain and not columns.keys() & choice.columns.keys()
    if certain:
        text = LocalizedText("finding_exchanged_now", finding=text)
    return Finding(text, LocalizedText("remedy_exchange"), remedy, row, certain)


def _column_doubts(
    names: Sequence[tuple[int, Stop]], mapping: Mapping[str, str], choice: ReadOptions, gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Columns of which hardly any cell is a place that people know."""
    origins, destinations = (
        {stop.name for _, stop in names if stop.column == role} for role in ("origin", "destination")
    )
    shared = len(origins & destinations)
    # “De” and “À” are the ends of ways where they share places, known or not.
    are_ends = are_short_ends(mapping.get("origin", ""), mapping.get("destination", "")) and (
        shared >= LEAST_SHARED and shared >= SHARED_SHARE * min(len(origins), len(destinations))
    )
    for role in ("destination", "origin"):
        cells = dict.fromkeys(_place_key(stop) for _, stop in names if stop.column == role)
        asked = [
            GazetteerQuery(key[0], (key[1],) if key[1] else (), key[2]) for key in islice(cells, MOST_CHECKED_NAMES)
        ]
        column = mapping.get(role, "")
        if not asked or not column or role in choice.columns:
            continue
        if gazetteer.are_codes([query.name for query in asked]):
            asked = [replace(query, name=query.name.upper()) for query in asked]
        answers = gazetteer.answers(asked)
        good = sum(map(_is_good, answers))
        by_name = is_place_name(column) or are_ends
        share = good / len(answers)
        if by_name and (len(answers) < LEAST_NAMES or share >= NAMED_PLACE_SHARE):
            continue
        if not by_name and share >= PLACE_SHARE:
            continue
        values = {"column": column, "name": asked[0].name[:60]}
        if by_name:
            without = replace(choice, columns={**choice.columns, role: ""})
            yield Finding(LocalizedText("finding_few_places", **values), LocalizedText("remedy_ignore"), without)
        else:
            # The remedy is taken without a question; what is shown then has the way back.
            without = replace(choice, columns={**choice.columns, role: ""})
            yield Finding(
                LocalizedText("finding_no_places", **values), LocalizedText("remedy_ignore"), without, certain=True
            )


def _place_key(stop: Stop) -> PlaceKey:
    return stop.name, stop.country, stop.region, None


def _is_good(answer: GazetteerAnswer) -> bool:
    """Whether a name is that of a place that people know, and not one found by chance: Amy is no Amman."""
    if not answer.candidates or answer.sureness in (Sureness.SURE, Sureness.LIKELY):
        return bool(answer.candidates)
    best, name = answer.candidates[0], answer.query.name
    return best.population >= LARGE_PEOPLE and (not name.isascii() or name_key(name) == name_key(best.name))
