"""The index: every name the gazetteer knows, folded and hashed, and the places that go by it. Reads `places.npz`."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).parent / "places.npz"

# Of 64 bits, 46: the chance that a name nobody has meets one of 1.3 million is one in fifty million, and the gaps
# between sorted hashes fit 32 bits, which is how the file holds them.
HASH_BITS = 46
_LOW_BITS = 32
_LOW = (1 << _LOW_BITS) - 1

# In the file the first bytes of a column's numbers stand together, then the second: that packs a tenth to a third
# smaller. Degrees are whole numbers of 0.00001 there.
IN_PLANES = {"lon": np.uint32, "lat": np.uint32, "population": np.uint32, "region": np.uint16}
PER_DEGREE = 100_000
COLUMNS = ("country", "kind", "standing", "overshadowed")

_BLOCK = 32
_SINGLE = ("lon", "lat", "population", "country", "region")


class Kind(IntEnum):
    """What a place is. A `CAPITAL` is a country's seat; `FORMER` is a state that is no more; `AREA` a desert or so."""

    COUNTRY = 0
    FORMER = 1
    CAPITAL = 2
    CITY = 3
    REGION = 4
    AIRPORT = 5
    ADDED = 6
    WATER = 7
    RIVER = 8
    MOUNTAIN = 9
    ISLAND = 10
    PARK = 11
    AREA = 12

    __hash__ = int.__hash__  # enum's own is written in Python, and each name that is placed asks for a dozen


class Standing(IntEnum):
    """What tells a town from its namesakes: a suburb of a larger city is named less often, one with an airport more."""

    PLAIN = 0
    SUBURB = 1
    HAS_AIRPORT = 2

    __hash__ = int.__hash__


_KINDS = tuple(Kind)
_STANDINGS = tuple(Standing)

# What nature made, from Natural Earth. Its "population" says how well known it is, and is none.
NATURAL = frozenset((Kind.WATER, Kind.RIVER, Kind.MOUNTAIN, Kind.ISLAND, Kind.PARK, Kind.AREA))


class Hit(NamedTuple):
    """A place that goes by a name: its row, and whether the name is its own rather than another it is known by."""

    row: int
    own: bool


