"""The first answer: HTML that says the view of a link, and a page that stands and stays without Streamlit."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Route, WebSocketRoute, expect
from playwright.sync_api import Page as Tab

from data.i18n.messages import translate, translate_name
from data.selection import Selection
from geo.dataset import load
from host import first_answer
from host.first_answer import FirstAnswers
from host.headers import inline_scripts
from host.metrics import Metrics
from page.settings import Settings
from page.shared_data import load_shared_page
from tests.access import violations
from tests.asgi_client import AsgiClient
from tests.conftest import CLOCK, TODAY
from tests.host_app import host_app
from tests.hostile import PAYLOADS, hostile_table
from tests.list_selection import filter_trips, summary_sentence
from tests.server import Server
from tests.tabs import TabKind, TabPool
from tools.faults.handover import WORK, Reader, readers

DATASET = load()
PLAIN_TAB = TabKind(touch=False, locale="en-US", script=CLOCK % TODAY)  # the kind of most tests: one of them is warm
VIEWS = {
    "": Selection(),
    "?year=2019&mode=rail": Selection(frozenset(["2019"]), frozenset(["rail"])),
    "?with=Xi+Jinping&trip=2019-02-hanoi": Selection(people_met=frozenset(["Xi Jinping"]), trip="2019-02-hanoi"),
    "?year=2023&mode=air": Selection(frozenset(["2023"]), frozenset(["air"])),
}
DRAWN = "() => document.querySelector('[data-state=ready]')"
STREAMLITS = ("**/static/**", "**/_stcore/**")  # the addresses of Streamlit's own scripts and of its server
# What the page says, by the HTML alone or drawn by the scripts.
SAYS = """() => ({
  title: document.querySelector('h1').textContent,
  sentence: document.querySelector('#sentence').textContent,
  language: document.documentElement.lang,
  pills: [...document.querySelectorAll('.st-key-facets button')].map(pill =>
    [pill.className, pill.dataset.facet, pill.dataset.value, pill.getAttribute('aria-pressed'), pill.textContent,
      pill.dataset.count, pill.dataset.grouped, pill.getAttribute('style')].join()),
  folded: document.querySelector('.st-key-facets').className,
  groups: [...document.querySelectorAll('.st-key-facets [aria-label]')].map(group => group.ariaLabel),
  heads: [...document.querySelectorAll('#trips th')].map(head => head.textContent),
  rows: [...document.querySelectorAll('#trips tbody tr')].map(row =>
    [row.dataset.trip, ...[...row.cells].map(cell => cell.textContent)].join('|')),
  links: [...document.querySelectorAll('#trips a')].map(link => link.href),
  units: [...document.querySelectorAll('#trips [data-unit]')].map(cell => cell.dataset.unit),
  buttons: [...document.querySelectorAll('.acts button, .acts a')].map(button => button.textContent),
  loosen: [...document.querySelectorAll('#loosen > *')].map(part => part.textContent),
  notices: [...document.querySelectorAll('.notice p')].map(notice => notice.textContent),
})"""

# From now on the page's timers last a tenth, so that nobody sits out its patience.
HURRY = """() => {
  const usual = window.setTimeout;
  window.setTimeout = (act, wait, ...more) => usual(act, wait / 10, ...more);
}"""


class Elements(HTMLParser):
    """The elements and attributes of a page, and the content of its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts.append(data)


@pytest.fixture(scope="module")
def client() -> Iterator[AsgiClient]:
    with AsgiClient(host_app(Settings(), Metrics())) as client:
        yield client


@pytest.fixture(scope="module")
def still_tab(browser: Browser) -> Iterator[Tab]:
    """A tab without scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def tab(tabs: TabPool, hosted_server: Server) -> Iterator[Tab]:
    """A tab whose errors are noted; nothing is wrong when the test ends."""
    tab = tabs.take(PLAIN_TAB)
    tab.set_viewport_size({"width": 1280, "height": 900})
    with errors_of(tab) as errors:
        yield tab
    tabs.give_back(tab, PLAIN_TAB, hosted_server.url)
    assert errors == []


@contextmanager
def errors_of(tab: Tab) -> Iterator[list[str]]:
    """The errors of a tab's scripts and console inside the `with`."""
    errors = list[str]()

    def note(error: Error | ConsoleMessage) -> None:
        if isinstance(error, Error):
            errors.append(str(error))
        elif error.type == "error" and "Failed to load" not in error.text:
            errors.append(error.text)

    tab.on("pageerror", note)
    tab.on("console", note)
    try:
        yield errors
    finally:
        tab.remove_listener("pageerror", note)
        tab.remove_listener("console", note)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("query", VIEWS)
