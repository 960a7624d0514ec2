"""Seats: what else the seat of a country's government is called, by its region and by its country."""

import re
from collections.abc import Sequence

from geo.gazetteer.index import Kind
from geo.gazetteer.ranking import haversine_km
from tools.gazetteer.countries import MAIN, territories
from tools.gazetteer.entry import Entry, folded

_NEAR_KM = 15.0
_AND = re.compile(r" (?:and|und|et|y|e|en|и|&) ")


def name_seats(towns: Sequence[Entry], regions: dict[str, str]) -> None:
    """Mark the town beside a capital that has its region's name, and name the capital as languages name its country.

    Palau's seat is Ngerulmud in Melekeok, which most lists call it; the capital of São Tomé and Príncipe is in Spanish
    what stands before the "and".
    """
    capitals = {town.country: town for town in towns if town.kind is Kind.CAPITAL}
    for town in towns:
        seat = capitals.get(town.country)
        region = regions.get(seat.region, "") if seat else ""
        if not seat or not region or seat is town or not folded(town.name).startswith(folded(region)):
            continue
        if haversine_km((town.lon, town.lat), (seat.lon, seat.lat)) < _NEAR_KM:
            town.is_seat = True
            town.own.add(region)
    for code, seat in capitals.items():
        names = (territories(language).get(code, "") for language in MAIN)
        before = {found[0] for name in names if len(found := _AND.split(name, maxsplit=1)) > 1}
        if folded(seat.name) in map(folded, before):
            seat.own |= before
