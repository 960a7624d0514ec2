"""Served city: what people say instead of an airport's code, such as Johannesburg for JNB."""

import numpy as np

from geo.folding import name_key
from geo.gazetteer.index import Index, Kind

REACH_DEGREES, KM_PER_DEGREE = 1.2, 111.2  # of latitude
LEAST_PEOPLE = 15_000
HALVING_KM = 20.0  # at which a city counts half, as it serves by the square of its distance
NAMED_WEIGHT = 3.0  # of a city that the airport is named for


def served_city(index: Index, lon: float, lat: float, airport: str) -> str:
    """Return the name of the city that an airport serves; "" where none is near."""
    columns = index.columns
    width = REACH_DEGREES / max(0.05, float(np.cos(np.radians(lat))))
    near = np.flatnonzero(
        (np.abs(columns["lat"] - lat) < REACH_DEGREES)
        & (np.abs((columns["lon"] - lon + 180) % 360 - 180) < width)
        & (columns["population"] >= LEAST_PEOPLE)
        & index.is_one_of("kind", (Kind.CAPITAL, Kind.CITY))
    )
    named, best, most = name_key(airport), "", 0.0
    for row in near.tolist():
        city_lon, city_lat = index.point(row)
        east = (city_lon - lon) * float(np.cos(np.radians(lat)))
        km = KM_PER_DEGREE * float(np.hypot(east, city_lat - lat))
        name = index.id_and_name(row)[1]
        weight = index.population(row) / (1 + (km / HALVING_KM) ** 2)
        weight *= NAMED_WEIGHT if name_key(name) in named else 1.0
        if weight > most:
            best, most = name, weight
    return best
