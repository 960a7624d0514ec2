"""How fresh the records are: the page says how far sources were read, and by itself when that is a year ago."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data.i18n.messages import translate
from export.page import one_file_page
from export.view import sources_read_to
from geo.dataset import load
from tests.conftest import CLOCK, OpenPage

DATASET = load()
DAY = {language: sources_read_to(DATASET, language) for language in ("en", "ko")}
STALE = {language: translate("stale", language, when=day) for language, day in DAY.items()}


@pytest.mark.parametrize("language", DAY)
def test_the_page_says_to_which_day_sources_were_read(open_page: OpenPage, language: str) -> None:
    page = open_page(f"?lang={language}").page
    said = f"{translate('sources_read_to', language, when=DAY[language])}."
    expect(page.locator("#read-to")).to_have_text(said)
    page.locator("#about-sources summary").click()
    expect(page.locator("#about-sources")).to_contain_text(said)
    assert DAY == {"en": "22 March 2026", "ko": "2026년 3월 22일"}


@pytest.mark.parametrize("today", ["2026-03-22", "2027-03-21"])
def test_a_page_within_the_year_says_nothing_of_its_age(open_page: OpenPage, today: str) -> None:
    assert replace(open_page, today=today)().page.locator("#notices").inner_text() == ""


@pytest.mark.parametrize("language", DAY)
def test_a_page_older_than_a_year_says_so_by_itself(open_page: OpenPage, language: str) -> None:
    page = replace(open_page, today="2027-03-23")(f"?lang={language}").page
    expect(page.locator("#notices .notice p")).to_have_text(STALE[language])
    page.locator("#notices .close").click()
    expect(page.locator("#notices .notice")).to_have_count(0)


@pytest.mark.parametrize("language", DAY)
def test_so_does_the_page_in_one_file(browser: Browser, tmp_path: Path, language: str) -> None:
    (tmp_path / "trips.html").write_text(one_file_page(DATASET, language=language), encoding="utf-8")
    context = browser.new_context(offline=True, locale="en-US")
    context.add_init_script(CLOCK % "2030-01-01")
    tab = context.new_page()
    tab.goto((tmp_path / "trips.html").as_uri())
    expect(tab.locator("#notices .notice p")).to_have_text(STALE[language])
    context.close()
