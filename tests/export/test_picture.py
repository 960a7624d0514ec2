"""Pictures of a view: nothing overlaps or leaves the page, distances from home are true, and nothing in them fires."""

import io
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Literal, cast, get_args
from unittest.mock import patch

import numpy as np
import pytest
from lxml import etree
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image

from data.records.legs import MODES as ALL_MODES
from data.selection import Selection
from export.map_content import home_place
from export.picture import render_picture
from export.picture.basemap import is_land
from export.picture.canvas import Canvas
from export.picture.labels import LAST_NEARER, LabelRequest, nearer_by
from export.picture.projection import EQUATOR_KM, Azimuthal, Box, ProjectionName
from export.picture.scene import Scene, build_scene
from export.picture.side_column import without_blank
from export.picture.style import BASIS_STROKES, MODE_STROKES, SHEETS, PictureSize, Stroke, stroke_for
from export.picture.text import Font, printable, text_width, truncate, wrap
from export.view import View, read_view
from geo.dataset import Dataset, load
from geo.routes.geometry import distance_km
from page.assets import theme_colours
from tests.hostile import OUTSIDE, hostile_table

DATASET = load()
EVERYTHING = View()
HANOI = View(Selection(trip="2019-02-hanoi"))
SIZES: tuple[PictureSize, ...] = get_args(PictureSize)
PROJECTIONS: tuple[ProjectionName, ...] = get_args(ProjectionName)
PT_PER_PX = 0.75
LAND_AND_SEA = [  # longitude, latitude, whether it is land
    *((20.0, 10.0, True), (-100.0, 45.0, True), (100.0, 50.0, True), (134.0, -25.0, True), (-60.0, -10.0, True)),
    *((-30.0, 30.0, False), (-150.0, 20.0, False), (80.0, -20.0, False), (-20.0, -30.0, False), (160.0, 30.0, False)),
]
STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(hostile_table(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module", params=[(size, plane) for size in SIZES for plane in PROJECTIONS], ids="-".join)
def laid(request: pytest.FixtureRequest) -> tuple[PictureSize, Scene]:
    size, plane = request.param
    return size, build_scene(DATASET, EVERYTHING, SHEETS[cast(PictureSize, size)], plane)


def svg(dataset: Dataset = DATASET, view: View = EVERYTHING, *, plane: ProjectionName = "mercator") -> etree._Element:
    return etree.fromstring(render_picture(dataset, view, "svg", projection=plane))


def marks_of(picture: etree._Element) -> dict[int, tuple[float, float]]:
    """The middle of each place's disc in px, by its number, measured on its outline in the file."""
    found = {}
    for group in picture.iterfind(".//{*}g[@id]"):
        name = re.fullmatch(r"place-(\d+)", group.get("id", ""))
        path = group.find("{*}path")
        if name and path is not None:
            numbers = np.array(re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", path.get("d", "")), dtype=float).reshape(-1, 2)
            middle = (numbers.min(axis=0) + numbers.max(axis=0)) / 2 / PT_PER_PX
            found[int(name[1])] = (float(middle[0]), float(middle[1]))
    return found


def test_no_label_covers_another_a_mark_or_the_scale_bar(laid: tuple[PictureSize, Scene]) -> None:
    _, picture = laid
    marks = [Box(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in picture.markers]
    bar = Box(picture.scale.left, picture.scale.y - 5, picture.scale.right, picture.scale.y)
    boxes = [label.box for label in picture.labels]
    assert [(a, b) for a, b in combinations(boxes, 2) if a.overlaps(b)] == []
    assert [(a, b) for a in boxes for b in [*marks, bar] if a.overlaps(b)] == []


def test_every_label_and_mark_stays_on_the_map(laid: tuple[PictureSize, Scene]) -> None:
    _, picture = laid
    frame = picture.frame.box
    assert [label.text for label in picture.labels if not frame.contains(label.box)] == []
    assert [mark for mark in picture.markers if not frame.count_points(np.array([[mark.x, mark.y]]))] == []


def test_every_place_where_a_trip_stops_is_named(laid: tuple[PictureSize, Scene]) -> None:
    _, picture = laid
    labels = [*picture.labels, *(picture.inset.labels if picture.inset else ())]
    named = {label.text.partition(" · ")[0] for label in labels if label.kind == "town"}
    stops = [leg.stops[-1] for trip in DATASET.trips for leg in trip.legs]
    places = [place for stop in stops if (place := DATASET.placement.place(stop))]
    assert {"Hanoi", "Singapore", "Vladivostok", "Beijing", "Pyongyang"} <= named
    marks = np.array([(mark.x, mark.y) for mark in picture.markers if mark.visit.place.label in named])
    for place in places:
        if place.label not in named:  # it lies under the mark of a busier place, or close to it
            at = picture.frame.degrees_to_px(np.array([[place.lon, place.lat]]))
            assert np.hypot(*(marks - at).T).min() < 20, place.label


def test_no_name_stands_beside_the_mark_of_another_place(laid: tuple[PictureSize, Scene]) -> None:
    _, picture = laid
    for scene in filter(None, (picture, picture.inset)):
        marks = {
            mark.visit.place.label: LabelRequest("", "town", Font(12), mark.x, mark.y, mark.radius)
            for mark in scene.markers
            if mark.visit.is_home or mark.visit.trip_ids
        }
        towns = {label.text.partition(" · ")[0]: label.box for label in scene.labels if label.kind == "town"}
        nearer = {name: nearer_by(marks[name], box, list(marks.values())) for name, box in towns.items()}
        assert {name: px for name, px in nearer.items() if px > LAST_NEARER} == {}


def test_a_label_is_no_wider_than_the_room_it_was_given(laid: tuple[PictureSize, Scene]) -> None:
    size, picture = laid
    renderer: Any = cast(Any, RendererAgg)(10, 10, 96 * SHEETS[size].scale)
    for label in picture.labels:
        wide, _, _ = renderer.get_text_width_height_descent(label.text, label.font.properties(label.text), ismath=False)
        assert wide / SHEETS[size].scale <= label.box.right - label.box.left + 1


def test_a_country_is_named_inside_its_borders() -> None:
    picture = build_scene(DATASET, EVERYTHING, SHEETS["print"], "mercator")
    named = {label.text.replace("\u200a", ""): label.box for label in picture.labels if label.kind == "land"}
    assert {"CHINA", "MONGOLIA", "RUSSIA", "JAPAN"} <= named.keys()
    middle = {name: ((box.left + box.right) / 2, (box.top + box.bottom) / 2) for name, box in named.items()}
    lon, lat = picture.frame.px_to_degrees(np.array([middle["CHINA"]]))[0]
    assert (75 < lon < 125, 22 < lat < 48) == (True, True)


def test_the_projection_that_draws_keeps_distances_from_home() -> None:
    at_home = home_place(DATASET)
    assert at_home
    plane = Azimuthal(at_home.lon, at_home.lat)
    for place in DATASET.placement.places:
        x, y = plane.plane(np.array([[place.lon, place.lat]]))[0]
        assert np.hypot(x, y) == pytest.approx(distance_km(at_home, place), rel=1e-4, abs=1e-6)


def test_distances_measured_on_the_azimuthal_svg_agree_with_the_geodesic() -> None:
    picture, at_home = build_scene(DATASET, EVERYTHING, SHEETS["print"], "azimuthal"), home_place(DATASET)
    drawn = marks_of(svg(plane="azimuthal"))
    assert at_home
    assert drawn.keys() == set(range(len(picture.markers)))
    middle = np.array(next(drawn[n] for n, mark in enumerate(picture.markers) if mark.visit.is_home))
    # The scale bar says how long a km is; its length is in the file's own units.
    px_per_km = (picture.scale.right - picture.scale.left) / picture.scale.km
    measured = 0
    for number, mark in enumerate(picture.markers):
        if not mark.visit.is_home:
            km = float(np.hypot(*(np.array(drawn[number]) - middle))) / px_per_km
            assert km == pytest.approx(distance_km(at_home, mark.visit.place), rel=0.01), mark.visit.place.label
            measured += 1
    assert measured >= 9


def test_the_distance_rings_are_as_far_as_they_say() -> None:
    picture = build_scene(DATASET, EVERYTHING, SHEETS["print"], "azimuthal")
    middle = np.array(next((mark.x, mark.y) for mark in picture.markers if mark.visit.is_home))
    for ring, km in zip(picture.rings, (2000, 4000, 6000), strict=False):
        assert np.hypot(*(ring - middle).T) / picture.frame.px_per_km == pytest.approx(km, rel=1e-4)


@pytest.mark.parametrize(
    ("kind", "plane"), [("svg", "mercator"), ("svg", "azimuthal"), ("png", "mercator"), ("pdf", "azimuthal")]
)
def test_equal_views_give_equal_bytes(kind: Literal["svg", "png", "pdf"], plane: ProjectionName) -> None:
    """A PDF with Mercator's projection: `tests/host/test_file_routes.py`."""
    one, other = (
        render_picture(each, HANOI, kind, projection=plane, size="card", dark=True) for each in (DATASET, load())
    )
    assert one == other


def test_a_social_card_has_exactly_1200_by_630_pixels_and_another_view_has_another_card() -> None:
    assert pixels(render_picture(DATASET, EVERYTHING, "png", size="card", dark=True)) == (1200, 630)
    everything, hanoi = (render_picture(DATASET, each, "svg", size="card", dark=True) for each in (EVERYTHING, HANOI))
    assert everything != hanoi
    card = etree.fromstring(everything)
    assert (card.get("width"), card.get("height")) == ("900pt", "472.5pt")


def test_a_slide_has_1920_by_1080_pixels_and_a_print_300_to_the_inch() -> None:
    assert pixels(render_picture(DATASET, EVERYTHING, "png", size="slide")) == (1920, 1080)
    assert pixels(render_picture(DATASET, EVERYTHING, "png", size="print")) == (3507, 2480)


def pixels(picture: bytes) -> tuple[int, int]:
    """Width and height of a sound picture."""
    with Image.open(io.BytesIO(picture)) as image:
        image.verify()
        return image.size


def test_an_svg_says_in_words_what_it_shows() -> None:
    picture = svg()
    assert picture.get("role") == "img"
    assert picture.findtext("{*}title") == "Where Kim Jong Un has travelled"
    assert (picture.findtext("{*}desc") or "").startswith("Showing 11 of 11 trips")


@pytest.mark.parametrize("plane", PROJECTIONS)
def test_nothing_hostile_runs_in_an_svg_or_asks_outside(hostile: Dataset, plane: ProjectionName) -> None:
    content = render_picture(hostile, EVERYTHING, "svg", projection=plane)
    assert b"<!DOCTYPE" not in content
    for element in etree.fromstring(content).iter():
        if not isinstance(element.tag, str):
            continue
        assert etree.QName(element).localname not in {"script", "image", "foreignObject", "a", "iframe"}
        for name, value in element.attrib.items():
            assert not etree.QName(name).localname.lower().startswith("on")
            assert etree.QName(name).localname != "href" or str(value).startswith("#")
            assert "url(" not in str(value) or "url(#" in str(value)
            assert OUTSIDE not in str(value)


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_hostile_texts_are_drawn_as_they_are(hostile: Dataset, kind: Literal["png", "pdf"]) -> None:
    assert len(render_picture(hostile, EVERYTHING, kind, projection="azimuthal", size="slide")) > 10_000


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_any_title_can_be_drawn(tmp_path: Path, kind: Literal["png", "pdf"]) -> None:
    texts = ["$x^2$ costs $5", "평양 北京 Пхеньян", "🚂 \ufffe\x07", "\u202egnp.exe\u202c", "&amp; <b>"]
    rows = "".join(f'{number + 1},Hanoi,"{text}"\n' for number, text in enumerate(texts))
    (tmp_path / "trips.csv").write_text(f"trip,destination,title\n{rows}", encoding="utf-8")
    with patch.object(Canvas, "text", autospec=True, side_effect=Canvas.text) as text:
        assert render_picture(load(tmp_path / "trips.csv"), EVERYTHING, kind, size="slide")
    assert {printable(each) for each in texts} <= {call.args[1] for call in text.call_args_list}


@pytest.mark.parametrize("plane", PROJECTIONS)
@pytest.mark.parametrize("rows", ["", "Nowhere at all", "Hanoi", '"35.5, 139.8"', '"-90, 0"'])
def test_a_data_set_with_little_or_nothing_to_show_is_drawn(tmp_path: Path, plane: ProjectionName, rows: str) -> None:
    (tmp_path / "trips.csv").write_text(f"destination\n{rows}\n", encoding="utf-8")
    assert render_picture(load(tmp_path / "trips.csv"), EVERYTHING, "svg", projection=plane)


@pytest.mark.parametrize("home_cell", ["40.4, -3.7", "40, 115", "39.03, 125.75", "-41.3, 174.8", "0, 0", "66, 179.9"])
def test_land_is_land_around_any_home_even_if_its_far_side_is_on_land(tmp_path: Path, home_cell: str) -> None:
    lon, far = float(home_cell.split(",")[1]), 60
    (tmp_path / "trips.csv").write_text(
        f'origin,destination\n"{home_cell}","{far}, {(lon + 250) % 360 - 180:g}"\n"{home_cell}","-60, {lon:g}"\n'
    )
    picture = build_scene(load(tmp_path / "trips.csv"), EVERYTHING, SHEETS["slide"], "azimuthal")
    seen = 0
    for lon, lat, expected in LAND_AND_SEA:
        x, y = picture.frame.degrees_to_px(np.array([[lon, lat]]))[0]
        if picture.frame.box.count_points(np.array([[x, y]])):
            assert is_land(picture.land, np.array([[x, y]])) == [expected], (lon, lat)
            seen += 1
    assert seen


def test_a_flight_over_the_date_line_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text('origin,destination,mode\n"35.5, 139.8","33.9, -118.4",air\n')
    picture = build_scene(load(tmp_path / "trips.csv"), EVERYTHING, SHEETS["print"], "mercator")
    (_, points), *_ = picture.segments
    assert np.hypot(*np.diff(points, axis=0).T).max() < 40
    assert all(picture.frame.box.count_points(np.array([[mark.x, mark.y]])) for mark in picture.markers)


def test_a_map_position_of_the_link_is_the_middle_of_the_map() -> None:
    picture = build_scene(DATASET, View(at=(40.0, 120.0, 5.0)), SHEETS["print"], "mercator")
    box = picture.frame.box
    middle = picture.frame.degrees_to_px(np.array([[120.0, 40.0]]))[0]
    assert middle == pytest.approx([(box.left + box.right) / 2, (box.top + box.bottom) / 2])


def test_strokes_are_those_of_the_page() -> None:
    script = (STATIC / "elements" / "modes.js").read_text()
    for name, own in {**MODE_STROKES, **BASIS_STROKES}.items():
        line = re.search(rf"^  {name}: {{(.*)}},$", script, re.MULTILINE)
        assert line, name
        assert f"width: {own.width:g}" in line[1]
        assert list(own.dash) == numbers(re.search(r"dash: \[([^\]]*)\]", line[1]))
        assert list(own.core) == numbers(re.search(r"core: \[([^\]]*)\]", line[1]))
    assert list(MODE_STROKES) == list(ALL_MODES)
    assert stroke_for("rail", "reported", 2).width == MODE_STROKES["rail"].width + 0.8
    assert isinstance(stroke_for("air", "inferred"), Stroke)


def numbers(found: re.Match[str] | None) -> list[float]:
    return [float(part) for part in found[1].split(",")] if found else []


def test_every_mode_and_role_has_its_colour_by_day_and_by_night() -> None:
    roles = {*ALL_MODES, "paper", "ink", "muted", "hairline", "ground", "water", "border", "land"}
    assert roles <= theme_colours(dark=False).keys() == theme_colours(dark=True).keys()
    assert theme_colours(dark=False) != theme_colours(dark=True)


def test_lines_of_text_fit_their_room_and_end_in_an_ellipsis() -> None:
    font = Font(13)
    lines = wrap("a word and averyveryverylongwordwithoutanyspaceinit " * 9, font, 120, 4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(text_width(line, font) <= 120 for line in lines)
    assert truncate("short", font, 120) == "short"
    assert printable("a\u202eb\x00c\n d") == "a b c d"


def test_a_world_picture_shows_the_world_once_and_every_line_of_it(tmp_path: Path) -> None:
    """Flights around the world: the map is cut in an ocean, and a line that leaves it comes in on the other side."""
    cities = ["51.5, 0", "40.7, -74", "34, -118", "35.5, 139.8", "-33.9, 151.2", "1.3, 103.9", "51.5, 0", "-34, 18.4"]
    legs = "".join(f'"{start}","{end}",air\n' for start, end in pairwise(cities))
    (tmp_path / "trips.csv").write_text(f"origin,destination,mode\n{legs}")
    dataset = load(tmp_path / "trips.csv")
    for size in SIZES:
        for view in (EVERYTHING, View(at=(-60.0, -180.0, 75.0, 180.0)), View(at=(20.0, 10.0, 0.0))):
            picture = build_scene(dataset, view, SHEETS[size], "mercator")
            frame, world_px = picture.frame, EQUATOR_KM * picture.frame.px_per_km
            assert frame.box.size[0] <= world_px + 0.01
            if frame.box.size[0] < world_px - 0.01:
                continue
            assert len(picture.markers) == len(set(cities)), (size, view)
            for marker in picture.markers:
                assert frame.box.count_points(np.array([[marker.x, marker.y]]))
            shown = {id(line) for line, points in picture.segments if frame.box.count_points(points)}
            assert len(shown) == len(legs.splitlines())


@pytest.mark.parametrize("size", ["square", "portrait"])
def test_texts_of_a_square_and_a_portrait_stand_above_and_below_the_map(size: PictureSize) -> None:
    picture = etree.fromstring(render_picture(DATASET, EVERYTHING, "svg", size=size))
    sheet = SHEETS[size]
    assert float(picture.get("width", "").removesuffix("pt")) == pytest.approx(sheet.width * PT_PER_PX)
    assert sheet.column.bottom < sheet.map.top < sheet.map.bottom < sheet.foot.top < sheet.height
    assert not any(sheet.map.overlaps(box) for box in (sheet.column, sheet.foot))


def test_a_selected_trip_is_in_the_middle_of_its_picture() -> None:
    far = build_scene(DATASET, EVERYTHING, SHEETS["print"], "mercator").frame
    near = build_scene(DATASET, View(Selection(trip="2018-04-dmz")), SHEETS["print"], "mercator").frame
    assert near.px_per_km > 5 * far.px_per_km


def test_lines_are_coloured_by_what_the_link_says_and_explained(tmp_path: Path) -> None:
    rows = [
        "1,Ann,2019-01-01,Seoul,Tokyo,air",
        "2,Bea,2020-02-01,Seoul,Beijing,rail",
        "3,Cem,2022-03-01,Oslo,Paris,rail",
    ]
    (tmp_path / "trips.csv").write_text("\n".join(["trip,traveller,depart,origin,destination,mode", *rows]))
    table = load(tmp_path / "trips.csv")
    colours, view = theme_colours(dark=False), read_view(table, {"colour": ["traveller"]})
    by_traveller, by_mode = (render_picture(table, each, "svg").decode() for each in (view, EVERYTHING))
    for name in ("group1", "group2", "group3"):
        assert colours[name] in by_traveller
        assert colours[name] not in by_mode
    for mode in ("air", "rail"):
        assert colours[mode] not in by_traveller
        assert colours[mode] in by_mode


@pytest.mark.parametrize("size", ["square", "portrait"])
def test_a_map_below_a_short_sentence_has_the_room_that_it_leaves(size: PictureSize) -> None:
    sheet, box = SHEETS[size], without_blank(SHEETS[size], DATASET, EVERYTHING).map
    assert sheet.column.top + 60 < box.top < sheet.map.top - 20
    assert box.bottom == sheet.map.bottom
    assert without_blank(SHEETS["slide"], DATASET, EVERYTHING) == SHEETS["slide"]
