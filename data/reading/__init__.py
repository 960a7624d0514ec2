"""Reading: any table of trips becomes legs, and no row is lost. The door is `read`."""

from data.reading.options import LIMITS, Choice, Limits
from data.reading.reader import read
from data.reading.result import Reading
from data.records.tables import NoTable

__all__ = ["LIMITS", "Choice", "Limits", "NoTable", "Reading", "read"]
