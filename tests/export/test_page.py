"""The one-file page, opened from disk with the network off: the same as the page, for good."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect
from playwright.sync_api import Page as Tab

from export.page import one_file_page
from export.view import citation, read_view
from geo.dataset import load
from host.view_html import body_html
from page.assets import STATIC, bundle, leaflet
from tests.access import in_every_look, out_of_reach, unfold
from tests.hostile import PAYLOADS, hostile_table
from tests.list_selection import summary_sentence
from tests.parity import MIXED, agreed, go

DATASET = load()
SIZE: ViewportSize = {"width": 1280, "height": 900}
UNDATED = Path(__file__).parents[1] / "data" / "own" / "wish_list.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "blank.html").touch()
    (folder / "trips.html").write_text(one_file_page(DATASET), encoding="utf-8")
    (folder / "hostile.html").write_text(one_file_page(load(hostile_table(folder))), encoding="utf-8")
    (folder / "undated.html").write_text(one_file_page(load(UNDATED)), encoding="utf-8")
    return folder


class Disk:
    """Opens files in Chromium with no network, and notes requests and errors. Tabs are used again, as they are warm."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self._context, self.folder = context, folder
        self._idle: list[Tab] = []
        self._used: list[Tab] = []
        self.requests: list[str] = []
        self.errors: list[str] = []

    def open(self, name: str = "trips.html", query: str = "") -> Tab:
        """The page, painted."""
        tab = self._idle.pop() if self._idle else self._new_tab()
        self._used.append(tab)
        tab.set_viewport_size(SIZE)
        tab.goto(f"{(self.folder / name).as_uri()}{query}")
        tab.locator("[data-state=ready]").wait_for()
        return tab

    def leave(self) -> None:
        """Leave the pages that a test has opened, with nothing of them kept."""
        for tab in self._used:
            tab.goto((self.folder / "blank.html").as_uri())  # a page notes as it is left what it showed
            tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            tab.mouse.move(-1, -1)
            tab.emulate_media(color_scheme="light")
        self._idle += self._used
        self._used.clear()
        self.requests.clear()
        self.errors.clear()

    def _new_tab(self) -> Tab:
        tab, folder = self._context.new_page(), self.folder.as_uri()
        tab.on("request", lambda asked: None if asked.url.startswith(folder) else self.requests.append(asked.url))
        tab.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        return tab


@pytest.fixture(scope="module")
def offline(browser: Browser, folder: Path) -> Iterator[Disk]:
    with browser.new_context(offline=True, viewport=SIZE) as context:
        yield Disk(context, folder)


@pytest.fixture
def disk(offline: Disk) -> Iterator[Disk]:
    yield offline
    found = (offline.requests[:], offline.errors[:])
    offline.leave()
    assert found == ([], [])


def test_leaflet_is_served_without_what_only_internet_explorer_8_has() -> None:
    published = (STATIC / "vendor" / "leaflet" / "leaflet.js").read_text(encoding="utf-8")
    assert "document.namespaces" in published
    assert "document.namespaces" not in leaflet()


def test_it_is_one_file_under_a_megabyte(folder: Path) -> None:
    assert (folder / "trips.html").stat().st_size < 1_000_000


def test_it_opens_from_disk_with_eleven_trips_and_the_keyboard_reaches_each(disk: Disk) -> None:
    tab = disk.open()
    assert tab.locator("#sentence").inner_text() == summary_sentence(DATASET.trips, 11, DATASET.countries)
    assert tab.locator("#trips tbody tr").count() == 11
    assert tab.locator("#timeline [data-trip]").count() == 11
    assert {"Hanoi", "Singapore"} <= set(tab.locator(".name").all_inner_texts())
    tab.locator(".reach").focus()
    seen = set()
    for _ in DATASET.trips:
        tab.keyboard.press("ArrowDown")
        seen.add(tab.locator(".reach").get_attribute("aria-activedescendant"))
    assert len(seen) == 11
    tab.keyboard.press("Enter")
    expect(tab.locator("#card h2")).to_have_text("Beijing, China")
    expect(tab.locator("#trips tr[aria-current]")).to_have_attribute("data-trip", "2025-09-beijing")


def test_pills_filter_and_stand_in_the_address(disk: Disk) -> None:
    tab = disk.open()
    for key, name in (("year", "2018"), ("year", "2019"), ("with", "Donald Trump")):
        tab.locator(f".st-key-{key}").get_by_role("button", name=name).click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 3 of 11 trips")
    again = disk.open(query="?" + tab.url.split("?", 1)[1])
    expect(again.locator("#sentence")).to_contain_text("Showing 3 of 11 trips")
    assert again.locator(".st-key-year").get_by_role("button", name="2019").get_attribute("aria-pressed") == "true"


