"""What is taken away in Korean: pictures without an empty box, and KML with Korean names over the records' own data."""

import json
import re
from pathlib import Path
from typing import Literal

import pytest
from lxml import etree
from matplotlib.font_manager import get_font

from data.i18n.messages import FOLDER, record_texts, translate
from export.files import build_file
from export.kml import to_kml
from export.picture import render_picture
from export.picture.projection import ProjectionName
from export.picture.scene import HAIR_SPACE, build_scene
from export.picture.style import SHEETS
from export.picture.text import FONTS, HANGUL_FONT, Font
from export.view import View
from geo.dataset import load

DATASET = load()
EVERYTHING = View()
KINDS: tuple[Literal["svg", "png", "pdf"], ...] = ("svg", "png", "pdf")
WEIGHTS = sorted(FONTS.glob("*.ttf"))
HANGUL_OR_SIGN = re.compile(r"[^\x00-\x7f]")


@pytest.mark.parametrize("kind", KINDS)
def test_a_korean_picture_lacks_no_glyph_and_is_another_than_the_english_one(
    kind: Literal["svg", "png", "pdf"],
) -> None:
    # A glyph that no face has is a warning of matplotlib, and warnings are errors here.
    assert render_picture(DATASET, EVERYTHING, kind, size="card", language="ko") != render_picture(
        DATASET, EVERYTHING, kind, size="card"
    )


@pytest.mark.parametrize("plane", ["mercator", "azimuthal"])
def test_every_name_on_the_map_is_korean(plane: ProjectionName) -> None:
    labels = build_scene(DATASET, EVERYTHING, SHEETS["slide"], plane, "ko").labels
    texts = {label.text.replace(HAIR_SPACE, "") for label in labels}
    assert {"하노이", "베이징", "싱가포르", "중국", "몽골"} <= texts
    assert [text for text in texts if re.search("[A-Za-z]{3}", text.replace("(DMZ)", ""))] == []


def test_the_svg_is_told_in_korean_to_those_who_cannot_see_it() -> None:
    content = build_file(DATASET, {"format": "svg", "size": "card", "projection": "mercator", "language": "ko"}).content
    picture = etree.fromstring(content)
    assert picture.findtext("{*}title") == "김정은은 어디를 다녔나"
    assert (picture.findtext("{*}desc") or "").startswith("전체 11회 가운데 11회 방문 표시")


@pytest.mark.parametrize("weight", WEIGHTS, ids=lambda file: file.stem)
def test_every_letter_that_we_write_in_korean_is_in_the_font(weight: Path) -> None:
    font = get_font(weight)
    letters = set(HANGUL_OR_SIGN.findall((FOLDER / "ko.json").read_text(encoding="utf-8"))) - set("⌘年月日")
    assert [letter for letter in letters if not font.get_char_index(ord(letter))] == []
    assert font.family_name == HANGUL_FONT


def test_hangul_takes_the_digits_beside_it_along() -> None:
    assert Font(12).properties("2018년").get_family()[0] == HANGUL_FONT
    assert Font(12).properties("2018").get_family() == ["DejaVu Sans"]
    assert len(WEIGHTS) == 2


def test_kml_has_korean_names_over_the_records_own_data() -> None:
    document = etree.fromstring(build_file(DATASET, {"format": "kml", "language": "ko"}).content)
    names = [node.text or "" for node in document.findall(".//{*}name")]
    assert names[0] == "김정은은 어디를 다녔나"
    assert {"하노이", "방문지"} <= set(names)
    assert [name for name in names if re.search("[A-Za-z]{3}", name.replace("(DMZ)", ""))] == []
    english = etree.fromstring(to_kml(DATASET, EVERYTHING))
    data = [[node.text for node in each.findall(".//{*}value")] for each in (document, english)]
    assert data[0] == data[1]


def test_kml_tells_each_trip_in_korean_and_that_this_is_a_translation() -> None:
    document = etree.fromstring(build_file(DATASET, {"format": "kml", "language": "ko"}).content)
    head, *trips = (node.text or "" for node in document.findall(".//{*}Snippet"))
    texts = record_texts("ko")
    assert trips == [f"{texts[trip.occasion]} – {texts[trip.outcome]}" for trip in DATASET.trips]
    assert head.endswith(translate("translated", "ko"))
    assert translate("translated") not in to_kml(DATASET, EVERYTHING).decode()


def test_tables_and_geojson_are_the_same_for_readers_of_every_language() -> None:
    for form in ("csv", "geojson"):
        assert build_file(DATASET, {"format": form, "language": "ko"}) == build_file(DATASET, {"format": form})
    assert json.loads(build_file(DATASET, {"format": "geojson", "language": "ko"}).content)["title"].startswith(
        "Where Kim"
    )
