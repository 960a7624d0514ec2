"""Downloads: build the files that a reader requests in the Share dialog, and give the browser their addresses.

The dialog (`static/panels/sharing.js`) sends a `DownloadRequest` by the trigger `download` of the head. `export` builds
the file in a worker, and each `DownloadResponse` is the data of a component, which shows nothing.
"""

from collections.abc import Mapping
from hashlib import sha256
from itertools import count
from pathlib import PurePath
from time import monotonic
from typing import Protocol, TypedDict

import streamlit as st

from data.i18n.messages import negotiate_language, translate
from data.records.tables import TableError
from page.streamlit_parts import serve_file
from page.worker_pool import JobListener, WorkerStoppedError

HTML = "<span></span>"
# Never shown as a page of this server: browsers save what they cannot show.
MIMETYPE = "application/octet-stream"
DOWNLOADS = "downloads"  # of the session state
MAX_PENDING = 10  # requests of a session; the oldest ones are dropped
RESPONSE_S = 0.5  # between two reports to the browser; with each, Streamlit looks whether the reader has cancelled


class DownloadRequest(TypedDict, total=False):
    """The browser's request; nothing in it is checked yet, and anything may be missing.

    `id` is a number of the browser's, which the response repeats. `format` is that of the file, `view` the parameters
    of a link, name to values. A picture has also a `size` and a `projection`, and may be `dark`. With `cancel`, no file
    that was requested is wanted any more.
    """

    id: int
    format: str
    view: dict[str, list[str]]
    language: str
    size: str
    projection: str
    dark: bool
    cancel: bool


class DownloadResponse(TypedDict, total=False):
    """The answer to the browser: the file's address, its name and its size.

    While it is built, `share` is how much is done, from 0 to 1, and `ahead` how many files come before. After a failure
    there is neither address nor share, and `reason` may say why.
    """

    id: int | None
    address: str
    name: str
    kb: int
    share: float
    ahead: int
    reason: str


class DownloadFile(Protocol):
    """A file to download."""

    @property
    def name(self) -> str:
        """The name under which the reader saves it."""

    @property
    def content(self) -> bytes:
        """The bytes of the file."""


class BuildsFile(Protocol):
    """Builds a requested file while a listener hears how far it is."""

    def __call__(self, request: DownloadRequest, *, listener: JobListener) -> DownloadFile:
        """Return the file; raise `TableError` or `WorkerStoppedError` where it takes too much."""


class ShowResponse(Protocol):
    """Gives data to the browser by a component of that key."""

    def __call__(self, part: str, html: str, data: Mapping[str, object], key: str) -> object:
        """Send the data."""


def pending_downloads(request: DownloadRequest | None, table: int) -> tuple[DownloadRequest, ...]:
    """The files that are still to be built of a table, with the one that this run requests.

    A click elsewhere ends a run, so requests are kept until they are answered.
    """
    pending: tuple[DownloadRequest, ...]
    of_table, pending = st.session_state.get(DOWNLOADS, (table, ()))
    if of_table != table or (request and request.get("cancel")):
        pending = ()
    if request and not request.get("cancel"):
        pending = (*pending, request)[-MAX_PENDING:]
    st.session_state[DOWNLOADS] = table, pending
    return pending


def deliver_downloads(
    requests: tuple[DownloadRequest, ...],
    build: BuildsFile,
    data: Mapping[str, object],
    address_secret: str,
    show: ShowResponse,
) -> None:
    """Build the requested files in order, and let the browser save each; they are served until the session's next run.

    `address_secret` keeps the file of an upload from those who know its content; it is "" for the page's own trips.
    `show` gives the browser the responses. If a file cannot be built, the browser is told, and the error is raised
    unless it means that the file takes too much.
    """
    for number, request in enumerate(requests):
        browser = _Browser(request, data, show, f"{DOWNLOADS}_{number}")
        try:
            file = build(request, listener=browser)
        except (TableError, WorkerStoppedError) as error:
            browser.respond(reason=_reason(error, request))
        except Exception:
            _answered(request)
            browser.respond()
            raise
        else:
            digest = sha256(file.content).hexdigest()
            name = f"download-{digest}{address_secret}{PurePath(file.name).suffix}"
            address = serve_file(file.content, name, MIMETYPE)
            browser.respond(address=address, name=file.name, kb=-(-len(file.content) // 1000))
        _answered(request)


def _answered(request: DownloadRequest) -> None:
    table, pending = st.session_state[DOWNLOADS]
    st.session_state[DOWNLOADS] = table, tuple(each for each in pending if each is not request)


def _reason(error: TableError | WorkerStoppedError, request: DownloadRequest) -> str:
    language = negotiate_language(str(request.get("language")))
    return (
        error.reason.in_language(language) if isinstance(error, TableError) else translate("file_too_costly", language)
    )


class _Browser:
    """Tells the browser how far a file is, and at last where it is. The component takes the place of the one before."""

    def __init__(self, request: DownloadRequest, data: Mapping[str, object], show: ShowResponse, key: str) -> None:
        self._id, self._data, self._show = request.get("id"), data, show
        self._keys = (f"{key}_{number}" for number in count())
        self._place = st.empty()
        self._due_s = monotonic() + RESPONSE_S

    def respond(self, **response: object) -> None:
        """Send a response."""
        with self._place.container():
            self._show("download", HTML, {**self._data, "id": self._id, **response}, next(self._keys))

    def progress(self, share: float) -> None:
        """Send how much of the file is written."""
        self._report(share, 0)

    def waiting(self, ahead: int) -> None:
        """Send how many files come before."""
        self._report(0.0, ahead)

    def _report(self, share: float, ahead: int) -> None:
        if monotonic() >= self._due_s:
            self.respond(share=share, ahead=ahead)
            self._due_s = monotonic() + RESPONSE_S
