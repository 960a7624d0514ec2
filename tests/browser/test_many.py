"""Many years and many values: a range of years and lists to search, which filter as pills do, in page and one-file page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data.records.trips import Trip
from data.selection import (
    MAX_SEPARATE_VALUES,
    Selection,
    available_options,
    parse_year_range,
    unknown_parameters,
    year_range,
)
from export.page import one_file_page
from export.view import View, describe_filters, read_view
from export.view import visible_trips as shown_by
from geo.dataset import Dataset, load
from tests.conftest import OpenPage
from tests.list_selection import count_options, facet_options, filter_trips, summary_sentence
from tests.server import Server, serve
from tools.bench.synthetic import write

TRIPS = 60
LARGE = 2500  # with more lines than are drawn
NINETIES = Selection(years=(1992, 1999))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(TRIPS, tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="module")
def many(table: Path) -> Dataset:
    return load(table)


@pytest.fixture(scope="module")
def server(table: Path) -> Iterator[Server]:
    with serve(table) as server:
        yield server


def told(many: Dataset, selection: Selection) -> str:
    """What the page says of a selection."""
    return summary_sentence(filter_trips(selection, many.trips, many.countries), TRIPS, many.countries)


def alone(many: Dataset, facet: str, trips: tuple[Trip, ...]) -> str:
    """A value of the facet that none of the trips has."""
    return next(
        value
        for value in facet_options(many.trips, facet, many.countries)
        if value not in facet_options(trips, facet, many.countries)
    )


def test_beyond_a_few_years_a_range_is_offered_and_no_year_alone(many: Dataset) -> None:
    years = {trip.start.year for trip in many.trips if trip.start}
    assert len(years) > MAX_SEPARATE_VALUES
    assert many.year_span == (min(years), max(years))
    assert facet_options(many.trips, "year", many.countries) == ()
    assert "year" not in available_options(many.option_counts, TRIPS)
    assert unknown_parameters({"year": [str(min(years))]}, many.link_values, many.year_span) == (f"year {min(years)}",)
    few = filter_trips(Selection(years=(1992, 1995)), many.trips, many.countries)
    assert year_range(count_options(few, Selection(), many.countries)) is None
    assert facet_options(few, "year", many.countries)


def test_a_range_shows_the_trips_that_began_in_its_years_the_first_and_the_last_among_them(many: Dataset) -> None:
    began = [trip.start.year for trip in many.trips if trip.start]
    for years in ((1992, 1999), (began[7], began[7]), (began[3], began[20])):
        shown = filter_trips(Selection(years=years), many.trips, many.countries)
        assert [trip.start.year for trip in shown if trip.start] == [y for y in began if years[0] <= y <= years[1]]


@pytest.mark.parametrize("words", [["1994"], ["1999", "1994"], ["1066", "1999"], ["1994", "2999"], ["1994", "199x"]])
def test_what_is_no_range_of_these_years_is_left_out_and_told(many: Dataset, words: list[str]) -> None:
    assert parse_year_range(words, many.year_span) is None
    assert unknown_parameters({"years": words}, many.link_values, many.year_span) == (f"years {' '.join(words)}",)


def test_an_export_takes_the_years_of_the_link_and_says_them(many: Dataset) -> None:
    view = read_view(many, {"years": ["1992", "1999"]})
    assert shown_by(many, view) == filter_trips(NINETIES, many.trips, many.countries)
    assert describe_filters(view) == "Year: 1992 to 1999"
    assert describe_filters(View()) == ""


def test_years_and_long_lists_filter_in_the_browser_and_are_given_up_again(
    many: Dataset, open_page: OpenPage, server: Server
) -> None:
    page = open_page("?years=1992&years=1999", server=server)
    first, last = page.page.locator(".st-key-years input").all()
    assert page.sentence() == told(many, NINETIES)
    assert (first.input_value(), last.input_value()) == ("1992", "1999")
    stranger = alone(many, "country", filter_trips(Selection(years=(1992, 1998)), many.trips, many.countries))
    with server.frozen():
        last.press("ArrowLeft")
        expect(page.page.locator("#sentence")).to_have_text(told(many, Selection(years=(1992, 1998))))
        page.page.get_by_role("combobox", name="Country").fill(stranger)
        page.page.get_by_role("option", name=stranger, exact=True).click()
        expect(page.page.locator("#sentence")).to_have_text(f"Showing 0 of {TRIPS} trips.")
        assert f"country={stranger.replace(' ', '+')}&years=1992&years=1998" in page.page.url
    page.page.keyboard.press("Escape")  # an open list hides the rest of the page from assistive technology
    page.page.get_by_role("button", name="Without Year").click()
    expect(page.page.locator("#sentence")).to_have_text(told(many, Selection(country=frozenset([stranger]))))
    expect(last).to_have_value(str(many.year_span[1]))  # type: ignore[index]  # there is one
    expect(page.page.get_by_role("group", name="Selected values")).to_have_text(stranger)
    assert page.errors == page.outside == []


def test_the_one_file_page_offers_the_same(many: Dataset, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "many.html"
    file.write_text(one_file_page(many), encoding="utf-8")
    tab = browser.new_page(offline=True)
    tab.goto(f"{file.as_uri()}?years=1992&years=1999")
    said = tab.locator("#sentence")
    expect(said).to_have_text(told(many, NINETIES))
    last, country = tab.get_by_label("Last year"), tab.get_by_role("combobox", name="Country")
    last.fill("1998")
    last.press("Enter")
    expect(said).to_have_text(told(many, Selection(years=(1992, 1998))))
    last.fill("3000")
    last.press("Enter")
    expect(last).to_have_value("1998")
    known = facet_options(
        filter_trips(Selection(years=(1992, 1998)), many.trips, many.countries), "country", many.countries
    )[0]
    country.fill(known)
    country.press("Enter")
    expect(said).to_have_text(told(many, Selection(years=(1992, 1998), country=frozenset([known]))))
    tab.locator(".st-key-country").get_by_role("button", name=known).click()
    expect(said).to_have_text(told(many, Selection(years=(1992, 1998))))
    tab.close()


def test_of_thousands_of_lines_the_busiest_are_drawn_and_the_list_sorts_all_trips(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "large.html"
    large = load(write(LARGE, tmp_path))
    trips = large.trips
    file.write_text(one_file_page(large), encoding="utf-8")
    tab = browser.new_page(offline=True)
    tab.goto(file.as_uri())
    tab.locator("[data-state=ready]").wait_for()
    drawn, count = tab.evaluate("() => [[...tripLayer.lines.segments], [...tripLayer.lines.traffic.count]]")
    assert len(drawn) == len(set(drawn)) == 2000 < len(count)
    busy = [count[segment] for segment in drawn]
    assert busy == sorted(busy) == sorted(count)[-2000:]
    expect(tab.locator(".legend p")).to_have_text(f"2,000 of {len(count):,} lines drawn, the busiest")
    pill = tab.locator(".st-key-mode button[data-grouped]").first
    count = pill.evaluate("pill => [Number(pill.dataset.count), getComputedStyle(pill, '::after').content]")
    assert f"{count[0]:,}" in count[1]
    tab.locator("#trips th.c-days button").click()
    longest = sorted(range(LARGE), key=lambda number: -(trips[number].days or 0))[:100]
    rows = tab.locator("#trips tbody tr").evaluate_all("rows => rows.map(row => row.dataset.trip)")
    assert rows == [trips[number].id for number in longest]
    tab.close()
