"""Names on the map: none covers another, a mark or a control, and destinations are named first."""

import pytest

from tests.conftest import OpenPage, Page, ShowView

CENTRES = {"Pyongyang": [39.03, 125.75], "Vladivostok": [43.12, 131.89], "Beijing": [39.9, 116.4]}
NAMED = ".name, .place:not(.crowded) > *, .leaflet-control"
BOXES = f"""() => [...document.querySelectorAll({NAMED!r})].map(node => {{
    const {{left, top, right, bottom}} = node.getBoundingClientRect();
    return {{what: node.textContent, name: node.matches('.name'), left, top, right, bottom}};
}}).filter(box => box.right > box.left)"""
# The names of places that lie over a line or a dot, as the map counts it.
OVER_LINES = """() => {
    const {lines, _map: map} = window.tripLayer, frame = map.getContainer().getBoundingClientRect();
    const at = (x, y) => lines.nearest(map.containerPointToLayerPoint([x, y])).distance;
    return [...document.querySelectorAll('.name.town')].filter(node => {
        const {left, top, right, bottom} = node.getBoundingClientRect(), y = (top + bottom) / 2 - frame.top;
        for (let x = left; x <= right; x += 2) if (at(x - frame.left, y) < 3) return true;
        return false;
    }).map(node => node.textContent);
}"""

# The dots of places that lie over the number of another place.
OVER_NUMBERS = """() => {
    const {places} = window.tripLayer, numbers = places.marked.filter(visit => !visit.crowded);
    const dots = places.marked.filter(visit => visit.crowded);
    return dots.filter(dot => numbers.some(visit => places.at(visit).distanceTo(places.at(dot)) < 13));
}"""


def names(page: Page) -> set[str]:
    return set(page.map.locator(".name.town").all_inner_texts())


def covered(page: Page) -> list[tuple[str, str]]:
    """What a name covers, by more than a pixel."""
    boxes = page.map.evaluate(BOXES)
    pairs = [(one, other) for number, one in enumerate(boxes) for other in boxes[number + 1 :]]
    return [
        (one["what"], other["what"])
        for one, other in pairs
        if (one["name"] or other["name"])
        and min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1
    ]


@pytest.mark.parametrize(("language", "width"), [("en", 390), ("ko", 1280)])
def test_home_and_every_destination_are_named_and_no_name_covers_another_a_mark_or_a_control(
    open_hosted: OpenPage, width: int, language: str
) -> None:
    page = open_hosted(f"?lang={language}", width=width, dark=width == 390)
    marks = page.map.evaluate(
        "() => window.tripLayer.places.marked.filter(visit => !visit.crowded).map(visit => visit.place.label)"
    )
    assert names(page) == set(marks)
    assert len(marks) >= 10
    assert len(page.map.evaluate(OVER_LINES)) <= 1
    home = page.map.evaluate("() => { const {lat, lng} = window.tripLayer._map.getCenter(); return [lat, lng]; }")
    assert covered(page) == []
    for where, centre in {"home": home, **CENTRES}.items():
        for zoom in range(3, 9):
            page.map.evaluate(
                "([centre, zoom]) => { window.tripLayer._map.setView(centre, zoom, {animate: false}); }", [centre, zoom]
            )
            assert covered(page) == [], f"at zoom {zoom} over {where}"
            assert page.map.evaluate(OVER_NUMBERS) == [], f"at zoom {zoom} over {where}"


def test_names_are_measured_again_when_their_font_has_come(show_view: ShowView) -> None:
    page = show_view()
    stale = page.map.evaluate("""() => {
        const {names} = window.tripLayer;
        for (const size of names.sizes.values()) size.width += 40;
        document.fonts.dispatchEvent(new Event('loadingdone'));
        return [...document.querySelectorAll('.name')].filter(node => !names.sizes.size
            || [...names.sizes.values()].every(({width}) => width !== node.offsetWidth)).length;
    }""")
    assert stale == 0
