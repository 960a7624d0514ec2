"""Prepared file: all that a process works out of a table, in one file that it opens instead of reading the table.

The file is NumPy's `.npz`: numbers of values in arrays, the distinct values as JSON, and the payload as browsers get
it. Nothing in it is code. It names what it was made of, and is used only where that is so today.
"""

import json
import logging
import os
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import file_digest, sha256
from importlib.metadata import version
from itertools import chain, islice, repeat
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from data.records.about import read_about
from data.records.legs import Leg
from data.records.records import Records
from data.records.trips import Trip
from geo.dataset import Dataset, load, read_traced
from geo.file_watch import watched_files
from geo.gc_pause import gc_paused
from geo.geocoding.placement import Placement
from geo.geocoding.service import GeocodingService
from geo.routes.segments import SegmentNetwork, SegmentUse
from geo.stored_values import from_stored, to_stored
from geo.text_columns import LEG_TEXTS, TRIP_TEXTS, TextColumns
from geo.trip_columns import CodedColumn, TripColumns

_LOG = logging.getLogger("trip_map.data")
FORMAT = 3  # of the file; another number is another format
SUFFIX = ".prepared.npz"
PACKAGES = tuple(Path(__file__).parents[1] / name for name in ("data", "geo"))
LIBRARIES = ("numpy", "pyproj", "searoute")  # that lay out lines
RECORD_PARTS = tuple(name for name in Records.__slots__ if name != "trips")
TEXTS = {"trip": TRIP_TEXTS, "leg": LEG_TEXTS}
# What a process says where a file was made of something else, by what differs.
DIFFERENCES = {
    "format": "it has another format",
    "program": "another version of this program made it",
    "title": "it was made with another title",
    "companions": "a file beside the table has changed",
    "table": "the table has changed",
}
_Codes = npt.NDArray[np.unsignedinteger[Any]]
_Row = TypeVar("_Row")


class PreparedFileError(ValueError):
    """Raised for a prepared file that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as its distinct values, and the number of the value of each row."""

    values: Sequence[Any]
    codes: _Codes


def prepared_path(table: Path) -> Path:
    """Return where the prepared file of a table is looked for: beside it.

    >>> prepared_path(Path("trips.csv")).name
    'trips.csv.prepared.npz'
    """
    return table.with_name(f"{table.name}{SUFFIX}")


def open_dataset(
    table: Path,
    service: GeocodingService | None = None,
    *,
    title: str = "",
    prepared: Path | None = None,
    folder: Path | None = None,
) -> Dataset:
    """Open the data set of a table by its prepared file, if it has one that is up to date; else read the table.

    The log says why a prepared file is not used. With a `service` the table is read, for the service knows more places.
    `folder` has the files beside the table, if that is not its own; then it has no prepared file.
    """
    file, is_own = prepared or prepared_path(table), folder in (None, table.parent)
    if service is None and is_own and (prepared or file.exists()):
        try:
            return read_prepared(file, made_of(table, title))
        except (PreparedFileError, OSError) as error:
            reason = error if isinstance(error, PreparedFileError) else error.strerror
            _LOG.warning("%s is not used, %s is read instead: %s", file.name, table.name, reason)
    return load(table, service, title=title, folder=folder)


def made_of(table: Path, title: str = "") -> dict[str, str]:
    """Return what a data set is worked out of, each part as a digest or a text."""
    with table.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    return {
        "format": str(FORMAT),
        "program": _program_digest(),
        "title": title,
        "companions": _companions_digest(table),
        "table": f"{table.name} {digest}",
    }


def _companions_digest(table: Path) -> str:
    """A digest of the files beside a table, and of the logo that one of them names."""
    digest = sha256()
    for file in watched_files(table)[1:]:
        digest.update(sha256(file.read_bytes()).digest() if file.exists() else b"none")
    digest.update(repr(read_about(table.parent / "about.toml", title="")[0]).encode())
    return digest.hexdigest()


def _program_digest() -> str:
    """A digest of the code and the tables that places, lines and the payload are worked out with."""
    digest = sha256(" ".join(map(version, LIBRARIES)).encode())
    for folder in PACKAGES:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.relative_to(folder.parent).as_posix().encode() + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@gc_paused()
