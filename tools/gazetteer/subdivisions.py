"""Subdivisions: codes and other names of regions, and regions that GeoNames lacks; from `iso3166-2`, Natural Earth."""

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geo.gazetteer.index import Kind
from tools.gazetteer import natural
from tools.gazetteer.entry import Entry, folded
from tools.gazetteer.regions import without_kind

_OTHER_NAME = re.compile(r"(?<![^,()])([^,(]++)\((?P<language>\w++)\)")
# Several names of one language are not all by the people: "The Sunshine State (eng)".
_SHORT = re.compile(r"[A-Z]{2,4}")


def add(entries: dict[str, Entry]) -> Iterator[Entry]:
    """Give each region its code and names; yield the regions that are no town's and that no entry has yet."""
    known: dict[tuple[str, str], Entry] = {}
    towns: set[tuple[str, str]] = set()
    for entry in entries.values():
        called = {(entry.country, folded(name)) for name in entry.own | entry.others}
        if entry.kind is Kind.REGION:
            known |= dict.fromkeys(called, entry)
        else:
            towns |= called
    for id, country, code, point, names in [*_listed(), *_drawn()]:
        keys = {(country, folded(name)) for name in names for name in (name, without_kind(name))}
        region = next((known[key] for key in sorted(keys) if key in known), None)
        if region is None and point and not keys & towns:
            region = Entry(id, names[0], Kind.REGION, country, "", point[0], point[1], 0)
            known |= dict.fromkeys(keys, region)
            yield region
        if region is not None:
            region.own |= {names[0], without_kind(names[0])}
            region.others.update(names)
            region.codes |= {f"region:{country}-{code}"} if code else set()


_Listed = tuple[str, str, str, tuple[float, float] | None, list[str]]


def _listed() -> Iterator[_Listed]:
    """ISO 3166-2, as the package `iso3166-2` has it: id, country, code, point and names."""
    package = find_spec("iso3166_2")  # its data alone, without what its code would import
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pip install --no-deps iso3166-2, as docs/gazetteer.md says")
    file = Path(package.origin).parent / "iso3166-2.json"
    countries: dict[str, dict[str, dict[str, Any]]] = json.loads(file.read_text(encoding="utf-8"))
    for country, rows in sorted(countries.items()):
        for code, row in sorted(rows.items()):
            point = (row["latLng"][1], row["latLng"][0]) if row["latLng"] else None
            yield code, country, code.partition("-")[2], point, [row["name"], *_other_names(row["localOtherName"])]


def _other_names(cell: str | None) -> Iterator[str]:
    for match in _OTHER_NAME.finditer(cell or ""):
        name = match[1].strip(" ,")
        if name and (match["language"] != "eng" or _SHORT.fullmatch(name)):
            yield name


def _drawn() -> Iterator[_Listed]:
    for row in natural.rows():
        if row["kind"] == natural.SUBDIVISION:
            id = f"{row['country']} {folded(row['name'])}"
            yield id, row["country"], "", (float(row["lon"]), float(row["lat"])), [row["name"]]
