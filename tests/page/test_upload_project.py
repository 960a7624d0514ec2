"""Project file: all that a reader gave and chose in one file; dropped again it is the same page to the letter."""

import io
import json
import random
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reading import DEFAULT_LIMITS, ReadOptions, TableError
from data.reading.columns.vocabulary import ROLES
from data.records.logo import logo_address
from data.records.places import Place
from data.records.publication import Annotation, Publication
from export.uploads import build_upload_file
from geo.geocoding.resolver import correction
from page.upload.loading import LoadedTrips, load_tables
from page.upload.project import TableFile, UploadRequest, is_project, project_file, read_project
from page.upload.session import UploadState, find_place, with_file
from tests.picture_files import picture_file
from tests.shapes import SHAPES, TABLES

TRIPS = b"City,Date,Note\nRome,2019-03-01,one\nSpringfeild,2019-04-02,two\nTBD,??,three\n"
MOST = 200_000_000
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLACES = st.builds(
    Place, *[TEXTS] * 5, st.floats(-180, 180), st.floats(-90, 90), st.lists(TEXTS, max_size=2).map(tuple), TEXTS
)
NOTES = st.lists(
    st.builds(
        Annotation,
        st.floats(-90, 90),
        st.floats(-180, 180),
        TEXTS.map(lambda text: f"at {text}"),
    ),
    max_size=2,
).map(tuple)
LOGO = logo_address(picture_file("PNG"))
CHOICES = st.builds(
    ReadOptions,
    columns=st.dictionaries(st.sampled_from(list(ROLES)), TEXTS, max_size=3),
    dates=st.sampled_from(["", "day first", "month first", "year first"]),
    home=TEXTS,
    chain=st.booleans(),
    tables=st.lists(TEXTS, max_size=2).map(tuple),
    no_airports=st.booleans(),
    mend_points=st.booleans(),
    journey=st.sampled_from(["", "one", "many"]),
)
FILES = st.builds(TableFile, TEXTS, st.binary(max_size=200), CHOICES)
REQUESTS = st.builds(
    UploadRequest,
    st.lists(FILES, min_size=1, max_size=3).map(tuple),
    TEXTS,
    st.lists(PLACES, max_size=3).map(lambda places: {place.name: place for place in places}),
    publication=st.builds(Publication, TEXTS, TEXTS, st.sampled_from(["", LOGO]), NOTES),
)
EXPORTS = [
    *({"format": name} for name in ("csv", "xlsx", "geojson", "kml", "html")),
    {"format": "svg", "size": "card", "projection": "mercator"},
]


def load(request: UploadRequest) -> LoadedTrips:
    return load_tables(request.content, request.without_content(), DEFAULT_LIMITS, lambda _: None)


def made(name: str, content: bytes, choice: ReadOptions, *names: str, title: str = "") -> UploadRequest:
    """A request as a reader makes it: `names` are corrected, each to Oslo."""
    oslo = find_place("Oslo")
    assert oslo
    return UploadRequest((TableFile(name, content, choice),), title, {name: correction(name, oslo) for name in names})


@settings(max_examples=100)
@given(REQUESTS)
def test_a_project_comes_back_as_it_went(request_made: UploadRequest) -> None:
    kept = project_file(request_made)
    assert is_project(kept)
    assert read_project(kept, MOST) == request_made
    assert project_file(read_project(kept, MOST)) == kept


@pytest.mark.parametrize("name", SHAPES)
def test_tables_of_every_shape_are_kept_as_they_were(name: str) -> None:
    request = UploadRequest.of_table(name, (TABLES / name).read_bytes())
    assert read_project(project_file(request), MOST) == request


def test_a_project_that_is_dropped_again_gives_equal_bytes_of_everything() -> None:
    choice = ReadOptions({"note": "", "title": "Note"}, home="Paris", dates="day first")
    request = made("a 'b'.csv", TRIPS, choice, "Springfeild", "TBD", title="My “trips”")
    request = replace(request, publication=Publication("By <b>me</b>", "", LOGO, (Annotation(41.9, 12.5, "Here"),)))
    first = load(request)
    state = with_file(
        replace(UploadState(), choices={("City", "Date", "Note"): ReadOptions(chain=True)}),
        "x.zip",
        first.project,
        MOST,
    )
    assert state.request
    again = load(state.request)
    assert (again.packed, again.title, again.project) == (first.packed, "My “trips”", first.project)
    for asked in EXPORTS:
        files = [
            build_upload_file(
                each.content, each.without_content(), DEFAULT_LIMITS, {**asked, "view": {}}, lambda _: None
            )
            for each in (request, state.request)
        ]
        assert files[0] == files[1]


