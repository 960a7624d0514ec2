"""Kept trips: reload, language, a server that restarts and another day find the reader's table again, in her browser alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from data.i18n.messages import translate
from tests.browser.test_your_trips import drawn, drop, panel
from tests.conftest import OpenPage, Page
from tests.relay import Relay, relayed
from tests.server import Server, serve_asgi

TRIPS = b"City,Date\nRome,2019-03-01\nOslo,2019-04-02\nParis,2020-05-03\n"
BARRED = (
    """Object.defineProperty(window, "indexedDB", {get() { throw new DOMException("barred", "SecurityError"); }});"""
)
TOMORROW = "const today = Date.now; Date.now = () => today() + 86_400_000;"


@contextmanager
def runs_first(tab: Tab, script: str) -> Iterator[None]:
    """Within the `with`, run a script before those of each document."""
    browser = tab.context.new_cdp_session(tab)
    browser.send("Page.enable")
    added = browser.send("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    yield
    browser.send("Page.removeScriptToEvaluateOnNewDocument", added)
    browser.detach()


def line(page: Page, text: str) -> None:
    expect(page.page.locator("#kept")).to_contain_text(text)


def showing(page: Page, text: str, title: str = "mine") -> None:
    expect(page.page.locator("#title")).to_have_text(title)
    expect(page.page.locator("#sentence")).to_contain_text(text)


def drop_hosted(page: Page) -> None:
    tab = page.page
    tab.locator("#own").click()
    uploader = tab.frame_locator("#own-panel iframe").locator("input[type=file]").first
    uploader.set_input_files({"name": "mine.csv", "mimeType": "", "buffer": TRIPS})
    showing(page, "of 3 trips")


def test_a_hosted_page_shows_the_trips_again_after_all_that_ends_a_session(
    open_hosted: OpenPage, hosted_server: Server
) -> None:
    with relayed(hosted_server) as relay:
        page = open_hosted(server=replace(hosted_server, url=relay.url))
        tab = page.page
        drop_hosted(page)
        line(page, "kept in this browser, and nowhere else")
        tab.locator(".st-key-country").get_by_role("button", name="Italy").click()
        tab.reload()
        showing(page, "Showing 1 of 3 trips")
        line(page, "Your trips are back")
        tab.locator("#languages summary").click()
        tab.locator("#languages a[lang=ko]").click()
        expect(tab.locator("html")).to_have_attribute("lang", "ko")
        showing(page, "전체 3회")
        with serve_asgi() as second:
            relay.lead_to(second)
            goes_on_after_a_restart(page, relay.url)
            relay.lead_to(None)
    assert page.outside == []


def goes_on_after_a_restart(page: Page, url: str) -> None:
    """The new server has never heard of the trips; then they are forgotten."""
    tab = page.page
    tab.goto(f"{url}/?year=2018")
    line(page, "Your own trips “mine” of 1 April 2026")
    expect(tab.locator("#title")).to_contain_text("Kim Jong Un")
    tab.get_by_role("button", name="Continue where you were").click()
    showing(page, "of 3 trips")
    tab.locator("#own").click()  # the new server reads them again, as files to save need it
    panel_of = tab.frame_locator("#own-panel iframe")
    expect(panel_of.get_by_text("3 rows: 3 drawn, 0 not drawn")).to_be_visible()
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Forget them").click()
    line(page, "Forgotten")
    tab.reload()
    expect(tab.locator("#title")).to_contain_text("Kim Jong Un")
    expect(tab.locator("#kept")).to_be_empty()


def test_a_plain_page_shows_the_trips_again_on_another_day_and_after_a_restart(
    open_page: OpenPage, page_server: Server, faulty_server: Server
) -> None:
    with relayed(page_server) as relay:
        page = open_page(server=replace(page_server, url=relay.url))
        tab = page.page
        panel(page)
        drop(page, "mine.csv", TRIPS)
        drawn(page, 3, 3)
        line(page, "kept in this browser, and nowhere else")
        tab.locator(".st-key-country").get_by_role("button", name="Italy").click()
        expect(tab.locator("#sentence")).to_contain_text("Showing 1 of 3 trips")
        with runs_first(tab, TOMORROW):
            tab.reload()
        showing(page, "Showing 1 of 3 trips")
        line(page, "Your trips are back")
        expect(tab.locator(".st-key-upload_demos")).to_have_count(0)  # the panel is closed again
        goes_on_when_the_server_is_back(page, relay, faulty_server)
        where_storage_is_barred_one_line_says_so_and_all_else_works(page)
        relay.lead_to(None)


def goes_on_when_the_server_is_back(page: Page, relay: Relay, second: Server) -> None:
    """The page says that its server is gone; the one that comes has never heard of the trips."""
    tab = page.page
    gone = tab.locator(".stApp:not([data-test-connection-state=CONNECTED])")
    relay.lead_to(None)
    gone.wait_for()
    tab.locator("#connection").get_by_text(translate("disconnected"), exact=True).wait_for()
    expect(tab.get_by_role("dialog")).to_have_count(0)  # of Streamlit's own
    relay.lead_to(second)
    gone.wait_for(state="detached")
    expect(tab.locator("#connection")).to_be_empty()
    tab.locator(".st-key-country").get_by_role("button", name="Norway").click()
    showing(page, "of 3 trips")
    line(page, "Your trips are back")
    tab.get_by_label("Do not keep in this browser").check()
    line(page, "not kept in this browser")
    tab.reload()
    expect(tab.locator("#title")).to_contain_text("Kim Jong Un")


def where_storage_is_barred_one_line_says_so_and_all_else_works(page: Page) -> None:
    tab = page.page
    page.errors.clear()
    with runs_first(tab, BARRED):
        tab.reload()
    showing(page, "12 of 12 trips", "Where Kim Jong Un has travelled")  # the second server's
    panel(page)
    drop(page, "mine.csv", TRIPS)
    showing(page, "of 3 trips")
    line(page, "This browser keeps nothing for this page")
    tab.locator(".st-key-country").get_by_role("button", name="Italy").click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 1 of 3 trips")
    assert page.errors == []
