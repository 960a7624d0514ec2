"""The page in a frame of an article: high enough for all of it, most of it map, and nothing over the sentence."""

from pathlib import Path

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.test_share import opened, text
from tests.conftest import OpenPage, Page

WIDTHS = (320, 600)
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
    frame.wait_for_function(FITS)
    return frame


@pytest.mark.parametrize("hosting", ["hosted", "plain"])
def test_the_embed_fits_an_article_of_320_and_600_px(
    hosting: str, open_hosted: OpenPage, open_page: OpenPage, tmp_path: Path
) -> None:
    page = (open_hosted if hosting == "hosted" else open_page)()
    dialog = opened(page)
    barred = dialog.get_by_text("TRIP_MAP_FRAME_ANCESTORS")
    expect(barred).to_have_count(1 if hosting == "hosted" else 0)
    live = dialog.locator("section").filter(has=page.page.get_by_role("textbox", name="Embed the live page"))
    live.get_by_label("Headline").check()
    live.get_by_label("Theme").select_option("dark")
    code = text(dialog, "Embed the live page")
    assert ("/picture.png?size=card&#38;theme=dark" in code) == (hosting == "hosted")
    article = tmp_path / "article.html"
    article.write_text(f"<!DOCTYPE html><title>Article</title><body style='margin:0'>{code}", encoding="utf-8")
    address = article.as_uri()
    if hosting == "hosted":  # whose frames other origins may not show
        address = f"{page.page.url.split('?')[0]}article.html"
        page.page.route(address, lambda route: route.fulfill(path=article))
    for width in WIDTHS:
        frame = framed(page, address, width)
        assert frame.evaluate(MAP_SHARE) >= 0.55, width
        assert frame.evaluate(COVERED) == [], width
        expect(frame.locator("#title")).to_be_visible()
        app = frame.locator(".stApp" if hosting == "plain" else "html")
        assert app.evaluate("app => getComputedStyle(app).colorScheme") == "dark"
        frame.get_by_role("button", name="Filters").click()
        frame.wait_for_function(FITS)
        expect(frame.locator(".st-key-year")).to_be_visible()
