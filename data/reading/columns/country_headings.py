"""Country headings: rows that name nothing but the country of the rows below them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from data.reading.columns.merged_cells import fill_blanks
from data.reading.values.countries import country_code

DATES_OF_ROWS = ("start", "date", "year")
LEAST_HEADINGS = 2


def country_headings(cells: Mapping[str, Sequence[str]]) -> list[str]:
    """Return for each row the country of the heading at or above it, else [].

    They are headings where the first row is one, every row without a date is a country and no other row is, and none
    stands below another.
    """
    when = next((cells[role] for role in DATES_OF_ROWS if role in cells), ())
    places = cells.get("destination", ())
    if not when or not places or "country" in cells or when[0] or all(when):
        return []
    heads = [place if not day and country_code(place) else "" for day, place in zip(when, places, strict=True)]
    undated = sum(not day for day in when)
    headings = sum(map(bool, heads))
    apart = not any(one and other for one, other in pairwise(heads)) and not heads[-1]
    if headings < LEAST_HEADINGS or headings != undated or not heads[0] or not apart:
        return []
    if any(country_code(place) for day, place in zip(when, places, strict=True) if day):
        return []
    return fill_blanks(heads)
