"""Candidates on the map: a click on a hollow mark says which place an ambiguous name is, for all its rows."""

from playwright.sync_api import expect

from tests.browser.test_your_trips import drawn, drop, panel
from tests.conftest import OpenPage, Page

TRIPS = b"City,Date\nSpringfield,2019-03-01\nReykjavik,2019-06-02\nSpringfield,2019-09-03\n"
CHOSEN = "0 > 2"
MARK = ".candidate[data-candidate=Springfield]"
POINT = "() => window.tripLayer.trips.places.find(place => place.label.startsWith('Springfield')).lat"


def latitude(page: Page) -> float:
    """Where the map draws Springfield."""
    frame = page.page.query_selector("iframe[title]")
    content = frame and frame.content_frame()
    assert content
    return float(content.evaluate(POINT))


def test_a_click_on_the_map_corrects_a_name_and_the_file_of_corrections_repeats_it(open_page: OpenPage) -> None:
    first = open_page()
    panel(first)
    drop(first, "trips.csv", TRIPS)
    drawn(first, 3, 2)
    assert latitude(first) < 38  # Missouri
    first.page.get_by_role("tab", name="Places").click()
    marks = first.page.frame_locator("iframe").locator(MARK)
    expect(marks).to_have_count(10)
    marks.nth(2).hover(force=True)
    tip = first.page.frame_locator("iframe").locator(".candidate-tip")
    expect(tip).to_contain_text("Springfield (Illinois), United States · town · 114,394 people")
    marks.nth(2).dispatch_event("click")
    expect(marks).to_have_count(0, timeout=15_000)
    drawn(first, 3, 2)
    assert 39 < latitude(first) < 41  # Illinois, for both rows
    with first.page.expect_download() as download:
        first.page.locator(".st-key-upload_places_file button").click()
    corrections = download.value.path().read_bytes()
    other = open_page()
    panel(other)
    drop(other, "trips.csv", TRIPS)
    drawn(other, 3, 2)
    drop(other, "places.csv", corrections)
    other.page.wait_for_function(
        "() => { const frame = document.querySelector('iframe[title]')?.contentWindow; const layer = frame?.tripLayer;"
        " return layer && layer.trips.places.some(place => place.lat > 39 && place.lat < 41); }"
    )
