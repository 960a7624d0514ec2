"""Animations of a view: each trip in its turn, no longer and no larger than they may be, and equal bytes for equal views."""

from io import BytesIO

import pytest
from PIL import Image

from data.selection import Selection
from export.files import ANIMATION_FORMATS, PLAY_SIZES, build_file
from export.picture import animation, render_play
from export.picture.animation import AFTER_MS, BEFORE_MS, MAX_BYTES, AnimationFormat, TimedPicture, plan_steps
from export.picture.style import PLAY_SHEETS
from export.view import View
from geo.dataset import load

DATASET = load()
DALIAN = View(Selection(trip="2018-05-dalian"))
TRIP = next(trip for trip in DATASET.trips if trip.id == "2018-05-dalian")


def frames(content: bytes) -> list[tuple[Image.Image, int]]:
    """Each picture of a file, and how long it stands in ms."""
    shown = []
    with Image.open(BytesIO(content)) as file:
        for number in range(getattr(file, "n_frames", 1)):
            file.seek(number)
            file.load()
            shown.append((file.convert("RGB"), file.info["duration"]))
    return shown


@pytest.mark.parametrize("n", [0, 1, 2, 7, 11, 59, 82, 83, 300, 100_000])
def test_all_trips_are_played_in_their_order_and_in_time(n: int) -> None:
    trips = [TRIP] * n
    steps = plan_steps(trips)
    assert sum(len(step.trips) for step in steps) == n
    assert [step.number for step in steps] == sorted(step.number for step in steps)
    assert BEFORE_MS + sum(step.duration_ms for step in steps) + AFTER_MS <= 20_000
    assert all(step.duration_ms >= 200 and step.moving_frames * 100 < step.duration_ms for step in steps)


def test_a_trip_moves_along_its_way_and_the_last_picture_holds() -> None:
    shares: list[float] = []
    made = {kind: render_play(DATASET, DALIAN, kind, progress=shares.append) for kind in ANIMATION_FORMATS.values()}
    assert 0 <= min(shares) <= max(shares) <= 1
    for kind, content in made.items():
        with Image.open(BytesIO(content)) as file:
            assert (file.format, file.size) == (kind.upper(), (960, 540))
            assert file.info.get("loop", 1) == 1  # once, not for ever
        shown = frames(content)
        assert len(content) < 300_000
        assert sum(duration for _, duration in shown) == BEFORE_MS + 2_500 + AFTER_MS
        assert shown[-1][1] >= AFTER_MS
        different = {picture.tobytes() for picture, _ in shown}
        assert len(different) > 15  # the mark is elsewhere in each
    last = [frames(content)[-1][0].tobytes() for content in made.values()]
    assert last[0] == last[1]  # the same pixels in both


def test_equal_views_give_equal_bytes() -> None:
    request = {"format": "webp", "size": "square", "projection": "mercator", "view": {"trip": [TRIP.id]}, "dark": True}
    first, again = (build_file(DATASET, request) for _ in range(2))
    assert first == again
    assert first.name == "trips-square.webp"
    assert frames(first.content)[0][0].size == (720, 720)


def test_a_view_without_trips_is_its_map() -> None:
    assert len(frames(render_play(DATASET, View(search="no such trip anywhere"), "gif"))) == 1


@pytest.mark.parametrize("kind", ANIMATION_FORMATS.values())
def test_what_is_too_large_has_fewer_pictures_and_takes_as_long(
    kind: AnimationFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = [Image.effect_noise((64, 64), 80).convert("P") for _ in range(9)]
    whole = animation._file([TimedPicture(picture, 100) for picture in noise], kind)
    monkeypatch.setattr(animation, "MAX_BYTES", len(whole) // 2)
    fewer = animation._file([TimedPicture(picture, 100) for picture in noise], kind)
    assert len(fewer) <= len(whole) // 2
    assert sum(duration for _, duration in frames(fewer)) == 900
    assert MAX_BYTES == 6_000_000


@pytest.mark.parametrize("option", [{"size": "print"}, {"format": "mp4"}, {"projection": "globe"}, {"size": None}])
def test_what_is_not_offered_is_refused(option: dict[str, object]) -> None:
    request = {"format": "gif", "size": "slide", "projection": "mercator", "view": {}}
    with pytest.raises(ValueError, match="there is no such file"):
        build_file(DATASET, {**request, **option})


def test_each_size_leaves_room_for_map_and_caption() -> None:
    assert list(PLAY_SIZES) == list(PLAY_SHEETS)
    for sheet in PLAY_SHEETS.values():
        width, height = sheet.map.size
        assert width * height > 0.5 * sheet.width * sheet.height
