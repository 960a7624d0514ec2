"""Date columns: decide once per column whether the day or the month comes first, with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from data.edtf import Moment, parse_moment
from data.i18n.message import LocalizedText
from data.reading.values.dates import BLANK_DATES, date_style, numeric_pairs, parse_dates

DAY_FIRST, MONTH_FIRST = "day first", "month first"
ORDER_LABELS = {DAY_FIRST: LocalizedText("dates_day"), MONTH_FIRST: LocalizedText("dates_month")}
MomentPair = tuple[Moment | None, Moment | None]


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How the dates of a column are read. `reason` explains it to people; `read` caches its results."""

    order: str  # DAY or MONTH; "" where no date of the column needs to know
    reason: LocalizedText
    _read: dict[tuple[str, str], MomentPair | ValueError] = field(default_factory=dict, repr=False, compare=False)

    def read(self, text: str, year: str = "") -> MomentPair:
        """Return the first and last date of a cell, `None` if there is none; raise `ValueError` if it is wrong."""
        known = self._read.get((text, year))
        if known is None:
            known = self._read[text, year] = self._moments(text, year)
        if isinstance(known, ValueError):
            raise known
        return known

    def _moments(self, text: str, year: str) -> MomentPair | ValueError:
        if not text or text in BLANK_DATES:
            return None, None
        try:
            start, end = parse_dates(text, self.order != MONTH_FIRST, year)
        except ValueError as error:
            return error
        return parse_moment(start), parse_moment(end) if end else None


def read_date_columns(values: Mapping[str, Sequence[str]], chosen: str = "") -> dict[str, DateColumn]:
    """Decide how each column is read, by name, from its distinct cells; one column may decide for another."""
    firm = {name: _evidence(cells) for name, cells in values.items()}
    lent = next((evidence for evidence in firm.values() if evidence[0]), ("", ""))
    return {name: _decided(cells, firm[name], lent, chosen) for name, cells in values.items()}


def _decided(cells: Sequence[str], firm: tuple[str, str], lent: tuple[str, str], chosen: str) -> DateColumn:
    in_numbers = [cell for cell in cells if any(numeric_pairs(cell))]
    if not in_numbers:
        return DateColumn("", _kinds(cells))
    if chosen in (DAY_FIRST, MONTH_FIRST):
        return DateColumn(chosen, LocalizedText("dates_chosen", order=ORDER_LABELS[chosen]))
    if firm[0]:
        return DateColumn(firm[0], LocalizedText("dates_evident", order=ORDER_LABELS[firm[0]], cell=firm[1]))
    if lent[0]:
        return DateColumn(lent[0], LocalizedText("dates_lent", order=ORDER_LABELS[lent[0]]))
    if sorted_as := _ordered(in_numbers):
        return DateColumn(sorted_as, LocalizedText("dates_sorted", order=ORDER_LABELS[sorted_as]))
    return DateColumn(DAY_FIRST, LocalizedText("dates_open", order=ORDER_LABELS[DAY_FIRST]))


def _evidence(cells: Iterable[str]) -> tuple[str, str]:
    """The order that most of the cells which leave no choice ask for, and one of them."""
    seen: dict[str, list[str]] = {DAY_FIRST: [], MONTH_FIRST: []}
    for cell in cells:
        for first, second in numeric_pairs(cell):
            if first > 12 >= second:
                seen[DAY_FIRST].append(cell)
            elif second > 12 >= first:
                seen[MONTH_FIRST].append(cell)
    order = max(seen, key=lambda name: len(seen[name]))
    return (order, seen[order][0]) if seen[order] else ("", "")


def _ordered(cells: Sequence[str]) -> str:
    """The order under which the cells run through time and under the other do not."""
    runs = {order: _runs(cells, order == DAY_FIRST) for order in (DAY_FIRST, MONTH_FIRST)}
    if len(cells) < 4 or runs[DAY_FIRST] == runs[MONTH_FIRST]:
        return ""
    best = max(runs, key=lambda order: runs[order])
    return best if runs[best] > 0.9 else ""


def _runs(cells: Sequence[str], day_first: bool) -> float:
    """The share of steps from row to row that go one way in time."""
    read = []
    for cell in cells[:1000]:
        try:
            read.append(parse_moment(parse_dates(cell, day_first)[0]).first)
        except ValueError:
            continue
    steps = [later >= earlier for earlier, later in pairwise(read)]
    return max(sum(steps), len(steps) - sum(steps)) / len(steps) if steps else 0.0


def _kinds(cells: Sequence[str]) -> LocalizedText:
    kinds = dict.fromkeys(date_style(cell) for cell in cells[:200] if cell and cell not in BLANK_DATES)
    told = [LocalizedText(f"dates_{name}") for name in kinds if name]
    return (
        reduce(lambda one, other: LocalizedText("both", one=one, other=other), told)
        if told
        else LocalizedText("dates_blank")
    )
