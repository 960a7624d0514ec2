"""Picture: a view as SVG, PNG or PDF, drawn without a browser."""

from typing import TYPE_CHECKING

from data.i18n.messages import DEFAULT
from export.view import View
from geo.dataset import Dataset

if TYPE_CHECKING:
    from export.picture.drawing import KindName
    from export.picture.projection import ProjectionName
    from export.picture.sheet import SizeName


def draw(
    dataset: Dataset,
    view: View,
    kind: "KindName",
    *,
    projection: "ProjectionName" = "mercator",
    size: "SizeName" = "print",
    dark: bool = False,
    language: str = DEFAULT,
) -> bytes:
    """The picture of a view as a file: `print` is A4 across, `slide` 1920 x 1080, `card` 1200 x 630 px."""
    from export.picture.drawing import drawing  # noqa: PLC0415  matplotlib loads in half a second, and few draw

    return drawing(dataset, view, kind, projection, size, dark=dark, language=language)
