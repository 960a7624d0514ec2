"""Cell cleaning: the text of one cell without footnotes, odd spaces and words for “blank”."""

import re
from collections.abc import Sequence

from data.records.tables import unescape_formula

FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z]{1,2}|(?:notes?|nb|n) ?\d{1,3}|citation needed|edit)\]", re.IGNORECASE)
ODD_SPACES = re.compile(r"[^\S\n]+|[\u200b\u200e\u200f\u2060\ufeff]")
NEEDS_CLEANING = re.compile(r"[^\n -Z\\-~]")  # "[" is among them
# No table means them, no CSV reader of the field takes a NUL, and a surrogate alone cannot be written as UTF-8.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")
DAGGERS = "†‡"
BLANK_WORDS = (
    "tbd tba tbc pending unknown undefined unbekannt none null nil nan nat \\n n/a na n.a. ? ?? - -- – — … ..."
)
BLANKS = frozenset(BLANK_WORDS.split())
TOWN_LIKE_BLANK = "Nan"  # in Thailand; programs write "nan" or "NaN"
LONGEST_BLANK = max(map(len, BLANKS))


def to_plain_text(text: str) -> str:
    """Remove control characters other than tab and line ends, and replace lone surrogates by U+FFFD.

    >>> to_plain_text("a\\x00b"), to_plain_text("cut \\ud83d")
    ('ab', 'cut \ufffd')
    """
    if text.isprintable():
        return text
    return LONE_SURROGATES.sub("\ufffd", CONTROL_CHARACTERS.sub("", text))


def clean_cell(text: str) -> str:
    """Return the value of a cell without footnote marks and odd spaces; "" if it is a word for “blank”.

    >>> clean_cell("Beijing[1] †"), clean_cell("TBD"), clean_cell("'=1+1"), clean_cell("NaN"), clean_cell("Nan")
    ('Beijing', '', '=1+1', '', 'Nan')
    """
    if "[" in text:
        text = FOOTNOTE.sub("", text)
    if not text.isascii() or "  " in text or "\t" in text or "\r" in text:
        text = ODD_SPACES.sub(" ", text).strip().rstrip(DAGGERS)
    text = unescape_formula(text)
    if text.startswith('="') and text.endswith('"') and len(text) > 2:  # as Excel is told that a number is a text
        text = text[2:-1].replace('""', '"')
    return "" if len(text) <= LONGEST_BLANK and text.casefold() in BLANKS and text != TOWN_LIKE_BLANK else text


def are_clean_cells(cells: Sequence[str]) -> bool:
    """Return whether every cell is certainly clean already; `False` if each must be checked.

    >>> are_clean_cells(["Rome", "New York"]), are_clean_cells(["Rome", "TBD"]), are_clean_cells(["Rome "])
    (True, False, False)
    """
    distinct = dict.fromkeys(cells)
    text = "\n".join(("", *distinct, ""))
    if NEEDS_CLEANING.search(text) or any(mark in text for mark in ("  ", "\n ", " \n", "\n'", ";'", '\n="')):
        return False
    return text.count("\n") == len(distinct) + 1 and BLANKS.isdisjoint(map(str.casefold, distinct))
