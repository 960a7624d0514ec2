"""Lines without a delimiter: columns of fixed width, and lists of a date and a place a line."""

import re
from collections.abc import Sequence

from data.i18n.message import LocalizedText
from data.reading.grid import Grid, TablePart
from data.reading.values.dates import is_date

MAX_LINES, MAX_LINE = 20_000, 500  # lines of a text, characters of a line
MOST_GAPS_BROKEN = 0.05  # of the lines
DATED_SHARE = 0.6  # of the lines of a list
LONGEST_DATE = 7  # words
EDGE_MARKS = " \t:,;–—-*•·"
BULLET = re.compile(r"(?:[-*•·]|\d{1,3}[.)])\s+")
SPACES = re.compile(r" {2,}")


def plain_grid(text: str, encoding_name: str) -> Grid | None:
    """Return a text as a table of columns of fixed width, or of dates and places; `None` if it is neither."""
    lines = text.split("\n", MAX_LINES + 1)
    if not 2 <= sum(map(bool, map(str.strip, lines))) <= MAX_LINES or max(map(len, lines)) > MAX_LINE:
        return None
    if cuts := _cuts([line for line in lines if line.strip()]):
        rows = [_cut(line.rstrip("\r"), cuts) for line in lines]
        kind = LocalizedText("format_text", kind=LocalizedText("format_fixed"), encoding=encoding_name)
        return Grid(kind, lambda: iter(rows), len(rows))
    return _dated_list(lines, encoding_name)


def _cuts(lines: Sequence[str]) -> list[int]:
    """Where columns begin, the first left out: after two blanks or more that nearly all lines have in one place."""
    width = max(map(len, lines))
    most = int(len(lines) * MOST_GAPS_BROKEN)
    blank = [sum(at < len(line) and line[at] != " " for line in lines) <= most for at in range(width)]
    starts = [at for at in range(2, width) if not blank[at] and blank[at - 1] and blank[at - 2]]
    filled = [sum(bool(line[start : start + 1].strip()) for line in lines) * 2 >= len(lines) for start in starts]
    return [start for start, is_filled in zip(starts, filled, strict=True) if is_filled]


def _cut(line: str, cuts: Sequence[int]) -> list[str]:
    return [line[start:end].strip() for start, end in zip((0, *cuts), (*cuts, None), strict=True)]


def _dated_list(lines: Sequence[str], encoding_name: str) -> Grid | None:
    """The lines as dates and places; the header that they lack is a line of its own."""
    rows = [_date_and_place(line.strip()) for line in lines]
    filled = sum(bool(line.strip()) for line in lines)
    if sum(bool(date and place) for date, place in rows) < max(2, DATED_SHARE * filled):
        return None
    kind = LocalizedText("format_text", kind=LocalizedText("format_list"), encoding=encoding_name)
    table = [("date", "place"), *rows]
    part = TablePart("", len(rows), first_row=2)
    return Grid(kind, lambda: iter(table), len(table), header_row=1, parts=(part,))


def _date_and_place(line: str) -> tuple[str, str]:
    """The longest date at the begin or at the end of a line, and the rest; all of it is the place if there is none."""
    words = BULLET.sub("", line, count=1).split()
    for size in range(min(LONGEST_DATE, len(words) - 1), 0, -1):
        for date, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            text = " ".join(date).strip(EDGE_MARKS + "()")
            if any(map(str.isdigit, text)) and is_date(text):
                return text, " ".join(rest).strip(EDGE_MARKS + "(")
    return "", " ".join(words)
