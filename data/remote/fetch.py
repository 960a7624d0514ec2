"""Guarded fetch: reads one file from an http(s) address, and from nowhere that the address should not lead to.

Each hop is parsed, its name looked up once, and every address of the answer checked before a socket is opened to one of
these very addresses. Name, hop, answer and unpacking together are bounded in time and bytes. Libraries that were looked
at bound one or the other (docs/decisions/0019-addresses-are-fetched-with-a-guard.md).
"""

import http.client
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import PurePosixPath
from queue import Empty, SimpleQueue
from threading import Lock, Thread, Timer
from typing import Protocol
from urllib.parse import unquote, urljoin

import certifi

from data.i18n.message import LocalizedText
from data.reading.options import format_megabytes
from data.remote.addresses import PORTS, FetchError, HttpAddress, parse_http
from data.remote.networks import is_public
from data.remote.share_links import SHEETS_HOST, SIGN_IN_HOST, file_address

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
MOST_ADDRESSES = 4  # of one name that are tried
LONGEST_WAIT_S = 3_600.0  # that an answer may ask for
CHUNK = 65_536  # bytes
USER_AGENT = "trip-map"
LONGEST_FILE_NAME = 100  # characters
UTF8_NAME = re.compile(r"filename\*\s*=\s*utf-8'[^';]{0,20}'([^;\s]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much may be read and for how long, which ports, and whether private networks may be asked."""

    most_bytes: int
    timeout_s: float
    ports: tuple[int, ...] = (80, 443)
    private_networks: bool = False


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file as it came, its name, and by what its server knows this version."""

    content: bytes
    name: str
    etag: str = ""
    modified: str = ""


class Network(Protocol):
    """What a fetch knows of the network; tests have one of their own."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name; raise `OSError` where there are none."""

    def connect(self, address: str, port: int, timeout_s: float) -> socket.socket:
        """A socket to one of them."""


class SystemNetwork:
    """The network of this machine."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """Ask the system's resolver."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(address[0]) for *_, address in found))

    def connect(self, address: str, port: int, timeout_s: float) -> socket.socket:
        """Connect to an address; it is a number, so no name is looked up again."""
        return socket.create_connection((address, port), timeout_s)


class FetchDeadline:
    """The end of one fetch. When it comes, or `end` is called from another thread, open sockets are shut."""

    def __init__(self, seconds: float) -> None:
        """Begin now."""
        self.seconds = seconds
        self._end_s = time.monotonic() + seconds
        self._sockets: set[socket.socket] = set()
        self._lock = Lock()

    @property
    def left_s(self) -> float:
        """Seconds that are left, at least a moment, as a socket without a timeout would wait for ever."""
        return max(self._end_s - time.monotonic(), 0.001)

    @property
    def is_over(self) -> bool:
        """Whether it has come."""
        return time.monotonic() >= self._end_s

    def end(self) -> None:
        """Make it come now."""
        self._end_s = time.monotonic()
        with self._lock:
            for each in self._sockets:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def bounding(self, connected: socket.socket) -> Iterator[None]:
        """Shut a socket when the deadline comes inside the `with`: a server that drips meets no socket's timeout."""
        with connected.dup() as double:  # encryption takes the first one over
            timer = Timer(self.left_s, self.end)
            timer.daemon = True
            with self._lock:
                self._sockets.add(double)
            timer.start()
            try:
                yield
            finally:
                timer.cancel()
                with self._lock:
                    self._sockets.discard(double)


def fetch(
    link: str,
    limits: FetchLimits,
    known: FetchedFile | None = None,
    deadline: FetchDeadline | None = None,
    network: Network | None = None,
) -> FetchedFile | None:
    """Read the file of a link; `None` if it is still the `known` one. Raise `FetchError`, with one sentence.

    `deadline` is given by who may want to end the fetch before its time.
    """
    address, deadline = file_address(link.strip()), deadline or FetchDeadline(limits.timeout_s)
    for _ in range(MOST_REDIRECTS + 1):
        target = _parse(address, limits)
        if target.host == SIGN_IN_HOST:
            raise FetchError(LocalizedText("fetch_sheet"))
        try:
            answer = _ask(target, limits, known, deadline, network or SystemNetwork())
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise _over(target, deadline) if deadline.is_over else _failed(target, _reason(error)) from error
        if not isinstance(answer, _Redirect):
            return answer
        address = urljoin(address, answer.location)
    raise _failed(target, "too many redirects")


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str


def _parse(address: str, limits: FetchLimits) -> HttpAddress:
    target = parse_http(address)
    if target.port not in limits.ports:
        raise _failed(target, f"port {target.port} is not allowed")
    return target


def _ask(
    target: HttpAddress, limits: FetchLimits, known: FetchedFile | None, deadline: FetchDeadline, network: Network
) -> FetchedFile | _Redirect | None:
    connected = _connect(target, _checked(target, limits, deadline, network), deadline, network)
    connected.settimeout(deadline.left_s)
    with connected, deadline.bounding(connected):
        secured = connected
        if target.scheme == "https":
            secured = _tls().wrap_socket(connected, server_hostname=target.host)
        with secured:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.default_port = PORTS[target.scheme]  # such a port is not named in the Host header
            connection.sock = secured
            connection.request("GET", target.path, headers=_headers(known))
            with connection.getresponse() as answer:
                return _answer(target, answer, limits, known, deadline)


def _checked(target: HttpAddress, limits: FetchLimits, deadline: FetchDeadline, network: Network) -> Sequence[str]:
    """Look a name up, once, and return its addresses if all of them may be asked."""
    addresses = _in_time(lambda: network.resolve(target.host, target.port), target, deadline)
    if not addresses:
        raise _failed(target, "no address")
    if not limits.private_networks and not all(map(is_public, addresses)):
        raise FetchError(LocalizedText("fetch_private", host=target.host))
    return addresses[:MOST_ADDRESSES]


def _in_time(look_up: Callable[[], Sequence[str]], target: HttpAddress, deadline: FetchDeadline) -> Sequence[str]:
    """The result of a look-up, which cannot be ended: past the deadline it is left to itself."""
    results: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

    def run() -> None:
        try:
            results.put(look_up())
        except OSError as error:
            results.put(error)
        except Exception as error:  # such as a name that no server can be asked for
            results.put(OSError(0, type(error).__name__))

    Thread(target=run, name="look-up", daemon=True).start()
    try:
        found = results.get(timeout=deadline.left_s)
    except Empty as error:
        raise _over(target, deadline) from error
    if isinstance(found, OSError):
        raise found
    return found


def _connect(target: HttpAddress, addresses: Sequence[str], deadline: FetchDeadline, network: Network) -> socket.socket:
    """A socket to the first address that takes one."""
    *others, last = addresses
    for number, address in enumerate(others):
        with suppress(OSError):
            return network.connect(address, target.port, deadline.left_s / (len(addresses) - number))
    return network.connect(last, target.port, deadline.left_s)


@cache
def _tls() -> ssl.SSLContext:
    """Encryption that trusts what this system trusts, and where it has no list, Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _headers(known: FetchedFile | None) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _answer(
    target: HttpAddress,
    answer: http.client.HTTPResponse,
    limits: FetchLimits,
    known: FetchedFile | None,
    deadline: FetchDeadline,
) -> FetchedFile | _Redirect | None:
    if answer.status in REDIRECTS and (location := answer.headers.get("Location", "")):
        return _Redirect(location.encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20"))
    if answer.status == 304 and known:
        return None
    if answer.status in (401, 403) and target.host == SHEETS_HOST:
        raise FetchError(LocalizedText("fetch_sheet"))
    if answer.status != 200:
        raise _failed(target, str(answer.status), _retry_s(answer.headers.get("Retry-After", "")))
    content = _body(target, answer, limits.most_bytes)
    if deadline.is_over:
        raise _over(target, deadline)
    etag, modified = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    return FetchedFile(content, _file_name(target, answer.headers), etag, modified)


def _body(target: HttpAddress, answer: http.client.HTTPResponse, most_bytes: int) -> bytes:
    """The whole answer, unpacked; raise `FetchError` where it is too large or was cut short."""
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > most_bytes:
        raise _too_large(target, most_bytes)
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise _failed(target, f"Content-Encoding {packing[:20]}")
    content = bytearray()
    for part in _unpacked(_chunks(answer)) if "gzip" in packing else _chunks(answer):
        content += part
        if len(content) > most_bytes:
            raise _too_large(target, most_bytes)
    if answer.length:  # what was announced and did not come
        raise http.client.IncompleteRead(b"")
    return bytes(content)


def _chunks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := answer.read(CHUNK):
        yield chunk


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What gzip holds, a chunk at a time, however much a chunk unpacks to."""
    unpack = None
    for chunk in chunks:
        packed, part = chunk, b""
        while packed or len(part) == CHUNK:  # a full part may have more behind it
            unpack = unpack or zlib.decompressobj(31)
            part = unpack.decompress(packed, CHUNK)
            yield part
            packed = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
            if unpack.eof:
                unpack, part = None, b""
    if unpack:
        raise http.client.IncompleteRead(b"")


def _file_name(target: HttpAddress, headers: Message) -> str:
    """The name that a server gives to a file, else the last part of its path; never a path."""
    stated = UTF8_NAME.search(headers.get("Content-Disposition", ""))
    plain = (headers.get_filename() or "").encode("latin-1", "replace").decode("utf-8", "replace")
    name = (unquote(stated[1]) if stated else plain) or unquote(target.path.partition("?")[0])
    name = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:LONGEST_FILE_NAME] or target.host


