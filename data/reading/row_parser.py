"""Row parser: turns the cells of a row into dates, places and mode, or into a fault that says why not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from data.edtf import Moment, ends_before_start
from data.i18n.countries import country_name
from data.i18n.message import LocalizedText
from data.reading.columns.journeys import PLACELESS_DAYS
from data.reading.columns.modes import recognize_mode
from data.reading.columns.status import is_cancelled
from data.reading.columns.vocabulary import normalize_column_name
from data.reading.rows import RawRow, VerbatimCells
from data.reading.values.calendar_words import fold
from data.reading.values.cities import COUNTRY_CODES_STYLE, City, CodeStyle, PlaceTest, no_place_test, split_cities
from data.reading.values.coordinates import Point, parse_degrees, parse_point
from data.reading.values.countries import common_country_name, country_code, country_hint
from data.reading.values.date_column import DateColumn, MomentPair
from data.reading.values.dates import DATE_REMEDY, UNREADABLE_DATE
from data.reading.values.routes import Route, parse_route
from data.records.fault import Fault
from data.records.legs import EVIDENCE, Stop
from data.records.tables import split_list

TOTALS_LABEL = re.compile(
    r"(grand |sub-?|sous-)?(totals?|sum|sums|summe|zwischensumme|gesamt|insgesamt|average|count|итого|всего|合计|합계"
    r"|totale|totaal|totalt|razem|suma|toplam|celkem|spolu|summa|yhteensä|összesen|ukupno|σύνολο|合計|小計|总计|總計|총계"
    r"|المجموع|الإجمالي|סה״כ)\b.*",
    re.IGNORECASE,
)
YEAR_HEADING = re.compile(r"[#=* ]{0,8}(\d{4})[#=*: ]{0,8}", re.ASCII)
MAX_YEAR_HEADING = 20  # characters
MAX_VIA_STOPS = 100  # places between two ends
YES_WORDS = frozenset(("true", "yes", "1", "y", "x"))
# Words that people write for a place they do not name; small places far away are called so.
GENERIC_TEXT = (
    "home house office work airport station hotel hostel city town place country train bus car taxi school gym "
    "beach lunch dinner unknown various zuhause daheim büro arbeit flughafen bahnhof ort stadt maison bureau travail "
    "aéroport gare hôtel ville casa oficina trabajo aeropuerto estación ciudad ufficio aeroporto stazione città дом "
    "офис работа аэропорт вокзал город 自宅 家 会社 空港 駅 ホテル 집 회사 공항 역 호텔 机场 酒店 公司"
)
GENERIC_WORDS = frozenset(map(fold, GENERIC_TEXT.split()))
# Where nobody travels to: an appointment by wire.
ONLINE_TEXTS = (
    "online,virtual,virtually,remote,remotely,zoom,zoom call,teams,ms teams,microsoft teams,webex,skype,google meet,"
    "webinar,video call,videocall,video conference,videoconference,teleconference,conference call,phone,"
    "by phone,phone call,virtuell,videokonferenz,telefonkonferenz,telefonisch,telefon,en ligne,à distance,"
    "visioconférence,par téléphone,"
    "en línea,virtual meeting,videoconferencia,da remoto,videoconferenza,онлайн,удалённо,видеоконференция,"
    "オンライン,リモート,온라인,화상회의,线上,在线,線上,視訊"
)
ONLINE = frozenset(map(fold, ONLINE_TEXTS.split(",")))
NULL_ISLAND = (0.0, 0.0)
NO_REMEDY = LocalizedText("remedy_none")


class RowPlaces(NamedTuple):
    """What a row says of places and transport, one object for all rows that say the same.

    `stay` is whether its dates are no times of leaving and arriving.
    `stops` are the destinations in order, before them the `origin` where one is stated and the places passed, `via`;
    `way` are all of them.
    """

    origin: Stop | None
    via: tuple[Stop, ...]
    stops: tuple[Stop, ...]
    way: tuple[Stop, ...]
    mode: str
    main: bool
    evidence: str
    stay: bool


class ParsedRow(NamedTuple):
    """A row that can be drawn: the verbatim cells, then the parsed values of the others."""

    verbatim: VerbatimCells
    start: Moment | None
    end: Moment | None
    places: RowPlaces


class _Refused(Exception):
    """A row that cannot be drawn: the role to blame, its value, what is wrong, and what to do."""


@dataclass
class RowParser:
    """Parses rows in order; each row that cannot be drawn adds one fault to `faults`."""

    file: str
    first: str  # the column to name where no role is to blame
    mapping: Mapping[str, str]
    dates: Mapping[str, DateColumn]  # by column
    mode: str  # of rows that do not say
    unfolded: bool = False  # whether each row is the year of one traveller's visit
    style: CodeStyle = COUNTRY_CODES_STYLE
    routes: bool = False  # whether a cell of the destination names a way
    dashes: bool = False  # whether any dash in it parts two places
    is_one_place: PlaceTest = no_place_test
    year: str = ""  # of the heading above
    headings: frozenset[int] = frozenset()  # rows that name the country of those below
    faults: list[Fault] = field(default_factory=list)
    zeros: list[int] = field(default_factory=list)  # rows, each point once, that stand at 0, 0
    _place_columns: frozenset[str] = field(init=False)
    _is_dated: bool = field(init=False)
    _known: dict[tuple[str, ...], RowPlaces] = field(default_factory=dict)
    _moments: dict[tuple[str, ...], MomentPair] = field(default_factory=dict)
    _modes: dict[str, str] = field(default_factory=dict)
    _routes: dict[str, Route | None] = field(default_factory=dict)
    _stops: dict[tuple[str, ...], tuple[Stop, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the names of the columns of places, which a repeated header has in its cells."""
        roles = ("destination", "country")
        self._place_columns = frozenset(self.mapping[role] for role in roles if role in self.mapping)
        self._is_dated = not self.mapping.keys().isdisjoint(("start", "date"))

    def read(self, row: RawRow) -> ParsedRow | None:
        """Parse a row; return `None`, with the reason in `faults`, if it cannot be drawn."""
        cells = row[6:]  # all that its places and its transport are read from
        places = self._known.get(cells)
        try:
            if places is None:
                self._refuse_cancelled(row)
            if self.unfolded and not row.year:
                raise _Refused("year", "", LocalizedText("fault_year"), LocalizedText("remedy_year"))
            self._refuse_asides(row)
            start, end = self._dates(row)
            if places is None:
                places = self._known[cells] = self._places(row)
        except _Refused as refusal:
            role, value, why, remedy = refusal.args
            column = self.mapping.get(role, self.first)
            self.faults.append(Fault(self.file, row.verbatim.number, column, value[:200], why, remedy))
            return None
        return ParsedRow(row.verbatim, start, end, places)

    def _places(self, row: RawRow) -> RowPlaces:
        route = self._route(row.destination) if self.routes and row.destination else None
        if route:
            row = row._replace(destination="; ".join(route.places[1:]), origin=route.places[0])
        stops = self._destinations(row)
        main = row.main.casefold() in YES_WORDS if row.main else False
        evidence = word if (word := row.evidence.casefold()) in EVIDENCE else ""
        origin = self._origin(row)
        stay = origin is None or "start" not in self.mapping
        via = _passed("; ".join(route.via) if route and route.via else row.via) if row.via or route else ()
        way = (*((origin,) if origin else ()), *via, *stops) if origin or via else stops
        return RowPlaces(origin, via, stops, way, self._mode(row.mode), main, evidence, stay)

    def _mode(self, cell: str) -> str:
        mode = self._modes.get(cell)
        if mode is None:
            mode = self._modes[cell] = (recognize_mode(cell) or "other") if cell else self.mode
        return mode

    def _refuse_cancelled(self, row: RawRow) -> None:
        if row.cancelled and self._is_cancelled(row.cancelled):
            raise _Refused(
                "cancelled", row.cancelled, LocalizedText("fault_cancelled"), LocalizedText("remedy_cancelled")
            )

    def _refuse_asides(self, row: RawRow) -> None:
        """Refuse rows that are not trips: totals, headings between rows, repeated headers."""
        place, when, lead = row.destination or row.country, row.start or row.date, row.lead
        if place and place in self._place_columns:
            raise _Refused("destination", place, LocalizedText("fault_header"), NO_REMEDY)
        if (not when or when == lead) and TOTALS_LABEL.fullmatch(lead):
            raise _Refused("", lead, LocalizedText("fault_totals"), NO_REMEDY)
        if place and not when and self._is_dated and not lead and TOTALS_LABEL.fullmatch(place):
            raise _Refused("destination", place, LocalizedText("fault_totals"), NO_REMEDY)
        # Hardly any row is a heading, and a look at its place is faster than at all its cells.
        may_head = (not place or place == lead) and len(lead) <= MAX_YEAR_HEADING
        heading = YEAR_HEADING.fullmatch(lead) if may_head else None
        if heading and _is_alone(row):
            self.year = heading[1]
            self._moments.clear()  # they may have the year of the heading before
            raise _Refused("", lead, LocalizedText("fault_heading"), LocalizedText("remedy_heading"))
        if (place and place == when) or row.verbatim.number in self.headings:
            raise _Refused("", place, LocalizedText("fault_heading"), NO_REMEDY)

    def _is_cancelled(self, cell: str) -> bool:
        """Whether a cell says so: “yes” does in a column “cancelled”, but not in a column “status”."""
        return is_cancelled(cell) or (
            cell.casefold() in YES_WORDS and "cancel" in normalize_column_name(self.mapping["cancelled"])
        )

    def _route(self, cell: str) -> Route | None:
        if cell not in self._routes:
            self._routes[cell] = parse_route(cell, self.dashes)
        return self._routes[cell]

    def _dates(self, row: RawRow) -> MomentPair:
        cells = row[2:6]
        moments = self._moments.get(cells)
        if moments is None:
            moments = self._moments[cells] = self._span(row)
        return moments

    def _span(self, row: RawRow) -> MomentPair:
        role, text = ("start", row.start) if row.start else ("date", row.date) if row.date else ("year", row.year)
        first, last = self._read(row, role, text)
        if row.end:
            ends = self._read(row, "end", row.end)
            last = ends[1] or ends[0] or last
        if first and last and row.origin and 0 < (first.first - last.last).days <= 1:
            return first, None  # a way to the east over the date line arrives the day before
        if first and last and ends_before_start(first, last):
            why = LocalizedText("fault_backwards", start=first.text)
            raise _Refused("end", row.end or last.text, why, LocalizedText("remedy_backwards"))
        return first, last

    def _read(self, row: RawRow, role: str, text: str) -> MomentPair:
        if not text:
            return None, None
        try:
            return self.dates[self.mapping[role]].read(text, row.year[:4] or self.year)
        except ValueError as error:
            raise _Refused(role, text, UNREADABLE_DATE, DATE_REMEDY) from error

    def _destinations(self, row: RawRow) -> tuple[Stop, ...]:
        name = row.diverted or row.destination
        key = (name, row.iso, row.country, row.region, row.lat, row.lon, row.point)
        stops = self._stops.get(key)
        if stops is None:
            if fold(name) in PLACELESS_DAYS and not (row.lat or row.point):
                raise _Refused("destination", name, LocalizedText("fault_placeless_day"), NO_REMEDY)
            if fold(name) in ONLINE and not (row.lat or row.point):
                raise _Refused("destination", name, LocalizedText("fault_generic"), NO_REMEDY)
            if name and not (row.lat or row.point or row.country) and fold(name) in GENERIC_WORDS:
                raise _Refused("destination", name, LocalizedText("fault_generic"), LocalizedText("remedy_no_place"))
            point = self._point(row, row.lat, row.lon, row.point)
            stops = self._stops[key] = _stops(name, row, point, self.style, self.is_one_place)
        if not stops:
            raise _Refused(
                "destination" if "destination" in self.mapping else "country",
                "",
                LocalizedText("fault_no_place"),
                LocalizedText("remedy_no_place"),
            )
        return stops

    def _point(self, row: RawRow, lat: str, lon: str, written: str) -> Point | None:
        """The point of a row; 0, 0 stands for one that is not known."""
        point = _point(lat, lon) or parse_point(written)
        if point == NULL_ISLAND:
            self.zeros.append(row.verbatim.number)
            return None
        return point

    def _origin(self, row: RawRow) -> Stop | None:
        if not (row.origin or row.origin_lat or row.origin_point):
            return None
        key = ("from", row.origin, row.origin_country, row.origin_lat, row.origin_lon, row.origin_point)
        if key not in self._stops:
            code = country_hint(row.origin_country)
            country = code or row.origin_country
            named = split_cities(row.origin, code, self.style, self.is_one_place)
            city = named[0] if len(named) == 1 else City(row.origin)
            point = self._point(row, row.origin_lat, row.origin_lon, row.origin_point)
            self._stops[key] = (_stop(city, country, "", point, "origin"),) if row.origin or point else ()
        return next(iter(self._stops[key]), None)


