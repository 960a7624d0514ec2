"""Reflow: at 320 px, which is 1280 px at 400 %, nothing scrolls sideways, is cut off or is too small to press."""

import pytest
from playwright.sync_api import expect

from tests.access import out_of_reach, unfold
from tests.conftest import OPEN, OpenPage

LONG_NAME = "Dienstreisen_2024_Abteilung_Aussenwirtschaft_final_v3_wirklich_final_korrigiert"
# Pairs of what can be pressed or read in the page's head that lie over one another.
OVERLAPPING = """() => {
  const shown = [...document.querySelectorAll('.head :is(button, a, h1, #sentence), [data-testid=stHeader] button')]
    .filter(node => node.checkVisibility() && node.getBoundingClientRect().width > 1);
  return shown.flatMap((node, at) => shown.slice(at + 1).filter(other => {
    const [a, b] = [node, other].map(each => each.getBoundingClientRect());
    return !node.contains(other) && !other.contains(node)
      && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  }).map(other => `${node.outerHTML.slice(0, 60)} ${other.outerHTML.slice(0, 60)}`));
}"""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_page_that_is_zoomed_to_400_per_cent_is_all_within_reach(open_hosted: OpenPage, language: str) -> None:
    page = open_hosted(f"?lang={language}&trip=2019-02-hanoi")
    unfold(page.page)
    assert out_of_reach(page.page) == []
    page.page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert out_of_reach(page.page) == []
    page.page.locator("#share").click()
    assert out_of_reach(page.page) == []


def test_in_a_frame_of_another_page_too(open_page: OpenPage) -> None:
    tab = open_page("?embed=true").page
    assert out_of_reach(tab) == []


def test_the_panel_of_your_trips_stays_when_the_window_becomes_narrow(open_page: OpenPage) -> None:
    tab = open_page().page
    unfold(tab)
    tab.get_by_role("button", name="Your trips").click()
    demo = tab.get_by_role("button", name="a concert tour")
    expect(demo).to_be_visible()
    assert out_of_reach(tab) == []
    demo.click()
    expect(tab.locator("#sentence")).to_contain_text("of 1 trips")
    tab.wait_for_function(OPEN)  # the map begins anew
    for name in ("Rows", "Places", "Columns"):
        tab.get_by_role("tab", name=name).click()
        expect(tab.get_by_role("tabpanel", name=name)).to_be_visible()
        assert out_of_reach(tab) == []
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.locator(".stSidebar").get_by_label("Title", exact=True).fill(LONG_NAME)
    tab.keyboard.press("Enter")
    expect(tab.locator("#title")).to_have_text(LONG_NAME)
    assert tab.evaluate(OVERLAPPING) == []
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.get_by_role("button", name="Close").click()
    expect(tab.locator(".stSidebar")).to_have_count(0)
    assert out_of_reach(tab) == []
