"""Through the accessibility tree: what a screen reader finds, by role and name alone, and the journey with it."""

import pytest
from playwright.sync_api import expect

from data.i18n.messages import catalogue, translate, translate_name
from tests.conftest import Page, ShowView
from tests.tree import Tree, copy_link

ISOLATES = "\u2066\u2067"  # around a text that runs against its sentence
# Each change of what a live region says, by the region's id, once a frame, from now on.
LISTEN = """() => {
  window.announced = [];
  for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert]')) {
    new MutationObserver(() => announced.push(region.id || region.className)).observe(region, {childList: true, characterData: true, subtree: true});
  }
}"""
# The option that arrow keys have reached.
ACTIVE = (
    "() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent ?? ''"
)


def reached(tree: Tree, page: Page, place: str) -> None:
    """Go through the map's options by arrow key until the one of a place is told."""
    for _ in range(12):
        page.page.keyboard.press("ArrowDown")
        if page.map.evaluate(ACTIVE).startswith(place):
            break
    nodes = tree.nodes()
    told = {node.element: node.name for node in nodes if node.role == "option"}
    active = [node.properties.get("activedescendant", 0) for node in nodes if node.role == "listbox"]
    assert any(told.get(element, "").startswith(place) for element in active), told


@pytest.mark.parametrize(("language", "fixture"), [("en", "show_plain"), ("ar", "show_view")])
def test_the_journey_by_role_and_name_filter_reach_hanoi_read_its_sources_copy_the_link(
    request: pytest.FixtureRequest, language: str, fixture: str
) -> None:
    """In English on the page of `streamlit run app.py`, from right to left on the hosted one.

    That all of it is there in the other languages too: `test_languages.py`.
    """
    show: ShowView = request.getfixturevalue(fixture)
    page = show(language=language)
    tab = page.page
    tree, words, hanoi = Tree(tab), catalogue(language), translate_name("Hanoi", language)
    tree.press("button", "2019", "Space")
    tree.find("button", "2019", pressed="true")
    tree.press("button", words["rail"], "Space")
    tree.find("button", words["rail"], pressed="true")
    tree.find("StaticText", translate("showing", language, n=3, total=11))
    tree.focus(tree.find("listbox", words["map_list"].partition("{n}")[0]))
    reached(tree, page, hanoi)
    tab.keyboard.press("Enter")
    card = tree.find("region", words["card"])
    within = [node for node in tree.found if card.element in node.within]
    assert next(node.name for node in within if node.role == "heading").lstrip(ISOLATES).startswith(hanoi)
    sources = [node for node in within if node.role == "link" and node.properties["url"].startswith("http")]
    assert len(sources) > 5
    tree.focus(sources[0])
    assert tree.find("link", sources[0].name, focused=True).properties["url"] == sources[0].properties["url"]
    copy_link(tree, words)


@pytest.mark.parametrize(("language", "fixture"), [("en", "show_plain"), ("ko", "show_view")])
def test_what_is_seen_is_told_the_map_the_timeline_the_list_and_the_figures(
    request: pytest.FixtureRequest, language: str, fixture: str
) -> None:
    show: ShowView = request.getfixturevalue(fixture)
    page = show("?trip=2019-02-hanoi", language=language)
    tree, words, sentence = Tree(page.page), catalogue(language), page.sentence()
    assert [frame.evaluate("() => document.documentElement.lang") for frame in (page.page, page.map)] == [language] * 2
    if page.map != page.page.main_frame:
        tree.find("Iframe", words["map"])
    assert tree.find("region", words["map"]).description == sentence
    assert tree.find("image", words["timeline"]).description == sentence
    rows = {node.element for node in tree.inside(tree.find("table", words["list"]), "row")}
    assert len(rows) == 12  # the head, and eleven trips
    figures = tree.find("table", words["stat_mode"])
    assert [node.name.casefold() for node in tree.inside(figures, "rowheader")] == [
        words[mode] for mode in ("rail", "air", "road")
    ]
    assert {"6", "38", "3", "8", "2"} <= {node.name for node in tree.inside(figures, "cell")}  # trips, and days away
    assert not [
        node.name for node in tree.nodes() if node.role in ("button", "columnheader") and set(node.name) & set("↓↑")
    ]


def test_a_filter_is_announced_once_and_by_the_same_element(show_plain: ShowView) -> None:
    page = show_plain()
    sentence = page.page.locator("#sentence").element_handle()
    page.page.evaluate(LISTEN)
    page.pill("year", "2018").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 5 of 11")
    page.page.evaluate("() => window.tripmap.store.then(store => store.write({trip: '2018-06-singapore'}))")
    expect(page.page.locator("#card h2")).to_have_text("Singapore")
    expect(page.page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert page.page.evaluate("() => announced") == ["sentence"]
    assert sentence.evaluate("node => node === document.querySelector('#sentence')")


def test_escape_closes_the_card_and_the_focus_returns_to_its_row(show_view: ShowView) -> None:
    tab = show_view("?trip=2019-02-hanoi").page
    tree = Tree(tab)
    tree.focus(tree.inside(tree.find("region", "The selected trip"), "link")[0])
    tab.keyboard.press("Escape")
    tree.find("button", "Hanoi", focused=True, pressed="false")
    assert "region" not in {node.role for node in tree.nodes() if node.name == "The selected trip"}
    tab.keyboard.press("Enter")
    tree.press("button", "Close", "Enter")
    tree.find("button", "Hanoi", focused=True, pressed="false")
