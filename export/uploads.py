"""Exports of uploads: a file made from a reader's tables. It runs in a worker process."""

from collections.abc import Mapping

from data.reading import Limits
from export.files import ExportFile, build_file
from export.progress import ProgressCallback
from page.upload.loading import load_dataset
from page.upload.project import UploadRequest

LOADED_SHARE = 0.5


def build_upload_file(
    content: bytes,
    upload: UploadRequest,
    limits: Limits,
    request: Mapping[str, object],
    progress: ProgressCallback,
) -> ExportFile:
    """Read the tables again, which a session does not keep, and build the file that a browser requests."""
    dataset = load_dataset(content, upload, limits, lambda share: progress(share * LOADED_SHARE))
    return build_file(dataset, request, lambda share: progress(LOADED_SHARE + share * (1 - LOADED_SHARE)))
