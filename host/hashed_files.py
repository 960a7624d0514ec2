"""Hashed files: what the first answer loads, at addresses made from the content, so that caches keep it."""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from host.negotiation import accepts_gzip

ASSETS = "/assets/"
KEPT = "public, max-age=31536000, immutable"
MOST_REPLACED = 4  # data sets and words that newer ones have replaced, for pages that were opened before


@dataclass(frozen=True, slots=True)
class HashedFile:
    """A file as it is sent; `packed` is gzipped, and is `plain` itself where browsers unpack it by script."""

    kind: str
    plain: bytes
    packed: bytes


class HashedFiles:
    """Files in memory, compressed once; of those that change with the data only the latest are kept."""

    def __init__(self) -> None:
        """No files yet."""
        self._files: dict[str, HashedFile] = {}
        self._passing: OrderedDict[str, HashedFile] = OrderedDict()
        self._later: dict[str, tuple[Callable[[], bytes], str]] = {}

    def add(self, name: str, content: bytes, kind: str) -> str:
        """Serve a file for as long as the process runs, and return its address, relative to the page.

        `name` has a hole for the hash: `page.{}.js`.
        """
        path = name.format(sha256(content).hexdigest()[:16])
        if path not in self._files:
            self._files[path] = HashedFile(kind, content, gzip.compress(content, mtime=0))
        return f"{ASSETS[1:]}{path}"

    def add_later(self, name: str, digest: str, make: Callable[[], bytes], kind: str) -> str:
        """Serve a file that is made when it is first asked for; `digest` changes with what it is made of."""
        path = name.format(digest[:16])
        self._later[path] = make, kind
        return f"{ASSETS[1:]}{path}"

    def add_passing(self, name: str, digest: str, packed: bytes) -> str:
        """Serve gzipped data, which a script unpacks, until several others have replaced it; `digest` is its own."""
        path = name.format(digest[:16])
        if path not in self._passing:
            self._passing[path] = HashedFile("application/gzip", packed, packed)
            while len(self._passing) > MOST_REPLACED:
                self._passing.popitem(last=False)
        return f"{ASSETS[1:]}{path}"

    def answer(self, request: Request) -> Response:
        """The file of an address, or 404."""
        path = request.path_params["name"]
        file = self._files.get(path) or self._passing.get(path) or self._make(path)
        if not file:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
        if file.packed is file.plain or not accepts_gzip(request.headers.get("accept-encoding", "")):
            return Response(file.plain, media_type=file.kind, headers=headers)
        return Response(file.packed, media_type=file.kind, headers={**headers, "Content-Encoding": "gzip"})

    def _make(self, path: str) -> HashedFile | None:
        if path not in self._later:
            return None
        make, kind = self._later[path]
        content = make()
        return self._files.setdefault(path, HashedFile(kind, content, gzip.compress(content, mtime=0)))
