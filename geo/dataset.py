"""The data set: records that are read, placed and traced once and shared by all readers."""

import gzip
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np

from data.records.fault import Fault
from data.records.places import Place
from data.records.records import BUILT_IN, Records, built_in_places, read_any_table
from data.records.trips import Trip
from data.selection import (
    COLUMN_FACETS,
    FACETS,
    Countries,
    OptionCounts,
    Selection,
    colour_facets,
    link_values,
    open_maps,
    own_facets,
    unknown_parameters,
    year_range,
)
from geo.gazetteer import Gazetteer
from geo.gc_pause import gc_paused
from geo.geocoding.own_names import with_titles
from geo.geocoding.place_index import PlaceIndex
from geo.geocoding.placement import Placement, resolve_stops
from geo.geocoding.resolver import Resolver
from geo.geocoding.service import GeocodingService
from geo.geocoding.whole_cells import is_one_place
from geo.payload import payload
from geo.routes.geometry import route_geometry, traced_sources
from geo.routes.segments import SegmentNetwork, build_network
from geo.routes.traced import TracedRoutes, read_traced_routes
from geo.search import SearchIndex
from geo.text_columns import TextColumns, text_columns
from geo.trip_columns import Mask, TripColumns, trip_columns
from geo.trip_places import PLACE_FACETS, TripPlaces, name_ends, name_trip_places


