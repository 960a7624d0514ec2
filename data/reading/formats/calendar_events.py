"""iCalendar: each event is a row; “SK2535 CPH to BHX” and the like are ways, others are stays at their location."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from data.i18n.message import LocalizedText
from data.reading.formats.points import merge_columns
from data.reading.grid import Grid, grid_from_rows
from data.reading.options import Limits
from data.reading.values.cell import to_plain_text
from data.reading.values.countries import country_code
from data.records.tables import TableError

CALENDAR_START = "BEGIN:VCALENDAR"
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
FLIGHT_NUMBER = r"(?:[A-Z][A-Z0-9]|[0-9][A-Z])[ -]?\d{1,4}"
FLIGHT_START = re.compile(
    rf"^(?:{FLIGHT_NUMBER}|✈\ufe0f?|🛫|🛬)[ :,–-]*|\bflight\b|\bflug\b|\bvol\b|\bvuelo\b", re.IGNORECASE
)
RIDE_START = re.compile(
    r"^(?:🚆|🚄|🚂|🚌|🚗|⛴\ufe0f?|train|zug|rail|bus|ferry|drive|ice|ic|ec|tgv)\b[ :]*\d{0,5}", re.IGNORECASE
)
CODE_PAIR = re.compile(r"\b([A-Z]{3}) ?(?:to|-|–|→|->|>|/|➔|✈\ufe0f?) ?([A-Z]{3})\b")
NAME_PAIR = re.compile(r"^(?:.{0,40}?\b(?:from|von|de) )?(.{2,80}?) ?(?: to | nach | → | -> | – | - |→|–) ?(.{2,80})$")
FLIGHT_TO = re.compile(r"\b(?:flight|flug|vol|vuelo) (?:to|nach|à|a) ([^(]{2,80})", re.IGNORECASE)
STAY_START = re.compile(
    r"^(?:trip|visit|travel|reise|voyage|viaje|holiday|stay)\b.{0,12}? (?:to|in|nach|à|a) ", re.IGNORECASE
)
BRACKETS = re.compile(r"\([^()]{0,60}\)")
POSTCODE = re.compile(r"\b[A-Z]{0,2}-?\d[\dA-Z -]{2,8}\b")
DURATION = re.compile(r"P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,8}S)?)?", re.ASCII)
LONGEST_SUMMARY = 200  # characters that are looked at for two ends


@dataclass(slots=True)
class _Event:
    """The properties of an event by name, each with its parameters; of a name that stands twice the first."""

    values: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A property as text."""
        text = self.values.get(name, ("", ""))[1]
        shown = ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
        return to_plain_text(shown).strip()


def calendar_grid(text: str, taken_for: LocalizedText, limits: Limits) -> Grid:
    """Return the events of a calendar as a table."""
    if len(text) > limits.markup:
        raise TableError(LocalizedText("refused_calendar", most=limits.markup))
    events = list(_events(text))
    if not events:
        raise TableError(LocalizedText("refused_no_events"))
    placed = any(event.text("LOCATION") for event in events)
    lines = merge_columns([_row(event, placed) for event in events])
    return grid_from_rows(taken_for, lines, 1)


def _events(text: str) -> Iterator[_Event]:
    event: _Event | None = None
    inner = 0  # components within an event, such as alarms
    for line in _unfolded(text):
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        name = name.upper()
        if name == "BEGIN" and value.upper() == "VEVENT":
            event, inner = _Event(), 0
        elif event and name == "END" and value.upper() == "VEVENT":
            yield event
            event = None
        elif event and name in ("BEGIN", "END"):
            inner += 1 if name == "BEGIN" else -1
        elif event and not inner:
            event.values.setdefault(name, (parameters, value))


def _unfolded(text: str) -> Iterator[str]:
    """Logical lines: one that begins with a space goes on with the line before."""
    parts: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        yield "".join(parts)
        parts = [line]
    yield "".join(parts)


