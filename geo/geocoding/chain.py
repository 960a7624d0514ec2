"""The chain of geocoders: asked one after the other, the first answer wins and says who gave it."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Protocol

from geopy.exc import GeocoderServiceError, GeopyError
from geopy.location import Location


class Link(Protocol):
    """What the chain asks of a geocoder: geopy's `geocode`, and a name for answers and errors."""

    @property
    def name(self) -> str:
        """Who answers, as a reader should see it."""

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """The place, or a list of candidates; `None` if there is no such place; raises if it could not be asked."""


class Chain:
    """Geocoders in the order in which they are asked, themselves a geocoder of the same interface."""

    def __init__(self, links: Iterable[Link]) -> None:
        """`links`: the most trusted first, those that leave this server last."""
        self._links = tuple(links)

    @property
    def name(self) -> str:
        """The links' names, in order."""
        return ", then ".join(link.name for link in self._links)

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """The first link's answer that is one, with its `raw["source"]`; `None` if no link knows the place.

        A link that fails ends the search, for a later one's guess must not pass for its answer: geopy's errors keep
        their class, any other becomes a `GeocoderServiceError`; either names the link.
        """
        for link in self._links:
            try:
                found = link.geocode(query, exactly_one=exactly_one, country_codes=country_codes)
            except Exception as error:
                raise _named(error, link.name) from error
            if found:
                return _signed(found, link.name)
        return None


def _signed(found: Location | list[Location], name: str) -> Location | list[Location]:
    for location in found if isinstance(found, list) else [found]:
        location.raw.setdefault("source", name)
    return found


def _named(error: Exception, name: str) -> GeopyError:
    # A copy keeps the class and what it carries, such as `retry_after`.
    told = copy(error) if isinstance(error, GeopyError) else GeocoderServiceError(repr(error))
    if name not in str(told):
        told.args = (f"{name}: {told}",)
    return told
