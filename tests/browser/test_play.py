"""Play: the trips one after the other, each drawn along its way; playing is selecting."""

from typing import Any

from playwright.sync_api import expect

from geo.dataset import load
from tests.conftest import SHIFT, OpenPage, ShowView
from tests.server import until

IDS = [trip.id for trip in load().trips]
TRIP = "() => new URLSearchParams(parent.location.search).get('trip')"


# Which trip the address and the player's text name, at each change of the text.
STEPS = """() => {
  const step = document.querySelector('.playbar .step');
  window.steps = [];
  new MutationObserver(() => {
    window.steps.push([new URLSearchParams(parent.location.search).get('trip'), step.textContent]);
  }).observe(step, {childList: true, characterData: true, subtree: true});
}"""
# Counts the lines that are drawn bit by bit and the flights of the map.
ANIMATED = """() => {
  const {play} = window.tripLayer;
  window.animated = 0;
  play.map.on('layeradd', event => { if (play.trail.includes(event.layer)) window.animated++; });
  play.map.on('zoomanim', () => { window.animated++; });
}"""
# In the map's frame a second lasts 25 milliseconds, so that nobody waits for eleven trips to be played.
FAST = """() => {
  window.usualFrame = window.requestAnimationFrame;
  const frame = window.usualFrame.bind(window);
  window.requestAnimationFrame = draw => frame(now => draw(now * 40));
}"""
# The labels and marks of the timeline that the knob lies over as it is drawn, which is smaller than what can be pressed.
COVERED = """knob => {
  const box = knob.getBoundingClientRect(), {top, left, width, height} = getComputedStyle(knob, '::before');
  const [y, x, across, down] = [top, left, width, height].map(parseFloat), from = box.left + x, above = box.top + y;
  return [...document.querySelectorAll('#timeline :is(text, .hollow, .mark rect:last-child)')].filter(each => {
    const other = each.getBoundingClientRect();
    return other.left < from + across && other.right > from && other.top < above + down && other.bottom > above;
  }).map(each => each.textContent || each.getAttribute('class'));
}"""


# Which trip is selected each time that another card is there.
CARDS = """() => {
  window.cards = [];
  new MutationObserver(() => {
    const id = new URLSearchParams(location.search).get('trip');
    if (document.querySelector('#card h2') && window.cards.at(-1) !== id) window.cards.push(id);
  }).observe(document.querySelector('#card'), {childList: true, subtree: true});
}"""


def test_by_keyboard_all_eleven_are_played_and_no_step_asks_the_server(show_plain: ShowView) -> None:
    """With reduced motion, so nothing is animated either."""
    page, sent = show_plain(), list[Any]()
    browser = page.page.context.new_cdp_session(page.page)
    browser.send("Network.enable")
    browser.on("Network.webSocketFrameSent", lambda frame: sent.append(frame))  # noqa: PLW0108  Playwright takes no built-in
    page.map.locator(".reach").focus()
    page.map.evaluate(STEPS)
    page.map.evaluate(ANIMATED)
    page.map.evaluate(FAST)
    page.page.keyboard.press("Space")
    page.map.wait_for_function(f"trip => ({TRIP})() === trip", arg=IDS[-1])
    expect(page.map.get_by_role("button", name="Play")).to_be_visible()  # the last one ends it
    page.map.evaluate("() => { window.requestAnimationFrame = window.usualFrame; }")
    assert page.map.evaluate("() => window.animated") == 0
    steps = page.map.evaluate("() => window.steps")
    assert [(trip, text.partition(":")[0]) for trip, text in steps] == [
        (trip, f"{number} of 11") for number, trip in enumerate(IDS, 1)
    ]
    assert sent == []
    page.pill("year", "2019").click()  # as a filter does
    expect(page.page.locator("#sentence")).to_contain_text("Showing 4 of 11")
    until(lambda: page.page.evaluate("1") and bool(sent), 30, lambda: "nothing was sent, so nothing would be seen")
    browser.detach()


