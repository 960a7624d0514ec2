"""Selectors of the style sheets: none makes a change inside the page cost new styles for all that stands around it."""

import re
from pathlib import Path

import pytest

from page.assets import STATIC

# What `:has` is asked of, back to the last space or combinator: `div` in `.st-key-body div:has(.body)`.
ASKED = re.compile(r"([^\s,>+~{}]*):has\(")


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda sheet: sheet.name)
def test_only_elements_with_a_class_or_an_id_are_asked_what_they_hold(sheet: Path) -> None:
    # Chromium asks every element of the kind, and styles each of them anew at a change anywhere below it.
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    asked = ASKED.findall(rules)
    assert [selector for selector in asked if not re.search(r"[.#]", selector)] == []
