"""The card over the map: what is chosen is seen on screens of any size, Escape, the sea and Back take it back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.access import out_of_hand, violations
from tests.conftest import SHIFT, OpenPage, Page, ShowView

SIZES = [(1280, 800), (1440, 900), (2560, 1440), (768, 1024), (390, 844), (320, 568)]
WIDE = 1200  # from here on map, card and timeline are on one screen, however far the list is scrolled
PHONE = 640
HANOI = "2019-02-hanoi"

# Where the card is, what of the map it leaves, and which stops of the selected trip are not seen.
SEEN = """() => {
    const box = node => node.getBoundingClientRect();
    const isOnScreen = ({left, top, right, bottom}) =>
        left >= 0 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
    const card = box(document.querySelector('.drawer')), map = box(document.querySelector('#map'));
    const {store, trips, _map} = window.tripLayer, {counts} = trips.markers.visits([store.trip.index]);
    const hidden = trips.markers.all.filter(({index}) => counts[index]).filter(({place}) => {
        const {x, y} = _map.latLngToContainerPoint([place.lat, place.lon]);
        const at = {left: map.left + x, top: map.top + y, right: map.left + x, bottom: map.top + y};
        const isUnder = at.left > card.left && at.left < card.right && at.top > card.top && at.top < card.bottom;
        return isUnder || !isOnScreen(at);
    });
    return {
        card: isOnScreen(card), map: isOnScreen(map), timeline: isOnScreen(box(document.querySelector('#timeline'))),
        hidden: hidden.map(({place}) => place.label),
    };
}"""
# Streamlit's page, which others test: it would load behind “Your trips” while this one is measured.
SESSION = re.compile(r"[?]session=1")
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
MAP_ON_SCREEN = """() => {
    const {top, bottom} = document.querySelector('#map').getBoundingClientRect();
    return top >= -1 && bottom <= innerHeight + 1;
}"""
# Notes in `window.moved` by how much the layout shifts, and what, the largest first; but for rows that a filter changes.
MOVED = """() => {
    const isFiltered = ({node}) => node?.closest?.('#list, #statistics, .drawer');
    const moved = window.moved = [];
    window.moves?.disconnect();
    window.moves = new PerformanceObserver(list => list.getEntries().forEach(({value, sources}) => {
        if (!isFiltered(sources[0])) moved.push([value, ...sources.map(({node}) => node?.id || node?.className)]);
    }));
    window.moves.observe({type: 'layout-shift'});
}"""
# The stops of the trips shown over whose marks, of 10 px to each side, a control of the map lies.
UNDER_CONTROLS = """() => {
    const {store, trips, _map} = window.tripLayer, {counts} = trips.markers.visits(store.shown);
    const map = document.querySelector('#map').getBoundingClientRect();
    const controls = [...document.querySelectorAll('.leaflet-control')].map(each => each.getBoundingClientRect());
    return trips.markers.all.filter(({index}) => counts[index]).filter(({place}) => {
        const {x, y} = _map.latLngToContainerPoint([place.lat, place.lon]), left = map.left + x, top = map.top + y;
        return controls.some(box =>
            left + 10 > box.left && left - 10 < box.right && top + 10 > box.top && top - 10 < box.bottom);
    }).map(({place}) => place.label);
}"""
AT_REST = "() => !window.tripLayer.moving && !document.querySelector('.flying')"


def seen(page: Page) -> dict[str, Any]:
    """What of a selection is on the screen, once the map has come to rest."""
    page.page.wait_for_function(AT_REST)
    page.page.wait_for_function(PAINTED)
    found: dict[str, Any] = page.page.evaluate(SEEN)
    return found


@pytest.mark.parametrize("touch", [False, True])
def test_a_selection_has_its_whole_effect_on_the_screen(open_hosted: OpenPage, touch: bool) -> None:
    sizes = [size for size in SIZES if (size[0] < 700) == touch]
    page = open_hosted(width=sizes[0][0], height=sizes[0][1], touch=touch)
    page.page.route(SESSION, lambda route: route.fulfill(body=""))
    for width, height in sizes:
        page.page.set_viewport_size({"width": width, "height": height})
        page.page.evaluate("() => { document.scrollingElement.scrollTop = 0; }")
        page.page.wait_for_function(PAINTED)
        page.page.evaluate(SHIFT)
        has_its_whole_effect(page, width)
        assert out_of_hand(page.page, touch=touch) == [], width
        page.page.locator("#card .close").click()
        expect(page.page.locator("#card h2")).to_have_count(0)
        assert out_of_hand(page.page, touch=touch) == [], width
        moves_nothing_else(page, touch)
        tab = page.page
        tab.locator("#share").click()
        assert out_of_hand(tab, touch=touch) == [], width
        tab.keyboard.press("Escape")


def moves_nothing_else(page: Page, touch: bool) -> None:
    """Choose by a filter, take it back, and open and close “Your trips”."""
    tab, country = page.page, page.pill("country", "Vietnam")
    tab.evaluate("() => { document.scrollingElement.scrollTop = 0; }")
    tab.wait_for_function(PAINTED)
    tab.evaluate(MOVED)
    country.click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 1 of 11")
    if tab.evaluate("innerWidth") == 320:
        tab.wait_for_function(AT_REST)
        assert tab.evaluate(UNDER_CONTROLS) == []
    country.click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 11 of 11")
    has_not_moved(tab)
    tab.locator("#own").click()
    expect(tab.locator("#own-panel h2")).to_be_focused()
    tab.wait_for_function(PAINTED)
    assert out_of_hand(tab, touch=touch) == [], tab.viewport_size
    has_not_moved(tab)
    tab.keyboard.press("Escape")
    expect(tab.locator("#own-panel")).to_be_hidden()
    tab.wait_for_function(PAINTED)
    has_not_moved(tab)


def has_not_moved(tab: Tab) -> None:
    """Since `MOVED`, or since this was asked before."""
    moved = tab.evaluate("() => window.moved.splice(0)")
    assert sum(value for value, *_ in moved) <= 0.02, (tab.viewport_size, moved)


def has_its_whole_effect(page: Page, width: int) -> None:
    """Select by the timeline, by a line and by the list."""
    tab, card = page.page, page.page.locator("#card h2")
    mark = tab.locator(f"#timeline [data-trip='{HANOI}']")
    mark.dispatch_event("pointerenter")
    mark.dispatch_event("click")
    expect(tab.locator(".timeline .tip")).to_be_hidden()
    expect(card).to_have_text("Hanoi, Vietnam")
    found = seen(page)
    assert found["card"], width
    if width >= WIDE:
        assert found["map"], width
        assert found["timeline"], width
        assert found["hidden"] == [], width
    tab.evaluate("() => window.tripLayer.select(window.tripLayer.trips.byId('2018-06-singapore'))")  # as a line does
    expect(card).to_have_text("Singapore")
    assert seen(page)["card"], width
    assert tab.evaluate("() => window.shift") <= 0.02, width
    tab.locator("#trips tbody tr").last.locator(".choose").click()  # which scrolls the list up
    expect(card).to_have_text("Beijing, China")
    found = seen(page)
    assert found["card"], width
    assert width < WIDE or (found["map"] and found["timeline"] and not found["hidden"]), width
    if width > PHONE:
        tab.wait_for_function(MAP_ON_SCREEN)


def test_escape_and_the_sea_take_a_selection_back_and_a_click_in_the_card_does_not(show_view: ShowView) -> None:
    page = show_view(f"?trip={HANOI}")
    tab, card = page.page, page.page.locator("#card h2")
    tab.locator("#card dd").first.click()
    expect(card).to_have_text("Hanoi, Vietnam")
    tab.keyboard.press("Escape")
    expect(card).to_have_count(0)
    tab.locator(f"#timeline [data-trip='{HANOI}']").click()
    expect(card).to_have_text("Hanoi, Vietnam")
    tab.mouse.move(-1, -1)
    tab.wait_for_function(AT_REST)
    box = tab.locator("#map").bounding_box()
    assert box
    tab.mouse.click(box["x"] + 40, box["y"] + 40)
    expect(card).to_have_count(0)
    assert "trip=" not in tab.url


def test_back_undoes_the_last_choice_and_no_move_of_the_map(open_hosted: OpenPage) -> None:
    page = open_hosted()
    tab, card, sentence = page.page, page.page.locator("#card h2"), page.page.locator("#sentence")
    page.pill("year", "2019").click()
    tab.locator("#trips .choose").filter(has_text="Hanoi").click()
    expect(card).to_have_text("Hanoi, Vietnam")
    tab.wait_for_function(AT_REST)
    tab.evaluate("() => { window.tripLayer._map.panBy([40, 0], {animate: false}); }")
    assert "at=" in tab.url
    tab.go_back()
    expect(card).to_have_count(0)
    expect(sentence).to_contain_text("Showing 4 of 11")
    tab.go_back()
    expect(sentence).to_contain_text("Showing 11 of 11")
    expect(page.pill("year", "2019")).to_have_attribute("aria-pressed", "false")
    tab.go_forward()
    tab.go_forward()
    expect(card).to_have_text("Hanoi, Vietnam")
    assert "at=" in tab.url


def test_back_works_beside_streamlits_own_steps(show_plain: ShowView) -> None:
    page = show_plain()
    tab, sentence = page.page, page.page.locator("#sentence")
    page.pill("year", "2019").click()
    expect(sentence).to_contain_text("Showing 4 of 11")
    tab.locator("#trips .choose").filter(has_text="Hanoi").click()
    expect(tab.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    page.map.locator(".leaflet-container").click(position={"x": 30, "y": 60})
    expect(tab.locator("#card h2")).to_have_count(0)
    for expected in ("Showing 4 of 11", "Showing 4 of 11", "Showing 11 of 11"):
        tab.go_back()
        expect(sentence).to_contain_text(expected)
    expect(page.pill("year", "2019")).to_have_attribute("aria-pressed", "false")
    tab.go_forward()
    expect(page.pill("year", "2019")).to_have_attribute("aria-pressed", "true")
    expect(sentence).to_contain_text("Showing 4 of 11")


def test_a_filter_brings_its_trips_into_a_map_that_nobody_moved_and_offers_it_in_one_that_was(
    open_hosted: OpenPage,
) -> None:
    page = open_hosted()
    tab, outside = page.page, page.page.locator(".outside")
    tab.locator("#trips .choose").filter(has_text="DMZ").first.click()
    tab.wait_for_function(AT_REST)
    tab.locator("#card .close").click()
    page.pill("country", "Vietnam").click()
    tab.wait_for_function(AT_REST)
    assert tab.evaluate("() => window.tripLayer._map.getBounds().contains([21.03, 105.85])")
    expect(outside).to_be_hidden()
    tab.evaluate("() => { window.tripLayer._map.setView([38, 127], 7, {animate: false}); }")
    expect(outside).to_be_hidden()  # the reader has just moved the map, and knows
    page.pill("country", "Singapore").click()
    expect(outside).to_have_text("Show all shown: 2 trips lie outside")
    assert tab.evaluate("() => window.tripLayer._map.getZoom()") == 7
    outside.click()
    expect(outside).to_be_hidden()
    tab.wait_for_function(AT_REST)
    assert tab.evaluate("() => window.tripLayer._map.getBounds().contains([1.35, 103.8])")
    assert "at=" not in tab.url


def test_a_flight_leaves_no_part_of_the_map_blank(open_hosted: OpenPage) -> None:
    """In each step of it what is drawn reaches to the edges of the map, and no name stands where its place was."""
    page = open_hosted("?at=38,127,8", reduced_motion=False)
    blanks = page.page.evaluate("""() => new Promise(done => {
        const {_map: map, baseMap, lines} = window.tripLayer, frame = map.getContainer().getBoundingClientRect();
        const steps = [];
        map.on('zoom', () => {
            for (const canvas of [baseMap._container, lines._container]) {
                const {left, top, right, bottom} = canvas.getBoundingClientRect();
                steps.push(Math.max(left - frame.left, top - frame.top, frame.right - right, frame.bottom - bottom));
            }
            steps.push(Number(getComputedStyle(map.getPane('names')).opacity === '1' && steps.length > 60));
        });
        map.once('zoomend', () => done([steps.length, Math.max(...steps)]));
        window.tripLayer.showAll();
    })""")
    assert blanks[0] > 9
    assert blanks[1] <= 1


def test_a_link_to_a_trip_shows_it_beside_its_card_at_once(open_hosted: OpenPage) -> None:
    page = open_hosted(f"?trip={HANOI}", reduced_motion=False)
    assert page.map.evaluate(AT_REST)
    assert page.map.evaluate("() => window.tripLayer.store.covered.right") > 0
    assert not seen(page)["hidden"]


def test_a_sheet_is_half_as_high_as_a_phone_or_full_and_a_swipe_closes_it(open_hosted: OpenPage) -> None:
    tab = open_hosted(f"?trip={HANOI}", width=390, height=844, touch=True).page
    sheet, handle = tab.locator(".drawer"), tab.locator(".handle")
    height = "() => document.querySelector('.drawer').offsetHeight"
    assert tab.evaluate(height) == 422
    handle.tap()
    expect(handle).to_have_attribute("aria-expanded", "true")
    assert tab.evaluate(height) > 800
    assert violations(tab, ".drawer") == []  # of the page around it: `test_access.py`
    box = handle.bounding_box()
    assert box
    assert box["height"] >= 44
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x, y + 500, steps=5)
    tab.mouse.move(x, 840, steps=5)
    tab.mouse.up()
    expect(sheet).to_be_hidden()
    assert "trip=" not in tab.url


def test_a_row_that_is_chosen_by_keyboard_leads_to_its_card_and_escape_back(show_view: ShowView) -> None:
    page = show_view()
    choose = page.page.locator("#trips .choose").filter(has_text="Vladivostok")
    page.page.locator("#trips th button").first.focus()
    page.page.keyboard.press("Tab")
    choose.focus()
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#card")).to_be_focused()
    page.page.keyboard.press("Escape")
    expect(choose).to_be_focused()


def test_the_tip_of_the_timeline_is_whole_inside_the_window(show_view: ShowView) -> None:
    tab = show_view().page
    tip = tab.locator(".timeline .tip")
    for mark in (f"[data-trip='{HANOI}']", "[data-trip='2025-09-beijing']", ".hollow >> nth=0"):
        tab.locator(f"#timeline {mark}").first.hover()
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900
        assert box["x"] + box["width"] <= 1280
        assert tip.evaluate("tip => tip.scrollHeight <= tip.clientHeight && tip.scrollWidth <= tip.clientWidth")
    tab.mouse.move(-1, -1)


def test_in_a_low_frame_the_trip_stands_above_its_card_and_whoever_steps_keeps_the_bar(open_hosted: OpenPage) -> None:
    page = open_hosted(f"?embed=true&trip={HANOI}", width=320, height=560)
    bar = page.page.locator(".playbar")
    assert seen(page)["hidden"] == []
    expect(bar).to_be_hidden()
    page.page.locator("#card .close").click()
    bar.locator(".next").click()
    expect(page.page.locator("#card h2")).to_be_visible()
    expect(bar).to_be_visible()
