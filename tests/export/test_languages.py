"""What is taken away in each language: pictures without an empty box, KML with names over the records' own data, a page."""

import json
import re
from dataclasses import replace

import pytest
from lxml import etree
from matplotlib.font_manager import get_font

from data.i18n.countries import country_name
from data.i18n.messages import (
    DEFAULT_LANGUAGE,
    FOLDER,
    LANGUAGES,
    direction,
    proper_names,
    record_texts,
    translate,
    translate_name,
)
from export.files import build_file
from export.kml import to_kml
from export.page import one_file_page
from export.picture import render_picture
from export.picture.projection import ProjectionName
from export.picture.scene import HAIR_SPACE, build_scene
from export.picture.style import SHEETS
from export.picture.text import CHINESE_FONT, FONTS, HANGUL_FONT, JAPANESE_FONT, Font, printable
from export.view import View, view_sentence
from geo.dataset import load

DATASET = load()
EVERYTHING = View()
OTHERS = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
TITLE = DATASET.records.about.title
EAST_ASIAN = {"ko": HANGUL_FONT, "ja": JAPANESE_FONT, "zh": CHINESE_FONT}
OWN_LETTER = re.compile(r"[^\x00-\u024f\u2000-\u2bff\ufe00-\ufe0f]")


@pytest.mark.parametrize("language", OTHERS)
def test_a_picture_lacks_no_glyph_and_is_told_to_those_who_cannot_see_it(language: str) -> None:
    # A glyph that no face has is a warning of matplotlib, and warnings are errors here.
    request = {"format": "svg", "size": "card", "projection": "mercator", "language": language}
    picture = etree.fromstring(build_file(DATASET, request).content)
    assert picture.findtext("{*}title") == translate_name(TITLE, language)
    assert picture.findtext("{*}desc") == printable(view_sentence(DATASET, EVERYTHING, language))
    assert "□" not in (picture.findtext("{*}desc") or "")


def test_a_korean_picture_is_another_than_the_english_one() -> None:
    korean, english = (render_picture(DATASET, EVERYTHING, "png", size="card", language=each) for each in ("ko", "en"))
    assert korean != english


@pytest.mark.parametrize(("plane", "language"), [*(("mercator", each) for each in OTHERS), ("azimuthal", "ko")])
def test_every_name_on_the_map_is_translated(plane: ProjectionName, language: str) -> None:
    labels = build_scene(DATASET, EVERYTHING, SHEETS["slide"], plane, language).labels
    texts = {label.text.replace(HAIR_SPACE, "") for label in labels}
    assert {translate_name("Hanoi", language), country_name("CN", language).upper()} <= texts
    translated = {name for name, own in proper_names(language).items() if own != name}
    assert texts & translated == set()


def test_the_column_of_a_picture_stands_where_reading_begins() -> None:
    for size in SHEETS.values():
        left, right = (replace(size, language=language) for language in ("en", "ar"))
        assert left.column.left + right.column.right == pytest.approx(size.width)
        assert left.map.size == pytest.approx(right.map.size)
    assert [direction(language) for language in ("en", "ar")] == ["ltr", "rtl"]


@pytest.mark.parametrize("language", sorted(EAST_ASIAN.keys() & set(LANGUAGES)))
def test_every_letter_that_we_write_is_in_the_font_and_those_of_names_in_its_bold_one_too(language: str) -> None:
    """A correction with another letter is not drawn bold, until `python -m tools.fonts` has run."""
    letters = set(OWN_LETTER.findall((FOLDER / f"{language}.json").read_text(encoding="utf-8")))
    if language == "ko":
        letters -= set("年月日")  # what an example of a foreign date has
    family = EAST_ASIAN[language]
    files = [file for file in sorted(FONTS.glob("*.ttf")) if get_font(file).family_name == family]
    assert [file.stem.rpartition("-")[2] for file in files] == ["Bold", "Regular"]
    names = set(OWN_LETTER.findall("".join(proper_names(language).values())))
    for file, needed in zip(files, (names, letters), strict=True):
        assert [letter for letter in needed if not get_font(file).get_char_index(ord(letter))] == []


def test_the_fonts_are_small() -> None:
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 4_900_000


def test_east_asian_letters_take_the_digits_beside_them_along() -> None:
    assert Font(12).properties("2018년").get_family()[0] == HANGUL_FONT
    assert Font(12).properties("2018").get_family() == ["DejaVu Sans"]
    assert Font(12, language="ja").properties("直す 2018").get_family()[0] == JAPANESE_FONT
    assert Font(12, language="zh").properties("直 2018").get_family()[0] == CHINESE_FONT


def test_arabic_is_set_in_one_font_and_a_rare_character_not_in_bold() -> None:
    assert Font(12, bold=True, serif=True).properties("هانوي").get_family() == ["DejaVu Sans", "DejaVu Sans"]
    assert Font(12, bold=True, language="zh").properties("河内").get_weight() == "bold"
    assert Font(12, bold=True, language="zh").properties("鹅").get_weight() == "normal"


@pytest.mark.parametrize("language", OTHERS)
def test_kml_has_translated_names_over_the_records_own_data(language: str) -> None:
    document = etree.fromstring(build_file(DATASET, {"format": "kml", "language": language}).content)
    names = [node.text or "" for node in document.findall(".//{*}name")]
    assert names[0] == translate_name(TITLE, language)
    assert {translate_name("Hanoi", language), translate("destinations", language)} <= set(names)
    assert {name for name, own in proper_names(language).items() if own != name} & set(names) == set()
    english = etree.fromstring(to_kml(DATASET, EVERYTHING))
    data = [[node.text for node in each.findall(".//{*}value")] for each in (document, english)]
    assert data[0] == data[1]
    head, *trips = (node.text or "" for node in document.findall(".//{*}Snippet"))
    texts = record_texts(language)
    assert trips == [f"{texts[trip.occasion]} – {texts[trip.outcome]}" for trip in DATASET.trips]
    assert head.endswith(translate("translated", language))
    assert translate("translated") not in to_kml(DATASET, EVERYTHING).decode()


def test_tables_and_geojson_are_the_same_for_readers_of_every_language() -> None:
    for form in ("csv", "geojson"):
        assert build_file(DATASET, {"format": form, "language": "ko"}) == build_file(DATASET, {"format": form})
    assert json.loads(build_file(DATASET, {"format": "geojson", "language": "ko"}).content)["title"].startswith(
        "Where Kim"
    )


def test_a_page_that_a_reader_takes_has_english_and_the_readers_language_and_one_of_a_site_has_all() -> None:
    taken, site = one_file_page(DATASET, language="ko", languages=()), one_file_page(DATASET)
    assert re.findall(r'data-language="(\w+)"', taken) == ["ko"]
    assert re.findall(r'data-language="(\w+)"', site) == OTHERS
    assert len(taken) < 850_000