def test_play_list_and_empty_result_work(disk: Disk) -> None:
    tab = disk.open()
    tab.get_by_role("button", name="Next trip").click()
    expect(tab.locator(".playbar .step")).to_contain_text("1 of 11: Beijing")
    tab.locator("#trips th").get_by_role("button", name="Days").click()
    expect(tab.locator("#trips .c-days").nth(1)).to_have_text("11")
    tab.locator(".st-key-year").get_by_role("button", name="2023").click()
    tab.locator(".st-key-mode").get_by_role("button", name="air").click()
    tab.locator("#loosen").get_by_role("button", name="Show all trips").click()
    expect(tab.locator("#sentence")).to_contain_text("Showing 11 of 11")


def test_python_and_the_file_agree_on_mixed_choices_and_cite_them_alike(disk: Disk) -> None:
    tab = disk.open()
    for chosen in MIXED:
        go(tab, chosen)
        agreed(tab, chosen, DATASET)
        cited = tab.evaluate("() => modules.citation.citation(window.tripLayer.store, 'LINK')")
        assert cited == citation(DATASET, read_view(DATASET, chosen), "LINK")


def test_axe_finds_nothing_and_all_is_within_reach_at_400_per_cent(disk: Disk) -> None:
    tab = disk.open(query="?trip=2019-02-hanoi")
    assert in_every_look(tab) == {}
    unfold(tab)
    assert out_of_reach(tab) == []
    tab.get_by_role("button", name="Share").click()
    assert out_of_reach(tab) == []


def test_hostile_texts_are_text_also_in_code_that_is_pasted_elsewhere(disk: Disk) -> None:
    tab = disk.open("hostile.html")
    shown = tab.locator("#trips").text_content() or ""
    for text in PAYLOADS.values():
        assert text in shown
    for text in PAYLOADS.values():
        go(tab, {"trip": [quote(text)]})
        expect(tab.locator("#card h2")).to_contain_text(" ".join(text.split()))
    assert tab.locator("main :is(img, iframe, embed, object)").count() == 0
    tab.get_by_role("button", name="Share").click()
    for box in tab.locator("#sharing textarea.code").all():
        built = tab.evaluate(
            "code => [...new DOMParser().parseFromString(code, 'text/html').body.querySelectorAll('*')].map(e => e.localName)",
            box.input_value(),
        )
        assert built == ["figure", "div", "img", "iframe", "script", "figcaption"]
        (script,) = re.findall(r"<script>(.*?)</script>", box.input_value(), re.DOTALL)
        assert "fired" not in script  # it is ours alone; the texts are elsewhere
    assert tab.evaluate("() => Boolean(window.fired)") is False


def test_the_sentence_opens_the_list_of_the_rows_that_are_not_drawn(disk: Disk) -> None:
    (disk.folder / "faulty.csv").write_text("City,Date\nRome,2024-01-02\nXyzzyburg,2024-02-03\n", encoding="utf-8")
    (disk.folder / "faulty.html").write_text(one_file_page(load(disk.folder / "faulty.csv")), encoding="utf-8")
    tab = disk.open("faulty.html", "?lang=de")
    faults = tab.locator("#notices details")
    expect(faults).to_be_hidden()
    tab.get_by_role("button", name="1 Zeile ist nicht gezeichnet.").click()
    expect(faults.get_by_text("faulty.csv, Zeile 3, destination")).to_contain_text("Xyzzyburg")
    expect(faults).to_be_visible()


def test_where_nothing_has_a_date_there_is_no_timeline(disk: Disk) -> None:
    tab = disk.open("undated.html")
    expect(tab.locator("#trips tbody tr")).to_have_count(10)
    expect(tab.locator("#timeline")).to_be_hidden()
    assert re.search(r'class="timeline"[^>]* hidden>', body_html(load(UNDATED), np.array([], np.bool_), "en"))
    assert not re.search(
        r'class="timeline"[^>]* hidden>', body_html(DATASET, np.ones(len(DATASET.trips), np.bool_), "en")
    )


def test_equal_data_give_equal_bytes() -> None:
    assert one_file_page(DATASET) == one_file_page(load())


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("import {b} from './b.js';\nexport const a = 1;\n", encoding="utf-8")
    (tmp_path / "b.js").write_text("import {a} from './a.js';\nexport const b = 1;\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a > b > a"):
        bundle("a", tmp_path)


def test_the_bundle_holds_every_module_that_the_page_loads_once() -> None:
    script = bundle("entries/standalone")
    assert "import " not in script.replace("important", "")
    for name in ("layer", "header", "timeline", "words"):
        assert script.count(f"modules.{name} = (() =>") == 1