def refusal(content: bytes) -> str:
    state = with_file(UploadState(), "kept.zip", content, MOST)
    assert state.request is None
    return state.notice


def packed(index: Any, **files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", index if isinstance(index, bytes) else json.dumps(index))
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


WHOLE: dict[str, Any] = {
    "format": "trip-map-project",
    "version": 1,
    "title": "t",
    "tables": [{"name": "a.csv", "file": "a", "choice": {}}],
    "corrections": [],
}
PLACE = {
    "id": "a",
    "name": "a",
    "native": "",
    "label": "a",
    "country": "",
    "lon": 0,
    "lat": 0,
    "aliases": [],
    "source": "",
}
PUBLICATION = {"byline": "b", "note": "n", "logo": "", "annotations": []}
BROKEN = {
    "no JSON": b"{",
    "deep JSON": b"[" * 200_000,
    "a list": [],
    "another format": {**WHOLE, "format": "x"},
    "no version": {**WHOLE, "version": "1"},
    "no tables": {**WHOLE, "tables": []},
    "a hundred tables": {**WHOLE, "tables": WHOLE["tables"] * 100},
    "a table that is not there": {**WHOLE, "tables": [{"name": "a", "file": "../../etc/passwd", "choice": {}}]},
    "a table without a name": {**WHOLE, "tables": [{"file": "a", "choice": {}}]},
    "columns of numbers": {**WHOLE, "tables": [{"name": "a", "file": "a", "choice": {"columns": {"city": 1}, "chain": 7}}]},
    "half a character": b'{"format": "trip-map-project", "version": 1, "title": "\\ud800", "tables": [], "corrections": []}',
    "a place beyond the pole": {**WHOLE, "corrections": [{**PLACE, "lat": 91}]},
    "a place nowhere": b'%s"corrections": [%s]}' % (
        json.dumps({**WHOLE, "corrections": 0})[:-18].encode(), json.dumps(PLACE).replace('"lat": 0', '"lat": NaN').encode()
    ),
    "a place that is a list": {**WHOLE, "corrections": [[]]},
    "a publication that is a text": {**WHOLE, "publication": "x"},
    "a byline that is a list": {**WHOLE, "publication": {**PUBLICATION, "byline": ["x"]}},
    "a note of a megabyte": {**WHOLE, "publication": {**PUBLICATION, "note": "x" * 1_000_000}},
    "a logo elsewhere": {**WHOLE, "publication": {**PUBLICATION, "logo": "https://a.example/logo.png"}},
    "a logo that is a script": {**WHOLE, "publication": {**PUBLICATION, "logo": "data:image/svg+xml;base64,PHN2Zy8+"}},
    "a logo that leaves its attribute": {**WHOLE, "publication": {**PUBLICATION, "logo": LOGO + '" onerror="x'}},
    "a text beyond the pole": {**WHOLE, "publication": {**PUBLICATION, "annotations": [{"lat": 91, "lon": 0, "text": "x"}]}},
    "a hundred texts": {**WHOLE, "publication": {**PUBLICATION, "annotations": [{"lat": 1, "lon": 0, "text": "x"}] * 100}},
}  # fmt: skip


@pytest.mark.parametrize("index", BROKEN.values(), ids=BROKEN)
def test_a_hostile_project_gets_one_sentence(index: Any) -> None:
    assert refusal(packed(index, a=TRIPS)).startswith("This project file is broken, or was changed by hand")


def test_a_bomb_and_a_newer_version_get_a_sentence_of_their_own() -> None:
    assert "unpacks to" in refusal(packed(WHOLE, a=b"\0" * 50_000_000))
    assert "by a newer version of this page" in refusal(packed({**WHOLE, "version": 2}, a=TRIPS))


def test_a_project_that_is_cut_or_damaged_anywhere_is_refused_or_whole() -> None:
    kept, dice = project_file(made("trips.csv", TRIPS, ReadOptions(), "Springfeild")), random.Random(1)
    assert all(refusal(kept[:end]) for end in range(50, len(kept), 7))
    for _ in range(300):
        spoilt = bytearray(kept)
        for at in dice.sample(range(len(kept)), dice.randint(1, 4)):
            spoilt[at] = dice.randrange(256)
        with suppress(TableError):  # and no other error
            assert read_project(bytes(spoilt), MOST).tables


def test_what_packs_like_a_bomb_is_kept_all_the_same() -> None:
    request = UploadRequest.of_table("long.csv", b"City\n" + b"Rome\n" * 3_000_000)
    assert read_project(project_file(request), MOST) == request


def test_a_zip_of_tables_is_no_project(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("trips.csv", TRIPS)
    state = with_file(UploadState(), "tables.zip", file.getvalue(), MOST)
    assert state.request
    assert [table.name for table in state.request.tables] == ["tables.zip"]
