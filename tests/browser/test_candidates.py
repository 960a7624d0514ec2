"""Candidates on the map: a click on a hollow mark says which place an ambiguous name is, for all its rows."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, FrameLocator, expect
from playwright.sync_api import Page as Tab

from data.records.corrections import read_corrections
from tests.conftest import OpenPage, Page

TRIPS = b"City,Date\nSpringfield,2019-03-01\nReykjavik,2019-06-02\nSpringfield,2019-09-03\nTotal,\n"
MARK = ".candidate[data-candidate=Springfield]"
READY = "[data-state=ready][data-trips='3'][data-places='2']"
IS_BETWEEN = """([south, north]) => {
  const layer = window.tripLayer ?? document.querySelector("iframe[title]")?.contentWindow?.tripLayer;
  return layer && layer.trips.places.some(({lat, label}) => label.startsWith("Springfield") && lat > south && lat < north);
}"""
ZOOM = """() => {
  const layer = window.tripLayer ?? document.querySelector("iframe[title]")?.contentWindow?.tripLayer;
  return layer.map.getZoom();
}"""
MISSOURI, OHIO = [37, 38], [39, 41]


@dataclass(frozen=True)
class Reader:
    """A reader with the page open, and where its panel “Your trips” and its map are: in frames, or in the page."""

    page: Page
    panel: FrameLocator | Tab
    map: FrameLocator | Tab

    def drop(self, *files: tuple[str, bytes]) -> None:
        """Drop files, and wait until the three trips are drawn."""
        dropped = [FilePayload(name=name, mimeType="", buffer=content) for name, content in files]
        self.panel.locator("input[type=file]").set_input_files(dropped)
        expect(self.page.page.locator("#sentence")).to_contain_text("of 3 trips")
        expect(self.map.locator(READY)).to_be_attached()

    def zoom(self) -> float:
        """The map's zoom."""
        return float(self.page.page.evaluate(ZOOM))

    def wait_for(self, latitudes: list[int]) -> None:
        """Wait until the map draws Springfield between two latitudes."""
        self.page.page.wait_for_function(IS_BETWEEN, arg=latitudes)


def open_panel(open_page: OpenPage, *, hosted: bool) -> Reader:
    """A page with the panel open."""
    page = open_page()
    tab = page.page
    tab.get_by_role("button", name="Your trips").click()
    reader = Reader(page, tab.frame_locator("#own-panel iframe"), tab) if hosted else None
    reader = reader or Reader(page, tab, tab.frame_locator("iframe"))
    reader.panel.locator("input[type=file]").wait_for(state="attached")
    return reader


@pytest.mark.parametrize("fixture", ["open_page", "open_hosted"])
def test_a_click_on_the_map_corrects_a_name_and_the_file_of_corrections_repeats_it(
    request: pytest.FixtureRequest, fixture: str
) -> None:
    open_page: OpenPage = request.getfixturevalue(fixture)
    first = open_panel(open_page, hosted=fixture == "open_hosted")
    first.drop(("trips.csv", TRIPS))
    first.wait_for(MISSOURI)
    first.panel.get_by_role("tab", name="Places").click()
    first.page.page.locator("#sentence").get_by_role("button", name="1 row is not drawn.").click()
    expect(first.panel.get_by_text("Row 5, City “Total”: this is a row of totals")).to_be_visible()
    first.panel.get_by_role("tab", name="Places").click()
    marks = first.map.locator(MARK)
    expect(marks).to_have_count(10)
    marks.nth(4).hover(force=True)
    tip = first.map.locator(".candidate-tip")
    expect(tip).to_contain_text("Springfield (Ohio), United States · town · ")
    before = first.zoom()
    marks.nth(4).dispatch_event("click")  # at this zoom another mark lies over it
    first.page.page.wait_for_function(f"() => ({ZOOM})() > {before} + 1")
    expect(marks).to_have_count(10)
    marks.nth(4).dispatch_event("click")
    expect(marks).to_have_count(0)
    first.wait_for(OHIO)
    expect(first.map.locator(READY)).to_be_attached()  # both rows are there
    with first.page.page.expect_download() as download:
        first.panel.locator(".st-key-upload_places_file button").click()
    # Dropped with the table, the corrections repeat it: `test_your_trips.py` does that in the browser.
    corrected, faults = read_corrections(download.value.path().read_bytes(), "places.csv")
    assert [(place.name, OHIO[0] < place.lat < OHIO[1]) for place in corrected] == [("Springfield", True)]
    assert (faults, first.page.errors, first.page.outside) == ([], [], [])
