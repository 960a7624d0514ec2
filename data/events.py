"""Events: what is not a trip, and why; and periods without any. Reads `events.csv`."""

from dataclasses import dataclass
from pathlib import Path

from data.edtf import interval
from data.fault import Fault
from data.tables import listed, read_table

COLUMNS = ("kind", "date", "what", "why", "sources")
KINDS = ("event", "period")


@dataclass(frozen=True, slots=True)
class Event:
    """A hollow mark (`event`) or a band (`period`) of the timeline. `first` and `last` are ISO days, blank where open."""

    kind: str
    date: str
    first: str
    last: str
    what: str
    why: str
    sources: tuple[str, ...]


def read_events(path: Path) -> tuple[tuple[Event, ...], list[Fault]]:
    """The events of a file, in its order, and what is wrong with it."""
    table = read_table(path, COLUMNS, required=("kind", "date", "what"))
    events = []
    for number, row in table:
        if row["kind"] not in KINDS:
            table.fault(number, "kind", row["kind"], f"expected {' or '.join(KINDS)}")
            continue
        try:
            start, end = interval(row["date"])
        except ValueError as error:
            table.fault(number, "date", row["date"], str(error))
            continue
        first = start.first.isoformat() if start else ""
        last = end.last.isoformat() if end else ""
        sources = tuple(listed(row["sources"]))
        events.append(Event(row["kind"], row["date"], first, last, row["what"], row["why"], sources))
    return tuple(events), table.faults
