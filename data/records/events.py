"""Events that are not trips, with the reason, and periods without trips. Reads `events.csv`."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from data.edtf import DateError, parse_interval
from data.i18n.message import LocalizedText
from data.records.fault import Fault
from data.records.sources import is_link
from data.records.tables import Table, TableRow, read_table, split_list

EVENT_COLUMNS = ("kind", "date", "what", "why", "sources")
EVENT_KINDS = ("event", "period")


@dataclass(frozen=True, slots=True)
class Event:
    """A hollow mark (`event`) or a band (`period`) of the timeline; `first` and `last` are ISO days, "" where open."""

    kind: str
    date: str
    first: str
    last: str
    what: str
    why: str
    sources: tuple[str, ...]


def read_events(path: Path, known_sources: Collection[str]) -> tuple[tuple[Event, ...], list[Fault]]:
    """Read the events of a file, in its order, and its faults; rows with a fault are left out."""
    table = read_table(path, EVENT_COLUMNS, required=("kind", "date", "what"))
    events = [_event(table, number, row, known_sources) for number, row in table]
    return tuple(event for event in events if event), table.faults


def _event(table: Table, number: int, row: TableRow, known_sources: Collection[str]) -> Event | None:
    before = len(table.faults)
    if row["kind"] not in EVENT_KINDS:
        table.fault(number, "kind", row["kind"], LocalizedText("fault_kind", one=EVENT_KINDS[0], other=EVENT_KINDS[1]))
    if not row["what"]:
        table.fault(number, "what", "", LocalizedText("fault_event"))
    sources = tuple(split_list(row["sources"]))
    for source in sources:
        if source not in known_sources and not is_link(source):
            table.fault(number, "sources", source, LocalizedText("fault_source"))
    days = _days(table, number, row)
    if days is None or len(table.faults) > before:
        return None
    return Event(row["kind"], row["date"], *days, row["what"], row["why"], sources)


def _days(table: Table, number: int, row: TableRow) -> tuple[str, str] | None:
    try:
        start, end = parse_interval(row["date"])
    except DateError as error:
        table.fault(number, "date", row["date"], error.reason)
        return None
    return start.first.isoformat() if start else "", end.last.isoformat() if end else ""
