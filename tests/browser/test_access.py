"""The page without a mouse: what hover and click do, keys do too; and axe finds nothing of ours."""

from playwright.sync_api import Frame, expect
from playwright.sync_api import Page as Tab

from tests.access import OF_COLOUR, SETTLED, STREAMLITS, in_every_look, out_of_reach, streamlits, unfold, violations
from tests.conftest import GO, OPEN, SHIFT, OpenPage, Page, ShowView

TRAVELLERS = b"Who,City,Date\nXi,Hanoi,2024-01-02\nModi,Tokyo,2024-02-03\nBiden,Paris,2024-03-03\nXi,Rome,2024-04-03\n"
LONG_NAME = "Dienstreisen_2024_Abteilung_Aussenwirtschaft_final_v3_wirklich_final_korrigiert"
UNFOLD_ALL = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
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


def tab_until(page: Page, focused: str, where: Tab | Frame | None = None, most: int = 60) -> None:
    """Press Tab until the element that a selector names has the focus."""
    for _ in range(most):
        if (where or page.page).evaluate("selector => document.activeElement?.matches(selector) ?? false", focused):
            return
        page.page.keyboard.press("Tab")
    raise AssertionError(f"{focused} was not reached by {most} Tabs")


def test_axe_finds_nothing_of_ours_in_any_view_nor_in_the_share_dialog(open_hosted: OpenPage) -> None:
    """The fullest view in every look; of the others what it has not."""
    page = open_hosted()
    tab = page.page
    tab_until(page, "#skip")  # past the map to the list
    tab.keyboard.press("Enter")
    expect(tab.locator("#list")).to_be_focused()
    tab.keyboard.press("Home")
    tab.set_viewport_size({"width": 390, "height": 900})
    assert violations(tab, colours=False) == []
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.evaluate(GO, "?year=2023&mode=air")
    expect(tab.locator("#loosen")).to_contain_text("No trip matches")
    assert violations(tab, colours=False) == []
    for dark in (False, True):  # what other views have not: facets without a trip, and what to loosen
        tab.emulate_media(color_scheme="dark" if dark else "light")
        assert violations(tab, ".head, .st-key-facets, #loosen, #timeline", OF_COLOUR) == []
    tab.evaluate(GO, "?trip=2019-02-hanoi")
    expect(tab.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    tab.evaluate(UNFOLD_ALL)
    assert in_every_look(tab) == {}
    tab.locator("#share").click()
    assert in_every_look(tab, "#sharing") == {}


def test_axe_finds_nothing_of_ours_beside_streamlits_own(show_plain: ShowView) -> None:
    page = show_plain("?trip=2019-02-hanoi")
    assert violations(page.page) + violations(page.map) == []
    page.page.locator("#share").click()
    assert violations(page.page, "#sharing") == []


def test_all_is_within_reach_of_everyone_in_a_frame_of_another_page(open_page: OpenPage) -> None:
    page = open_page("?embed=true&trip=2019-02-hanoi")
    assert in_every_look(page.page, frame=page.map) == {}
    assert out_of_reach(page.page) == []


def all_of_the_panel(tab: Tab) -> None:
    """Go through the parts of the panel of a table."""
    for name in ("Rows", "Places", "Columns"):
        tab.get_by_role("tab", name=name).click()
        expect(tab.get_by_role("tabpanel", name=name)).to_be_visible()
        assert violations(tab, ".stSidebar", colours=name != "Columns") == []  # which are looked at next
        assert out_of_reach(tab) == []
    tab.get_by_text("For publication").click()
    expect(tab.get_by_label("Byline")).to_be_visible()
    assert in_every_look(tab, ".stSidebar") == {}


def slides_aside_for_the_panel(tab: Tab) -> None:
    """Open “Your trips” beside the page, in which nothing jumps."""
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.wait_for_function(SETTLED, arg="light")
    tab.evaluate(SHIFT)
    tab.get_by_role("button", name="Your trips").click()
    tab.locator("[data-testid=stFileUploaderDropzone]").wait_for()
    assert tab.evaluate("() => window.shift") <= 0.02


def test_all_is_within_reach_of_everyone_in_your_trips(open_page: OpenPage) -> None:
    """By axe and at 400 per cent, where the panel stays when the window becomes narrow."""
    tab = open_page().page
    unfold(tab)
    slides_aside_for_the_panel(tab)
    demo = tab.get_by_role("button", name="a concert tour")
    assert out_of_reach(tab) == []
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert streamlits(tab) == STREAMLITS
    assert violations(tab, ".stSidebar") == []
    tab.locator("input[type=file]").set_input_files({"name": "prose.txt", "mimeType": "", "buffer": b"It was dark.\n"})
    tab.locator(".stSidebar [data-testid=stAlert]").filter(has_text="No table is found here").wait_for()
    assert in_every_look(tab, ".stSidebar [data-testid=stAlert]") == {}
    tab.locator("input[type=file]").first.set_input_files({"name": "visits.csv", "mimeType": "", "buffer": TRAVELLERS})
    expect(tab.locator("#sentence")).to_contain_text("of 4 trips")
    expect(tab.locator("main").get_by_role("button", name="Xi Jinping")).to_have_count(0)  # until Streamlit's run ends
    tab.evaluate(UNFOLD_ALL)
    assert violations(tab, "main") == []
    demo.click()
    expect(tab.locator("#sentence")).to_contain_text("2 rows are not drawn.")
    tab.wait_for_function(OPEN)  # the map begins anew
    all_of_the_panel(tab)
    tab.locator(".stSidebar").get_by_label("Title", exact=True).fill(LONG_NAME)
    tab.keyboard.press("Enter")
    expect(tab.locator("#title")).to_have_text(LONG_NAME)
    assert tab.evaluate(OVERLAPPING) == []
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.get_by_role("button", name="Close").click()
    expect(tab.locator(".stSidebar")).to_have_count(0)
    assert out_of_reach(tab) == []


def test_by_keyboard_alone_a_reader_filters_reaches_hanoi_reads_its_sources_and_copies_the_link(
    show_plain: ShowView,
) -> None:
    page = show_plain()
    keys = page.page.keyboard
    page.page.get_by_role("link", name="Skip to main content").focus()  # the first that Tab reaches
    tab_until(page, ".st-key-year button")  # a toolbar is one stop, arrows move inside
    for _ in range(3):
        keys.press("ArrowLeft")  # to its first: it keeps the place where another test left it
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
    tab_until(page, "#card .cited a", most=20)  # the card comes next after the map that it lies over
    assert page.page.evaluate("() => document.activeElement.href").startswith("http")
    tab_until(page, "#trips .choose[aria-pressed=true]")
    for _ in range(80):
        if page.page.evaluate("() => document.activeElement.id") == "copy":
            break
        keys.press("Shift+Tab")
    keys.press("Enter")
    expect(page.page.locator("#copied")).to_contain_text("Link copied")
    link = page.page.evaluate("() => navigator.clipboard.readText()")
    for part in ("year=2019", "mode=rail", "trip=2019-02-hanoi"):
        assert part in link


def test_the_map_is_one_tab_stop_whose_options_have_names(show_view: ShowView) -> None:
    page = show_view("?year=2018")
    box = page.map.get_by_role("listbox")
    expect(box).to_have_attribute(
        "aria-label", "Trips and places on the map, 10. Arrow keys move, Enter selects, Escape closes."
    )
    names = box.get_by_role("option").all_inner_texts()
    assert names[0] == "Beijing, 25 to 28 Mar 2018, rail"
    assert len(names) == 10
    focusable = page.map.locator(".leaflet-map-pane a, .leaflet-map-pane button, .leaflet-map-pane [tabindex='0']")
    assert focusable.count() == 0


def test_with_reduced_motion_a_selection_jumps(show_view: ShowView) -> None:
    page = show_view()
    page.map.evaluate("""() => {
        const {_map: map, trips} = window.tripLayer;
        window.moves = 0;
        map.on('move', window.count = () => window.moves++);
        window.tripLayer.select(trips.byId('2018-06-singapore'));
    }""")
    page.map.wait_for_function("() => window.moves && !window.tripLayer.moving")
    assert page.map.evaluate("() => { window.tripLayer._map.off('move', window.count); return window.moves; }") <= 2
