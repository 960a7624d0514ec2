from collections.abc import Callable, Sequence
from typing import Literal, overload

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import Geocoder
from geopy.location import Location

class Nominatim(Geocoder):
    def __init__(
        self,
        *,
        timeout: float = ...,
        domain: str = ...,
        scheme: str | None = None,
        user_agent: str | None = None,
        adapter_factory: Callable[..., BaseSyncAdapter] | None = None,
    ) -> None: ...
    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[False],
        limit: int | None = None,
        addressdetails: bool = False,
        country_codes: Sequence[str] | None = None,
    ) -> list[Location] | None: ...
    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[True] = True,
        limit: int | None = None,
        addressdetails: bool = False,
        country_codes: Sequence[str] | None = None,
    ) -> Location | None: ...
