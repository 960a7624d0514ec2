"""File worker: builds the files of a view in a worker process, so that a picture holds up no reader.

The process that serves the page gives its data set to the worker, so the file is of these very data.
"""

import pickle
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from export.files import ExportFile, build_file
from export.progress import ProgressCallback
from geo.dataset import Dataset, load
from page.fork_server import WorkerLimits
from page.settings import Settings
from page.worker_pool import JobListener, SilentListener, WorkerPool, memory_gate

FILE_WORKERS = 2  # one for pictures and one for other files
MAX_BUILD_S = 60
SILENT_LISTENER = SilentListener()


@cache
def file_pool(settings: Settings) -> WorkerPool:
    """The pool of this process for files; it starts with the first file, and the libraries for drawing with it."""
    return WorkerPool(FILE_WORKERS, "export.file_worker:preload_drawing", memory_gate(settings))


def preload_drawing() -> None:
    """Draw a picture, and with it load all that drawing needs, for the workers to share."""
    with suppress(OSError):  # matplotlib needs a temporary folder; each picture will say so
        build_file(load(), {"format": "png", "size": "card", "projection": "mercator"})


class FileBuilder:
    """Builds files of the current data set in workers."""

    def __init__(self, settings: Settings) -> None:
        """`settings` say what the workers may take; there is no data set yet."""
        self._settings = settings
        self._packed = ("", b"")  # digest and content, replaced as one

    def build(
        self, dataset: Dataset, options: Mapping[str, object], listener: JobListener = SILENT_LISTENER
    ) -> ExportFile:
        """Build a file by the options of `export.files.build_file`; the listener hears how far it is.

        Raise `WorkerStoppedError` if it takes too much memory or time, `WorkerFailedError` for any other error.
        """
        limits = WorkerLimits(memory_gate(self._settings).total // FILE_WORKERS, MAX_BUILD_S)
        pool, content = file_pool(self._settings), self._content(dataset)
        return pool.run(build_view_file, content, options, limits=limits, listener=listener)

    def _content(self, dataset: Dataset) -> bytes:
        """The data set for a worker. One of 20,000 trips has 5 MB and takes 1.2 s, so it is kept."""
        digest, content = self._packed
        if digest != dataset.digest:
            content = pickle.dumps(dataset, pickle.HIGHEST_PROTOCOL)
            self._packed = dataset.digest, content
        return content


@cache
def file_builder(settings: Settings) -> FileBuilder:
    """The builder of this process."""
    return FileBuilder(settings)


def build_view_file(content: bytes, options: Mapping[str, object], progress: ProgressCallback) -> ExportFile:
    """Build a file; runs in a worker."""
    dataset: Dataset = pickle.loads(content)
    return build_file(dataset, options, progress)
