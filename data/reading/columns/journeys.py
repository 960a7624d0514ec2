"""Journeys: whether the rows of a list of stops are one journey in order, such as a tour, a cruise or a march."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from data.reading.columns.vocabulary import SHIP_COLUMNS, normalize_column_name
from data.reading.values.calendar_words import fold

ONE_JOURNEY, MANY_VISITS = "one", "many"
JOURNEY_CHOICES = ("", ONE_JOURNEY, MANY_VISITS)
LEAST_STOPS, LEAST_UNNAMED_STOPS = 3, 5  # the second of a table that does not call itself a journey
ORDERED_SHARE = 0.9  # of the neighbours that follow one another in time
SHORT_GAP, SHORT_SHARE, LONGEST_REST, USUAL_GAP = 7, 0.9, 14, 3  # days between the stops of a journey
USUAL_NAMED_GAP, LONGEST_NAMED_REST = 12, 60  # days, where the table calls itself a journey
ORDER_SHARE = 0.8  # of the cells of a column that number the stops


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


SEA_TITLES = _words(
    "cruise cruises sailing voyage kreuzfahrt croisière crucero crociera cruzeiro kryssning krydstogt rejs "
    "круиз 크루즈 항해 クルーズ 邮轮 游轮"
)
FOOT_TITLES = _words(
    "march pilgrimage camino trek hike walk marsch wanderung pilgerweg marche peregrinación cammino 행진 순례 도보"
)
TITLES = (
    SEA_TITLES
    | FOOT_TITLES
    | _words(
        "tour itinerary expedition roadtrip interrail rundreise tournee tournée gira itinéraire itinerario "
        "투어 일정 ツアー 旅程 行程 巡演"
    )
)
ORDER_COLUMNS = _words(
    "day stop stage leg etappe tag jour étape día etapa giorno tappa order sequence seq 일차 순서 日程"
)
SHIP_PREFIXES = ("ms ", "mv ", "m/s ", "m/v ", "ss ", "rms ", "hms ", "uss ", "mts ", "s/y ")
# Rows of a journey that name no place.
SEA_DAY_TEXTS = (
    "at sea,sea day,day at sea,at sea day,scenic cruising,seetag,auf see,en mer,jour en mer,en el mar,día en el mar,"
    "navegación,in navigazione,navigazione,em navegação,op zee,till havs,в море,день в море,"
    "항해,항해일,해상,海上,航海日,終日航海"
)
REST_DAY_TEXTS = (
    "rest day,day off,off day,off,rest,free day,travel day,ruhetag,reisetag,jour de repos,día libre,día de descanso,"
    "giorno libero,день отдыха,휴식,휴식일,休息日,休み"
)
SEA_DAYS = frozenset(map(fold, SEA_DAY_TEXTS.split(",")))
PLACELESS_DAYS = SEA_DAYS | frozenset(map(fold, REST_DAY_TEXTS.split(",")))


@dataclass(frozen=True, slots=True)
class StopList:
    """What tells journeys from visits: the names of columns and file, and of each row its day, traveller and cells."""

    columns: Sequence[str]
    name: str
    mapping: Mapping[str, str]
    days: Sequence[date | None]
    travellers: Sequence[str]
    cells: Mapping[str, Sequence[str]]

    def guess(self) -> str:
        """Return "one" for a journey of one traveller whose stops follow closely, else "many"."""
        if len(set(self.travellers)) > 1 or "with" in self.mapping:
            return MANY_VISITS
        known = [day for day in self.days if day]
        places = self.cells["destination"]
        if 2 * len(set(places)) < len(places):
            return MANY_VISITS
        is_named = bool(self._title_words & TITLES or self._is_by_ship)
        if len(known) * 2 > len(self.days):
            return ONE_JOURNEY if _follow_closely(known, is_named) else MANY_VISITS
        return ONE_JOURNEY if not known and (is_named or self._is_numbered) else MANY_VISITS

    @property
    def mode(self) -> str:
        """The mode that the table says of the whole: sea of a ship or a cruise, foot of a march, else ""."""
        if self._is_by_ship or self._title_words & SEA_TITLES:
            return "sea"
        return "foot" if self._title_words & FOOT_TITLES else ""

    @property
    def _title_words(self) -> frozenset[str]:
        stem = self.name.rsplit(".", 1)[0] if "." in self.name[1:] else self.name
        return frozenset(map(fold, normalize_column_name(stem).split()))

    @property
    def _is_by_ship(self) -> bool:
        names = {fold(word) for column in self.columns for word in normalize_column_name(column).split()}
        vehicles = [cell.casefold() for cell in self.cells.get("vehicle", ()) if cell]
        places = map(fold, self.cells.get("destination", ()))
        return bool(names & SHIP_COLUMNS) or _most_are_ships(vehicles) or any(map(SEA_DAYS.__contains__, places))

    @property
    def _is_numbered(self) -> bool:
        """Whether a column that is named for it numbers the stops one after the other."""
        return any(
            _counts_up(cells)
            for name, cells in self.cells.items()
            if ORDER_COLUMNS & set(normalize_column_name(name).split())
        )


def is_stop_list(mapping: Mapping[str, str], trips: Iterable[str], rows: int) -> bool:
    """Return whether rows only name stops, so that nobody but the reader knows if they are one journey."""
    ids = list(filter(None, trips))
    return "origin" not in mapping and "destination" in mapping and rows >= LEAST_STOPS and len(set(ids)) == len(ids)


def _follow_closely(days: Sequence[date], is_named: bool) -> bool:
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if sum(gap < 0 for gap in gaps) * 2 > len(gaps):
        gaps = [-gap for gap in gaps]  # the newest first
    if not gaps or sum(gap >= 0 for gap in gaps) < ORDERED_SHARE * len(gaps) or max(gaps) == 0:
        return False
    if is_named:
        return median(gaps) <= USUAL_NAMED_GAP and max(gaps) <= LONGEST_NAMED_REST
    if len(days) < LEAST_UNNAMED_STOPS:
        return False
    is_short = sum(gap <= SHORT_GAP for gap in gaps) >= SHORT_SHARE * len(gaps)
    return is_short and median(gaps) <= USUAL_GAP and max(gaps) <= LONGEST_REST


def _most_are_ships(vehicles: Sequence[str]) -> bool:
    return bool(vehicles) and sum(vehicle.startswith(SHIP_PREFIXES) for vehicle in vehicles) * 2 > len(vehicles)


def _counts_up(cells: Sequence[str]) -> bool:
    numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 6]
    return len(numbers) >= max(LEAST_STOPS, ORDER_SHARE * len(cells)) and all(
        earlier <= later for earlier, later in pairwise(numbers)
    )
