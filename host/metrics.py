"""Metrics: what Prometheus is told of us, beside what Streamlit tells at `/_stcore/metrics`; never of anyone."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PREFIX = "trip_map"
# Name: type and meaning, in the order shown.
FAMILIES = {
    "requests": ("counter", "Answers, by kind of address and status."),
    "request_seconds": ("counter", "Time until answers were sent, summed by kind of address."),
    "refused": ("counter", "Requests refused at the door, by reason."),
    "script_errors": ("counter", "Runs of the page that failed."),
    "readers": ("gauge", "Open pages."),
    "trips": ("gauge", "Trips of the data set."),
    "unplaced": ("gauge", "Names of places that are not on the map."),
}


class Metrics:
    """Counts, from any thread."""

    def __init__(self) -> None:
        """All at nothing."""
        self.readers = 0
        self._lock = Lock()
        self._values: defaultdict[tuple[str, str], float] = defaultdict(float)

    def count(self, family: str, by: float = 1, **labels: str | int) -> None:
        """Add to a counter. Labels are of our own making, and few."""
        told = ",".join(f'{name}="{value}"' for name, value in labels.items())
        with self._lock:
            self._values[family, f"{{{told}}}" if told else ""] += by

    @contextmanager
    def reader(self) -> Iterator[None]:
        """One more reader inside the `with`."""
        self.readers += 1
        try:
            yield
        finally:
            self.readers -= 1

    def text(self, **gauges: float) -> str:
        """OpenMetrics, with these gauges and our own."""
        with self._lock:
            values = sorted(self._values.items())
        shown = {"readers": self.readers, **gauges}
        lines = [line for family in FAMILIES for line in _family(family, values, shown)]
        return "\n".join([*lines, "# EOF\n"])


def _family(family: str, values: list[tuple[tuple[str, str], float]], gauges: dict[str, float]) -> list[str]:
    kind, meaning = FAMILIES[family]
    head = [f"# TYPE {PREFIX}_{family} {kind}", f"# HELP {PREFIX}_{family} {meaning}"]
    if kind == "gauge":
        return [*head, f"{PREFIX}_{family} {gauges[family]:g}"]
    return [
        *head,
        *(f"{PREFIX}_{family}_total{labels} {value:g}" for (name, labels), value in values if name == family),
    ]