def test_the_link_at_hanoi_reopens_at_hanoi(show_view: ShowView, open_hosted: OpenPage) -> None:
    page = show_view("?year=2019")
    step = page.map.get_by_role("button", name="Next trip")
    step.click()
    step.click()
    expect(page.page.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    expect(page.page.locator("#timeline .selected")).to_have_attribute("data-trip", "2019-02-hanoi")
    again = open_hosted("?" + page.page.url.split("?", 1)[1])
    expect(again.map.locator(".playbar .step")).to_contain_text("2 of 4: Hanoi, 23 Feb to 5 Mar 2019")
    assert again.map.evaluate("() => window.tripLayer.play.playing") is False  # it never starts by itself
    expect(again.map.get_by_role("button", name="Play")).to_be_visible()


def test_play_draws_the_trip_along_its_way_and_pause_stops_it(open_hosted: OpenPage) -> None:
    page = open_hosted("?trip=2018-06-singapore", reduced_motion=False)
    page.map.get_by_role("button", name="Play").click()
    page.map.wait_for_function("() => window.tripLayer.play.trail.length > 0 && window.tripLayer.play.head")
    moved = "from => Math.abs(window.tripLayer.play.head?.getLatLng().lat - from) > 1"
    page.map.wait_for_function(moved, arg=page.map.evaluate("() => window.tripLayer.play.head.getLatLng().lat"))
    page.map.get_by_role("button", name="Pause").click()
    assert page.map.evaluate("() => [window.tripLayer.play.trail.length, window.tripLayer.lines.muted]") == [0, False]
    assert "trip=2018-06-singapore" in page.page.url


def test_the_speed_changes_and_the_caption_names_the_trip(show_view: ShowView) -> None:
    page = show_view("?year=2018")
    speed = page.map.get_by_role("button", name="Speed")
    shown = [speed.inner_text()]
    for _ in range(3):
        speed.click()
        shown.append(speed.inner_text())
    assert shown == ["1×", "2×", "½×", "1×"]
    page.map.get_by_role("button", name="Play").click()
    expect(page.map.locator(".play-caption")).to_have_text("Beijing 25 to 28 Mar 2018")
    page.map.get_by_role("button", name="Pause").click()
    expect(page.map.locator(".play-caption")).to_be_hidden()


def test_the_knob_of_the_timeline_selects_trips_by_date(show_view: ShowView) -> None:
    page = show_view()
    knob = page.page.get_by_role("slider", name="Choose a trip by its date")
    knob.press("End")
    expect(page.page.locator("#card h2")).to_have_text("Beijing, China")
    expect(knob).to_have_attribute("aria-valuetext", "Beijing, 1 to 5 Sept 2025")
    knob.press("ArrowLeft")
    expect(page.page.locator("#card h2")).to_have_text("Russian Far East, Russia")
    knob.hover()  # once it has glided to its trip
    box = knob.bounding_box()
    first = page.page.locator("#timeline .mark").first.bounding_box()
    assert box
    assert first
    page.page.mouse.down()
    page.page.mouse.move(first["x"] - 30, box["y"] + 12, steps=4)
    page.page.mouse.up()
    expect(knob).to_have_attribute("aria-valuenow", "1")
    assert "trip=2018-03-beijing" in page.page.url
    assert knob.evaluate(COVERED) == []


def test_a_click_of_the_readers_ends_the_play(show_view: ShowView) -> None:
    page = show_view()
    page.map.get_by_role("button", name="Play").click()
    page.page.locator("#trips .choose").filter(has_text="Hanoi").click()
    expect(page.map.get_by_role("button", name="Play")).to_be_visible()
    expect(page.page.locator("#card h2")).to_have_text("Hanoi, Vietnam")


def test_played_fast_the_card_keeps_up_and_nothing_else_moves(open_hosted: OpenPage) -> None:
    page = open_hosted(reduced_motion=False)
    tab = page.page
    tab.evaluate(SHIFT)
    tab.evaluate(CARDS)
    tab.evaluate(FAST)
    page.map.get_by_role("button", name="Play").click()
    tab.wait_for_function(f"trip => ({TRIP})() === trip", arg=IDS[-1])
    expect(page.map.get_by_role("button", name="Play")).to_be_visible()
    assert tab.evaluate("() => window.cards") == IDS
    assert tab.evaluate("() => window.shift") <= 0.02
    expect(tab.locator("#card h2")).to_have_text("Beijing, China")
    tab.locator("#card .close").click()
    expect(tab.locator("#card h2")).to_have_count(0)
    assert page.errors == []
