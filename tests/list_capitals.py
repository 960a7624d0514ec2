"""`python tests/list_capitals.py PLACES.dbf TEMPLATES` writes `capitals.csv`, from two sources that the index does not use.

PLACES.dbf is Natural Earth 2.0's `ne_10m_populated_places_simple.dbf` (public domain; Debian's libmagics++-data has it):
which cities are capitals, their points, and their names in English. TEMPLATES is `DEBIAN/templates` of Debian's tzdata
(public domain): the names of those that a time zone is named after, as Debian's translators write them.
"""

import csv
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("de", "fr", "es", "pt", "ru", "ko", "ja")
# Natural Earth 2.0 gives Dakar San Marino's code, and Kosovo none; Somaliland's Hargeisa is left out for want of one.
CODES = {"Dakar": "SN", "Pristina": "XK"}


def rows(file: Path) -> Iterator[dict[str, str]]:
    """The records of a dBASE table, as texts."""
    data = file.read_bytes()
    count, start, size = struct.unpack("<IHH", data[4:12])
    fields = [(data[at : at + 11].rstrip(b"\0").decode(), data[at + 16]) for at in range(32, start - 1, 32)]
    for number in range(count):
        at, row = start + number * size + 1, {}
        for name, width in fields:
            row[name] = data[at : at + width].decode("latin-1").strip()
            at += width
        yield row


def zones(file: Path) -> dict[str, dict[str, str]]:
    """For each zone's city in English, its name by language; where both are the same letters it may be no translation."""
    named: dict[str, dict[str, str]] = {}
    for template in file.read_text(encoding="utf-8").split("\n\n"):
        choices = dict(re.findall(r"^Choices(?:-(\w+)\.UTF-8)?: (.*)$", template, re.MULTILINE))
        if "tzdata/Zones/" in template and "" in choices:
            english = [name.rpartition("/")[2].replace("_", " ") for name in choices[""].split(", ")]
            for language in choices.keys() & set(LANGUAGES):
                for city, name in zip(english, choices[language].split(", "), strict=True):
                    named.setdefault(city, {})[language] = name.rpartition("/")[2].replace("_", " ")
    return named


def main(places: Path, templates: Path) -> None:
    """Write the list beside this script, by country."""
    translated = zones(templates)
    capitals = [row for row in rows(places) if row["featurecla"] == "Admin-0 capital"]
    listed = []
    for row in capitals:
        code = CODES.get(row["name"], row["iso_a2"])
        names = translated.get(row["nameascii"].replace("-", " "), translated.get(row["nameascii"], {}))
        if code != "-99":
            point = (f"{float(row['latitude']):.4f}", f"{float(row['longitude']):.4f}")
            listed.append([code, *point, row["name"], *(names.get(language, "") for language in LANGUAGES)])
    with (Path(__file__).parent / "capitals.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["country", "lat", "lon", "en", *LANGUAGES])
        writer.writerows(sorted(listed))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
