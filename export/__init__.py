"""What is taken away: pictures, files, a page in one file, a static site."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from export.files import ExportFile
    from geo.dataset import Dataset


def made(dataset: "Dataset", asked: Mapping[str, Any]) -> "ExportFile":
    """The file that a browser asks for, as `export.files` tells."""
    from export import files  # noqa: PLC0415  20 ms of every start, for what few ask for

    return files.build_file(dataset, asked)
