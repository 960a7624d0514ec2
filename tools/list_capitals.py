"""Write `tests/geo/gazetteer/capitals.csv` from a source that the gazetteer does not use.

Run `python -m tools.list_capitals PLACES.dbf NAMES.geojson`. Both files are Natural Earth's (public domain).
PLACES.dbf is `ne_10m_populated_places_simple.dbf` of release 2.0 (Debian's libmagics++-data has it): the capitals and
their points. NAMES.geojson is `geojson/ne_110m_populated_places.geojson` of release 5 (repository
nvkelso/natural-earth-vector, commit 117488dc884bad03366ff727eca013e434615127): their names in ten languages, which
are Wikidata's labels (CC0).
"""

import argparse
import csv
import json
import struct
from collections.abc import Iterator
from math import dist
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "tests" / "geo" / "gazetteer" / "capitals.csv"
LANGUAGES = ("en", "de", "fr", "es", "pt", "ru", "zh", "ko", "ja", "ar")
# Release 2.0 gives Dakar San Marino's code, and Kosovo none; Somaliland's Hargeisa is left out for want of one.
CODES = {"Dakar": "SN", "Pristina": "XK"}
_SAME_DEGREES = 0.3


def rows(file: Path) -> Iterator[dict[str, str]]:
    """Yield the records of a dBASE table, as texts."""
    data = file.read_bytes()
    count, start, size = struct.unpack("<IHH", data[4:12])
    fields = [(data[at : at + 11].rstrip(b"\0").decode(), data[at + 16]) for at in range(32, start - 1, 32)]
    for number in range(count):
        at, row = start + number * size + 1, {}
        for name, width in fields:
            row[name] = data[at : at + width].decode("latin-1").strip()
            at += width
        yield row


def named(file: Path) -> list[dict[str, str]]:
    """Return the capitals of release 5, each with its names by language and with "lat" and "lon"."""
    places = [place["properties"] for place in json.loads(file.read_text(encoding="utf-8"))["features"]]
    lower = [{field.lower(): str(value) for field, value in place.items()} for place in places]
    found = [place for place in lower if place["featurecla"] == "Admin-0 capital"]
    return [
        {"lat": place["latitude"], "lon": place["longitude"]} | {code: place[f"name_{code}"] for code in LANGUAGES}
        for place in found
    ]


def main(places: Path, names: Path) -> None:
    """Write the list by country; raise StopIteration if release 5 has no capital near one of release 2.0."""
    known, listed = named(names), []
    for row in rows(places):
        code = CODES.get(row["name"], row["iso_a2"])
        if row["featurecla"] == "Admin-0 capital" and code != "-99":
            point = (float(row["latitude"]), float(row["longitude"]))
            away = {dist(point, (float(one["lat"]), float(one["lon"]))): one for one in known}
            nearest = next(away[degrees] for degrees in sorted(away) if degrees < _SAME_DEGREES)
            listed.append([code, *(f"{degrees:.4f}" for degrees in point), *(nearest[code] for code in LANGUAGES)])
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["country", "lat", "lon", *LANGUAGES])
        writer.writerows(sorted(listed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.list_capitals", description=__doc__)
    parser.add_argument("places", type=Path, metavar="PLACES.dbf")
    parser.add_argument("names", type=Path, metavar="NAMES.geojson")
    options = parser.parse_args()
    main(options.places, options.names)
