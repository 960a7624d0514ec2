"""Addresses of tables that are not on this machine's disk, and the error of one that gives no table.

They are parsed once, here: what is asked for is built from the parts, so that no second parser reads them otherwise.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from data.i18n.message import LocalizedText
from data.records.tables import TableError

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 4_000  # characters
NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
SAFE_PATH, SAFE_QUERY = "/%:@!$&'()*+,;=~", "/%:@!$&'()*+,;=~?"
DATABASE = re.compile(r"[a-z][a-z0-9]*(?:\+[a-z0-9_]+)?://\S+", re.IGNORECASE)
NO_DATABASE = ("file", "ftp", "ftps", "sftp", "http", "https", "s3", "gs", "data", "javascript")


class FetchError(TableError):
    """Raised where an address gives no file; `retry_s` is how long its server asks to be left alone, else 0."""

    def __init__(self, reason: LocalizedText, retry_s: float = 0) -> None:
        """Store both."""
        super().__init__(reason)
        self.retry_s = retry_s


@dataclass(frozen=True, slots=True)
class HttpAddress:
    """The parts of an http(s) address: its host in ASCII, and the path with the query as they are sent."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class RemoteAddress:
    """The address of a file, or of a database for SQLAlchemy. It may hold credentials, so it is never shown."""

    text: str = field(repr=False)

    @property
    def is_database(self) -> bool:
        """Whether it is that of a database."""
        return not is_http(self.text)


def parse_http(text: str) -> HttpAddress:
    """Parse the address of a file; raise `FetchError` for another scheme, for credentials, and for what is no address.

    >>> parse_http("https://Bücher.example:8443/my trips.csv".replace(" ", "%20"))
    HttpAddress(scheme='https', host='xn--bcher-kva.example', port=8443, path='/my%20trips.csv')
    """
    try:
        parts = urlsplit(text)
        port = PORTS[parts.scheme] if parts.port is None else parts.port
        name = parts.hostname or ""
        host = name if ":" in name else name.encode("idna").decode("ascii").lower()
    except (KeyError, ValueError) as error:
        raise FetchError(LocalizedText("fetch_address")) from error
    if NOT_IN_ADDRESS.search(text) or "@" in parts.netloc or not host or len(text) > LONGEST_ADDRESS:
        raise FetchError(LocalizedText("fetch_address"))
    query = f"?{quote(parts.query, safe=SAFE_QUERY)}" if parts.query else ""
    return HttpAddress(parts.scheme, host, port, f"{quote(parts.path, safe=SAFE_PATH) or '/'}{query}")


def is_http(text: str) -> bool:
    """Whether a text is the address of a file that may be fetched.

    >>> is_http("https://example.org/trips.csv"), is_http("https://user:word@example.org/"), is_http("a,b")
    (True, False, False)
    """
    with suppress(FetchError):
        return bool(parse_http(text))
    return False


def is_remote(text: str) -> bool:
    """Whether a text is an address rather than a path.

    >>> is_remote("https://example.org/trips.csv"), is_remote("trips.csv"), is_remote("C:/trips.csv")
    (True, False, False)
    """
    return "://" in text


def parse_remote(text: str) -> RemoteAddress:
    """Return the address; raise `ValueError` for one that nothing here reads, or of a file with credentials in it.

    >>> parse_remote("postgresql://reader:secret@db.example.org/trips")
    RemoteAddress()
    """
    scheme = text.partition("://")[0].lower()
    if not is_http(text) and (scheme in NO_DATABASE or not DATABASE.fullmatch(text)):
        raise ValueError(scheme)
    return RemoteAddress(text)
