"""The offline gazetteer: GeoNames, airports, countries and CLDR's cities by any name, from one file."""

from geo.gazetteer.found import Candidate, Found
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.index import ORIGINS
from geo.gazetteer.query import Query

__all__ = ["ORIGINS", "Candidate", "Found", "Gazetteer", "Query"]
