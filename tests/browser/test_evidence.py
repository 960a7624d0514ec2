"""As it was travelled, and how we know: ways, lengths, evidence, errors of the press, figures."""

from playwright.sync_api import expect

from geo.dataset import load
from tests.conftest import ShowView


def test_confirmed_only_shows_ten_of_eleven(show_view: ShowView) -> None:
    page = show_view()
    page.pill("evidence", "confirmed").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 10 of 11 trips")
    assert "evidence=confirmed" in page.page.url
    expect(page.page.locator('#trips tr[data-trip="2019-06-dmz"]')).to_have_count(0)


def test_every_trip_has_two_sources_with_publisher_date_and_address() -> None:
    records = load().records
    for trip in records.trips:
        named = {records.sources[key] for leg in trip.legs for key in leg.sources}
        assert sum(bool(source.publisher and source.date and source.url) for source in named) >= 2, trip.id


def test_every_inferred_stretch_is_dotted_and_every_reported_one_is_not(show_view: ShowView) -> None:
    page = show_view()
    lines = page.map.evaluate(
        """() => [...window.tripLayer.lines.segments].map(index => window.tripLayer.lines.look(index)).map(look => [look.basis, look.stroke.dash[0] ?? 0])"""
    )
    assert {basis for basis, _ in lines} == {0, 1}
    assert all((dash == 0.1) == (basis == 1) for basis, dash in lines)
    assert page.map.locator("#legend [data-basis]").all_inner_texts() == ["inferred way", "one way only"]


def test_the_card_sets_the_drawn_length_beside_the_published_one(show_view: ShowView) -> None:
    card = show_view("?trip=2019-02-hanoi").page.locator("#card")
    expect(card).to_contain_text("3,804 km as drawn, the way partly inferred")
    expect(card).to_contain_text("3,800 km, published: ")
    expect(card).to_contain_text("08:13 (UTC+07:00)")
    expect(card).to_contain_text("Confirmed: the sources agree on the trip and the means of travel")


def test_pyongyang_was_half_an_hour_behind_seoul_in_april_2018(show_view: ShowView) -> None:
    expect(show_view("?trip=2018-04-dmz").page.locator("#card")).to_contain_text("half an hour behind Seoul")


def test_the_map_credits_the_makers_of_the_ways(show_view: ShowView) -> None:
    expect(show_view().map.locator(".leaflet-control-attribution")).to_contain_text("© OpenStreetMap contributors")


def test_one_way_lines_carry_an_arrow_in_the_direction_travelled(show_view: ShowView) -> None:
    page = show_view("?trip=2018-06-singapore")
    arrows = page.map.evaluate("""() => {
        const {trips, lines} = window.tripLayer;
        return [...lines.segments].filter(index => lines.look(index).arrow).map(index => {
            const {start, end} = trips.segment(index), [from, to] = lines.look(index).arrow > 0 ? [start, end] : [end, start];
            return `${trips.places[from].label} > ${trips.places[to].label}`;
        });
    }""")
    assert {"Beijing > Singapore", "Singapore > Pyongyang"} <= set(arrows)


def test_the_figures_follow_the_filter(show_view: ShowView) -> None:
    page = show_view()
    figures = page.page.locator("#statistics")
    expect(figures).to_contain_text("Longest trip, door to door: Hanoi, 23 Feb to 5 Mar 2019, 11 days.")
    expect(figures).to_contain_text("Longest gap: 4 years, 2 months, from 30 June 2019 to 10 Sept 2023.")
    expect(figures).to_contain_text("Farthest from home: Singapore, 4,7")
    count = "[data-value='{}'] .bar.trips .n"
    expect(figures.locator(count.format("2018"))).to_have_text("5")
    expect(figures.locator(count.format("Xi Jinping"))).to_have_text("5")
    expect(figures.locator(count.format("China"))).to_have_text("5")
    page.pill("year", "2019").click()
    expect(figures.locator(count.format("rail"))).to_have_text("3")
    expect(figures.locator(count.format("2018"))).to_have_count(0)
    expect(figures).not_to_contain_text("Longest gap")


def test_errors_of_the_press_are_answered(show_view: ShowView) -> None:
    page = show_view()
    panel = page.page.locator("#counting")
    panel.locator("summary").click()
    expect(panel).to_contain_text("Washington Post")
    assert panel.locator("li").count() == len(load().records.errors)
