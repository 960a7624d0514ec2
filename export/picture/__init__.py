"""Render a view as SVG, PNG or PDF, without a browser."""

from typing import TYPE_CHECKING

from data.i18n.messages import DEFAULT_LANGUAGE
from export.view import View
from geo.dataset import Dataset

if TYPE_CHECKING:
    from export.picture.drawing import PictureFormat
    from export.picture.projection import ProjectionName
    from export.picture.style import PictureSize


def render_picture(
    dataset: Dataset,
    view: View,
    kind: "PictureFormat",
    *,
    projection: "ProjectionName" = "mercator",
    size: "PictureSize" = "print",
    dark: bool = False,
    language: str = DEFAULT_LANGUAGE,
) -> bytes:
    """Return the picture of a view as a file; `docs/exports.md` has the sizes."""
    from export.picture.drawing import render_file  # noqa: PLC0415  matplotlib takes 0.5 s to load

    return render_file(dataset, view, kind, projection, size, dark=dark, language=language)