def _is_alone(row: RawRow) -> bool:
    """Whether a row says no more than its first cell."""
    return not row.iso and {*row.verbatim[1:-1], *row[2:]} <= {"", row.lead}


def _passed(cell: str) -> tuple[Stop, ...]:
    """The places passed: divided by semicolons, else as several cities in a cell are, else by slashes."""
    cities = tuple(map(City, split_list(cell))) if ";" in cell else split_cities(cell)
    if len(cities) == 1 and "/" in cell:
        cities = tuple(City(name.strip()) for name in cell.split("/") if name.strip())
    return tuple(_stop(city, "", "", None, "via") for city in cities[:MAX_VIA_STOPS])


def _point(lat: str, lon: str) -> Point | None:
    north, east = parse_degrees(lat, "lat") if lat else None, parse_degrees(lon, "lon") if lon else None
    return None if north is None or east is None else (east, north)


def _stops(name: str, row: RawRow, point: Point | None, style: CodeStyle, is_one_place: PlaceTest) -> tuple[Stop, ...]:
    code = country_code(row.iso) or country_hint(row.country)
    country = code or row.country or row.iso
    if point:
        return (_stop(City(name), country, row.region, point, "destination"),)
    named = split_cities(name, code, style, is_one_place) if name else _countries(row, code)
    if not code and len(named) > 1:
        named = _with_countries(named, row.country or row.iso, is_one_place)
    return tuple(_stop(city, country, row.region, None, "destination") for city in named)