@dataclass(frozen=True)
class Index:
    """Columns of places, one row each, and the sorted hashes of their names with the rows they lead to.

    Of a hash only the last 32 bits are kept, as those with the same first bits stand together, from `starts` on.
    """

    hashes: memoryview  # of uint32
    starts: memoryview  # of uint32
    low_hits: memoryview  # of uint16, the last bits of each hit: row * 2, and 1 more if the name is not its own
    high_hits: memoryview  # of uint8, the first bits
    columns: dict[str, npt.NDArray[Any]]
    text: memoryview
    lengths: bytes  # of each row's text
    blocks: memoryview  # of uint32: where the text of each 32nd row begins
    ids: memoryview  # of uint32, the numbers that GeoNames gives; 0 where the id stands in the text, before a tab
    regions: tuple[str, ...]
    countries: tuple[str, ...]
    members: dict[str, str]  # by an id's last part, the codes of countries with spaces between
    kinds: bytes  # the column again, which Python reads faster so
    standings: bytes  # likewise
    cells: dict[str, memoryview]  # of the columns whose single cells are read

    def named(self, key: str) -> list[Hit]:
        """The places that a folded name stands for, or a code after "code:"; none twice."""
        start, stop, last_bits = self._find(key)
        end, hashes = start, self.hashes
        while end < stop and hashes[end] == last_bits:
            end += 1
        low, high = self.low_hits, self.high_hits
        return [Hit((high[at] << 16 | low[at]) >> 1, not low[at] & 1) for at in range(start, end)]

    def known_names(self, keys: Sequence[str]) -> list[str]:
        """Those of many folded names that some place goes by, in their order."""
        return [key for key in keys if self._is_known(key)]

    def _is_known(self, key: str) -> bool:
        start, stop, low = self._find(key)
        return start < stop and bool(self.hashes[start] == low)

    def _find(self, key: str) -> tuple[int, int, int]:
        """Where the hash of a key stands or would stand, where those with its first bits end, and its last bits."""
        hashed = hash_of(key)
        first, low = hashed >> _LOW_BITS, hashed & _LOW
        stop = self.starts[first + 1]
        return bisect_left(self.hashes, low, self.starts[first], stop), stop, low

    def id_and_name(self, row: int) -> tuple[str, str]:
        """A place's id ("geonames:1850147", "airport:RJTT", "country:JP") and its name as its source writes it."""
        start = self.blocks[row // _BLOCK] + sum(self.lengths[row - row % _BLOCK : row])
        text = str(self.text[start : start + self.lengths[row]], "utf-8")
        if number := self.ids[row]:
            return f"geonames:{number}", text
        id, _, name = text.partition("\t")
        return f"{_SCHEMES.get(self.kind(row), 'geonames')}:{id}", name

    def is_one_of(self, column: str, values: Iterable[int]) -> npt.NDArray[np.bool_]:
        """Which rows have one of the values in a column of kinds, countries or regions; `np.isin` takes more memory."""
        numbers = self.columns[column]
        table = np.zeros(np.iinfo(numbers.dtype).max + 1, np.bool_)
        table[list(values)] = True
        rows: npt.NDArray[np.bool_] = table[numbers]
        return rows

    def kind(self, row: int) -> Kind:
        """What a place is."""
        return _KINDS[self.kinds[row]]

    def standing(self, row: int) -> Standing:
        """What tells a town from its namesakes."""
        return _STANDINGS[self.standings[row]]

    def country(self, row: int) -> str:
        """ISO 3166-1 alpha-2; "" for a state that is no more and for what lies in no country."""
        return self.countries[self.cells["country"][row]]

    def region(self, row: int) -> str:
        """The first-level region's name in English, or ""."""
        return self.regions[self.cells["region"][row]]

    def point(self, row: int) -> tuple[float, float]:
        """Longitude and latitude in degrees, to 0.00001."""
        return round(float(self.cells["lon"][row]), 5), round(float(self.cells["lat"][row]), 5)

    def population(self, row: int) -> int:
        """People; of a region those of its cities; 0 where not known."""
        return self.cells["population"][row]

    def is_overshadowed(self, row: int) -> bool:
        """Whether a small place's name is a slip of one letter away from that of a place far better known."""
        return bool(self.columns["overshadowed"][row])

    def within(self, row: int) -> tuple[str, ...]:
        """The countries that a row covers: a place's own, the heirs of a former state, those that a feature touches."""
        number = self.id_and_name(row)[0].partition(":")[2]
        return tuple(self.members.get(number, "").split()) or (self.country(row),)


_SCHEMES = {
    Kind.COUNTRY: "country",
    Kind.FORMER: "former",
    Kind.REGION: "region",
    Kind.AIRPORT: "airport",
    Kind.ADDED: "added",
    **dict.fromkeys(NATURAL, "natural"),
}

# What the ids of its places begin with.
ORIGINS = tuple(f"{scheme}:" for scheme in ("geonames", *dict.fromkeys(_SCHEMES.values())))


def hash_of(key: str) -> int:
    """The hash of a folded name: the same on every machine; never raises, whatever the text."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> (64 - HASH_BITS)


def to_planes(numbers: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """The first bytes of all numbers, then the second, and so on."""
    return np.ascontiguousarray(numbers.view(np.uint8).reshape(-1, numbers.itemsize).T)


def _from_planes(planes: npt.NDArray[np.uint8], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    numbers: npt.NDArray[Any] = planes[-1].astype(dtype)
    for plane in planes[-2::-1]:
        numbers <<= 8
        numbers |= plane
    return numbers


def _summed(steps: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The sums of all steps up to each, in place and in 32 bits."""
    return np.cumsum(steps, dtype=np.uint32, out=steps)


def _degrees(numbers: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
    return np.divide(numbers.view(np.int32), PER_DEGREE, out=np.empty(len(numbers), np.float32), casting="same_kind")


@cache
def load_index(file: Path = FILE) -> Index:
    """The index, read once (0.1 s) and shared; OSError or ValueError if the file is not there or is no such file."""
    with np.load(file, allow_pickle=False) as arrays:
        # Their sum in 32 bits is the last bits of each hash, and where it overflows, the first bits are one more.
        # What needs most memory meanwhile comes first: what follows takes its place.
        hashes = _summed(_from_planes(arrays["gaps"], np.uint32))
        starts = np.full((1 << (HASH_BITS - _LOW_BITS)) + 1, len(hashes), np.uint32)
        overflows = np.flatnonzero(hashes[1:] < hashes[:-1]) + 1
        starts[0], starts[1 : len(overflows) + 1] = 0, overflows
        columns = {name: arrays[name] for name in COLUMNS}
        columns |= {name: _from_planes(arrays[name], dtype) for name, dtype in IN_PLANES.items()}
        columns |= {name: _degrees(columns[name]) for name in ("lon", "lat")}
        ends = np.cumsum(arrays["lengths"], dtype=np.uint32)
        told = json.loads(arrays["told"].tobytes())
        kinds, standings = columns["kind"].tobytes(), columns["standing"].tobytes()
        columns |= {"kind": np.frombuffer(kinds, np.uint8), "standing": np.frombuffer(standings, np.uint8)}
        return Index(
            hashes.data,
            starts.data,
            arrays["low_hits"].data,
            arrays["high_hits"].data,
            columns,
            arrays["text"].data,
            arrays["lengths"].tobytes(),
            np.concatenate((np.zeros(1, np.uint32), ends[_BLOCK - 1 :: _BLOCK])).data,
            _summed(_from_planes(arrays["id_steps"], np.uint32)).data,
            tuple(told["regions"]),
            tuple(told["countries"]),
            told["members"],
            kinds,
            standings,
            {name: memoryview(columns[name]) for name in _SINGLE},
        )
