"""Fuzzer: a small run of it, and what it does when something fails."""

from dataclasses import replace

import pytest

from tools.fuzz import __main__ as fuzz
from tools.fuzz.files import WRITERS
from tools.fuzz.tables import Table


@pytest.mark.parametrize(("seed", "name"), list(enumerate(WRITERS, 1)))
def test_random_tables_of_every_format_are_read_placed_and_exported(seed: int, name: str) -> None:
    assert replace(fuzz.random_case(seed), format=name).failure() == ""


def test_a_failure_is_reduced_to_the_cell_that_causes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_at_question(content: bytes, *_: object) -> None:
        assert b"?" not in content

    monkeypatch.setattr(fuzz, "check_file", fail_at_question)
    table = Table("", ("city", "note"), (("Rome", "fine"), ("Oslo", "is it? yes"), ("Bern", "")))
    case = fuzz.Case(1, "csv", (table,))
    small = fuzz.shrink(case, fuzz.failure_kind(case.failure()))
    assert small.tables[0].columns == ("note",)
    assert small.tables[0].rows == (("?",),)
