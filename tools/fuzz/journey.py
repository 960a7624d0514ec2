"""Checks that hold for any file: it is read, placed, packed and exported without an exception, and nothing is lost."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import process_time
from xml.etree import ElementTree

from data.reading import ReadOptions, ReadResult, TableError, read
from data.records.records import to_records
from export.files import build_file
from geo.dataset import Dataset, place_records
from page.upload.report import row_report

MOST_SECONDS = 10.0  # of processor time, for all of it
PAGE_EVERY, PICTURE_EVERY = 5, 40  # files; these take longer than all the rest


class Broken(AssertionError):
    """Raised if a check fails."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for a file: `rows` read, or `refused` with a sentence."""

    rows: int = 0
    refused: str = ""


def check_file(content: bytes, name: str, number: int = 0) -> Outcome:
    """Run a file through the product; raise `Broken`, or whatever the product raises. `number` selects variants."""
    begun, home = process_time(), "" if number % 3 else "Bern"
    try:
        reading = read(content, name, ReadOptions(home=home, chain=number % 7 == 0))
    except TableError as error:
        sentence = error.reason.in_language("ko") and str(error)
        require(0 < len(sentence) < 1_000 and "\n" not in sentence, f"a refusal is one sentence: {sentence!r}")
        return Outcome(refused=sentence)
    dataset = place_records(to_records(reading, name, home), name)
    _check_rows(reading, dataset)
    json.loads(dataset.payload, parse_constant=_refuse_constant)
    for format_name, check in EXPORT_CHECKS.items():
        if format_name != "html" or number % PAGE_EVERY == 0:
            check(build_file(dataset, {"format": format_name, "language": "ko"}).content)
    if number % PICTURE_EVERY == 0:
        projection = "mercator" if number % (2 * PICTURE_EVERY) else "azimuthal"
        build_file(dataset, {"format": "svg", "size": "card", "projection": projection})
    require(process_time() - begun < MOST_SECONDS, f"took {process_time() - begun:.1f} s")
    return Outcome(rows=reading.rows)


def require(holds: bool, why: str) -> None:
    """Raise `Broken` unless a condition holds."""
    if not holds:
        raise Broken(why)


def _check_rows(reading: ReadResult, dataset: Dataset) -> None:
    """Check that each row is drawn or has a reason, and that the list of rows not drawn can be written."""
    report = row_report(reading, dataset)
    require(report.rows == reading.rows, f"{len(report.drawn)} drawn + {len(report.not_drawn)} not != {reading.rows}")
    require({fault.row for fault in report.faults} == report.not_drawn, "a row is not drawn and has no reason")
    for language in ("en", "ko"):
        lines = list(csv.reader(io.StringIO(reading.not_drawn_table(report.faults, language))))
        require(len({line[0] for line in lines[1:]}) == len(report.not_drawn), "the list of rows not drawn")


def _refuse_constant(constant: str) -> None:
    raise Broken(f"{constant} in JSON")


def _check_csv(content: bytes) -> None:
    """Check that our own CSV is read again without a fault, unless it has no trip."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    require(len({len(line) for line in lines}) == 1, "CSV of different widths")
    if len(lines) > 1:
        reading = read(content, "trips.csv")
        require(reading.rows == len(lines) - 1, f"of {len(lines) - 1} exported rows {reading.rows} are read back")


def _check_geojson(content: bytes) -> None:
    collection = json.loads(content, parse_constant=_refuse_constant)
    for feature in collection["features"]:
        for lon, lat in _points(feature["geometry"]):
            require(-180 <= lon <= 180 and -90 <= lat <= 90, f"a point at {lon}, {lat}")


def _points(geometry: dict[str, object] | None) -> list[list[float]]:
    found: list[list[float]] = []

    def collect(part: object) -> None:
        if isinstance(part, list) and part and isinstance(part[0], int | float):
            found.append(part)
        elif isinstance(part, list):
            for inner in part:
                collect(inner)

    collect(geometry["coordinates"] if geometry else [])
    return found


def _check_kml(content: bytes) -> None:
    root = ElementTree.fromstring(content)
    texts = [element.text or "" for element in root.iter("{http://www.opengis.net/kml/2.2}coordinates")]
    require(all("nan" not in text and "inf" not in text for text in texts), "no number in KML")


def _check_xlsx(content: bytes) -> None:
    import openpyxl  # noqa: PLC0415  only here, and it is slow to load

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    with suppress(StopIteration):
        next(book["trips"].iter_rows())
    require(book.sheetnames == ["trips", "places", "sources", "about"], f"sheets {book.sheetnames}")


def _check_page(content: bytes) -> None:
    text = content.decode("utf-8")
    require(text.count("</html>") == 1, "the one-file page is not one page")


EXPORT_CHECKS: dict[str, Callable[[bytes], None]] = {
    "csv": _check_csv,
    "geojson": _check_geojson,
    "kml": _check_kml,
    "xlsx": _check_xlsx,
    "html": _check_page,
}