@dataclass(frozen=True)
class Dataset:
    """Trips with their places, countries and routes. `faults` are those of reading and of placing."""

    records: Records
    placement: Placement
    traced: TracedRoutes

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
        """The names whose place is unknown or could not be looked up."""
        return frozenset(fault.value for fault in self.placement.faults)

    @cached_property
    def drawn_rows(self) -> frozenset[int]:
        """The rows that have a leg to a place that is found; a leg home counts only alone."""
        numbers, home = self.placement.numbers, self.placement.home
        destinations = [(leg.row, leg.stops[-1].key) for trip in self.trips for leg in trip.legs]
        away = {row for row, place in destinations if place != home} if home else set()
        return frozenset(row for row, place in destinations if place in numbers and (place != home or row not in away))

    @cached_property
    def rows_not_drawn(self) -> int:
        """How many rows of the table are not drawn: they could not be read, or their place is not known."""
        if not self.placement.faults:  # then every place is found, and every leg is drawn
            return self.records.unread_rows
        rows = {leg.row for trip in self.trips for leg in trip.legs}
        return self.records.unread_rows + len(rows - self.drawn_rows)

    @cached_property
    def countries(self) -> Countries:
        """The countries of each trip, by id: those of its legs' destinations, without home and without places only
        passed.

        Equal tuples are one object, for there may be 100,000 trips.
        """
        equal: dict[tuple[str, ...], tuple[str, ...]] = {}
        # Trips of one leg between the same places mostly share one tuple of stops.
        known: dict[int, tuple[str, ...]] = {}
        countries = {}
        for trip in self.trips:
            stops = id(trip.legs[0].stops) if len(trip.legs) == 1 else 0
            if (found := known.get(stops)) is None:
                found = _countries(trip, self.placement)
                found = equal.setdefault(found, found)
                if stops:
                    known[stops] = found
            countries[trip.id] = found
        return countries

    @cached_property
    def columns(self) -> TripColumns:
        """The trips by column, worked out once."""
        return trip_columns(self.trips, self.countries)

    @cached_property
    def link_values(self) -> Mapping[str, frozenset[str]]:
        """The values that a link may name, by parameter, worked out once."""
        return link_values(self.trips, self.option_counts)

    @cached_property
    def lengths_km(self) -> tuple[float, ...]:
        """The length of each segment as drawn, by number, to 10 m as browsers get it; worked out at the first use."""
        lines = route_geometry(self.network, self.placement.places, self.traced)
        return tuple(round(km, 2) for km in lines.km)

    @cached_property
    def trip_places(self) -> TripPlaces:
        """The names of the places and routes of each trip, worked out at the first use."""
        return name_trip_places(self.trips, self.placement)

    @cached_property
    def texts(self) -> TextColumns:
        """The texts of trips and legs by column, worked out once."""
        return text_columns(self.trips)

    @cached_property
    def search_index(self) -> SearchIndex:
        """What searches look through, worked out at the first use."""
        return SearchIndex(self.texts, self.placement.place)

    @cached_property
    def _ends(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """The names of places and routes by the number of the stops that legs share, worked out at the first use."""
        return name_ends(self.texts.stops.values, self.placement)

    def prepare_links(self) -> None:
        """Work out what links with a search, a place or a route need, before one is opened."""
        self.search_index, self._ends  # noqa: B018  worked out here, once

    def trips_at(self, facet: str, names: frozenset[str]) -> Mask:
        """Return which trips have a leg with any of the places or routes."""
        ends = np.array([not names.isdisjoint(each) for each in self._ends[facet]], np.bool_)
        return self.texts.trips_with(ends[self.texts.stops.codes])

    def place_names(self, facet: str, query: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """Return the names that a link may give as `place` or `route`; worked out only for a link that gives one."""
        return frozenset(chain.from_iterable(self._ends[facet])) if query.get(facet) else frozenset()

    def unknown_in_link(self, query: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """List the parameters of a link that match nothing in the data."""
        names = {facet: self.place_names(facet, query) for facet in PLACE_FACETS}
        looks = {"maps": frozenset(self.maps)}
        if query.get("colour"):
            looks["colour"] = frozenset(("mode", *self.colour_facets))
        return unknown_parameters(query, {**self.link_values, **names, **looks}, self.year_span)

    @cached_property
    def colour_facets(self) -> tuple[str, ...]:
        """What lines can be coloured by besides the transport, worked out for the first link that asks."""
        texts, facets, rows = self.texts, self.columns.facets, self.texts.legs["details"].values
        columns = zip(COLUMN_FACETS, zip(*rows, strict=True), strict=False)
        values: dict[str, Collection[object]] = {
            "traveller": texts.trips["traveller"].values,
            "year": self.option_counts["year"],
            "with": texts.trips["people_met"].values,
            "evidence": facets["evidence"].values,
            **{facet: frozenset(cells) for facet, cells in columns},
        }
        return colour_facets(values, int(texts.leg_counts.sum()))

    @property
    def maps(self) -> tuple[str, ...]:
        """The small maps that a link may open."""
        return open_maps(self.option_counts)

    @cached_property
    def option_counts(self) -> OptionCounts:
        """How many of all trips have each value of each facet, worked out once."""
        counts = self.columns.count_options(Selection(), ("year", *self.columns.facets))
        return {facet: counts[facet] for facet in (*FACETS, *own_facets(counts))}

    @cached_property
    def year_span(self) -> tuple[int, int] | None:
        """The first and last year of the trips, where they are offered as a range; worked out once."""
        return year_range(self.option_counts)

    @cached_property
    def network(self) -> SegmentNetwork:
        """The segments of all legs, worked out once."""
        return build_network(self.trips, self.placement)

    @cached_property
    def traced_sources(self) -> list[str]:
        """The sources of the traced lines that are drawn; empty if there are none."""
        return traced_sources(self.network, self.placement.places, self.traced)

    @property
    def packed(self) -> bytes:
        """The JSON that the browser draws, gzipped once for all readers; equal data, equal bytes."""
        return self._packed[0]

    @property
    def payload(self) -> bytes:
        """What the browser draws: JSON, of very many trips with bytes after it."""
        return gzip.decompress(self.packed)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the data, hexadecimal: equal data, equal fingerprint."""
        return self._packed[1]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the packed payload, hexadecimal, for an address that never stands for two contents."""
        return sha256(self.packed).hexdigest()

    @cached_property
    @gc_paused()
    def _packed(self) -> tuple[bytes, str]:
        sent = payload(self.records, self.placement, self.columns, self.network, self.traced, self.rows_not_drawn)
        # Of 100,000 trips level 6 takes 0.5 s and is 3 % smaller than level 5, which takes 0.2 s.
        return gzip.compress(sent.content, compresslevel=5, mtime=0), sent.fingerprint


@gc_paused()
def load(
    file: Path = BUILT_IN,
    service: GeocodingService | None = None,
    corrections: Sequence[Place] = (),
    title: str = "",
    folder: Path | None = None,
) -> Dataset:
    """Read a table of trips and place its stops, as `place_records` does; `title`, if given, replaces the table's own.

    The files beside it are in `folder`, if that is another. Raise `TableError` where the file holds no table.
    """
    records = read_any_table(file, is_one_place, folder)
    about = replace(records.about, title=title or records.about.title)
    return place_records(replace(records, about=about), file.name, service, corrections)


def place_records(
    records: Records, file: str, service: GeocodingService | None = None, corrections: Sequence[Place] = ()
) -> Dataset:
    """Place the stops of records that were read from a file of that name.

    The order of sources: a reader's `corrections`, the places of the records, the built-in places, the offline
    gazetteer, then the service, if one is given.
    """
    own = {place.id for place in records.places}
    curated = PlaceIndex(place for place in built_in_places() if place.id not in own)
    resolver = Resolver(PlaceIndex([*corrections, *records.places]), curated, Gazetteer(), service)
    placement = resolve_stops(records, resolver, file)
    trips = with_titles(records.trips, placement.places, placement.numbers)
    return Dataset(replace(records, trips=trips), placement, read_traced())


@cache
def read_traced() -> TracedRoutes:
    """Return the traced routes of this project; their file is read once."""
    return read_traced_routes(BUILT_IN.parent / "ways.csv")[0]


def _countries(trip: Trip, placement: Placement) -> tuple[str, ...]:
    """The countries of the legs' destinations, in order, without the country of home."""
    start = trip.legs[0].stops[0]
    begin = placement.number(start) if start.column == "origin" else None
    number = begin if placement.home is None else placement.home_number
    home = "" if number is None else placement.places[number].country
    places = [placement.place(leg.stops[-1]) for leg in trip.legs]
    return tuple(dict.fromkeys(place.country for place in places if place and place.country not in ("", home)))
