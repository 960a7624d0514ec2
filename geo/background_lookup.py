"""Ask the geocoding service in the background, so that a data set is shown at once with the places known so far."""

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
    """A geocoder that is not asked again after its first failure, so that a service that hangs delays us only once."""

    def __init__(self, service: GeocodingService) -> None:
        """Wrap `service`. Only a service that could not be asked opens the circuit; a refused query does not."""
        self._service = service
        self.name = service.name
        self.failure: GeopyError | None = None

    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> Location | list[Location] | None:
        """Return the service's answer or raise its error; after a failure, raise that error again at once."""
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
    """A data set and the lookup of its unknown places. `dataset` is replaced when the service has answered.

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
        """Read and place the file, then ask `service` for the unknown places in a thread, again after `wait`."""
        self._load = partial(load, file, title=title)
        self._wait = wait
        self.service = service.name if service else ""
        self.dataset: Dataset = self._load()
        self.failed = False
        self.pending = bool(service and self.dataset.unplaced)
        if service and self.pending:
            Thread(target=self._ask, args=(service,), name="lookups", daemon=True).start()

    def _ask(self, service: GeocodingService) -> None:
        """Ask until the service has answered for every name; its cache keeps the answers before a failure."""
        while self.pending:
            breaker = CircuitBreaker(service)
            self.dataset = self._load(breaker)
            self.failed = breaker.failure is not None
            self.pending = self.failed
            if self.failed:
                self._wait(RETRY_S)
