"""Delimited text, such as CSV and TSV; the delimiter is detected from the first lines."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from data.i18n.message import LocalizedText
from data.reading.columns.vocabulary import is_known_column
from data.reading.formats.encoding import Encoding
from data.reading.formats.pasted import MAX_PASTED_LINES, with_hanging_cells
from data.reading.grid import CellLine, Grid
from data.reading.options import DEFAULT_LIMITS, Limits, format_megabytes
from data.records.tables import TableError

COMMA_DELIMITER = ","
DELIMITER_NAMES = {
    COMMA_DELIMITER: LocalizedText("format_commas"),
    ";": LocalizedText("format_semicolons"),
    "\t": LocalizedText("format_tabs"),
    "|": LocalizedText("format_bars"),
    **{mark: LocalizedText("format_marks", mark=mark) for mark in "^~¦"},
}
DATE_WITH_COMMA = re.compile(r"[^\W\d]{3,12}\.? \d{1,2}, ?\d{4}\b")
LEAST_EVEN = 1.7  # times two cells: a comma in most lines, such as “May 3, 2018”, may be none
DELIMITER_SAMPLE = 50  # lines
STRICT, LOOSE, UNQUOTED = "strict", "loose", "unquoted"
END_MARK = "\x1e end of table \x1e"
# The limits of a reading decide, and their sentences say so; the parser's own limit is 131,072 characters.
csv.field_size_limit(DEFAULT_LIMITS.row)


class LongCellError(csv.Error):
    """Raised for a cell over the limit; quotes that prove wrong may be why."""

    def __init__(self, row: int, length: int, limits: Limits) -> None:
        """Store the sentence for the owner."""
        self.reason = LocalizedText("refused_cell", row=str(row), n=length, most=limits.cell)
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """A text whose cells are separated by one character."""

    content: bytes
    encoding: Encoding
    limits: Limits
    delimiter: str = COMMA_DELIMITER
    quoting: str = STRICT

    def lines(self) -> Iterator[CellLine]:
        """Yield the cells of every line; raise `csv.Error` if the quotes do not follow `quoting`."""
        fed = [0]
        line: CellLine = ()
        for row, line in enumerate(self._reader(self._fed(fed)), 1):
            if fed[0] > self.limits.cell and (longest := max(map(len, line), default=0)) > self.limits.cell:
                raise LongCellError(row, longest, self.limits)
            fed[0] = 0
            if line and line[0] == END_MARK:
                return
            if len(line) > self.limits.columns:
                raise TableError(LocalizedText("refused_cells", n=len(line), most=self.limits.columns))
            yield line
        raise csv.Error(LocalizedText("quote_open"))

    def _reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        if self.quoting == UNQUOTED:
            return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)
        strict = self.quoting == STRICT
        return csv.reader(lines, delimiter=self.delimiter, strict=strict, skipinitialspace=self.delimiter != "\t")

    def _fed(self, fed: list[int]) -> Iterator[str]:
        """Lines as they stand; refuse when those of one record come to more than a row may hold."""
        text = io.TextIOWrapper(io.BytesIO(self.content), self.encoding.codec, "replace", newline="")
        most = self.limits.row
        while piece := text.readline(most):
            fed[0] += len(piece)
            if fed[0] >= most:
                raise TableError(LocalizedText("refused_row", size=format_megabytes(most)))
            yield piece if piece.endswith(("\n", "\r")) else piece + "\n"
        yield END_MARK + "\n"


def delimited_grids(content: bytes, encoding: Encoding, limits: Limits) -> Iterator[Grid]:
    """Yield the text as a grid, then with looser quoting, to be tried if the quotes turn out to be wrong."""
    text = DelimitedText(content, encoding, limits)
    delimiter = _divider(text)
    length = max(content.count(b"\n"), content.count(b"\r"))
    for quoting in (STRICT, LOOSE, UNQUOTED):
        unquoted = quoting == UNQUOTED
        taken_for = LocalizedText(
            "format_unquoted" if unquoted else "format_text", kind=DELIMITER_NAMES[delimiter], encoding=encoding.name
        )
        lines = replace(text, delimiter=delimiter, quoting=quoting).lines
        yield Grid(taken_for, _with_hanging_cells(lines) if delimiter == "\t" else lines, length)


def _with_hanging_cells(lines: Callable[[], Iterator[CellLine]]) -> Callable[[], Iterator[CellLine]]:
    """The lines of a table that may have been pasted; of a long one as they are."""

    def filled() -> Iterator[CellLine]:
        every = lines()
        first = list(islice(every, MAX_PASTED_LINES + 1))
        yield from with_hanging_cells(first) if len(first) <= MAX_PASTED_LINES else first
        yield from every

    return filled


def without_outer_quotes(content: bytes, encoding: Encoding, limits: Limits) -> bytes:
    """The text of a table each of whose lines was put into quotes once more, as one cell; others as they are."""
    whole = DelimitedText(content, encoding, limits)
    lines = _first(whole)
    inner = "\n".join(line[0] for line in lines)
    within = replace(whole, content=inner.encode(encoding.codec, "replace"))
    if len(lines) < 2 or any(len(line) > 1 for line in lines) or _evenness(_first(within))[0] < 2:
        return content
    try:
        every = "\n".join(line[0] for line in whole.lines() if line)
    except csv.Error:
        return content
    return every.encode(encoding.codec, "replace")


def has_delimiter(content: bytes, encoding: Encoding, limits: Limits) -> bool:
    """Return whether any mark divides the first lines into cells in a way that looks like a table."""
    text = DelimitedText(content, encoding, limits)
    firsts = {mark: _first(replace(text, delimiter=mark)) for mark in DELIMITER_NAMES}
    found = {mark: _evenness(lines) for mark, lines in firsts.items()}
    if any(known > 1 for known, _ in found.values()):
        return True
    # The comma of “May 3, 2018” divides no cells.
    dated = sum(DATE_WITH_COMMA.search(COMMA_DELIMITER.join(line)) is not None for line in firsts[COMMA_DELIMITER])
    commas = 2 * dated < len(firsts[COMMA_DELIMITER])
    return any(even > LEAST_EVEN and (commas or mark != COMMA_DELIMITER) for mark, (_, even) in found.items())


def _divider(text: DelimitedText) -> str:
    """The mark that makes most known column names, then the most even rows; of equal ones the tab."""
    found = {mark: _evenness(_first(replace(text, delimiter=mark, quoting=LOOSE))) for mark in DELIMITER_NAMES}
    return max(found, key=lambda mark: (found[mark], mark == "\t" and found[mark] > (0, 0.0)))


def _first(text: DelimitedText) -> list[CellLine]:
    """The first lines, without quotes where these prove wrong; none where the mark makes lines over a limit."""
    for quoting in (text.quoting, UNQUOTED):
        with suppress(csv.Error, TableError):
            return [line for line in islice(replace(text, quoting=quoting).lines(), DELIMITER_SAMPLE) if line]
    return []


def _evenness(lines: list[CellLine]) -> tuple[int, float]:
    """How many known column names the sample has, and how even its rows are; a mark in few lines is part of a text."""
    widths = Counter(len(line) for line in lines if len(line) > 1)
    if not widths:
        return 0, 0.0
    width, times = widths.most_common(1)[0]
    # Each name once: a header says it once, and a long remark that a mark cuts in pieces often.
    known = max((sum(map(is_known_column, set(line))) for line in lines[:20] if len(line) > 1), default=0)
    if not known and times * 2 < len(lines):
        return 0, 0.0
    return known, times / len(lines) * min(width, 10)
