"""Files: a view as the one file that a reader asks for, by its form and what may be chosen about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from data.i18n.messages import negotiate_language
from export.geojson import to_geojson
from export.kml import to_kml
from export.page import one_file
from export.picture import draw
from export.picture.projection import ProjectionName
from export.picture.sheet import SizeName
from export.table import to_csv, to_xlsx
from export.view import View, read_view
from geo.dataset import Dataset

if TYPE_CHECKING:  # it loads matplotlib
    from export.picture.drawing import KindName

DATA: dict[str, Callable[[Dataset, View], bytes]] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "geojson": to_geojson,
    "kml": to_kml,
}
KINDS: dict[str, "KindName"] = {"svg": "svg", "png": "png", "pdf": "pdf"}
SIZES: dict[str, SizeName] = {size: size for size in get_args(SizeName)}
PROJECTIONS: dict[str, ProjectionName] = {projection: projection for projection in get_args(ProjectionName)}


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away."""

    name: str
    content: bytes


def made(dataset: Dataset, asked: Mapping[str, Any]) -> File:
    """The file that a browser asks for: `format`, `view` (parameters of a link, name to values), and of a picture its
    `size`, `projection` and whether it is `dark`; page, picture and KML speak its `language`. Raises ValueError for
    what is not offered.
    """
    form, view = str(asked.get("format")), read_view(dataset, _parameters(asked.get("view")))
    language = negotiate_language(str(asked.get("language")))
    if form == "html":
        return File("trips.html", one_file(dataset, view=view, language=language).encode())
    if form == "kml":
        return File("trips.kml", to_kml(dataset, view, language))
    if form in DATA:
        return File(f"trips.{form}", DATA[form](dataset, view))
    return _picture(dataset, view, form, language, asked)


def _picture(dataset: Dataset, view: View, form: str, language: str, asked: Mapping[str, Any]) -> File:
    size, projection = str(asked.get("size")), str(asked.get("projection"))
    if form not in KINDS or size not in SIZES or projection not in PROJECTIONS:
        raise ValueError(f"no such file is made: {form!r}, {size!r}, {projection!r}")
    dark, plane = asked.get("dark") is True, PROJECTIONS[projection]
    content = draw(dataset, view, KINDS[form], projection=plane, size=SIZES[size], dark=dark, language=language)
    return File(f"trips-{size}.{form}", content)


def _parameters(view: Any) -> dict[str, Sequence[str]]:
    """What of a view is lists of texts, by name; it comes from a browser, so it may be anything."""
    named = view.items() if isinstance(view, dict) else ()
    return {
        name: [value for value in values if isinstance(value, str)]
        for name, values in named
        if isinstance(values, list)
    }
