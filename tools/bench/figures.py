"""Figures of the benchmark: samples of both pages, and the bar for ours."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import inf
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Sample:
    """Values of one measurement, repeated."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def summary(self) -> dict[str, float]:
        """Return median, extremes and number of values."""
        return {"median": self.median, "min": min(self.values), "max": max(self.values), "n": len(self.values)}

    def record(self) -> dict[str, Any]:
        """Return the summary with all values."""
        return {**self.summary, "values": self.values}


@dataclass(frozen=True)
class Bar:
    """Limits of our median: an absolute one, a multiple of the bare page's, and a difference to the bare page's."""

    at_most: float | None = None
    times: float | None = None
    beyond: float | None = None

    def limit(self, bare: float) -> float:
        """Return the strictest of the limits; infinite if there is none.

        >>> Bar(at_most=40, times=0.5).limit(bare=100)
        40
        """
        times = None if self.times is None else self.times * bare
        beyond = None if self.beyond is None else self.beyond + bare
        return min((limit for limit in (self.at_most, times, beyond) if limit is not None), default=inf)

    def text(self, unit: str) -> str:
        """Return the bar in words.

        >>> Bar(at_most=40, times=0.5).text("ms")
        '40 ms, 0.5 x'
        """
        at_most = None if self.at_most is None else f"{self.at_most:g} {unit}"
        times = None if self.times is None else f"{self.times:g} x"
        beyond = None if self.beyond is None else f"bare + {self.beyond:g} {unit}"
        return ", ".join(filter(None, (at_most, times, beyond)))


@dataclass(frozen=True)
class Figure:
    """One row of the table."""

    what: str
    unit: str
    app: Sample
    bare: Sample | None  # nothing to compare with
    bar: Bar
    client: Sample | None = None  # the plain client page's

    @property
    def ratio(self) -> float | None:
        """Our median as a multiple of the bare page's; infinite if that is 0, None if it has no figure."""
        if self.bare is None:
            return None
        return self.app.median / self.bare.median if self.bare.median else inf

    @property
    def limit(self) -> float:
        """The limit that the bar sets, in the figure's unit; infinite if there is none."""
        return self.bar.limit(self.bare.median if self.bare else 0.0)

    @property
    def missed_by(self) -> float:
        """How far our median is above the bar, in the figure's unit; 0 where the bar is met."""
        return max(0.0, self.app.median - self.limit)

    def record(self) -> dict[str, Any]:
        """The row as JSON values, with every single value."""
        return {
            "what": self.what,
            "unit": self.unit,
            "ours": self.app.record(),
            "bare": self.bare and self.bare.record(),
            "client": self.client and self.client.record(),
            "ratio": self.ratio,
            "bar": asdict(self.bar),
            "missed_by": self.missed_by,
        }


def sample(values: Sequence[float]) -> Sample:
    """Return a sample of at least one value, rounded to 0.01."""
    return Sample(tuple(round(value, 2) for value in values))
