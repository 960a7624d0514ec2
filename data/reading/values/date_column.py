"""Date columns: decide once per column whether the day or the month comes first, with the reason."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from data.edtf import DateError, Moment, parse_moment
from data.i18n.message import LocalizedText
from data.reading.values.date_spans import century
from data.reading.values.dates import DateOrder, date_style, is_blank_date, number_triples, parse_dates
from data.reading.values.periods import UndatedError

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = DateOrder.DAY, DateOrder.MONTH, DateOrder.YEAR
ORDER_LABELS = {
    DAY_FIRST: LocalizedText("dates_day"),
    MONTH_FIRST: LocalizedText("dates_month"),
    YEAR_FIRST: LocalizedText("dates_year"),
}
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
Evidence = tuple[DateOrder | None, str]  # and the cell that shows it
Triple = tuple[str, str, str, str]  # a cell, and the three numbers of its date as they stand
MomentPair = tuple[Moment | None, Moment | None]


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How the dates of a column are read. `reason` explains it to people; `read` caches its results.

    `undated` collects the cells that hold a date without its year where none was given, or one before the year 1:
    their rows have no date.
    """

    order: DateOrder | None  # `None` where no date of the column needs to know
    reason: LocalizedText
    undated: dict[str, UndatedError] = field(default_factory=dict, repr=False, compare=False)
    _read: dict[tuple[str, str], MomentPair | ValueError] = field(default_factory=dict, repr=False, compare=False)

    def read(self, text: str, year: str = "") -> MomentPair:
        """Return the first and last date of a cell, `None` if there is none; raise `ValueError` if it is wrong."""
        known = self._read.get((text, year))
        if known is None:
            known = self._read[text, year] = self._moments(text, year)
        if isinstance(known, UndatedError):
            self.undated[text] = known
            return None, None
        if isinstance(known, ValueError):
            raise known
        return known

    def _moments(self, text: str, year: str) -> MomentPair | ValueError:
        if not text or is_blank_date(text):
            return None, None
        if ISO_DAY.fullmatch(text):  # as most cells are, and twice as fast
            with suppress(DateError):
                return parse_moment(text), None
        try:
            start, end = parse_dates(text, self.order or DAY_FIRST, year)
        except ValueError as error:
            return error
        return parse_moment(start), parse_moment(end) if end else None


def read_date_columns(values: Mapping[str, Sequence[str]], chosen: str = "") -> dict[str, DateColumn]:
    """Decide how each column is read, by name, from its distinct cells; one column may decide for another."""
    triples = {name: _triples(cells) for name, cells in values.items()}
    firm = {name: _evidence(found) for name, found in triples.items()}
    lent = next((evidence for evidence in firm.values() if evidence[0]), (None, ""))
    return {name: _decided(cells, triples[name], firm[name], lent, chosen) for name, cells in values.items()}


def _triples(cells: Iterable[str]) -> list[Triple]:
    other = (cell for cell in cells if not ISO_DAY.fullmatch(cell))  # of which none could be read otherwise
    return [(cell, *triple) for cell in other for triple in number_triples(cell)]


def _decided(
    cells: Sequence[str], triples: Sequence[Triple], firm: Evidence, lent: Evidence, chosen: str
) -> DateColumn:
    if not triples:
        return DateColumn(None, _kinds(cells))
    order, reason = _order([triple[0] for triple in triples], firm, lent, chosen)
    short = [(triple[0], triple[1 if order is YEAR_FIRST else 3]) for triple in triples if len(triple[3]) == 2]
    if past := next((pair for pair in short if century(pair[1]).startswith("19")), None):
        why = LocalizedText("dates_past", cell=past[0], year=century(past[1]))
        reason = LocalizedText("both", one=reason, other=why)
    return DateColumn(order, reason)


def _order(cells: Sequence[str], firm: Evidence, lent: Evidence, chosen: str) -> tuple[DateOrder, LocalizedText]:
    if chosen in ORDER_LABELS:
        return DateOrder(chosen), LocalizedText("dates_chosen", order=ORDER_LABELS[DateOrder(chosen)])
    if firm[0]:
        return firm[0], LocalizedText("dates_evident", order=ORDER_LABELS[firm[0]], cell=firm[1])
    if lent[0]:
        return lent[0], LocalizedText("dates_lent", order=ORDER_LABELS[lent[0]])
    if sorted_as := _ordered(cells):
        return sorted_as, LocalizedText("dates_sorted", order=ORDER_LABELS[sorted_as])
    return DAY_FIRST, LocalizedText("dates_open", order=ORDER_LABELS[DAY_FIRST])


def _evidence(triples: Sequence[Triple]) -> Evidence:
    """The order that most of the cells which leave no choice ask for, and one of them."""
    if year_first := _year_first(triples):
        return YEAR_FIRST, year_first
    seen: dict[DateOrder, list[str]] = {DAY_FIRST: [], MONTH_FIRST: []}
    for cell, first, second, _ in triples:
        if int(first) > 12 >= int(second):
            seen[DAY_FIRST].append(cell)
        elif int(second) > 12 >= int(first):
            seen[MONTH_FIRST].append(cell)
    order = max(seen, key=lambda name: len(seen[name]))
    return (order, seen[order][0]) if seen[order] else (None, "")


def _year_first(triples: Sequence[Triple]) -> str:
    """A cell that shows that years of two digits stand first, as in 18-05-03; "" if they do not.

    They do where each cell can be read so, and either one cannot be read otherwise, or what stands first changes
    less often than what stands last in three cells or more, as years do, or, between dashes, is the later year.
    """
    short = [triple for triple in triples if len(triple[1]) == len(triple[3]) == 2]
    if not short or len(short) < len(triples) or not all(0 < int(b) <= 12 and 0 < int(c) <= 31 for _, _, b, c in short):
        return ""
    if forced := next((cell for cell, first, _, _ in short if not 0 < int(first) <= 31), ""):
        return forced
    firsts, lasts = {first for _, first, _, _ in short}, {last for *_, last in short}
    if len(firsts) > len(lasts):
        return ""
    if len(firsts) < len(lasts) and len(short) > 2:
        return short[0][0]
    newest_first = max(map(century, firsts)) > max(map(century, lasts))
    return next((cell for cell, *_ in short if "-" in cell and newest_first), "")


def _ordered(cells: Sequence[str]) -> DateOrder | None:
    """The order under which the cells run through time and under the other do not."""
    runs = {order: _runs(cells, order) for order in (DAY_FIRST, MONTH_FIRST)}
    if len(cells) < 4 or runs[DAY_FIRST] == runs[MONTH_FIRST]:
        return None
    best = max(runs, key=lambda order: runs[order])
    return best if runs[best] > 0.9 else None


def _runs(cells: Sequence[str], order: DateOrder) -> float:
    """The share of steps from row to row that go one way in time."""
    days = []
    for cell in cells[:1000]:
        try:
            days.append(parse_moment(parse_dates(cell, order)[0]).first)
        except ValueError:
            continue
    steps = [later >= earlier for earlier, later in pairwise(days)]
    return max(sum(steps), len(steps) - sum(steps)) / len(steps) if steps else 0.0


def _kinds(cells: Sequence[str]) -> LocalizedText:
    kinds = dict.fromkeys(date_style(cell) for cell in cells[:200] if cell and not is_blank_date(cell))
    labels = [LocalizedText(f"dates_{name}") for name in kinds if name]
    return (
        reduce(lambda one, other: LocalizedText("both", one=one, other=other), labels)
        if labels
        else LocalizedText("dates_blank")
    )
