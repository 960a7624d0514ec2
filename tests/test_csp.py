"""The policy of the hosted page: in Chromium it works, and the policy refuses nothing that it needs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.conftest import OpenPage
from tests.server import Server, serve_asgi


@pytest.fixture(scope="module")
def hosted() -> Iterator[Server]:
    with serve_asgi() as server:
        yield server


def test_the_page_works_and_violates_nothing(open_page: OpenPage, hosted: Server) -> None:
    page = open_page("?year=2019", server=hosted)
    assert page.sentence().startswith("Showing 4 of 11 trips")
    page.pill("mode", "rail").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 2 of 11")
    page.page.locator("#trips .choose").first.click()
    expect(page.page.locator("#card h2")).to_be_visible()
    page.map.wait_for_function("() => window.tripLayer._map.getZoom() > 0")
    page.page.wait_for_timeout(1500)
    print(page.errors)
    print(hosted.log)
    assert [error for error in page.errors if "Content Security Policy" in error] == []
    assert page.errors == []
    assert page.outside == []
