"""Render a view as SVG, PNG or PDF, or as an animation, without a browser."""

from typing import TYPE_CHECKING

from data.i18n.messages import DEFAULT_LANGUAGE
from export.progress import ProgressCallback, ignore_progress
from export.view import View
from geo.dataset import Dataset

if TYPE_CHECKING:
    from export.picture.animation import AnimationFormat
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


def render_play(
    dataset: Dataset,
    view: View,
    kind: "AnimationFormat",
    *,
    projection: "ProjectionName" = "mercator",
    size: "PictureSize" = "slide",
    dark: bool = False,
    language: str = DEFAULT_LANGUAGE,
    progress: ProgressCallback = ignore_progress,
) -> bytes:
    """Return the trips of a view played one after the other, as a file; `docs/exports.md` has the sizes."""
    from export.picture.animation import render_animation  # noqa: PLC0415  matplotlib takes 0.5 s to load

    return render_animation(
        dataset, view, kind, projection=projection, size=size, dark=dark, language=language, progress=progress
    )
