"""Styles: the page's own style sheet, sent with the page so that nothing is drawn without it."""

from functools import cache

from static.bundle import STATIC

SHEETS = ("theme.css", "page.css")


@cache
def page_style() -> str:
    """The sheet that gives the page its colours and layout."""
    return "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
