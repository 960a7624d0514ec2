"""The worker for uploads, whose libraries are loaded once for all tests, and which is ended with them."""

from collections.abc import Iterator

import pytest

from page.settings import Settings
from page.upload.session import TableWorker, table_worker


@pytest.fixture(scope="session")
def worker() -> Iterator[TableWorker]:
    worker = table_worker(Settings())
    yield worker
    worker.pool.close()