def _with_countries(cities: tuple[City, ...], cell: str, is_one_place: PlaceTest) -> tuple[City, ...]:
    """Give each of several cities its own country where a cell names as many, such as “UAE; Saudi Arabia”.

    Of other numbers of countries each city gets the first that it lies in.
    """
    codes = [country_code(each.name) for each in split_cities(cell)] if cell else []
    if len(codes) < 2 or not all(codes):
        return cities
    own = codes if len(codes) == len(cities) else [_lies_in(city, codes, is_one_place) for city in cities]
    return tuple(City(city.name, city.country or code, city.region) for city, code in zip(cities, own, strict=True))


def _lies_in(city: City, codes: Sequence[str], is_one_place: PlaceTest) -> str:
    """The first of some countries in which a city lies, "" where none is known to have it."""
    return next((code for code in codes if is_one_place(f"{city.name}, {country_name(code)}")), "")


def _countries(row: RawRow, code: str) -> tuple[City, ...]:
    """Where no city is named the trip went to the country, or to several."""
    several = split_cities(row.country) if row.country and not code else ()
    if len(several) > 1 and all(country_code(city.name) for city in several):
        return tuple(City(city.name, country_code(city.name)) for city in several)
    text = row.country or row.iso
    if not text:
        return ()
    return (City(country_name(code) if code and len(text) <= 3 else common_country_name(text)),)


def _stop(city: City, country: str, region: str, point: Point | None, column: str) -> Stop:
    name = city.name.removesuffix("?").strip()
    point = point or parse_point(name)
    if point and (not name or parse_point(name)):
        name = f"{point[1]}, {point[0]}"
    inferred = city.name.endswith("?") and bool(name)
    return Stop(name or city.name, inferred, column, city.country or country, city.region or region, point)
