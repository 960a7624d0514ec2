"""Reading: any table of trips becomes legs, and no row is lost. The door is `read`."""

from data.reading.choice import Choice
from data.reading.limits import LIMITS, Limits, NoTable
from data.reading.reader import read
from data.reading.reading import Reading

__all__ = ["LIMITS", "Choice", "Limits", "NoTable", "Reading", "read"]
