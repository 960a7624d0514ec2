"""Host table: what is elsewhere is copied here when it has changed; a bad version or no answer leaves the last good copy."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from data.i18n.message import LocalizedText
from data.records.records import read_any_table
from data.records.tables import TableError
from data.remote.address_table import AddressTable
from data.remote.addresses import FetchError
from data.remote.fetch import FetchLimits
from geo.background_lookup import BackgroundLookup
from geo.host_table import LEFTOVER_S, NO_ANSWER, CopiedTable
from tests import fake_nominatim
from tests.fake_nominatim import FakeNominatim, sends

HEADER = "date,from,to\n"
FIRST = f"{HEADER}2024-01-01,Bern,Oslo\n".encode()
SECOND = FIRST + b"2024-02-01,Oslo,Rome\n"
BAD = b"%PDF-1.7\n"
DOWN = FetchError(LocalizedText("fetch_failed", host="trips.example", error="500"))


class FakeRemote:
    """Gives one answer after another, the last one for ever."""

    def __init__(self, *answers: bytes | TableError | None) -> None:
        self.answers = list(answers)

    def read(self) -> bytes | None:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, TableError):
            raise answer
        return answer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "trips.csv"


def copied(file: Path, *answers: bytes | TableError | None) -> CopiedTable:
    return CopiedTable(FakeRemote(*answers), file, interval_s=5, timeout_s=30)


def polled(table: CopiedTable, lookup: BackgroundLookup) -> BackgroundLookup:
    """What the page's threads do."""
    table.poll()
    if table.has_changed():
        lookup.reload()
    return lookup


def trips(lookup: BackgroundLookup) -> int:
    return len(lookup.dataset.trips)


def test_a_new_version_is_shown_and_becomes_the_copy(file: Path) -> None:
    table = copied(file, FIRST, None, SECOND)
    lookup = BackgroundLookup(table)
    assert (trips(lookup), file.read_bytes()) == (1, FIRST)
    assert trips(polled(table, lookup)) == 1
    assert (trips(polled(table, lookup)), file.read_bytes(), table.problem) == (2, SECOND, "")
    assert [each.name for each in file.parent.iterdir()] == ["trips.csv"]


@pytest.mark.parametrize("bad", [BAD, b"", HEADER.encode(), DOWN], ids=["garbage", "nothing", "no trips", "no answer"])
def test_what_is_bad_leaves_the_last_good_copy_also_after_a_restart(
    file: Path, bad: bytes | TableError, caplog: pytest.LogCaptureFixture
) -> None:
    table = copied(file, FIRST, bad, bad, SECOND)
    lookup = BackgroundLookup(table)
    before = lookup.dataset
    for _ in range(2):
        assert polled(table, lookup).dataset is before
        assert table.problem
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1
    restarted = copied(file, bad)
    again = BackgroundLookup(restarted)
    assert (again.dataset.digest, bool(restarted.problem)) == (before.digest, True)
    assert (trips(polled(table, lookup)), table.problem) == (2, "")


def test_what_is_mended_by_going_back_is_no_problem_any_more(file: Path) -> None:
    table = copied(file, FIRST, BAD, FIRST)
    lookup = BackgroundLookup(table)
    assert polled(table, lookup).problem
    assert (polled(table, lookup).problem, trips(lookup)) == ("", 1)


def test_a_new_database_may_begin_without_rows(file: Path) -> None:
    columns = b"trip,depart,arrive,origin,destination,mode\n"
    table = copied(file, columns, columns + b"a,2024-01-01,,Bern,Oslo,rail\n")
    lookup = BackgroundLookup(table)
    assert (trips(lookup), trips(polled(table, lookup)), table.problem) == (0, 1, "")


def test_without_an_answer_and_without_a_copy_there_is_one_sentence(file: Path) -> None:
    with pytest.raises(TableError, match=r"^trips.example did not give the file \(500\)\.$"):
        copied(file, DOWN)


def test_a_corrections_file_beside_the_copy_is_read_anew_while_nobody_answers(file: Path) -> None:
    places = file.with_name("places.csv")
    unknown = FIRST.replace(b"Oslo", b"Qqtown")
    table = copied(file, unknown, DOWN)
    lookup = BackgroundLookup(table)
    assert lookup.dataset.unplaced == {"Qqtown"}
    places.write_text("id,name,country,lat,lon\nqqtown,Qqtown,NO,59.9,10.7\n", encoding="utf-8")
    for _ in range(2):  # two looks that agree
        polled(table, lookup)
    assert (lookup.dataset.unplaced, table.problem) == (frozenset(), str(DOWN))


