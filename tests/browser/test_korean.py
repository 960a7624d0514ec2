"""The page in Korean: chosen by link or browser, wholly translated, and showing what the English page shows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from data.i18n.messages import catalogue, korean_particle, record_texts
from data.selection import Selection
from export.page import one_file_page
from export.view import View, citation
from geo.dataset import load
from tests.access import violations
from tests.conftest import GO, OpenPage, Page, ShowView
from tests.list_selection import filter_trips, summary_sentence
from tests.parity import MIXED, agreed, go

DATASET = load()
RAIL = Selection(mode=frozenset(["rail"]))
PROPER = {"Esc", "Enter", "Ctrl", "Leaflet", "Natural", "Earth", "GeoNames", "OurAirports", "OpenStreetMap", "ODbL"}
PROPER |= {"English", "CNN", "DMZ", "UTC", "CSV", "Excel", "GeoJSON", "KML", "PNG", "SVG", "PDF", "html", "png", "card"}
PROPER |= {
    "trips",
    "Folium",
    "CLDR",
    "BSD",
    "Clause",
    "MIT",
    "CONTRIBUTING",
    "WEBP",
    "GIF",
    "WebP",
    "lang",
}  # the last of an address
# Agencies and a model, as Korean news writes them.
PROPER |= {"TASS", "MBN", "NHK", "SBS", "MBC", "KBS", "RIA", "dpa", "CCA"}
# A setting and its example, as whoever runs the server writes them in every language.
SETTING = re.compile(r"TRIP_MAP_FRAME_ANCESTORS|\"'self' https://www\.example\.org\"")
STREAMLIT = {"Skip", "main", "content"}  # its own skip link, which it writes in English alone

# Every text of ours that a reader may meet: not the records' own, which is marked, nor sources, which are named as they are.
TEXTS = """() => {
  const documents = [document, ...[...document.querySelectorAll('iframe')].map(frame => frame.contentDocument)];
  const own = node => !node.closest('[lang=en], a[target], #languages, script, style, noscript, textarea, .stButtonGroup p');
  return documents.filter(Boolean).flatMap(each => {
    const walker = each.createTreeWalker(each.body, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) if (own(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
    for (const node of each.querySelectorAll('[aria-label], [title]')) {
      if (own(node)) found.push(node.getAttribute('aria-label') ?? '', node.getAttribute('title') ?? '');
    }
    return found;
  });
}"""
CUT_OFF = """() => [...document.querySelectorAll('button, h1, h2, h3, p, td, th, summary, dt, dd, label')]
  .filter(node => node.checkVisibility() && !node.closest('.unseen, #skip') && node.scrollWidth > node.clientWidth + 1)
  .filter(node => getComputedStyle(node).overflowX !== 'visible' || node.scrollWidth > innerWidth)
  .map(node => node.outerHTML.slice(0, 120))"""


def english(tab: Tab) -> set[str]:
    """Words in Latin letters that no proper name explains."""
    texts = [SETTING.sub("", text) for text in tab.evaluate(TEXTS)]
    return {word for text in texts for word in re.findall(r"[A-Za-z]{3,}", text)} - PROPER - STREAMLIT


@pytest.mark.parametrize("query", ["", "?trip=2019-02-hanoi", "?year=2023&mode=air"])
def test_no_text_of_ours_is_left_in_english(show_view: ShowView, query: str) -> None:
    page = show_view(query, language="ko")
    page.page.locator("#statistics, #loosen button").first.wait_for(state="attached")
    assert english(page.page) == set()
    page.page.locator("#share").click()
    assert english(page.page) == set()
    assert page.errors == []


def test_a_text_that_is_left_in_english_is_found(show_view: ShowView) -> None:
    page = show_view(language="ko")
    for text in ("lorem", "Show all", ""):
        page.page.evaluate("text => { document.querySelector('#copied').textContent = text; }", text)
        assert english(page.page) == set(text.split())


def test_the_link_in_korean_shows_what_it_shows_in_english(show_view: ShowView) -> None:
    korean, other = show_view("?mode=rail", "ko"), show_view("?mode=rail")
    assert korean.sentence() == summary_sentence(
        filter_trips(RAIL, DATASET.trips, DATASET.countries), 11, DATASET.countries, "ko"
    )
    assert korean.sentence().startswith("전체 11회 가운데 6회 방문 표시: 철도 6회, 3개국, 2018년 3월~2025년 9월.")
    assert korean.map_data() == other.map_data()
    rows = "rows => rows.map(row => row.dataset.trip)"
    for page in (korean, other):
        expect(page.page.locator("#trips tbody tr")).to_have_count(6)  # they follow the paint
    shown = [page.page.locator("#trips tbody tr").evaluate_all(rows) for page in (korean, other)]
    assert shown[0] == shown[1]
    assert korean.page.locator("html").get_attribute("lang") == "ko"
    assert korean.map.locator("html").get_attribute("lang") == "ko"


def test_pills_speak_korean_and_write_the_link_that_every_language_reads(open_page: OpenPage) -> None:
    page = open_page("?lang=ko")
    pill = page.page.get_by_role("button", name=re.compile(r"^시진핑 \d+$"))  # a figure of that name filters too
    pill.click()
    expect(page.page.locator("#trips tbody tr")).to_have_count(5)
    assert "with=Xi+Jinping" in page.page.url
    assert "lang=ko" in page.page.url
    assert pill.locator("p").evaluate("text => getComputedStyle(text, '::before').content") == '"시진핑"'
    expect(page.page.get_by_role("button", name=re.compile(r"^철도 \d+$"))).to_be_visible()
    page.page.locator("#languages summary").click()
    page.page.get_by_role("link", name="English").click()
    page.page.locator("#sentence").filter(has_text="Showing 5 of 11 trips").wait_for()
    expect(page.page.locator("#trips tbody tr")).to_have_count(5)


def test_a_browser_in_korean_finds_the_page_in_korean_unless_the_link_says_otherwise(open_hosted: OpenPage) -> None:
    tab = open_hosted(locale="ko-KR").page
    assert tab.title() == "김정은은 어디를 다녔나"
    tab.goto(tab.url + "?lang=en")
    expect(tab).to_have_title("Where Kim Jong Un has travelled")


def test_a_language_that_is_not_there_is_told(open_hosted: OpenPage) -> None:
    page = open_hosted("?lang=tlh")
    assert page.sentence().startswith("Showing 11")
    expect(page.page.locator("#notices")).to_contain_text("lang tlh")


def test_texts_of_the_trips_are_korean_and_said_once_to_be_translated(show_view: ShowView) -> None:
    page = show_view("?trip=2019-02-hanoi", language="ko").page
    card, trip = page.locator("#card"), next(trip for trip in DATASET.trips if trip.id == "2019-02-hanoi")
    own = [trip.occasion, trip.outcome, *(text for leg in trip.legs for text in (leg.vehicle, leg.note) if text)]
    for text in own:
        expect(card.locator("[lang=ko]").filter(has_text=record_texts("ko")[text]).first).to_be_visible()
    assert card.locator("[lang=en]").count() == 0
    assert card.locator("#translated").all_inner_texts() == [catalogue("ko")["translated"]]


def test_the_records_other_words_are_marked_as_english(show_view: ShowView) -> None:
    page = show_view(language="ko").page
    for event in DATASET.records.events:
        assert page.locator("#events [lang=en]").filter(has_text=event.why).count() >= 1
    english = show_view("?trip=2019-02-hanoi").page
    assert english.locator("[lang=en]:not(#languages *)").count() == 1  # the page itself
    assert english.locator("#translated").count() == 0


def test_axe_finds_nothing_of_ours(show_view: ShowView) -> None:
    tab = show_view("?trip=2019-02-hanoi", language="ko").page
    tab.set_viewport_size({"width": 390, "height": 844})
    assert violations(tab, colours=False) == []  # which are those of `test_access.py` in each language
    tab.set_viewport_size({"width": 1280, "height": 900})  # as other tests find the page


def keyed(page: Page, *keys: str) -> None:
    for key in keys:
        page.page.keyboard.press(key)


@pytest.mark.parametrize(
    ("language", "rail", "hanoi", "copy"), [("en", "Rail", "Hanoi", "Copy link"), ("ko", "철도", "하노이", "링크 복사")]
)
def test_the_keyboard_journey(show_view: ShowView, language: str, rail: str, hanoi: str, copy: str) -> None:
    page = show_view(language=language)
    for name in ("2019", rail):
        page.page.get_by_role("button", name=re.compile(f"^{name} \\d+$", re.IGNORECASE)).focus()
        keyed(page, "Space")
    expect(page.page.locator("#trips tbody tr")).to_have_count(3)
    page.page.locator("#skip").focus()
    keyed(page, "Enter")
    expect(page.page.locator("#list")).to_be_focused()
    choose = page.page.get_by_role("button", name=hanoi, exact=True)
    for _ in range(30):
        if choose.evaluate("button => button === document.activeElement"):
            break
        keyed(page, "Tab")
    keyed(page, "Enter")
    expect(page.page.locator("#card h2")).to_contain_text(hanoi)
    source = page.page.locator("#card .cited a").first
    for _ in range(60):
        if source.evaluate("link => link === document.activeElement"):
            break
        keyed(page, "Tab")
    expect(source).to_be_focused()
    page.page.get_by_role("button", name=copy, exact=True).focus()
    keyed(page, "Enter")
    expect(page.page.locator("#copied")).to_contain_text(catalogue(language)["copied"])
    link = page.page.evaluate("() => navigator.clipboard.readText()")
    assert {"year=2019", "mode=rail", "trip=2019-02-hanoi"} < set(link.split("?")[1].split("&"))


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """The page in one file, made in English, opened in Korean."""
    file = tmp_path_factory.mktemp("korean") / "trips.html"
    file.write_text(one_file_page(DATASET), encoding="utf-8")
    context = browser.new_context(offline=True, locale="en-US")
    tab = context.new_page()
    tab.goto(f"{file.as_uri()}?lang=ko")
    tab.locator("[data-state=ready]").wait_for()
    yield tab
    context.close()


@pytest.fixture
def disk(opened: Tab) -> Tab:
    """That page, showing everything."""
    opened.keyboard.press("Escape")
    opened.evaluate(GO, "?lang=ko")
    return opened


def test_python_and_the_browser_say_the_same_in_korean(disk: Tab) -> None:
    """Of several values of each facet; of every choice there is `tests/js/test_parity.py` says it, without a browser."""
    for chosen in (MIXED[1], MIXED[2], MIXED[6]):
        go(disk, {**chosen, "lang": ["ko"]})
        agreed(disk, chosen, DATASET, "ko")


def test_the_page_in_one_file_speaks_korean_too(disk: Tab) -> None:
    assert disk.title() == "김정은은 어디를 다녔나"
    assert disk.locator(".st-key-with button").first.inner_text() == "시진핑"
    disk.locator("#trips .choose").filter(has_text="하노이").click()
    expect(disk.locator("#card")).to_contain_text(record_texts("ko")["Armoured train"])
    disk.keyboard.press("Escape")
    assert english(disk) == set()
    disk.locator(".st-key-mode button").first.click()
    disk.locator("#share").click()
    cited = disk.locator("#sharing textarea").nth(1).input_value()
    link = disk.locator("#sharing textarea").first.input_value()
    assert cited == citation(DATASET, View(RAIL), link, "ko")


def test_the_page_in_one_file_made_in_korean_opens_in_korean(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "trips.html").write_text(one_file_page(DATASET, view=View(RAIL), language="ko"), encoding="utf-8")
    context = browser.new_context(offline=True, locale="en-US", java_script_enabled=False)
    tab = context.new_page()
    tab.goto((tmp_path / "trips.html").as_uri())
    assert tab.locator("#sentence").inner_text() == summary_sentence(
        filter_trips(RAIL, DATASET.trips, DATASET.countries), 11, DATASET.countries, "ko"
    )
    context.close()
    context = browser.new_context(offline=True, locale="en-US")
    tab = context.new_page()
    tab.goto((tmp_path / "trips.html").as_uri())
    tab.locator("[data-state=ready]").wait_for()
    assert tab.locator("#sentence").inner_text().startswith("전체 11회 가운데 6회")
    context.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("하노이", "를"),
        ("베이징", "을"),
        ("2018", "을"),
        ("2019", "를"),
        ("교통수단", "을"),
        ("연도", "를"),
        ("", "을(를)"),
    ],
)
def test_a_particle_fits_what_it_follows(text: str, expected: str) -> None:
    assert korean_particle(text, "을/를") == expected


def test_python_and_the_browser_choose_the_same_particles(disk: Tab) -> None:
    texts = ["하노이", "베이징", "서울", "판문점(DMZ)", "Dalian", "2018", "2019", "7", "0", "평양역", ""]
    pairs = [(text, particles) for text in texts for particles in ("을/를", "으로/로", "은/는", "과/와")]
    say = """pairs => pairs.map(([text, particles]) => {
      const {words} = window.tripLayer.store, own = words.messages;
      words.messages = {message: `{text:${particles}}`};
      const particle = words.translate('message', {text});
      words.messages = own;
      return particle;
    })"""
    assert disk.evaluate(say, pairs) == [text + korean_particle(text, particles) for text, particles in pairs]
