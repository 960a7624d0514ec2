"""The workers that build files of views are ended with the tests."""

from collections.abc import Iterator

import pytest

from export.file_worker import file_pool
from page.settings import Settings
from tests.host_client import CREDIT, HOST, TILES
from tests.server import Server, serve_asgi

SETTINGS = {
    "TRIP_MAP_ALLOWED_HOSTS": f"{HOST} *.staging.example.org 127.0.0.1",
    "TRIP_MAP_FRAME_ANCESTORS": "'self' https://www.example.org",
    "TRIP_MAP_MAX_UPLOAD_MB": "1",
    "TRIP_MAP_MAX_READERS": "20",
}


@pytest.fixture(scope="session", autouse=True)
def _file_workers() -> Iterator[None]:
    yield
    file_pool(Settings()).close()


@pytest.fixture(scope="session")
def hosted() -> Iterator[Server]:
    with serve_asgi(SETTINGS) as server:
        yield server


@pytest.fixture(scope="session")
def tiled() -> Iterator[Server]:
    """Another replica, with tiles, of which no other page may show anything."""
    chosen = {"TRIP_MAP_TILES": f"{TILES}/{{z}}/{{x}}/{{y}}.png", "TRIP_MAP_TILES_CREDIT": CREDIT}
    with serve_asgi({**chosen, "TRIP_MAP_FRAME_ANCESTORS": "'none'"}) as server:
        yield server
