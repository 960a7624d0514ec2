"""Whoever waits for a reading is told how far it is, and may end it; whoever does not read a table pays for nothing."""

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter

from data.reading import read

CSV = b"trip,date,city\n" + b"".join(b"%d,2018-06-10,Rome\n" % number for number in range(30_000))


class Cancelled(Exception):
    """What the page raises when its reader has changed their mind."""


def workbook(tmp_path: Path) -> bytes:
    file = tmp_path / "trips.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    for number in range(3_000):
        sheet.write_row(number, 0, ["date", "city"] if not number else ["2018-06-10", "Rome"])
    book.close()
    return file.read_bytes()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_progress_runs_from_nothing_to_all_and_never_back(kind: str, tmp_path: Path) -> None:
    told: list[float] = []
    read(CSV if kind == "csv" else workbook(tmp_path), "trips", progress=told.append)
    assert (told[0], told[-1]) == (0, 1)
    assert all(earlier <= later for earlier, later in pairwise(told))
    assert len(set(told)) > 3


@pytest.mark.parametrize("share", [0.0, 0.41, 0.7, 1.0])
def test_what_the_listener_raises_ends_the_reading(share: float) -> None:
    def cancelling(done: float) -> None:
        if done >= share:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(CSV, "trips.csv", progress=cancelling)


def test_cancelling_ends_the_process_that_reads_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*arguments: object, **how: object) -> "subprocess.Popen[bytes]":
        started.append(popen(*arguments, **how))  # type: ignore[call-overload]
        return started[-1]

    def cancelling(done: float) -> None:
        if started:
            raise Cancelled

    monkeypatch.setattr(subprocess, "Popen", noted)
    with pytest.raises(Cancelled):
        read(workbook(tmp_path), "trips.xlsx", progress=cancelling)
    assert [reader.returncode is None for reader in started] == [False]
