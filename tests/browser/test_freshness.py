"""How fresh the records are: the page says how far sources were read, and by itself when that is a year ago."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data.i18n.messages import translate
from export.page import one_file_page
from export.view import sources_read_to
from geo.dataset import load
from tests.conftest import CLOCK, OpenPage, ShowView

DATASET = load()
DAY = {language: sources_read_to(DATASET, language) for language in ("en", "ko")}
STALE = {language: translate("stale", language, when=day) for language, day in DAY.items()}


@pytest.mark.parametrize("language", DAY)
def test_the_page_says_to_which_day_sources_were_read(show_view: ShowView, language: str) -> None:
    page = show_view(language=language).page
    said = f"{translate('sources_read_to', language, when=DAY[language])}."
    expect(page.locator("#read-to")).to_have_text(said)
    page.locator("#about-sources summary").click()
    expect(page.locator("#about-sources")).to_contain_text(said)
    assert DAY == {"en": "22 March 2026", "ko": "2026년 3월 22일"}


def test_a_page_older_than_a_year_says_so_by_itself(open_hosted: OpenPage) -> None:
    page = replace(open_hosted, today="2027-03-23")().page
    expect(page.locator("#notices .notice p")).to_have_text(STALE["en"])
    page.locator("#notices .close").click()
    expect(page.locator("#notices .notice")).to_have_count(0)


@pytest.mark.parametrize(("day", "told"), [("2027-03-21", ""), ("2030-01-01", STALE["ko"])], ids=["within", "old"])
def test_the_page_in_one_file_says_by_itself_that_it_is_old_and_nothing_within_the_year(
    browser: Browser, tmp_path: Path, day: str, told: str
) -> None:
    file = tmp_path / "trips.html"
    file.write_text(one_file_page(DATASET, language="ko"), encoding="utf-8")
    with browser.new_context(offline=True, locale="en-US") as context:
        context.add_init_script(CLOCK % day)
        tab = context.new_page()
        tab.goto(file.as_uri())
        tab.locator("[data-state=ready]").wait_for()
        assert "".join(tab.locator("#notices .notice p").all_inner_texts()) == told
        assert bool(told) or tab.locator("#notices").inner_text() == ""
