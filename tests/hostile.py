"""A hostile data set: every text of every table tries to run as code, to fetch from elsewhere or to pass for markup.

`window.fired` is set where one succeeds; every address outside is at `OUTSIDE`. Each payload has a trip that is drawn,
one that cannot be placed, and rows with faults.
"""

import csv
import json
from pathlib import Path

OUTSIDE = "https://outside.example"
# None holds a semicolon or ends with a question mark, so each may stand in a list and be the name of a stop.
PAYLOADS = {
    "template": "{{ 7*7 }}",
    "template that reads": "{{ cycler.__init__.__globals__.os.environ }}",
    "template block": "{% for x in range(3) %}fired{% endfor %}",
    "template literal": "${window.fired = 1}",
    "backtick": "`-(window.fired=1)-`",
    "backslash": "\\'-(window.fired=1)-'\\",
    "image": f'<img src="{OUTSIDE}/i.png" onerror="window.fired=1">',
    "image without quotes": f"<img src={OUTSIDE}/x onerror=window.fired=1>",
    "script": f'</script><script src="{OUTSIDE}/s.js"></script><script>window.fired=1</script>',
    "style": f"</style><style>@import '{OUTSIDE}/s.css'</style>",
    "vector": '"><svg onload="window.fired=1">',
    "markdown image": f"![x]({OUTSIDE}/m.png)",
    "markdown link": f"[x](javascript:window.fired=1) <{OUTSIDE}/l> www.outside.example",
    "directive": ":red[x] :material/home: :streamlit: :cat:",
    "formula": "$x^2$ $$y$$",
    "bidi": "\u202egnp.exe\u202c \u2067right\u2069 to\u2028line",
    "script address": "javascript:window.fired=1",
    "spreadsheet": "=cmd|' /C calc'!A0",
    "own key": "__proto__",
    "two lines": "one\n\n# two",
}
MODES = ("rail", "air", "road", "sea", "foot", "other")
COUNTRIES = ("KR", "CN", "RU", "VN", "SG", "MN")
SOURCE_URL = f"{OUTSIDE}/\"onmouseover=window.fired=1//'{{{{7*7}}}}`${{window.fired=1}}"

Row = dict[str, str]


def hostile_table(folder: Path) -> Path:
    """Write the data set into a folder, and return its table of trips."""
    numbered = list(enumerate(PAYLOADS.values()))
    tables = {
        "trips.csv": [row for number, text in numbered for row in [*_trip(number, text), *_faulty_legs(number, text)]],
        "places.csv": [row for number, text in numbered for row in _places(number, text)],
        "people.csv": [row for _, text in numbered for row in _people(text)],
        "sources.csv": [row for _, text in numbered for row in _sources(text)],
        "events.csv": [row for number, text in numbered for row in _events(number, text)],
        "errors.csv": [row for _, text in numbered for row in _errors(text)],
    }
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, columns, restval="")
            table.writeheader()
            table.writerows(rows)
    (folder / "about.toml").write_text(_about(" ".join(PAYLOADS.values())), encoding="utf-8")
    return folder / "trips.csv"


def _trip(number: int, text: str) -> list[Row]:
    """Out and back by way of the place before, the return inferred; in one of three years, so that years part them."""
    year, before = 2031 + number % 3, list(PAYLOADS.values())[number - 1]
    of_the_trip = dict.fromkeys(("trip", "traveller", "title", "occasion", "outcome", "with"), text)
    out = {
        **of_the_trip,
        **dict.fromkeys(("origin", "vehicle", "note", "sources"), text),
        "destination": f"far {text}",
        "via": before,
        "depart": f"{year}-05-{number + 1:02}",
        "arrive": f"{year}-05-{number + 2:02}",
        "mode": MODES[number % len(MODES)],
        "evidence": "confirmed" if number % 2 else "disputed",
        "published_km": "" if "]" in text else f"360 [{text}]",
    }
    swapped = {"origin": out["destination"], "destination": out["origin"], "via": f"{before}?", "depart": out["arrive"]}
    return [out, {**out, **swapped}]


def _faulty_legs(number: int, text: str) -> list[Row]:
    """A trip whose place is nowhere, a leg that is wrong in every column, and a trip that comes back as another."""
    nowhere = {
        "trip": f"nowhere {text}",
        "title": text,
        "destination": f"nowhere {text} {number}",
        "with": f"nobody {text}",
    }
    wrong = dict.fromkeys(("depart", "arrive", "mode", "main", "evidence", "published_km"), f"wrong {text}")
    another = {"trip": text, "title": f"another {text}", "destination": text}
    return [nowhere, {"trip": f"wrong {text}", "sources": f"unknown {text}", **wrong}, another]


def _places(number: int, text: str) -> list[Row]:
    named = dict.fromkeys(("id", "name", "native", "label", "aliases", "source"), text)
    near = {**named, "country": COUNTRIES[number % len(COUNTRIES)], "lat": f"{25 + number}", "lon": "115"}
    far = {**near, "id": f"far {text}", "name": f"far {text}", "label": f"far {text}", "lon": f"{120 + number}"}
    wrong = {"id": f"wrong {text}", "name": text, "country": text, "lat": text, "lon": text}
    no_country = {"id": f"no country {text}", "name": f"no country {text}", "country": text, "lat": "1", "lon": "1"}
    return [near, far, wrong, no_country]


def _people(text: str) -> list[Row]:
    person = dict.fromkeys(("id", "name", "native", "title"), text)
    return [person, {"id": f"wrong {text}", "name": f"wrong {text}", "title": text, "from": text, "to": text}]


def _sources(text: str) -> list[Row]:
    source = {
        **dict.fromkeys(("id", "publisher", "title"), text),
        "date": "2031-01",
        "url": SOURCE_URL,
        "archived": SOURCE_URL,
    }
    return [source, {"id": f"wrong {text}", "date": text, "url": "javascript:window.fired=1", "archived": text}]


def _events(number: int, text: str) -> list[Row]:
    told = dict.fromkeys(("what", "why", "sources"), text)
    event = {**told, "kind": "event", "date": f"2031-06-{number + 1:02}"}
    period = {**told, "kind": "period", "date": f"2032-{number % 12 + 1:02}/2033"}
    return [event, period, {**told, "kind": text, "date": text}]


def _errors(text: str) -> list[Row]:
    error = dict.fromkeys(("claim", "published", "truth", "trips", "sources"), text)
    return [error, {**error, "trips": f"wrong {text}", "sources": f"unknown {text}"}]


def _about(text: str) -> str:
    """TOML, whose quoted texts are JSON's; `home` is a place, the key at the end is a fault."""
    keys = ("title", "traveller", "sources_read_to", "sources_note", "counting", "places_note", "licence", "credits")
    lines = [f"{key} = {json.dumps(text)}" for key in keys]
    home = f"home = {json.dumps(PAYLOADS['image'])}"
    unknown = f"{json.dumps(PAYLOADS['image'])} = {json.dumps(text)}"
    claim = ["[claim]", *(f"{key} = {json.dumps(text)}" for key in ("publisher", "quote"))]
    return "\n".join([*lines, home, unknown, *claim, 'mode = "rail"', 'date = "2031-07"', "before = 2032-01-01"])
