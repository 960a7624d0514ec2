"""The page in a frame of an article: high enough for all of it, most of it map, and nothing over the sentence."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.test_link import BOUNDS, CENTRE, VIEW
from tests.browser.test_share import QUERY, opened, text
from tests.conftest import OpenPage, Page

WIDTHS = (320, 600)
FILTERS = re.compile("^Filters")
READY = """() => [document, ...[...document.querySelectorAll('iframe')].map(frame => frame.contentDocument)]
    .some(page => page?.querySelector('[data-state=ready]'))"""
# All of the content is in the frame, and no more than that.
FITS = """() => {
    const scrolling = document.querySelector('.stMain') ?? document.scrollingElement;
    const map = document.querySelector('.stElementContainer:has(+ .st-key-body), .standalone .frame');
    const natural = parseFloat(getComputedStyle(map).minHeight), {height} = map.getBoundingClientRect();
    return scrolling.scrollHeight <= innerHeight && scrolling.scrollWidth <= innerWidth && height < natural + 2;
}"""
MAP_SHARE = """() => document.querySelector('.stElementContainer:has(+ .st-key-body), .standalone .frame')
    .getBoundingClientRect().height / innerHeight"""
COVERED = """() => {
    const box = document.querySelector('#sentence'), {left, top, bottom} = box.getBoundingClientRect();
    const points = [[left + 4, top + 4], [left + 40, (top + bottom) / 2], [left + 4, bottom - 4]];
    return points.filter(([x, y]) => !document.elementFromPoint(x, y)?.closest('#sentence, .head'));
}"""


def framed(page: Page, article: str, width: int) -> Frame:
    page.page.set_viewport_size({"width": width, "height": 900})
    page.page.goto(article)
    frame = page.page.frames[1]
    frame.wait_for_function(READY)
    return frame


def written(folder: Path, code: str) -> Path:
    """An article that holds the code."""
    article = folder / "article.html"
    article.write_text(f"<!DOCTYPE html><title>Article</title><body style='margin:0'>{code}", encoding="utf-8")
    return article


@pytest.mark.parametrize("hosting", ["hosted", "plain"])
def test_the_embed_fits_an_article_of_320_and_600_px(
    hosting: str, open_hosted: OpenPage, open_page: OpenPage, tmp_path: Path
) -> None:
    page = (open_hosted if hosting == "hosted" else open_page)(QUERY)
    sentence, dialog = page.sentence(), opened(page)
    barred = dialog.get_by_text("TRIP_MAP_FRAME_ANCESTORS")
    expect(barred).to_have_count(1 if hosting == "hosted" else 0)
    bare = text(dialog, "Embed the live page")
    live = dialog.locator("section").filter(has=page.page.get_by_role("textbox", name="Embed the live page"))
    live.get_by_label("Headline").check()
    live.get_by_label("Theme").select_option("dark")
    code = text(dialog, "Embed the live page")
    assert bool(re.search(r"/picture\.png\?\S*size=card&#38;theme=dark", code)) == (hosting == "hosted")
    article = written(tmp_path, code)
    address = article.as_uri()
    if hosting == "hosted":  # whose frames other origins may not show
        address = f"{page.page.url.split('?')[0]}article.html"
        page.page.route(address, lambda route: route.fulfill(path=article))
    frame = framed(page, address, 320)
    for width in WIDTHS:
        page.page.set_viewport_size({"width": width, "height": 900})
        frame.wait_for_function(FITS)
        assert frame.evaluate(MAP_SHARE) >= 0.55, width
        assert frame.evaluate(COVERED) == [], width
        expect(frame.locator("#title")).to_be_visible()
        app = frame.locator(".stApp" if hosting == "plain" else "html")
        assert app.evaluate("app => getComputedStyle(app).colorScheme") == "dark"
        frame.get_by_role("button", name=FILTERS).click()
        frame.wait_for_function(FITS)
        expect(frame.locator(".st-key-year")).to_be_visible()
        frame.get_by_role("button", name=FILTERS).click()
    if hosting == "plain":
        shows_this_view_and_no_more(framed(page, written(tmp_path, bare).as_uri(), 900), sentence)
        opens_at_what_is_seen(page)


def shows_this_view_and_no_more(frame: Frame, sentence: str) -> None:
    assert " ".join(frame.locator("#sentence").inner_text().split()) == sentence
    assert frame.locator(".st-key-year button[aria-pressed=true]").all_inner_texts() == ["2018", "2019"]
    for hidden in ("#title", "#share", "#copy", "#timeline", "#trips", ".notes", ".st-key-year"):
        assert not frame.locator(hidden).is_visible(), hidden
    assert frame.evaluate("() => document.querySelector('.stMain').scrollHeight <= innerHeight")
    inner = frame.child_frames[0]
    assert inner.evaluate(CENTRE, (31.5, 114.25)) <= 1
    assert inner.evaluate(VIEW)[2] == 4.5


def opens_at_what_is_seen(page: Page) -> None:
    """The link in the frame leads to the whole page, with the filters and the part of the map of the frame."""
    frame = page.page.frames[1]
    inner = frame.child_frames[0]
    frame.get_by_role("button", name=FILTERS).click()
    frame.locator(".st-key-year").get_by_role("button", name="2018").click()
    inner.evaluate("() => { window.tripLayer._map.panBy([37, -21], {animate: false}); }")
    seen = inner.evaluate(BOUNDS)
    with page.page.context.expect_page() as opening:
        frame.get_by_role("link", name="Open this view").click()
    again = opening.value
    assert "embed" not in again.url.split("?", 1)[1]
    expect(again.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    expect(again.locator("#sentence")).to_contain_text("Showing 3 of 11 trips: 3 by rail")
    again.frame_locator("iframe").locator("[data-state=ready]").wait_for()
    south, west, north, east = again.frames[1].evaluate(BOUNDS)
    assert south <= seen[0] + 0.1
    assert west <= seen[1] + 0.1
    assert north >= seen[2] - 0.1
    assert east >= seen[3] - 0.1