def test_the_html_says_the_view_before_any_script(client: AsgiClient, query: str, language: str) -> None:
    link = f"{query}{'&' if query else '?'}lang={language}"
    answer, shown = client.ask(f"/{link}"), filter_trips(VIEWS[query], DATASET.trips, DATASET.countries)
    head, mark, rest = summary_sentence(shown, 11, DATASET.countries, language).partition(":")
    assert f'<html lang="{language}" data-server="none">' in answer.text
    assert f"<strong>{head}{mark}</strong>{rest}" in answer.text
    assert re.findall(r'<tr data-trip="([^"]+)"', answer.text) == [trip.id for trip in reversed(shown)]
    for trip in shown:
        assert translate_name(trip.title, language) in answer.text
        assert all(translate_name(name, language) in answer.text for name in trip.people_met)
    assert translate("year", language) in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("", "nl, en;q=0.5", "en"),
        ("?lang=en", "ko", "en"),
        ("?lang=xx", "", "en"),
    ],
)
def test_a_link_without_a_language_has_the_browsers(
    client: AsgiClient, query: str, accepted: str, language: str
) -> None:
    answer = client.ask(f"/{query}", accept_language=accepted)
    assert f'<html lang="{language}"' in answer.text
    assert "Accept-Language" in answer.headers["vary"]


def test_a_framed_link_is_compact_and_leads_to_the_whole_page(client: AsgiClient) -> None:
    html = client.ask("/?embed=true&year=2019").text
    assert 'data-server="none" class="compact embed-filters"' in html
    assert '<a id="whole" target="_blank" href="?year=2019">' in html


def test_a_framed_link_says_what_the_frame_shows_and_in_which_colours(client: AsgiClient) -> None:
    html = client.ask("/?embed=true&show=list,headline,%22%3E&theme=dark").text
    assert 'class="compact embed-headline embed-list" style="color-scheme: dark">' in html
    assert 'style="color-scheme' not in client.ask("/?embed=true&theme=%22red").text
    assert '"frame_ancestors": ["\'self\'"]' in html


def test_hostile_links_stay_text_and_are_named(client: AsgiClient) -> None:
    names = ("year", "with", "trip", "lang", "years", "at")
    for text in PAYLOADS.values():
        html = client.ask(f"/?{urlencode([(name, text) for name in (*names, 'foreign')])}").text
        assert_harmless(html)
        named = json.loads(Elements(html).scripts[-1])["unknown_parameters"]
        assert sorted(named) == sorted(f"{name} {text}" for name in names)


def test_hostile_data_stay_text(tmp_path: Path) -> None:
    settings = Settings(file=hostile_table(tmp_path))
    answers, page = FirstAnswers(settings), load_shared_page(settings)

    def html_of(query: bytes) -> str:
        link = answers.read(page, query, "")
        return answers.answer(page, link, answers.build_parts(page, link), "http://maps.example.org/").plain.decode()

    html = html_of(b"")
    assert_harmless(html)
    ids = re.findall(r'data-trip="([^"]*)"', html)
    assert len(ids) == len(page.dataset.trips)
    for text in PAYLOADS.values():
        assert_harmless(html_of(urlencode({"trip": text, "with": text}).encode()))


def assert_harmless(html: str) -> None:
    """Only our scripts and elements are there, no attribute runs, and no address leads outside but links."""
    page = Elements(html)
    assert page.names.count("script") == 4
    assert set(page.names) & {"iframe", "object", "embed", "svg", "base", "form"} == set()
    assert [name for name, _ in page.attributes if name.startswith("on")] == []
    loaded = [value for name, value in page.attributes if name == "src"]
    assert [value for value in loaded if not re.match(r"assets/|card\.png", value)] == []
    assert [value for name, value in page.attributes if name == "href" and value.lower().startswith("javascript")] == []
    json.loads(page.scripts[-1])


def test_equal_views_have_one_answer_and_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_answer, "MOST_ANSWERS", 3)
    answers, page = FirstAnswers(Settings()), load_shared_page(Settings())

    def ask(query: str) -> object:
        link = answers.read(page, query.encode(), "")
        parts = answers.known_parts(page, link) or answers.build_parts(page, link)
        return answers.answer(page, link, parts, "http://maps.example.org/")

    first = ask("year=2018&year=2019&utm_source=x")
    assert ask("fbclid=1&year=2019&year=2018") is first
    for year in (2018, 2019, 2023, 2025):
        ask(f"year={year}")
    assert ask("year=2019&year=2018") is not first
    assert ask("year=1066") is not ask("year=1066")  # what is unknown is never kept


def test_the_scripts_that_stand_in_the_page_are_allowed_by_what_they_are(client: AsgiClient) -> None:
    answer = client.ask("/")
    sources = inline_scripts(answer.text)
    assert len(sources) == 1
    assert f"script-src 'self' {sources[0]};" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("query", ["", "?year=2019&mode=rail&lang=ko", "?year=2023&mode=air&year=1066"])
