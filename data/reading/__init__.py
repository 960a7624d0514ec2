"""Reading: any table of trips becomes legs, and no row is lost. The door is `read`."""

from data.reading.options import DEFAULT_LIMITS, Limits, ReadOptions
from data.reading.reader import read
from data.reading.result import ReadResult
from data.records.tables import TableError

__all__ = ["DEFAULT_LIMITS", "Limits", "ReadOptions", "ReadResult", "TableError", "read"]
