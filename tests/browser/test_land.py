"""The base map: land is there at once, and after every way in which the map may move."""

import pytest

from tests.conftest import OpenPage, Page

# How many of the sampled pixels of the base map's canvas are painted.
PAINTED = """() => {
    const canvas = document.querySelector('.leaflet-base-pane canvas');
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let painted = 0;
    for (let at = 3; at < data.length; at += 4 * 29) painted += data[at] > 0;
    return painted;
}"""


def land(page: Page) -> int:
    return int(page.map.evaluate(PAINTED))


@pytest.mark.parametrize(
    ("query", "width"),
    [("", 390), ("?at=40,120,5", 1280), ("?trip=2018-06-beijing", 390), ("?year=2023&mode=air", 1280)],
)
def test_land_is_there_at_once(open_hosted: OpenPage, query: str, width: int) -> None:
    page = open_hosted(query, width=width, touch=width < 600)
    assert land(page) > 1000
    if width < 600:
        turned(page)


def turned(page: Page) -> None:
    """Land stays when the phone is turned."""
    page.page.set_viewport_size({"width": 844, "height": 390})
    page.map.wait_for_function("() => window.tripLayer._map.getSize().x > 600")
    assert land(page) > 1000


def test_land_stays_whatever_moves_the_map(open_hosted: OpenPage) -> None:
    page = open_hosted()
    moves = {
        "a view that is set": "map.setView([38, 120], 6, {animate: false})",
        "a framing": "layer.fit()",
        "a move": "map.panBy([40, 30], {animate: false})",
        "another size": "map.getContainer().style.setProperty('height', '500px', 'important'), map.invalidateSize()",
        "a theme": "layer.repaint()",
        "a closer view, with the finer map": "map.setView([38, 127], 8, {animate: false})",
    }
    for what, move in moves.items():
        page.map.evaluate(f"() => {{ const layer = window.tripLayer, map = layer._map; {move}; }}")
        assert land(page) > 1000, what
