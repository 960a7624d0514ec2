"""The page without a mouse: what hover and click do, keys do too; and axe finds nothing of ours."""

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, expect
from playwright.sync_api import Page as Tab

from tests.conftest import OpenPage, Page

OURS = [".head", ".st-key-facets", ".body"]


def violations(where: Tab | Frame, context: list[str] | None = None) -> list[str]:
    """What axe finds in these parts: rule, and the elements."""
    found: AxeResults = Axe().run(where, context=",".join(context) if context else None)
    return [f"{each['id']}: {node['html'][:160]}" for each in found.response["violations"] for node in each["nodes"]]


def tab_until(page: Page, focused: str, where: Tab | Frame | None = None, most: int = 60) -> None:
    """Press Tab until the element that a selector names has the focus."""
    for _ in range(most):
        if (where or page.page).evaluate("selector => document.activeElement?.matches(selector) ?? false", focused):
            return
        page.page.keyboard.press("Tab")
    raise AssertionError(f"{focused} was not reached by {most} Tabs")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("query", ["", "?trip=2019-02-hanoi", "?year=2023&mode=air"])
def test_axe_finds_nothing_of_ours(open_page: OpenPage, width: int, dark: bool, query: str) -> None:
    page = open_page(query, width=width, dark=dark)
    assert violations(page.page, OURS) == []
    assert violations(page.map) == []


def test_by_keyboard_alone_a_reader_filters_reaches_hanoi_reads_its_sources_and_copies_the_link(
    open_page: OpenPage,
) -> None:
    page = open_page()
    keys = page.page.keyboard
    tab_until(page, ".st-key-year button")  # a toolbar is one stop, arrows move inside
    keys.press("ArrowRight")
    keys.press("Space")
    expect(page.page.locator("#sentence")).to_contain_text("Showing 4 of 11")
    tab_until(page, ".st-key-mode button")
    keys.press("Space")
    expect(page.page.locator("#sentence")).to_contain_text("Showing 3 of 11 trips: 3 by rail")
    tab_until(page, ".reach", page.map)
    for _ in range(2):
        keys.press("ArrowDown")
    tip = page.map.locator(".leaflet-container > .tip")
    expect(tip).to_contain_text("Hanoi")
    keys.press("Escape")
    expect(tip).to_be_hidden()
    keys.press("Enter")
    expect(page.page.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    tab_until(page, "#trips .choose[aria-pressed=true]")
    tab_until(page, "#card .cited a")
    assert page.page.evaluate("() => document.activeElement.href").startswith("http")
    for _ in range(80):
        if page.page.evaluate("() => document.activeElement.id") == "copy":
            break
        keys.press("Shift+Tab")
    keys.press("Enter")
    expect(page.page.locator("#copied")).to_contain_text("Link copied")
    link = page.page.evaluate("() => navigator.clipboard.readText()")
    for part in ("year=2019", "mode=rail", "trip=2019-02-hanoi", "at="):
        assert part in link


def test_the_map_is_one_tab_stop_whose_options_have_names(open_page: OpenPage) -> None:
    page = open_page("?year=2018")
    box = page.map.get_by_role("listbox")
    expect(box).to_have_attribute(
        "aria-label", "Trips and places on the map, 10. Arrow keys move, Enter selects, Escape closes."
    )
    names = page.map.get_by_role("option").all_inner_texts()
    assert names[0] == "Beijing, 25 to 28 Mar 2018, rail"
    assert len(names) == 10
    focusable = page.map.locator(".leaflet-map-pane a, .leaflet-map-pane button, .leaflet-map-pane [tabindex='0']")
    assert focusable.count() == 0


def test_the_frame_has_a_name_and_the_map_a_description(open_page: OpenPage) -> None:
    page = open_page()
    assert page.page.locator("iframe.stCustomComponentV1").get_attribute("title") == "Map of the trips"
    described = page.map.locator("[data-state]").get_attribute("aria-description") or ""
    assert described == page.sentence()
    assert page.page.locator("html").get_attribute("lang") == "en"


def test_a_skip_button_leads_past_the_map_to_the_list(open_page: OpenPage) -> None:
    page = open_page()
    tab_until(page, "#skip")
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#list")).to_be_focused()


def test_targets_are_at_least_24_px(open_page: OpenPage) -> None:
    page = open_page(width=390, touch=True)
    measure = """() => [...document.querySelectorAll('.head button, .body button, .leaflet-bar a, .leaflet-bar button, .place, .st-key-facets button[aria-pressed]')]
        .map(e => [e.textContent || e.className, e.getBoundingClientRect(), e.id]).filter(([, b, id]) => b.width && id !== "skip" && Math.min(b.width, b.height) < 24).map(([what]) => what)"""
    assert page.page.evaluate(measure) == []
    assert page.map.evaluate(measure) == []


def test_with_reduced_motion_a_selection_jumps(open_page: OpenPage) -> None:
    page = open_page(reduced_motion=True)
    moves = page.map.evaluate("""() => {
        const map = window.tripLayer._map; let moves = 0;
        map.on('move', () => moves++);
        window.tripLayer.select(window.tripLayer.trips.byId('2018-06-singapore'));
        return moves;
    }""")
    assert moves <= 2
