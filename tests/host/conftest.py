"""The workers that build files of views are ended with the tests."""

from collections.abc import Iterator

import pytest

from export.file_worker import file_pool
from page.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def _file_workers() -> Iterator[None]:
    yield
    file_pool(Settings()).close()
