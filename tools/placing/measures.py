"""Measures: how many names are placed right, and how many are wrong though the answer calls itself sure or likely."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from data.reading import ReadOptions, read
from data.records.legs import Stop
from data.records.places import Place
from data.records.records import built_in_places, to_records
from geo.dataset import Dataset, place_records
from geo.gazetteer import Gazetteer, Sureness
from geo.gazetteer.ranking import haversine_km
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.queries import PlaceQuery
from geo.geocoding.resolver import Resolution, Resolver
from geo.geocoding.whole_cells import is_one_place
from tools.placing.cases import Case, Passage

# "Silent" is farther off than this and called sure or likely.
SILENT_KM = 100.0
_CLAIMS = (Sureness.SURE, Sureness.LIKELY)
_DAYS = 400  # between two rows that do not speak for each other
RESOLVER = Resolver(PlaceIndex(()), PlaceIndex(built_in_places()), Gazetteer())


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of `n` cases, in per cent, with what is aimed at; `wrong` are names that were placed elsewhere."""

    what: str
    n: int
    right: float
    aim: float
    silent: float
    wrong: tuple[str, ...] = ()


@dataclass(slots=True)
class Calibration:
    """Counts of answers by how sure they call themselves, and of those that are wrong."""

    total: Counter[Sureness] = field(default_factory=Counter)
    wrong: Counter[Sureness] = field(default_factory=Counter)
    names: dict[Sureness, list[str]] = field(default_factory=dict)

    def add(self, case: Case, found: Resolution) -> None:
        """Count one answer."""
        self.total[found.sureness] += 1
        if found.place and away_km(case, found.place) > max(SILENT_KM, case.km):
            self.wrong[found.sureness] += 1
            self.names.setdefault(found.sureness, []).append(
                f"{case.name} ({found.place.label}, {found.place.country})"
            )


def measure(
    what: str, cases: Sequence[Case], aim: float, calibration: Calibration, *, with_hint: bool = False
) -> Figure:
    """Place names, each by itself."""
    queries = {
        number: PlaceQuery(f"{case.name} {number}", case.name, (case.hint,) if with_hint and case.hint else ())
        for number, case in enumerate(cases)
    }
    found = RESOLVER.resolve(queries)
    for number, case in enumerate(cases):
        calibration.add(case, found[number])
    return _figure(what, cases, [found[number] for number in range(len(cases))], aim)


def measure_cells(what: str, cases: Sequence[Case], aim: float, write: Callable[[Case], str]) -> Figure:
    """Read each case as a cell of a table, without a country beside it; right is one stop at the place."""
    cells = [write(case) for case in cases]
    dataset = read_table([[str(2000 + number // 300), cell] for number, cell in enumerate(cells)])
    stops = {leg.row: leg.stops for trip in dataset.trips for leg in trip.legs}
    legs = [stops.get(number + 2, ()) for number in range(len(cells))]
    claims = {one.label for one in dataset.placement.resolutions if one.sureness in _CLAIMS}
    right = [
        len(found) == 1 and is_right(case, dataset.placement.place(found[0]))
        for case, found in zip(cases, legs, strict=True)
    ]
    wrong = tuple(cell for cell, one in zip(cells, right, strict=True) if not one)
    silent = sum(
        not one and all(stop.name in claims for stop in found) and bool(found)
        for one, found in zip(right, legs, strict=True)
    )
    return Figure(what, len(cases), 100 * sum(right) / len(cases), aim, 100 * silent / len(cases), wrong)


def measure_passages(what: str, passages: Sequence[Passage], aim: float, *, in_one_trip: bool) -> Figure:
    """Place an ambiguous name between two others, of one trip or of rows one after another."""
    right = []
    for passage in passages:
        names = (passage.before, passage.case.name, passage.after)
        rows = [[f"2020-05-{day:02}", name, "one" if in_one_trip else ""] for day, name in enumerate(names, 1)]
        dataset = read_table(rows, trip=in_one_trip)
        stop = next(_stops(dataset, passage.case.name), None)
        right.append(stop is not None and is_right(passage.case, dataset.placement.place(stop)))
    wrong = tuple(
        f"{one.before} - {one.case.name} - {one.after}" for one, hit in zip(passages, right, strict=True) if not hit
    )
    return Figure(what, len(right), 100 * sum(right) / len(right), aim, 0.0, wrong)


def measure_suggestions(what: str, cases: Sequence[Case], aim: float) -> Figure:
    """Names with slips: right is the first suggestion, or the place where the name is known all the same."""
    queries = {number: PlaceQuery(str(number), case.name) for number, case in enumerate(cases)}
    found = RESOLVER.resolve(queries)
    right, silent, wrong = 0, 0, []
    for number, case in enumerate(cases):
        answer = found[number]
        suggested = answer.suggestions or (RESOLVER.suggestions(queries[number]) if answer.place is None else ())
        place = answer.place or _placed(suggested)
        right += is_right(case, place)
        silent += bool(
            answer.place and answer.sureness in _CLAIMS and away_km(case, answer.place) > max(SILENT_KM, case.km)
        )
        if not is_right(case, place):
            wrong.append(f"{case.name}: {', '.join(suggested) or place}")
    return Figure(what, len(cases), 100 * right / len(cases), aim, 100 * silent / len(cases), tuple(wrong))


def known_cases(cases: Sequence[Case]) -> list[Case]:
    """The cases that are placed right by their name alone."""
    found = RESOLVER.resolve({number: PlaceQuery(str(number), case.name) for number, case in enumerate(cases)})
    return [case for number, case in enumerate(cases) if is_right(case, found[number].place)]


def read_table(rows: Iterable[Sequence[str]], *, trip: bool = False) -> Dataset:
    """A table of dates and places, read and placed as an upload is."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Date", "Destination", *(["Trip"] if trip else [])])
    writer.writerows(row[: 3 if trip else 2] for row in rows)
    reading = read(text.getvalue().encode(), "table.csv", ReadOptions(), is_one_place=is_one_place)
    return place_records(to_records(reading, "table"), "table.csv")


def is_right(case: Case, place: Place | None) -> bool:
    """Whether a place is where the case says."""
    return place is not None and away_km(case, place) <= case.km


def away_km(case: Case, place: Place) -> float:
    """How far a place is from where the case says."""
    return haversine_km((case.lon, case.lat), (place.lon, place.lat))


def _placed(suggested: Sequence[str]) -> Place | None:
    if not suggested:
        return None
    return RESOLVER.resolve({0: PlaceQuery(suggested[0], suggested[0])})[0].place


def _stops(dataset: Dataset, name: str) -> Iterator[Stop]:
    return (stop for trip in dataset.trips for leg in trip.legs for stop in leg.stops if stop.name == name)


def _figure(what: str, cases: Sequence[Case], found: Sequence[Resolution], aim: float) -> Figure:
    right = sum(is_right(case, one.place) for case, one in zip(cases, found, strict=True))
    silent = sum(
        bool(one.place and one.sureness in _CLAIMS and away_km(case, one.place) > max(SILENT_KM, case.km))
        for case, one in zip(cases, found, strict=True)
    )
    wrong = tuple(
        f"{case.name}: {one.place.label}, {one.place.country} ({one.sureness})"
        if one.place
        else f"{case.name}: unknown"
        for case, one in zip(cases, found, strict=True)
        if not is_right(case, one.place)
    )
    return Figure(what, len(cases), 100 * right / len(cases), aim, 100 * silent / len(cases), wrong)
