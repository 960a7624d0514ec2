"""Texts by column: what trips and their legs say, each distinct value once, and the number of each row's value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from data.records.trips import Trip
from geo.trip_columns import CodedColumn, Mask

TRIP_TEXTS = ("title", "traveller", "occasion", "outcome", "people_met")
LEG_TEXTS = ("vehicle", "note", "details")


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The columns `TRIP_TEXTS` of trips, `LEG_TEXTS` of legs, and the stops of legs.

    `leg_counts` has the number of legs of each trip; the legs are in the order of the trips.
    """

    trips: Mapping[str, CodedColumn]
    legs: Mapping[str, CodedColumn]
    stops: CodedColumn
    leg_counts: npt.NDArray[np.integer[Any]]

    def trips_with(self, legs: Mask) -> Mask:
        """Return which trips have any of the legs."""
        owners = np.repeat(np.arange(self.leg_counts.size, dtype=np.int32), self.leg_counts)
        found = np.zeros(self.leg_counts.size, np.bool_)
        found[owners[legs]] = True
        return found


def text_columns(trips: Sequence[Trip]) -> TextColumns:
    """Return the columns of the texts of trips."""
    legs = list(chain.from_iterable(map(attrgetter("legs"), trips)))
    stops = list(map(attrgetter("stops"), legs))
    shared = dict(zip(map(id, stops), stops, strict=True))  # legs between the same places mostly share one tuple
    numbers = {key: number for number, key in enumerate(shared)}
    return TextColumns(
        {name: _column(map(attrgetter(name), trips)) for name in TRIP_TEXTS},
        {name: _column(map(attrgetter(name), legs)) for name in LEG_TEXTS},
        CodedColumn(list(shared.values()), _smallest(map(numbers.__getitem__, map(id, stops)), len(numbers))),
        np.array([len(trip.legs) for trip in trips], np.uint32),
    )


def _column(values: Iterable[Any]) -> CodedColumn:
    values = list(values)
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return CodedColumn(list(numbers), _smallest(map(numbers.__getitem__, values), len(numbers)))


def _smallest(codes: Iterable[int], size: int) -> npt.NDArray[np.unsignedinteger[Any]]:
    return np.fromiter(codes, np.min_scalar_type(size))