def test_scripts_draw_what_the_html_said(still_tab: Tab, tab: Tab, hosted_server: Server, query: str) -> None:
    still_tab.goto(f"{hosted_server.url}/{query}")
    said = still_tab.evaluate(SAYS)
    assert still_tab.locator("#trips").is_visible() == bool(said["rows"])
    assert still_tab.locator(".picture").get_attribute("alt") == said["sentence"]
    tab.goto(f"{hosted_server.url}/{query}")
    tab.wait_for_function(DRAWN)
    assert tab.evaluate(SAYS) == said


def test_all_that_needs_no_server_works_without_streamlit_which_may_come_later(tab: Tab, hosted_server: Server) -> None:
    for pattern in STREAMLITS:
        tab.route(pattern, lambda route: route.abort())
    tab.goto(f"{hosted_server.url}/?year=2019")
    tab.wait_for_function(DRAWN)
    tab.get_by_role("button", name="rail", exact=False).first.click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 3 of 11")
    tab.get_by_role("columnheader", name="Days").get_by_role("button").click()
    tab.locator("#trips .choose").first.click()
    expect(tab.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    tab.get_by_role("button", name="Share").click()
    with tab.expect_download() as saved:
        tab.locator("#sharing [data-form=csv]").click()
    assert saved.value.suggested_filename == "trips.csv"
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Play").click()
    expect(tab.locator(".playbar .step")).to_contain_text("of 3")
    tab.locator("#languages summary").click()
    tab.get_by_role("link", name="한국어").click()
    expect(tab.locator("#sentence")).to_contain_text("11")
    assert tab.locator("html").get_attribute("data-server") == "none"
    assert tab.context.cookies() == []  # Streamlit gives each session one
    tab.evaluate(HURRY)
    tab.get_by_role("button", name="내 여행").click()
    tab.locator("#connection").get_by_text(translate("session_failed", "ko"), exact=True).wait_for()
    tab.unroute_all()
    expect(tab.locator("html[data-server=live]")).to_be_attached()
    expect(tab.locator("#connection")).to_be_empty()


def test_clicks_before_the_scripts_count(tab: Tab, hosted_server: Server) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.route("**/assets/page.*", hold)
    tab.goto(hosted_server.url, wait_until="commit")
    tab.locator(".st-key-year").get_by_role("button", name="2019").click()
    row = tab.locator("#trips tr", has_text="Hanoi").element_handle()
    tab.locator("#trips .choose").filter(has_text="Hanoi").click()
    held[0].continue_()
    expect(tab.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    assert row.evaluate("row => row.matches('#trips [aria-current]') && row.querySelector('.c-mode svg') !== null")
    expect(tab.locator("#sentence")).to_contain_text("Showing 4 of 11")
    assert tab.url.endswith("?year=2019&trip=2019-02-hanoi")


@pytest.mark.parametrize("reader", readers(3), ids=lambda reader: str(reader.work["state"]))
def test_nothing_is_lost_while_streamlit_starts(tab: Tab, hosted_server: Server, reader: Reader) -> None:
    """Flights of the map are flown where they may be disturbed; between two presses of a pill each is cut off anyway."""
    tab.emulate_media(reduced_motion="reduce" if reader.work["state"] == "nothing" else "no-preference")
    tab.goto(f"{hosted_server.url}/{reader.query}")
    tab.wait_for_function(DRAWN)
    assert tab.evaluate(WORK, reader.work) == []


def test_a_server_that_takes_no_session_is_named_and_the_page_stays_until_it_does(
    browser: Browser, hosted_server: Server
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:  # a bar of sockets is there to stay
        tab = context.new_page()
        with errors_of(tab) as errors:
            assert_named_until_there(tab, hosted_server)
        assert errors == []


def assert_named_until_there(tab: Tab, hosted: Server) -> None:
    takes = Event()

    def bar(socket: WebSocketRoute) -> None:
        socket.connect_to_server() if takes.is_set() else socket.close(code=1013)

    tab.route_web_socket("**/_stcore/stream", bar)
    tab.goto(hosted.url)
    tab.wait_for_function(DRAWN)
    heard = tab.locator("main").aria_snapshot()
    tab.get_by_role("button", name="Your trips").click()
    tab.wait_for_function("() => document.documentElement.dataset.server === 'starting'")
    found = {"while it starts": violations(tab)}
    tab.evaluate(HURRY)
    tab.locator("#connection").get_by_text(translate("session_failed"), exact=True).wait_for()
    found["refused"] = violations(tab, ".head")
    tab.locator(".st-key-year").get_by_role("button", name="2019").click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 4 of 11")
    takes.set()
    expect(tab.locator("html[data-server=live]")).to_be_attached()
    expect(tab.locator("#connection")).to_be_empty()
    expect(tab.frame_locator("#own-panel iframe").locator("input[type=file]")).to_be_attached()
    found["there"] = violations(tab, "#own-panel")
    tab.locator(".st-key-year").get_by_role("button", name="2019").click()
    tab.get_by_role("button", name="Your trips").click()
    expect(tab.locator("main")).to_match_aria_snapshot(heard)  # a screen reader meets the same page, in the same order
    assert found == {"while it starts": [], "refused": [], "there": []}
