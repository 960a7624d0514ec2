"""Merged cells: blanks below a value that stand for it, as spreadsheets leave them."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

# Roles whose cells people merge over the rows of one trip or one year.
MERGED_ROLES = ("trip", "traveller", "title", "year", "country", "home")
DAY_ROLES = ("date", "start")  # merged over what is done on one day, such as in the plan of a journey
TRIP_ROLES = ("origin", "destination", "iso", "lat", "point", "start", "end", "date")
ROW_PLACE_ROLES = ("origin", "destination", "country", "iso", "lat", "point")
LEAST_BLANK = 0.25  # share of the cells; below it a blank is more likely a value that is not known


def filled_down(cells: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the columns whose blanks are merged cells, by role, with each blank filled from above.

    They are so where the first cell is filled, a good part is blank, and no value stands twice in a row, as it would
    where people repeat it. An occasion is merged only where other cells are, as many a trip has none. Days are, where
    they run on and most rows without one have no place either, as in the plan of a journey. Rows at the end without a
    place or a date, such as totals, are left as they are.
    """
    told = [cells[role] for role in TRIP_ROLES if role in cells]
    drawn = max((number for number, row in enumerate(zip(*told, strict=True), 1) if any(row)), default=None)
    tops = {role: column[:drawn] for role, column in cells.items()}
    merged = [role for role in MERGED_ROLES if _is_merged(tops.get(role, ()))]
    if merged and _is_merged(tops.get("occasion", ())):
        merged.append("occasion")
    placed = [any(row) for row in zip(*(tops[role] for role in ROW_PLACE_ROLES if role in tops), strict=True)]
    if "trip" not in tops and "year" not in tops:
        merged += [role for role in DAY_ROLES if role in tops and _is_plan(tops[role], placed)]
    return {role: [*fill_blanks(tops[role]), *cells[role][len(tops[role]) :]] for role in merged}


def fill_blanks(cells: Sequence[str]) -> list[str]:
    """Return cells with each blank one filled by the one before it.

    >>> fill_blanks(["a", "", "b"])
    ['a', 'a', 'b']
    """
    return list(accumulate(cells, _cell_or_above))


def _cell_or_above(above: str, cell: str) -> str:
    return cell or above


def _is_plan(days: Sequence[str], placed: Sequence[bool]) -> bool:
    """Whether each day stands once, above all that is done on it, of which most has no place of its own."""
    undated = [has_place for day, has_place in zip(days, placed, strict=False) if not day]
    return _is_merged(days) and 2 * sum(undated) < len(undated)


def _is_merged(column: Sequence[str]) -> bool:
    if not column or "" not in column or not column[0]:
        return False
    blanks = sum(not cell for cell in column)
    repeated = any(one == other != "" for one, other in pairwise(column))
    return not repeated and blanks >= LEAST_BLANK * len(column)
