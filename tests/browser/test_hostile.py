"""The hostile data set through the page in a real browser: nothing fires, nothing is asked for outside.

As an upload, with pills: `test_your_trips.py`.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from data.selection import Selection
from export.files import DATA_FORMATS as FORMATS
from export.view import View
from geo.dataset import load
from tests.conftest import OpenPage, Page
from tests.hostile import PAYLOADS, hostile_table
from tests.server import Server, serve

FIRED = "() => Boolean(window.fired)"
# Of each trip in turn: the heading of its card, and the addresses on the card and in the list.
CARDS = """async ids => {
  const store = await window.tripmap.store, found = [];
  for (const id of ids) {
    store.select(store.trips.byId(id));
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const links = [...document.querySelectorAll('#card a, #trips a')].map(link => link.getAttribute('href'));
    found.push([document.querySelector('#card h2').textContent, links]);
  }
  return found;
}"""
# Of each option of the map in turn: what its tip tells, and how many elements it has that the page never makes.
TIPS = """async () => {
  const box = document.querySelector('.reach'), found = [];
  for (const option of box.querySelectorAll('[role=option]')) {
    box.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true, cancelable: true}));
    await new Promise(done => requestAnimationFrame(done));
    const made = document.querySelectorAll('.tip :is(img, script), .name img, .leaflet-marker-pane img').length;
    found.push({made, text: document.querySelector('.leaflet-container > .tip').textContent});
  }
  return found;
}"""


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
    """In the page, on each card, in the map's tips, in a list of values, behind its link, and in what is shared."""
    page = open_page(server=hostile_server)
    total = len(load(table).trips)
    assert page.sentence().startswith(f"Showing {total} of {total} trips")
    shown = page.page.locator("#trips").text_content() or ""
    for text in PAYLOADS.values():
        assert text in shown
    assert page.page.locator("#trips img, #trips script, #notices img, #notices script, .body svg[onload]").count() == 0
    expect(page.page.locator("#notices")).to_contain_text("faults in the data")
    tips_are_text(page)
    every_card_is_text(page)
    harmless(page)
    a_list_of_values_is_text(page)
    again = narrowed_to_one(page)
    what_is_shared_holds_its_trip(again, table)
    harmless(again)
    a_file_that_is_not_offered_is_not_built(again)
    assert "WorkerFailedError: ValueError" in hostile_server.log  # the message may quote what was asked


def every_card_is_text(page: Page) -> None:
    """Select each hostile trip."""
    cards = page.page.evaluate(CARDS, list(PAYLOADS.values()))
    for text, (heading, addresses) in zip(PAYLOADS.values(), cards, strict=True):
        assert " ".join(text.split()) in " ".join(heading.split())
        assert addresses
        assert all(address.startswith("https://") for address in addresses)
    page.page.keyboard.press("Escape")
    expect(page.page.locator("#card h2")).to_have_count(0)


def tips_are_text(page: Page) -> None:
    """Go through all that the map names."""
    box = page.map.locator(".reach")
    box.focus()
    told = page.map.evaluate(TIPS)
    assert len(told) == box.locator("[role=option]").count()
    assert not [tip for tip in told if tip["made"] or not tip["text"]]
    page.page.keyboard.press("Escape")


def a_list_of_values_is_text(page: Page) -> None:
    """Search it for some of them, and filter by one."""
    box, options = page.page.get_by_role("combobox", name="Met"), page.page.get_by_role("option")
    box.click()  # the page scrolls to the box now, which would close its list
    for text in (PAYLOADS["image"], PAYLOADS["formula"], PAYLOADS["markdown link"], PAYLOADS["markdown image"]):
        box.fill(text)
        expect(options.filter(has_text=text)).to_have_count(1)
        assert page.page.locator("[role=listbox] :is(img, a, code, em, .katex)").count() == 0
    options.filter(has_text=PAYLOADS["markdown image"]).click()


def narrowed_to_one(page: Page) -> Page:
    """One trip is shown, by the link of this page too, which asks for nothing that is not in the data; return that."""
    expect(page.page.locator("#trips tbody tr")).to_have_count(1)
    harmless(page)
    again = page.reloaded()
    assert again.page.locator("#trips tbody tr").count() == 1
    assert again.page.locator("#notices").inner_text().find("left out") == -1
    assert again.page.url.endswith(f"?{urlencode({'with': PAYLOADS['markdown image']})}")
    return again


def what_is_shared_holds_its_trip(page: Page, table: Path) -> None:
    dataset, view = load(table), View(Selection(people_met=frozenset([PAYLOADS["markdown image"]])))
    page.page.get_by_role("button", name="Share").click()
    for form, made in FORMATS.items():
        with page.page.expect_download() as download:
            page.page.locator(f"[data-form={form}]").click()
        assert Path(download.value.path()).read_bytes() == made(dataset, view)
    assert page.page.locator("#sharing :is(img, a, script, iframe)").count() == 0


def a_file_that_is_not_offered_is_not_built(page: Page) -> None:
    """Ask for one all the same: the reader hears it. (The server is this test's own, for its log then holds an error.)"""
    dialog = page.page.get_by_role("dialog", name="Share this view")
    dialog.locator("form.picture").get_by_label("Size").evaluate(
        "choice => choice.replaceChildren(new Option('poster', 'poster'))"
    )
    dialog.get_by_role("button", name="Make the picture").click()
    expect(dialog.get_by_role("status")).to_have_text("The file could not be built.")


def test_hostile_links_are_told_as_text(open_page: OpenPage) -> None:
    query = urlencode([(name, text) for text in PAYLOADS.values() for name in ("year", "mode", "trip", "at")])
    page = open_page(f"?{query}")
    notice = page.page.locator("#notices")
    for text in PAYLOADS.values():
        expect(notice).to_contain_text(" ".join(text.split()))
    assert notice.locator(":is(img, a, script)").count() == 0
    harmless(page)
