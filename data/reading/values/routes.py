"""Routes: one cell that names both ends of a way, such as “LHR-JFK” and “London to Paris (via Lille)”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from data.reading.values.calendar_words import fold

MAX_ROUTE_LENGTH = 300  # characters
SAMPLED_ROUTES = 500  # cells of a column
ARROWS = re.compile(
    r"(?:(?<!\s)\s+)?(?:<?[-=–—]{1,2}>|>{1,2}|[→⇒➔➜➝➞⟶⇨↔⇄⇆⟷⇔▶►～〜⇀➡⟹✈🛫🛬🚆🚄🚂🚗🚌🚢⛴⛵]\ufe0f?|(?<=\s)[»›❯](?=\s))\s*"
)
WORDS = re.compile(
    r"(?<!\s)\s+(?:to|nach|vers|bis|naar|till|til|hasta|hacia|para|verso|do|до|в|na|în|ke|đến|إلى|الى)\s+",
    re.IGNORECASE,
)
SPACED_DASHES = re.compile(r"(?<!\s)\s+(?:[-–—―]{1,2}|/|\|)\s+")
ANY_DASH = re.compile(r"(?:(?<!\s)\s+)?[-‐‑–—―](?:\s*)")
LONG_DASHES = re.compile(r"(?:(?<!\s)\s+)?[–—―]\s*")
# “von Köln nach Bonn”, “de Oporto a Lisboa”: what stands before the first place.
FROM = re.compile(r"^(?:from|von|van|från|fra|de|desde|da|z|ze|od|из|от|с|من)\s+(?=\S)", re.IGNORECASE)
ROMANCE = re.compile(r"(?:de|desde|da|du|depuis)\s+(\S.{0,60}?)\s+(?:a|à|al|au|até|alla)\s+(\S.{0,60})", re.IGNORECASE)
ROMANCE_TO = re.compile(r"(?<!\s)\s+(?:a|à|al|au|até)\s+", re.IGNORECASE)
CODES = re.compile(r"[A-Z]{3}(?:\s?[-–—/:]\s?[A-Z]{3})+|[A-Z]{4}(?:\s?[-–—/:]\s?[A-Z]{4})+")
CODE_MARKS = re.compile(r"\s?[-–—/:]\s?")
SPACED_CODES = re.compile(r"[A-Z]{3}(?: [A-Z]{3})+")
EAST_ASIAN = re.compile(r"[从從]?(.{1,40}?)(?:から|至|到|에서\s?)(.{1,40}?)(?:まで|까지)?|(.{1,20})発(.{1,20})行き?")
VIA = re.compile(
    r"[(（\[]?\b(?:via|über|par|por|vía|przez|через|by way of|経由)\b:? ?([^()（）\[\]]{1,200})[)）\]]?", re.IGNORECASE
)
STOP_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[,;/&+]\s*|(?<!\s)\s+(?:and|und|et|y|e)\s+")
# Names of columns that hold such cells.
ROUTE_TEXT = (
    "route routes flight_route route_name itinerary leg segment sector way journey trip trip_name city_pair strecke "
    "reiseroute verbindung fahrt flugstrecke voyage trajet itinéraire parcours liaison vol ruta trayecto recorrido "
    "itinerario tramo tramos etapa etapas étape étapes etappe etappen tappa tappe abschnitt teilstrecke odcinek úsek "
    "viaje tratta percorso rotta viaggio rota trajeto percurso itinerário viagem traject reis sträcka rutt resa rute "
    "strekning reise reitti matka trasa podróż relacja cesta spoj út útvonal járat traseu güzergah sefer διαδρομή "
    "маршрут направление рейс маршрути 路线 線路 航线 航線 行程 区间 路線 区間 経路 ルート 구간 노선 경로 여정 tuyến "
    "hành_trình เส้นทาง مسار المسار الطريق رحلة الرحلة מסלול"
)
ROUTE_NAMES = frozenset(fold(name.replace("_", " ")) for name in ROUTE_TEXT.split())


@dataclass(frozen=True, slots=True)
class Route:
    """The places of a cell in order, from the origin on, and those that are only passed."""

    places: tuple[str, ...]
    via: tuple[str, ...] = ()


def parse_route(text: str, dashes: bool = True) -> Route | None:
    """Return the way that a cell names, `None` if it names none; with `dashes` any dash parts two places.

    >>> parse_route("London to Paris (via Lille)")
    Route(places=('London', 'Paris'), via=('Lille',))
    >>> [parse_route(text).places for text in ("LHR-JFK", "東京～大阪", "London–Paris")]
    [('LHR', 'JFK'), ('東京', '大阪'), ('London', 'Paris')]
    """
    if len(text) > MAX_ROUTE_LENGTH:
        return None
    found = VIA.search(text)
    passed = tuple(filter(None, STOP_SEPARATOR.split(found[1].strip()))) if found else ()
    bare = (text[: found.start()].rstrip(" ,") + " " + text[found.end() :]).strip() if found else text.strip()
    places = _parted(bare, dashes or found is not None)
    return Route(places, passed) if len(places) > 1 else None


def _parted(text: str, dashes: bool) -> tuple[str, ...]:
    if CODES.fullmatch(text):
        return tuple(CODE_MARKS.split(text))
    if dashes and SPACED_CODES.fullmatch(text):
        return tuple(text.split())
    if found := ROMANCE.fullmatch(text):
        return found[1], found[2]
    patterns = [ARROWS, WORDS, *([ROMANCE_TO, SPACED_DASHES, LONG_DASHES, ANY_DASH] if dashes else [])]
    for pattern in patterns:
        places = tuple(place.strip() for place in pattern.split(text))
        if len(places) > 1 and all(any(map(str.isalpha, place)) for place in places):
            return (FROM.sub("", places[0]), *places[1:]) if pattern is WORDS else places
    if not text.isascii() and (found := EAST_ASIAN.fullmatch(text)):
        return tuple(place.strip() for place in found.groups() if place)
    return ()


def are_routes(cells: Iterable[str], named: bool) -> bool:
    """Return whether the cells of a column are ways; `named` is whether its name says so.

    Without such a name most cells must have an arrow, a word such as “to”, or two codes.

    >>> are_routes(["LHR-JFK", "JFK-LHR"], False), are_routes(["Aix-en-Provence"], False)
    (True, False)
    """
    sampled = list(islice(cells, SAMPLED_ROUTES))
    ways = sum(parse_route(cell, dashes=named) is not None for cell in sampled)
    return bool(sampled) and ways * 2 > len(sampled)
