"""The page on paper: the whole map, and few sheets."""

import re

from tests.conftest import OpenPage, ShowView

# The trips' places on the screen, and the edges of the map's frame.
OUTSIDE = """() => {
    const frame = document.querySelector('.frame').getBoundingClientRect();
    return [...document.querySelectorAll('#map .place')].map(each => each.getBoundingClientRect())
        .filter(({left, right, top, bottom, width}) => width && (left < frame.left || right > frame.right
            || top < frame.top || bottom > frame.bottom || right > innerWidth)).length;
}"""

BLANK_PX = """() => {
    const [frame, map] = ['.frame', '#map'].map(each => document.querySelector(each).getBoundingClientRect());
    return Math.abs(frame.height - map.height);
}"""


def test_the_printed_page_has_the_whole_map_and_at_most_three_sheets(open_hosted: OpenPage) -> None:
    for width in (1280, 390):
        page = open_hosted(width=width)
        pdf = page.page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= 3
        page.page.evaluate("() => window.onbeforeprint()")
        page.page.emulate_media(media="print")
        page.page.set_viewport_size({"width": 718, "height": 1000})
        assert page.page.evaluate(OUTSIDE) == 0
        assert page.page.evaluate(BLANK_PX) < 1
        page.page.emulate_media(media="screen")


def test_a_page_with_an_open_card_takes_three_sheets(show_view: ShowView) -> None:
    pdf = show_view("?trip=2019-02-hanoi").page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= 3