def test_after_failures_it_is_asked_ever_more_seldom_and_never_before_it_wishes(file: Path) -> None:
    busy = FetchError(LocalizedText("fetch_failed", host="trips.example", error="429"), retry_s=120)
    table = CopiedTable(FakeRemote(FIRST, *[DOWN] * 7, busy, SECOND), file, interval_s=2, timeout_s=30)
    assert [table.poll() for _ in range(7)] == [2, 2, 4, 8, 16, 30, 30]
    assert (table.poll(), table.poll()) == (120, 2)


def test_reading_takes_at_most_a_tenth_of_the_time(file: Path) -> None:
    clock = iter([0.0, 0.0, 0.0, 7.0])
    table = CopiedTable(FakeRemote(FIRST), file, interval_s=1, timeout_s=30, clock=lambda: next(clock))
    assert table.poll() == 70


def test_a_source_that_never_ends_is_a_problem_while_it_goes_on(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Hanging(FakeRemote):
        def read(self) -> bytes | None:
            for _ in range(4 if hanging else 0):
                now[0] += 20
                assert not table.has_changed()
                problems.append(table.problem)
            return super().read()

    now, problems, hanging = [1.0], list[str](), list[bool]()
    table = CopiedTable(Hanging(FIRST), file, interval_s=1, timeout_s=30, clock=lambda: now[0])
    BackgroundLookup(table)
    hanging.append(True)
    table.poll()
    assert (problems, table.problem) == (["", "", NO_ANSWER, NO_ANSWER], "")
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR] == [
        "trips.csv cannot be read: it does not answer"
    ]


def test_where_no_copy_can_be_written_the_last_good_one_stays_until_there_is_room(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    table = copied(file, FIRST, SECOND, None)
    lookup = BackgroundLookup(table)
    with monkeypatch.context() as patched:
        patched.setattr("tempfile.mkdtemp", full)
        for _ in range(3):
            polled(table, lookup)
    assert (trips(lookup), table.problem) == (1, "no copy can be written (No space left on device)")
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1
    assert (trips(polled(table, lookup)), table.problem) == (2, "")


def test_what_a_killed_process_left_is_removed_once_it_is_old(file: Path) -> None:
    old, young = file.with_name(".new-old"), file.with_name(".new-young")
    for folder in (old, young):
        folder.mkdir()
    os.utime(old, (0, old.stat().st_mtime - 2 * LEFTOVER_S))
    copied(file, FIRST)
    assert (old.exists(), young.exists()) == (False, True)


@pytest.fixture
def server() -> Iterator[FakeNominatim]:
    with fake_nominatim.running() as server:
        yield server


def test_an_address_is_fetched_again_only_where_its_server_says_that_it_has_changed(
    server: FakeNominatim, file: Path
) -> None:
    asked: list[str | None] = []

    def behave(handler: fake_nominatim._Handler) -> None:
        asked.append(handler.headers["If-None-Match"])
        (sends(b"", 304) if asked[-1] == '"1"' else sends(FIRST, ETag='"1"'))(handler)

    server.behave = behave
    limits = FetchLimits(1_000_000, 5, (server.server_port,), private_networks=True)
    table = CopiedTable(AddressTable(f"http://{server.domain}/trips.csv", limits), file, 60, 5)
    lookup = BackgroundLookup(table)
    server.behave = behave
    table.poll()
    assert (asked, table.has_changed(), trips(lookup)) == ([None, '"1"'], False, 1)


def test_rows_that_are_still_in_the_log_of_a_database_are_read(tmp_path: Path) -> None:
    file = tmp_path / "trips.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute('CREATE TABLE trips (date TEXT, "from" TEXT, "to" TEXT)')
        database.execute("INSERT INTO trips VALUES ('2024-01-01', 'Bern', 'Oslo')")
        assert len(read_any_table(file).trips) == 1
        database.execute("INSERT INTO trips VALUES ('2024-02-01', 'Oslo', 'Rome')")
        assert file.with_name("trips.db-wal").stat().st_size > 0
        assert len(read_any_table(file).trips) == 2
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO trips VALUES ('2024-03-01', 'Rome', 'Bern')")
        assert len(read_any_table(file).trips) == 2  # the third is not committed
        database.execute("COMMIT")
        assert len(read_any_table(file).trips) == 3


def test_reading_a_database_changes_none_of_its_files(tmp_path: Path) -> None:
    file = tmp_path / "trips.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute('CREATE TABLE trips (date TEXT, "from" TEXT, "to" TEXT)')
        database.execute("INSERT INTO trips VALUES ('2024-01-01', 'Bern', 'Oslo')")
    before = {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    assert len(read_any_table(file).trips) == 1
    assert {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()} == before
