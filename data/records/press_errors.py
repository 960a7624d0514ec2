"""Press errors: published claims that are wrong, with the evidence. Reads `errors.csv`."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.sources import is_link
from data.records.tables import Table, TableRow, read_table, split_list

PRESS_ERROR_COLUMNS = ("claim", "published", "truth", "trips", "sources")


@dataclass(frozen=True, slots=True)
class PressError:
    """A claim, where and when it was published, and what is true; `trips` are ids, `sources` ids or web addresses."""

    claim: str
    published: str
    truth: str
    trips: tuple[str, ...]
    sources: tuple[str, ...]


def read_press_errors(
    path: Path, known_trips: Collection[str], known_sources: Collection[str]
) -> tuple[tuple[PressError, ...], list[Fault]]:
    """Read the press errors of a file, in its order, and its faults; rows with a fault are left out."""
    table = read_table(path, PRESS_ERROR_COLUMNS, required=("claim", "truth"))
    errors = [_error(table, number, row, known_trips, known_sources) for number, row in table]
    return tuple(error for error in errors if error), table.faults


def _error(
    table: Table, number: int, row: TableRow, known_trips: Collection[str], known_sources: Collection[str]
) -> PressError | None:
    before = len(table.faults)
    for column, expected in (("claim", LocalizedText("fault_claim")), ("truth", LocalizedText("fault_truth"))):
        if not row[column]:
            table.fault(number, column, "", expected)
    trips, sources = tuple(split_list(row["trips"])), tuple(split_list(row["sources"]))
    for trip in trips:
        if trip not in known_trips:
            table.fault(number, "trips", trip, LocalizedText("fault_trip"))
    for source in sources:
        if source not in known_sources and not is_link(source):
            table.fault(number, "sources", source, LocalizedText("fault_source"))
    if len(table.faults) > before:
        return None
    return PressError(row["claim"], row["published"], row["truth"], trips, sources)