def _row(event: _Event, placed: bool) -> dict[str, str]:
    """The cells of an event. Where no event has a location, the summary is taken for one."""
    summary, location = event.text("SUMMARY"), event.text("LOCATION")
    begin, end = _span(event)
    texts = {"title": summary, "note": event.text("DESCRIPTION")[:2_000], "status": event.text("STATUS")}
    return {"start": begin, "end": end, **_places(event, summary, location, placed), **texts}


def _places(event: _Event, summary: str, location: str, placed: bool) -> dict[str, str]:
    """Both ends where the summary names them, else the place of the event."""
    flown, ridden = FLIGHT_START.search(summary), RIDE_START.search(summary)
    mode = "flight" if flown else ridden[0].strip(" :0123456789") if ridden else ""
    if ends := _ends(summary, bool(flown or ridden)):
        return {"origin": ends[0], "destination": ends[1], "mode": mode or "flight"}
    if flight := FLIGHT_TO.search(summary):
        return {"origin": location, "destination": flight[1].strip(), "mode": "flight"}
    stay = summary if not placed else STAY_START.sub("", summary) if STAY_START.match(summary) else ""
    city, country = _address(location) if location else (STAY_START.sub("", stay), "")
    return {"destination": city, "country": country, **_point(event)}


def _ends(summary: str, moving: bool) -> tuple[str, str] | None:
    """The two ends that a summary names: two codes, or two names after a word of travel."""
    summary = summary[:LONGEST_SUMMARY]
    if codes := CODE_PAIR.search(summary):
        return codes[1], codes[2]
    if not moving:
        return None
    rest = FLIGHT_START.sub("", RIDE_START.sub("", summary)).strip(" :,–-()")
    found = NAME_PAIR.match(" ".join(BRACKETS.sub(" ", rest).split()))
    return (found[1].strip(" :,"), found[2].strip(" :,")) if found else None


def _address(location: str) -> tuple[str, str]:
    """The city and the country of an address; of any other location all of it.

    >>> _address("Hotel Example, 1 Main St, 75001 Paris, France"), _address("Copenhagen (CPH)")
    (('Paris', 'France'), ('Copenhagen (CPH)', ''))
    """
    parts = [part.strip() for part in re.split(r"[,\n]", location) if part.strip()]
    if len(parts) < 3 or not country_code(parts[-1]):
        return location.replace("\n", ", "), ""
    inside = (POSTCODE.sub("", part).strip() for part in reversed(parts[1:-1]))
    return next((part for part in inside if len(part) > 3 or (part and not part.isupper())), location), parts[-1]


def _point(event: _Event) -> Mapping[str, str]:
    lat, _, lon = event.text("GEO").partition(";")
    return {"lat": lat, "lon": lon} if lon else {}


def _span(event: _Event) -> tuple[str, str]:
    begin, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if isinstance(begin, datetime) and end is None and (length := DURATION.fullmatch(event.text("DURATION"))):
        weeks, days, hours, minutes = (int(part or 0) for part in length.groups())
        try:
            end = begin + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
        except OverflowError:
            end = None
    if type(begin) is date and type(end) is date and end > begin:
        end -= timedelta(days=1)  # the end of a whole day is the day after it
    return _written(begin), _written(end)


def _written(moment: date | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(event: _Event, name: str) -> date | None:
    """The time of a property: with its offset where the zone is known, as UTC where it says so, else as it stands."""
    parameters, value = event.values.get(name, ("", ""))
    value = value.strip()
    try:
        if len(value) == 8:
            return datetime.strptime(value, "%Y%m%d").date()
        moment = datetime.strptime(value[:15], "%Y%m%dT%H%M%S")
    except ValueError:
        return None
    if value.endswith("Z"):
        return moment.replace(tzinfo=UTC)
    zone = next((part[5:].strip('"') for part in parameters.split(";") if part.upper().startswith("TZID=")), "")
    try:
        return moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment
    except (ValueError, OSError, KeyError):  # a zone of the calendar's own
        return moment
