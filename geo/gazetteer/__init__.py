"""The offline gazetteer: GeoNames, airports, countries and CLDR's cities by any name, from one file."""

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.index import ORIGINS
from geo.gazetteer.query import Candidate, GazetteerAnswer, GazetteerQuery, Sureness

__all__ = ["ORIGINS", "Candidate", "Gazetteer", "GazetteerAnswer", "GazetteerQuery", "Sureness"]
