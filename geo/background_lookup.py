"""The data set of a page, kept up to date in the background: places that a service knows, new versions of its table.

A data set is shown at once with the places known so far, and the last good version where a new one cannot be read.
"""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Thread

from geopy.exc import GeocoderQueryError, GeopyError
from geopy.location import Location

from data.i18n.message import LocalizedText
from data.records.records import BUILT_IN, forget_built_in_places
from data.records.tables import TableError
from geo.dataset import Dataset
from geo.geocoding.service import GeocodingService
from geo.host_table import HostTable
from geo.prepared_file import open_dataset

DATA_LOG = logging.getLogger("trip_map.data")
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
        table: HostTable,
        service: GeocodingService | None = None,
        *,
        title: str = "",
        prepared: Path | None = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Read and place the table, then ask `service` for the unknown places in a thread, again after `wait`.

        `prepared` is its prepared file, if that is not beside it.
        """
        self._table = table
        self._load = partial(open_dataset, title=title, prepared=prepared, folder=table.folder)
        self._wait, self._asked = wait, service
        self._version = 0  # of the table
        self.service = service.name if service else ""
        self.dataset: Dataset = self._first()
        self.failed = False
        self.pending = False
        self._look_up()

    @property
    def problem(self) -> str:
        """Why the newest version of the table is not shown, "" if it is."""
        return self._table.problem

    def _first(self) -> Dataset:
        """The newest version, else the copy of an earlier one."""
        has_copy = self._table.newest != self._table.file and self._table.file.is_file()
        try:
            dataset = self._load(self._table.newest)
            if has_copy and not dataset.trips:
                raise TableError(LocalizedText("refused_empty"))
        except (TableError, OSError) as error:
            if not has_copy:
                raise
            self._reject(error)
            return self._load(self._table.file)
        self._table.accept()
        return dataset

    def reload(self) -> None:
        """Read the table again, and show it if it has trips; else the last good version stays, and the log says why."""
        if self._table.file == BUILT_IN:
            forget_built_in_places()
        try:
            dataset = self._load(self._table.newest)
            if not dataset.trips and self.dataset.trips:
                raise TableError(LocalizedText("refused_empty"))
            dataset.digest, dataset.link_values  # noqa: B018  worked out here, so that no reader waits
            self._table.accept()
        except Exception as error:  # whatever a new version has, the page goes on
            self._reject(error)
            return
        self._version += 1
        is_new = dataset.digest != self.dataset.digest
        self.dataset = dataset
        if is_new:
            DATA_LOG.info("a new version of %s is shown: %d trips", self._table.file.name, len(dataset.trips))
            self._look_up()

    def _reject(self, error: Exception) -> None:
        problem = str(error) if isinstance(error, TableError | OSError) else type(error).__name__
        self._table.reject(problem)
        DATA_LOG.error("a new version of %s is not shown: %s", self._table.file.name, problem)

    def _look_up(self) -> None:
        """Ask the service for unknown places in a thread, unless it is being asked."""
        if self._asked and self.dataset.unplaced and not self.pending:
            self.pending = True
            Thread(target=self._ask, args=(self._asked,), name="lookups", daemon=True).start()

    def _ask(self, service: GeocodingService) -> None:
        """Ask until the service has answered for every name; its cache keeps the answers before a failure."""
        while self.pending:
            breaker, version = CircuitBreaker(service), self._version
            try:
                dataset = self._load(self._table.file, breaker)
            except (OSError, TableError):  # the file is broken meanwhile; what is shown stays
                self._wait(RETRY_S)
                continue
            if version != self._version:
                continue  # that was the file before
            self.dataset = dataset
            self.failed = breaker.failure is not None
            self.pending = self.failed
            if self.failed:
                self._wait(RETRY_S)
