"""Zip and gzip archives: the tables of the files in them, unpacked with bounds; archives in archives are not opened."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from data.i18n.message import LocalizedText
from data.reading.options import Limits, format_megabytes
from data.records.tables import TableError

ZIP_MAGIC, GZIP_MAGIC = b"PK\x03\x04", b"\x1f\x8b"
MAX_MEMBERS = 1_000  # files that are opened
WORKBOOK_PARTS = ("workbook.xml", "workbook.bin", "content.xml")
NO_TABLES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".svg",
    ".pdf",
    ".css",
    ".js",
    ".mp4",
    ".mov",
    ".zip",
    ".gz",
    ".ttf",
)
Member = tuple[str, bytes]  # name and content of a file


def is_archive(content: bytes) -> bool:
    """Return whether a file is gzip, or a zip that is no workbook."""
    if content.startswith(GZIP_MAGIC):
        return True
    if not content.startswith(ZIP_MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not any(name.endswith(WORKBOOK_PARTS) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def archive_members(content: bytes, name: str, limits: Limits) -> Iterator[Member]:
    """Yield the files of an archive that may hold tables; together they may be as large as one file."""
    try:
        if content.startswith(GZIP_MAGIC):
            yield PurePosixPath(name).stem, _gunzipped(content, limits.size)
        else:
            yield from _unzipped(content, limits.size)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(LocalizedText("refused_archive", error=str(error)[:200])) from error


def _gunzipped(content: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    unpacked = unpacker.decompress(content, most + 1)
    _refuse_large(len(unpacked), most)
    return unpacked


def _unzipped(content: bytes, most: int) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in [entry for entry in archive.infolist() if _may_be_table(entry)][:MAX_MEMBERS]:
            with archive.open(entry) as stream:  # what its directory says of its size may be a lie
                unpacked = stream.read(most + 1)
            _refuse_large(len(unpacked), most)
            most -= len(unpacked)
            yield entry.filename, unpacked


def _may_be_table(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    return not (entry.is_dir() or hidden or path.suffix.lower() in NO_TABLES or entry.file_size == 0)


def _refuse_large(size: int, most: int) -> None:
    if size > most:
        raise TableError(LocalizedText("refused_unpacked", size=format_megabytes(size), most=format_megabytes(most)))
