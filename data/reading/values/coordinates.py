"""Coordinates as tables write them; parsed points have the longitude first."""

import re

# Degrees, perhaps with minutes and seconds, and the letter of the hemisphere before or after them.
WRITTEN_DEGREES = re.compile(
    r"([NSEWOV])? ?([-+]?) ?(\d{1,3}(?:[.,]\d+)?)"
    r"(?:(?: ?° ?| )(\d{1,2}(?:[.,]\d+)?)(?:(?: ?' ?| )(\d{1,2}(?:[.,]\d+)?) ?(?:\"|'')?)?'?)? ?°? ?([NSEWOV]?)",
    re.IGNORECASE,
)
TENTHS_OF_MICRODEGREES = re.compile(r"-?\d{5,10}")  # Google's latitudeE7
BARE_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?")
MARKS = str.maketrans("′’‘´`″”“º˚−–＋，；", "'''''\"\"\"°°--+,;")
WELL_KNOWN_TEXT = re.compile(
    r"(?:SRID=\d+;)?\s?POINT\s?Z?\s?\(\s?([-+.\deE]+)[\s,]+([-+.\deE]+)[^()]{0,30}\)", re.IGNORECASE
)
COORD_TEMPLATE = re.compile(r"\{\{(?:coord|coordinates?|koordinate|coor(?: dms?)?)\|([^{}]{1,90})\}\}", re.IGNORECASE)
BOTH_LETTERS_LAST = re.compile(r"([^NSEWOV]{1,40}[NSEWOV])[ ,;/|]{0,4}([^NSEWOV]{1,40}[NSEWOV])", re.IGNORECASE)
BOTH_LETTERS_FIRST = re.compile(r"([NSEWOV][^NSEWOV]{1,40}?)[ ,;/|]{0,4}([NSEWOV][^NSEWOV]{1,40})", re.IGNORECASE)
# What links to maps of Google, Apple, Bing and OpenStreetMap have.
MAP_LINK = re.compile(
    r"(?:[@=:~]|!3d|#map=\d{1,2}/)(-?\d{1,2}\.\d{2,})(?:,\s?|!4d|/|~|%2c)(-?\d{1,3}\.\d{2,})", re.IGNORECASE
)
NO_POINT = re.compile(r"[-+]?\d+,\d+|\d{1,2}/\d{1,2}")  # a length or a price, and a day such as “1/12”
MAX_LINK_LENGTH = 600
LABELS = re.compile(r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng|breite|länge)\b\.?[:=]? ?", re.IGNORECASE)
SEPARATORS = (";", "|", "/", ", ", "° ,", "\t")
MAX_DEGREES = {"lat": 90.0, "lon": 180.0}
LETTERS = {"lat": "NS", "lon": "EWOV"}
MAX_POINT_LENGTH = 100
LEAST_DIGITS = 2  # of a point

Point = tuple[float, float]


def parse_degrees(text: str, axis: str) -> float | None:
    """Parse the degrees of a cell; `None` if there are none or they are out of range; `axis` is lat or lon.

    >>> [parse_degrees(text, "lon") for text in ("39° 54′ E", "-33,45", "1163913000", "181")]
    [39.9, -33.45, 116.3913, None]
    >>> parse_degrees("33 52 12 S", "lat")
    -33.87
    """
    if TENTHS_OF_MICRODEGREES.fullmatch(text):
        value = int(text) / 1e7
        return value if abs(value) <= MAX_DEGREES[axis] else None
    found = WRITTEN_DEGREES.fullmatch(text.translate(MARKS).strip())
    if not found:
        return None
    first, sign, whole, minutes, seconds, last = found.groups()
    letter = (first or last or "").upper()
    parts = [float(part.replace(",", ".")) for part in (whole, minutes or "0", seconds or "0")]
    if (letter and letter not in LETTERS[axis]) or max(parts[1:]) >= 60 or (first and last):
        return None
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    negative = (sign == "-") != (letter in ("S", "W") and letter != "")
    return (-size if negative else size) if size <= MAX_DEGREES[axis] else None


def parse_point(text: str) -> Point | None:
    """Parse a cell that holds a point; latitude comes first unless letters or the format say otherwise.

    >>> parse_point("44.4000°, -121.1500°"), parse_point("Point(2.35 48.85)"), parse_point("N 48° 51' E 2° 21'")
    ((-121.15, 44.4), (2.35, 48.85), (2.35, 48.85))
    """
    if text.startswith(("https://", "http://")):
        found = MAP_LINK.search(text[:MAX_LINK_LENGTH])
        return _point(*found.groups()) if found else None
    if len(text) > MAX_POINT_LENGTH or sum(map(str.isdigit, text)) < LEAST_DIGITS or NO_POINT.fullmatch(text):
        return None
    plain = " ".join(text.translate(MARKS).split())
    if found := WELL_KNOWN_TEXT.fullmatch(plain):
        return _point(found[2], found[1])
    if found := COORD_TEMPLATE.fullmatch(plain):
        return _template_point([part.strip() for part in found[1].split("|")])
    plain = LABELS.sub("", plain.removeprefix("geo:")).strip("()[] ")
    if found := BOTH_LETTERS_LAST.fullmatch(plain) or BOTH_LETTERS_FIRST.fullmatch(plain):
        one, other = (part.strip(" ,;/|") for part in found.groups())
        return _point(one, other) or _point(other, one)
    parts = _halves(plain)
    return _point(*parts) if parts else None


def _point(lat: str, lon: str) -> Point | None:
    north, east = parse_degrees(lat, "lat"), parse_degrees(lon, "lon")
    return None if north is None or east is None else (east, north)


def _halves(text: str) -> tuple[str, str] | None:
    """Both halves of a text without letters: at a separator, else at its only comma or between two numbers."""
    for mark in SEPARATORS:
        if text.count(mark) == 1:
            one, other = text.split(mark)
            return one.strip(), other.strip()
    parts = text.split(",")
    if len(parts) == 2:
        return parts[0].strip(), parts[1].strip()
    if len(parts) == 4:  # commas for the decimals too
        return ",".join(parts[:2]).strip(), ",".join(parts[2:]).strip()
    words = text.split()
    if len(words) in (2, 4, 6) and len(parts) in (1, 3) and text.count("°") in (0, 2):
        half = len(words) // 2
        return " ".join(words[:half]), " ".join(words[half:])
    return None


def _template_point(parts: list[str]) -> Point | None:
    """The point of Wikipedia's `{{coord|48|51|24|N|2|21|8|E|display=title}}`, or of `{{coord|48.85|2.35}}`."""
    letters = [number for number, part in enumerate(parts) if part.upper() in ("N", "S", "E", "W", "O")][:2]
    if len(letters) == 2:
        middle, end = letters
        return _point(" ".join(parts[: middle + 1]), " ".join(parts[middle + 1 : end + 1]))
    numbers = [part for part in parts if BARE_NUMBER.fullmatch(part)]
    return _point(*numbers[:2]) if len(numbers) > 1 else None
