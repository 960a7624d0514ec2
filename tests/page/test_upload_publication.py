"""For publication: what a reader adds to own trips is on the page, in the one file and in pictures, as text."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from data.reading import DEFAULT_LIMITS
from data.records.logo import logo_address
from data.records.publication import Annotation, Publication
from export.uploads import build_upload_file
from page.upload.loading import load_tables
from page.upload.project import TableFile, UploadRequest
from tests.picture_files import picture_file

TRIPS = b"City,Date\nRome,2019-03-01\nOslo,2019-04-02\n"
LOGO = logo_address(picture_file("PNG"))
HOSTILE = Publication(
    "<img src=x onerror=alert(1)>", "*n* [a](javascript:b)", LOGO, (Annotation(50, 12, "<i>$x$</i>"),)
)
REQUEST = UploadRequest((TableFile("tour.csv", TRIPS),), "Tour", publication=HOSTILE)


def export(request: UploadRequest, **asked: object) -> bytes:
    options = {"view": {}, "size": "card", "projection": "mercator", **asked}
    return build_upload_file(
        request.content, request.without_content(), DEFAULT_LIMITS, options, lambda _: None
    ).content


def test_all_of_it_is_in_what_browsers_draw_and_in_the_page_in_one_file() -> None:
    loaded = load_tables(REQUEST.content, REQUEST.without_content(), DEFAULT_LIMITS, lambda _: None)
    assert loaded.title == "Tour"
    html = export(REQUEST, format="html").decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img src=x" not in html
    assert LOGO in html


def test_a_picture_has_the_logo_and_is_the_same_picture_each_time() -> None:
    content = export(REQUEST, format="png")
    assert export(REQUEST, format="png") == content
    with Image.open(io.BytesIO(content)) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert (0xC0, 0x20, 0x30) in colours  # of the logo, and of nothing else
    svg = export(REQUEST, format="svg").decode()
    assert svg.count("<image") == 1
    assert 'href="data:image/png;base64,' in svg


def draw(publication: "Publication") -> None:
    """The fields; what they return is kept for the test."""
    import streamlit as st  # noqa: PLC0415 - the script runs by itself

    from page.upload.publication import choose_publication  # noqa: PLC0415

    st.session_state["chosen"] = choose_publication(publication, 1)


@pytest.fixture
def fields() -> Callable[[Publication], AppTest]:
    def open_fields(publication: Publication) -> AppTest:
        return AppTest.from_function(draw, kwargs={"publication": publication}).run(timeout=20)

    return open_fields


def test_the_fields_begin_with_what_there_is_and_give_it_back(fields: Callable[[Publication], AppTest]) -> None:
    for publication in (Publication(), HOSTILE):
        assert fields(publication).session_state["chosen"] == publication


def test_a_line_that_is_no_text_at_a_point_is_named_and_the_others_are_taken(
    fields: Callable[[Publication], AppTest],
) -> None:
    page = fields(Publication(byline="before"))
    page.text_input(key="upload_byline_1").set_value(" After ")
    page.text_area(key="upload_annotations_1").set_value("48.9, 2.4, Here, at last\nParis, *there*\n\n91, 0, x")
    page.run(timeout=20)
    chosen: Any = page.session_state["chosen"]
    assert chosen == Publication("After", annotations=(Annotation(48.9, 2.4, "Here, at last"),))
    assert "“Paris\\, \\*there\\*”" in page.caption[0].value
