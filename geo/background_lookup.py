"""Ask the geocoding service in the background: a data set is shown at once, with the places that are known by then."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Thread

from geopy.exc import GeocoderQueryError, GeopyError
from geopy.location import Location

from geo.dataset import Dataset, load
from geo.geocoding.service import GeocodingService

RETRY_S = 300.0  # a service that fails is left alone for so long


class CircuitBreaker:
    """A geocoder that is asked no more once it failed, until someone builds another: what hangs, hangs once."""

    def __init__(self, service: GeocodingService) -> None:
        """`service` is asked until it cannot be; a question that it refuses is no failure of its own."""
        self._service = service
        self.name = service.name
        self.failure: GeopyError | None = None

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """The service's answer; raises as it does, and after a failure the same at once."""
        if self.failure:
            raise self.failure
        try:
            return self._service.geocode(query, exactly_one=exactly_one, country_codes=country_codes)
        except GeocoderQueryError:
            raise
        except GeopyError as error:
            self.failure = error
            raise


class BackgroundLookup:
    """`dataset` is what is known by now: the file's own places, and later what the service said.

    `pending` while the service is or will be asked, `failed` when it could not be asked last time.
    """

    def __init__(
        self,
        file: Path,
        service: GeocodingService | None = None,
        *,
        title: str = "",
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Read and place the file; `service` is asked in a thread of its own for what is left, again after `wait`."""
        self._load = partial(load, file, title=title)
        self._wait = wait
        self.service = service.name if service else ""
        self.dataset: Dataset = self._load()
        self.failed = False
        self.pending = bool(service and self.dataset.unplaced)
        if service and self.pending:
            Thread(target=self._ask, args=(service,), name="lookups", daemon=True).start()

    def _ask(self, service: GeocodingService) -> None:
        """Ask until the service has answered for every name; its own cache keeps what it said before it failed."""
        while self.pending:
            breaker = CircuitBreaker(service)
            self.dataset = self._load(breaker)
            self.failed = breaker.failure is not None
            self.pending = self.failed
            if self.failed:
                self._wait(RETRY_S)
