"""Opening the page: the trips that it shows, and what readers choose by, made once for all readers."""

from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from data.messages import DEFAULT
from data.selection import FACETS, FEW, facet_options, restricts, year_range
from data.settings import Settings
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


@dataclass(frozen=True, slots=True)
class Opening:
    """`facets`: what each offers, by its name, word in the link -> value. `years`: the range offered, or None."""

    trips: Dataset
    facets: dict[str, dict[str, str]]
    years: tuple[int, int] | None


@st.cache_resource(show_spinner=False)
def opened(settings: Settings) -> Opening:
    """The trips, read and placed, and what to choose them by."""
    nominatim = settings.nominatim and NominatimGeocoder(domain=settings.nominatim, user_agent=settings.user_agent)
    trips = load(settings.file, nominatim or None)
    offered = {facet: facet_options(trips.trips, facet) for facet in FACETS if restricts(trips.trips, facet)}
    facets = {facet: _options(values) for facet, values in offered.items()}
    return Opening(trips, facets, year_range(trips.trips))


def _options(values: tuple[str, ...]) -> dict[str, str]:
    """Pills are Markdown; a list to search is not, and there a value is its own word."""
    return {pill(value) if len(values) <= FEW else value: value for value in values}
