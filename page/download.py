"""Downloads: build the file that a reader requests in the Share dialog, and give the browser its address.

The dialog (`static/panels/sharing.js`) sends a `DownloadRequest` by the trigger `download` of the head. `export` builds
the file, and the `DownloadResponse` is the data of a component `download`, which shows nothing.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Protocol, TypedDict

from page.component import show_panel
from page.streamlit_parts import serve_file

HTML = "<span></span>"
# Never shown as a page of this server: browsers save what they cannot show.
MIMETYPE = "application/octet-stream"


class DownloadRequest(TypedDict, total=False):
    """The browser's request; nothing in it is checked yet, and anything may be missing.

    `id` is a number of the browser's, which the response repeats. `format` is that of the file, `view` the parameters
    of a link, name to values. A picture has also a `size` and a `projection`, and may be `dark`.
    """

    id: int
    format: str
    view: dict[str, list[str]]
    language: str
    size: str
    projection: str
    dark: bool


class DownloadResponse(TypedDict):
    """The answer to the browser: the file's address, its name and its size; no address after a failure."""

    id: int | None
    address: str | None
    name: str
    kb: int


class DownloadFile(Protocol):
    """A file to download."""

    @property
    def name(self) -> str:
        """The name under which the reader saves it."""

    @property
    def content(self) -> bytes:
        """The bytes of the file."""


def deliver_download(
    request: DownloadRequest | None,
    build: Callable[[DownloadRequest], DownloadFile],
    data: Mapping[str, object],
    address_secret: str,
    show: Callable[[str, str, Mapping[str, object]], object] = show_panel,
) -> None:
    """Build the requested file, if any, and let the browser save it; it is served until the session's next run.

    `address_secret` keeps the file of an upload from those who know its content; it is "" for the page's own trips.
    `show` gives the browser the response.
    If the file cannot be built, the browser is told before the error is raised.
    """
    if request is None:
        return
    number = request.get("id")
    try:
        file = build(request)
    except Exception:
        show("download", HTML, {**data, **DownloadResponse(id=number, address=None, name="", kb=0)})
        raise
    digest = sha256(file.content).hexdigest()
    kb = -(-len(file.content) // 1000)
    address = serve_file(file.content, f"download-{digest}{address_secret}{PurePath(file.name).suffix}", MIMETYPE)
    show("download", HTML, {**data, **DownloadResponse(id=number, address=address, name=file.name, kb=kb)})
