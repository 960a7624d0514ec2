"""The base map: land is there at once, and after every way in which the map may move."""

import pytest

from tests.conftest import OpenPage, Page

# How many of the sampled pixels of the base map's canvas are painted.
PAINTED = """() => {
    const canvas = document.querySelector('.leaflet-base-pane canvas');
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let painted = 0;
    for (let at = 3; at < data.length; at += 4 * 97) painted += data[at] > 0;
    return painted;
}"""


def land(page: Page) -> int:
    return int(page.map.evaluate(PAINTED))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "?at=40,120,5", "?trip=2018-06-beijing", "?year=2023&mode=air"])
def test_land_is_there_at_once(open_hosted: OpenPage, width: int, query: str) -> None:
    assert land(open_hosted(query, width=width, touch=width < 600)) > 1000


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


def test_land_stays_when_the_window_is_turned(open_hosted: OpenPage) -> None:
    page = open_hosted(width=390, height=844, touch=True)
    page.page.set_viewport_size({"width": 844, "height": 390})
    page.map.wait_for_function("() => window.tripLayer._map.getSize().x > 600")
    assert land(page) > 1000
