"""The data set: records read, placed and traced once, and shared by everyone who looks at them."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from data.records.fault import Fault
from data.records.places import Place, read_places
from data.records.records import BUILT_IN, Records, read_any
from data.records.trips import Trip
from geo.gazetteer import Gazetteer
from geo.gc_pause import gc_paused
from geo.geocoding.chain import Chain, Link
from geo.geocoding.finder import Finder
from geo.geocoding.place_index import CuratedGeocoder
from geo.geocoding.placement import Placement, place_stops
from geo.payload import payload
from geo.routes.traced import Key, TracedWay, read_ways


@dataclass(frozen=True)
class Dataset:
    """Trips with their places. `trips` carry their countries; `faults` are of reading and of placing."""

    records: Records
    placement: Placement
    traced: Mapping[Key, TracedWay]

    @property
    def trips(self) -> tuple[Trip, ...]:
        """All trips, in date order, the undated last."""
        return self.records.trips

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, by file and row."""
        return tuple(sorted((*self.records.faults, *self.placement.faults)))

    @property
    def unplaced(self) -> frozenset[str]:
        """The names whose place is not known, or could not be looked up."""
        return frozenset(fault.value for fault in self.placement.faults)

    @property
    def packed(self) -> bytes:
        """The JSON that the browser draws, gzipped once for all readers; equal data, equal bytes."""
        return self._packed[0]

    @property
    def payload(self) -> bytes:
        """The JSON that the browser draws."""
        return gzip.decompress(self.packed)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the data, hexadecimal: equal data, equal fingerprint."""
        return self._packed[1]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is sent, hexadecimal, for an address that never means two contents."""
        return sha256(self.packed).hexdigest()

    @cached_property
    @gc_paused()
    def _packed(self) -> tuple[bytes, str]:
        sent = payload(self.records, self.placement, self.traced)
        # Of 100,000 trips level 6 takes 0.5 s and is 3 % smaller than level 5, which takes 0.2 s.
        return gzip.compress(sent.json, compresslevel=5, mtime=0), sent.fingerprint


@gc_paused()
def load(
    file: Path = BUILT_IN, nominatim: Link | None = None, corrections: Sequence[Place] = (), title: str = ""
) -> Dataset:
    """Read a table of trips and place it: by a reader's `corrections`, the places beside the table, the built-in ones,
    the offline gazetteer, then Nominatim if given. `title`, where there is one, stands for the records' own.
    """
    records = read_any(file)
    about = replace(records.about, title=title or records.about.title)
    return placed(replace(records, about=about), file.name, nominatim, corrections)


def placed(records: Records, file: str, nominatim: Link | None = None, corrections: Sequence[Place] = ()) -> Dataset:
    """Place the stops of records that were read of a file of that name, asking in the same order."""
    finder = finder_of(records.places, nominatim, corrections)
    trips, placement = place_stops(records, finder, file)
    equal: dict[tuple[str, ...], tuple[str, ...]] = {}
    gone_to = (_countries(trip, placement, records.about.home) for trip in trips)
    trips = tuple(
        trip.gone_to(equal.setdefault(countries, countries)) for trip, countries in zip(trips, gone_to, strict=True)
    )
    ways, _ = read_ways(BUILT_IN.parent / "ways.csv")
    return Dataset(replace(records, trips=trips), placement, ways)


def finder_of(beside: Sequence[Place] = (), nominatim: Link | None = None, corrections: Sequence[Place] = ()) -> Finder:
    """Who is asked for places; `beside` are those that stand beside the table."""
    own = {place.id for place in beside}
    built_in, _ = read_places(BUILT_IN.parent / "places.csv")
    given = CuratedGeocoder([*corrections, *beside])
    curated = CuratedGeocoder(place for place in built_in if place.id not in own)
    return Finder(given, curated, Gazetteer(), Chain([nominatim] if nominatim else []))


def _countries(trip: Trip, placement: Placement, home: str) -> tuple[str, ...]:
    """The countries of the legs' destinations, in order, without home and without places only passed."""
    start = trip.legs[0].stops[0]
    at_home = placement.country(home or (start.name if start.column == "origin" else ""))
    stops = [placement.country(leg.stops[-1].name) for leg in trip.legs]
    return tuple(dict.fromkeys(country for country in stops if country and country != at_home))
