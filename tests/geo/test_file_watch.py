"""File watch: every kind of change to the host's files is taken once, when it has settled."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from geo.file_watch import COARSE_S, FileWatch, watched_files

BEFORE, AFTER = "a,b\n1,2\n", "a,b\n1,3\n"  # of equal length


def renamed(file: Path) -> None:
    other = file.with_name("other.csv")
    other.write_text(AFTER)
    other.rename(file)


def same_time(file: Path) -> None:
    """As on a disk whose clock is coarse: the second change has the time of the first."""
    when = file.stat().st_mtime_ns
    file.write_text(AFTER)
    os.utime(file, ns=(when, when))


CHANGES: dict[str, Callable[[Path], object]] = {
    "written in place": lambda file: file.write_text(AFTER + "4,5\n"),
    "at the same time": same_time,
    "replaced by rename": renamed,
    "removed": Path.unlink,
    "places beside it": lambda file: file.with_name("places.csv").write_text("name\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_taken_once(tmp_path: Path, change: str) -> None:
    file = tmp_path / "trips.csv"
    file.write_text(BEFORE)
    watch = FileWatch(watched_files(file), clock=lambda: 0.0)
    assert not watch.has_changed()
    CHANGES[change](file)
    assert [watch.has_changed() for _ in range(4)] == [False, True, False, False]


def test_a_file_that_is_being_written_is_not_taken_before_it_rests(tmp_path: Path) -> None:
    file = tmp_path / "trips.csv"
    file.write_text(BEFORE)
    watch = FileWatch(watched_files(file), clock=lambda: 0.0)
    for line in range(3):
        file.write_text(BEFORE + "1,2\n" * (line + 1))
        assert not watch.has_changed()
    assert watch.has_changed()


def test_what_has_not_changed_for_a_while_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, clock = tmp_path / "trips.csv", count(step=COARSE_S)
    file.write_text(BEFORE)
    watch = FileWatch(watched_files(file), clock=lambda: next(clock))
    monkeypatch.setattr(Path, "read_bytes", pytest.fail)
    assert [watch.has_changed() for _ in range(3)] == [False, False, False]
