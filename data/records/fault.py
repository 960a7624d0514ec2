"""Fault: what is wrong with one value of one table, in one sentence."""

from dataclasses import dataclass
from typing import Literal

from data.i18n.message import LocalizedText
from data.i18n.messages import DEFAULT_LANGUAGE, join_list, join_pair, translate

MOST_LISTED = 200  # on a page


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One bad value. `row` is the line of a spreadsheet, the header being row 1; 0 means the file as a whole.

    `expected` says what is wrong, or what was expected instead; `remedy` what to do, where that is another thing.
    """

    file: str
    row: int
    column: str
    value: str
    expected: LocalizedText
    remedy: LocalizedText | Literal[""] = ""

    def __str__(self) -> str:
        return self.in_language(DEFAULT_LANGUAGE)

    def in_language(self, language: str) -> str:
        """Return the sentence in a language: file, row, column, value and reason."""
        row = translate("fault_row", language, row=str(self.row)) if self.row else ""
        where = join_list(filter(None, [self.file, row, self.column]), language, "comma")
        quoted = f" {translate('quoted', language, text=self.value)}" if self.value else ""
        return join_pair(f"{where}{quoted}", self.reason_in_language(language), language)

    def reason_in_language(self, language: str) -> str:
        """Return what is wrong and what to do, in a language."""
        expected = self.expected.in_language(language)
        if not isinstance(self.remedy, LocalizedText):
            return expected
        return translate("fault_why", language, expected=expected, remedy=self.remedy.in_language(language))
