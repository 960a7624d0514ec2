"""Year lists: cells that hold the years of several visits, such as “2011, 2014” or “1998 und 2003”."""

import re
from functools import lru_cache

LONGEST_LIST = 600  # characters
YEAR_SEPARATOR = re.compile(
    r" ?[,;&+、，；·|] ?| / | (?:and|und|et|y|e|i|en|och|og|ve|и|a|و|と) |(?<=\d) (?=\d)"  # of single spaces
)
LISTED_YEAR = re.compile(r"(?:1[0-9]|2[01])\d\d(?:\.0)?(?:年|년)?")


@lru_cache(4_000)
def list_years(text: str) -> tuple[str, ...]:
    """Return the years of a cell that holds nothing else, else ().

    Two years at a bare slash are the two ends of a time, and more are a list.

    >>> list_years("2011, 2014"), list_years("1998 und 2003"), list_years("2001/2003"), list_years("2001/2003/2010")
    (('2011', '2014'), ('1998', '2003'), (), ('2001', '2003', '2010'))
    """
    if len(text) > LONGEST_LIST:
        return ()
    years = [part for part in YEAR_SEPARATOR.split(" ".join(text.split())) if part]
    if len(years) == 1 and text.count("/") > 1:
        years = text.strip().split("/")
    return tuple(year[:4] for year in years) if years and all(map(LISTED_YEAR.fullmatch, years)) else ()
