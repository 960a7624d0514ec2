"""Nominatim: the chain's last link, the only one that leaves this server; built only if the host's settings ask."""

import http.client
import io
import json
import socket
import time
from collections.abc import Callable, Sequence
from copy import copy
from functools import lru_cache
from ssl import SSLContext
from threading import Lock
from typing import Any
from urllib import request
from urllib.error import HTTPError, URLError

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    ConfigurationError,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import Nominatim
from geopy.location import Location

from geo.folding import name_key, sorted_country_codes

# https://operations.osmfoundation.org/policies/nominatim/: "an absolute maximum of 1 request per second".
_PAUSE_S = 1.0
# Enough to show that a name is ambiguous; Nominatim's own default.
_CANDIDATES = 10
# Ten candidates with their address details are about 10 kB.
_LIMIT_BYTES = 1 << 20

_ADVICE: tuple[tuple[type[GeopyError], str], ...] = (
    (GeocoderRateLimited, "it is asked too often, wait and try again"),
    (GeocoderTimedOut, "try again later, or raise its timeout in the settings"),
    (GeocoderUnavailable, "check the network, and its address in the settings"),
    (GeocoderParseError, "check that its address in the settings is a Nominatim server's"),
    (GeocoderQueryError, "check the spelling of the name"),
    (GeopyError, "try again later, or switch it off in the settings"),
)


