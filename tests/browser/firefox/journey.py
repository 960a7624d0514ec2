"""The smoke journey in Firefox: `pytest tests/browser/firefox/journey.py`. The test command leaves it out, for it needs Firefox."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from export.page import one_file_page
from geo.dataset import load
from tests.browser.firefox import bidi
from tests.browser.firefox.tab import Tab, opener
from tests.server import Server

READY = "all('[data-state=ready]').length && find('#sentence')?.textContent.trim()"
SHOWN = "['trips', 'lines', 'places'].map(name => Number(all('[data-state=ready]')[0]?.dataset[name]))"
VIEW = "(({lat, lng}, zoom) => [lat, lng, zoom])(layer()._map.getCenter(), layer()._map.getZoom())"
# A point on the page that a line runs through, well inside the map and off every mark and control.
ON_A_LINE = """(() => {
  const {_map: map, lines, tip} = layer(), frame = all('iframe')[0].getBoundingClientRect(), size = map.getSize();
  const corner = map.containerPointToLayerPoint([0, 0]);
  for (const index of lines.segments) {
    const points = lines.points(index);
    for (let at = 0; at < points.length; at += 2) {
      const x = points[at] - corner.x, y = points[at + 1] - corner.y, view = map.getContainer().ownerDocument;
      if (x > 0 && y > 0 && x < size.x && y < size.y && view.elementFromPoint(x, y) === lines._container) return [frame.left + x, frame.top + y];
    }
  }
})()"""


@pytest.fixture(scope="module")
def firefox() -> Iterator[bidi.Firefox]:
    try:
        bidi.find()
    except bidi.FirefoxMissing as missing:
        pytest.exit(str(missing), returncode=1)
    with bidi.firefox() as one:
        yield one


@pytest.fixture
def browser(firefox: bidi.Firefox) -> bidi.Firefox:
    """The one Firefox, with no tab but a blank one and nothing told yet."""
    firefox.start_afresh()
    return firefox


def read(open_tab: Callable[[str], Tab], url: str) -> Tab:
    """A page, painted."""
    tab = open_tab(url)
    tab.wait(READY)
    return tab


def complaints(browser: bidi.Firefox, origin: str) -> list[str]:
    """Errors of console and scripts, and addresses asked for elsewhere."""
    errors = [told["text"] for told in browser.told("log.entryAdded") if told["level"] == "error"]
    asked = [told["request"]["url"] for told in browser.told("network.beforeRequestSent")]
    here = (origin, origin.replace("http", "ws", 1), "data:", "blob:", "about:")
    return errors + [url for url in asked if not url.startswith(here)]


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_reader_filters_hovers_selects_and_shares(
    browser: bidi.Firefox, page_server: Server, width: int, height: int
) -> None:
    open_tab = opener(browser, width, height)
    tab = read(open_tab, f"{page_server.url}/")
    tab.wait_for("#sentence", "Showing 11 of 11 trips")
    tab.click(".st-key-year button", "2019")
    tab.wait_for("#sentence", "Showing 4 of 11 trips")
    tab.click(".st-key-mode button", "rail")
    tab.wait_for("#sentence", "Showing 3 of 11 trips: 3 by rail")
    trips, lines, places = tab.see(SHOWN)
    assert trips == 3
    assert min(lines, places) > 0
    tab.see("void all('iframe')[0].scrollIntoView({block: 'center', behavior: 'instant'})")
    tab.hover(*tab.still(ON_A_LINE))
    tab.wait("find('.tip:not([hidden]) .tip-title')")
    before = tab.still(VIEW)
    tab.click("#trips .choose", "Hanoi")
    tab.wait_for("#card h2", "Hanoi, Vietnam")
    tab.wait(f"{VIEW}[2] !== {before[2]}")
    tab.still(VIEW)  # the map flies to the trip, and a link copied on the way would tell where it was
    assert tab.see("all('#card a[href^=http]').length") > 10
    tab.click("#copy")
    tab.wait_for("#copied", "Link copied")
    again = read(open_tab, pasted(open_tab))
    again.wait_for("#card h2", "Hanoi, Vietnam")
    assert again.see("find('#sentence').textContent") == tab.see("find('#sentence').textContent")
    assert again.still(VIEW) == pytest.approx(tab.still(VIEW), abs=0.09)  # one pixel at zoom 4, in degrees
    assert complaints(browser, page_server.url) == []


def pasted(open_tab: Callable[[str], Tab]) -> str:
    """What the clipboard holds, pasted as a reader would."""
    tab = open_tab("data:text/html,<textarea></textarea>")
    tab.click("textarea")
    tab.paste()
    tab.wait("find('textarea').value")
    return str(tab.see("find('textarea').value"))


def test_a_reader_tries_a_demo_of_her_own_trips(browser: bidi.Firefox, page_server: Server) -> None:
    tab = read(opener(browser, 1280, 900), f"{page_server.url}/")
    tab.click("button", "Your trips")
    tab.click(".st-key-upload_tour button")
    tab.wait(
        "!find('#sentence').textContent.includes('of 11 trips') && find('#sentence').textContent.includes('Showing')"
    )
    tab.wait(f"({SHOWN})[0] === 1")  # the tour is one journey
    assert tab.see(SHOWN)[2] >= 8
    assert complaints(browser, page_server.url) == []


def paper(tab: Tab) -> list[int]:
    """The red, green and blue of the page's background."""
    return list(tab.see("getComputedStyle(all('.stApp')[0]).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"))


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_light_or_dark_as_the_reader_has_it(browser: bidi.Firefox, page_server: Server, dark: bool) -> None:
    browser.prefer_dark(dark)
    tab = read(opener(browser, 1280, 900), f"{page_server.url}/")
    assert max(paper(tab)) < 60 if dark else min(paper(tab)) > 200
    assert complaints(browser, page_server.url) == []


def test_a_reader_takes_korean(browser: bidi.Firefox, page_server: Server) -> None:
    tab = read(opener(browser, 390, 844), f"{page_server.url}/?mode=rail")
    tab.click("#languages summary", "English")
    tab.click("#languages a", "한국어")
    tab.wait("location.search.includes('lang=ko')")
    tab.wait(READY)
    tab.wait("document.documentElement.lang === 'ko'")
    tab.wait("/[가-힣]/.test(find('#sentence').textContent)")
    assert tab.see(SHOWN)[0] == 6
    assert complaints(browser, page_server.url) == []


def test_the_page_in_one_file_opens_from_disk(browser: bidi.Firefox, tmp_path: Path) -> None:
    file = tmp_path / "trips.html"
    file.write_text(one_file_page(load()), encoding="utf-8")
    tab = read(opener(browser, 1280, 900), file.as_uri())
    tab.wait_for("#sentence", "Showing 11 of 11 trips")
    tab.click(".st-key-mode button", "rail")
    tab.wait_for("#sentence", "Showing 6 of 11 trips")
    assert tab.see(SHOWN)[0] == 6
    assert complaints(browser, file.as_uri()) == []
