"""Collection: doctests are looked for where there are some."""

from collections.abc import Generator
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Search no file for doctests that has no prompt: a sixth of the time that each of pytest's processes collects for.

    Each imported all modules, those of tools too that no test runs; that they can be imported is mypy's to say.
    """
    found = yield
    if file_path.suffix == ".py" and ">>>" not in file_path.read_text(encoding="utf-8"):
        return [each for each in found if not isinstance(each, DoctestModule)]
    return found
