"""Downloads: build the file that a reader asks for in the Share dialog and give the browser its address."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Any, Protocol

from page.component import show_panel
from page.streamlit_parts import serve_file

HTML = "<span></span>"
# Never shown as a page of this server: browsers save what they cannot show.
MIMETYPE = "application/octet-stream"


class DownloadFile(Protocol):
    """A file to take away."""

    @property
    def name(self) -> str:
        """As which the reader saves it."""

    @property
    def content(self) -> bytes:
        """All of it."""


def deliver_download(
    asked: Any, make: Callable[[Mapping[str, Any]], DownloadFile], store: dict[str, Any], secret: str
) -> None:
    """Make the file that is asked for, if any, and let the browser save it; it is kept until the session's next run.

    A `secret` of the session, where the data is an upload, keeps the address from those who know the content; else "".

    A file that cannot be made is told of there before the error goes on.
    """
    if not isinstance(asked, dict):
        return
    try:
        file = make(asked)
    except Exception:
        show_panel("download", HTML, {**store, "id": asked.get("id"), "address": None})
        raise
    digest = sha256(file.content).hexdigest()
    kb = -(-len(file.content) // 1000)
    address = serve_file(file.content, f"made-{digest}{secret}{PurePath(file.name).suffix}", MIMETYPE)
    show_panel("download", HTML, {**store, "id": asked.get("id"), "address": address, "name": file.name, "kb": kb})
