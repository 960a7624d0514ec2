"""The geocoding service that a host may switch on: its interface in geopy's terms, and how to ask it."""

from collections.abc import Sequence
from copy import copy
from typing import Protocol

from geopy.exc import GeocoderServiceError, GeopyError
from geopy.location import Location


class GeocodingService(Protocol):
    """A geocoder with geopy's `geocode` method, and a name for its answers and errors."""

    @property
    def name(self) -> str:
        """The name of the service, as a reader should see it."""

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """The place, or a list of candidates; `None` if there is no such place; raises an error if it could not ask."""


def ask(service: GeocodingService, query: str, country_codes: Sequence[str] = ()) -> Location | None:
    """The service's best answer, with `raw["source"]`; `None` if it knows no such place.

    Every error names the service: geopy's errors keep their class, any other becomes a `GeocoderServiceError`.
    """
    try:
        answer = service.geocode(query, country_codes=country_codes or None)
    except Exception as error:
        raise _with_name(error, service.name) from error
    location = answer[0] if isinstance(answer, list) and answer else answer
    if not isinstance(location, Location):
        return None
    location.raw.setdefault("source", service.name)
    return location


def _with_name(error: Exception, name: str) -> GeopyError:
    # A copy keeps the class and what it carries, such as `retry_after`.
    named = copy(error) if isinstance(error, GeopyError) else GeocoderServiceError(repr(error))
    if name not in str(named):
        named.args = (f"{name}: {named}",)
    return named
