"""The page in a real browser: eleven trips, filtered, hovered, selected, and never a request to anyone else."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from data.records.records import read_records
from geo.dataset import load
from tests.conftest import OpenPage, Page, ShowView
from tests.list_selection import facet_options, summary_sentence
from tests.parity import MIXED, SHOWN, YEARS, Chosen, agreed
from tests.server import Server

DATASET = load()


def test_the_reader_sees_eleven_trips_and_nothing_comes_from_elsewhere(open_page: OpenPage) -> None:
    page = open_page()
    assert page.sentence() == summary_sentence(DATASET.trips, 11, DATASET.countries)
    assert page.map_data()["trips"] == 11
    assert page.page.locator("#trips tbody tr").count() == 11
    assert page.outside == []
    assert page.errors == []
    assert page.page.get_by_role("heading", level=1).inner_text() == "Where Kim Jong Un has travelled"
    names = page.map.locator(".name").all_inner_texts()  # of places and countries
    assert {"Pyongyang", "Beijing", "Dalian", "Singapore", "Hanoi", "DMZ, Panmunjom", "Vladivostok"} <= set(names)
    assert {"CHINA", "MONGOLIA"} <= {name.upper() for name in names}


PRESSED = "pills => pills.map(pill => [pill.textContent.trim(), pill.getAttribute('aria-pressed') === 'true'])"


def choose(page: Page, chosen: Chosen) -> None:
    """Bring the pills to exactly these values, by clicks."""
    for key in ("year", "mode", "with"):
        pills = page.page.locator(f".st-key-{key} button[aria-pressed]")
        for number, (value, pressed) in enumerate(pills.evaluate_all(PRESSED)):
            wanted = value in chosen.get(key, ())
            if pressed != wanted:
                pills.nth(number).click()
                expect(pills.nth(number)).to_have_attribute("aria-pressed", str(wanted).lower())


def test_two_years_are_nine_trips_three_by_air_two_by_road_four_by_rail(show_view: ShowView) -> None:
    page = show_view()
    for year in ("2018", "2019"):
        page.pill("year", year).click()
    expect(page.page.locator("#sentence")).to_contain_text(
        "Showing 9 of 11 trips: 4 by rail, 3 by air, 2 by road, to 5 countries"
    )
    page.pill("with", "Xi Jinping").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 4 of 11 trips")
    page.pill("with", "Xi Jinping").click()
    page.pill("with", "Donald Trump").click()
    expect(page.page.locator("#trips tbody tr")).to_have_count(3)
    assert set(page.page.locator("#trips .choose").all_inner_texts()) == {"Singapore", "Hanoi", "DMZ, Panmunjom"}
    expect(page.pill("year", "2018")).to_have_accessible_name("2018 1")
    expect(page.pill("mode", "air")).to_have_attribute("data-count", "1")
    expect(page.pill("country", "China")).to_have_accessible_name("China 0")
    page.page.get_by_role("button", name="Clear all").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 11 of 11")
    expect(page.page.locator("#trips tbody tr")).to_have_count(11)
    expect(page.page.locator(".st-key-facets [aria-pressed=true]")).to_have_count(0)
    expect(page.page.get_by_role("button", name="Clear all")).to_be_hidden()
    assert page.page.url.endswith("/?lang=en")


def test_2023_is_the_tenth_trip(show_view: ShowView) -> None:
    page = show_view("?year=2018&year=2019&year=2023")
    assert page.sentence().startswith("Showing 10 of 11 trips")


def test_pills_python_and_the_page_agree_on_mixed_choices(show_view: ShowView) -> None:
    """Several values of each facet, by clicks. Every choice there is: `tests/js/test_parity.py`, without a browser."""
    page = show_view()
    for chosen in (MIXED[1], MIXED[2], MIXED[6]):
        choose(page, chosen)
        agreed(page.page, chosen, DATASET)


def test_every_facet_offers_what_the_records_hold(show_view: ShowView) -> None:
    page = show_view()
    for key in ("year", "mode", "with", "country"):
        pills = page.page.locator(f".st-key-{key} button[aria-pressed]").all_text_contents()
        assert [text.strip() for text in pills] == list(facet_options(DATASET.trips, key, DATASET.countries))


def test_an_empty_result_says_what_to_loosen(show_view: ShowView) -> None:
    page = show_view("?year=2023&mode=air")
    assert page.sentence() == "Showing 0 of 11 trips."
    loosen = page.page.locator("#loosen")
    expect(loosen).to_contain_text("Without Year: 3 trips")
    loosen.get_by_role("button", name="Without Transport: 1 trip").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 1 of 11 trips")
    expect(page.pill("mode", "air")).to_have_attribute("aria-pressed", "false")
    expect(loosen).to_be_empty()


def test_filtering_moves_and_reloads_nothing(show_plain: ShowView) -> None:
    page = show_plain()
    page.map.evaluate("() => { window.stays = true; window.tripLayer._map.setView([35, 110], 5, {animate: false}); }")
    page.page.evaluate(
        "() => { document.querySelector('#sentence').stays = true; document.querySelector('#trips').stays = true; }"
    )
    page.pill("year", "2019").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 4 of 11")
    page.pill("mode", "rail").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 3 of 11")
    assert page.map.evaluate(
        "() => [window.stays, window.tripLayer._map.getZoom(), window.tripLayer._map.getCenter().lat]"
    ) == [True, 5, 35]
    assert page.page.evaluate(
        "() => document.querySelector('#sentence').stays && document.querySelector('#trips').stays"
    )
    page.map.get_by_role("button", name="Fit the map").click()
    page.map.wait_for_function("() => window.tripLayer._map.getZoom() !== 5")
    assert "at=" not in page.page.url


def test_ten_fast_clicks_end_on_the_last_one(show_view: ShowView) -> None:
    page = show_view()
    page.page.evaluate("""async () => {
        const pills = [...document.querySelectorAll('.st-key-year button[aria-pressed]')];
        for (let n = 0; n < 10; n++) {
            pills[n % 4].click();
            await new Promise(done => setTimeout(done, 30));
        }
    }""")
    # 2018 and 2019 were clicked three times, 2023 and 2025 twice
    for year, wanted in zip(YEARS, ("true", "true", "false", "false"), strict=True):
        expect(page.pill("year", year)).to_have_attribute("aria-pressed", wanted)
    expect(page.page.locator("#sentence")).to_contain_text("Showing 9 of 11")
    assert page.page.evaluate(SHOWN)["map"] == 9


def test_a_frozen_server_does_not_stop_map_sentence_and_list(show_plain: ShowView, page_server: Server) -> None:
    page = show_plain()
    with page_server.frozen():
        page.pill("year", "2023").click()
        expect(page.page.locator("#sentence")).to_contain_text("Showing 1 of 11 trips")
        assert page.page.evaluate(SHOWN)["list"] == ["2023-09-russia"]
        assert page.map_data()["trips"] == 1


def test_what_is_given_up_while_the_server_is_frozen_does_not_come_back_with_the_next_choice(
    show_plain: ShowView, page_server: Server
) -> None:
    page = show_plain()
    page.pill("year", "2019").click()
    expect(page.page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    with page_server.frozen():
        page.page.locator(".filter-tools").get_by_role("button", name="Clear all").click()
        page.pill("year", "2023").click()
        expect(page.page.locator("#sentence")).to_contain_text("Showing 1 of 11 trips")
    for year, chosen in (("2019", "false"), ("2023", "true")):
        expect(page.pill("year", year)).to_have_attribute("aria-pressed", chosen)
    expect(page.page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.page.locator("#sentence")).to_contain_text("Showing 1 of 11 trips")
    assert parse_qs(urlsplit(page.page.url).query)["year"] == ["2023"]


def on_line(page: Page, lat: float, lng: float, trips: int = 1) -> tuple[float, float]:
    """Where on the page the line nearest to a point runs that at least so many trips share, in px."""
    x, y = page.map.evaluate(
        """([lat, lng, trips]) => {
        const {_map: map, lines} = window.tripLayer, near = map.latLngToLayerPoint([lat, lng]);
        const nearest = lines.nearest(near, {filter: index => window.tripLayer.lines.traffic.count[index] >= trips});
        const {x, y} = map.layerPointToContainerPoint([nearest.x, nearest.y]);
        return [x, y];
    }""",
        [lat, lng, trips],
    )
    box = page.page.locator("iframe.stCustomComponentV1, #map").bounding_box()
    assert box
    return box["x"] + x, box["y"] + y


def test_hover_and_tap_tell_the_same_of_a_line(open_hosted: OpenPage) -> None:
    page = open_hosted("?at=26.5,112,7")
    between_changsha_and_hengyang = on_line(page, 27.54, 112.9)
    page.page.mouse.move(*between_changsha_and_hengyang)
    tip = page.map.locator(".leaflet-container > .tip")
    told = "Changsha to Hengyang", "Hanoi", "23 Feb to 5 Mar 2019", "11 days", "Armoured train", "Met Donald Trump"
    for part in told:
        expect(tip).to_contain_text(part)
    hovered = tip.inner_text()
    page.page.mouse.move(between_changsha_and_hengyang[0] - 200, between_changsha_and_hengyang[1])
    expect(tip).to_be_hidden()
    shared = open_hosted("?at=39.5,117.5,7", touch=True)
    page.page.mouse.move(*between_changsha_and_hengyang)
    expect(tip).to_have_text(hovered, use_inner_text=True)
    shared.page.touchscreen.tap(*on_line(shared, 39.52, 118.5, trips=4))
    expect(shared.map.locator(".leaflet-container > .tip")).to_contain_text("Met Xi Jinping, Vladimir Putin")


def test_what_a_line_tells_goes_with_the_pointer_however_fast_it_leaves(show_view: ShowView) -> None:
    """Leaflet's canvas would be deaf for 32 ms after each move of the pointer; here the last move comes in the same instant."""
    page = show_view("?at=26.5,112,7")
    told = page.map.evaluate("""() => {
        const {_map: map, lines, tip} = window.tripLayer, canvas = lines._container;
        const frame = map.getContainer().getBoundingClientRect(), size = map.getSize();
        const middles = Array.from(lines.segments, index => {
            const points = lines.points(index), half = 2 * Math.floor(points.length / 4);
            return map.layerPointToContainerPoint(points.slice(half, half + 2));
        });
        const at = middles.find(({x, y}) => x > 200 && y > 0 && x < size.x && y < size.y);
        const move = (x, y) => canvas.dispatchEvent(new MouseEvent('mousemove', {bubbles: true, clientX: frame.left + x, clientY: frame.top + y}));
        move(at.x, at.y);
        const shown = !tip.box.hidden;
        move(at.x - 200, at.y);
        return shown;
    }""")
    assert told
    expect(page.map.locator(".leaflet-container > .tip")).to_be_hidden()


