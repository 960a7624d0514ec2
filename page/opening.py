"""Opening: the data set that a session shows, with its pills, shared by all who see the same."""

from dataclasses import dataclass
from operator import attrgetter

import streamlit as st

from data.messages import say
from data.selection import FACETS, facet_options, restricts
from data.settings import Settings
from page.lean import without
from page.streamlit_parts import serve_file, serve_script
from page.text import pill

# Geopy takes `requests` where it finds it: 0.06 s of each start (measured), for adapters that are not ours.
with without("requests"):
    from geo.dataset import Dataset
    from geo.nominatim import NominatimGeocoder
    from geo.opening import Opening


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page shows: a data set, what its pills offer (by facet, word -> value), and its faults.

    `unavailable` says what cannot be had now; a place that a service is being asked for is no fault yet.
    """

    dataset: Dataset
    facets: dict[str, dict[str, str]]
    faults: tuple[str, ...]
    unavailable: str


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The addresses, relative to the page, of the data set and of the scripts of the page and of the map's frame."""

    data: str
    page: str
    frame: str


def opened(settings: Settings) -> Opened:
    """All that is known by now, without waiting for anyone."""
    opening = reading(settings)
    dataset = opening.dataset
    asked = opening.pending and not opening.failed
    faults = sorted(dataset.records.faults) if asked else dataset.faults
    return Opened(dataset, pills(dataset), tuple(map(str, faults)), unavailable(opening, dataset))


@st.cache_resource(show_spinner=False)
def reading(settings: Settings) -> Opening:
    """The trips, read and placed once for all readers."""
    scheme, _, domain = settings.nominatim.rpartition("://")
    if not domain:
        return Opening(settings.file, title=settings.title)
    service = NominatimGeocoder(
        domain=domain,
        scheme=scheme or "https",
        user_agent=settings.user_agent,
        timeout_s=settings.nominatim_timeout_s,
    )
    return Opening(settings.file, service, title=settings.title)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs={Dataset: attrgetter("digest")})
def pills(dataset: Dataset) -> dict[str, dict[str, str]]:
    """What the pills offer: by facet that can leave a trip out, word -> value."""
    offered = [facet for facet in FACETS if restricts(dataset.trips, facet)]
    return {facet: {pill(value): value for value in facet_options(dataset.trips, facet)} for facet in offered}


def unavailable(opening: Opening, dataset: Dataset) -> str:
    """Who could not be asked, or is being asked, for how many places, in one line; or ""."""
    n = len(dataset.unplaced)
    if not opening.pending or not n:
        return ""
    return say("lookup_failed" if opening.failed else "lookup_pending", n=n, service=opening.service)


def page_files(dataset: Dataset) -> PageFiles:
    """Serve what a page asks for: for as long as this session shows it, or, outside a session, for good."""
    data = serve_file(dataset.payload, f"trips-{dataset.digest}.json")
    return PageFiles(data, serve_script("streamlit"), serve_script("frame"))
