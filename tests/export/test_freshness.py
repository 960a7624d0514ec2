"""How fresh the data are: every export says to which day sources were read, as `about.toml` says it."""

import json
from dataclasses import replace
from io import BytesIO
from unittest.mock import patch
from zipfile import ZipFile

import pytest

from export.files import build_file
from export.site import site_files
from export.view import View, citation, read_to_line
from geo.dataset import Dataset, load

DATASET = load()
LINE = "Sources read to 22 March 2026."


def made(dataset: Dataset, form: str) -> str:
    """The text of an export in which its reader finds the day."""
    if form == "citation":
        return citation(dataset, View(), "https://example.org/")
    if form == "index":
        with patch("export.site.render_picture", return_value=b""):  # the other files are not looked at
            return dict(site_files(dataset))["index.html"].decode()
    content = build_file(dataset, {"format": form, "size": "card", "projection": "mercator"}).content
    if form == "xlsx":
        return ZipFile(BytesIO(content)).read("docProps/core.xml").decode()
    return content.decode()


@pytest.mark.parametrize("form", ["citation", "index", "kml", "xlsx"])
def test_an_export_says_the_day_in_words(form: str) -> None:
    assert read_to_line(DATASET) == LINE
    assert LINE.rstrip(".") in made(DATASET, form)


def test_geojson_has_the_day_as_a_member() -> None:
    assert json.loads(made(DATASET, "geojson"))["sources_read_to"] == "22 March 2026"


@pytest.mark.parametrize("form", ["citation", "kml", "xlsx"])
def test_the_day_is_that_of_the_data_alone(form: str) -> None:
    about = replace(DATASET.records.about, sources_read_to="2031-05-15")
    later = replace(DATASET, records=replace(DATASET.records, about=about))
    assert "Sources read to 15 May 2031" in made(later, form)
    none = replace(DATASET, records=replace(DATASET.records, about=replace(about, sources_read_to="")))
    assert "Sources read to" not in made(none, form)