def test_a_click_on_a_shared_line_lists_its_trips_and_a_click_there_selects(show_view: ShowView) -> None:
    page = show_view("?at=39.5,117.5,7")
    page.page.mouse.click(*on_line(page, 39.52, 118.5, trips=4))
    tip = page.map.locator(".leaflet-container > .tip")
    expect(tip.get_by_role("button")).to_have_count(4)
    tip.get_by_role("button").filter(has_text="2025").click()
    expect(page.page.locator("#card h2")).to_have_text("Beijing, China")
    assert "trip=2025-09-beijing" in page.page.url


def test_the_card_tells_legs_titles_evidence_and_sources(show_view: ShowView) -> None:
    page = show_view()
    page.page.locator("#trips .choose").filter(has_text="Hanoi").click()
    card = page.page.locator("#card")
    expect(card).to_contain_text("Donald Trump, President of the United States")
    expect(card).to_contain_text("by way of Sinuiju")
    expect(card).to_contain_text("Zhengzhou (inferred)")
    expect(card).to_contain_text("confirmed", ignore_case=True)
    links = card.locator("a").all()
    assert len(links) > 10
    assert all((link.get_attribute("href") or "").startswith("http") for link in links)
    assert all(link.get_attribute("rel") == "noopener noreferrer" for link in links)
    expect(page.page.locator("#trips tr[aria-current]")).to_have_attribute("data-trip", "2019-02-hanoi")
    expect(page.page.locator("#timeline .selected")).to_have_attribute("data-trip", "2019-02-hanoi")


