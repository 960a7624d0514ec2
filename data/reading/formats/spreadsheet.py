"""Spreadsheets (XLSX, XLS, ODS): checked for size before unpacking, and read in a subprocess with bounded memory."""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from data.i18n.message import LocalizedText
from data.reading.formats.delimited import COMMA_DELIMITER, STRICT, DelimitedText
from data.reading.formats.encoding import Encoding, remove_controls
from data.reading.grid import Grid
from data.reading.options import Limits, Progress, format_megabytes
from data.records.tables import TableError

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK_SCRIPT = Path(__file__).parent / "workbook.py"
POLL_SECONDS = 0.2  # seconds between two looks at whether someone has cancelled
USUAL_SECONDS = 2.0  # seconds in which half is done, as far as anyone is told: the process itself says nothing
EXTRA_SHEETS, MAX_EXTRA_ROWS = ("places", "sources", "about"), 100_000  # sheets and rows of our own exports
MAX_ZIP_ENTRIES = 10_000
MAX_PACKING_RATIO, SMALL_WORKBOOK = 300, 20_000_000  # a sheet packs ten to a hundred to one
WORKBOOK_TOO_LARGE = LocalizedText("refused_workbook_greedy")


def is_spreadsheet(content: bytes) -> bool:
    """Return whether a file is a zip, as XLSX and ODS are, or an old XLS."""
    return content.startswith((ZIP_MAGIC, b"PK\x05\x06", OLE_MAGIC))


def spreadsheet_grids(content: bytes, limits: Limits, progress: Progress) -> list[Grid]:
    """Return the sheets that hold something; the sheets beside the trips of our own exports go with those."""
    if not content.startswith(OLE_MAGIC):
        _check_size(content, limits)
    sheets = list(_sheets(_converted(content, limits, progress)))
    if wrong := next((said["wrong"] for said, _ in sheets if "wrong" in said), ""):
        raise TableError(LocalizedText("refused_workbook", error=wrong))
    kind = "XLS" if content.startswith(OLE_MAGIC) else "ODS" if _is_open_document(content) else "XLSX"
    grids = [_sheet_grid(kind, said, table, limits) for said, table in sheets if table.strip(b"\r\n,")]
    if not grids:
        wide = max((said.get("columns", 0) for said, _ in sheets), default=0)
        if wide:
            raise TableError(LocalizedText("refused_workbook_columns", n=wide, most=limits.columns))
        raise TableError(LocalizedText("refused_no_sheet"))
    return _with_extra_sheets(grids)


def _sheet_grid(kind: str, said: Mapping[str, Any], table: bytes, limits: Limits) -> Grid:
    encoding = Encoding("utf-8")
    text = DelimitedText(remove_controls(table, encoding), encoding, limits, COMMA_DELIMITER, STRICT)
    taken_for = LocalizedText("format_sheet", kind=kind, sheet=said["sheet"][:100])
    return Grid(taken_for, text.lines, table.count(b"\n"), headings=(said["sheet"],), hidden=said["hidden"], kind=kind)


def _with_extra_sheets(grids: Sequence[Grid]) -> list[Grid]:
    """The sheet `trips` of our own exports brings along those of its places, its sources and its title."""
    by_name = {grid.headings[0]: grid for grid in grids}
    extra = {name: list(islice(by_name[name].lines(), MAX_EXTRA_ROWS)) for name in EXTRA_SHEETS if name in by_name}
    if "trips" not in by_name:
        return list(grids)
    return [replace(grid, extra_sheets=extra) if grid.headings[0] == "trips" else grid for grid in grids]


def _is_open_document(content: bytes) -> bool:
    return b"opendocument" in content[:200]


def _check_size(content: bytes, limits: Limits) -> None:
    """Refuse what says of itself that it unpacks to too much, before anything is unpacked, and what lies about that."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if not any(name.endswith(("workbook.xml", "workbook.bin", "content.xml")) for name in names):
                raise TableError(LocalizedText("refused_zip"))
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ZIP_ENTRIES or unpacked > max(
                SMALL_WORKBOOK, min(limits.unpacked, MAX_PACKING_RATIO * len(content))
            ):
                most = format_megabytes(limits.unpacked)
                raise TableError(LocalizedText("refused_unpacked", size=format_megabytes(unpacked), most=most))
            for entry in entries:
                _check_entry(archive, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(LocalizedText("refused_broken_workbook", error=str(error))) from error


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack an entry piece by piece and keep nothing: one that is longer than it says fails its checksum."""
    with archive.open(entry) as stream:
        while stream.read(1 << 20):
            pass


def _sheets(written: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What the process that reads says of each sheet, and the sheet as CSV."""
    at = 0
    while at < len(written):
        end = written.index(b"\n", at) + 1
        said = json.loads(written[at:end])
        at = end + said.get("length", 0)
        yield said, written[end:at]


def _converted(content: bytes, limits: Limits, progress: Progress) -> bytes:
    """What the process that reads writes. It never outlives this call."""
    bounds = (limits.memory, limits.seconds, limits.columns, 2 * limits.size)
    # Isolated (-I): nobody's settings count, and the names of this folder do not stand before the standard library's.
    command = [sys.executable, "-I", str(WORKBOOK_SCRIPT), *map(str, bounds)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reader,
        ThreadPoolExecutor(1) as listener,
    ):
        # Only a thread can wait for it and be left: `communicate` forgets what is still to say at its own timeout.
        heard = listener.submit(reader.communicate, content)
        try:
            _wait(heard, limits, progress)
        finally:
            reader.kill()  # one that has ended hears nothing
    if reader.returncode:
        raise TableError(WORKBOOK_TOO_LARGE)
    return heard.result()[0]


def _wait(heard: "Future[tuple[bytes, bytes]]", limits: Limits, progress: Progress) -> None:
    begun = monotonic()
    while not heard.done():
        passed = monotonic() - begun
        if passed > limits.seconds:
            raise TableError(WORKBOOK_TOO_LARGE)
        progress.report(passed / (passed + USUAL_SECONDS))
        wait([heard], POLL_SECONDS)
