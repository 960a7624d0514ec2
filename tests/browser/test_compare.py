"""Travellers compared: colours of lines, small maps side by side, a map of countries, figures that filter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from export.page import one_file_page
from geo.dataset import load
from tests.access import in_every_look
from tests.conftest import OpenPage

THREE = """Trip,Traveller,Depart,Arrive,Origin,Destination,Mode,Met
1,Ann,2019-03-01,2019-03-04,Seoul,Tokyo,air,
2,Ann,2020-03-01,2020-03-04,Seoul,Hanoi,air,Bo Chu
3,Bea,2020-05-01,2020-05-09,Berlin,Paris,rail,
4,Bea,2021-05-01,2021-05-09,Berlin,Paris,rail,
5,Cem,2022-06-01,2022-06-09,Ankara,Berlin,road,
6,Cem,2022-08-01,2022-08-09,Seoul,Tokyo,air,
"""
# By the ends of a line: the name of its colour, as drawn.
COLOURS = """() => {
  const {lines, trips} = window.tripLayer, name = ({start, end}) => [start, end].map(at => trips.label(at)).sort().join(' ');
  return Object.fromEntries([...lines.segments].map(at => [name(trips.segment(at)), lines.look(at).colour]));
}"""
# By traveller: how many colours a small map has.
PAINTED = """() => Object.fromEntries([...document.querySelectorAll('.small-maps li')].map(item => {
  const canvas = item.querySelector('canvas'), {width, height} = canvas;
  const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
  return [item.dataset.value, new Set(new Uint32Array(data.buffer)).size];
}))"""

# The part of the map of countries that has neither of the two colours that are most frequent on it, sea and land.
TINTED = """() => {
  const canvas = document.querySelector('.country-map canvas'), {width, height} = canvas, seen = new Map();
  const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
  for (const colour of new Uint32Array(data.buffer)) seen.set(colour, (seen.get(colour) ?? 0) + 1);
  const [sea, land] = [...seen.values()].sort((one, other) => other - one);
  return 1 - (sea + land) / (width * height);
}"""

UNDER_LEGEND = """() => {
  const legend = document.querySelector('.legend').getBoundingClientRect();
  return [...document.querySelectorAll('.place:not([hidden])')].filter(stop => {
    const {left, bottom} = stop.getBoundingClientRect();
    return left < legend.right && bottom > legend.top;
  }).length;
}"""


@pytest.fixture
def three(browser: Browser, tmp_path: Path) -> Iterator[Tab]:
    """The page in one file of a table of three travellers, painted."""
    (tmp_path / "trips.csv").write_text(THREE, encoding="utf-8")
    (tmp_path / "trips.html").write_text(one_file_page(load(tmp_path / "trips.csv")), encoding="utf-8")
    context, errors = browser.new_context(offline=True, viewport={"width": 1280, "height": 900}), list[str]()
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto((tmp_path / "trips.html").as_uri())
    tab.locator("[data-state=ready]").wait_for()
    yield tab
    assert errors == []
    context.close()


def test_travellers_are_not_compared_by_what_the_table_does_not_say(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text("traveller,date,city\nAnn,2019-01-01,Rome\nBea,2020-01-01,Oslo\n")
    (tmp_path / "trips.html").write_text(one_file_page(load(tmp_path / "trips.csv")), encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "trips.html").as_uri())
    heads = tab.locator("table:has(caption:has-text('Travellers compared')) thead th")
    expect(heads).to_have_text(["Traveller", "trips", "days away", "countries"])
    tab.close()


def the_legend_lies_over_no_stop(three: Tab) -> None:
    bea = three.locator(".st-key-traveller").get_by_role("button", name="Bea")
    bea.click()
    expect(three.locator("#sentence")).to_contain_text("Showing 2 of 6 trips")
    three.wait_for_function("() => !window.tripLayer.moving && !document.querySelector('.flying')")
    assert three.evaluate(UNDER_LEGEND) == 0
    bea.click()


def colour_by_traveller(three: Tab) -> None:
    """Choose it in the legend, which explains the colours, open and folded."""
    select = three.get_by_label("Colour by")
    assert select.locator("option").all_inner_texts() == ["Transport", "Traveller", "Year", "Met"]
    select.select_option("traveller")
    rows = three.locator(".legend .groups li")
    expect(rows).to_have_text(["Ann2", "Bea2", "Cem2", "several of these"])
    assert "colour=traveller" in three.url
    drawn = three.evaluate(COLOURS)
    three.locator(".legend summary").click()
    expect(three.locator(".legend .key > span")).to_have_text(["Ann", "Bea", "Cem", "several of these"])
    expect(three.locator(".legend .key")).to_be_visible()
    assert (drawn["Seoul Tokyo"], drawn["Hanoi Seoul"], drawn["Berlin Paris"]) == ("ink", "group1", "group2")


def test_three_travellers_are_compared_by_colour_by_small_maps_and_by_countries(three: Tab) -> None:
    the_legend_lies_over_no_stop(three)
    colour_by_traveller(three)
    three.get_by_role("button", name="Travellers side by side").click()
    maps = three.locator(".small-maps button")
    expect(maps).to_have_count(3)
    expect(three.get_by_role("button", name="Filter by Ann: 2 trips, ")).to_be_visible()
    three.wait_for_function(f"() => Object.values(({PAINTED})()).every(n => n > 20)")
    maps.nth(1).click()
    expect(three.locator("#sentence")).to_contain_text("Showing 2 of 6 trips")
    expect(maps.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(maps).to_have_count(3)  # the others stay, to be compared
    maps.nth(1).click()

    three.get_by_role("button", name="Countries on a map").click()
    listed = three.locator(".country-map .countries li")
    expect(listed).to_have_text(["France 2", "Japan 2", "Germany 1", "Vietnam 1"])
    assert in_every_look(three, "#statistics, .legend") == {}
    listed.get_by_role("button", name="Filter by Vietnam, 1 trip").click()
    expect(three.locator("#sentence")).to_contain_text("Showing 1 of 6 trips")
    assert "maps=traveller&maps=country" in three.url
    homes = three.locator(".travellers .home")
    expect(homes).to_have_count(0)  # one traveller is left, and nothing to compare
    three.go_back()
    expect(homes).to_have_text(
        [
            "home: Seoul (a guess: 2 of 2 trips start there)",
            "home: Berlin (a guess: 2 of 2 trips start there)",
            "home: Ankara (a guess: 1 of 2 trips start there)",
        ]
    )


def test_a_link_colours_the_hosted_page_and_nothing_is_loaded_without_it(open_hosted: OpenPage) -> None:
    page = open_hosted("?colour=with&colour=x")
    expect(page.page.locator(".legend .groups li")).to_contain_text(["Xi Jinping", "Donald Trump", "several of these"])
    assert page.map.evaluate(COLOURS)["Beijing Pyongyang"] in ("group1", "ink")
    assert page.errors == page.outside == []
    plain = open_hosted()
    loaded = (
        "() => performance.getEntriesByType('resource').filter(({name}) => /comparison|countries/.test(name)).length"
    )
    assert plain.page.evaluate(loaded) == 0


def test_a_figure_filters_the_plain_page_and_its_lines_are_coloured_there(open_page: OpenPage) -> None:
    page = open_page("?colour=year&maps=country&colour2=1")
    expect(page.map.locator(".legend .groups li").first).to_contain_text("2018")
    expect(page.page.locator(".country-map .countries li").first).to_have_text("China 5")
    page.page.wait_for_function(f"() => ({TINTED})() > 0.05")  # China and Russia are no dots
    page.page.locator("#statistics").get_by_role("button", name="Filter by Vietnam").first.click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 1 of 11 trips")
    expect(page.pill("country", "Vietnam")).to_have_attribute("aria-pressed", "true")
    assert page.errors == []
