"""A link of own trips holds them: another browser shows the same, with Streamlit or without, and a bad one is harmless."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import FrameLocator, expect

from export.page import one_file_page
from geo.dataset import load
from tests.conftest import OpenPage, Page

TRIPS = (
    b"City,Date,Mode,Note\nRome,2019-03-01,train,<b>one</b>\nOslo,2019-04-02,ferry,two\nParis,2020-05-03,train,three\n"
)
SCRIPT = "#trips=<script>alert(1)</script>"
HOSTILE = (SCRIPT, f"#trips=1{'A' * 100_000}")  # more of them: `tests/js/model/trip_link.test.js`


def seen(page: Page) -> tuple[str, str, dict[str, int], str, str]:
    """Title, sentence, map, list and citation."""
    tab = page.page
    tab.get_by_role("button", name="Share").click()
    citation = tab.get_by_role("textbox", name="Citation").input_value()
    tab.keyboard.press("Escape")
    rows = tab.locator("#trips tbody").inner_text()
    return tab.locator("#title").inner_text(), page.sentence(), page.map_data(), rows, citation


def drop_and_correct(page: Page) -> FrameLocator:
    tab = page.page
    tab.locator("#own").click()
    panel = tab.frame_locator("#own-panel iframe")
    panel.locator("input[type=file]").set_input_files({"name": "mine.csv", "mimeType": "", "buffer": TRIPS})
    expect(tab.locator("#sentence")).to_contain_text("of 3 trips")
    panel.get_by_label("Title", exact=True).fill("Where I went")
    panel.get_by_label("Title", exact=True).press("Enter")
    expect(tab.locator("#title")).to_have_text("Where I went")
    tab.locator("#own").click()
    return panel


def copied_link(page: Page) -> str:
    page.page.get_by_role("button", name="Copy link").click()
    expect(page.page.locator("#copied")).to_contain_text("it fits everywhere")
    link: str = page.page.evaluate("() => navigator.clipboard.readText()")
    return link


def is_harmless(page: Page, address: str) -> None:
    """Each hostile link is told in one sentence, and the page's own trips are shown."""
    for fragment in HOSTILE:
        page.page.goto(f"{address}{fragment}")
        expect(page.page.locator("#notices")).to_contain_text("does not hold whole trips")
        expect(page.page.get_by_role("heading", name="Where Kim Jong Un has travelled")).to_be_visible()
    assert page.errors == []


def test_a_link_shows_own_trips_wherever_it_is_opened(
    open_hosted: OpenPage, open_page: OpenPage, tmp_path: Path
) -> None:
    mine = open_hosted()
    drop_and_correct(mine)
    mine.pill("year", "2019").click()
    expect(mine.page.locator("#sentence")).to_contain_text("Showing 2 of 3 trips")
    link = copied_link(mine)
    path = link.removeprefix("{0.scheme}://{0.netloc}/".format(urlsplit(link)))

    yours = open_hosted(path)
    tab = yours.page
    expect(tab.locator("#notices")).to_contain_text("whoever runs this page has not seen them")
    assert seen(yours) == seen(mine)
    expect(yours.pill("year", "2019")).to_have_attribute("aria-pressed", "true")
    assert tab.locator("html").get_attribute("data-server") == "none"  # Streamlit has not been asked for anything
    tab.locator("#own").click()
    expect(tab.locator("#notices")).to_contain_text("This page has read them")
    expect(tab.frame_locator("#own-panel iframe").get_by_text("3 rows: 3 drawn, 0 not drawn")).to_be_visible()
    assert seen(yours) == seen(mine)
    assert yours.outside == []
    is_harmless(yours, link.partition("#")[0])

    fragment = urlsplit(link).fragment
    file = tmp_path / "trips.html"
    file.write_text(one_file_page(load()), encoding="utf-8")
    tab.goto(f"{file.as_uri()}?year=2020#{fragment}")
    expect(tab.locator("#title")).to_have_text("Where I went")
    expect(tab.locator("#sentence")).to_contain_text("Showing 1 of 3 trips")

    plain = open_page(f"?country=France#{fragment}")  # a country that is not among the page's own
    expect(plain.page.locator("#notices")).to_contain_text("This page has read them")
    expect(plain.pill("country", "France")).to_have_attribute("aria-pressed", "true")
    expect(plain.page.locator("#title")).to_have_text("Where I went")
    expect(plain.page.locator("#sentence")).to_contain_text("Showing 1 of 3 trips")
    assert plain.outside == [] == plain.errors
