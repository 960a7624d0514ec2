"""The look of the page: how much of a phone its map has, what is printed, what it says of itself, and when it is left alone."""

import re

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from data.i18n.messages import translate
from export.page import one_file_page
from geo.dataset import load
from tests.access import out_of_hand
from tests.conftest import OpenPage, ShowView

ABOUT = ("method", "sources", "names", "licences", "cite", "correct")
NEVER_PRINTED = (".acts", "#skip", ".st-key-facets", ".st-key-upload_open")
SEEN = """() => {
  const {top, bottom, height} = document.querySelector(".stCustomComponentV1").getBoundingClientRect();
  return {high: height / innerHeight, seen: (Math.min(bottom, innerHeight) - top) / innerHeight};
}"""
HAS_ROOM = f"([high, seen]) => {{ const shares = ({SEEN})(); return shares.high >= high && shares.seen >= seen; }}"
# By how much the layout has shifted since the page began to load.
SHIFTED = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().reduce((sum, {value}) => sum + value, 0)))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(0), 500);
})"""
POINTED_AT = """() => {
  const {left, right, top} = document.querySelector('iframe').getBoundingClientRect();
  return document.elementFromPoint((left + right) / 2, top + 50).localName;
}"""


def parts_told(tab: Tab, language: str) -> None:
    """Open each part of the foot's “About” and find it told in the language."""
    about = tab.locator("#about")
    expect(about.locator("h2")).to_have_text(translate("about", language))
    for part in ABOUT:
        panel = about.locator(f"#about-{part}")
        panel.locator("summary").click()
        expect(panel.locator("summary")).to_have_text(translate(f"about_{part}", language))
        expect(panel.locator("p").first).to_have_text(re.compile(r"\S.{9,}"))
    expect(about.locator("#counting summary")).to_have_text(translate("counting_errors", language))


def test_the_map_has_most_of_a_phone_and_upright_pills_stand_in_one_line(open_page: OpenPage) -> None:
    """Upright, and then turned."""
    tab = open_page(width=390, height=844, touch=True).page
    assert tab.evaluate(SHIFTED) <= 0.02
    for scrolled in (0, 9999):  # filters stand in one line, and none lies over another
        tab.locator(".st-key-facets").evaluate("(line, scrolled) => { line.scrollLeft = scrolled; }", scrolled)
        assert out_of_hand(tab, touch=True) == []
    for width, height, high, seen in ((390, 844, 0.6, 0.55), (844, 390, 0.9, 0.6)):
        tab.set_viewport_size({"width": width, "height": height})
        tab.wait_for_function(HAS_ROOM, arg=[high - 0.001, seen])  # Streamlit's page follows the window a moment later
        assert tab.evaluate("() => document.querySelector('.stMain').scrollWidth") <= width
        assert tab.evaluate(POINTED_AT) == "iframe", width
        for facet in ("year", "mode", "with", "country") if width < height else ():
            boxes = [pill.bounding_box() for pill in tab.locator(f".st-key-{facet} button[aria-pressed]").all()]
            assert len({box["y"] for box in boxes if box}) == 1, facet
            assert all(box and box["height"] >= 24 for box in boxes), facet


def test_print_leaves_out_what_can_only_be_pressed(show_plain: ShowView) -> None:
    page = show_plain("?trip=2019-02-hanoi")
    page.page.emulate_media(media="print")
    for gone in NEVER_PRINTED:
        expect(page.page.locator(gone)).to_be_hidden()
    expect(page.map.locator(".playbar")).to_be_hidden()
    for kept in ("#title", "#sentence", "iframe", "#timeline", "#card", "#trips", "#read-to"):
        expect(page.page.locator(kept).first).to_be_visible()
    assert page.page.locator(".sources li a").first.bounding_box()
    page.page.emulate_media(media="null")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_foot_tells_all_of_itself_in_both_languages(language: str, show_view: ShowView) -> None:
    tab = show_view(language=language).page
    parts_told(tab, language)
    expect(tab.locator("#about-cite p")).to_contain_text(tab.evaluate("() => window.tripLayer.store.link()"))
    marked = tab.locator("#about-sources p[lang], #about-names p[lang], #counting > p[lang], #about-licences p [lang]")
    expect(marked).to_have_count(0)  # no text of the data set's own is left in another language


def test_the_one_file_page_tells_the_same(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("about") / "trips.html"
    file.write_text(one_file_page(load()), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    tab = context.new_page()
    tab.goto(f"{file.as_uri()}?lang=ko")
    parts_told(tab, "ko")
    context.close()
