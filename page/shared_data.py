"""Shared data: the data set of the page with its filter options, read once per process and shared by all readers."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from threading import Thread
from typing import Protocol

import streamlit as st

from data.i18n.messages import DEFAULT_LANGUAGE, translate
from data.records.fault import Fault
from page.settings import Settings
from page.startup import block_import, freeze_gc
from page.streamlit_parts import serve_extension, serve_file, serve_script, serve_shared_file

# Geopy takes `requests` where it finds it: 0.06 s of each start (measured), for adapters that are not ours.
with freeze_gc(), block_import("requests"):
    from geo.background_lookup import DATA_LOG, BackgroundLookup
    from geo.check.outlines import country_outlines
    from geo.dataset import Dataset
    from geo.geocoding.nominatim import NominatimGeocoder
    from geo.host_table import HostTable
    from geo.payload import search_names, words
    from page.facets import FacetWords, facet_words
    from page.table_source import open_table


LOOK_S = 0.5  # between two looks at the host's files; a change is taken when two looks agree


@dataclass(frozen=True, slots=True)
class SharedPage:
    """The data of a page: a data set, its filter options, and its faults.

    `years` is the range offered, if any. `missing` places wait for `service`, which could not be reached if it
    `failed`; a place that is still being looked up is no fault yet. `problem` says why the newest version of the file
    is not shown, "" if it is.
    """

    dataset: Dataset
    facets: FacetWords
    years: tuple[int, int] | None
    faults: tuple[Fault, ...]
    missing: int
    service: str
    failed: bool
    problem: str = ""


class PackedTrips(Protocol):
    """Trips as browsers draw them: the page's own, or those of an upload."""

    @property
    def packed(self) -> bytes:
        """The payload, gzipped."""

    @property
    def digest(self) -> str:
        """SHA-256 of the payload, hexadecimal."""


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The addresses, relative to the page, of the data set, of the words of a language other than English, of the
    names by which trips are searched, of the scripts of the page and of the map's frame, of what the page loads once
    the reader compares trips, and of the outlines of countries.
    """

    data: str
    words: str
    names: str
    page: str
    frame: str
    comparison: str
    countries: str


def load_shared_page(settings: Settings) -> SharedPage:
    """Load what is known now, without waiting for a lookup."""
    lookup = background_lookup(settings)
    dataset, pending, failed = lookup.dataset, lookup.pending, lookup.failed
    faults = sorted(dataset.records.faults) if pending and not failed else dataset.faults
    missing = len(dataset.unplaced) if pending else 0
    return SharedPage(dataset, *filter_options(dataset), tuple(faults), missing, lookup.service, failed, lookup.problem)


@st.cache_resource(show_spinner=False, hash_funcs={Settings: repr})  # Streamlit's own hash of a value takes 0.5 ms
def background_lookup(settings: Settings) -> BackgroundLookup:
    """Read the data set once for all readers; look up its unknown places and follow its files in threads."""
    table = open_table(settings)
    with freeze_gc():
        prepared = Path(settings.prepared) if settings.prepared else None
        lookup = BackgroundLookup(table, _service(settings), title=settings.title, prepared=prepared)
        lookup.dataset.digest  # noqa: B018  worked out here, once
    Thread(target=_follow, args=(lookup, table), name="data files", daemon=True).start()
    return lookup


def _follow(lookup: BackgroundLookup, table: HostTable) -> None:
    while True:
        table.wait(LOOK_S)
        try:
            if table.has_changed():
                with freeze_gc():
                    lookup.reload()
        except Exception as error:  # the versions that come must not be missed for one
            DATA_LOG.error("a look at the data failed: %s", type(error).__name__)


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
def filter_options(dataset: Dataset) -> tuple[FacetWords, tuple[int, int] | None]:
    """The values of each filter, and the range of years if there is one."""
    return facet_words(dataset), dataset.year_span


def data_notice(page: SharedPage, language: str) -> str:
    """What readers are told of the data: that a newer version cannot be shown, that a lookup failed or goes on; else
    "".
    """
    notices = [translate("newest_failed", language)] if page.problem else []
    if page.missing:
        key = "lookup_failed" if page.failed else "lookup_pending"
        notices.append(translate(key, language, n=page.missing, service=page.service))
    return " ".join(notices)


def page_files(trips: PackedTrips, language: str = DEFAULT_LANGUAGE, address_secret: str = "") -> PageFiles:
    """Serve the files of a page, for as long as this session shows it; without a session, until the process ends.

    `address_secret` is part of the data's address; only the session knows it, so no other reader can find the data.
    """
    data = serve_data(trips, address_secret)
    words_address, names = _serve_words(language), _serve_json("names", search_names())
    page, frame = serve_script("entries/streamlit"), serve_script("entries/frame")
    comparison = serve_extension("entries/comparison", "entries/streamlit", page)
    return PageFiles(data, words_address, names, page, frame, comparison, _serve_json("countries", country_outlines()))


def serve_data(trips: PackedTrips, address_secret: str = "") -> str:
    """Serve trips as `page_files` does, and return their address."""
    serve = serve_file if address_secret else serve_shared_file
    return serve(trips.packed, f"trips-{trips.digest}{address_secret}.json.gz", "application/gzip")


def _serve_words(language: str) -> str:
    """Serve the words of a language other than the payload's own; return the address, else ""."""
    if language == DEFAULT_LANGUAGE:
        return ""
    return _serve_json("words", words(language))


def _serve_json(name: str, content: bytes) -> str:
    return serve_shared_file(content, f"{name}-{_digest(content)}.json")


@lru_cache(maxsize=32)
def _digest(content: bytes) -> str:
    """The SHA-256 of a file that is served in each run of the page; Python remembers the hash of the same bytes."""
    return sha256(content).hexdigest()
