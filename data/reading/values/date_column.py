"""Columns of dates: day first or month first, decided once for a column, with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from data.edtf import Moment, moment
from data.i18n.message import LocalizedText
from data.reading.values.dates import NO_DATE, dates_in, kind, orders

DAY, MONTH = "day first", "month first"
ORDERS = {DAY: LocalizedText("dates_day"), MONTH: LocalizedText("dates_month")}
Moments = tuple[Moment | None, Moment | None]


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How the dates of a column are read. `why` is for people; `read` keeps what it has read."""

    order: str  # DAY or MONTH; "" where no date of the column needs to know
    why: LocalizedText
    _read: dict[tuple[str, str], Moments | ValueError] = field(default_factory=dict, repr=False, compare=False)

    def read(self, text: str, year: str = "") -> Moments:
        """The first and last date of a cell, `None` where it names none; raise `ValueError` with what was expected."""
        known = self._read.get((text, year))
        if known is None:
            known = self._read[text, year] = self._moments(text, year)
        if isinstance(known, ValueError):
            raise known
        return known

    def _moments(self, text: str, year: str) -> Moments | ValueError:
        if not text or text in NO_DATE:
            return None, None
        try:
            start, end = dates_in(text, self.order != MONTH, year)
        except ValueError as error:
            return error
        return moment(start), moment(end) if end else None


def date_columns(values: Mapping[str, Sequence[str]], chosen: str = "") -> dict[str, DateColumn]:
    """How each column is read, by name; `values` are its distinct cells in order. Columns of a file lend each other."""
    firm = {name: _evidence(cells) for name, cells in values.items()}
    lent = next((evidence for evidence in firm.values() if evidence[0]), ("", ""))
    return {name: _decided(cells, firm[name], lent, chosen) for name, cells in values.items()}


def _decided(cells: Sequence[str], firm: tuple[str, str], lent: tuple[str, str], chosen: str) -> DateColumn:
    in_numbers = [cell for cell in cells if any(orders(cell))]
    if not in_numbers:
        return DateColumn("", _kinds(cells))
    if chosen in (DAY, MONTH):
        return DateColumn(chosen, LocalizedText("dates_chosen", order=ORDERS[chosen]))
    if firm[0]:
        return DateColumn(firm[0], LocalizedText("dates_evident", order=ORDERS[firm[0]], cell=firm[1]))
    if lent[0]:
        return DateColumn(lent[0], LocalizedText("dates_lent", order=ORDERS[lent[0]]))
    if sorted_as := _ordered(in_numbers):
        return DateColumn(sorted_as, LocalizedText("dates_sorted", order=ORDERS[sorted_as]))
    return DateColumn(DAY, LocalizedText("dates_open", order=ORDERS[DAY]))


def _evidence(cells: Iterable[str]) -> tuple[str, str]:
    """The order that most of the cells which leave no choice ask for, and one of them."""
    seen: dict[str, list[str]] = {DAY: [], MONTH: []}
    for cell in cells:
        for first, second in orders(cell):
            if first > 12 >= second:
                seen[DAY].append(cell)
            elif second > 12 >= first:
                seen[MONTH].append(cell)
    order = max(seen, key=lambda name: len(seen[name]))
    return (order, seen[order][0]) if seen[order] else ("", "")


def _ordered(cells: Sequence[str]) -> str:
    """The order under which the cells run through time and under the other do not."""
    runs = {order: _runs(cells, order == DAY) for order in (DAY, MONTH)}
    if len(cells) < 4 or runs[DAY] == runs[MONTH]:
        return ""
    best = max(runs, key=lambda order: runs[order])
    return best if runs[best] > 0.9 else ""


def _runs(cells: Sequence[str], day_first: bool) -> float:
    """The share of steps from row to row that go one way in time."""
    read = []
    for cell in cells[:1000]:
        try:
            read.append(moment(dates_in(cell, day_first)[0]).first)
        except ValueError:
            continue
    steps = [later >= earlier for earlier, later in pairwise(read)]
    return max(sum(steps), len(steps) - sum(steps)) / len(steps) if steps else 0.0


def _kinds(cells: Sequence[str]) -> LocalizedText:
    kinds = dict.fromkeys(kind(cell) for cell in cells[:200] if cell and cell not in NO_DATE)
    told = [LocalizedText(f"dates_{name}") for name in kinds if name]
    return (
        reduce(lambda one, other: LocalizedText("both", one=one, other=other), told)
        if told
        else LocalizedText("dates_blank")
    )
