"""The link: it reopens exactly what was seen, and says what it could not."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import OpenPage, Page, ShowView

VIEW = "() => { const map = window.tripLayer._map, c = map.getCenter(); return [c.lat, c.lng, map.getZoom()]; }"
BOUNDS = """() => {
    const bounds = window.tripLayer._map.getBounds();
    return [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
}"""
CENTRE = """([lat, lng]) => {
    const map = window.tripLayer._map, p = map.latLngToContainerPoint([lat, lng]), size = map.getSize();
    return Math.max(Math.abs(p.x - size.x / 2), Math.abs(p.y - size.y / 2));
}"""


def test_a_link_shows_exactly_its_years_modes_and_position(open_hosted: OpenPage) -> None:
    page = open_hosted("?year=2019&mode=rail&at=40,120,5")
    assert page.sentence().startswith("Showing 3 of 11 trips: 3 by rail")
    assert page.map.evaluate(CENTRE, [40, 120]) <= 1
    assert page.map.evaluate(VIEW)[2] == 5
    expect(page.pill("year", "2019")).to_have_attribute("aria-pressed", "true")
    expect(page.pill("mode", "rail")).to_have_attribute("aria-pressed", "true")
    assert page.page.locator("#notices").inner_text() == ""


def test_what_a_link_asks_in_vain_is_said_once_and_everything_is_shown(open_hosted: OpenPage) -> None:
    page = open_hosted("?year=1066&mode=zeppelin&trip=nope&at=north&utm_source=mail")
    assert page.sentence().startswith("Showing 11 of 11 trips")
    notice = page.page.locator("#notices")
    expect(notice).to_contain_text("year 1066, mode zeppelin, trip nope, at north")
    assert "utm_source" not in notice.inner_text()
    notice.get_by_role("button", name="Dismiss").click()
    page.pill("year", "2018").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 5 of 11")
    assert notice.inner_text() == ""


def test_copy_link_copies_exactly_this_view(show_view: ShowView, open_hosted: OpenPage) -> None:
    page = show_view()
    page.pill("year", "2019").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 4 of 11")
    page.page.locator("#trips .choose").filter(has_text="Hanoi").click()
    expect(page.page.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    page.map.wait_for_function("() => !window.tripLayer.moving")
    page.map.evaluate("() => { window.tripLayer._map.panBy([37, -21], {animate: false}); }")
    page.page.get_by_role("button", name="Copy link").click()
    expect(page.page.locator("#copied")).to_contain_text("Link copied")
    link = page.page.evaluate("() => navigator.clipboard.readText()")
    before = page.map.evaluate(VIEW)
    again = open_hosted("?" + link.split("?", 1)[1])
    assert again.sentence() == page.sentence()
    expect(again.page.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    assert again.map.evaluate(CENTRE, before[:2]) <= 1
    assert again.map.evaluate(VIEW)[2] == pytest.approx(before[2], abs=0.01)


def test_a_link_copied_on_a_wide_screen_shows_the_same_area_on_a_phone(open_hosted: OpenPage) -> None:
    """Of a map that the reader has not moved the link has no position; of one that is moved it has the bounds."""
    page = open_hosted(width=1440)
    link = page.map.evaluate("""() => {
        const {store} = window.tripLayer;
        store.select(store.trips.trip(2));
        return store.link();
    }""")
    page.map.wait_for_function("() => !window.tripLayer.moving")
    assert "at=" not in link
    assert page.map.evaluate("() => window.tripLayer.store.link()") == link
    page.map.evaluate("() => { window.tripLayer._map.setView([30, 150], 2.5, {animate: false}); }")
    moved = page.map.evaluate("() => window.tripLayer.store.link()")
    phone = open_hosted("?" + moved.split("?", 1)[1], width=390)
    south, west, north, east = (float(each) for each in parse_qs(urlsplit(moved).query)["at"][0].split(","))
    assert east - west > 150
    seen = phone.map.evaluate(BOUNDS)
    slack = (east - west) / 100
    assert seen[0] <= south + slack
    assert seen[1] <= west + slack
    assert seen[2] >= north - slack
    assert seen[3] >= east - slack
    assert phone.page.evaluate("() => new URLSearchParams(location.search).get('at')") in moved


def test_panning_writes_the_position_and_a_pill_keeps_it(show_view: ShowView) -> None:
    page = show_view()
    assert "at=" not in page.page.url
    box = page.page.locator("#map").bounding_box()
    assert box
    x, y = box["x"] + 800, box["y"] + 400
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x - 60, y - 40, steps=4)
    page.page.mouse.up()
    page.page.wait_for_function("() => location.search.includes('at=')")
    at = page.page.evaluate("() => new URLSearchParams(location.search).get('at')")
    page.pill("mode", "air").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 3 of 11")
    assert page.page.evaluate("() => new URLSearchParams(location.search).get('at')") == at


def test_the_first_view_frames_all_shown_trips(open_hosted: OpenPage, show_view: ShowView) -> None:
    views: dict[str, Callable[[str], Page]]
    views = {"?year=2018&mode=road": open_hosted, "": show_view, "?with=Vladimir+Putin": show_view}
    for query, show in views.items():
        page = show(query)
        inside = page.map.evaluate("""() => {
            const map = window.tripLayer._map, size = map.getSize();
            return window.tripLayer.places.items.every(({place}) => {
                const p = map.latLngToContainerPoint([place.lat, place.lon]);
                return p.x > 0 && p.y > 0 && p.x < size.x && p.y < size.y;
            });
        }""")
        assert inside, query


def test_selecting_a_trip_frames_it(show_view: ShowView) -> None:
    page = show_view("?trip=2018-04-dmz")
    bounds = page.map.evaluate(
        "() => { const b = window.tripLayer._map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; }"
    )
    west, south, east, north = bounds
    for edge, (least, most) in {west: (115, 125.7), south: (34, 37.9), east: (126.7, 137), north: (39.1, 43)}.items():
        assert least < edge < most
    assert page.map.evaluate("() => window.tripLayer._map.getZoom()") > 6


def test_a_link_of_other_data_says_that_they_changed(open_hosted: OpenPage) -> None:
    page = open_hosted("?year=2019&data=00000000")
    assert page.sentence().startswith("Showing 4 of 11")
    expect(page.page.locator("#notices")).to_contain_text("The data has changed since this link was made")
    assert "data=" not in page.page.url
    page.page.get_by_role("button", name="Copy link").click()
    expect(page.page.locator("#copied")).to_contain_text("Link copied")
    again = open_hosted("?" + page.page.evaluate("() => navigator.clipboard.readText()").split("?", 1)[1])
    assert again.page.locator("#notices").inner_text() == ""
    assert "data=" not in again.page.url


def test_only_the_readers_own_moves_are_written(open_hosted: OpenPage) -> None:
    """Neither filters nor another size of the window put a position into the address; a trip that is not there leaves it."""
    page = open_hosted("?trip=nope")
    assert "trip=" not in page.page.url
    page.pill("year", "2018").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 5 of 11")
    page.page.set_viewport_size({"width": 700, "height": 900})
    page.map.wait_for_function("() => window.tripLayer._map.getSize().x < 700")
    page.page.set_viewport_size({"width": 1280, "height": 900})
    page.map.wait_for_function("() => window.tripLayer._map.getSize().x > 750")
    page.pill("year", "2019").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 9 of 11")
    assert "at=" not in page.page.url


def test_escape_closes_the_card(show_view: ShowView) -> None:
    page = show_view("?trip=2019-02-hanoi")
    page.page.locator("#card .close").focus()
    page.page.keyboard.press("Escape")
    expect(page.page.locator("#card h2")).to_have_count(0)
    assert "trip=" not in page.page.url


def test_a_tap_on_a_place_of_several_trips_lists_them(open_hosted: OpenPage) -> None:
    page = open_hosted(width=390, touch=True)
    page.map.locator(".place").filter(has_text="4").tap()
    expect(page.map.locator(".leaflet-container > .tip")).to_contain_text("Beijing 北京")
    page.map.locator(".leaflet-container > .tip").get_by_role("button").filter(has_text="2025").tap()
    expect(page.page.locator("#card h2")).to_have_text("Beijing, China")
    page.map.evaluate("() => window.tripLayer.end()")  # a map that gives way to another writes no position
    assert "at=" not in page.page.url
