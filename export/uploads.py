"""Exports of uploads: a file made from a reader's tables. It runs in a worker process."""

from collections.abc import Callable, Mapping

from data.reading import Limits
from export.files import ExportFile, build_file
from page.upload.loading import load_dataset
from page.upload.project import UploadRequest

LOADED_SHARE = 0.5


def build_upload_file(
    content: bytes,
    upload: UploadRequest,
    limits: Limits,
    request: Mapping[str, object],
    progress: Callable[[float], None],
) -> ExportFile:
    """Read the tables again, which a session does not keep, and build the file that a browser requests."""
    dataset = load_dataset(content, upload, limits, lambda share: progress(share * LOADED_SHARE))
    return build_file(dataset, request)
