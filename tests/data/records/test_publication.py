"""Byline, note, logo and annotations: what is right is kept, what is wrong is told, and nothing outside the folder is read."""

from pathlib import Path
from typing import Any

import pytest

from data.records.about import read_about
from data.records.logo import MAX_LOGO_BYTES
from data.records.publication import Annotation, Publication
from export.page import one_file_page
from export.picture.scene import build_scene
from export.picture.style import SHEETS
from export.view import View
from geo.dataset import load

GOOD = """
[publication]
byline = "By <b>Jane</b>"
note = "A note & more"
logo = "logo.svg"
[[publication.annotations]]
lat = 48.9
lon = 2.4
text = "Here <i>it</i> began"
"""


def read(folder: Path, text: str) -> tuple[Publication | None, list[str]]:
    (folder / "about.toml").write_text(text, encoding="utf-8")
    about, faults = read_about(folder / "about.toml", "mine")
    return about.publication, [str(fault) for fault in faults]


def test_what_is_published_is_on_the_page_and_in_pictures_as_text(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    publication, faults = read(tmp_path, GOOD)
    assert faults == []
    assert publication
    assert publication.annotations == (Annotation(48.9, 2.4, "Here <i>it</i> began"),)
    assert publication.logo.startswith("data:image/svg+xml;base64,")
    (tmp_path / "trips.csv").write_text("origin,destination,mode\nLondon,Paris,rail\nParis,Rome,air\n")
    dataset = load(tmp_path / "trips.csv")
    html = one_file_page(dataset)
    assert '<span class="byline">By &lt;b&gt;Jane&lt;/b&gt;</span><span class="note">A note &amp; more</span>' in html
    assert publication.logo in html
    assert b"Here <i>it</i> began" in dataset.payload
    labels = {label.text for label in build_scene(dataset, View(), SHEETS["print"], "mercator").labels}
    assert "Here <i>it</i> began" in labels


def test_a_map_without_a_publication_says_nothing_of_one() -> None:
    assert b'"publication"' not in load().payload


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("publication = 5", "publication. “5”: expected a table"),
        ("[publication]\ncolour = 'red'", "publication.colour: unknown key; expected annotations, byline"),
        ("[publication]\nbyline = 5", "publication.byline “5”: expected a text in quotes of at most 200"),
        (f"[publication]\nnote = '{'x' * 1001}'", "at most 1,000 characters"),
        ("[publication]\nlogo = '../logo.png'", "publication.logo “../logo.png”: expected the name of an SVG"),
        ("[publication]\nlogo = '/etc/passwd'", "expected the name of an SVG"),
        ("[publication]\nlogo = 'https://a.example/logo.png'", "expected the name of an SVG"),
        ("[publication]\nlogo = 'large.png'", "of at most 50 kB"),
        ("[publication]\nlogo = 'missing.png'", "expected the name of an SVG"),
        ("[publication]\nlogo = 'about.toml'", "expected the name of an SVG"),
        ("[publication]\nannotations = 5", "expected at most 20 tables"),
        ("[[publication.annotations]]\nlat = 91\nlon = 0\ntext = 'x'", "expected lat, lon and a text"),
        ("[[publication.annotations]]\nlat = nan\nlon = 0\ntext = 'x'", "expected lat, lon and a text"),
        ("[[publication.annotations]]\nlat = 1\nlon = 0\ntext = ' '", "expected lat, lon and a text"),
        ("[[publication.annotations]]\nlat = true\nlon = 0\ntext = 'x'", "expected lat, lon and a text"),
    ],
)
def test_what_is_wrong_is_left_out_and_told(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "large.png").write_bytes(b"x" * (MAX_LOGO_BYTES + 1))
    publication, faults = read(tmp_path, text)
    assert publication == Publication()
    assert len(faults) == 1
    assert fault in faults[0].replace("1000", "1,000")


def test_no_value_raises(tmp_path: Path) -> None:
    values: list[Any] = ["''", "[]", "{}", "[[]]", "[{}]", "1e400", "-inf", "2026-01-01", "[{lat=1}]", "'\\u0000.png'"]
    for key in ("byline", "note", "logo", "annotations"):
        for value in values:
            read(tmp_path, f"[publication]\n{key} = {value}".replace("'\\u0000", '"\\u0000').replace(".png'", '.png"'))
