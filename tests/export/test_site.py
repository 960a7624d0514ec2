"""`python -m export FILE --out DIR`: a folder that any static host serves."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from data.i18n.messages import translate
from data.records.records import BUILT_IN
from export.__main__ import main
from geo.dataset import load
from tests.access import in_every_look, out_of_reach
from tests.list_selection import summary_sentence
from tests.server import ROOT

DATASET = load()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "site"
    command = [sys.executable, "-m", "export", str(BUILT_IN), "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder


def test_it_writes_pages_picture_card_and_one_file_of_each_kind(site: Path) -> None:
    names = sorted(file.name for file in site.iterdir())
    tables = ["trips.csv", "trips.geojson", "trips.html", "trips.kml", "trips.xlsx"]
    assert names == sorted(["card.png", "index.html", "picture.pdf", "picture.svg", *tables])


def test_the_page_in_one_file_stays_under_a_megabyte(site: Path) -> None:
    assert (site / "trips.html").stat().st_size < 1_000_000


@pytest.fixture(scope="module")
def offline(browser: Browser) -> Iterator[Tab]:
    with browser.new_context(offline=True) as context:
        yield context.new_page()


def test_its_index_says_the_sentence_and_leads_to_everything(site: Path, offline: Tab) -> None:
    tab = offline
    tab.goto((site / "index.html").as_uri())
    assert tab.locator("#sentence").inner_text() == summary_sentence(DATASET.trips, 11, DATASET.countries)
    assert tab.locator("img").get_attribute("alt") == summary_sentence(DATASET.trips, 11, DATASET.countries)
    headings = {heading.inner_text() for heading in tab.locator("h3").all()}
    assert headings == {
        translate(f"about_{part}") for part in ("method", "sources", "names", "licences", "correct")
    } | {translate("counting")}
    linked = {link.get_attribute("href") for link in tab.locator("a:not(.figures a)").all()}
    assert linked == {file.name for file in site.iterdir()} - {"index.html"}
    tab.locator("a.open").click()
    tab.locator("[data-state=ready]").wait_for()


def test_axe_finds_nothing_in_its_index_and_all_is_within_reach_at_400_per_cent(site: Path, offline: Tab) -> None:
    tab = offline
    tab.goto((site / "index.html").as_uri())
    assert in_every_look(tab) == {}
    assert out_of_reach(tab) == []


def test_both_pages_carry_social_card_tags(site: Path) -> None:
    for name in ("index.html", "trips.html"):
        text = (site / name).read_text(encoding="utf-8")
        assert '<meta property="og:title" content="Where Kim Jong Un has travelled">' in text
        assert '<meta property="og:image" content="card.png">' in text


def test_a_missing_file_is_told_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing.csv", "--out", "unused"]) == 2
    assert capsys.readouterr().err.startswith("nothing.csv: there is no such file")