class NominatimGeocoder:
    """geopy's Nominatim, paced, cached and bounded. Build one per process: pace and cache are the object's own."""

    def __init__(
        self,
        *,
        domain: str,
        user_agent: str,
        scheme: str = "https",
        timeout_s: float = 10.0,
        cache_size: int = 1024,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`domain` is the server's address, `user_agent` says who asks, as its policy demands; `ConfigurationError`."""
        if not user_agent.strip():
            raise ConfigurationError("Nominatim wants to know who asks: set its user agent in the settings")
        self.name = f"Nominatim ({domain})"
        self._service = Nominatim(
            domain=domain, scheme=scheme, user_agent=user_agent, timeout=timeout_s, adapter_factory=BoundedAdapter
        )
        self._pace = Pace(_PAUSE_S, clock, sleep)
        self._cached = lru_cache(maxsize=cache_size)(self._ask)

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """The best of Nominatim's candidates, or all of them (up to 10); `None` if it knows no such place.

        `raw` is Nominatim's own with `source`, `country`, `candidates` (how many) and `ambiguous`. Raises geopy's
        errors, each naming the service and what to do; they are not cached.
        """
        if not name_key(query):
            return None
        try:
            found = self._cached(" ".join(query.split()), sorted_country_codes(country_codes))
        except Exception as error:
            raise self._told(query, error) from error
        locations = [self._signed(location, len(found)) for location in found]
        return (locations[0] if exactly_one else locations) if locations else None

    def _ask(self, query: str, codes: tuple[str, ...]) -> tuple[Location, ...]:
        self._pace.wait()
        lower = [code.lower() for code in codes]
        found = self._service.geocode(
            query, exactly_one=False, limit=_CANDIDATES, addressdetails=True, country_codes=lower
        )
        return tuple(found or ())

    def _signed(self, location: Location, candidates: int) -> Location:
        # A new value each time, so that no caller can change what the cache holds.
        told = {
            "source": self.name,
            "country": _country(location.raw),
            "candidates": candidates,
            "ambiguous": candidates > 1,
        }
        return Location(location.address, (location.latitude, location.longitude), location.raw | told)

    def _told(self, query: str, error: Exception) -> GeopyError:
        # A copy keeps the class and what it carries, such as `retry_after`.
        told = copy(error) if isinstance(error, GeopyError) else GeocoderServiceError(repr(error))
        advice = next(advice for kind, advice in _ADVICE if isinstance(told, kind))
        told.args = (f"{self.name} could not be asked for {query[:80]!r}: {told}; {advice}",)
        return told


class Pace:
    """Turns at least `pause_s` seconds apart, for all threads together."""

    def __init__(self, pause_s: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """`clock` and `sleep` are in seconds."""
        self._pause_s, self._clock, self._sleep = pause_s, clock, sleep
        self._lock = Lock()
        self._next = clock()

    def wait(self) -> None:
        """Return when it is the caller's turn."""
        with self._lock:
            early = self._next - self._clock()
            if early > 0:
                self._sleep(early)
            self._next = self._clock() + self._pause_s


class BoundedAdapter(BaseSyncAdapter):
    """geopy's way to the network, through urllib: a deadline, a size limit, no redirects to who knows where."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: SSLContext | None) -> None:
        """As geopy calls it; no `proxies` means the system's."""
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._opener = request.OpenerDirector()
        faults = request.HTTPErrorProcessor(), request.HTTPDefaultErrorHandler()
        for handler in (request.ProxyHandler(proxies), _Handler(ssl_context), *faults):
            self._opener.add_handler(handler)

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """The answer's text; `timeout` seconds to connect and as many for the whole answer. Raises geopy's errors."""
        return self._read(url, timeout, headers).decode(errors="replace")

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
        """Nominatim's answer, a list of places or its error; anything else is a `GeocoderParseError`."""
        body = self._read(url, timeout, headers)
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("the answer is not JSON") from error
        is_error = isinstance(answer, dict) and "error" in answer
        if not is_error and not (isinstance(answer, list) and all(map(_is_place, answer))):
            raise GeocoderParseError("the answer is not a list of places")
        return answer

    def _read(self, url: str, timeout: float, headers: dict[str, str]) -> bytes:
        try:
            with self._opener.open(request.Request(url, headers=headers), timeout=timeout) as page:
                body: bytes = page.read(_LIMIT_BYTES + 1)
        except HTTPError as error:
            with error:
                lower = {name.lower(): value for name, value in error.headers.items()}
                raise AdapterHTTPError(
                    f"HTTP {error.code}", status_code=error.code, headers=lower, text=None
                ) from error
        except (OSError, http.client.HTTPException) as error:
            raise _failure(error, timeout) from error
        if len(body) > _LIMIT_BYTES:
            raise GeocoderParseError(f"the answer is longer than {_LIMIT_BYTES:,} bytes")
        return body


class _Deadline(io.RawIOBase):
    """A socket's bytes until a moment: a socket's own timeout starts anew with every byte that drips in."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        self._raw, self._sock = raw, sock
        self._end = time.monotonic() + (sock.gettimeout() or 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer is too slow")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp = io.BufferedReader(_Deadline(self.fp.detach(), sock))


class _Connection(http.client.HTTPConnection):
    response_class = _Response


class _SecureConnection(http.client.HTTPSConnection):
    response_class = _Response


class _Handler(request.AbstractHTTPHandler):
    def __init__(self, context: SSLContext | None) -> None:
        super().__init__()
        self._context = context

    def http_open(self, asked: request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, asked)

    def https_open(self, asked: request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, asked, context=self._context)

    http_request = https_request = request.AbstractHTTPHandler.do_request_


def _failure(error: Exception, timeout: float) -> GeocoderServiceError:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return GeocoderTimedOut(f"no answer within {timeout:g} s")
    if isinstance(cause, OSError):
        return GeocoderUnavailable(f"no connection ({cause})")
    return GeocoderServiceError(f"no HTTP answer ({cause!r})")


def _is_place(answer: Any) -> bool:
    try:
        on_globe = abs(float(answer["lat"])) <= 90 and abs(float(answer["lon"])) <= 180
        return on_globe and isinstance(answer["display_name"], str)
    except (LookupError, TypeError, ValueError, OverflowError):
        return False


def _country(raw: dict[str, Any]) -> str:
    address = raw.get("address")
    return str(address.get("country_code", "")).upper() if isinstance(address, dict) else ""