def write_prepared(dataset: Dataset, file: Path, made: Mapping[str, str]) -> None:
    """Write all of a data set; who opens the file meanwhile finds the one before."""
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as target:
            np.savez(target, allow_pickle=False, **_arrays(dataset, made))
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _arrays(dataset: Dataset, made: Mapping[str, str]) -> dict[str, npt.NDArray[Any]]:
    records, placement, network, trips = dataset.records, dataset.placement, dataset.network, dataset.trips
    legs = list(chain.from_iterable(trip.legs for trip in trips))
    columns = {
        **{f"trip.{name}": _coded(map(attrgetter(name), trips)) for name in _coded_fields(Trip, "id", "legs")},
        **{f"leg.{name}": _coded(map(attrgetter(name), legs)) for name in _coded_fields(Leg, "row")},
        **{
            f"facet.{name}": _Column(column.values, _smallest(column))
            for name, column in dataset.columns.facets.items()
        },
        "use.basis": _coded(use.basis for use in network.uses),
    }
    texts: dict[str, object] = {
        "made_of": dict(made),
        "fingerprint": dataset.fingerprint,
        "records": {name: to_stored(getattr(records, name)) for name in RECORD_PARTS},
        "placement": [to_stored(part) for part in (placement.places, placement.numbers, placement.home)],
        "placement_faults": to_stored(placement.faults),
        "segments": network.segments,
        "lanes": sorted(network.lanes),
        "lengths_km": dataset.lengths_km,
        "option_counts": dataset.option_counts,
        "year_span": dataset.year_span,
        "rows_not_drawn": dataset.rows_not_drawn,
        "values": {name: to_stored(column.values) for name, column in columns.items()},
        "ids": [trip.id for trip in trips],
    }
    return {
        **{name: np.frombuffer(_json(value), np.uint8) for name, value in texts.items()},
        **{name: column.codes for name, column in columns.items()},
        "days": np.stack([dataset.columns.start, dataset.columns.end, dataset.columns.days]),
        "trip.legs": np.array([len(trip.legs) for trip in trips], np.uint32),
        "leg.row": np.array([leg.row for leg in legs], np.int64),
        "use.segment": np.array([use.segment for use in network.uses], np.uint32),
        "use.leg": np.array([use.leg for use in network.uses], np.uint32),
        "use.forward": np.array([use.forward for use in network.uses], np.bool_),
        "payload": np.frombuffer(dataset.packed, np.uint8),
    }


def _coded_fields(kind: type[Trip | Leg], *others: str) -> list[str]:
    return [field.name for field in fields(kind) if field.name not in others]


def _coded(values: Iterable[Any]) -> _Column:
    """A column of equal values of one type; a title made of two places equals the same words as a text."""
    numbers: dict[tuple[type, Any], int] = {}
    codes = [numbers.setdefault((type(value), value), len(numbers)) for value in values]
    return _Column([value for _, value in numbers], np.array(codes, np.min_scalar_type(len(numbers))))


def _smallest(column: CodedColumn) -> _Codes:
    codes: _Codes = column.codes.astype(np.min_scalar_type(len(column.values)))
    return codes


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


@gc_paused()
def read_prepared(file: Path, made: Mapping[str, str]) -> Dataset:
    """Read a data set; raise `PreparedFileError` if the file was made of something else than `made`, or is broken."""
    try:
        with zipfile.ZipFile(file) as archive:
            if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
                raise PreparedFileError("it is compressed")  # `write_prepared` stores, so no file unpacks to more
        with np.load(file, allow_pickle=False) as arrays:
            stored = _Stored(arrays)
            _refuse_other(stored.text("made_of"), made)
            return stored.dataset()
    except (PreparedFileError, OSError):
        raise
    except Exception as error:  # whatever is wrong with the file, the table can be read
        raise PreparedFileError(f"it is broken ({type(error).__name__})") from error


def _refuse_other(found: Mapping[str, str], made: Mapping[str, str]) -> None:
    reason = next((why for part, why in DIFFERENCES.items() if found.get(part) != made[part]), "")
    if reason:
        raise PreparedFileError(reason)


