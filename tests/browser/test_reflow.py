"""Reflow: at 320 px, which is 1280 px at 400 %, nothing scrolls sideways, is cut off or is too small to press.

`test_access.py` asks the same of a frame of another page and of “Your trips”, where it opens them.
"""

import pytest

from tests.access import out_of_reach, unfold
from tests.conftest import ShowView


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_page_that_is_zoomed_to_400_per_cent_is_all_within_reach(show_view: ShowView, language: str) -> None:
    tab = show_view("?trip=2019-02-hanoi", language=language).page
    unfold(tab)
    assert out_of_reach(tab) == []
    tab.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert out_of_reach(tab) == []
    tab.locator("#share").click()
    assert out_of_reach(tab) == []
    tab.keyboard.press("Escape")
    tab.locator(".unfold[aria-expanded=true]").click()
    tab.set_viewport_size({"width": 1280, "height": 900})  # as other tests find the page
