"""Forced colours: what is told by a background or a shadow is told otherwise where the reader's own colours rule."""

from typing import Literal

from playwright.sync_api import Frame
from playwright.sync_api import Page as Tab

from tests.conftest import OpenPage, Page
from tests.static.test_contrast import LINE, Colour, contrast

STYLE = "([selector, name, pseudo]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"


def style(where: Tab | Frame, selector: str, name: str, pseudo: str | None = None) -> str:
    return str(where.evaluate(STYLE, [selector, name, pseudo]))


def channels(colour: str) -> Colour:
    red, green, blue = (int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(","))
    return red, green, blue


def test_everything_is_still_told_apart_in_light_and_dark_colours(open_hosted: OpenPage) -> None:
    page = open_hosted("?mode=rail&trip=2019-02-hanoi")
    everything_is_told_apart(page, "light")
    everything_is_told_apart(page, "dark")


def everything_is_told_apart(page: Page, scheme: Literal["light", "dark"]) -> None:
    tab = page.page
    tab.emulate_media(forced_colors="active", color_scheme=scheme)
    page.map.evaluate("() => window.tripLayer.repaint()")
    chosen, other = ('.st-key-mode button[aria-pressed="true"]', '.st-key-mode button[aria-pressed="false"]')
    fills = [channels(style(tab, pill, "backgroundColor")) for pill in (chosen, other)]
    assert contrast(*fills) >= LINE
    assert contrast(channels(style(tab, f"{chosen} p", "color")), fills[0]) >= 4.5
    assert "gradient" in style(tab, chosen, "backgroundImage", "::before")  # the sample of the line

    tab.locator(chosen).focus()
    tab.keyboard.press("ArrowRight")
    assert style(tab, ":focus-visible", "outlineWidth") == "3px"
    assert style(tab, "#trips tr[aria-current]", "outlineStyle") == "solid"
    canvas = channels(style(tab, "body", "backgroundColor"))
    tab.locator(".bar .fill").first.wait_for()
    assert contrast(channels(style(tab, ".bar .fill", "backgroundColor")), canvas) >= LINE

    ink = {name: channels(colour) for name, colour in page.map.evaluate("() => window.tripLayer.colours()").items()}
    for ground in ("ground", "water"):
        for mode in ("rail", "air", "road"):
            assert contrast(ink[mode], ink[ground]) >= LINE, f"{mode} on {ground}"
        assert contrast(ink["ink"], ink[ground]) >= 4.5
    assert channels(style(page.map, ".leaflet-container", "backgroundColor")) == ink["water"]
    marker = style(page.map, ".place:not(.faded, [hidden]) .count", "backgroundColor")
    assert channels(marker) == ink["ink"]
    assert style(page.map, ".count", "borderWidth") == "2px"
    for button in (".fit", ".play"):
        assert style(page.map, button, "backgroundColor", "::before") != style(page.map, button, "backgroundColor")
    assert "svg" in style(page.map, ".fit", "maskImage", "::before")