def test_the_list_sorts_by_any_column(open_hosted: OpenPage) -> None:
    page = open_hosted()
    page.page.locator("#trips th").get_by_role("button", name="Days").click()
    expect(page.page.locator("#trips th.c-days")).to_have_attribute("aria-sort", "descending")
    days = [int(text) for text in page.page.locator("#trips tbody .c-days").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    page.page.locator("#trips th").get_by_role("button", name="Trip").click()
    expect(page.page.locator("#trips .choose").first).to_have_text("Beijing")
    expect(page.page.locator("#trips th.c-title")).to_have_attribute("aria-sort", "ascending")


def test_what_is_not_a_trip_is_told_with_its_reason(show_view: ShowView) -> None:
    page = show_view()
    events = [event for event in read_records().events if event.kind == "event"]
    within = [event for event in events if event.first >= "2018"]  # the timeline begins with the first trip's year
    assert page.page.locator("#timeline .hollow").count() == len(within) == len(events) - 1
    page.page.locator("#timeline .hollow").first.hover()
    expect(page.page.locator(".timeline .tip")).to_contain_text("26 May 2018")
    page.page.locator("#events summary").click()
    expect(page.page.locator("#events")).to_contain_text(events[0].why)


def test_since_then_compares_the_published_count_with_todays(show_view: ShowView) -> None:
    notes = show_view().page.locator(".notes")
    expect(notes).to_contain_text("CNN wrote in September 2023")
    expect(notes).to_contain_text("(4 of 9). Now it is 6 of 11.")


def test_nothing_of_streamlits_default_look_is_left(show_plain: ShowView) -> None:
    page = show_plain()
    text = page.page.locator("body").inner_text()
    assert not re.search(r"\bDeploy\b", text)
    expect(page.page.locator('[data-testid="stSidebar"]')).to_have_count(0)
    expect(page.page.locator('[data-testid="stHeader"]')).to_be_hidden()
