"""Reading of tables of trips in any common format. Start at `read`: no row is lost, each has a leg or a fault."""

from data.reading.options import DEFAULT_LIMITS, HOST_LIMITS, Limits, ReadOptions
from data.reading.reader import read
from data.reading.result import ReadResult
from data.reading.values.cities import PlaceTest, no_place_test
from data.records.tables import TableError

__all__ = [
    "DEFAULT_LIMITS",
    "HOST_LIMITS",
    "Limits",
    "PlaceTest",
    "ReadOptions",
    "ReadResult",
    "TableError",
    "no_place_test",
    "read",
]
