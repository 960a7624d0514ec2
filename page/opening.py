"""Opening the page: the trips that it shows, and what its pills offer, made once for all readers."""

import streamlit as st

from data.selection import FACETS, facet_options, restricts
from data.settings import Settings
from page.lean import without
from page.text import pill

# Geopy takes `requests` where it finds it: 0.06 s of each start (measured), for adapters that are not ours.
with without("requests"):
    from geo.dataset import Dataset, load
    from geo.nominatim import NominatimGeocoder


@st.cache_resource(show_spinner=False)
def opened(settings: Settings) -> tuple[Dataset, dict[str, dict[str, str]]]:
    """The trips, read and placed; and what their pills offer: by facet, word -> value."""
    nominatim = settings.nominatim and NominatimGeocoder(domain=settings.nominatim, user_agent=settings.user_agent)
    trips = load(settings.file, nominatim or None)
    offered = [facet for facet in FACETS if restricts(trips.trips, facet)]
    return trips, {facet: {pill(value): value for value in facet_options(trips.trips, facet)} for facet in offered}