def _retry_s(header: str) -> float:
    """The seconds of a Retry-After header, which may be a date.

    >>> _retry_s("120"), _retry_s(""), _retry_s("Wed, 21 Oct 2015 07:28:00 GMT"), _retry_s("9" * 400)
    (120.0, 0.0, 0.0, 3600.0)
    """
    with suppress(ValueError, OverflowError):
        wait = float(header) if header.isdecimal() else parsedate_to_datetime(header).timestamp() - time.time()
        return min(max(wait, 0.0), LONGEST_WAIT_S)
    return 0.0


def _failed(target: HttpAddress, error: str, retry_s: float = 0) -> FetchError:
    return FetchError(LocalizedText("fetch_failed", host=target.host, error=error), retry_s)


def _too_large(target: HttpAddress, most_bytes: int) -> FetchError:
    return FetchError(LocalizedText("fetch_large", host=target.host, most=format_megabytes(most_bytes)))


def _over(target: HttpAddress, deadline: FetchDeadline) -> FetchError:
    return FetchError(LocalizedText("fetch_slow", host=target.host, seconds=f"{deadline.seconds:g}"))


def _reason(error: Exception) -> str:
    """A few words on an error of the network, without the address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate: {error.verify_message}"
    if isinstance(error, http.client.IncompleteRead):
        return "incomplete answer"
    if isinstance(error, http.client.HTTPException | zlib.error):
        return type(error).__name__
    return str(getattr(error, "strerror", "") or type(error).__name__)
