"""Export files: a view of a data set as the file that a reader asks for, by format and options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypedDict, get_args

from data.i18n.messages import negotiate_language
from export.geojson import to_geojson
from export.kml import to_kml
from export.page import one_file_page
from export.picture import render_picture, render_play
from export.picture.projection import ProjectionName
from export.picture.style import PLAY_SHEETS, PictureSize
from export.progress import ProgressCallback, ignore_progress
from export.table import to_csv, to_xlsx
from export.view import View, read_view
from geo.dataset import Dataset

if TYPE_CHECKING:  # it loads matplotlib
    from export.picture.animation import AnimationFormat
    from export.picture.drawing import PictureFormat


class FileWriter(Protocol):
    """Writes a view of a data set as a file."""

    def __call__(self, dataset: Dataset, view: View, progress: ProgressCallback = ignore_progress) -> bytes:
        """Return the file's content, and report progress meanwhile."""


DATA_FORMATS: dict[str, FileWriter] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "geojson": to_geojson,
    "kml": to_kml,
}
PICTURE_FORMATS: dict[str, "PictureFormat"] = {"svg": "svg", "png": "png", "pdf": "pdf"}
ANIMATION_FORMATS: dict[str, "AnimationFormat"] = {"webp": "webp", "gif": "gif"}
PICTURE_SIZES: dict[str, PictureSize] = {size: size for size in get_args(PictureSize)}
PLAY_SIZES: dict[str, PictureSize] = {size: size for size in PLAY_SHEETS}
PROJECTIONS: dict[str, ProjectionName] = {projection: projection for projection in get_args(ProjectionName)}


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to download: the name under which it is saved, and its content."""

    name: str
    content: bytes


def build_file(
    dataset: Dataset, request: Mapping[str, object], progress: ProgressCallback = ignore_progress
) -> ExportFile:
    """Build the file that a browser requests; raise ValueError for a format or option that is not offered.

    The request comes from outside, so each value is checked: `format`; `view`, the parameters of a link (name to
    list of texts); `language`, for page, picture and KML; and for a picture or an animation `size`, `projection` and
    `dark`.
    """
    name, view = str(request.get("format")), read_view(dataset, _link_parameters(request.get("view")))
    language = negotiate_language(str(request.get("language")))
    if name == "html":
        return ExportFile("trips.html", one_file_page(dataset, view=view, language=language, languages=()).encode())
    if name == "kml":
        return ExportFile("trips.kml", to_kml(dataset, view, progress, language))
    if name in DATA_FORMATS:
        return ExportFile(f"trips.{name}", DATA_FORMATS[name](dataset, view, progress))
    return _picture(dataset, view, name, language, request, progress)


def _picture(
    dataset: Dataset,
    view: View,
    name: str,
    language: str,
    request: Mapping[str, object],
    progress: ProgressCallback,
) -> ExportFile:
    """Draw a picture or an animation."""
    size, projection, dark = str(request.get("size")), str(request.get("projection")), request.get("dark") is True
    sizes = PLAY_SIZES if name in ANIMATION_FORMATS else PICTURE_SIZES
    if name not in {**PICTURE_FORMATS, **ANIMATION_FORMATS} or size not in sizes or projection not in PROJECTIONS:
        raise ValueError(f"there is no such file: format {name!r}, size {size!r}, projection {projection!r}")
    look = _Look(projection=PROJECTIONS[projection], size=sizes[size], dark=dark, language=language)
    if name in ANIMATION_FORMATS:
        content = render_play(dataset, view, ANIMATION_FORMATS[name], **look, progress=progress)
    else:
        content = render_picture(dataset, view, PICTURE_FORMATS[name], **look)
    return ExportFile(f"trips-{size}.{name}", content)


class _Look(TypedDict):
    """What a picture and an animation have in common."""

    projection: ProjectionName
    size: PictureSize
    dark: bool
    language: str


def _link_parameters(view: object) -> dict[str, Sequence[str]]:
    """Return the lists of texts in a view by name, and leave out everything else."""
    named = view.items() if isinstance(view, dict) else ()
    return {
        name: [value for value in values if isinstance(value, str)]
        for name, values in named
        if isinstance(values, list)
    }
