"""The hostile data set through the page in a real browser: nothing fires, nothing is asked for outside."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from geo.dataset import load
from tests.conftest import OpenPage, Page
from tests.hostile import PAYLOADS, hostile_table
from tests.server import Server, serve

FIRED = "() => Boolean(window.fired)"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_table(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def hostile_server(table: Path) -> Iterator[Server]:
    with serve(table) as server:
        yield server


def harmless(page: Page) -> None:
    """Nothing ran in page or frame, nothing was asked for elsewhere, nothing broke."""
    assert page.page.evaluate(FIRED) is False
    assert page.map.evaluate(FIRED) is False
    assert page.outside == []
    assert page.errors == []


def test_everything_hostile_is_shown_as_text(open_page: OpenPage, hostile_server: Server, table: Path) -> None:
    page = open_page(server=hostile_server)
    total = len(load(table).trips)
    assert page.sentence().startswith(f"Showing {total} of {total} trips")
    shown = page.page.locator("#trips").text_content() or ""
    for text in PAYLOADS.values():
        assert text in shown
    assert page.page.locator("#trips img, #trips script, #notices img, #notices script, .body svg[onload]").count() == 0
    expect(page.page.locator("#notices")).to_contain_text("faults in the data")
    harmless(page)


def test_every_hostile_trip_can_be_selected_and_its_card_read(open_page: OpenPage, hostile_server: Server) -> None:
    page = open_page(server=hostile_server)
    for text in PAYLOADS.values():
        page.page.evaluate("id => window.tripmap.store.then(store => store.select(store.trips.byId(id)))", text)
        expect(page.page.locator("#card h2")).to_contain_text(" ".join(text.split()))
        hrefs = page.page.locator("#card a, #trips a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        assert all(href.startswith("https://") for href in hrefs)
    harmless(page)


def test_tips_and_names_on_the_map_are_text(open_page: OpenPage, hostile_server: Server) -> None:
    page = open_page(server=hostile_server)
    box = page.map.locator(".reach")
    box.focus()
    for _ in range(box.locator("[role=option]").count()):
        page.page.keyboard.press("ArrowDown")
    assert page.map.locator(".tip img, .tip script, .name img, .leaflet-marker-pane img").count() == 0
    harmless(page)


def test_hostile_pills_are_text_and_filter(open_page: OpenPage, hostile_server: Server) -> None:
    page = open_page(server=hostile_server)
    for key in ("with", "traveller", "country"):
        made = page.page.locator(f".st-key-{key} :is(img:not([src^='data:']), a, code, em, .katex)").evaluate_all(
            "all => all.map(e => e.outerHTML)"
        )
        assert made == []
    pill = page.page.locator(".st-key-with button[aria-pressed]").filter(has_text=PAYLOADS["markdown image"])
    pill.click()
    expect(page.page.locator("#trips tbody tr")).to_have_count(1)
    again = open_page("?" + page.page.url.split("?", 1)[1], server=hostile_server)
    assert again.page.locator("#trips tbody tr").count() == 1
    assert again.page.locator("#notices").inner_text().find("left out") == -1
    harmless(again)


def test_hostile_links_are_told_as_text(open_page: OpenPage) -> None:
    query = urlencode([(name, text) for text in PAYLOADS.values() for name in ("year", "mode", "trip", "at")])
    page = open_page(f"?{query}")
    notice = page.page.locator("#notices")
    for text in PAYLOADS.values():
        expect(notice).to_contain_text(" ".join(text.split()))
    assert notice.locator(":is(img, a, script)").count() == 0
    harmless(page)
