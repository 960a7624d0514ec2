"""Opening the page: the trips that it shows, and what its pills offer, made once for all readers."""

from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from data.messages import DEFAULT
from data.selection import offered
from data.settings import Settings
from data.trips import Trip
from page.lean import without
from page.streamlit_parts import serve_file
from page.text import pill

# Geopy takes `requests` where it finds it: 0.06 s of each start (measured), for adapters that are not ours.
with without("requests"):
    from geo.dataset import Dataset, load
    from geo.nominatim import NominatimGeocoder
    from geo.payload import words


def serve_words(language: str) -> str:
    """Give the browser the words of a language other than the payload's own, and return their address, else ""."""
    if language == DEFAULT:
        return ""
    content = words(language)
    return serve_file(content, f"words-{sha256(content).hexdigest()}.json")


Facets = dict[str, dict[str, str]]


@st.cache_resource(show_spinner=False)
def opened(settings: Settings) -> tuple[Dataset, Facets]:
    """The trips, read and placed; and what their pills offer: by facet, word -> value."""
    nominatim = settings.nominatim and NominatimGeocoder(domain=settings.nominatim, user_agent=settings.user_agent)
    trips = load(settings.file, nominatim or None)
    return trips, facets_of(trips.trips)


def facets_of(trips: Sequence[Trip]) -> Facets:
    """The facets that can leave any trip out, and what they offer."""
    return {facet: {pill(value): value for value in values} for facet, values in offered(trips).items()}
