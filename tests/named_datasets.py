"""Named data sets: those that tests of many data sets run through, each by a name that the test's id shows."""

from collections.abc import Mapping
from pathlib import Path

from geo.dataset import Dataset, load
from tests.shapes import TABLES
from tools.bench.synthetic import write


def named_dataset(name: str, folder: Path, made: Mapping[str, str]) -> Dataset:
    """The built-in "records", 300 "synthetic" trips, a table that the test has `made` as CSV, or one of `tests/tables/`."""
    if name == "records":
        return load()
    if name == "synthetic":
        return load(write(300, folder))
    if name in made:
        (folder / f"{name}.csv").write_text(made[name], encoding="utf-8")
        return load(folder / f"{name}.csv")
    return load(TABLES / name)
