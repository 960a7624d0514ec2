"""Write the index: entries become rows, names become hashes, all in one file."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.gazetteer.index import FILE, IN_PLANES, PER_DEGREE, Kind, hash_of, to_planes
from geo.gazetteer.sounds import saint_keys, sound_keys
from geo.gazetteer.spelling import adapted_key, spelling_key
from tools.gazetteer.chinese import both
from tools.gazetteer.entry import Entry

_LICENCES = "GeoNames CC BY 4.0, airportsdata MIT, CLDR Unicode-3.0, Natural Earth public domain, iso3166-2 MIT"
# "Сент-Эндрюс" is hardly a village.
_LEAST_SAINT = 4_000
_LINES = {"license": f"{_LICENCES}; docs/gazetteer.md says more"}


def write(entries: Sequence[Entry], names: dict[str, str], file: Path = FILE) -> tuple[int, int]:
    """Write the index of `entries`; `names` has the names of regions. Return the numbers of places and of names."""
    pairs = sorted({pair for row, entry in enumerate(entries) for pair in _pairs(row, entry)})
    hashes = np.array([hashed for hashed, _ in pairs], dtype=np.int64)
    gaps = np.diff(hashes, prepend=0)
    if gaps.max() > np.iinfo(np.uint32).max:
        raise ValueError("two neighbouring hashes are too far apart for the file; take fewer HASH_BITS")
    hits = np.array([hit for _, hit in pairs], dtype=np.uint32)
    ids = np.array([int(entry.id) if _is_number(entry.id) else 0 for entry in entries], dtype=np.uint32)
    texts = [entry.name if _is_number(entry.id) else f"{entry.id}\t{entry.name}" for entry in entries]
    lines = [text.encode() for text in texts]
    if max(map(len, lines)) > np.iinfo(np.uint8).max:
        raise ValueError("an id and a name take more bytes than a length in the file can say")
    metadata, columns = _meta_and_columns(entries, names)
    columns |= {
        "gaps": to_planes(gaps.astype(np.uint32)),
        "low_hits": hits.astype(np.uint16),
        "high_hits": (hits >> 16).astype(np.uint8),
        "text": np.frombuffer(b"".join(lines), dtype=np.uint8),
        "lengths": np.array([len(line) for line in lines], dtype=np.uint8),
        "id_steps": to_planes(np.diff(ids, prepend=np.uint32(0))),
        "told": np.frombuffer(json.dumps(metadata, ensure_ascii=False, sort_keys=True).encode(), dtype=np.uint8),
    }
    np.savez_compressed(file, allow_pickle=False, **columns)
    return len(entries), len(pairs)


def _is_number(id: str) -> bool:
    return id.isdecimal() and not id.startswith("0")


def _pairs(row: int, entry: Entry) -> Iterator[tuple[int, int]]:
    own = {spelling_key(name) for name in entry.own} - {""}
    names = entry.own | entry.others
    others = {spelling_key(name) for name in names.union(*map(both, names))} - own - {""}
    if entry.kind is Kind.CAPITAL or entry.is_seat:
        others |= {adapted_key(name) for name in names} - {""}
        others |= sound_keys(entry.own, entry.others)
    if entry.kind in (Kind.CAPITAL, Kind.CITY) and entry.population >= _LEAST_SAINT:
        others |= {key for name in entry.own for written in (True, False) for key in saint_keys(name, written)}
    yield from ((hash_of(name), row * 2) for name in own | entry.codes)
    yield from ((hash_of(name), row * 2 + 1) for name in others)


def _meta_and_columns(
    entries: Sequence[Entry], names: dict[str, str]
) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The metadata of the whole index, and the columns that have one value for each place."""
    regions = ["", *sorted({entry.region for entry in entries} & names.keys())]
    countries = sorted({entry.country for entry in entries} | {""})
    region_of = {code: number for number, code in enumerate(regions)}
    country_of = {code: number for number, code in enumerate(countries)}
    columns: dict[str, npt.NDArray[Any]] = {
        "lon": np.array([round(entry.lon * PER_DEGREE) for entry in entries], dtype=np.int32),
        "lat": np.array([round(entry.lat * PER_DEGREE) for entry in entries], dtype=np.int32),
        "population": np.array([entry.population for entry in entries], dtype=np.uint32),
        "country": np.array([country_of[entry.country] for entry in entries], dtype=np.uint8),
        "region": np.array([region_of.get(entry.region, 0) for entry in entries], dtype=np.uint16),
        "kind": np.array([entry.kind for entry in entries], dtype=np.uint8),
        "standing": np.array([entry.standing for entry in entries], dtype=np.uint8),
        "overshadowed": np.array([entry.overshadowed for entry in entries], dtype=np.bool_),
    }
    columns |= {name: to_planes(columns[name]) for name in IN_PLANES}
    members = {entry.id: " ".join(entry.members) for entry in entries if entry.members}
    meta = {
        **_LINES,
        "regions": [names.get(code, "") for code in regions],
        "countries": countries,
        "members": members,
    }
    return meta, columns
