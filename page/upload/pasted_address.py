"""Pasted address: a table on the web that a reader names instead of dropping it, where the host allows that.

It is fetched in a thread, with the guard of `data/remote/fetch.py`, and then read as a file that was dropped. The run
only waits meanwhile, so it ends at once when its reader cancels or leaves, and the fetch with it.
"""

import re
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread

from data.i18n.message import LocalizedText
from data.records.tables import TableError
from data.remote.fetch import FetchDeadline, FetchedFile, FetchLimits, Network, fetch
from page.upload.session import UploadState, log_failure, with_file
from page.worker_pool import JobListener

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
FETCH_POLL_S = 0.1  # between two looks at whether the reader still waits
FETCH_PLACES = BoundedSemaphore(4)  # fetches of all readers of this process at a time


def is_pasted_address(text: str) -> bool:
    """Whether a pasted text is one address and nothing else; a link with trips in it is none.

    >>> is_pasted_address(" https://example.org/trips.csv "), is_pasted_address("https://example.org/#trips=1abc")
    (True, False)
    """
    return bool(ADDRESS.fullmatch(text.strip())) and "#trips=" not in text


def with_fetched(
    state: UploadState, limits: FetchLimits, listener: JobListener, network: Network | None = None
) -> UploadState:
    """The state with the file of its address to load, or with one sentence on why there is none."""
    after = replace(state, address="", rejected=None)
    try:
        file = _fetched(state.address, limits, listener, network)
    except TableError as error:
        return replace(after, notice=error.reason.in_language(state.language))
    except Exception as error:
        return replace(after, notice=log_failure(error))
    return with_file(after, file.name, file.content, limits.most_bytes)


def _fetched(address: str, limits: FetchLimits, listener: JobListener, network: Network | None) -> FetchedFile:
    if not FETCH_PLACES.acquire(blocking=False):
        raise TableError(LocalizedText("refused_busy"))
    deadline, results = FetchDeadline(limits.timeout_s), SimpleQueue[FetchedFile | Exception | None]()

    def run() -> None:
        try:
            results.put(fetch(address, limits, deadline=deadline, network=network))
        except Exception as error:
            results.put(error)
        finally:
            FETCH_PLACES.release()

    Thread(target=run, name="fetch", daemon=True).start()
    try:
        found = _result(results, listener)
    finally:
        deadline.end()
    if isinstance(found, Exception):
        raise found
    assert found  # there is no earlier version that it could equal
    return found


def _result(
    results: SimpleQueue[FetchedFile | Exception | None], listener: JobListener
) -> FetchedFile | Exception | None:
    while True:
        try:
            return results.get(timeout=FETCH_POLL_S)
        except Empty:
            listener.progress(0)
