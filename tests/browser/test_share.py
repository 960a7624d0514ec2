"""The Share panel: what it gives speaks of the view, is made when asked, and works elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Download, Locator, expect
from playwright.sync_api import Page as Tab

from export.files import build_file
from export.view import View, citation, read_view, visible_trips
from geo.dataset import load
from tests.browser.test_link import CENTRE
from tests.conftest import OpenPage, Page, ShowView
from tests.list_selection import summary_sentence

DATASET = load()
QUERY = "?year=2018&year=2019&mode=rail&trip=2019-02-hanoi&at=31.5,114.25,4.5"
FORMS = {"csv": "CSV", "xlsx": "Excel", "geojson": "GeoJSON", "kml": "KML", "html": "Page in one file"}


def opened(page: Page) -> Locator:
    """The dialog, open."""
    page.page.get_by_role("button", name="Share").click()
    return page.page.get_by_role("dialog", name="Share this view")


def text(dialog: Locator, name: str) -> str:
    return dialog.get_by_role("textbox", name=name).input_value()


def view_of(link: str) -> View:
    return read_view(DATASET, parse_qs(urlsplit(link).query))


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def asked(page: Page, click: Callable[[], None]) -> Download:
    with page.page.expect_download() as coming:
        click()
    return coming.value


def test_it_gives_the_link_and_a_citation_of_this_view(show_view: ShowView) -> None:
    page = show_view(QUERY)
    dialog = opened(page)
    expect(dialog).to_contain_text("Showing 4 of 11 trips. Year: 2018, 2019; Transport: rail. Selected: Hanoi.")
    link = text(dialog, "Link")
    assert view_of(link).selection == view_of(QUERY).selection
    assert text(dialog, "Citation") == citation(DATASET, view_of(link), link)
    dialog.get_by_role("button", name="Copy: Citation").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied: Citation.")
    assert page.page.evaluate("() => navigator.clipboard.readText()") == text(dialog, "Citation")
    page.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_what_is_shared_follows_the_view(show_view: ShowView) -> None:
    page = show_view()
    opened(page)
    page.page.keyboard.press("Escape")
    page.pill("year", "2023").click()
    expect(page.page.locator("#sentence")).to_contain_text("Showing 1 of 11")
    assert view_of(text(opened(page), "Link")).selection.year == {"2023"}


def test_a_file_is_made_of_this_view_when_asked_saved_once_and_works_elsewhere(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """Each format by itself; the page in one file by itself and in a frame; the picture where no frame is shown."""
    page, saved = open_page(QUERY), list[str]()
    page.page.on("download", lambda download: saved.append(download.suggested_filename))
    dialog = opened(page)
    assert "download-" not in "".join(
        page.page.evaluate("() => performance.getEntriesByType('resource').map(e => e.name)")
    )
    for form, name in {**FORMS, "csv again": "CSV"}.items():
        download = asked(page, dialog.get_by_role("button", name=name).click)
        wanted = build_file(DATASET, {"format": form.split()[0], "view": parse_qs(QUERY[1:])})
        assert download.suggested_filename == wanted.name == f"trips.{form.split()[0]}"
        assert content(download) == wanted.content
        expect(dialog.get_by_role("status")).to_contain_text(f"{wanted.name} is ready")
        (tmp_path / wanted.name).write_bytes(wanted.content)
    dialog.locator("form.picture").get_by_label("Size").select_option("card")
    asked(page, dialog.get_by_role("button", name="Make the picture").click).save_as(tmp_path / "trips-card.png")
    link, code = text(dialog, "Link"), text(dialog, "Embed without a server")
    page.page.keyboard.press("Escape")
    page.pill("year", "2018").click()
    # The server has run, and holds no file any more.
    expect(page.page.locator("[class*=st-key-downloads]")).to_have_count(0)
    assert saved == [*(f"trips.{form}" for form in FORMS), "trips.csv", "trips-card.png"]
    assert page.errors == []

    shown = visible_trips(DATASET, read_view(DATASET, parse_qs(QUERY[1:])))
    works_elsewhere(open_page, tmp_path, code, summary_sentence(shown, 11, DATASET.countries), link)


def works_elsewhere(open_page: OpenPage, folder: Path, code: str, sentence: str, link: str) -> None:
    """The page in one file opens at the view, in a frame too; the picture beside it says what the frame would show."""
    tab = embedded(open_page, folder / "trips.html")
    tab.locator("[data-state=ready]").wait_for()
    assert tab.locator("#sentence").inner_text() == sentence
    expect(tab.locator("#card h2")).to_have_text("Hanoi, Vietnam")
    assert tab.evaluate(CENTRE, (31.5, 114.25)) <= 1

    framing = embedded(open_page, folder / "host.html", code)
    frame = framing.frames[1]
    frame.locator("[data-state=ready]").wait_for()
    assert frame.locator("#sentence").inner_text() == sentence
    assert frame.evaluate(CENTRE, (31.5, 114.25)) <= 1
    for hidden in ("#title", "#share", "#timeline", "#trips"):
        assert not frame.locator(hidden).is_visible(), hidden

    (folder / "trips.html").unlink()
    framing.reload()
    picture = framing.get_by_role("img", name=sentence)
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth; }") == 1200
    assert framing.get_by_role("link", name="Where Kim Jong Un has travelled").get_attribute("href") == link


def test_a_picture_is_made_in_the_format_size_projection_and_colours_chosen(show_view: ShowView) -> None:
    page = show_view(QUERY)
    dialog = opened(page)
    for name, value in (("Format", "SVG"), ("Size", "Slide"), ("Projection", "Distances"), ("Colours", "Dark")):
        choice = dialog.locator("form.picture").get_by_label(name)
        choice.select_option(choice.locator("option").filter(has_text=value).inner_text())
    download = asked(page, dialog.get_by_role("button", name="Make the picture").click)
    options = {"format": "svg", "size": "slide", "projection": "azimuthal", "dark": True}
    assert download.suggested_filename == "trips-slide.svg"
    assert content(download) == build_file(DATASET, {**options, "view": parse_qs(QUERY[1:])}).content
    play = dialog.get_by_role("form", name="Trips played, as a moving picture")
    play.get_by_label("Format").select_option("gif")
    play.get_by_label("Size").select_option("square")
    address = dialog.get_by_label("Address of the moving picture", exact=True)
    assert address.input_value().endswith(f"/play.gif{QUERY}&size=square")


def test_what_is_not_offered_is_not_made() -> None:
    for wrong in (
        {},
        {"format": "exe"},
        {"format": ["csv"]},
        {"format": "png", "size": "print", "projection": ["mercator"]},
    ):
        with pytest.raises(ValueError, match="there is no such file"):
            build_file(DATASET, wrong)


def test_a_browser_may_ask_for_any_nonsense_as_a_view() -> None:
    everything = build_file(DATASET, {"format": "csv"})
    views: list[Any] = [None, [], "year", {"year": "2018"}, {"year": [2018, None, ["2018"]]}, {"at": ["nan,0,0"]}]
    for view in views:
        assert build_file(DATASET, {"format": "csv", "view": view}) == everything


def embedded(open_page: OpenPage, host: Path, code: str = "") -> Tab:
    """A file, that of a page of another origin if it is to hold the code, in an offline browser of its own."""
    if code:
        host.write_text(f"<!DOCTYPE html><title>Elsewhere</title>{code}", encoding="utf-8")
    tab = open_page.browser.new_context(viewport={"width": 900, "height": 900}, offline=True).new_page()
    open_page.contexts.callback(tab.context.close)
    tab.goto(host.as_uri())
    return tab


def test_a_keyboard_reaches_the_panel_and_comes_back(show_view: ShowView) -> None:
    page = show_view()
    page.page.locator("#share").focus()
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#sharing")).to_be_visible()
    for _ in range(3):
        page.page.keyboard.press("Tab")
    assert page.page.evaluate("() => Boolean(document.activeElement.closest('#sharing'))")
    page.page.keyboard.press("Escape")
    expect(page.page.locator("#share")).to_be_focused()
