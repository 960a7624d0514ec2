"""Fixtures of the browser's tests: a page of `streamlit run app.py` that stays open from one to the next."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import OpenPage, Page, ShowView
from tests.server import Server
from tests.tabs import TabPool


class ShowPlainView(ShowView):
    """Shows views as `ShowView` does, in a page with a session of Streamlit, whose script has run when it returns."""

    def __call__(self, query: str = "", language: str = "en") -> Page:
        """The page at a query such as `?year=2018`, which names no language."""
        page = super().__call__(query, language)
        expect(page.page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
        return page


@pytest.fixture(scope="session")
def show_plain(browser: Browser, tabs: TabPool, page_server: Server) -> Iterator[ShowView]:
    """Shows a view in an open page of `streamlit run app.py`: `show_plain("?year=2018")`."""
    with ExitStack() as contexts:
        yield ShowPlainView(OpenPage(browser, tabs, lambda: page_server, contexts))
