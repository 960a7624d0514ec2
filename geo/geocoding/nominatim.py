"""Nominatim, the only geocoder that uses the network; created only if the host's settings ask for it."""

import json
from collections.abc import Sequence
from copy import copy
from functools import lru_cache, partial
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import URLError

from geopy.adapters import URLLibAdapter
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
from geopy.extra.rate_limiter import RateLimiter
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
    """geopy's Nominatim with a rate limit, a cache and a byte cap. Create one per process, which shares them."""

    def __init__(
        self,
        *,
        domain: str,
        user_agent: str,
        scheme: str = "https",
        timeout_s: float = 10.0,
        cache_size: int = 1024,
    ) -> None:
        """`domain` is the server's address; `user_agent` names the client, as the usage policy demands.

        `timeout_s` bounds the connection and each read, not the whole answer. Raise `ConfigurationError` where nobody
        is named.
        """
        if not user_agent.strip():
            raise ConfigurationError("Nominatim wants to know who asks: set its user agent in the settings")
        self.name = f"Nominatim ({domain})"
        service = Nominatim(
            domain=domain, scheme=scheme, user_agent=user_agent, timeout=timeout_s, adapter_factory=CappedAdapter
        )
        self._limited = RateLimiter(
            partial(service.geocode, exactly_one=False, limit=_CANDIDATES, addressdetails=True),
            min_delay_seconds=_PAUSE_S,
            max_retries=0,
            swallow_exceptions=False,
        )
        self._cached = lru_cache(maxsize=cache_size)(self._ask)

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """Nominatim's best candidate, or all (up to 10); `None` if it knows no such place.

        `raw` is Nominatim's own with `source`, `country`, `candidates` (how many) and `ambiguous`. Raises geopy's
        errors, each naming the service and what to do; they are not cached.
        """
        if not name_key(query):
            return None
        try:
            found = self._cached(" ".join(query.split()), sorted_country_codes(country_codes))
        except Exception as error:
            raise self._explained(query, error) from error
        locations = [self._with_source(location, len(found)) for location in found]
        return (locations[0] if exactly_one else locations) if locations else None

    def _ask(self, query: str, codes: tuple[str, ...]) -> tuple[Location, ...]:
        return tuple(self._limited(query, country_codes=[code.lower() for code in codes]) or ())

    def _with_source(self, location: Location, candidates: int) -> Location:
        # A new value each time, so that no caller can change what the cache holds.
        details = {
            "source": self.name,
            "country": _country(location.raw),
            "candidates": candidates,
            "ambiguous": candidates > 1,
        }
        return Location(location.address, (location.latitude, location.longitude), location.raw | details)

    def _explained(self, query: str, error: Exception) -> GeopyError:
        # A copy keeps the class and what it carries, such as `retry_after`.
        explained = copy(error) if isinstance(error, GeopyError) else GeocoderServiceError(repr(error))
        advice = next(advice for kind, advice in _ADVICE if isinstance(explained, kind))
        explained.args = (f"{self.name} could not be asked for {query[:80]!r}: {explained}; {advice}",)
        return explained


class CappedAdapter(URLLibAdapter):
    """geopy's adapter over urllib, which reads at most 1 MiB of an answer and accepts only lists of places."""

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """The text of the answer; a server that cannot be reached raises `GeocoderUnavailable`."""
        try:
            return super().get_text(url, timeout=timeout, headers=headers)
        except GeocoderServiceError as error:
            # geopy calls it so only where the network is "unreachable", not where the connection is refused.
            if type(error) is GeocoderServiceError and isinstance(error.__context__, URLError):
                raise GeocoderUnavailable(f"no connection ({error})") from error
            raise

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
        """Nominatim's answer, a list of places or an error; anything else raises a `GeocoderParseError`."""
        try:
            answer = json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("the answer is not JSON") from error
        is_error = isinstance(answer, dict) and "error" in answer
        if not is_error and not (isinstance(answer, list) and all(map(_is_place, answer))):
            raise GeocoderParseError("the answer is not a list of places")
        return answer

    def _decode_page(self, page: HTTPResponse) -> str:
        try:
            with page:
                body = page.read(_LIMIT_BYTES + 1)
        except TimeoutError as error:
            raise GeocoderTimedOut("the answer is too slow") from error
        except (OSError, HTTPException) as error:
            raise GeocoderServiceError(f"the answer cannot be read ({error!r})") from error
        if len(body) > _LIMIT_BYTES:
            raise GeocoderParseError(f"the answer is longer than {_LIMIT_BYTES:,} bytes")
        return body.decode(errors="replace")


def _is_place(answer: Any) -> bool:
    try:
        on_globe = abs(float(answer["lat"])) <= 90 and abs(float(answer["lon"])) <= 180
        return on_globe and isinstance(answer["display_name"], str)
    except (LookupError, TypeError, ValueError, OverflowError):
        return False


def _country(raw: dict[str, Any]) -> str:
    address = raw.get("address")
    return str(address.get("country_code", "")).upper() if isinstance(address, dict) else ""
