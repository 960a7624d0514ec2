"""Candidates on the map: a click on a hollow mark says which place an ambiguous name is, for all its rows."""

from playwright.sync_api import expect

from tests.browser.test_your_trips import drawn, drop, panel
from tests.conftest import OpenPage, Page

TRIPS = b"City,Date\nSpringfield,2019-03-01\nReykjavik,2019-06-02\nSpringfield,2019-09-03\n"
MARK = ".candidate[data-candidate=Springfield]"
IS_BETWEEN = """([south, north]) => {
  const layer = document.querySelector("iframe[title]")?.contentWindow?.tripLayer;
  return layer && layer.trips.places.some(({lat, label}) => label.startsWith("Springfield") && lat > south && lat < north);
}"""
MISSOURI, ILLINOIS = [37, 38], [39, 41]


def wait_for(page: Page, latitudes: list[int]) -> None:
    """Wait until the map draws Springfield between two latitudes."""
    page.page.wait_for_function(IS_BETWEEN, arg=latitudes, timeout=15_000)


def test_a_click_on_the_map_corrects_a_name_and_the_file_of_corrections_repeats_it(open_page: OpenPage) -> None:
    first = open_page()
    panel(first)
    drop(first, "trips.csv", TRIPS)
    drawn(first, 3, 2)
    wait_for(first, MISSOURI)
    first.page.get_by_role("tab", name="Places").click()
    marks = first.page.frame_locator("iframe").locator(MARK)
    expect(marks).to_have_count(10)
    marks.nth(2).hover(force=True)
    tip = first.page.frame_locator("iframe").locator(".candidate-tip")
    expect(tip).to_contain_text("Springfield (Illinois), United States · town · 114,394 people")
    marks.nth(2).dispatch_event("click")
    expect(marks).to_have_count(0, timeout=15_000)
    wait_for(first, ILLINOIS)
    drawn(first, 3, 2)  # both rows are there
    with first.page.expect_download() as download:
        first.page.locator(".st-key-upload_places_file button").click()
    corrections = download.value.path().read_bytes()
    other = open_page()
    panel(other)
    drop(other, "trips.csv", TRIPS)
    drawn(other, 3, 2)
    drop(other, "places.csv", corrections)
    wait_for(other, ILLINOIS)
    assert first.errors == other.errors == first.outside == other.outside == []
