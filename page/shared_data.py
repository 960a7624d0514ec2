"""The data set that a session shows, with what readers choose by, shared by all who see the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter

import streamlit as st

from data.i18n.messages import DEFAULT_LANGUAGE, translate
from data.records.fault import Fault
from data.selection import MAX_SEPARATE_VALUES, available_options, year_range
from page.markdown import pill_label
from page.settings import Settings
from page.startup import block_import, freeze_gc
from page.streamlit_parts import serve_file, serve_script

# Geopy takes `requests` where it finds it: 0.06 s of each start (measured), for adapters that are not ours.
with freeze_gc(), block_import("requests"):
    from geo.background_lookup import BackgroundLookup
    from geo.dataset import Dataset
    from geo.geocoding.nominatim import NominatimGeocoder
    from geo.payload import words


Facets = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What a page shows: a data set, what readers choose by, and its faults.

    `facets`: what each offers, by its name, word in the link -> value. `years`: the range offered, or None.
    `missing` places wait for `service`, which was not to be reached if it `failed`; one that is being asked for is no
    fault yet.
    """

    dataset: Dataset
    facets: Facets
    years: tuple[int, int] | None
    faults: tuple[Fault, ...]
    missing: int
    service: str
    failed: bool


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The addresses, relative to the page, of the data set, of the words of a language other than English, and of the
    scripts of the page and of the map's frame.
    """

    data: str
    words: str
    page: str
    frame: str


def load_shared_page(settings: Settings) -> SharedPage:
    """All that is known by now, without waiting for anyone."""
    opening = cached_lookup(settings)
    dataset, pending, failed = opening.dataset, opening.pending, opening.failed
    faults = sorted(dataset.records.faults) if pending and not failed else dataset.faults
    missing = len(dataset.unplaced) if pending else 0
    return SharedPage(dataset, *filter_options(dataset), tuple(faults), missing, opening.service, failed)


@st.cache_resource(show_spinner=False)
def cached_lookup(settings: Settings) -> BackgroundLookup:
    """The trips, read and placed once for all readers."""
    with freeze_gc():
        lookup = BackgroundLookup(settings.file, _service(settings), title=settings.title)
        lookup.dataset.digest  # noqa: B018  made here, once
    return lookup


def _service(settings: Settings) -> NominatimGeocoder | None:
    scheme, _, domain = settings.nominatim.rpartition("://")
    if not domain:
        return None
    return NominatimGeocoder(
        domain=domain,
        scheme=scheme or "https",
        user_agent=settings.user_agent,
        timeout_s=settings.nominatim_timeout_s,
    )


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs={Dataset: attrgetter("digest")})
def filter_options(dataset: Dataset) -> tuple[Facets, tuple[int, int] | None]:
    """What readers choose by: the facets, and a range of years if there is one."""
    return facet_options(dataset), year_range(dataset.trips)


def facet_options(dataset: Dataset) -> Facets:
    """The facets that can leave any trip out, and what they offer.

    Pills are Markdown; a list to search is not, and there a value is its own word.
    """
    return {facet: _options(values) for facet, values in available_options(dataset.trips, dataset.countries).items()}


def _options(values: Sequence[str]) -> dict[str, str]:
    return {pill_label(value) if len(values) <= MAX_SEPARATE_VALUES else value: value for value in values}


def lookup_notice(shown: SharedPage, language: str) -> str:
    """Who could not be asked, or is being asked, for how many places, in one line; or ""."""
    if not shown.missing:
        return ""
    return translate(
        "lookup_failed" if shown.failed else "lookup_pending", language, n=shown.missing, service=shown.service
    )


def page_files(dataset: Dataset, language: str = DEFAULT_LANGUAGE, apart: str = "") -> PageFiles:
    """Serve what a page asks for: for as long as this session shows it, or, outside a session, for good.

    `apart` is part of the data's address: what only its session knows, where no other reader may find the data.
    """
    data = serve_file(dataset.packed, f"trips-{dataset.digest}{apart}.json.gz", "application/gzip")
    return PageFiles(data, _serve_words(language), serve_script("entries/streamlit"), serve_script("entries/frame"))


def _serve_words(language: str) -> str:
    """The address of the words of a language other than the payload's own, else ""."""
    if language == DEFAULT_LANGUAGE:
        return ""
    content = words(language)
    return serve_file(content, f"words-{sha256(content).hexdigest()}.json")
