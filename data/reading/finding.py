"""Finding: a doubt about how a table was read, told to its owner with what to do about it."""

from dataclasses import dataclass

from data.i18n.message import LocalizedText
from data.reading.options import ReadOptions


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt, in one sentence; no row is left out because of it.

    `remedy` is what a click does, where one helps: it reads the table again by `choice`. `row` is the first row that
    shows it, 0 where no row does. What is `certain` is done without a click, and told.
    """

    text: LocalizedText
    remedy: LocalizedText | None = None
    choice: ReadOptions | None = None
    row: int = 0
    certain: bool = False
