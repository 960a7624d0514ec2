"""Lines without a delimiter: quoted cells between blanks, columns of fixed width, and lists of a date and a place."""

import csv
import re
from collections.abc import Sequence

from data.i18n.message import LocalizedText
from data.reading.grid import Grid, TablePart, grid_from_rows
from data.reading.values.dates import is_date

MAX_LINES, MAX_LINE = 5_000, 500  # lines of a text, characters of a line
SAMPLED_LINES = 200
MOST_GAPS_BROKEN = 0.05  # of the lines
DATED_SHARE = 0.6  # of the lines of a list
LONGEST_DATE = 7  # words
EDGE_MARKS = " \t:,;–—-*•·"
QUOTED_LINE = re.compile(r'"[^"]*"(?: +"[^"]*")+')  # as R's write.table writes its names
NUMBER = re.compile(r"(\d{1,3})[.)]\s+")
SHORT_NUMBER = re.compile(r"\d{1,3}\.?")  # the number of a line


def plain_grid(text: str, encoding_name: str) -> Grid | None:
    """Return a text as a table of quoted cells between blanks, of fixed width, or of dates and places; else `None`."""
    lines = text.split("\n", MAX_LINES + 1)
    if not 2 <= sum(map(bool, map(str.strip, lines))) <= MAX_LINES or max(map(len, lines)) > MAX_LINE:
        return None
    if QUOTED_LINE.fullmatch(lines[0].strip()):
        kind = LocalizedText("format_text", kind="CSV", encoding=encoding_name)
        return grid_from_rows(kind, list(csv.reader(lines, delimiter=" ", skipinitialspace=True)))
    if cuts := _cuts([line for line in lines if line.strip()][:SAMPLED_LINES]):
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
    plain = _without_numbers(list(map(str.strip, lines)))
    if not _are_dated(list(map(_date_and_place, filter(None, plain[:SAMPLED_LINES])))):
        return None
    rows = list(map(_date_and_place, plain))
    dated = [number for number, (date, place) in enumerate(rows) if date and place]
    first = next((number for number in dated if not rows[number][0].isdecimal()), 0)
    kind = LocalizedText("format_text", kind=LocalizedText("format_list"), encoding=encoding_name)
    table = [("date", "place"), *[()] * first, *rows[first:]]  # what stands above the first day is a title
    part = TablePart("", len(rows), first_row=2)
    return Grid(kind, lambda: iter(table), len(table), header_row=1, parts=(part,))


def _are_dated(rows: Sequence[tuple[str, str]]) -> bool:
    return sum(bool(date and place) for date, place in rows) >= max(2, DATED_SHARE * len(rows))


def _date_and_place(line: str) -> tuple[str, str]:
    """The longest date at the begin or at the end of a line, and the rest; all of it is the place if there is none."""
    words = line.lstrip(EDGE_MARKS).split()
    for size in range(min(LONGEST_DATE, len(words) - 1), 0, -1):
        for date, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            day = " ".join(date).strip(EDGE_MARKS + "()")
            if any(map(str.isdigit, day)) and not SHORT_NUMBER.fullmatch(day) and is_date(day):
                return day, " ".join(rest).strip(EDGE_MARKS + "(")
    return "", " ".join(words)


def _without_numbers(lines: Sequence[str]) -> list[str]:
    """The lines without their numbers, where these count from 1; else they are part of a date."""
    found = [NUMBER.match(line) for line in lines if line]
    if [number and int(number[1]) for number in found] != list(range(1, len(found) + 1)):
        return list(lines)
    return [NUMBER.sub("", line, count=1) for line in lines]
