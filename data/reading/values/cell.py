"""Cells: the text of one cell, without the marks that tables carry beside their values."""

import re
from collections.abc import Sequence

from data.records.tables import text_of

FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z]{1,2}|(?:notes?|nb|n) ?\d{1,3}|citation needed|edit)\]", re.IGNORECASE)
SPACES = re.compile(r"[^\S\n]+|[\u200b\u200e\u200f\u2060\ufeff]")
CAREFUL = re.compile(r"[^\n -Z\\-~]")  # what a cell may hold that needs the care below; an opening bracket is one
DAGGERS = "†‡"
UNSAID = "tbd tba tbc pending unknown undefined unbekannt none null nil nan nat \\n n/a na n.a. ? ?? - -- – — … ..."
BLANKS = frozenset(UNSAID.split())
LONGEST_BLANK = max(map(len, BLANKS))


def clean(text: str) -> str:
    """The value of a cell: no footnote marks, no odd spaces; "" where it says that there is none.

    >>> clean("Beijing[1] †"), clean("TBD"), clean("'=1+1")
    ('Beijing', '', '=1+1')
    """
    if "[" in text:
        text = FOOTNOTE.sub("", text)
    if not text.isascii() or "  " in text or "\t" in text or "\r" in text:
        text = SPACES.sub(" ", text).strip().rstrip(DAGGERS)
    text = text_of(text)
    return "" if len(text) <= LONGEST_BLANK and text.casefold() in BLANKS else text


def are_clean(cells: Sequence[str]) -> bool:
    """Whether every cell is its own value already; `False` where that takes a closer look.

    >>> are_clean(["Rome", "New York"]), are_clean(["Rome", "TBD"]), are_clean(["Rome "])
    (True, False, False)
    """
    text = "\n".join(("", *cells, ""))
    if CAREFUL.search(text) or any(mark in text for mark in ("  ", "\n ", " \n", "\n'")):
        return False
    return text.count("\n") == len(cells) + 1 and BLANKS.isdisjoint(map(str.casefold, cells))