class _Stored:
    """The arrays of a file, put together again."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._arrays = arrays
        self._values: Mapping[str, Any] = {}
        self._known: dict[str, CodedColumn] = {}

    def text(self, name: str) -> Any:
        """A part that is stored as JSON."""
        return json.loads(self._arrays[name].tobytes().decode("utf-8", "surrogatepass"))

    def dataset(self) -> Dataset:
        """The data set, with all that was worked out of it."""
        self._values = self.text("values")
        trips, numbers = self._trips(), self._placement()
        parts = {name: from_stored(part) for name, part in self.text("records").items()}
        dataset = Dataset(Records(trips=tuple(trips), **parts), numbers, read_traced())
        columns, ids = self._trip_columns(), map(attrgetter("id"), trips)
        country = columns.facets["country"]
        # Where a cached property keeps its value.
        vars(dataset).update(
            countries=dict(zip(ids, map(country.values.__getitem__, country.codes.tolist()), strict=True)),
            columns=columns,
            texts=self._texts(),
            network=self._network(),
            lengths_km=tuple(self.text("lengths_km")),
            option_counts={facet: Counter(counts) for facet, counts in self.text("option_counts").items()},
            year_span=from_stored(self.text("year_span")),
            rows_not_drawn=self.text("rows_not_drawn"),
            _packed=(self._arrays["payload"].tobytes(), self.text("fingerprint")),
        )
        return dataset

    def _trips(self) -> list[Trip]:
        rows = self._arrays["leg.row"].tolist()
        legs = iter(_filled(Leg, len(rows), {"row": rows, **self._columns("leg", _coded_fields(Leg, "row"))}))
        own = [tuple(islice(legs, count)) for count in self._arrays["trip.legs"].tolist()]
        ids = self.text("ids")
        return _filled(
            Trip, len(ids), {"id": ids, "legs": own, **self._columns("trip", _coded_fields(Trip, "id", "legs"))}
        )

    def _trip_columns(self) -> TripColumns:
        facets = [name.partition(".")[2] for name in self._values if name.startswith("facet.")]
        columns = {facet: (self._values[f"facet.{facet}"], self._arrays[f"facet.{facet}"]) for facet in facets}
        coded = {
            facet: CodedColumn(from_stored(values), codes.astype(np.int32))
            for facet, (values, codes) in columns.items()
        }
        start, end, days = self._arrays["days"]
        return TripColumns(start, end, days, coded)

    def _placement(self) -> Placement:
        places, numbers, home = map(from_stored, self.text("placement"))
        return Placement(places, numbers, home, from_stored(self.text("placement_faults")))

    def _network(self) -> SegmentNetwork:
        names = ("segment", "leg", "forward")
        columns: dict[str, Iterable[Any]] = {name: self._arrays[f"use.{name}"].tolist() for name in names}
        uses = _filled(SegmentUse, self._arrays["use.leg"].size, {**columns, "basis": self._column("use.basis")})
        return SegmentNetwork(tuple(map(tuple, self.text("segments"))), tuple(uses), frozenset(self.text("lanes")))

    def _columns(self, table: str, names: Iterable[str]) -> dict[str, Iterable[Any]]:
        return {name: self._column(f"{table}.{name}") for name in names}

    def _texts(self) -> TextColumns:
        trips, legs = ({name: self._coded(f"{table}.{name}") for name in names} for table, names in TEXTS.items())
        return TextColumns(trips, legs, self._coded("leg.stops"), self._arrays["trip.legs"])

    def _column(self, name: str) -> Iterator[Any]:
        """The values of a column, row by row."""
        column = self._coded(name)
        values, codes = column.values, column.codes
        return repeat(values[0], codes.size) if len(values) == 1 else map(values.__getitem__, codes.tolist())

    def _coded(self, name: str) -> CodedColumn:
        """A column as it is stored, read once."""
        if (known := self._known.get(name)) is None:
            known = self._known[name] = CodedColumn(from_stored(self._values[name]), self._arrays[name])
        return known


def _filled(kind: type[_Row], count: int, columns: Mapping[str, Iterable[Any]]) -> list[_Row]:
    """Make rows of a frozen class with slots, column by column: a fifth of the time of calling it for each row."""
    rows = [object.__new__(kind) for _ in range(count)]
    for name, values in columns.items():
        deque(map(getattr(kind, name).__set__, rows, values), maxlen=0)
    return rows
